"""Cards: PNG of a fixed size, the same bytes each time, whatever words they are given."""

from __future__ import annotations

import re
import struct
import time
import zlib
from typing import get_args

import numpy as np
import pytest
from msgspec.structs import replace

from goalposts.charts.card_letters import CHARACTERS
from goalposts.charts.card_specification import Card, CardMeter, CardShare
from goalposts.charts.cards import draw_card, drawable
from goalposts.charts.painting import _font, _glyph
from goalposts.charts.pens import Face
from goalposts.charts.shapes import COLOURS, SHAPES
from goalposts.site.processes import work
from tests.support.example import REPOSITORY

CARD = Card(
    site="Northwind goals",
    as_of="As of 20 Nov 2026",
    kicker="Team goal, Customer Success, Q4 2026",
    title="Raise the renewal rate to 92 %",
    status="at-risk",
    verdict="At risk: 12 days behind",
    meter=CardMeter(0.46, 0.59, is_old=False, done="46 %", rest=" done, 59 % expected"),
)
MOST_BYTES = 300_000


def _pixels(png: bytes) -> np.ndarray:
    """Returns the pixels of one of our PNGs; fails where its chunks or their sums are wrong."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    at, body, kinds, size = 8, b"", [], (0, 0)
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        kind, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + content)
        kinds.append(kind)
        if kind == b"IHDR":
            size = struct.unpack(">II", content[:8])
        if kind == b"IDAT":
            body += content
        at += 12 + length
    assert kinds == [b"IHDR", b"IDAT", b"IEND"]  # no date, no software
    assert size == (1200, 630)
    rows = np.frombuffer(zlib.decompress(body), np.uint8).reshape(630, 3601)
    return rows[:, 1:].reshape(630, 1200, 3)


def _has(pixels: np.ndarray, colour: str) -> bool:
    rgb = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return bool((pixels == rgb).all(axis=2).any())


def test_size_and_weight() -> None:
    """A card is a PNG of 1200 × 630 pixels under 300 KB, and the same bytes each time."""
    png = draw_card(CARD)
    _pixels(png)
    assert len(png) < MOST_BYTES
    assert draw_card(replace(CARD)) == png


def test_hash_follows_what_is_shown() -> None:
    """The fingerprint changes with anything on the card and with nothing else."""
    assert replace(CARD).fingerprint == CARD.fingerprint
    others = [
        replace(CARD, site="Other"),
        replace(CARD, as_of="As of 21 Nov 2026"),
        replace(CARD, kicker="x"),
        replace(CARD, title="x"),
        replace(CARD, status="stale"),
        replace(CARD, verdict="x"),
        replace(CARD, meter=None),
        replace(CARD, meter=None, shares=(CardShare("stale", 1, "stale"),)),
    ]
    prints = {card.fingerprint for card in [CARD, *others]}
    assert len(prints) == len(others) + 1
    assert len({draw_card(card) for card in [CARD, *others]}) == len(others) + 1


@pytest.mark.parametrize("status", sorted(SHAPES))
def test_each_status_has_its_colour(status: str) -> None:
    """A card has the colour of its status; green stands on no card but that of a goal on track."""
    pixels = _pixels(draw_card(replace(CARD, status=status, meter=None)))
    assert _has(pixels, COLOURS[status])
    assert _has(pixels, COLOURS["on-track"]) == (status == "on-track")


def test_stale_bar_is_hollow() -> None:
    """The bar of an old value is not filled."""
    meter = CardMeter(0.9, 0.2, is_old=True, done="90 %", rest=" done")
    old = _pixels(draw_card(replace(CARD, status="stale", meter=meter)))
    new = _pixels(draw_card(replace(CARD, status="stale", meter=replace(meter, is_old=False))))
    bar = np.array([int(COLOURS["stale"][place : place + 2], 16) for place in (1, 3, 5)])
    inked = [int((pixels[495:517, 80:700] == bar).all(axis=2).sum()) for pixels in (old, new)]
    assert inked[0] == 0 < inked[1]


@pytest.mark.parametrize(
    "words",
    ["x" * 120, "word " * 24, "$x^2$ \\frac{1}{2}", "<b>&amp;\x00\x1b", "", "\u202f\u2212", "ß Ж Ω"],
)
def test_any_words_can_be_drawn(words: str) -> None:
    """Long words, markup, mathematics and control characters are words like others; none is too long."""
    text = drawable(words)
    assert text is not None
    card = replace(CARD, site=text, kicker=text, title=text, verdict=text)
    pixels = _pixels(draw_card(card))
    assert (pixels[:, :16] == pixels[0, 0]).all()  # nothing runs out at the edges
    assert (pixels[:, -16:] == pixels[0, 0]).all()


def test_shares_never_run_out() -> None:
    """The key of shares fits on one line however many statuses there are."""
    shares = tuple(CardShare(name, 1234, name.replace("-", " ")) for name in sorted(SHAPES))
    pixels = _pixels(draw_card(replace(CARD, status="", meter=None, shares=shares)))
    assert (pixels[:, -40:] == pixels[0, 0]).all()
    assert all(_has(pixels, COLOURS[name]) for name in SHAPES)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Raise  it\n to 92 %", "Raise it to 92 %"),
        ("🚀 Launch", "Launch"),
        ("\u2066Left\u2069 and \u20bf", "Left and"),
        ("№ ①", None),
        ("Größe, Ёлка, Ἀθῆναι", "Größe, Ёлка, Ἀθῆναι"),
        ("提高续约率", None),
        ("العربية", None),
    ],
)
def test_letters_that_the_fonts_have(text: str, written: str | None) -> None:
    """Emoji are left out; a text with letters that the fonts lack has no card instead of empty boxes."""
    assert drawable(text) == written


def test_a_card_takes_little_time() -> None:
    """A card takes some 20 ms of processor time; the bound leaves room for slow machines."""
    draw_card(CARD)
    begin = time.process_time()
    for number in range(5):
        draw_card(replace(CARD, title=f"Raise the renewal rate to {number} %"))
    assert (time.process_time() - begin) / 5 < 0.1


def test_colours_are_those_of_the_page() -> None:
    """The colours of statuses are the light ones of the stylesheet."""
    css = (REPOSITORY / "templates/assets/site.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}),", css))
    same = {"draft": "not-started", "dropped": "paused"}
    assert {name: light[same.get(name, name)] for name in COLOURS} == dict(COLOURS)
    assert set(SHAPES) == set(COLOURS)


def test_the_letters_are_those_of_every_face() -> None:
    """What all faces have is written and nothing else: a card never warns and shows no empty box."""
    held = [{chr(code) for code in _font(face).get_charmap()} for face in get_args(Face)]
    scripts = (range(0x20, 0x590), range(0x10A0, 0x1100), range(0x1E00, 0x2C00))
    within = {chr(code) for codes in scripts for code in codes}
    assert set.intersection(within, *held) == CHARACTERS


def test_processes_that_are_forked_read_fonts_apart() -> None:
    """A font that was opened before gives each of them its own letters, in whatever order they come."""
    letters = [chr(code) for code in range(0xC0, 0x180)]
    _font("DejaVuSans")

    def read(number: int) -> list[float]:
        found = {letter: _glyph.__wrapped__(letter, "DejaVuSans").advance for letter in letters[::number]}
        return [found[letter] for letter in letters]

    told = dict(work([1, -1, 1, -1], read, most=4))
    alone = [_glyph.__wrapped__(letter, "DejaVuSans").advance for letter in letters]
    assert list(told.values()) == [alone] * 4
