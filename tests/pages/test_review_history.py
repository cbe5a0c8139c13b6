"""Reviews and closed cycles as they were on their day, by stories told commit by commit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from goalposts.history.git import Clone
from goalposts.pages import cycles, reviews
from goalposts.pages.cycle_views import CycleView
from goalposts.pages.page import Days, Edition, Page
from goalposts.pages.review_editions import Almanac
from goalposts.pages.review_errata import ErrataView, Erratum
from goalposts.pages.review_monthly import MonthlyBody
from goalposts.pages.review_pages import ReviewView
from goalposts.pages.review_weekly import WeeklyBody
from tests.history.story import Files, Story, git
from tests.pages.company import html_of, pages_of
from tests.pages.told import edition_of, goal

AS_OF = date(2027, 2, 20)
CONFIG = (
    "schema: 1\nsite: {name: Acme, repo: 'https://git.example/acme/goals'}\n"
    "people:\n  lead: {name: Head of Sales, team: sales}\n"
)
RATE = "---\ntitle: Renewal rate\ndirection: up\nunit: percent\ndecimals: 1\ncadence: weekly\n---\n"
NPS = "---\ntitle: NPS\ndirection: up\nunit: count\ncadence: monthly\n---\n"
WEEKS = "date,value\n2026-W39,80\n2026-W40,80.5\n2026-W41,82\n"
MONTHS = "date,value\n2026-08,30\n2026-09,31\n"
RENEW = "key_results:\n  - {kpi: rate, target: 90}\n"
BASE: Mapping[str, str] = {
    "site_config.yml": CONFIG,
    "goals/index.md": "We sell.\n",
    "goals/sales/index.md": "---\ntitle: Sales\nlead: lead\n---\n",
    "goals/sales/renew.md": goal("Raise the rate", RENEW),
    "kpis/rate.md": RATE,
    "kpis/rate.csv": WEEKS,
    "kpis/nps.md": NPS,
    "kpis/nps.csv": MONTHS,
}
WEEK = "review/weekly/2026-w41/"


def story(*later: tuple[str, Files], base: Mapping[str, str] = BASE) -> Story:
    """Returns a story that begins in September, with later commits named by their day."""
    told = Story()
    told.commit("2026-09-20", "Begin", dict(base))
    for day, files in later:
        told.commit(day, f"On {day}", files)
    return told


def edition(root: Path, told: Story, audience: str = "internal", as_of: date = AS_OF) -> Edition:
    """Returns the edition of a story."""
    return edition_of(told.write(root), audience=audience, as_of=as_of)


def reviewed(made: Edition) -> dict[str, ReviewView]:
    """Returns the reviews by address; every page is drawn once by its template."""
    pages = pages_of(reviews.make(made))
    return {url: page.view for url, page in pages.items() if isinstance(page.view, ReviewView)}


def page_of(made: Edition, url: str) -> Page:
    """Returns one page."""
    return pages_of([*reviews.make(made), *cycles.make(made)])[url]


def errata(view: ErrataView | None) -> dict[str, list[Erratum]]:
    """Returns the errata by the id of their list."""
    return {one.id: list(one.errata) for one in view.lists} if view else {}


def told(one: Erratum) -> tuple[str, str, list[str]]:
    """Returns what an erratum says: the title, the words, and the changes that made it."""
    causes = [f"{cause.day}: {'; '.join(cause.sentences)}" for cause in one.causes]
    return one.title, one.words, [text.replace("\u202f", " ") for text in causes]


def rows(view: ReviewView) -> dict[str, str]:
    """Returns the status of each goal that a weekly review shows."""
    assert isinstance(view.body, WeeklyBody)
    return {row.id: row.status.text for row in view.body.rows}


def test_a_target_that_moved_later(tmp_path: Path) -> None:
    """A page keeps the target of its day; an erratum tells what the new one would say, and who moved it."""
    moved = {"goals/sales/renew.md": goal("Raise the rate", RENEW.replace("90", "200"))}
    made = edition(tmp_path / "r", story(("2026-10-20", moved)))
    views = reviewed(made)
    assert rows(views[WEEK]) == {"renew": "On track"}
    (one,) = errata(views[WEEK].errata)["p_corrected"]
    assert told(one)[:2] == ("Raise the rate", "By today's records its score was 0.0, not 0.2.")
    assert one.causes[0].is_moved
    assert one.causes[0].sentences == ("Target of Renewal rate 90\u202f% → 200\u202f% (harder)",)
    assert one.causes[0].commit.url
    for url in (WEEK, f"{WEEK}sales/"):
        assert 'id="p_errata"' in html_of(made, page_of(made, url))


def test_nothing_differs(tmp_path: Path) -> None:
    """Without later changes there are no errata, and the page names the commit that it is made from."""
    views = reviewed(edition(tmp_path / "r", story()))
    assert all(view.errata is None for view in views.values())
    source = views[WEEK].source
    assert source.is_past
    assert source.commit is not None
    assert source.commit.subject == "Begin"


STALE = "By today's records: stale, last at risk. On the page: stale, last on track."


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (WEEK, "By today's records it was at risk, not on track."),
        ("review/monthly/2026-10/", STALE),
        ("review/quarterly/2026-q4/", STALE),
    ],
)
def test_a_value_that_was_restated_later(tmp_path: Path, url: str, words: str) -> None:
    """A restated value is told with its day and both numbers, in every kind of review that it changes."""
    restated = {"kpis/rate.csv": WEEKS.replace("82", "60")}
    made = edition(tmp_path / "r", story(("2027-01-12", restated)))
    for each in (url, f"{url}sales/"):
        view = reviewed(made)[each]
        one = errata(view.errata)["p_corrected"][0]
        assert told(one)[2] == ["12 Jan 2027: Value of week to 11 Oct restated: 82.0 % → 60.0 %"]
        assert one.words.removesuffix(" Its score was 0.0, not 0.2.") == words


def test_values_that_came_later(tmp_path: Path) -> None:
    """What was not known on the day stands apart from what was corrected."""
    more = {"kpis/rate.csv": WEEKS.replace("2026-W41,82\n", "")}
    later = {"kpis/rate.csv": WEEKS.replace("82", "60")}
    views = reviewed(edition(tmp_path / "r", story(("2026-10-14", later), base={**BASE, **more})))
    found = errata(views[WEEK].errata)
    assert list(found) == ["p_later"]
    assert told(found["p_later"][0])[2] == ["14 Oct 2026: Value added: 60.0 % for week to 11 Oct"]


def test_another_name_corrects_nothing(tmp_path: Path) -> None:
    """Where a value comes in and the KPI is renamed, only the value is why the numbers are otherwise."""
    early = {"kpis/rate.csv": WEEKS.replace("2026-W41,82\n", "")}
    late = {"kpis/rate.csv": WEEKS.replace("82", "60")}
    renamed = {
        "kpis/rate.md": None,
        "kpis/rate.csv": None,
        "kpis/renewals.md": RATE,
        "kpis/renewals.csv": late["kpis/rate.csv"],
        "goals/sales/renew.md": BASE["goals/sales/renew.md"].replace("kpi: rate", "kpi: renewals"),
    }
    told_ = story(("2026-10-14", late), ("2026-10-20", renamed), base={**BASE, **early})
    found = errata(reviewed(edition(tmp_path / "r", told_))[WEEK].errata)
    assert list(found) == ["p_later"]
    assert told(found["p_later"][0])[2] == ["14 Oct 2026: Value added: 60.0 % for week to 11 Oct"]


def test_values_of_later_periods_are_no_cause(tmp_path: Path) -> None:
    """Of rows that come together, those count of which one is of a period that was over by the day."""
    header, month = "date,value,region\n", "2026-{0},{1},EU\n2026-{0},{1},US\n"
    august = header + month.format("08", 15)
    october = august + month.format("09", 16) + month.format("10", 17)
    november = october + month.format("11", 18)
    base = {**BASE, "kpis/nps.md": NPS.replace("cadence", "aggregate: sum\ncadence"), "kpis/nps.csv": august}
    told_ = story(
        ("2026-11-03", {"kpis/nps.csv": october}), ("2026-12-03", {"kpis/nps.csv": november}), base=base
    )
    for month_, when in (("10", "3 Nov"), ("11", "3 Dec")):
        view = reviewed(edition(tmp_path / month_, told_))[f"review/monthly/2026-{month_}/"]
        (one,) = [one for each in errata(view.errata).values() for one in each if one.title == "NPS"]
        assert [cause.day for cause in one.causes] == [f"{when} 2026"]
        assert one.more == ""


def test_a_kpi_whose_value_came_later(tmp_path: Path) -> None:
    """The value of a month that was not known at its end came in later: nothing was corrected."""
    more = {"kpis/nps.csv": MONTHS + "2026-10,35\n"}
    views = reviewed(edition(tmp_path / "r", story(("2026-11-03", more))))
    found = errata(views["review/monthly/2026-10/"].errata)
    assert [told(one)[:2] for one in found["p_later"]] == [
        ("NPS", "With the values that came in later: 35 (Oct 2026).")
    ]
    assert list(found) == ["p_later"]


def test_a_goal_that_counts_another_that_differs(tmp_path: Path) -> None:
    """What was restated of a goal is told of the goals that count it too, and not of one that does not."""
    base = {
        **BASE,
        "goals/sales/all.md": goal("Sell more", "rollup: children\n"),
        "goals/sales/own.md": goal("Sell well", "key_results:\n  - {title: Signed, done: false}\n"),
        "goals/sales/renew.md": goal("Raise the rate", f"{RENEW}supports: [all, own]\n"),
    }
    restated = {"kpis/rate.csv": WEEKS.replace("82", "60")}
    views = reviewed(edition(tmp_path / "r", story(("2027-01-12", restated), base=base)))
    found = errata(views[WEEK].errata)["p_corrected"]
    assert {one.title: one.words.partition("It counts ")[2] for one in found} == {
        "Raise the rate": "",
        "Sell more": "goals that differ: “Raise the rate”.",
    }
    assert {one.title: told(one)[2] for one in found} == {
        "Raise the rate": ["12 Jan 2027: Value of week to 11 Oct restated: 82.0 % → 60.0 %"],
        "Sell more": [],
    }


def test_a_goal_that_changed_itself_and_counts_another(tmp_path: Path) -> None:
    """What was changed of the goal itself does not hide that a goal that it counts says something else.

    Of one that counts its key results alone no other goal is named.
    """
    calls = "key_results:\n  - {title: Calls, baseline: 0, target: 10, values: {2026-10-08: 5}}\n"
    base = {
        **BASE,
        "goals/sales/all.md": goal("Sell more", f"rollup: both\n{calls}"),
        "goals/sales/own.md": goal("Sell well", calls),
        "goals/sales/renew.md": goal("Raise the rate", f"{RENEW}supports: [all, own]\n"),
    }
    above = ("goals/sales/all.md", "goals/sales/own.md")
    later = {path: base[path].replace("target: 10", "target: 20") for path in above}
    later["kpis/rate.csv"] = WEEKS.replace("82", "60")
    views = reviewed(edition(tmp_path / "r", story(("2027-01-12", later), base=base)))
    found = {one.title: one for one in errata(views[WEEK].errata)["p_corrected"]}
    assert {title: one.words.partition("It counts ")[2] for title, one in found.items()} == {
        "Raise the rate": "",
        "Sell more": "goals that differ: “Raise the rate”.",
        "Sell well": "",
    }
    for title in ("Sell more", "Sell well"):
        assert told(found[title])[2] == ["12 Jan 2027: Target of Calls 10 → 20 (harder)"]


def test_a_goal_that_was_removed_later(tmp_path: Path) -> None:
    """A goal that is gone stays on the pages of its time, in the counts too, and an erratum says so."""
    views = reviewed(edition(tmp_path / "r", story(("2026-11-03", {"goals/sales/renew.md": None}))))
    assert rows(views[WEEK]) == {"renew": "On track"}
    assert views[WEEK].verdict == "The one active goal was on track"
    (one,) = errata(views[WEEK].errata)["p_removed"]
    assert told(one)[2] == ["3 Nov 2026: Removed"]
    assert "review/weekly/2026-w46/" not in views


def test_a_goal_that_was_added_later(tmp_path: Path) -> None:
    """A goal with an earlier start that was written down later is an erratum and not in the counts."""
    new = goal("Call everybody", "key_results:\n  - {title: Called, done: false}\n")
    dropped = ("2026-11-20", {"goals/sales/drop.md": goal("Never mind", "state: dropped\n")})
    later = story(("2026-11-03", {"goals/sales/call.md": new}), dropped)
    views = reviewed(edition(tmp_path / "r", later))
    assert rows(views[WEEK]) == {"renew": "On track"}
    (one,) = errata(views[WEEK].errata)["p_added"]
    assert (one.title, told(one)[2]) == ("Call everybody", ["3 Nov 2026: Created"])
    assert set(rows(views["review/weekly/2026-w45/"])) == {"renew", "call"}
    assert views["review/weekly/2026-w45/"].errata is None


LATER_STATES = {"2026-11-03": "draft", "2026-11-04": "active", "2026-11-05": "paused", "2026-11-06": "active"}


def test_only_what_made_it_live_added_a_goal(tmp_path: Path) -> None:
    """A goal that was added later was so by its file, or by the end of its draft, not by how it went on."""
    new = goal("Call everybody", "state: draft\nkey_results:\n  - {title: Called, done: false}\n")
    states = {day: new.replace("draft", state) for day, state in LATER_STATES.items()}
    told_ = story(*((day, {"goals/sales/call.md": text}) for day, text in states.items()))
    (one,) = errata(reviewed(edition(tmp_path / "r", told_))[WEEK].errata)["p_added"]
    assert told(one)[2] == ["3 Nov 2026: Created", "4 Nov 2026: State draft → active"]
    assert one.more == ""


def test_a_check_in_that_was_written_late(tmp_path: Path) -> None:
    """A check-in that came after the day is not on the page; an erratum tells of it."""
    said = "check_ins:\n  - {date: 2026-10-08, status: off_track, blockers: No time.}\n"
    late = {"goals/sales/renew.md": goal("Raise the rate", RENEW + said)}
    views = reviewed(edition(tmp_path / "r", story(("2026-10-14", late))))
    assert rows(views[WEEK]) == {"renew": "On track"}
    body = views[WEEK].body
    assert isinstance(body, WeeklyBody)
    assert all(not one.told for one in body.told)
    (one,) = errata(views[WEEK].errata)["p_later"]
    assert one.words == "By today's records: on track, reported off track. On the page: on track."
    assert told(one)[2] == ["14 Oct 2026: Check-in of 8 Oct 2026: off track"]


def test_a_rule_that_was_changed_later(tmp_path: Path) -> None:
    """Goals are judged by the rule of the day, and another rule since then is no erratum."""
    strict = {"site_config.yml": CONFIG + "status: {basis: gap, on_track: 0, at_risk: 0}\n"}
    low = {"kpis/rate.csv": WEEKS.replace("82", "80.6")}
    told_ = story(("2026-10-20", strict), base={**BASE, **low})
    views = reviewed(edition(tmp_path / "r", told_))
    assert rows(views[WEEK]) == {"renew": "On track"}
    assert views[WEEK].errata is None
    assert rows(views["review/weekly/2026-w43/"]) == {"renew": "Off track"}


def test_a_state_that_was_changed_later(tmp_path: Path) -> None:
    """A goal that was dropped later was not dropped on the day: nothing dates it, so nothing is otherwise."""
    dropped = {"goals/sales/renew.md": goal("Raise the rate", RENEW + "state: dropped\n")}
    views = reviewed(edition(tmp_path / "r", story(("2026-10-20", dropped))))
    assert rows(views[WEEK]) == {"renew": "On track"}
    assert views[WEEK].errata is None


def test_records_under_their_present_ids(tmp_path: Path) -> None:
    """Records that have another id now keep their titles of the day, and lead to their present pages."""
    files = {path: text.replace("Sales", "Revenue") for path, text in BASE.items()}
    renamed: dict[str, str | None] = {
        "goals/sales/index.md": None,
        "goals/sales/renew.md": None,
        "kpis/rate.md": None,
        "kpis/rate.csv": None,
        "goals/revenue/index.md": files["goals/sales/index.md"].replace(
            "lead: lead", "lead: lead\naliases: [sales]"
        ),
        "goals/revenue/keep.md": BASE["goals/sales/renew.md"]
        .replace("team: sales", "team: revenue\naliases: [renew]")
        .replace("Raise the rate", "Keep them")
        .replace("kpi: rate", "kpi: renewals"),
        "kpis/renewals.md": RATE.replace("cadence", "aliases: [rate]\ncadence"),
        "kpis/renewals.csv": WEEKS,
        "site_config.yml": CONFIG.replace("team: sales", "team: revenue"),
    }
    made = edition(tmp_path / "r", story(("2026-10-20", renamed)))
    views = reviewed(made)
    assert f"{WEEK}sales/" not in views
    page = page_of(made, f"{WEEK}revenue/")
    assert page.title == "Sales: review of week 41 of 2026"
    (row,) = page.view.body.rows
    assert (row.id, row.url, row.title, row.team) == ("keep", "goals/keep/", "Raise the rate", "Sales")
    assert page.view.errata is None
    assert rows(page.view) == {"keep": "On track"}


def test_kpis_of_a_month(tmp_path: Path) -> None:
    """A monthly review shows the values known on its last day; those of the month itself come as errata."""
    more = {"kpis/nps.csv": MONTHS + "2026-10,35\n"}
    changed = {"kpis/nps.csv": MONTHS.replace("31", "29") + "2026-10,35\n"}
    views = reviewed(edition(tmp_path / "r", story(("2026-11-03", more), ("2026-12-03", changed))))
    october, september = (views.get(f"review/monthly/2026-{month}/") for month in (10, "09"))
    assert october is not None
    assert september is None
    assert isinstance(october.body, MonthlyBody)
    tiles = {trend.tile.title: trend.tile.value for trend in october.body.trends}
    assert tiles["NPS"] == "31"
    (one,) = [one for each in errata(october.errata).values() for one in each if one.title == "NPS"]
    assert "35 (Oct 2026)" in one.words


def test_days_before_the_history(tmp_path: Path) -> None:
    """A period that ended before the first commit is told from today's records, and says so."""
    told_ = Story()
    told_.commit("2026-10-20", "Begin", dict(BASE))
    views = reviewed(edition(tmp_path / "r", told_))
    assert not views[WEEK].source.is_past
    assert "begins on 20 Oct 2026" in views[WEEK].source.sentence
    assert views["review/weekly/2026-w43/"].source.is_past


