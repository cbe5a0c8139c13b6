"""What a build leaves behind: the same when it is read again, with the numbers of leaves that are of use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goalposts.cache.changes import Before
from goalposts.cache.derived import WorkedOut
from goalposts.cache.leaves import Leaf, LeafNumbers, Looked, unpacked
from goalposts.cache.published import Held
from goalposts.cache.trace import Part, Trace, tidied
from tests.cache.test_changes import kept

LEAVES: st.SearchStrategy[frozenset[Leaf]] = st.frozensets(
    st.tuples(st.sampled_from(["goals", "rows until"]), st.text(max_size=3)), max_size=4
)


def leaves_of(looked: Looked, leaves: LeafNumbers) -> frozenset[Leaf]:
    """Returns the leaves that numbers stand for."""
    assert isinstance(looked, bytes)
    every = tuple(leaves)
    return frozenset(every[number] for number in unpacked(looked))


def made(gone: int, sets: list[frozenset[Leaf]]) -> Trace:
    """Returns a trace of parts that looked at these leaves, with so many numbers that nobody uses."""
    leaves = LeafNumbers(("gone", str(number)) for number in range(gone))
    parts = {str(number): Part(leaves.packed(each), ("a.html",), b"told") for number, each in enumerate(sets)}
    worked = {str(number): WorkedOut(leaves.packed(each), b"hash") for number, each in enumerate(sets)}
    files = {"a.html": Held(b"hash", (1, 2, 3, 4)), "b.html": Held(b"hash", None)}
    return Trace(Before({}, {"scores": ("1",)}, {"scores": worked}), parts, files, "c0ffee", leaves)


@given(st.sampled_from([0, 500]), st.lists(LEAVES, min_size=1, max_size=6))
def test_a_trace_is_read_as_it_was_written(gone: int, sets: list[frozenset[Leaf]]) -> None:
    """Whatever was looked at is told again, and numbers that nobody uses are not kept for ever."""
    trace = made(gone, sets)
    again = kept(trace)
    assert (again.files, again.commit) == (trace.files, trace.commit)
    for number, each in enumerate(sets):
        assert leaves_of(again.parts[str(number)].looked, again.leaves) == each
        assert leaves_of(again.known.worked_out["scores"][str(number)].closure, again.leaves) == each
    assert len(again.leaves) <= sum(map(len, sets)) + (0 if gone else len(trace.leaves))


def test_numbers_stay_while_most_are_of_use() -> None:
    """A few leaves that are gone are no reason to number all others again."""
    trace = made(1, [frozenset({("goals", str(number))}) for number in range(9)])
    assert tidied(trace) is trace
