"""Assets of the last published site that this one no longer has: an open page still asks for them.

A commit can bring what stands there. So nothing is kept that a browser shows as a page of its own, and
nothing that is not named by its content as assets are.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path

from goalposts.loading.tree import IMAGES
from goalposts.site.folders import ASSETS
from goalposts.site.rendering import Asset, hash_of

# no SVG: it may hold scripts, and no policy of ours
_KINDS = (".css", ".js", ".woff", ".woff2", ".ttf", ".otf", ".ico", *IMAGES)
# what was kept once is marked by this time of change, and not kept again
_KEPT = 0


def keep_assets(assets: Collection[Asset], staging: Path, site_dir: Path) -> None:
    """Copy the assets of the published site that the new one has under other names, for one more time.

    They are marked by the time of their last change, so that the next build leaves them out.
    """
    names = {asset.url for asset in assets}
    folder = site_dir / ASSETS
    for path in sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else ():
        url = path.relative_to(site_dir).as_posix()
        if url in names or path.suffix not in _KINDS or path.is_symlink() or not path.is_file():
            continue
        if int(path.stat().st_mtime) == _KEPT:
            continue
        content = path.read_bytes()
        if path.stem.endswith(f".{hash_of(content)}"):
            target = staging / url
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            os.utime(target, (_KEPT, _KEPT))
