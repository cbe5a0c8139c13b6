"""Markdown of the repository to HTML that is safe to show, with links that lead to the site's pages.

GitHub's dialect with footnotes and alerts, by comrak; raw HTML is left out. What it makes is sanitised by
an allow-list afterwards, so nothing that an extension may do can reach a page unchecked.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote, urlsplit

import comrak
import nh3
from msgspec import Struct

from goalposts.loading.dialect import MAX_QUOTES, dialect_of

ID_PREFIX = "user-content-"

_TAGS = {
    "a", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "img", "input", "li", "ol", "p", "pre", "section", "span", "strong", "sub", "sup", "table", "tbody",
    "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title", "id", "aria-label"},
    "img": {"src", "alt", "title"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    "input": {"type", "checked", "disabled"},
}
_CLASSES = {
    "div": {f"markdown-alert{kind}" for kind in ("", "-note", "-tip", "-important", "-warning", "-caution")},
    "p": {"markdown-alert-title"},
    "section": {"footnotes"},
    "sup": {"footnote-ref"},
    "a": {"footnote-backref"},
}
_SCHEMES = {"http", "https", "mailto"}

_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    allowed_classes=_CLASSES,
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
)


class Links(Struct, frozen=True):
    """Where links of the repository lead.

    `pages` maps a file of the repository to the root-relative address of its page, `images` a file to the
    address it is published at. `source` makes the address of any other file on the git host, or is None.
    """

    pages: Mapping[str, str]
    images: Mapping[str, str]
    source: Callable[[str], str] | None = None


Url = Callable[[str], str]


def render(text: str, path: str, *, links: Links, url: Url, top: int = 3) -> str:
    """Return the Markdown of the file `path` as HTML.

    `url` turns an address of the site into a link from the page that is rendered; headings begin at
    level `top`.
    """
    options = dialect_of(text)
    options.link_url_rewriter = lambda target: _link(target, path, links, url)
    options.image_url_rewriter = lambda target: _image(target, path, links, url)
    html: str = comrak.render_markdown(text, extension_options=options)
    # several texts stand on one page, so each needs ids of its own
    prefix = f"{ID_PREFIX}{hashlib.sha256(text.encode()).hexdigest()[:8]}-"
    return _finish(_CLEANER.clean(_shallow(html)), prefix, top)


def _shallow(html: str) -> str:
    """Return what the renderer wrote without the tags of quotes that are too deep; it wrote all tags itself.

    Sanitising takes the square of the depth.
    """
    if html.count(_QUOTE) <= MAX_QUOTES:
        return html
    depth = 0

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        is_open = tag[0] == _QUOTE
        depth += is_open
        is_shallow = depth <= MAX_QUOTES
        depth -= not is_open
        return tag[0] if is_shallow else ""

    return _QUOTES.sub(kept, html)


def _link(target: str, path: str, links: Links, url: Url) -> str:
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc:
        return target if parts.scheme.lower() in _SCHEMES else ""
    if not parts.path:
        return target
    file = resolve(unquote(parts.path), path)
    if file is None:
        return ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    for candidate in (file, f"{file}/index.md"):
        if candidate in links.pages:
            return url(links.pages[candidate]) + fragment
    if file in links.images:
        return url(links.images[file])
    return quote(links.source(file), safe=":/?=&%") + fragment if links.source else ""


def _image(target: str, path: str, links: Links, url: Url) -> str:
    try:
        scheme = urlsplit(target).scheme
    except ValueError:
        # the renderer keeps the address where this function fails
        return ""
    file = resolve(unquote(target), path) if not scheme else None
    return url(links.images[file]) if file is not None and file in links.images else ""


def resolve(target: str, path: str) -> str | None:
    """Return the file of the repository that a relative link of the file `path` names; None outside of it."""
    base = "" if target.startswith("/") else posixpath.dirname(path)
    file = posixpath.normpath(posixpath.join(base, target.lstrip("/")))
    return None if file.startswith("..") or file == "." or "\x00" in file else file


_QUOTE = "<blockquote>"
_QUOTES = re.compile(r"</?blockquote>")
# what the sanitiser wrote: attributes are quoted, and what is quoted has its quotes escaped
_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_HEADINGS = {f"h{level}" for level in range(1, 7)}


def _finish(html: str, prefix: str, top: int) -> str:
    """Return the HTML with its tags as the site writes them; no text and no value of an attribute is read."""
    levels = [int(name[1]) for _, name, _ in _TAG.findall(html) if name in _HEADINGS]
    shift = top - min(levels) if levels else 0
    is_dead = False

    def finished(tag: re.Match[str]) -> str:
        nonlocal is_dead
        end, name, attributes = tag.groups()
        if name == "a":
            # links do not nest
            was_dead, is_dead = is_dead, not end and attributes.startswith(' href=""')
            if is_dead or (end and was_dead):
                return ""
        if name in _HEADINGS:
            return f"<{end}h{min(6, int(name[1]) + shift)}>"
        return _element(end, name, _ATTRIBUTE.sub(named, attributes))

    def named(attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        if name == "id":
            return f' id="{prefix}{value}"'
        if name == "href" and value.startswith("#") and value != "#":
            return f' href="#{prefix}{value[1:]}"'
        return attribute[0]

    return _TAG.sub(finished, html)


def _element(end: str, name: str, attributes: str) -> str:
    """Return the tag of an element, or what the site shows in its place; `end` is the slash of an end tag."""
    values = dict(_ATTRIBUTE.findall(attributes))
    match name:
        case "section":
            return f"<{end}div{attributes}>"
        case "table":
            return "</table></div>" if end else f'<div class="scroll"{_TABLE}><table class="table">'
        case "pre" if not end:
            return f"<pre{_CODE}>"
        case "td" | "th" if "align" in values:
            return f'<{name} class="to-{values["align"]}">'
        case "input":
            return _DONE if "checked" in values else _OPEN
        case "img" if not values.get("src"):
            # not every version of the sanitiser escapes these in attributes
            words = values.get("alt", "").replace("<", "&lt;").replace(">", "&gt;")
            return f"<em>{words}</em>"
    return f"<{end}{name}{attributes}>"


# what scrolls can be reached by keys
_CODE = ' tabindex="0" role="group" aria-label="Code"'
_TABLE = ' tabindex="0" role="group" aria-label="Table"'
_DONE = '<span class="task" aria-hidden="true">☑</span><span class="vh">Done:</span>'
_OPEN = '<span class="task" aria-hidden="true">☐</span><span class="vh">Open:</span>'