def test_a_site_without_history(tmp_path: Path) -> None:
    """With `history: false` every page is told from today's records, and says so."""
    files = {**BASE, "site_config.yml": CONFIG + "history: false\n"}
    views = reviewed(edition(tmp_path / "r", story(base=files)))
    assert all("no history" in view.source.sentence and view.errata is None for view in views.values())


def test_records_that_never_change(tmp_path: Path) -> None:
    """Where every file was there from the start, a page is that of today's records but for its source."""
    with_history = reviewed(edition(tmp_path / "a", story()))
    off = {**BASE, "site_config.yml": CONFIG + "history: false\n"}
    without = reviewed(edition(tmp_path / "b", story(base=off)))
    assert list(with_history) == list(without)
    for url, view in without.items():
        assert replace(with_history[url], source=view.source) == view


def test_the_same_from_a_clone(tmp_path: Path) -> None:
    """A clone, packed or not, gives the same pages."""
    moved = {"goals/sales/renew.md": goal("Raise the rate", RENEW.replace("90", "200"))}
    root = story(("2026-10-20", moved)).write(tmp_path / "r")
    first = reviewed(edition_of(root, as_of=AS_OF))
    git(root, "gc", "--quiet", "--aggressive", "--prune=now")
    git(tmp_path, "clone", "--quiet", str(root), "clone")
    assert reviewed(edition_of(root, as_of=AS_OF)) == first
    assert reviewed(edition_of(tmp_path / "clone", as_of=AS_OF)) == first


