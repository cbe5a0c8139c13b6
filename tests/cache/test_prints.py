"""Fingerprints: the same for equal values, and for no others."""

from __future__ import annotations

import pkgutil
from collections import Counter
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from threading import Lock
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

import goalposts
from goalposts.cache.prints import fingerprint
from goalposts.cache.reads import Reads, WatchedRows
from goalposts.records.kpi import SourceFields


class View(Struct, frozen=True):
    """A view with another one in it."""

    title: str
    share: float | None
    parts: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Plain:
    """A view that is a data class, as a page kind of somebody's own may have it."""

    title: str
    share: float | None


VIEWS = st.recursive(
    st.builds(View, st.text(), st.none() | st.floats(allow_nan=False)),
    lambda inner: st.builds(View, st.text(), st.none(), st.lists(inner, max_size=3).map(tuple)),
    max_leaves=5,
)


@given(VIEWS, VIEWS)
def test_equal_values_alone_have_the_same(one: View, other: View) -> None:
    """Two values have one fingerprint just if they print the same."""
    assert (fingerprint(one) == fingerprint(other)) == (repr(one) == repr(other))


@given(st.text(), st.text(), st.floats(allow_nan=False))
def test_data_classes_have_one_too(title: str, other: str, share: float) -> None:
    """All fields of a data class count, and it is none of the same fields of another class."""
    assert (fingerprint(Plain(title, share)) == fingerprint(Plain(other, share))) == (title == other)
    assert fingerprint(Plain(title, share)) != fingerprint(Plain(title, None))
    assert fingerprint((Plain(title, None),)) != fingerprint((View(title, None),))


def test_it_does_not_matter_what_is_one_object() -> None:
    """A text that stands twice is the same as two texts that are alike."""
    word = "".join(["on", " track"])
    same, alike = View(word, None, (word,)), View("on track", None, ("".join(["on ", "track"]),))
    assert fingerprint(same) == fingerprint(alike)


def test_functions_are_told_by_what_they_know() -> None:
    """A function that writes words is the same with the same words alone."""

    def words(unit: str) -> Any:
        return lambda value: f"{value} {unit}"

    view = View("t", None)
    assert fingerprint(replace(view, parts=(words("%"),))) == fingerprint(replace(view, parts=(words("%"),)))
    assert fingerprint(replace(view, parts=(words("%"),))) != fingerprint(replace(view, parts=(words("€"),)))
    assert fingerprint(partial(words, "%")) != fingerprint(partial(words, "€"))


def test_what_has_no_value_has_none() -> None:
    """A value that cannot be told from others has no fingerprint: it is made again each time."""
    assert fingerprint(View("t", None, (Lock(),))) is None


def test_other_values_are_told_by_what_they_print_as() -> None:
    """A value that prints all of itself is told by that; watched rows stand for no word on a page."""
    first, same, other = (View("t", None, (SourceFields(title=title),)) for title in ("One", "One", "Two"))
    assert fingerprint(first) == fingerprint(same)
    assert fingerprint(first) != fingerprint(other)
    rows, others = (WatchedRows(("rows", "kpi"), values, Reads()) for values in ((1,), (2,)))
    assert fingerprint(rows) == fingerprint(others)
    assert fingerprint(WatchedRows(("problems", "all"), (1,), Reads())) is None


# each stands on pages of its own template, or is told with the name of its kind
ALIKE = {
    frozenset({"LevelGroup", "Apart", "Section"}),
    frozenset({"Bounds", "StatusRule"}),
    frozenset({"RecordWords", "Words"}),
}


def test_kinds_are_told_apart_by_their_fields() -> None:
    """A fingerprint has the names of fields and not that of the kind: no two kinds have the same ones."""
    for module in pkgutil.walk_packages(goalposts.__path__, "goalposts."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    kinds = {kind for kind in _below(Struct) if kind.__module__.startswith("goalposts.")}
    assert len(kinds) > 200
    counts = Counter(kind.__struct_fields__ for kind in kinds)
    twice = {fields for fields, number in counts.items() if number > 1}
    assert {
        frozenset(kind.__name__ for kind in kinds if kind.__struct_fields__ == fields) for fields in twice
    } == ALIKE


def _below(kind: type[Any]) -> set[type[Any]]:
    return {found for each in kind.__subclasses__() for found in (each, *_below(each))}
