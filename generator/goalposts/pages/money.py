"""Amounts of money: with the sign of the currency, large ones shortened, as in `$1.56M`."""

from __future__ import annotations

from collections.abc import Callable

from babel.numbers import format_compact_currency
from msgspec import Struct

from goalposts.language.locales import currency_symbol, digits, is_currency_first, locale_of
from goalposts.measuring.rounding import half_up
from goalposts.pages.signs import MINUS, NO_BREAK

# decimals of a shortened amount
_LEAST = 2


class Money(Struct, frozen=True):
    """Writes amounts of a currency, an ISO code such as `EUR`, in the way of a language."""

    language: str
    currency: str

    def text(self, value: float, decimals: int, places: Callable[[float, int], int]) -> str:
        """Return an amount; `places` gives the decimals of it divided by a number, at least so many."""
        size = abs(value)
        # what rounding makes a thousand thousands or millions is written in the next larger unit
        billions = size >= 1e6 and half_up(size / 1e6, places(1e6, _LEAST)) >= 1e3
        millions = half_up(size, places(1, decimals)) >= 1e6
        for divisor, letter, is_large in (
            (1e9, "B", billions),
            (1e6, "M", millions),
            (1e3, "k", self._shortens_thousands(size)),
        ):
            if is_large:
                return self._shortened(value, divisor, places(divisor, _LEAST), letter)
        return self._beside_sign(half_up(value, places(1, decimals)), places(1, decimals))

    def _shortens_thousands(self, size: float) -> bool:
        # only where nothing is lost, and where the language has a short word for a thousand
        return size >= 1e4 and size % 1e3 == 0 and self.language.startswith("en")

    def _shortened(self, value: float, divisor: float, places: int, letter: str) -> str:
        if not self.language.startswith("en"):
            locale = locale_of(self.language)
            text = format_compact_currency(value, self.currency, locale=locale, fraction_digits=places)
            return str(text).replace("-", MINUS)
        shown = half_up(half_up(value / divisor, 9), places)
        while places and shown == half_up(shown, places - 1):
            places -= 1
        return self._beside_sign(shown, places, letter)

    def _beside_sign(self, value: float, places: int, letter: str = "") -> str:
        text = digits(self.language, abs(value), places) + letter
        symbol = currency_symbol(self.language, self.currency)
        minus = MINUS if value < 0 else ""
        if not is_currency_first(self.language):
            return f"{minus}{text}{NO_BREAK}{symbol}"
        space = NO_BREAK if symbol[-1:].isalpha() else ""
        return f"{minus}{symbol}{space}{text}"
