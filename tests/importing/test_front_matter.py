"""Front matter that is written is read back as the same text, by this project's reader and by PyYAML."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from goalposts.importing.front_matter import Digits, Value, page, quoted, to_yaml
from goalposts.loading.yaml_text import parse_yaml, to_plain

# what the readers take in a scalar; control characters are refused by them on purpose
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1
)


@pytest.mark.parametrize(
    "text",
    [
        "no", "Yes", "on", "null", "~", "true", "1_000", "12:30:45", "017", "1.10", "2026-02-30",
        "@name", "`x`",
        "Q3: grow",
        "a #b", "- x", "*a", "&a", "!t", "%d", "a\tb", 'say "hi"', "back\\slash", "", " x ", "é", "'",
        "{a}",
        "[a]", "nan", ".inf", "0x1F", "?", "a:", "y", "=", "<<", "---", "1e5",
    ],
)  # fmt: skip
def test_words_that_are_misread_come_back_as_words(text: str) -> None:
    """Whatever a YAML reader takes for a boolean, number, date or syntax is quoted."""
    line = f"title: {quoted(text)}"
    assert yaml.safe_load(line) == {"title": text}


@given(TEXT)
def test_every_text_comes_back(text: str) -> None:
    """Any text in a field, in a list and as a key comes back unchanged from both readers."""
    lines = "\n".join(to_yaml({"title": text, "tags": [text, "x"], "where": {text: text}}))
    expected = {"title": text, "tags": [text, "x"], "where": {text: text}}
    assert yaml.safe_load(lines) == expected
    node, problems = parse_yaml(lines, "x.md")
    assert problems == ()
    assert to_plain(node) == expected


def test_page_has_the_form_of_a_record() -> None:
    """Dates and digits stand without quotes, empty values not at all, nested lists are indented."""
    fields: dict[str, Value] = {
        "title": "A: b",
        "start": date(2015, 1, 1),
        "empty": "",
        "none": [],
        "key_results": [{"kpi": "a-b", "where": {"Age (default)": "15 and over"}, "target": Digits("7.50")}],
    }
    assert page(fields, " Body\n\n") == (
        '---\ntitle: "A: b"\nstart: 2015-01-01\nkey_results:\n  - kpi: a-b\n    where:\n'
        '      "Age (default)": "15 and over"\n    target: 7.50\n---\n\nBody\n'
    )
    assert page({"title": "x"}, "") == "---\ntitle: x\n---\n"
