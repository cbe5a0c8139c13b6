"""JSON as the site publishes it."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from goalposts.pages.json_text import json_text

NUMBERS = st.integers(-(10**15), 10**15) | st.floats(allow_nan=False, allow_infinity=False)
# half of a character is in no text: files are read as UTF-8
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_it_says_what_the_document_holds(document: object) -> None:
    """Every program reads the same values from it, in one line, and keys in their order."""
    text = json_text(document).decode()
    assert text.endswith("\n")
    assert "\n" not in text[:-1]
    found = json.loads(text)
    assert found == document
    assert json.dumps(found) == json.dumps(document)


def test_it_is_compact_and_keeps_letters() -> None:
    """No blanks between values, and letters of any language as they are."""
    assert (
        json_text({"title": "Zürich", "values": [1, 2.5]}) == '{"title":"Zürich","values":[1,2.5]}\n'.encode()
    )
