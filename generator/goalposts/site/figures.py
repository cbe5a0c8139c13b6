"""Charts on pages, and as files beside them: each is drawn once, when its page is rendered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from goalposts.charts import Chart, draw
from goalposts.charts.network import NetworkChart
from goalposts.pages.figures import ChartFiles, csv_file, svg_file
from goalposts.site.file_writing import inside, write_file

Draw = Callable[..., Markup]
"""The filter of templates: a chart, and where it is offered as files, to inline SVG."""


def drawn(chart: Chart | NetworkChart, _files: ChartFiles | None = None) -> Markup:
    """Return a chart as inline SVG, without writing any file."""
    return Markup(draw(chart))  # the chart escapes its words


def drawn_into(
    folder: Path,
    wrote: Callable[[str, str], None] = lambda path, text: None,
    draw: Callable[[Chart | NetworkChart], str] = draw,
) -> Draw:
    """Return the filter that also writes the files of a chart into the folder of the site, and tells them.

    The files are made of the drawing that the page gets, and are never held: a site has thousands.
    """

    def draw_and_write(chart: Chart | NetworkChart, files: ChartFiles | None = None) -> Markup:
        markup = Markup(draw(chart))  # the chart escapes its words
        if files is not None:
            made = {files.svg: svg_file(files, chart, markup)}
            if files.csv:
                made[files.csv] = csv_file(files, chart)
            for path, text in made.items():
                write_file(f"{folder}/{inside(path)}", text.encode())
                wrote(path, text)
        return markup

    return draw_and_write
