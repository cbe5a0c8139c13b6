"""The commit on a page: written into its places, and another one into the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from goalposts.pages.page import Commit
from goalposts.site.stamps import MARKED, stamped, stamped_again

TEXTS = st.lists(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])), min_size=1)
SHAS = st.text("0123456789abcdef", min_size=40, max_size=40)


def _page(texts: list[str], commit: Commit) -> str:
    """Returns a page with the short id after every other text, and the long one after the others."""
    ids = [commit.short if place % 2 else commit.sha for place in range(len(texts) - 1)]
    return "".join(part for pair in zip(texts, [*ids, ""], strict=True) for part in pair)


@given(TEXTS, SHAS, SHAS)
def test_a_page_is_as_if_made_with_its_commit(texts: list[str], first: str, second: str) -> None:
    """Whatever stands around the marks: the first commit takes their place, and any other one its place."""
    # two marks that touch would be one
    apart = [texts[0], *(f".{text}" for text in texts[1:])]
    made, stamps = stamped(_page(apart, MARKED), Commit(first))
    assert made == _page(apart, Commit(first))
    assert stamped_again(made.encode(), stamps, Commit(second)) == _page(apart, Commit(second)).encode()
    assert len(stamps) == len(texts) - 1


def test_a_page_without_a_commit_stays() -> None:
    """A site without a history names no commit."""
    assert stamped("<p>No commit</p>", None) == ("<p>No commit</p>", ())
