"""The home page and the lists of goals."""

from __future__ import annotations

import re

from msgspec.structs import replace

from goalposts.measuring.status import Status
from goalposts.pages import goals, home, not_found
from goalposts.pages.frame import make_frame
from goalposts.pages.goals import ROWS_PER_PAGE, GoalsView
from goalposts.pages.home import HomeView
from goalposts.pages.home_levels import pieces
from goalposts.pages.page import Edition
from goalposts.pages.words import StatusView
from tests.pages.company import COMPANY, CONFIG, company, edition_of, html_of, pages_of


def _home(edition: Edition) -> HomeView:
    view = pages_of(home.make(edition))[""].view
    assert isinstance(view, HomeView)
    return view


def _list(edition: Edition, url: str = "goals/") -> GoalsView:
    view = pages_of(goals.make(edition))[url].view
    assert isinstance(view, GoalsView)
    return view


def _many(count: int) -> Edition:
    goal = "---\ntitle: Goal {0}\nlevel: individual\nowner: ceo\ncycle: 2026-Q4\nrollup: none\n---\n"
    return company({f"goals/many-{number:04}.md": goal.format(number) for number in range(count)})


def test_the_home_page_is_drawn() -> None:
    """The home page is well nested and has no style or script of its own."""
    edition = company()
    html = html_of(edition, pages_of(home.make(edition))[""])
    assert " style=" not in html
    assert "<script>" not in html


def test_the_verdict_counts_active_goals() -> None:
    """The verdict is on track and achieved of the active goals; those that have ended are left out."""
    view = _home(company())
    assert view.verdict == "2 of 2 active goals are on track"
    assert [(level.percent.replace("\u202f", " "), level.count) for level in view.levels] == [
        ("100 %", "1 of 1"),
        ("100 %", "1 of 1"),
        ("", "none active"),
    ]


def test_the_home_page_is_described_by_the_settings() -> None:
    """What `site.description` says stands before where we stand, for search engines and previews."""
    described = CONFIG.replace("site: {", "site: {description: What we want., ", 1)
    pages = [
        pages_of(home.make(edition_of({**COMPANY, "site_config.yml": text})))[""]
        for text in (CONFIG, described)
    ]
    assert pages[1].description == f"What we want. {pages[0].description}"


def test_home_leads_to_the_newest_reviews() -> None:
    """Beside the cycle stand the addresses that always show the newest review of each kind."""
    edition = company()
    assert [link.address for link in _home(edition).reviews] == [
        "review/weekly/",
        "review/monthly/",
        "review/quarterly/",
    ]
    assert '<a href="review/monthly/">Monthly</a>' in html_of(edition, pages_of(home.make(edition))[""])


def test_a_level_above_forty_goals_is_one_bar() -> None:
    """Up to forty goals are one mark each, above that one bar of shares with its numbers."""
    few, many = _home(_many(40)).levels[2], _home(_many(41)).levels[2]
    assert (len(few.marks), few.pieces) == (40, ())
    assert many.marks == ()
    assert [piece.number for piece in many.pieces] == ["41"]


def test_a_piece_of_the_bar_has_room_for_its_number() -> None:
    """A number of three digits needs a tenth of the bar, one of a single digit less than half of that."""
    view = StatusView("s-stale", "stale", "Stale")
    told = [piece.number for piece in pieces([(view, 200), (view, 1460), (view, 100), (view, 74)])]
    assert told == ["200", "1460", "", ""]
    assert [piece.number for piece in pieces([(view, 95), (view, 5)])] == ["95", "5"]


def test_tiles_are_the_configured_kpis() -> None:
    """The home page shows the KPIs of the configuration, by default those of organization goals."""
    assert _home(company()).tiles == ()
    chosen = company({"site_config.yml": CONFIG + "home: {kpis: [monthly-churn]}\n"})
    tile = _home(chosen).tiles[0]
    assert (tile.value, tile.period) == ("1.9\u202f%", "Oct")


def test_only_colleagues_are_told_how_to_choose_kpis() -> None:
    """To the public, who may not see the KPIs that were chosen, the home page says that none is shown."""
    chosen = {**COMPANY, "site_config.yml": CONFIG + "home: {kpis: [monthly-churn]}\n"}
    public = edition_of(chosen, audience="public")
    html = html_of(public, pages_of(home.make(public))[""])
    assert "No KPI is shown here.</p>" in html
    assert "site_config.yml" not in html
    edition = company()
    assert "<code>site_config.yml</code>" in html_of(edition, pages_of(home.make(edition))[""])


def test_empty_sections_say_so() -> None:
    """A site without goals still says what is missing and what it means."""
    edition = edition_of({"site_config.yml": CONFIG, "goals/index.md": "# We begin\n"})
    view = _home(edition)
    assert view.verdict == "No goal is active yet"
    assert view.attention_empty == "No goal is active yet."
    html = html_of(edition, pages_of(home.make(edition))[""])
    assert "No wins recorded in these 7 days." in html
    assert "No individual goals yet." in html_of(edition, pages_of(goals.make(edition))["goals/"])


