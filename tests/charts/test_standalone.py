"""Charts as files: the same drawing, whole without the page."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings

from goalposts.charts import Chart, NetworkChart, NetworkNode, draw
from goalposts.charts.shapes import COLOURS
from goalposts.charts.standalone import INKS, WIDE, Sheet, stand_alone
from goalposts.site.folders import packaged_templates
from tests.charts.specifications import HOSTILE_CHARTS, HOSTILE_WORDS, renewal_rate

_SVG = "{http://www.w3.org/2000/svg}"


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(HOSTILE_CHARTS, HOSTILE_WORDS)
def test_a_file_is_whole_and_safe(chart: Chart, words: str) -> None:
    """Any chart with any words is one well-formed SVG with its drawing in it, and nothing that runs."""
    drawn = draw(chart)
    text = stand_alone(drawn, Sheet(words, words))
    root = ElementTree.fromstring(text.encode())
    assert root.tag == f"{_SVG}svg"
    assert drawn in text
    tags = {each.tag.removeprefix(_SVG) for each in root.iter()}
    assert not tags & {"script", "a", "image", "foreignObject", "use"}
    assert not [
        name for each in root.iter() for name in each.attrib if name.startswith("on") or "href" in name
    ]
    ids = [each.attrib["id"] for each in root.iter() if "id" in each.attrib]
    assert len(ids) == len(set(ids))


def test_a_file_says_what_it_is_and_where_it_is_from() -> None:
    """The title stands above the chart, the source below it, and both inside the picture."""
    text = stand_alone(draw(renewal_rate()), Sheet("Renewal rate", "Acme, as of 20 Nov 2026"))
    root = ElementTree.fromstring(text.encode())
    height = float(root.attrib["height"])
    placed = {each.text: float(each.attrib["y"]) for each in root.findall(f"{_SVG}text")}
    inner = root.find(f"{_SVG}svg")
    assert inner is not None
    top = float(inner.attrib["y"])
    assert placed["Renewal rate"] < top
    assert top + float(inner.attrib["height"]) < placed["Acme, as of 20 Nov 2026"] < height
    assert root.findtext(f"{_SVG}title") == "Renewal rate"


def test_every_class_of_a_drawing_has_its_look() -> None:
    """Each role of the drawing and the colour of its status are in the file, and no name stands for one."""
    text = stand_alone(draw(renewal_rate()), Sheet("A", "B"))
    style = re.search(r"<style>(.*?)</style>", text)
    assert style is not None
    for role in ("line", "path", "target", "band", "grid", "axis", "short", "dot", "dot-s", "t-now", "halo"):
        assert f".{role}" in style.group(1), role
    assert f".s-at-risk .short{{stroke:{COLOURS['at-risk']}}}" in style.group(1)
    values = re.findall(r"(?:fill|stroke|color):([^;}]+)", style.group(1))
    assert all(re.fullmatch(r"#[0-9a-f]{6}|none|currentColor", value) for value in values), values


def test_lines_keep_their_width_by_rules_alone() -> None:
    """What is stretched keeps its width by a rule of the stylesheet and of the file, by no attribute."""
    css = (packaged_templates() / "assets" / "site.css").read_text(encoding="utf-8")
    text = stand_alone(draw(renewal_rate()), Sheet("A", "B"))
    assert "vector-effect=" not in text
    for style in (css.replace(" ", ""), text):
        kept = re.findall(r"([^{}]+){vector-effect:non-scaling-stroke;?}", style)
        roles = {role.strip() for each in kept for role in each.split(",")}
        assert {".line", ".path", ".target", ".grid", ".axis", ".short", ".net-line"} <= roles


def test_the_colours_are_those_of_the_light_page() -> None:
    """A chart in a file has the colours of the stylesheet's light theme."""
    css = (packaged_templates() / "assets" / "site.css").read_text(encoding="utf-8")
    light = dict(re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}),", css))
    assert {name: light[name] for name in INKS} == INKS


def test_a_map_leads_nowhere() -> None:
    """The links of a map into its page are left out of its file, which is as wide as the map was set for."""
    chart = NetworkChart(("Teams",), (NetworkNode("p_a", 0, "A", "on-track", "On track"),))
    assert "<a " in draw(chart)
    text = stand_alone(draw(chart), Sheet("A", "B", WIDE))
    assert "<a " not in text
    assert ElementTree.fromstring(text.encode()).attrib["width"] == str(WIDE)
