"""Texts as YAML that reads back as the same text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalposts.editing.yaml_writing import block_field, flow_list, flow_mapping, scalar
from goalposts.loading.yaml_text import parse_yaml, to_plain

# what a text field takes: no control characters but line break and tab
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"),
    min_size=1,
    max_size=40,
)


@pytest.mark.parametrize(
    "text",
    [
        "Two of our ten largest customers renewed for two years.",
        "September was $190,000, the best yet.",
        "Renewal rate from 84 % to 92 %",
        "Grüße an alle",
        "it's done (mostly)",
        "a:b",
        "C# and F#",
    ],
)
def test_ordinary_texts_stay_plain(text: str) -> None:
    """A text that nobody can misread is written without quotes."""
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Q3: grow",
        "no",
        "Yes",
        "null",
        "~",
        "12",
        "1.5",
        "2026-11-16",
        "12:30",
        "1_000",
        "- a",
        "@ana",
        "`x`",
        "#1",
        "a #1",
        "*new*",
        "&x",
        "!x",
        "| x",
        "> x",
        "%",
        "[a]",
        "{a}",
        "'a",
        '"a',
        " a",
        "a ",
        "ends:",
        "?",
        "=",
        "inf",
        ".nan",
        "a\tb",
    ],
)
def test_texts_that_could_be_misread_are_quoted(text: str) -> None:
    """Special characters and words that some reader takes for something else go into quotes."""
    assert scalar(text).startswith('"')
    assert to_plain(parse_yaml(f"x: {scalar(text)}\n", "x")[0]) == {"x": text}


@given(TEXT)
def test_a_text_reads_back(text: str) -> None:
    """Whatever a text is, the loader reads the same, in a block, in brackets and in braces."""
    written = f"a: {scalar(text)}\nb: {flow_list([text])}\nc: {flow_mapping({'k': text}, frozenset())}\n"
    assert to_plain(parse_yaml(written, "x")[0]) == {"a": text, "b": [text], "c": {"k": text}}


@given(st.lists(TEXT | st.just(""), min_size=1, max_size=5), st.sampled_from([0, 4]))
def test_long_texts_read_back(lines: list[str], indent: int) -> None:
    """A text of several lines reads back as it was typed, but for white space at its end."""
    text = "\n".join(lines).strip("\n").rstrip()
    if text:
        written = "\n".join(["a:", *block_field("b", text, indent + 2), "c: d"]) + "\n"
        found = to_plain(parse_yaml(written, "x")[0])["a"]["b"]
        assert found.removesuffix("\n") == text


def test_a_long_text_is_a_block() -> None:
    """Several lines stand below the field's name as they were typed."""
    assert block_field("next", "One: a\n\n- b", 4) == ["    next: |", "      One: a", "", "      - b"]
