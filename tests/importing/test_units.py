"""Units, decimals, numbers and directions: nothing is rescaled, nothing is guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.importing.open_sdg.table import strict_number
from goalposts.importing.open_sdg.units import decimals_of, direction_of, unit_of
from goalposts.records.fields import parse_number


@pytest.mark.parametrize(
    ("words", "multiplier", "unit"),
    [
        ("Percentage (%)", "Units", "percent"),
        ("Percentage (%)", "", "percent"),
        ("Ratio", "", "ratio"),
        ("Number", "Units", "count"),
        ("Number", "Thousands", "Number, thousands"),
        ("GBP (£)", "Units", "currency:GBP"),
        ("GBP (£)", "Thousands", "GBP (£), thousands"),
        ("GBP (£ thousands)", "Thousands", "GBP (£ thousands)"),
        ("Constant USD ($ thousands)", "", "Constant USD ($ thousands)"),
        ("Metric tons", "Millions", "Metric tons, millions"),
        ("currency:XX", "", "currency –XX"),
        ("", "", "count"),
        ("", "Millions", "millions"),
    ],
)
def test_units(words: str, multiplier: str, unit: str) -> None:
    """A known unit keeps its meaning with a multiplier of one only; otherwise the words say both."""
    assert unit_of(words, multiplier) == unit


@pytest.mark.parametrize(
    ("values", "decimals"),
    [
        (["38.0", "18.0"], 0),
        (["13.95", "12.5", ""], 2),
        (["0.96508", "0.96464"], 4),
        (["42.97144416514486", "35.42320037121986"], 2),
        (["0.000012345", "0.000023456"], 6),
        (["63.1", "13.100000000000001"], 1),
        (["123456.789"], 1),
        (["1e-3"], 3),
        ([], 0),
        (["0", "0.000"], 0),
    ],
)
def test_decimals(values: list[str], decimals: int) -> None:
    """Short decimals are shown as they are, computed ones with four significant digits, at most six."""
    assert decimals_of(values) == decimals


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1.50", "1.50"), ("-0.0", "-0.0"), (".5", "0.5"), ("-.5", "-0.5"), ("5.", "5"), ("+5", "5"),
        ("1E5", "1e+5"), ("1e-05", "1e-05"), ("", ""), (":", None), ("..", None), ("x", None), ("[c]", None),
        ("1,234", None), ("12%", None), ("1_000", None), ("１", None), ("inf", None), ("nan", None),
        ("1e999", None),
        ("−5", None), (".", None), ("-", None), ("e5", None), ("0x1f", None), ("1" * 101, None),
        ("1 000", None),
    ],
)  # fmt: skip
def test_numbers(written: str, number: str | None) -> None:
    """The digits of a number stay, its form becomes strict; anything else is no number."""
    assert strict_number(written) == number


@given(st.text("0123456789+-.eE", max_size=12))
def test_numbers_are_those_of_the_reader(written: str) -> None:
    """What is taken for a number is one for the strict reader, with the value that the source wrote."""
    number = strict_number(written)
    if number:
        assert parse_number(number) == float(written)


def test_directions() -> None:
    """Only what the source says, and only where it does not contradict itself."""
    assert direction_of(["positive", "Positive"]) == "up"
    assert direction_of(["negative"]) == "down"
    assert direction_of(["positive", "negative"]) == direction_of([]) == direction_of(["sideways"]) == "none"
