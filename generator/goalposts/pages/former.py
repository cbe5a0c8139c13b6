"""Former addresses: every link that was once published leads somewhere.

A record that has another id now gets a page that leads there and keeps the part after `#`; its JSON, CSV and
badge are those of the record. One that was deleted leaves a page that says so, with the commit. One that is
no longer published leaves a bare page. The addresses of maps lead on too. An address leads straight to a
record that is there, so redirects cannot go round in a circle; two records that claim one former id are a
problem of the check (R110).
"""

from __future__ import annotations

from collections.abc import Iterator

from goalposts.history.addresses import Address, Fate, former_addresses
from goalposts.history.history import History
from goalposts.history.lineages import RecordKind
from goalposts.language.catalogue import N_
from goalposts.pages import links
from goalposts.pages.cards import CARD_LEVELS
from goalposts.pages.formatting import Formatter
from goalposts.pages.former_cycles import cycle_pages
from goalposts.pages.former_files import files
from goalposts.pages.former_reviews import review_pages
from goalposts.pages.former_view import Former, with_card, without_card
from goalposts.pages.frame import formatter
from goalposts.pages.history_views import commit_view
from goalposts.pages.page import Edition, Made, Page
from goalposts.pages.rows import Link

URLS = {
    RecordKind.GOAL: links.goal_url,
    RecordKind.KPI: links.kpi_url,
    RecordKind.TEAM: links.team_url,
    RecordKind.PERSON: links.person_url,
}
_LISTS = {
    RecordKind.GOAL: (N_("All goals"), links.GOALS),
    RecordKind.KPI: (N_("All KPIs"), links.KPIS),
    RecordKind.TEAM: (N_("All teams"), links.TEAMS),
    RecordKind.PERSON: (N_("All people"), links.PEOPLE),
}
_SECTIONS = {
    RecordKind.GOAL: "goals",
    RecordKind.KPI: "kpis",
    RecordKind.TEAM: "teams",
    RecordKind.PERSON: "people",
}
_KINDS = {
    RecordKind.GOAL: N_("Goal"),
    RecordKind.KPI: N_("KPI"),
    RecordKind.TEAM: N_("Team"),
    RecordKind.PERSON: N_("Person"),
}
_MOVED = {
    RecordKind.GOAL: N_("The goal is now here:"),
    RecordKind.KPI: N_("The KPI is now here:"),
    RecordKind.TEAM: N_("The team is now here:"),
    RecordKind.PERSON: N_("The person is now here:"),
}
_REMOVED = {
    RecordKind.GOAL: N_("This goal was removed."),
    RecordKind.KPI: N_("This KPI was removed."),
    RecordKind.TEAM: N_("This team was removed."),
    RecordKind.PERSON: N_("This person was removed."),
}
_REMOVED_ON = {
    RecordKind.GOAL: N_("This goal was removed on {day}."),
    RecordKind.KPI: N_("This KPI was removed on {day}."),
    RecordKind.TEAM: N_("This team was removed on {day}."),
    RecordKind.PERSON: N_("This person was removed on {day}."),
}


def make(edition: Edition) -> Iterator[Made]:
    """Yield a page for every former address, and what was published beside it.

    Without a history these are the addresses of the former ids that records list.
    """
    fmt = formatter(edition)
    history = edition.history or History(edition.repository, edition.scorecard.as_of)
    teams: dict[str, str] = {}
    for address in former_addresses(history):
        if address.fate is Fate.PRESENT:
            continue
        yield _page(edition, fmt, address)
        yield from files(edition, fmt, address)
        yield from _map(edition, fmt, address)
        if address.kind is RecordKind.TEAM and address.now is not None:
            teams[address.id] = address.now
    yield from cycle_pages(edition, fmt, history, teams)
    yield from review_pages(edition, history, teams)


def _page(edition: Edition, fmt: Formatter, address: Address) -> Page:
    kind, by = address.kind, address.deleted_by
    words, others = _LISTS[kind]
    former = Former(URLS[kind](address.id), _SECTIONS[kind], Link(fmt.say(words), others))
    if address.now is not None:
        to = Link(_title(edition, kind, address.now), URLS[kind](address.now))
        return former.moved(edition, fmt, fmt.say(_MOVED[kind]), to)
    if address.fate is Fate.HIDDEN:
        page = former.ended(fmt.say("Not published"), fmt.say("This page is no longer published."))
    else:
        heading, commit, sentence = address.title or fmt.say("Removed"), None, fmt.say(_REMOVED[kind])
        if by is not None:
            commit = commit_view(edition, by, fmt)
            sentence = fmt.say(_REMOVED_ON[kind], day=fmt.full_day(by.day))
        page = former.ended(heading, sentence, commit)
    in_default = kind is RecordKind.TEAM or not address.levels.isdisjoint(CARD_LEVELS)
    return with_card(edition, fmt, page, fmt.say(_KINDS[kind]), in_default=in_default)


def _map(edition: Edition, fmt: Formatter, address: Address) -> Iterator[Page]:
    """Yield the page at the address of the map of a team or an organization goal: it leads to the map now."""
    kind, now = address.kind, address.now
    levels = address.levels
    if kind is RecordKind.GOAL and now is not None:
        levels = frozenset([edition.repository.goals[now].level])
    if kind is not RecordKind.TEAM and "organization" not in levels:
        return
    url = links.team_map_url if kind is RecordKind.TEAM else links.map_url
    former = Former(url(address.id), "map", Link(fmt.say("Map"), links.MAP))
    if now is None:
        sentence, to = fmt.say("There is no such map any more. All goals:"), Link(fmt.say("Map"), links.MAP)
    else:
        sentence, to = fmt.say("The map is now here:"), Link(_title(edition, kind, now), url(now))
    yield without_card(former.moved(edition, fmt, sentence, to))


def _title(edition: Edition, kind: RecordKind, now: str) -> str:
    repository = edition.repository
    if kind is RecordKind.GOAL:
        return repository.goals[now].title
    return repository.kpis[now].title if kind is RecordKind.KPI else repository.name_of(now)
