"""What the Common Locale Data Repository says about a language, asked once."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_locale_identifier, parse_locale
from babel.dates import format_skeleton, get_month_names
from babel.numbers import get_currency_symbol


@cache
def locale_of(language: str) -> Locale:
    """Return the locale of a language code such as `pt-BR`; that of English where it is not known."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def spelled(code: str) -> str | None:
    """Return a language code as it is written, `de-AT` for `de_at`, or None where no such language is known.

    https://www.rfc-editor.org/info/bcp47
    """
    code = code.partition("@")[0].replace("_", "-")
    try:
        Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    language, territory, script, variant = parse_locale(code, sep="-")[:4]
    return str(get_locale_identifier((language, territory, script, variant and variant.lower()), sep="-"))


@cache
def month_names(language: str) -> tuple[str, ...]:
    """Return the short names of the months, January first."""
    names = get_month_names("abbreviated", locale=locale_of(language))
    return tuple(str(names[number]) for number in range(1, 13))


@cache
def month_and_year(language: str, day: date) -> str:
    """Return the month of a day as it stands alone: `October 2026`."""
    return str(format_skeleton("yMMMM", day, locale=locale_of(language)))


@cache
def month_word(language: str, number: int) -> str:
    """Return the whole name of a month, as it stands inside a sentence."""
    return str(get_month_names("wide", locale=locale_of(language))[number])


@cache
def signs(language: str) -> dict[int, str]:
    """Return what stands for the comma and the point of an English number, for `str.translate`."""
    symbols = locale_of(language).number_symbols
    # CLDR 42 and later nest the signs by numbering system; Latin digits are the ones that are written
    signs = symbols.get("latn", symbols)
    return {ord(","): str(signs["group"]), ord("."): str(signs["decimal"])}


# one number stands in a list, on its page, in sentences and in files
@lru_cache(maxsize=1 << 16)
def digits(language: str, value: float, decimals: int) -> str:
    """Return a number that is not negative, with so many decimals: `1,234.5`."""
    return f"{value:,.{decimals}f}".translate(signs(language))


@cache
def currency_symbol(language: str, currency: str) -> str:
    """Return the sign of a currency: `$`, `CHF`."""
    return str(get_currency_symbol(currency, locale=locale_of(language)))


@cache
def is_currency_first(language: str) -> bool:
    """Return whether the sign of a currency stands before the amount."""
    return str(locale_of(language).currency_formats["standard"].pattern).startswith("¤")


@cache
def day_words(language: str, day: date, *, with_year: bool) -> str:
    """Return a day in words: `15 Nov`, `15 Nov 2026`."""
    locale = locale_of(language)
    if locale.language == "en":
        month = get_month_names("abbreviated", locale=locale)[day.month]
        return f"{day.day} {month}" + (f" {day.year}" if with_year else "")
    return str(format_skeleton("yMMMd" if with_year else "MMMd", day, locale=locale))


@cache
def direction(language: str) -> str:
    """Return `rtl` for a language that is written from right to left, else `ltr`."""
    return str(locale_of(language).text_direction)
