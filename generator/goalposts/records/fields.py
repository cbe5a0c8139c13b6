"""Typed scalars: how the text of a YAML value becomes a number, a date, an id or a line of text.

Values arrive as the text that stands in the file, so nothing is guessed before the field's type is
known: `no` in a title stays the word, `1_000` in a target is an error and not a thousand.
Each reader returns the value or raises an error whose message says what was expected and whose `hint`
says what to write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from goalposts.records.days import in_time, parse_day, shown
from goalposts.records.ids import ID_PATTERN, MAX_ID, is_id, proposed_id
from goalposts.records.text import did_you_mean

MAX_TITLE = 120
MAX_TEXT = 64 * 1024
MAX_WHOLE = 36500

NUMBER_PATTERN = r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?"
URL_PATTERN = r"^(([Hh][Tt][Tt][Pp][Ss]?|[Mm][Aa][Ii][Ll][Tt][Oo]):\S+|(?![A-Za-z][A-Za-z0-9+.-]*:)\S+)$"
_LARGEST = 1e100
_NUMBER = re.compile(NUMBER_PATTERN)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


class YamlText(str):
    """The text of a YAML scalar; `plain` says that it was written without quotes."""

    __slots__ = ("plain",)
    plain: bool

    def __new__(cls, text: str, *, plain: bool = True) -> YamlText:
        """Return the text, marked as plain or quoted."""
        self = super().__new__(cls, text)
        self.plain = plain
        return self


def wrong(kind: str, message: str, hint: str) -> PydanticCustomError:
    """Return the error of a value that is not what its field wants."""
    # pydantic formats the template with the context, so braces must come from the context
    return PydanticCustomError(kind, "{message}", {"message": message, "hint": hint})


def _scalar(value: object, expected: str, hint: str) -> str:
    if isinstance(value, dict | list) or value is None:
        found = "nothing" if value is None else shown(value)
        raise wrong("not_scalar", f"expected {expected}, found {found}", hint)
    return str(value)


# --- text ---------------------------------------------------------------------------------------


def read_text(value: object) -> str:
    """Return text of one or more lines."""
    text = _scalar(value, "text", "Write text, for example: note: Two renewals are signed.")
    if found := _CONTROL.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise wrong("control_character", f"contains the control character {code}", "Remove the character.")
    if len(text) > MAX_TEXT:
        raise wrong("too_long", f"is {len(text):,} characters long; at most {MAX_TEXT:,} fit", "Shorten it.")
    return text


def read_line(value: object) -> str:
    """Return one line of text that is not empty."""
    text = read_text(value).strip()
    if not text:
        raise wrong("empty", "is empty; expected a line of text", "Write a few words.")
    if "\n" in text:
        raise wrong("not_one_line", "has more than one line; expected one", "Put it on a single line.")
    if "\t" in text:
        raise wrong("not_one_line", "contains a tab; expected a line of text", "Write a space instead.")
    return text


def read_title(value: object) -> str:
    """Return a title: one line of at most 120 characters."""
    text = read_line(value)
    if len(text) > MAX_TITLE:
        message = f"is {len(text)} characters long; a title has at most {MAX_TITLE}"
        raise wrong("title_too_long", message, "Shorten it and say the rest in a longer text.")
    return text


# --- ids ----------------------------------------------------------------------------------------


def read_id(value: object) -> str:
    """Return an id: a-z, 0-9 and hyphens, starting with a letter or a digit, at most 64 characters."""
    text = _scalar(value, "an id", "Write one id, for example: cs-lead")
    if not is_id(text):
        message = f"{shown(text)} is not an id; expected a-z, 0-9 and hyphens, at most {MAX_ID} characters"
        near = proposed_id(text.partition(",")[0])
        one = " one id only:" if "," in text else ""
        raise wrong("not_an_id", message, f"Write{one} `{near}`." if near else "Write, for example: cs-lead")
    return text


# --- numbers ------------------------------------------------------------------------------------


def number_hint(text: str) -> str:
    """Return how a text that is nearly a number should be written."""
    meant = _meant(text)
    return (
        f"Write `{meant}`."
        if meant
        else "Write digits with a point for decimals, for example 1234.5 or -0.2."
    )


def _meant(text: str) -> str | None:
    """Return the number that a text nearly is, without its per cent sign."""
    candidate = text.strip().replace("\u2212", "-").replace("\u202f", "").replace("\u00a0", "")
    candidate = candidate.removeprefix("+").rstrip("%").strip().replace("_", "").replace(" ", "")
    if re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", candidate):
        candidate = candidate.replace(",", "")
    elif re.fullmatch(r"-?[0-9]+,[0-9]+", candidate):
        candidate = candidate.replace(",", ".")
    if re.fullmatch(r"-?\.[0-9]+", candidate):
        candidate = candidate.replace(".", "0.", 1)
    candidate = candidate.removesuffix(".")
    is_meant = candidate.isascii() and _NUMBER.fullmatch(candidate) and candidate != text
    return candidate if is_meant else None


def parse_number(text: str) -> float:
    """Return the number that the text writes as `-?digits[.digits][e±digits]`.

    Raises `ValueError` with a message for anything else, and for numbers beyond 1e100, whose sums and
    products a float could not hold.
    """
    if not _NUMBER.fullmatch(text):
        raise ValueError(f"{shown(text)} is not a number")
    value = float(text)
    if abs(value) > _LARGEST:
        raise ValueError(f"{shown(text)} is too large for a number")
    return value


def read_number(value: object) -> float:
    """Return a number; percent signs, thousands commas and underscores are errors."""
    text = _scalar(value, "a number", "Write a number, for example: 92.5")
    try:
        return parse_number(text)
    except ValueError as error:
        raise wrong("not_a_number", f"{error}; expected digits, such as 92.5", number_hint(text)) from error


def _read_between(low: float, high: float, expected: str) -> Callable[[object], float]:
    def read(value: object) -> float:
        text = _scalar(value, expected, f"Write {expected}.")
        try:
            number = parse_number(text)
        except ValueError as error:
            raise wrong("not_a_number", f"{error}; expected {expected}", hint(text)) from error
        if not low <= number <= high:
            raise wrong("out_of_range", f"is {shown(value)}; expected {expected}", f"Write {expected}.")
        return number

    def hint(text: str) -> str:
        meant = _meant(text)
        if meant and high == 1 and "%" in text:
            meant = f"{Decimal(meant) / 100:f}"
        return f"Write `{meant}`." if meant and low <= float(meant) <= high else f"Write {expected}."

    return read


read_confidence = _read_between(0, 10, "a number from 0 to 10")


def read_whole(value: object) -> int:
    """Return a whole number that is not negative; it counts days or decimals, so it is not large."""
    number = read_number(value)
    if number > MAX_WHOLE:
        message = f"is {shown(value)}; expected at most {MAX_WHOLE:,}"
        raise wrong("too_large", message, "Write a smaller number, for example 30.")
    if number != int(number) or number < 0:
        hint = "Write digits only, for example 7."
        raise wrong("not_whole", f"is {shown(value)}; expected a whole number, 0 or more", hint)
    return int(number)


# --- dates and flags ----------------------------------------------------------------------------


def day_hint(text: str) -> str:
    """Return how a text that is nearly a date should be written."""
    if match := re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2}).*", text, re.ASCII):
        year, month, day = (int(part) for part in match.groups())
        candidate = f"{year:04}-{month:02}-{day:02}"
        try:
            meant = date.fromisoformat(candidate)
        except ValueError:
            return "Check the day: write a date that exists, such as 2026-02-28."
        if not in_time(meant):
            return "Check the year."
        return f"Write `{candidate}`."
    if match := re.fullmatch(r"\s*(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})\s*", text, re.ASCII):
        return day_hint(f"{match[3]}-{match[2]}-{match[1]}")
    return "Write year-month-day, for example 2026-11-30."


def read_day(value: object) -> date:
    """Return a date written as YYYY-MM-DD."""
    text = _scalar(value, "a date", "Write a date, for example: 2026-12-31")
    try:
        return parse_day(text)
    except ValueError as error:
        raise wrong("not_a_date", str(error), day_hint(text)) from error


def read_flag(value: object) -> bool:
    """Return true or false; `yes`, `no`, `on` and `off` are errors that name the right word."""
    text = _scalar(value, "true or false", "Write true or false.")
    if text in ("true", "false"):
        return text == "true"
    meant = {"yes": "true", "on": "true", "y": "true", "no": "false", "off": "false", "n": "false"}
    word = meant.get(text.lower(), text.lower() if text.lower() in ("true", "false") else "")
    hint = f"Write `{word}`." if word else "Write true or false."
    raise wrong("not_a_flag", f"is {shown(text)}; expected true or false", hint)


def read_url(value: object) -> str:
    """Return a web, mail or relative address; other schemes are errors."""
    text = read_line(value)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", text)
    if any(ch.isspace() for ch in text) or (scheme and scheme[1].lower() not in ("http", "https", "mailto")):
        hint = "Write an address that begins with https://"
        raise wrong("not_a_url", f"{shown(text)} is not an address that the site may link to", hint)
    return text


def _typed(reader: Any, schema: dict[str, Any]) -> Any:
    return (BeforeValidator(reader), WithJsonSchema(schema))


Text = Annotated[str, *_typed(read_text, {"type": "string"})]
Line = Annotated[str, *_typed(read_line, {"type": "string", "minLength": 1})]
Title = Annotated[str, *_typed(read_title, {"type": "string", "minLength": 1, "maxLength": MAX_TITLE})]
Id = Annotated[str, *_typed(read_id, {"type": "string", "pattern": f"^{ID_PATTERN}$"})]
Number = Annotated[float, *_typed(read_number, {"type": "number"})]
Fraction = Annotated[
    float,
    *_typed(_read_between(0, 1, "a number from 0 to 1"), {"type": "number", "minimum": 0, "maximum": 1}),
]
Confidence = Annotated[
    float,
    *_typed(read_confidence, {"type": "number", "minimum": 0, "maximum": 10}),
]
Weight = Annotated[
    float,
    *_typed(_read_between(0, 1e9, "a number, 0 or more"), {"type": "number", "minimum": 0, "maximum": 1e9}),
]
Whole = Annotated[int, *_typed(read_whole, {"type": "integer", "minimum": 0, "maximum": MAX_WHOLE})]
Day = Annotated[date, *_typed(read_day, {"type": "string", "format": "date"})]
Flag = Annotated[bool, *_typed(read_flag, {"type": "boolean"})]
Url = Annotated[str, *_typed(read_url, {"type": "string", "pattern": URL_PATTERN})]


def choice(*names: str) -> Any:
    """Return the annotations of a field that takes one of `names`."""

    def read(value: object) -> str:
        text = _scalar(value, "one of " + ", ".join(names), f"Write, for example: {names[0]}")
        if text not in names:
            expected = ", ".join(f"`{name}`" for name in names)
            raise wrong("unknown_choice", f"is {shown(text)}; expected {expected}", did_you_mean(text, names))
        return text

    return _typed(read, {"type": "string", "enum": list(names)})
