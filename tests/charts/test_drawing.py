"""What holds for every chart, whatever its words and numbers are."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

import goalposts.charts
from goalposts.charts import Chart, Label, Line, Milestone, MilestoneChart, SeriesChart, describe, draw
from goalposts.charts.strokes import ROLES
from tests.charts.reading import parse, texts
from tests.charts.specifications import DUE, HOSTILE_CHARTS, START, renewal_rate, series, weekly, write_date

_ATTRIBUTES_WITH_NUMBERS = ("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "points")
_ALLOWED = {"svg", "title", "desc", "path", "line", "rect", "circle", "g", "text", "tspan"}


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(HOSTILE_CHARTS)
def test_drawing_is_safe_and_finite(chart: Chart) -> None:
    """Any chart gives well-formed XML of known elements, without styles, references, scripts or NaN."""
    svg = draw(chart)
    root = parse(svg)
    ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
    assert ids == [f"{chart.id_prefix}-t", f"{chart.id_prefix}-d"]
    assert root.get("aria-labelledby") == " ".join(ids)
    for each in root.iter():
        assert each.tag in _ALLOWED
        assert not {"style", "href", "id"} & set(each.attrib) - (
            {"id"} if each.tag in ("title", "desc") else set()
        )
        assert not [name for name in each.attrib if name.startswith("on") or ":" in name]
        for name in _ATTRIBUTES_WITH_NUMBERS:
            assert re.fullmatch(r"(-?\d+(\.\d{1,2})?%?)?", each.get(name, "")), (name, each.get(name))
        if each.get("class") in ROLES and each.tag == "path":
            assert re.fullmatch(r"([ML]-?[\d.]+ -?[\d.]+|z)*", each.get("d", "")), each.get("d")
    assert svg.encode("utf-8")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", svg)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(HOSTILE_CHARTS)
def test_everything_stands_inside(chart: Chart) -> None:
    """Every coordinate lies within the drawing: 0 to 1000 across, 0 to its height, 0 to 100 per cent."""
    root = parse(draw(chart))
    height = float(root.get("height", "0"))
    for each in root.iter():
        for name in ("x", "cx", "x1", "x2", "y", "cy"):
            if each.get(name, "").endswith("%"):
                assert 0 <= float(each.attrib[name][:-1]) <= 100
    for inner in root.iter("svg"):
        if inner.get("viewBox"):
            for path in inner.iter("path"):
                numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", path.get("d", ""))]
                assert all(0 <= x <= 1000 for x in numbers[::2])
                assert all(0 <= y <= height for y in numbers[1::2])


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(HOSTILE_CHARTS)
def test_same_specification_same_bytes(chart: Chart) -> None:
    """Drawing twice gives the same text."""
    assert draw(chart) == draw(replace(chart))


def test_importing_charts_leaves_matplotlib_alone() -> None:
    """Neither the package nor a milestone chart, a meter or a sparkline imports the drawing library."""
    program = """
import sys
from datetime import date
from goalposts.charts import MilestoneChart, draw, meter, sparkline
day = date(2026, 10, 1)
draw(MilestoneChart(id_prefix="m", title="", description="", first=day, last=day, today=day,
                    milestones=(), format_date=lambda on, style: ""))
meter(0.5, 0.6), sparkline([1.0, None, 2.0])
sys.exit("matplotlib" in sys.modules or "numpy" in sys.modules)
"""
    source = Path(goalposts.charts.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": str(source)}, check=False)
    assert done.returncode == 0


def test_words_are_escaped_and_never_math() -> None:
    """Markup in words stays text, and a dollar sign is a dollar sign."""
    label = Label("$x_1$ <b> & co", START, 1.0)
    svg = draw(series(Line("line", weekly([1.0, 2.0])), labels=(label,), title="<script>", description='"&'))
    assert "$x_1$ <b> & co" in texts(svg)
    assert parse(svg).findtext("title") == "<script>"
    assert parse(svg).findtext("desc") == '"&'


def test_control_characters_and_surrogates_are_cleaned() -> None:
    """Control characters become blanks, a lone surrogate the replacement character."""
    svg = draw(series(title="a\x00\x08b\ud800c\u2028d\x85e"))
    assert parse(svg).findtext("title") == "a b\ufffdc d e"


@pytest.mark.parametrize(
    "fields",
    [
        {"id_prefix": "has space"},
        {"id_prefix": ""},
        {"first": DUE, "last": START},
        {"height": 20},
        {"status_class": "s-at-risk evil"},
        {"status_class": "at-risk"},
    ],
)
def test_a_chart_that_cannot_be_drawn_is_refused(fields: dict[str, object]) -> None:
    """Ids, ends, heights and classes that would break the page raise where the record is made."""
    with pytest.raises(ValueError):
        series(**fields)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_a_value_that_is_no_number_is_refused(value: float) -> None:
    """A gap is None; NaN and infinity raise where the record is made."""
    with pytest.raises(ValueError, match="finite"):
        Line("line", ((START, value),))


def test_milestones_that_would_touch_share_their_numbers() -> None:
    """Marks close to each other are named together: 1–3."""
    chart = MilestoneChart(
        id_prefix="m",
        title="",
        description="",
        first=START,
        last=DUE,
        today=DUE,
        milestones=(
            *(Milestone(number, START, "done") for number in (1, 2, 3)),
            Milestone(4, DUE, "overdue"),
        ),
        format_date=write_date,
        status_class="s-at-risk",
    )
    assert texts(draw(chart))[:2] == ["1–3", "4"]


def test_description_tells_the_numbers() -> None:
    """The text alternative names the first and last value, what was expected, targets and gaps."""
    told = describe(renewal_rate())
    assert told.startswith("Rose from 84 on 1 Oct 2026 to 85.4 on 19 Nov 2026.")
    assert "86.5 was expected on 19 Nov 2026." in told
    assert "The target is 92, before that 93." in told
    assert "1 period has no value." in told
    assert describe(series(Line("line", weekly([None, None])))) == "There is no value yet."
    assert isinstance(renewal_rate(), SeriesChart)
