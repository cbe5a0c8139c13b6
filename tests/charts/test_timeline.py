"""The timeline: bars between their posts, marks on their days, words that say the status."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest
from msgspec.structs import replace

from goalposts.charts import Milestone, TimelineChart, TimelineRow, draw
from goalposts.charts.date_ticks import PHONE
from goalposts.charts.glyphs import text_px
from tests.charts.reading import parse, written_at
from tests.charts.specifications import DUE, START, write_date

_TODAY = date(2026, 11, 20)
_ROW = TimelineRow(
    words="Raise the renewal rate to 92 %",
    status="At risk, 46 % done",
    start=START,
    due=DUE,
    progress=0.46,
    status_class="s-at-risk",
    milestones=(
        Milestone(1, date(2026, 10, 14), "done"),
        Milestone(2, date(2026, 11, 18), "overdue"),
        Milestone(3, date(2026, 12, 15), "open"),
    ),
    checkpoints=(date(2026, 10, 31),),
)


def _chart(*rows: TimelineRow, today: date = _TODAY) -> TimelineChart:
    return TimelineChart(
        id_prefix="tl",
        title="Goals",
        description="Two goals.",
        first=START,
        last=date(2027, 3, 31),
        today=today,
        rows=rows,
        format_date=write_date,
    )


def _classed(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [each for each in root.iter() if name in each.get("class", "").split()]


def _share(text: str) -> float:
    return float(text.removesuffix("%")) / 100


def test_a_bar_stands_between_its_posts_and_is_filled_by_its_progress() -> None:
    """The posts stand at start and due on the axis, and the fill is the done share of what lies between."""
    root = parse(draw(_chart(_ROW)))
    (track,), (fill,) = _classed(root, "m-track"), _classed(root, "m-fill")
    left, right = (_share(post.attrib["x"]) for post in _classed(root, "m-post"))
    span = (date(2027, 3, 31) - START).days
    assert left == pytest.approx(0.015)
    assert right == pytest.approx(0.015 + 0.97 * (DUE - START).days / span, abs=1e-4)
    assert _share(track.attrib["width"]) == pytest.approx(right - left, abs=1e-4)
    assert _share(fill.attrib["width"]) == pytest.approx(0.46 * (right - left), abs=1e-4)


def test_marks_stand_on_their_days() -> None:
    """What is done is a dot, what is open a ring, what is overdue a triangle, a checkpoint a diamond."""
    root = parse(draw(_chart(_ROW)))
    circles = [each for each in root.iter("circle") if each.get("class") in ("dot", "dot-open")]
    assert [each.attrib["class"] for each in circles] == ["dot", "dot-open"]
    places = [_share(each.attrib["cx"]) for each in circles]
    span = (date(2027, 3, 31) - START).days
    assert places == [pytest.approx(0.015 + 0.97 * days / span, abs=1e-4) for days in (13, 75)]
    outlines = [each.attrib["d"] for each in root.iter("path") if "dot" in each.get("class", "")]
    assert outlines == ["M0-5l5 5-5 5-5-5z", "M0-7l7.5 13h-15z"]


def test_the_status_is_a_shape_and_a_word() -> None:
    """Without colours the row still says its status: by the word, and by the shape beside it."""
    svg = draw(_chart(_ROW))
    assert "At risk, 46 % done" in "".join(parse(svg).itertext())
    assert len(_classed(parse(svg), "tl-icon")) == 1
    assert not _classed(
        parse(draw(_chart(TimelineRow(words="A", status="B", start=START, due=DUE)))), "tl-icon"
    )


def test_today_is_named_where_it_is_on_the_axis() -> None:
    """The line of today has its word; a day beyond the axis has neither."""
    assert _classed(parse(draw(_chart(_ROW))), "today")
    assert "today" in "".join(parse(draw(_chart(_ROW))).itertext())
    assert "today" not in draw(_chart(_ROW, today=date(2028, 1, 1)))


def test_no_words_cover_others_on_a_phone() -> None:
    """At the width of a phone no words of a timeline lie on others, however long the titles are."""
    long = TimelineRow(words="w" * 90, status="On track", start=START, due=DUE, status_class="s-on-track")
    words = written_at(draw(_chart(_ROW, long, _ROW)), 288, phone=True)
    assert not [(one, other) for one, other in combinations(words, 2) if one.covers(other)]


def test_words_with_more_space_between_letters_stay_on_a_phone() -> None:
    """Readers who space letters and words as WCAG 1.4.12 says see all of a title and of its status."""
    row = replace(
        _ROW, words="Bring in 30 % more qualified leads", status="At risk, reported on track, 50 % done"
    )
    title: list[str] = []
    status: list[str] = []
    for line in parse(draw(_chart(row))).iter("tspan"):
        (status if line.get("class") else title).append("".join(line.itertext()))
    assert " ".join(title).replace("\u00a0", " ") == row.words
    assert " ".join(status) == row.status
    room = PHONE * 0.97 - 20 + 16
    assert all(text_px(line, bold=True) * 1.2 < room for line in title)
    assert all(text_px(line) * 1.2 < room for line in status)
    assert any("30\u00a0%" in line for line in title)
