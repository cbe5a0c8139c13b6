"""The drawn map: goals in columns, lines as wide as their weight, nothing on top of anything else."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from goalposts.charts import draw
from goalposts.charts.network import NetworkChart, NetworkLink, NetworkNode

HEADINGS = ("Organization", "Teams", "Individuals")


def _node(name: str, column: int, above: int | None = None, weight: float = 1.0) -> NetworkNode:
    return NetworkNode(name, column, f"Goal {name}", "at-risk", "At risk, 46 %", above, weight)


def _read(chart: NetworkChart) -> ElementTree.Element:
    return ElementTree.fromstring(draw(chart))


def test_each_goal_is_a_link_with_shape_and_word() -> None:
    """A goal shows its title, its status as a word and a shape, and leads to its place in the list."""
    tree = _read(NetworkChart(HEADINGS, (_node("a", 0), _node("b", 1, 0))))
    anchors = tree.findall("a")
    assert [anchor.get("href") for anchor in anchors] == ["#a", "#b"]
    assert [anchor.get("tabindex") for anchor in anchors] == ["-1", "-1"]  # the list is for the keyboard
    assert tree.get("aria-hidden") == "true"
    said = ["".join(anchor.itertext()) for anchor in anchors]
    assert said == ["Goal aAt risk, 46 %", "Goal bAt risk, 46 %"]
    assert all(anchor.find(".//path") is not None for anchor in anchors)


def test_the_wider_the_heavier() -> None:
    """The width of a line grows with its weight, within bounds; what is not counted is dashed."""
    nodes = (_node("a", 0), _node("b", 1, 0, 0.1), _node("c", 1, 0, 2.0), _node("d", 1, 0, 99.0))
    chart = NetworkChart(HEADINGS, nodes, (NetworkLink(1, 2, 1.0, is_counted=False),))
    lines = [path for path in _read(chart).iter("path") if "net-line" in (path.get("class") or "")]
    assert [float(line.get("stroke-width", "0")) for line in lines] == [0.75, 3.0, 9.0, 1.5]
    assert lines[-1].get("class") == "net-line net-more net-uncounted"


@pytest.mark.parametrize("seed", range(8))
def test_no_goal_covers_another(seed: int) -> None:
    """In whatever tree, goals of one column stand under each other with room for all their lines."""
    chance = random.Random(seed)
    nodes = [_node("g0", 0)]
    for number in range(1, 40):
        above = chance.randrange(number) if chance.random() < 0.9 else None
        least = nodes[above].column if above is not None else 0
        words = " ".join(["word"] * chance.randint(1, 30))
        column = chance.randint(least, 2)
        nodes.append(NetworkNode(f"g{number}", column, words, "stale", "Stale", above))
    drawn = _read(NetworkChart(HEADINGS, tuple(nodes)))
    spans: dict[str, list[tuple[float, float]]] = {}
    for anchor in drawn.findall("a"):
        inner = anchor.find("svg")
        assert inner is not None
        rows = len(inner.findall(".//tspan")) + 1
        top = float(inner.get("y", "0"))
        spans.setdefault(inner.get("x", ""), []).append((top, top + rows * 17))
    for stack in spans.values():
        stack.sort()
        assert all(end <= start for (_, end), (start, _) in pairwise(stack))
    assert max(end for stack in spans.values() for _, end in stack) <= float(drawn.get("height", "0"))


def test_a_line_that_skips_a_column_is_straight_there() -> None:
    """A line from the first to the last column bends before the middle one and crosses it in its own row."""
    nodes = (_node("a", 0), _node("b", 1, 0), _node("c", 2, 0))
    paths = [path.get("d", "") for path in _read(NetworkChart(HEADINGS, nodes)).iter("path")]
    assert len([path for path in paths if re.fullmatch(r"M.*C.*H1?\d+(\.\d+)?", path)]) == 1


def test_hostile_words_stay_words() -> None:
    """Titles are escaped, and control characters left out."""
    node = NetworkNode("a", 0, "<script>&\x01\ud800", "stale", "Stale")
    assert "<script>" in "".join(_read(NetworkChart(HEADINGS, (node,))).itertext())


def test_wrong_order_is_refused() -> None:
    """A goal stands after the one above it, in a column that has a heading."""
    with pytest.raises(ValueError, match="after the one above"):
        NetworkChart(HEADINGS, (_node("a", 0, 1), _node("b", 0)))
    with pytest.raises(ValueError, match="no column 3"):
        NetworkChart(HEADINGS, (_node("a", 3),))


def test_nothing_to_draw() -> None:
    """No goals are an empty drawing, not an error."""
    assert _read(NetworkChart(HEADINGS, ())).findall("a") == []