# --- audiences ------------------------------------------------------------------------------------


def _hidden(title: str, visibility: str, more: str = "") -> str:
    return goal(title, f"visibility: {visibility}\nkey_results:\n  - {{title: Done, done: false}}\n{more}")


def test_versions_out_of_sight(tmp_path: Path) -> None:
    """A version that was private is not there; a record that is private now is nowhere."""
    path, other = "goals/sales/plan.md", "goals/sales/gone.md"
    told_ = story(
        ("2026-09-21", {path: _hidden("Open plan", "internal"), other: _hidden("Was open", "internal")}),
        ("2026-10-06", {path: _hidden("Secret plan", "private")}),
        ("2026-10-14", {path: _hidden("Open again", "internal"), other: _hidden("Is secret", "private")}),
    )
    made = edition(tmp_path / "r", told_)
    views = reviewed(made)
    assert set(rows(views["review/weekly/2026-w40/"])) == {"renew", "plan"}
    assert set(rows(views[WEEK])) == {"renew"}
    assert set(rows(views["review/weekly/2026-w42/"])) == {"renew", "plan"}
    (one,) = errata(views[WEEK].errata)["p_added"]
    assert one.title == "Open again"
    text = repr(list(pages_of([*reviews.make(made), *cycles.make(made)]).values()))
    assert "Secret plan" not in text
    assert "Was open" not in text
    assert "Is secret" not in text
    assert "gone" not in text


