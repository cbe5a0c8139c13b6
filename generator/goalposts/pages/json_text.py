"""JSON as the site publishes it."""

from __future__ import annotations

import msgspec


def json_text(document: object) -> str:
    """Return a document as one line of compact JSON, keys in their order; numbers must be finite."""
    return msgspec.json.encode(document).decode() + "\n"
