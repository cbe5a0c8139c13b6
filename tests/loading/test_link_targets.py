"""Which images belong to a site: those that a visible text leads to, and no other of a similar name."""

from __future__ import annotations

import pytest

from goalposts.loading.link_targets import shown_images
from goalposts.loading.parse import for_audience, parse
from goalposts.loading.tree import SourceTree
from tests.pages.company import COMPANY

_HEAD = "title: A goal\nlevel: team\nowner: cs-lead\ncycle: 2026-Q4\n"


def _shown(files: dict[str, str]) -> set[str]:
    everything = {**COMPANY, **files}
    parsed = parse(SourceTree({path: everything[path].encode() for path in sorted(everything)}))
    assert parsed.repository is not None, parsed.problems
    return shown_images(for_audience(parsed.repository, "internal"), lambda record: record.body)


def _goal(body: str, fields: str = "") -> str:
    return f"---\n{_HEAD}{fields}key_results: [{{title: Shipped, done: false}}]\n---\n{body}\n"


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("![A plan](plan.png)", {"goals/success/plan.png"}),
        ("![A plan](our-plan.png)", {"goals/success/our-plan.png"}),
        ("![A plan](<our plan.png>)", {"goals/success/our plan.png"}),
        ("![A plan](our%20plan.png)", {"goals/success/our plan.png"}),
        ("[A plan](../support/plan.png)", {"goals/support/plan.png"}),
        ("![A plan][p]\n\n[p]: /goals/plan.png", {"goals/plan.png"}),
        ("plan.png is no link, `![x](plan.png)` neither", set()),
        ("![A plan](https://example.org/plan.png)", set()),
    ],
)
def test_images_that_a_body_leads_to(body: str, shown: set[str]) -> None:
    """A file is shown where a link leads to it, not where its name stands in a text."""
    assert _shown({"goals/success/one.md": _goal(body)}) == shown


def test_images_of_other_texts() -> None:
    """Check-ins, retrospectives and the introduction may show images; private records may not."""
    said = "check_ins: [{date: 2026-11-16, status: on_track, wins: 'See ![it](won.png)'}]\n"
    files = {
        "goals/index.md": "We keep ![them](home.png).\n",
        "goals/success/one.md": _goal("Why.", said),
        "goals/success/two.md": _goal("![A plan](secret.png)", "visibility: private\n"),
    }
    assert _shown(files) == {"goals/home.png", "goals/success/won.png"}
