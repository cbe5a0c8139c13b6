"""Works out formulas as they stand on a page: numbers with `+ − × ÷`, brackets and per cent signs."""

from __future__ import annotations

import re

_TOKEN = re.compile(r"\s*(?:(\d[\d,]*(?:\.\d+)?)\s?(%)?|([−+×÷()]))")


def worked_out(text: str) -> float:
    """Returns what a formula comes to; per cent count as hundredths. Fails where it is none."""
    reader = _Reader(_tokens(text))
    value = reader.sum()
    assert reader.next is None, f"{text}: {reader.next} is left over"
    return value


def number_in(text: str) -> float:
    """Returns the number that a result is: `17.5 %` is 0.175, `32 points` 0.32, `29 days` 29."""
    shown = re.sub(r"\s(points?|days?)$", "", text)
    return worked_out(shown) / (100 if "point" in text else 1)


def slack_of(text: str) -> float:
    """Returns by how much a result may differ from its formula: its rounding, and that of what is in it.

    A share is shown with one decimal at least, and so are the shares that it is made of.
    """
    number = re.search(r"\d[\d,]*(?:\.(\d+))?", text)
    assert number is not None, text
    step = 10.0 ** -len(number[1] or "")
    return 1.1 * min(step, 0.1) / 100 if "%" in text or "point" in text else 0.51 * step


def _tokens(text: str) -> list[str | float]:
    found: list[str | float] = []
    place = 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        assert match, f"{text}: cannot read {text[place:]!r}"
        if match[1]:
            found.append(float(match[1].replace(",", "")) / (100 if match[2] else 1))
        else:
            found.append(match[3])
        place = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[str | float]) -> None:
        self.tokens = tokens

    @property
    def next(self) -> str | float | None:
        return self.tokens[0] if self.tokens else None

    def take(self) -> str | float:
        return self.tokens.pop(0)

    def sum(self) -> float:
        value = self.product()
        while self.next in ("+", "−"):
            value = value + self.product() if self.take() == "+" else value - self.product()
        return value

    def product(self) -> float:
        value = self.single()
        while self.next in ("×", "÷"):
            value = value * self.single() if self.take() == "×" else value / self.single()
        return value

    def single(self) -> float:
        token = self.take()
        if token == "−":
            return -self.single()
        if token == "(":
            value = self.sum()
            assert self.take() == ")"
            return value
        assert isinstance(token, float), token
        return token
