"""Titles of indicators, KPIs and targets: from keys, fields and series, at most 120 characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from goalposts.importing.open_sdg.series import Combination, distinction, names
from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.open_sdg.translations import Translations
from goalposts.importing.prose import to_line
from goalposts.importing.report import Ledger
from goalposts.records.fields import MAX_TITLE

SPEAKS_FOR_ITSELF = 40
"""From this length on, the name of a series is a title; shorter ones need the indicator's before them."""


class Title(Struct, frozen=True):
    """A title that fits, and the whole of it where it had to be cut."""

    text: str
    whole: str

    @property
    def is_cut(self) -> bool:
        """Return whether something of the title is missing."""
        return self.text != self.whole


def cut(text: str, longest: int = MAX_TITLE) -> str:
    """Return the text cut at a word, with an ellipsis where something is missing."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    words = head.rpartition(" ")[0] or head
    return words.rstrip(" ,;:.(–-") + "…"


def fitted(path: str, base: str, tail: str, ledger: Ledger) -> Title:
    """Return `base` and `tail` as one title; where they are too long together, the base gives way first."""
    whole = base + tail
    text = cut(base, max(MAX_TITLE - len(cut(tail, 80)), 30)) + cut(tail, 80)
    title = Title(text if len(whole) > MAX_TITLE else whole, whole)
    if title.is_cut:
        ledger.decide(path, f"the title is cut to `{title.text}`; the body has all of it: `{whole}`")
    return title


def resolved(indicator: Indicator, field: str, translations: Translations, ledger: Ledger) -> str:
    """Return a title-like field as a line of words; a key without translation is reported and gives none."""
    written = indicator.text(field)
    text = translations.resolve(written)
    if text is None:
        where = f"translations/{translations.language}"
        ledger.leave_out("translations/", f"text of `{written}`", f"{where} does not have the key")
        return ""
    return to_line(text)


def indicator_title(indicator: Indicator, translations: Translations, ledger: Ledger) -> str:
    """Return what the indicator is called, from the first field that says so, else `Indicator 3.1.1`."""
    candidates = (text.rstrip(" .") for text in _candidates(indicator, translations, ledger))
    return next(text for text in candidates if text)


def _candidates(indicator: Indicator, translations: Translations, ledger: Ledger) -> Iterator[str]:
    for field in ("indicator_name", "indicator_available", "graph_title"):
        if text := resolved(indicator, field, translations, ledger):
            yield text
    for entry in indicator.mappings("graph_titles"):
        if text := to_line(translations.resolve(entry.get("title", "")) or ""):
            yield text
    if text := resolved(indicator, "national_indicator_description", translations, ledger):
        yield re.split(r"(?<=[.!?]) ", text)[0]
    yield f"Indicator {indicator.id.number}"


def kpi_title(
    indicator: Indicator,
    combination: Combination,
    combinations: Sequence[Combination],
    translations: Translations,
    ledger: Ledger,
) -> Title:
    """Return a KPI's title: the indicator's, or the graph title of its series, and what tells it apart."""
    base = indicator_title(indicator, translations, ledger)
    tail = ""
    if len(combinations) > 1:
        own = distinction(combination, combinations)
        titled = [
            entry
            for entry in indicator.mappings("graph_titles")
            if entry.get("title") and (entry.get("series") or entry.get("unit")) and names(entry, combination)
        ]
        if titled:
            base = to_line(translations.resolve(titled[0]["title"]) or "").rstrip(" .") or base
            alike = [one for one in combinations if names(titled[0], one)]
            own = distinction(combination, alike) if len(alike) > 1 else ""
        if len(own) >= SPEAKS_FOR_ITSELF:
            base, own = to_line(own), ""
        tail = f": {to_line(own)}" if own and not _says(base, own) else ""
    if indicator.id.archived:
        tail += " (archived)"
    return fitted(indicator.path, base, tail, ledger)


def _says(text: str, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
