"""Which records a closed period is told from, in words."""

from __future__ import annotations

from msgspec import Struct

from goalposts.pages.formatting import Formatter
from goalposts.pages.history_views import CommitView, commit_view
from goalposts.pages.page import Edition
from goalposts.pages.review_moments import Moment


class SourceView(Struct, frozen=True):
    """What a page is made from: the day it is of, a sentence, and the last commit by then, None for today's.

    `is_past` says that the page does not change any more.
    """

    day: str
    iso: str
    is_past: bool
    sentence: str
    commit: CommitView | None


def source_view(moment: Moment, edition: Edition, fmt: Formatter) -> SourceView:
    """Return which records the page of a moment is made from."""
    day, iso = fmt.full_day(moment.day), moment.day.isoformat()
    if moment.is_past:
        words = fmt.say(
            "Made from the records of {day}; what was changed later stands under errata.", day=day
        )
        commit = commit_view(edition, moment.commit, fmt) if moment.commit else None
        return SourceView(day, iso, True, words, commit)
    if moment.begins is not None:
        words = fmt.say(
            "The history of the records begins on {begins}, after {day}. So this page is made from today's "
            "records, without what they date later, and changes with them.",
            begins=fmt.full_day(moment.begins.day),
            day=day,
        )
        return SourceView(day, iso, False, words, None)
    words = fmt.say(
        "This site has no history. So this page is made from today's records, without what they date after "
        "{day}, and changes with them.",
        day=day,
    )
    return SourceView(day, iso, False, words, None)
