"""Which leaves have changed since the last build: by hash, by what they are worked out from, by value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from goalposts.cache.changes import Changes
from goalposts.cache.derived import Derived, Ledger
from goalposts.cache.leaves import ALL, Leaf
from goalposts.cache.reads import Reads, Watched
from goalposts.cache.trace import Trace, keep_trace, recall_trace


def kept(trace: Trace) -> Trace:
    """Returns what a build left behind as the next one reads it."""
    shelf = FolderOfOne()
    keep_trace(shelf, "trace", trace)
    found = recall_trace(shelf, "trace")
    assert found is not None
    return found


class FolderOfOne:
    """A shelf for bytes."""

    def __init__(self) -> None:
        self.content: bytes | None = None

    def get(self, _: str) -> bytes | None:
        """Returns what was put."""
        return self.content

    def put(self, _: str, content: bytes) -> None:
        """Keeps bytes."""
        self.content = content


@dataclass
class Build:
    """A build that knows numbers, and works out from each whether it is large."""

    numbers: Mapping[str, int]
    trace: Trace = field(default_factory=Trace)
    by_value: bool = True
    worked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ledger = Ledger(Reads())
        self.changes = Changes(self.ledger, self.trace.known, self.trace.leaves)
        self.watched = Watched("numbers", self.numbers, self.ledger.reads)
        self.changes.add("numbers", {key: str(value).encode() for key, value in self.numbers.items()})
        self.large: Derived[bool] = Derived("large", lambda: tuple(self.numbers), self._is_large)
        self.large.kept = True
        self.large.digest = (lambda value: str(value).encode()) if self.by_value else None
        self.changes.add_derived(self.large)

    def _is_large(self, key: str) -> bool:
        self.worked.append(key)
        return self.watched[key] > 9

    def then(self, **numbers: int) -> Build:
        """Returns the next build, with these numbers."""
        assert self.large.values()
        return Build(numbers, kept(Trace(self.changes.after(), leaves=self.trace.leaves)), self.by_value)

    def has_changed(self, *leaf: str) -> bool:
        """Returns whether a leaf is not what it was."""
        leaves: frozenset[Leaf] = frozenset([(leaf[0], leaf[1])])
        return not self.changes.none_of(leaves)


def test_everything_is_new_at_first() -> None:
    """A build that knows of none before makes all."""
    build = Build({"a": 1})
    assert build.has_changed("numbers", "a")
    assert build.has_changed("large", "a")
    assert build.has_changed("large", ALL)


def test_what_is_the_same_has_not_changed() -> None:
    """Where nothing changed no leaf has, and nothing is worked out; values are recalled."""
    build = Build({"a": 1, "b": 20}).then(a=1, b=20)
    assert not any(build.has_changed(kind, key) for kind in ("numbers", "large") for key in ("a", "b", ALL))
    assert build.large["b"] is True
    assert build.worked == []


def test_the_same_value_from_another_number_has_not_changed() -> None:
    """A number may change while what is worked out from it does not: nobody who looks at that is asked."""
    build = Build({"a": 1, "b": 20}).then(a=2, b=20)
    assert build.has_changed("numbers", "a")
    assert build.has_changed("numbers", ALL)
    assert not build.has_changed("numbers", "b")
    assert not build.has_changed("large", "a")
    assert not build.has_changed("large", ALL)
    assert build.worked == ["a"]


def test_another_value_has_changed() -> None:
    """What comes out otherwise has changed, and all of its kind with it, but no other one."""
    build = Build({"a": 1, "b": 20}).then(a=10, b=20)
    assert build.has_changed("large", "a")
    assert build.has_changed("large", ALL)
    assert not build.has_changed("large", "b")


def test_without_a_value_to_compare_it_is_what_it_is_made_from() -> None:
    """Values that are not compared have changed as soon as something has that they were worked out from."""
    build = Build({"a": 1, "b": 20}, by_value=False).then(a=2, b=20)
    assert build.has_changed("large", "a")
    assert not build.has_changed("large", "b")
    assert build.worked == []


def test_what_comes_and_goes_has_changed() -> None:
    """A leaf that is new or gone has changed; the order of all counts."""
    build = Build({"a": 1, "b": 20}).then(b=20, c=3)
    assert [build.has_changed("large", key) for key in ("a", "b", "c", ALL)] == [True, False, True, True]
    build = Build({"a": 1, "b": 20}).then(b=20, a=1)
    assert [build.has_changed("numbers", key) for key in ("a", "b", ALL)] == [False, False, True]


def test_values_are_recalled_only_where_they_hold() -> None:
    """A value that was kept is not believed before it is known that nothing of it has changed."""
    build = Build({"a": 1}).then(a=30)
    assert build.large["a"] is True
