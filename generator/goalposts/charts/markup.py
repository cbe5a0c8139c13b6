"""Text and numbers as they stand in SVG: escaped, clean, short."""

from __future__ import annotations

import re
from functools import cache
from html import escape

# XML 1.0 allows tab, line feed and carriage return of the C0 range and no surrogates; C1 controls are
# allowed there but refused by HTML checkers. https://www.w3.org/TR/xml/#charsets
_BLANK = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_UNCLEAN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]|  ")


def clean_text(text: str) -> str:
    """Return `text` on one line, without control characters; a lone surrogate becomes U+FFFD."""
    if _UNCLEAN.search(text):  # one look is enough for most
        text = _UNWRITABLE.sub("\ufffd", _BLANK.sub(" ", text))
    return text.strip(" ")


def escape_text(text: str) -> str:
    """Return `text` clean and escaped, for element content and quoted attributes."""
    return escape(clean_text(text), quote=True)


def number(value: float) -> str:
    """Return `value` with at most two decimals, without trailing zeros and without `-0`."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def percent(share: float) -> str:
    """Return a share of the width or height as per cent: 0.4193 → `41.93%`."""
    return number(share * 100) + "%"


def element(name: str, content: str = "", /, **attributes: str) -> str:
    """Return one element; `class_` stands for `class`, `_` for `-`, empty values are left out.

    `content` is markup and must be escaped already; attribute values must be safe as they are.
    """
    written = "".join([f' {_attribute(key)}="{value}"' for key, value in attributes.items() if value])
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


@cache
def _attribute(key: str) -> str:
    return key.rstrip("_").replace("_", "-")


def figure(chart: tuple[str, str, str], content: str, *, height: int, status_class: str = "") -> str:
    """Return the outer elastic `svg` of a chart; `chart` is (id prefix, title, description)."""
    prefix, title, description = chart
    css = f"chart {status_class}".strip()
    return (
        f'<svg class="{css}" height="{height}" role="img" aria-labelledby="{prefix}-t {prefix}-d">'
        f'<title id="{prefix}-t">{escape_text(title)}</title>'
        f'<desc id="{prefix}-d">{escape_text(description)}</desc>'
        f"{content}</svg>"
    )
