"""Names in a line of another direction of writing."""

from __future__ import annotations

import pytest

from goalposts.site.directions import apart
from goalposts.site.markdown import Links
from goalposts.site.rendering import environment


def test_names_of_another_direction_stand_apart() -> None:
    """A name written from right to left has an element of its own, and so have its neighbours."""
    assert apart("דנה <2>, 18 %") == "<bdi>דנה &lt;2&gt;</bdi>, <bdi>18 %</bdi>"
    assert apart("عمر") == "<bdi>عمر</bdi>"


@pytest.mark.parametrize("words", ["", "Head of Sales, 18 %", "Łucja <b>, Юлия"])
def test_other_lines_stay_as_they_are(words: str) -> None:
    """A line without such a name is text like any other; on a site from right to left all stand apart."""
    assert apart(words) is words
    assert apart(words, "rtl").startswith("<bdi>")


def test_templates_know_it() -> None:
    """Templates set names apart, and what is written in them stays text."""
    template = environment((), Links({}, {})).from_string("{{ words | apart }}")
    assert template.render(words="<a>, דנה") == "<bdi>&lt;a&gt;</bdi>, <bdi>דנה</bdi>"
    assert template.render(words="<a>, Dana") == "&lt;a&gt;, Dana"
