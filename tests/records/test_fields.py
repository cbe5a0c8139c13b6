"""Fields: what is written is what is read, or an error that says what to write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from goalposts.key_results.milestones import read_done
from goalposts.key_results.reach import read_target
from goalposts.records.core import read_core
from goalposts.records.days import parse_day
from goalposts.records.fields import (
    Fraction,
    YamlText,
    day_hint,
    number_hint,
    parse_number,
    read_day,
    read_flag,
    read_id,
    read_line,
    read_number,
    read_title,
    read_url,
    read_whole,
)
from goalposts.records.goal import read_reference

NUMBERS = {
    "0": 0,
    "-0": 0,
    "7": 7,
    "-7": -7,
    "007": 7,
    "1.10": 1.1,
    "92.5": 92.5,
    "1e3": 1000,
    "1E+3": 1000,
    "2.5e-1": 0.25,
    "-1.5e2": -150,
    "123456789.25": 123456789.25,
}
NO_NUMBERS = [
    "",
    " 1",
    "1 ",
    "+1",
    "1.",
    ".5",
    "1_000",
    "1,000",
    "12%",
    "−5",
    "１２",
    "٣",
    "inf",
    "-inf",
    "nan",
    "NaN",
    "1e",
    "e5",
    "0x10",
    "1e999",
    "--1",
    "1.2.3",
    "12:30",
    "1/2",
    "true",
    "1\n",
]


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_numbers_are_read_as_they_are_written(text: str, value: float) -> None:
    """A number is digits with a point and an exponent, and means what it says."""
    assert parse_number(text) == value
    assert read_number(text) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_other_texts_are_no_numbers(text: str) -> None:
    """Whatever Python would also take for a number is an error."""
    with pytest.raises(ValueError, match="number"):
        parse_number(text)
    with pytest.raises(PydanticCustomError) as caught:
        read_number(text)
    assert (caught.value.context or {})["hint"]


@given(st.floats(min_value=-1e100, max_value=1e100))
def test_every_number_that_python_writes_is_read_back(value: float) -> None:
    """A number written in its shortest form is read back as the same number."""
    assert parse_number(repr(value)) == value


@given(st.text(max_size=12))
def test_a_text_is_a_number_or_an_error(text: str) -> None:
    """No text is read as a number other than the one it writes."""
    try:
        value = parse_number(text)
    except ValueError:
        return
    assert text.isascii()
    assert not set(text) - set("0123456789.-+eE")
    assert value == float(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1,000", "1000"),
        ("12%", "12"),
        ("−5", "-5"),
        ("1_000", "1000"),
        ("+3", "3"),
        (".5", "0.5"),
        ("1,5", "1.5"),
        ("1,234,567.8", "1234567.8"),
        ("5.", "5"),
        ("1 000", "1000"),
    ],
)
def test_near_misses_of_numbers_get_the_number_that_was_meant(text: str, meant: str) -> None:
    """The hint of a number in another notation names the number."""
    assert number_hint(text) == f"Write `{meant}`."


@given(st.dates(date(1600, 1, 1), date(2999, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    """A day written as YYYY-MM-DD is read back as the same day."""
    assert parse_day(day.isoformat()) == read_day(day.isoformat()) == day


NO_DAYS = [
    "2026-02-30",
    "2026-2-3",
    "2026-W01-1",
    "20260101",
    "2026-01-01T00:00",
    "01-02-2026",
    "2026/01/02",
    "2026.01.02",
    "0000-01-01",
    "2026-13-01",
    "٢٠٢٦-٠١-٠١",
    "2026-11",
    "today",
]


@pytest.mark.parametrize("text", [*NO_DAYS, "", " 2026-01-01", "2026-01-01 "])
def test_other_texts_are_no_days(text: str) -> None:
    """Whatever is not YYYY-MM-DD, or no day of the calendar, is an error."""
    with pytest.raises(ValueError, match=r"day|date"):
        parse_day(text)
    with pytest.raises(PydanticCustomError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "meant"), [("2026-2-3", "2026-02-03"), ("2026/11/20", "2026-11-20"), ("2026.1.31", "2026-01-31")]
)
def test_near_misses_of_days_get_the_day_that_was_meant(text: str, meant: str) -> None:
    """The hint of a day in another notation names the day."""
    assert day_hint(text) == f"Write `{meant}`."


@pytest.mark.parametrize("text", ["3030-12-31", "1026/11/20", "31.12.3030"])
def test_a_year_that_nobody_means_is_not_proposed(text: str) -> None:
    """The hint is never what was written."""
    assert day_hint(text) == "Check the year."


@pytest.mark.parametrize("text", ["a", "7", "cs-lead", "2026-q4", "a" * 64, "a-", "a--b"])
def test_ids_are_read_as_they_are_written(text: str) -> None:
    """An id is a-z, 0-9 and hyphens, beginning with a letter or digit, at most 64 characters."""
    assert read_id(text) == text


@pytest.mark.parametrize(
    "text", ["", "-a", "A", "a_b", "a b", "ä", "a" * 65, "a/b", "../a", "a.b", "a\n", "а"]
)
def test_other_texts_are_no_ids(text: str) -> None:
    """Anything else is an error, look-alike letters included."""
    with pytest.raises(PydanticCustomError):
        read_id(text)


@pytest.mark.parametrize(("text", "value"), [("true", True), ("false", False)])
def test_flags_are_true_and_false(text: str, value: bool) -> None:
    """A flag is one of two words."""
    assert read_flag(text) is value


@pytest.mark.parametrize(
    ("text", "hint"),
    [("no", "false"), ("off", "false"), ("Yes", "true"), ("on", "true"), ("True", "true"), ("N", "false")],
)
def test_other_words_are_no_flags(text: str, hint: str) -> None:
    """A word that YAML would take for a flag is an error that names the right word."""
    with pytest.raises(PydanticCustomError) as caught:
        read_flag(text)
    assert (caught.value.context or {})["hint"] == f"Write `{hint}`."


@pytest.mark.parametrize("text", ["0", "7", "30.0", "1e2"])
def test_whole_numbers_may_be_written_like_others(text: str) -> None:
    """A whole number is a number without a fraction."""
    assert read_whole(text) == float(text)


@pytest.mark.parametrize("text", ["-1", "0.5", "a", ""])
def test_other_numbers_are_not_whole(text: str) -> None:
    """Negative numbers and fractions are errors where a whole number is wanted."""
    with pytest.raises(PydanticCustomError):
        read_whole(text)


READERS: list[Callable[[Any], Any]] = [
    read_number,
    read_day,
    read_id,
    read_flag,
    read_line,
    read_title,
    read_whole,
    read_url,
]


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@pytest.mark.parametrize("value", [None, [], {}, ["1"], {"a": "1"}], ids=repr)
def test_lists_and_mappings_are_no_scalars(reader: Callable[[Any], Any], value: object) -> None:
    """A list, a mapping or nothing is an error where a single value is wanted."""
    with pytest.raises(PydanticCustomError):
        reader(value)


def test_titles_have_at_most_120_characters() -> None:
    """A title of 120 characters is one, a longer one is an error."""
    assert read_title("x" * 120) == "x" * 120
    with pytest.raises(PydanticCustomError):
        read_title("x" * 121)


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "a\tb", "a\x00b", "\ud800", "a\u2028b"])
def test_lines_are_one_line_of_clean_text(text: str) -> None:
    """A line that is empty, broken, or holds control characters is an error."""
    with pytest.raises(PydanticCustomError):
        read_line(text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", ""]
)
def test_links_lead_to_web_mail_or_files_only(text: str) -> None:
    """An address of another scheme, or with a space, is an error."""
    with pytest.raises(PydanticCustomError):
        read_url(text)


@pytest.mark.parametrize(
    ("text", "kind", "amount"),
    [
        ("92", "absolute", 92),
        ("-5", "absolute", -5),
        ("+30%", "percent", 30),
        ("-15%", "percent", -15),
        ("+2pp", "points", 2),
        ("-1.5pp", "points", -1.5),
        ("+0.5%", "percent", 0.5),
        ("1e3", "absolute", 1000),
    ],
)
def test_targets_are_numbers_or_changes(text: str, kind: str, amount: float) -> None:
    """A target is a number, or a change in per cent or points with a sign."""
    target = read_target(text)
    assert (target.kind, target.amount) == (kind, amount)


@pytest.mark.parametrize("text", ["+30", "30%", "2pp", "+30 %", "+-3%", "", "a", "+%", "--3%"])
def test_other_targets_are_errors(text: str) -> None:
    """A plus sign without a unit, a unit without a sign, and anything else is an error with a hint."""
    with pytest.raises(PydanticCustomError) as caught:
        read_target(text)
    assert (caught.value.context or {})["hint"]


@pytest.mark.parametrize(
    ("baseline", "text", "value"),
    [
        (42, "-15%", 35.7),
        (-40, "+30%", -28),
        (-40, "-25%", -50),
        (60, "+2pp", 62),
        (0.1, "+10%", 0.11),
        (3, "92", 92),
    ],
)
def test_relative_targets_follow_the_size_of_the_baseline(baseline: float, text: str, value: float) -> None:
    """A change of p per cent of the baseline b leads to b ± p·|b|; points are added."""
    assert read_target(text).value(baseline) == value


@pytest.mark.parametrize("text", ["true", "yes", "no", "2026-02-30", "done", ""])
def test_done_is_false_or_a_day(text: str) -> None:
    """Anything but `false` and a day is an error: when something was done must be said."""
    with pytest.raises(PydanticCustomError):
        read_done(text)
    assert read_done("false") is None
    assert read_done("2026-11-13") == date(2026, 11, 13)


@pytest.mark.parametrize("text", ["a#", "#a", "A", "a#b#c", "a b", "a#B"])
def test_references_are_ids(text: str) -> None:
    """A reference is the id of a goal, or of a key result behind a `#`."""
    with pytest.raises(PydanticCustomError):
        read_reference(text)
    assert read_reference("a#b-c") == "a#b-c"


def test_settings_for_other_programs_are_typed_as_yaml_types_them() -> None:
    """What is passed on to MkDocs arrives as true, 3, 1.5 or text; quoted scalars stay text."""
    given = {"strict": YamlText("true"), "n": [YamlText("3"), YamlText("1.5"), YamlText("no")]}
    assert read_core(given) == {"strict": True, "n": [3, 1.5, "no"]}
    assert read_core(YamlText("true", plain=False)) == "true"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("50%", "Write `0.5`."),
        ("12,5 %", "Write `0.125`."),
        ("0,4", "Write `0.4`."),
        ("110%", "Write a number from 0 to 1."),
        ("50", "Write a number from 0 to 1."),
        ("half", "Write a number from 0 to 1."),
    ],
)
def test_the_hint_of_a_fraction_is_a_fraction(text: str, hint: str) -> None:
    """What the hint says to write is accepted: per cent become the fraction that they are."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Fraction).validate_python(text)
    assert caught.value.errors()[0]["ctx"]["hint"] == hint
