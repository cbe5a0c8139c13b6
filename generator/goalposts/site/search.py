"""The search index of a finished folder, by Pagefind.

Pagefind is a program of its own that comes in the wheel `pagefind_bin`; nothing is fetched. Where there is
no such wheel for a platform, or it cannot be started, the site is published without an index: its search
page then says so and leads to the lists.
"""

from __future__ import annotations

import errno
import gzip
import json
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder

from goalposts.cache.book import Book
from goalposts.pages.found import FILTERS
from goalposts.pages.search import BUNDLE
from goalposts.site.failures import SiteError
from goalposts.site.findable import Findable, findable
from goalposts.site.pagefind import Record, make_index

# what the browser loads; the rest of what Pagefind writes are ready-made search boxes
_NEEDED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "pages.json")
_NEEDED_ENDINGS = (".pf_meta", ".pagefind")
_FRAGMENT = ".pf_fragment"
# what Pagefind writes before the JSON of a page
_MARK = b"pagefind_dcd"


# with these nothing can be written, and so no site either
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS)


class NoSearchError(SiteError):
    """There is no index; the message says why."""


def index(folder: Path, known: Words | None = None) -> None:
    """Write the search index of all pages in `folder` that can be found, below its search page.

    What can be found is read from the pages, where it is not `known`. The same pages give the same bytes.
    Raises `NoSearchError` where Pagefind is not there, cannot be started, or fails; then nothing is left of
    the index. What the disk refuses is an `OSError`.
    """
    bundle = folder / BUNDLE
    if not bundle.parent.is_dir():
        return
    try:
        files = make_index(_program(), _records(folder, known), folder.parent)
        files["pages.json"] = _filters(files)
    except (OSError, ValueError, MsgspecError) as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise
        raise NoSearchError(f"The site has no search: Pagefind cannot be run ({error}).") from error
    needed = {
        path: content
        for path, content in sorted(files.items())
        if "/" in path or path in _NEEDED or path.endswith(_NEEDED_ENDINGS)
    }
    for parent in {path.rpartition("/")[0] for path in needed}:
        (bundle / parent).mkdir(parents=True, exist_ok=True)
    for path, content in needed.items():
        with open(f"{bundle}/{path}", "wb") as file:  # noqa: PTH123  # thousands of files
            file.write(content)


class Words(Struct, frozen=True):
    """What can be found of pages: its hash by their addresses, and a book that has some of it by hash."""

    digests: Mapping[str, bytes]
    book: Book

    def of(self, url: str, folder: Path) -> Findable | None:
        """Return what can be found of a page: from the book, else from the page."""
        kept = self.book.get(self.digests[url])
        if kept is not None:
            return Findable.of(kept)
        found = _read(url, folder)
        if found is not None:
            self.book.put(found.digest, found.kept)
        return found


def _read(url: str, folder: Path) -> Findable | None:
    return findable((folder / url / "index.html").read_bytes().decode())


def _records(folder: Path, known: Words | None) -> Iterator[Record]:
    """Yield what can be found of the pages, in the order of their addresses."""
    if known is None:
        pages = (path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
        every = ((f"{page}/" if page != "." else "", page) for page in pages)
        words = ((url, _read(page, folder)) for url, page in sorted(every))
    else:
        words = ((url, known.of(url, folder)) for url in sorted(known.digests))
    for url, found in words:
        if found is not None:
            yield Record(f"/{url}", found.words, found.language, {"title": found.title, **found.filters})


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


def _filters(files: Mapping[str, bytes]) -> bytes:
    """Return what each page can be filtered by, and what it is listed as without any words, as JSON.

    Pagefind's own filters are written in another order each time; with these the same pages give the same
    bytes. A page is known by the name of its fragment, as in the results of a search.
    """
    pages = {}
    for fragment, page in _fragments(files):
        filters = {name: page.meta[name] for name in FILTERS if name in page.meta}
        pages[fragment] = {"url": page.url, "title": page.meta["title"], **filters}
    text = json.dumps(pages, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{text}\n".encode()


class _Page(Struct):
    url: str
    meta: dict[str, str]


_PAGES = Decoder(_Page)


def _fragments(files: Mapping[str, bytes]) -> Iterator[tuple[str, _Page]]:
    for path, content in sorted(files.items()):
        if path.endswith(_FRAGMENT):
            name = path.rpartition("/")[2].removesuffix(_FRAGMENT)
            yield name, _PAGES.decode(gzip.decompress(content).removeprefix(_MARK))
