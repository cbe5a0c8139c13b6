"""Addresses and numbers as the documents of the API write them."""

from __future__ import annotations

from datetime import date

from goalposts.measuring.rounding import half_up
from goalposts.pages.links import absolute_url
from goalposts.pages.page import Edition

DECIMALS = 9


def absolute(edition: Edition, address: str) -> str:
    """Return the address on the published site; from the root with a slash where `site.url` is not set."""
    return absolute_url(edition.repository.config.site, address) or f"/{address}"


def number(value: float | None) -> float | int | None:
    """Return the number as JSON should write it: whole ones without a point."""
    if value is None:
        return None
    return int(value) if value == int(value) and abs(value) < 1e15 else value


def fraction(value: float | None) -> float | int | None:
    """Return a fraction rounded half-up to nine decimals."""
    return None if value is None else number(half_up(value, DECIMALS))


def iso(day: date | None) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return day.isoformat() if day else None
