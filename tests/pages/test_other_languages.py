"""The words of the pages in a language with another order of words and its own names of periods."""

from __future__ import annotations

from datetime import date
from gettext import NullTranslations

from goalposts.language.catalogue import Catalogue
from goalposts.pages.formatting import Formatter
from goalposts.pages.sentences import done_and_expected, verdict
from goalposts.pages.standing import cycle_of, cycles_in_use
from tests.pages.company import edition_of
from tests.pages.goals_in_states import in_state

GERMAN = {
    "{share} done, {expected} expected": "Erwartet sind {expected}, fertig {share} davon",
    "{status}: {reason}": "{reason} ({status})",
    "Q{number} {year}": "{number}. Quartal {year}",
}


class _German(NullTranslations):
    def gettext(self, message: str) -> str:
        return GERMAN.get(message, message)


FMT = Formatter("de", date(2026, 11, 20), Catalogue(_German(), is_english=False))


def test_the_large_number_stands_where_the_language_puts_it() -> None:
    """The two halves of a goal's numbers are one sentence, parted behind the share that is done."""
    _, score = in_state("off track")
    done, rest = done_and_expected(score, FMT)
    assert done.replace("\u202f", " ") == "Erwartet sind 49 %, fertig 18 %"
    assert rest == " davon"


def test_a_verdict_is_one_message() -> None:
    """A catalogue may put the status of a verdict behind its reason."""
    edition, score = in_state("off track")
    assert verdict(edition, FMT, score).endswith(" (Off track)")


def test_derived_cycles_are_named_in_the_language() -> None:
    """Quarters, months and years have the names of the language."""
    edition, _ = in_state("off track")
    titles = [cycle_of(edition.repository, name, FMT) for name in ("2026-Q4", "2026-10", "2026")]
    assert [cycle.title for cycle in titles if cycle] == ["4. Quartal 2026", "Oktober 2026", "2026"]
    english = cycle_of(edition.repository, "2026-10", Formatter("en", FMT.as_of))
    assert english is not None
    assert english.title == "October 2026"


def test_a_written_title_of_a_cycle_stays() -> None:
    """A title that somebody wrote for a cycle is content: no language changes it."""
    cycles = "cycles: {custom: {spring: {title: Spring push, start: 2026-03-01, due: 2026-05-31}}}\n"
    edition = edition_of({"site_config.yml": f"schema: 1\nsite: {{name: Acme}}\n{cycles}"}, FMT.as_of)
    assert [cycle.title for cycle in cycles_in_use(edition.repository, FMT).values()] == ["Spring push"]