def test_nothing_needs_attention() -> None:
    """Where every goal is on track the page says when the next check is."""
    on_track = COMPANY["goals/success/cut-churn.md"].replace("status: at_risk", "status: on_track")
    view = _home(company({"goals/success/cut-churn.md": on_track}))
    assert view.attention == ()
    assert view.attention_empty == "Every goal is on track. Next check: 27 Nov."


def test_attention_names_what_is_asked_for() -> None:
    """A goal that is reported behind needs attention, with what its owner asks for."""
    one = _home(company()).attention[0]
    assert one.row.status.text == "On track, reported at risk"
    assert one.needs is not None
    assert one.needs.text == "One engineer."


def test_wins_of_the_last_seven_days() -> None:
    """Wins are what check-ins of the seven days tell; those of the future are unknown."""
    wins = _home(company()).wins
    assert [(win.iso, win.told.text if win.told else "") for win in wins] == [("2026-11-16", "Two renewals.")]


def test_the_first_paragraph_leads() -> None:
    """A plain first paragraph stands under the title; what begins otherwise is not torn apart."""
    told = _home(company({"goals/index.md": "We keep them.\n\nThe rest.\n"}))
    assert (told.lead.text, told.introduction.text) == ("We keep them.", "The rest.")
    noted = _home(company({"goals/index.md": "We keep them.[^1]\n\n[^1]: All of them.\n"}))
    assert noted.lead.text == ""


def test_goals_are_grouped_by_level() -> None:
    """Running goals stand by level, those that have ended apart from them."""
    groups = _list(company()).groups
    assert [(group.title, [row.id for row in group.rows]) for group in groups] == [
        ("Organization", ["keep"]),
        ("Teams", ["cut-churn"]),
        ("Individuals", []),
        ("Ended", ["learn"]),
    ]


def test_every_status_has_a_list() -> None:
    """Each status has a page of its own, empty or not, so that a link to it never breaks."""
    edition = company()
    pages = pages_of(goals.make(edition))
    assert {f"goals/status/{status.value.replace('_', '-')}/" for status in Status} <= set(pages)
    assert [row.id for group in _list(edition, "goals/status/on-track/").groups for row in group.rows] == [
        "keep",
        "cut-churn",
    ]
    assert "No goal has this status." in html_of(edition, pages["goals/status/paused/"])


def test_every_status_is_a_choice() -> None:
    """A link to the goals off track says "Off track" on the day when no goal is."""
    filters = _list(company()).filters
    assert filters is not None
    (status,) = [choice for choice in filters.choices if choice.name == "status"]
    assert {value for value, _ in status.options} == set(Status)
    assert dict(status.options)["off_track"] == "Off track"


def test_long_lists_go_on_over_pages() -> None:
    """However many goals there are, a page has at most forty rows, and every goal is on one of them."""
    edition = _many(100)
    pages = {url: page for url, page in pages_of(goals.make(edition)).items() if "status" not in url}
    assert set(pages) == {"goals/", "goals/page/2/", "goals/page/3/"}
    rows = [[row.id for group in page.view.groups for row in group.rows] for page in pages.values()]
    assert max(map(len, rows)) <= ROWS_PER_PAGE
    assert len({one for page in rows for one in page}) == len(edition.repository.goals)
    assert _list(edition, "goals/page/2/").groups[0].title == "Individuals, continued"


def test_a_page_of_a_list_stays_small() -> None:
    """A full page of a list has fewer than 1,500 elements."""
    edition = _many(100)
    html = html_of(edition, pages_of(goals.make(edition))["goals/"])
    assert len(re.findall(r"<[a-z]", html)) < 1500


def test_the_not_found_page() -> None:
    """An address that leads nowhere names the ways back."""
    edition = company()
    html = html_of(edition, pages_of(not_found.make(edition))["404.html"])
    assert "There is no page here" in html


def test_the_frame() -> None:
    """Every page knows its address, its commit and its file; only public builds may be indexed."""
    edition = company()
    page = pages_of(home.make(edition))[""]
    frame = make_frame(edition, page)
    assert frame.absolute_url == "https://acme.example/goals/"
    assert frame.edit_url == "https://git.example/acme/goals/edit/main/goals/index.md"
    below = make_frame(replace(edition, folder="our goals/"), page)
    assert below.edit_url == "https://git.example/acme/goals/edit/main/our%20goals/goals/index.md"
    assert below.edit_path == "goals/index.md"
    assert [entry.current for entry in frame.navigation][:2] == ["page", ""]
    html = html_of(edition, page)
    assert '<meta name="robots" content="noindex">' in html
    assert '<meta property="og:url" content="https://acme.example/goals/">' in html
    assert html.lstrip().startswith("<!doctype html>")
    assert html.index("Content-Security-Policy") < html.index("charset")
