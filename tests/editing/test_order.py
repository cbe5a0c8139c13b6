"""Where a dated entry belongs."""

from __future__ import annotations

import pytest

from goalposts.editing.order import is_ordered, newest_first, place_in_order


@pytest.mark.parametrize(
    ("keys", "new", "expected"),
    [
        ([], 5, 0),
        ([1, 2, 3], 4, 3),
        ([1, 2, 3], 0, 0),
        ([1, 3, 3, 5], 3, 3),
        ([1, 3, 5], 4, 2),
        ([5, 3, 1], 6, 0),
        ([5, 3, 3, 1], 3, 3),
        ([5, 3, 1], 0, 3),
        ([4], 3, 0),
        ([4], 4, 1),
        ([4, 4], 5, 2),
        ([1, 2, 9, 3, 4], 5, 5),
    ],
)
def test_the_place_of_an_entry(keys: list[int], new: int, expected: int) -> None:
    """Lists keep the order they have, oldest first where there is none; the last of equals is the new one."""
    assert place_in_order(keys, new) == expected


def test_the_order_of_a_list() -> None:
    """A list is in order when it rises or falls all the way."""
    assert is_ordered([1, 1, 2])
    assert is_ordered([2, 1, 1])
    assert is_ordered([])
    assert not is_ordered([1, 2, 1])
    assert newest_first([3, 2, 2, 1])
    assert not newest_first([1, 1])