def test_the_public_sees_what_was_public(tmp_path: Path) -> None:
    """To the public a goal is on the pages of the days on which it was public."""
    path = "goals/sales/plan.md"
    told_ = story(
        ("2026-09-21", {path: _hidden("Plan", "internal")}),
        ("2026-10-06", {path: _hidden("Plan", "public")}),
    )
    views = reviewed(edition(tmp_path / "r", told_, "public"))
    assert set(rows(views[WEEK])) == {"plan"}
    assert [one.title for one in errata(views["review/weekly/2026-w40/"].errata)["p_added"]] == ["Plan"]


def test_hidden_versions_leave_no_trace(tmp_path: Path) -> None:
    """The pages are those of a repository in which private versions never were."""
    secret = "goals/sales/secret.md"
    support = {"goals/sales/renew.md": goal("Raise the rate", RENEW + "supports: [secret]\n")}
    plain = {"goals/sales/renew.md": goal("Raise the rate", RENEW)}
    with_private = story(
        ("2026-09-21T10:00", {secret: _hidden("Secret", "private")}),
        ("2026-10-06", {**support, "kpis/s.md": NPS.replace("NPS", "S\nvisibility: private")}),
        ("2026-10-07", {**plain, "kpis/s.csv": MONTHS}),
        (
            "2026-10-15",
            {secret: _hidden("Secret", "private", "check_ins:\n  - {date: 2026-10-15, note: x}\n")},
        ),
        ("2026-11-02", {"kpis/rate.csv": WEEKS.replace("82", "60")}),
    )
    without = story(
        ("2026-09-21T10:00", {}),
        ("2026-10-06", support),
        ("2026-10-07", plain),
        ("2026-10-15", {}),
        ("2026-11-02", {"kpis/rate.csv": WEEKS.replace("82", "60")}),
    )
    seen = []
    for name, told_ in (("with", with_private), ("without", without)):
        made = edition(tmp_path / name, told_)
        assert made.history is not None
        text = repr(list(pages_of([*reviews.make(made), *cycles.make(made)]).values()))
        for commit in made.history.archive.commits if made.history.archive else ():
            text = text.replace(commit.sha, "").replace(commit.short, "")
        seen.append(text)
    assert seen[0] == seen[1]
    assert "ecret" not in seen[0]


