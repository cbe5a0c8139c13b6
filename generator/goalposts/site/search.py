"""The search index of a finished folder, by Pagefind: the only module that knows its program.

Pagefind is a program of its own that comes in the wheel `pagefind_bin`; nothing is fetched. Where there is
no such wheel for a platform, or it cannot be started, the site is published without an index: its search
page then says so and leads to the lists.
"""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from goalposts.pages.search import BUNDLE, FILTERS
from goalposts.site.failures import SiteError

# charts repeat what the text says, what is folded away explains numbers, and a tree names other goals: a page
# is found by its own words
_LEFT_OUT = "svg, .strip, details, .tree, .edit, .pager"
# what the browser loads; the rest of what Pagefind writes are ready-made search boxes
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_NEEDED_ENDINGS = (".pf_meta", ".pagefind")
_SECONDS = 600
# what Pagefind writes before the JSON of a page
_MARK = b"pagefind_dcd"


class NoSearchError(SiteError):
    """There is no index; the message says why."""


def index(folder: Path) -> None:
    """Write the search index of all pages in `folder` that can be found, below its search page.

    The same pages give the same bytes. Raises `NoSearchError` where Pagefind is not there, cannot be
    started, or fails; then nothing is left of the index.
    """
    bundle = folder / BUNDLE
    if not bundle.parent.is_dir():
        return
    try:
        _run([str(_program()), "--site", ".", "--output-subdir", BUNDLE.rstrip("/")], folder)
        _keep_what_is_needed(bundle)
        _write_filters(bundle)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        shutil.rmtree(bundle, ignore_errors=True)
        raise NoSearchError(f"The site has no search: Pagefind cannot be run ({error}).") from error


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        [*command, "--silent", "--exclude-selectors", _LEFT_OUT],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        timeout=_SECONDS,
        check=False,
    )
    if done.returncode != 0:
        told = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        raise ValueError(told[-1] if told else f"it ended with {done.returncode}")


def _program() -> Path:
    spec = find_spec("pagefind_bin")
    if spec is None or spec.origin is None:
        message = "The site has no search: there is no Pagefind for this platform (the package pagefind-bin)."
        raise NoSearchError(message)
    from pagefind_bin import get_executable

    try:
        return Path(get_executable())
    except FileNotFoundError as error:
        raise NoSearchError(f"The site has no search: {error}.") from error


def _environment() -> dict[str, str]:
    """Return the environment without settings of Pagefind: what is found must not depend on the shell."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}


def _keep_what_is_needed(bundle: Path) -> None:
    for path in bundle.iterdir():
        if path.is_file() and path.name not in _NEEDED and not path.name.endswith(_NEEDED_ENDINGS):
            path.unlink()


def _write_filters(bundle: Path) -> None:
    """Write what each page can be filtered by, and what it is listed as without any words.

    Pagefind's own filters are written in another order each time; with these the same pages give the same
    bytes. A page is known by the name of its fragment, as in the results of a search.
    """
    pages = {}
    for fragment, page in _fragments(bundle):
        meta = page["meta"]
        filters = {name: meta[name] for name in FILTERS if name in meta}
        pages[fragment] = {"url": page["url"], "title": meta["title"], **filters}
    text = json.dumps(pages, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (bundle / "pages.json").write_text(text + "\n", encoding="utf-8")


def _fragments(bundle: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted((bundle / "fragment").glob("*.pf_fragment")):
        content = gzip.decompress(path.read_bytes())
        yield path.stem, json.loads(content.removeprefix(_MARK))
