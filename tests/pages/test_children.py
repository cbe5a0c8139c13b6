"""What is said of a goal by the goals that support it: who is behind, who was missed, who does not count."""

from __future__ import annotations

from datetime import date

from goalposts.pages import goal_map, health_goals
from goalposts.pages.frame import formatter
from goalposts.pages.goal_reasons import reasons
from goalposts.pages.goal_tree import tree_of
from goalposts.pages.page import Edition
from tests.pages.company import edition_of

_CONFIG = "schema: 1\nsite: {name: Acme goals, url: 'https://acme.example/'}\npeople:\n  lead: {name: Head}\n"
_FRONT = "---\ntitle: {}\nlevel: {}\nowner: lead\nteam: sales\nstart: 2026-10-01\n{}---\n"
_VALUES = "key_results:\n  - {title: Partners, baseline: 0, target: 10, values: {2026-10-10: 5}}\n"


def _with(children: dict[str, str], upper: str = "rollup: children\n") -> Edition:
    """Returns the edition of a goal `upper` and of goals that support it, each with its own lines."""
    files = {
        "site_config.yml": _CONFIG,
        "goals/sales/index.md": "---\ntitle: Sales\n---\n",
        "goals/upper.md": _FRONT.format("Upper", "organization", f"due: 2026-12-31\n{upper}"),
    }
    files |= {
        f"goals/sales/{key}.md": _FRONT.format(key.capitalize(), "team", f"{rest}{_VALUES}")
        for key, rest in children.items()
    }
    return edition_of(files, date(2026, 11, 1))


def _reasons(edition: Edition) -> str:
    return reasons(edition, formatter(edition), edition.scorecard.goals["upper"])


def test_a_child_that_was_missed_is_named() -> None:
    """One that was missed is not told as on its way, though it was ahead at its last value."""
    edition = _with(
        {
            "short": "due: 2026-10-31\nsupports: [upper]\n",
            "long": "due: 2026-12-31\nsupports: [upper]\n",
        }
    )
    child = edition.scorecard.goals["short"]
    assert (child.status.value, child.progress, (child.gap or 0) < 0) == ("missed", 0.5, True)
    assert _reasons(edition) == ("Its numbers are those of the 2 goals that support it. “Short” was missed.")


def test_nobody_is_behind() -> None:
    """Where no child is behind and none was missed, that is said."""
    edition = _with({"long": "due: 2026-12-31\nsupports: [upper]\n"})
    assert _reasons(edition).endswith("None of them is behind.")


def test_a_support_of_weight_0_is_told() -> None:
    """Tree, map, reason and the list of what to mend say that a child of weight 0 does not count."""
    edition = _with({"long": "due: 2026-12-31\nsupports: [{to: upper, weight: 0}]\n"})
    fmt, score = formatter(edition), edition.scorecard.goals["upper"]
    tree = tree_of(edition, score, fmt)
    assert tree is not None
    assert [branch.detail for branch in tree.branches] == ["Head, 50\u202f%, not counted: its weight is 0"]
    assert _reasons(edition).endswith("It has no key result, and no goal that supports it counts.")
    sections = {one.id: one for one in health_goals.goal_sections(edition, fmt)}
    [item] = sections["p_not_measured"].items
    assert (
        "".join(piece.text for piece in item.words) == "No goal that supports it counts: their weight is 0."
    )
    assert [place.words for place in item.places] == ["goals/sales/long.md, line 8"]
    [page] = [made for made in goal_map.make(edition) if made.url == "map/"]
    assert "not counted: its weight is 0" in repr(page.view)


def test_a_grade_stands_in_the_tree() -> None:
    """A closed child counts its grade, so the tree names it beside what was done; so does its own page."""
    closed = "due: 2026-10-31\nstate: closed\ngrade: 0.4\nretrospective: Late.\nsupports: [upper]\n"
    edition = _with({"short": closed})
    fmt, goals = formatter(edition), edition.scorecard.goals
    above, own = (tree_of(edition, goals[key], fmt) for key in ("upper", "short"))
    assert above is not None
    assert own is not None
    assert above.branches[0].detail == "Head, 50\u202f%, grade 0.4"
    assert own.branches[0].detail == "this goal, 50\u202f%, grade 0.4"
