"""The colours of the stylesheet can be read, and told apart, in both themes and whatever one's eyes see."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from tests.support.colours import SIMULATIONS, contrast, distance
from tests.support.example import REPOSITORY
from tests.support.palette import (
    DECORATION,
    STATUSES,
    STYLESHEET,
    THEMES,
    UNJUDGED,
    USES,
    Use,
    documented_colours,
    palette,
)

THEME_SELECTORS = {"data-theme", 'data-theme="light"', 'data-theme="dark"'}
LEAST_APART = 7.5
"""Hundredths of OKLab. A difference of about 2 is just seen where two colours touch; these stand apart."""


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("use", USES, ids=lambda use: use.role)
def test_contrast(theme: str, use: Use) -> None:
    """Words have a contrast of 4.5 to 1 and drawings 3 to 1 on every ground that they stand on."""
    colours = palette(theme)
    low = {
        ground: round(contrast(colours[use.role], colours[ground]), 2)
        for ground in use.grounds
        if contrast(colours[use.role], colours[ground]) < use.least
    }
    assert low == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("deficiency", [None, *SIMULATIONS], ids=lambda name: name or "full sight")
def test_statuses_stay_apart(theme: str, deficiency: str | None) -> None:
    """Any two statuses differ clearly for full sight and without one of the three kinds of cones."""
    colours = palette(theme)
    told_apart = [status for status in STATUSES if status not in UNJUDGED[1:]]
    near = {
        f"{one} and {other}": round(distance(colours[one], colours[other], deficiency), 1)
        for one, other in combinations(told_apart, 2)
        if distance(colours[one], colours[other], deficiency) < LEAST_APART
    }
    assert near == {}


def test_every_colour_is_used_knowingly() -> None:
    """Each role of the palette stands in the table of uses or among the decoration, and in both themes."""
    known = {use.role for use in USES} | {ground for use in USES for ground in use.grounds} | set(DECORATION)
    assert set(palette("light")) == set(palette("dark")) == known
    for theme in THEMES:
        assert len({palette(theme)[status] for status in UNJUDGED}) == 1


def test_themes_differ_in_colours_only() -> None:
    """All colours are in the palette, none is thinned, and no rule but the palette knows of a theme."""
    css = re.sub(r"/\*.*?\*/", "", STYLESHEET.read_text(encoding="utf-8"), flags=re.DOTALL)
    below = css[css.index('[data-theme="light"]') :]
    assert "prefers-color-scheme" not in css
    assert "light-dark(" not in below
    assert set(re.findall(r'data-theme(?:="\w+")?', below)) <= THEME_SELECTORS
    assert set(re.findall(r"opacity:\s*([^;}]+)", css)) <= {"1"}
    # white paper and darker ink for printing; everything else has a name
    written = set(re.findall(r"#[0-9a-f]{3,8}\b", below))
    assert written <= {"#fff", "#464e58"}


def test_arithmetic() -> None:
    """The arithmetic is right where the answer is known."""
    black, white, grey = (0, 0, 0), (255, 255, 255), (119, 119, 119)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(white, grey) == pytest.approx(4.48, abs=0.01)
    assert distance(black, white) == pytest.approx(100, abs=0.01)
    for deficiency in SIMULATIONS:
        # greys are seen by everybody; red and green of one lightness come together without L or M cones
        assert distance(grey, black, deficiency) == pytest.approx(distance(grey, black), abs=0.5)
    red, green = (196, 78, 82), (85, 128, 60)
    assert distance(red, green) > 20
    assert distance(red, green, "deuteranopia") < distance(red, green) / 2


DESIGN = REPOSITORY / "docs/design.md"


def test_documented_colours() -> None:
    """The table of colours in docs/design.md is that of the stylesheet, with the contrasts as they are."""
    table = DESIGN.read_text(encoding="utf-8").partition("<!-- colours")[2].partition("-->\n")[2]
    assert table.partition("<!-- /colours -->")[0] == documented_colours()


def test_documented_properties() -> None:
    """Every custom property that docs/design.md names is in the stylesheet, with the size that it gives."""
    text, css = DESIGN.read_text(encoding="utf-8"), STYLESHEET.read_text(encoding="utf-8")
    values = dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", css))
    assert {name for name in re.findall(r"`--([a-z0-9-]+)`", text) if name not in values} == set()
    sizes = re.findall(r"\| `--(t-\w+)` \| (\d+) px", text) + re.findall(r"`--(s\d)` (\d+)", text)
    assert len(sizes) == 14
    first = dict(reversed(re.findall(r"--([a-z0-9-]+): ([^;]+);", css)))  # phones write some of them anew
    assert {name: px for name, px in sizes if float(first[name].removesuffix("rem")) * 16 != int(px)} == {}
    for rem in re.findall(r"(?:from|below) (\d+) rem", text):
        assert f"min-width: {rem}rem" in css or f"max-width: {int(rem) - 0.01:g}rem" in css
    for apart in re.findall(r"at least ([\d.]+) hundredths", text):
        assert float(apart) == LEAST_APART
