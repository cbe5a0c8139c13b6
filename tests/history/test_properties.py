"""Rules that hold for any two versions: nothing changed means no event, and events name both values."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goalposts.history.cleaning import clean, clean_name, clean_subject, co_authors, pull_request
from goalposts.history.events import EventKind
from goalposts.history.facts import Facts, Reader
from goalposts.history.log import parse_log
from goalposts.history.record_changes import Known, compare_goals, compare_kpis, compare_teams
from goalposts.history.rows import compare_rows
from goalposts.loading.text import read_document
from goalposts.loading.yaml_text import to_plain
from goalposts.records.period import CALENDAR

KNOWN = Known(date(2026, 11, 15), lambda name: name, lambda name: name, CALENDAR)
WORDS = some.text(alphabet="ab1 .:#-'\"{}[],|>&*!%@`\n\té\u202e~", max_size=12)
NAMES = some.sampled_from(
    [
        "title",
        "owner",
        "team",
        "cycle",
        "due",
        "state",
        "supports",
        "key_results",
        "check_ins",
        "tags",
        "weight",
    ]
)
VALUES = some.recursive(
    some.none() | WORDS | some.sampled_from(["92", "2026-11-01", "false"]),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(
            NAMES
            | some.sampled_from(
                ["id", "title", "kpi", "target", "milestones", "done", "values", "date", "status", "to"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
FACTS = some.builds(Facts, some.dictionaries(NAMES, VALUES, max_size=6), some.sampled_from(["", "a", "b"]))


@given(FACTS)
def test_nothing_changed(facts: Facts) -> None:
    """A version beside an equal one has no changes, whatever it holds."""
    same = Facts(dict(facts.fields or {}), facts.body)
    assert list(compare_goals(facts, same, KNOWN)) == []
    assert list(compare_kpis(facts, same)) == []
    assert list(compare_teams(facts, same)) == []


@given(FACTS, FACTS)
def test_changes_name_both_values(was: Facts, now: Facts) -> None:
    """A change says what was and what is, they differ, and the way back is the same change turned round."""
    there, back = list(compare_goals(was, now, KNOWN)), list(compare_goals(now, was, KNOWN))
    for change in there:
        if change.kind in (EventKind.CHANGED, EventKind.KEY_RESULT_CHANGED):
            assert change.before != change.after
    plain = [(c.field, c.before, c.after) for c in there if c.kind is EventKind.CHANGED]
    assert sorted(plain, key=repr) == sorted(
        ((c.field, c.after, c.before) for c in back if c.kind is EventKind.CHANGED), key=repr
    )


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ({"key_results": ["a"]}, {"key_results": ["a"], "rollup": "none"}, [("key_results", "none")]),
        ({}, {"rollup": "both"}, [("children", "both")]),
        ({"rollup": "children"}, {}, []),
        ({"key_results": ["a"], "rollup": "key_results"}, {"key_results": ["a"]}, []),
    ],
)
def test_where_numbers_come_from(
    was: dict[str, object], now: dict[str, object], told: list[tuple[str, str]]
) -> None:
    """A version that does not say where its numbers come from is told by what that means."""
    changes = compare_goals(Facts(was), Facts(now), KNOWN)
    assert [(each.before, each.after) for each in changes] == told


FRONT = some.lists(
    some.tuples(some.sampled_from(["title", "id", "team", "tags", "a b", "x-y", "- z"]), WORDS), max_size=5
).map(lambda fields: "".join(f"{name}: {text}\n" for name, text in fields))


@given(FRONT | some.text(max_size=60), some.sampled_from(["---", "--- ", "...", "--", ""]), WORDS)
def test_facts_are_what_loading_reads(front: str, closing: str, body: str) -> None:
    """The quick way of reading a version gives the fields that the full way gives, or neither does."""
    content = f"---\n{front}{closing}\n{body}".encode("utf-8", "replace")
    document, _ = read_document(content, "goals/x.md")
    facts = Reader().read("goals/x.md", content)
    assert facts.fields == (to_plain(document.fields) if document else None)


ROWS = some.lists(
    some.tuples(
        some.sampled_from(["2026-08", "2026-09", "2026-10", "x"]), some.sampled_from(["", "1", "2", "2.0"])
    ),
    max_size=5,
)


def _csv(rows: list[tuple[str, str]]) -> bytes:
    return ("date,value\n" + "".join(f"{day},{value}\n" for day, value in rows)).encode()


@given(ROWS, ROWS)
def test_rows_are_accounted_for(was: list[tuple[str, str]], now: list[tuple[str, str]]) -> None:
    """Values added less values removed is what the series grew by; a series beside itself has no changes."""
    day = date(2026, 11, 1)
    found = compare_rows(_csv(was), _csv(now), day)
    added = found.added + sum(each.before is None for each in found.changes)
    removed = sum(each.after is None for each in found.changes)
    assert added - removed == sum(bool(v) for _, v in now) - sum(bool(v) for _, v in was)
    assert all(each.before != each.after for each in found.changes)
    itself = compare_rows(_csv(now), _csv(now), day)
    assert (itself.changes, itself.added, itself.edited) == ((), 0, False)


@given(some.binary(max_size=200), some.binary(max_size=200))
def test_any_bytes_are_compared(was: bytes, now: bytes) -> None:
    """Files that are no tables and no documents are read without an error."""
    compare_rows(was, now, date(2026, 11, 1))
    Reader().read("goals/x.md", now)
    Reader().read("people.csv", now)
    Reader().read("site_config.yml", now)
    parse_log(now)


@given(some.text(max_size=80))
def test_cleaned_text_is_one_visible_line(text: str) -> None:
    """Whatever strangers write becomes one line without control characters, direction marks and addresses."""
    for cleaned in (clean(text), clean_name(text), clean_subject(text), *co_authors(text)):
        assert cleaned == cleaned.strip()
        assert "\n" not in cleaned
        assert not set(cleaned) & set("\x00\x07\x1b\u202a\u202e\u2066\u200f\ufeff")
    assert clean(clean(text)) == clean(text)
    pull_request(text)


@pytest.mark.parametrize("text", ["Co-authored-by: " + "a" * 100_000, "Co-authored-by: " + "a@" * 50_000])
def test_a_word_without_end_is_read_once(text: str) -> None:
    """A commit message of a stranger takes time in proportion to its length."""
    begun = process_time()
    co_authors(text)
    assert process_time() - begun < 1


def test_a_version_of_nothing_but_lines_is_read_once() -> None:
    """So does a version of a file that cannot be read."""
    begun = process_time()
    assert not Reader().read("goals/x.md", b"---\x07" + b"\n" * 60_000).says_private
    assert process_time() - begun < 1
    assert Reader().read("goals/x.md", b"---\x07\n\n  visibility: private\n").says_private


def test_addresses_are_taken_out() -> None:
    """Names and subjects lose their addresses, and a name that is one keeps the part before the @."""
    assert clean_name("Ada <ada@example.org>") == "Ada"
    assert clean_name("ada@example.org") == "ada"
    assert clean_subject("Thanks to Bob <bob@example.org> (#3)\n\nSigned-off-by: x") == "Thanks to Bob (#3)"
    assert clean_subject("Signed-off-by: Ada <a@b.example>") == ""
    assert [
        pull_request(each) for each in ("A (#1) (#2)", "Fix !31", "no #5", "See merge request a/b!7", "wow!8")
    ] == [
        2,
        31,
        None,
        7,
        None,
    ]
