"""The Markdown that bodies are written in: GitHub's dialect with footnotes and alerts."""

from __future__ import annotations

import comrak

MAX_QUOTES = 32
"""How deep quotes stand in each other: what is deeper stands as deep."""


def dialect_of(text: str) -> comrak.ExtensionOptions:
    """Return the extensions with which a text is read."""
    extensions = comrak.ExtensionOptions()
    for name in ("autolink", "footnotes", "strikethrough", "table", "tasklist"):
        setattr(extensions, name, True)
    # each mark of a long run would be looked at as the begin of an alert, up to the end of the run
    extensions.alerts = ">" * (MAX_QUOTES + 1) not in text
    return extensions
