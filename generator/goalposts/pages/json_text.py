"""JSON as the site publishes it."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec


def json_text(document: object) -> bytes:
    """Return a document as one line of compact JSON, keys in their order; numbers must be finite."""
    return msgspec.json.encode(document) + b"\n"


def json_list(documents: Iterable[object]) -> bytes:
    """Return documents as `json_text` returns a list of them; one at a time is held as a value."""
    return b"[%b]\n" % b",".join(map(msgspec.json.encode, documents))
