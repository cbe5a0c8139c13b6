"""What is on a card: frozen words, numbers and the names of statuses."""

from __future__ import annotations

import hashlib

from msgspec import Struct

WIDTH, HEIGHT = 1200, 630
"""Pixels."""

VERSION = 1
"""The version of the drawing: a new one gives every card a new address."""


class CardMeter(Struct, frozen=True):
    """A meter on a card: fractions or None, whether they are old, and the two halves of the line below."""

    progress: float | None
    expected: float | None
    is_old: bool
    done: str
    rest: str


class CardShare(Struct, frozen=True):
    """How many goals have a status: its name as classes write it, the number, the word."""

    status: str
    count: int
    word: str


class Card(Struct, frozen=True, kw_only=True):
    """What is on a card. `status` names the shape, empty where there is none; either of meter and shares.

    `as_of` says the day in words: `As of 20 Nov 2026`.
    """

    site: str
    as_of: str
    kicker: str
    title: str
    status: str
    verdict: str
    meter: CardMeter | None = None
    shares: tuple[CardShare, ...] = ()

    @property
    def words(self) -> str:
        """Return what the card says as text, for those who do not see it."""
        parts = [f"{self.kicker}: {self.title}", self.verdict]
        if self.meter and (numbers := f"{self.meter.done}{self.meter.rest}".strip()):
            parts.append(numbers[:1].upper() + numbers[1:])
        if self.shares:
            parts.append(", ".join(f"{share.count} {share.word}" for share in self.shares))
        return f"{'. '.join(part.rstrip('.') for part in (*parts, self.as_of))}."

    @property
    def fingerprint(self) -> str:
        """Return what changes when the picture does: a hash of all that is on it and of how it is drawn."""
        return hashlib.sha256(f"{VERSION} {self!r}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
