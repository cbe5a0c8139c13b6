"""Whole addresses on the web, and what is meant by those that nearly are."""

from __future__ import annotations

import re

import pytest
from pydantic_core import PydanticCustomError

from goalposts.records.web_address import WEB_PATTERN, read_web_address


@pytest.mark.parametrize(
    "text",
    [
        "https://goals.example/",
        "HTTP://goals.example",
        "http://localhost:8000/goals/",
        "https://ziele.müller.example/a/index",
        "https://goals.html.example",
        "http://[::1]:8000/",
    ],
)
def test_whole_addresses(text: str) -> None:
    """An address with http or https and a host is taken as it is."""
    assert read_web_address(f" {text} ") == text


NEARLY = {
    "goals.example": "Write `https://goals.example/`.",
    "//goals.example/": "Write `https://goals.example/`.",
    "https:/goals.example/a": "Write `https://goals.example/a`.",
    "git.example/acme/goals": "Write `https://git.example/acme/goals`.",
    "git@git.example:acme/goals.git": "Write `https://git.example/acme/goals`.",
    "git@git.example:acme/goals": "Write `https://git.example/acme/goals`.",
    "ssh://git@git.example:2222/acme/goals.git": "Write `https://git.example/acme/goals`.",
    "git://git.example/acme/goals.git/": "Write `https://git.example/acme/goals`.",
    "https://goals.example:99999": "Write `https://goals.example/`.",
    **dict.fromkeys(
        [
            "https://",
            "https://?x",
            "http://[goals]/",
            "http://[1:2]/",
            "acme/goals",
            "goals",
            "ftp://goals.example",
            "mailto:ceo@acme.example",
            "javascript:alert(1)",
            "https://a b.example",
        ],
        "begins with https://, for example: https://",
    ),
}


@pytest.mark.parametrize(("text", "hint"), NEARLY.items(), ids=list(NEARLY))
def test_the_hint_is_a_whole_address(text: str, hint: str) -> None:
    """Anything else is an error; where a host can be made out, the hint is the address that is meant."""
    with pytest.raises(PydanticCustomError) as caught:
        read_web_address(text)
    context = caught.value.context or {}
    assert hint in context["hint"]
    assert "http:// or https://" in context["message"]


@pytest.mark.parametrize("behind", ["?", "?a=b", "#c", "?a=b#c/d", "index.html", "INDEX.HTM", "x.html?a#b"])
@pytest.mark.parametrize("folder", ["https://goals.example/", "http://localhost:8000/a/"])
def test_what_cannot_be_continued_is_refused(folder: str, behind: str) -> None:
    """Behind a query, a fragment or the name of a page no address of a page can stand."""
    with pytest.raises(PydanticCustomError) as caught:
        read_web_address(folder + behind)
    assert (caught.value.context or {})["hint"] == f"Write `{folder}`."
    assert not re.search(WEB_PATTERN, folder + behind)


@pytest.mark.parametrize("secret", ["ann", "ann:secret", "x-access-token:ghp_1", "ghp_1", ":secret"])
@pytest.mark.parametrize("scheme", ["https", "HTTP"])
def test_nothing_secret_is_published(scheme: str, secret: str) -> None:
    """What stands before a host is refused and not repeated; the hint is the address without it."""
    with pytest.raises(PydanticCustomError) as caught:
        read_web_address(f"{scheme}://{secret}@git.example:8443/acme/goals.git")
    context = caught.value.context or {}
    assert context["hint"] == "Write `https://git.example/acme/goals`."
    assert "would be published" in context["message"]
    assert secret not in f"{context} {caught.value}".replace("a name, a password", "")