# --- cycles ---------------------------------------------------------------------------------------

WHOLE = WEEKS + "".join(f"2026-W{week},{80 + week - 41}\n" for week in range(42, 54))


def cycle(made: Edition) -> CycleView:
    """Returns the page of the fourth quarter."""
    view = page_of(made, "cycles/2026-q4/").view
    assert isinstance(view, CycleView)
    return view


def closed(grade: str, why: str = "We learned.") -> Files:
    """Returns the goal closed with a grade."""
    more = f"state: closed\ngrade: {grade}\nretrospective: {why}\n"
    return {"goals/sales/renew.md": goal("Raise the rate", RENEW + more)}


def test_a_cycle_is_final_when_its_values_are_in(tmp_path: Path) -> None:
    """Values that come in the grace of the last period count; what is restated after it is an erratum."""
    last = {"kpis/rate.csv": WHOLE}
    restated = {"kpis/rate.csv": WHOLE.replace("W52,91", "W52,85")}
    made = edition(tmp_path / "r", story(("2027-01-05", last), ("2027-01-25", restated)))
    view = cycle(made)
    assert [(row.status.word, row.score) for row in view.scores] == [("Achieved", "1.0")]
    assert view.verdict == "1 of 1 achieved"
    assert view.source is not None
    (one,) = errata(view.errata)["p_corrected"]
    assert "missed, not achieved" in one.words
    assert 'id="p_errata"' in html_of(made, page_of(made, "cycles/2026-q4/"))
    early = cycle(edition_of(tmp_path / "r", as_of=date(2027, 1, 6)))
    assert (early.source, early.errata) == (None, None)


