"""What a change does: two versions of a goals repository, measured on the same day. A tour:

    view = Viewpoint(as_of=date(2026, 11, 23))
    before, after = read_sides(("main", tree_of_main), ("the working tree", tree), view)
    comparison = compare(before, after, view)
    print(FORMATS["text"](comparison))

`sides` reads, checks and measures each version. `following` has the history tell the change, as it will once
it is merged: changed fields and rows, renamed records, goalposts that move. `standings` compares the two
scorecards. `compare` joins these with the problems that the change brings. The printers `text`, `machine` and
`markdown` share the words of `words`.

Only the text for a terminal shows what private records say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from goalposts.comparing.compare import compare, problems_brought
from goalposts.comparing.comparison import Comparison
from goalposts.comparing.machine import as_json
from goalposts.comparing.markdown import as_markdown
from goalposts.comparing.sides import Side, Viewpoint, judge_tree, read_sides
from goalposts.comparing.text import as_annotations, as_text

FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_annotations,
    "markdown": as_markdown,
}

__all__ = [
    "FORMATS",
    "Comparison",
    "Side",
    "Viewpoint",
    "compare",
    "judge_tree",
    "problems_brought",
    "read_sides",
]
