"""An address on the web, whole: where the site is, or where its repository can be looked at."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, WithJsonSchema

from goalposts.records.days import shown
from goalposts.records.fields import read_line, wrong

# the parts between scheme and path: a host (or an address of IPv6), a port
_HOST = r"(\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]]+)(:[0-9]{1,5})?"
_PAGE = r"/[^/]*\.[Hh][Tt][Mm][Ll]?$"
WEB_PATTERN = rf"^(?!.*[^/]{_PAGE})[Hh][Tt][Tt][Pp][Ss]?://{_HOST}(/[^\s?#]*)?$"
_WEB = re.compile(WEB_PATTERN)
# what may stand behind the address of a folder: a query, a fragment; the name of a page
_BEHIND = re.compile(r"[?#].*$")
_NAMED = re.compile(rf"(?<=[^/]){_PAGE}")
# a name, a password or a token before the host
_CREDENTIALS = re.compile(r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s/?#@]*@")
# what git calls a repository, or an address without its scheme: the host has a point in it
_NEARLY = re.compile(
    r"(?:(?:https?|ssh|git):)?/*(?:[^\s/@:]+@)?([\w-]+(?:\.[\w-]+)+)(?::[0-9]+(?=/|$))?(?:[:/]+(\S*))?",
    re.IGNORECASE,
)


def read_web_address(value: object) -> str:
    """Return an address that begins with http:// or https:// and names a host; the hint is a whole one.

    A name, password or token before the host is refused, and not repeated: all addresses are published. What
    cannot be continued is refused too: behind a query, a fragment or the name of a page nothing can follow.
    """
    text = read_line(value)
    without = _CREDENTIALS.sub("https://", text)
    if without != text and _is_web_address(without):
        message = "the address has a name, a password or a token before its host, which would be published"
        raise wrong("credentials_in_address", message, _hint(without))
    folder = _NAMED.sub("/", _BEHIND.sub("", text))
    if folder != text and _is_web_address(folder):
        message = f"{shown(text)} is not the address of a folder: the addresses of pages cannot follow it"
        raise wrong("not_a_folder_address", message, f"Write `{folder}`.")
    if not _is_web_address(text):
        message = f"{shown(text)} is not a whole web address: expected http:// or https://, and a host"
        raise wrong("not_a_web_address", message, _hint(text))
    return text


def _is_web_address(text: str) -> bool:
    if not _WEB.search(text):
        return False
    try:
        _ = urlsplit(text).port  # an error for hosts and ports that are none
    except ValueError:
        return False
    return True


def _hint(text: str) -> str:
    nearly = _NEARLY.fullmatch(text)
    if nearly is None:
        return "Write an address that begins with https://, for example: https://git.example/northwind/goals"
    path = (nearly[2] or "").removesuffix("/").removesuffix(".git")
    return f"Write `https://{nearly[1]}/{path}`."


WebAddress = Annotated[
    str, BeforeValidator(read_web_address), WithJsonSchema({"type": "string", "pattern": WEB_PATTERN})
]
"""The text of a whole web address, as `read_web_address` reads it."""