def test_a_grade_comes_with_the_close(tmp_path: Path) -> None:
    """The first grade counts, however late it is given; another one after it is an erratum."""
    values = {"kpis/rate.csv": WHOLE.replace("W52,91", "W52,85")}
    told_ = story(("2027-01-05", values), ("2027-02-01", closed("1.0")))
    view = cycle(edition(tmp_path / "a", told_))
    assert [(row.status.word, row.grade) for row in view.scores] == [("Achieved", "1.0")]
    assert [row.learned.text for row in view.scores if row.learned] == ["We learned."]
    assert view.errata is None
    told_.commit("2027-02-10", "Grade anew", closed("0.6", "Not so well."))
    view = cycle(edition(tmp_path / "b", told_))
    assert [(row.status.word, row.grade) for row in view.scores] == [("Achieved", "1.0")]
    (one,) = errata(view.errata)["p_corrected"]
    assert "Its grade is 0.6, not 1.0." in one.words


def test_a_goal_of_a_closed_cycle_that_was_removed(tmp_path: Path) -> None:
    """A goal that was taken away after the cycle was final stays in its counts."""
    other = {"goals/sales/call.md": goal("Call", "key_results:\n  - {title: Called, done: 2026-12-01}\n")}
    told_ = story(
        ("2027-01-05", {"kpis/rate.csv": WHOLE}),
        ("2027-02-01", {"goals/sales/call.md": None}),
        base={**BASE, **other},
    )
    view = cycle(edition(tmp_path / "r", told_))
    assert view.verdict.startswith("2 of 2 achieved")
    assert [one.title for one in errata(view.errata)["p_removed"]] == ["Call"]


