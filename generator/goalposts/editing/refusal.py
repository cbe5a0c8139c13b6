"""Edits that are not made."""

from __future__ import annotations


class RefusedError(Exception):
    """An edit that would do harm or cannot be understood; `hint` says what to do instead."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep what is wrong and what to do."""
        super().__init__(message)
        self.message, self.hint = message, hint
