"""Assets of the last published site that this one no longer has: an open page still asks for them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection
from pathlib import Path

from goalposts.site.rendering import ASSETS, Asset

# the hash of its content in the name of an asset
_HASHED = re.compile(r"\.[0-9a-f]{10}\.[a-z0-9]+")
# what was kept once is marked by this time of change, and not kept again
_KEPT = 0


def keep_assets(assets: Collection[Asset], staging: Path, site_dir: Path) -> None:
    """Link the assets of the published site that the new one has under other names, for one more time.

    They are marked by the time of their last change, so that the next build leaves them out.
    """
    names = {asset.url for asset in assets}
    folder = site_dir / ASSETS
    for path in sorted(folder.rglob("*")) if folder.is_dir() and not folder.is_symlink() else ():
        url = path.relative_to(site_dir).as_posix()
        if url in names or not _HASHED.search(path.name) or path.is_symlink() or not path.is_file():
            continue
        if int(path.stat().st_mtime) != _KEPT:
            target = staging / url
            target.parent.mkdir(parents=True, exist_ok=True)
            os.link(path, target)
            os.utime(target, (_KEPT, _KEPT))
