"""Checks a built folder by itself: links that resolve, ids once, nothing inline, portable names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.support.pages import SHEET, HtmlFile, Link, read_html

SAFE_SCHEMES = {"http", "https", "mailto"}
RESERVED_NAMES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)
}
CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)")


def check_folder(root: Path, *, url: str = "https://site.invalid/") -> list[str]:
    """Returns every problem of the site in `root`, which is published at `url`.

    Addresses at `url` are resolved in the folder, however they are written; other hosts are not asked.
    """
    return sorted(_Folder(root, url).problems())


def check_names(paths: list[str]) -> list[str]:
    """Returns the file names that some file system or host cannot keep apart, or cannot keep at all."""
    problems: list[str] = []
    seen: dict[str, str] = {}
    for path in sorted(paths):
        key = unicodedata.normalize("NFC", path).casefold()
        if key in seen:
            problems.append(f"{path}: the same name as {seen[key]} where case or accents do not count")
        seen[key] = path
        for part in path.split("/"):
            if re.search(r'[<>:"|?*\\\x00-\x1f]', part) or part.endswith((".", " ")):
                problems.append(f"{path}: {part!r} is no name on Windows")
            elif part.split(".")[0].casefold() in RESERVED_NAMES:
                problems.append(f"{path}: {part!r} is a reserved name on Windows")
    return problems


class _Folder:
    def __init__(self, root: Path, url: str) -> None:
        self.root = root
        self.url = url.rstrip("/") + "/"
        self.host, self.base = urlsplit(self.url).netloc, urlsplit(self.url).path
        self.paths = {
            path.relative_to(root).as_posix()
            for path in root.rglob("*")
            if path.is_file() or path.is_symlink()
        }
        self.pages: dict[str, HtmlFile] = {
            path: read_html(root / path) for path in sorted(self.paths) if path.endswith((".html", ".svg"))
        }

    def problems(self) -> Iterator[str]:
        yield from check_names(list(self.paths))
        for path in self.paths:
            if (self.root / path).is_symlink():
                yield f"{path}: a symbolic link"
            if path.endswith(".css"):
                css = (self.root / path).read_text(encoding="utf-8")
                for found in CSS_ADDRESS.finditer(css):
                    yield from self._check(
                        path, Link("css", "url", found[1], css.count("\n", 0, found.start()) + 1)
                    )
        for path, page in self.pages.items():
            yield from self._check_page(path, page)
        yield from self._check_sitemap()

    def _check_page(self, path: str, page: HtmlFile) -> Iterator[str]:
        for name in sorted({name for name in page.ids if page.ids.count(name) > 1}):
            yield f"{path}: id {name!r} stands more than once"
        # a picture is a file of its own that no page includes: it brings its colours along
        is_picture = path.endswith(".svg")
        yield from (f"{path}: {found}" for found in page.forbidden if not (is_picture and SHEET in found))
        for link in page.links:
            if path == "404.html" and not re.match(r"/|#|[a-z]+:", link.address):
                yield f"{path}: line {link.line}: {link.address!r} is relative, but answers at any depth"
            yield from self._check(path, link)

    def _check(self, path: str, link: Link) -> Iterator[str]:
        where = f"{path}: line {link.line}: {link.element}[{link.attribute}]"
        cleaned = re.sub(r"[\x00-\x20]", "", link.address)
        scheme = urlsplit(cleaned).scheme.lower()
        if scheme == "data" and link.element != "a":
            return
        if scheme and scheme not in SAFE_SCHEMES:
            yield f"{where}: the scheme of {link.address[:80]!r} is not one of {sorted(SAFE_SCHEMES)}"
            return
        target = urlsplit(urljoin(self.url + path, link.address))
        if target.scheme == "mailto" or target.netloc != self.host:
            return
        file = self._resolve(unquote(target.path))
        if file is None:
            yield f"{where}: nothing answers at {link.address!r}"
        elif target.fragment and file in self.pages and not self._has_anchor(file, target.fragment):
            yield f"{where}: {file} has no id {unquote(target.fragment)!r}"

    def _has_anchor(self, file: str, fragment: str) -> bool:
        # browsers look for the fragment as it stands, then decoded
        return fragment == "top" or bool({fragment, unquote(fragment)} & set(self.pages[file].ids))

    def _resolve(self, path: str) -> str | None:
        if not path.startswith(self.base):
            return None
        relative = path[len(self.base) :]
        if relative == "" or relative.endswith("/"):
            relative += "index.html"
        elif f"{relative}/index.html" in self.paths:
            relative += "/index.html"
        return relative if relative in self.paths else None

    def _check_sitemap(self) -> Iterator[str]:
        if "sitemap.xml" not in self.paths:
            return
        for address in re.findall(
            r"<loc>\s*([^<\s]*)", (self.root / "sitemap.xml").read_text(encoding="utf-8")
        ):
            if self._resolve(unquote(urlsplit(address).path)) is None:
                yield f"sitemap.xml: nothing answers at {address!r}"
