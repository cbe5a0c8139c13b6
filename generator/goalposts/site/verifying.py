"""A finished folder is looked at before it is published: what is half is not shown to anybody."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable, Collection, Sequence
from functools import partial
from urllib.parse import unquote

from goalposts.site.failures import SiteError
from goalposts.site.processes import processes, work

_NEEDED = ("index.html", "404.html")
# our templates and the sanitiser quote every attribute, and no text holds an unescaped `<`
_LINK = re.compile(rb'<[a-z]+\b[^>]*?\s(?:href|src)="([^"]*)"')
_ADDRESS = re.compile(rb'\s(?:href|src)="([^"#][^"]*)"')
_END = re.compile("[?#]")
_ELSEWHERE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|/|#|\?)")
_MOST_TOLD = 5
# pages that a process looks at at a time
_TOGETHER = 128


def verify(files: Collection[str], read: Callable[[str], bytes], verified: Collection[str] = ()) -> None:
    """Raise `SiteError` unless the site is whole: its pages end as pages do and link to files that exist.

    `read` returns what one of its files holds. Pages that were `verified` before are not read again.
    """
    wrong = [f"{name} is missing" for name in _NEEDED if name not in files]
    pages = [path for path in files if path.endswith(".html") and path not in verified]
    parts = [pages[at : at + _TOGETHER] for at in range(0, len(pages), _TOGETHER)]
    found = dict(work(parts, partial(_wrong_in_pages, read, files), most=processes()))
    wrong += [each for number in range(len(parts)) for each in found[number]]
    if wrong:
        more = f"; and {len(wrong) - _MOST_TOLD} more" if len(wrong) > _MOST_TOLD else ""
        message = (
            f"The new site is not whole, so it was not published: {'; '.join(wrong[:_MOST_TOLD])}{more}. "
            "Look at your own templates and plugins first; without any, this is a mistake in goalposts."
        )
        raise SiteError(message)


def _wrong_in_pages(read: Callable[[str], bytes], files: Collection[str], pages: Sequence[str]) -> list[str]:
    return [each for path in pages for each in _wrong_in(path, read(path), files)]


def _wrong_in(path: str, content: bytes, files: Collection[str]) -> list[str]:
    wrong = [] if content.rstrip().endswith(b"</html>") else [f"{path} ends too early"]
    folders = path.split("/")[:-1]
    missing = {link for link in set(_ADDRESS.findall(content)) if not _is_there(link, folders, files)}
    if missing:
        # a text may show what looks like an attribute: only those of elements count
        missing &= set(_LINK.findall(content))
    return wrong + [f"{path} links to {link.decode()}, which is not there" for link in sorted(missing)]


def _is_there(link: bytes, folders: list[str], files: Collection[str]) -> bool:
    """Return whether a link from a page in these folders leads to a file, or out of the site."""
    address = link.decode("utf-8", "replace")
    if "&" in address:
        address = html.unescape(address)
    if _ELSEWHERE.match(address):
        return True
    target = unquote(_END.split(address, maxsplit=1)[0])
    up = 0
    while target.startswith("../", 3 * up):
        up += 1
    if up > len(folders):
        return False
    there = "/".join((*folders[: len(folders) - up], target[3 * up :]))
    if "./" in there or there.endswith((".", "//")):
        there = posixpath.normpath(there)
    there = there.removesuffix("/")
    return there in files or (f"{there}/index.html" if there not in ("", ".") else "index.html") in files