def test_git_is_asked_once_for_the_reviews_of_a_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The series of all days come from one process, also of the day that the first is compared with."""
    asked: list[list[str]] = []
    blobs = Clone.blobs

    def noted(clone: Clone, shas: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        asked.append(list(shas))
        return blobs(clone, asked[-1])

    monkeypatch.setattr(Clone, "blobs", noted)
    days = [date(2026, 10, 13) + timedelta(days=7 * number) for number in range(8)]
    series = [WEEKS + "".join(f"2026-W{42 + n},{80 + n}\n" for n in range(number)) for number in range(1, 9)]
    later = [(str(day), {"kpis/rate.csv": text}) for day, text in zip(days, series, strict=True)]
    made = edition(tmp_path / "r", story(*later))
    parts = [part for part in reviews.parts_of(made) if reviews.together(part) == "weekly 2026-11"]
    asked.clear()
    pages = list(reviews.make_some(made, parts))
    assert len(pages) > 4
    assert len(asked) == 1
    assert len(asked[0]) > 4


def test_reviews_are_the_same_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A period is measured once, for itself and for the one after it, and no series is read twice."""
    asked: list[str] = []
    blobs = Clone.blobs

    def noted(clone: Clone, shas: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
        wanted = list(shas)
        asked.extend(wanted)
        return blobs(clone, wanted)

    measured: list[date] = []
    edition_on = Almanac.edition_on

    def measure(almanac: Almanac, day: date, goals: Iterable[str], kpis: Collection[str] = ()) -> Edition:
        measured.append(day)
        return edition_on(almanac, day, goals, kpis)

    monkeypatch.setattr(Clone, "blobs", noted)
    days = [date(2026, 10, 13) + timedelta(days=7 * number) for number in range(8)]
    series = [WEEKS + "".join(f"2026-W{42 + n},{80 + n}\n" for n in range(number)) for number in range(1, 9)]
    later = [(str(day), {"kpis/rate.csv": text}) for day, text in zip(days, series, strict=True)]
    root = tmp_path / "r"
    made = edition(root, story(*later))
    weeks = [part for part in reviews.parts_of(made) if part.startswith("weekly")]
    whole = list(reviews.make_some(made, weeks))
    again = replace(made, days=Days())
    asked.clear()
    monkeypatch.setattr(Almanac, "edition_on", measure)
    assert [page for part in weeks for page in reviews.make_some(again, [part])] == whole
    assert len(asked) == len(set(asked)) > 4
    assert len(measured) == len(set(measured)) > 4
