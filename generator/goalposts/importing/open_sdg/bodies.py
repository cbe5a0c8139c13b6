"""The body of a KPI: what the indicator measures, how, and from where, as Markdown made from the metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from goalposts.importing.front_matter import Value
from goalposts.importing.open_sdg.metadata import FACTS, SECTIONS, SOURCE_PARTS, source_part
from goalposts.importing.open_sdg.series import KpiSeries
from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.open_sdg.titles import Title, cut, resolved
from goalposts.importing.open_sdg.translations import Translations
from goalposts.importing.prose import escape, to_line, to_markdown, web_address
from goalposts.importing.report import Ledger
from goalposts.loading.text import MAX_BODY

LONGEST_TEXT = 20_000
"""A longer text of the metadata is cut; a body then stays within what a page may hold."""


class Words(Struct, frozen=True):
    """What it takes to turn fields into Markdown: the translations, and where to report."""

    translations: Translations
    ledger: Ledger

    def markdown(self, path: str, field: str, text: str) -> str:
        """Return a text of the metadata as tame Markdown."""
        whole = self.translations.texts.get(text.strip(), text)
        if len(whole) > LONGEST_TEXT:
            reason = f"the text is longer than {LONGEST_TEXT:,} characters"
            self.ledger.leave_out(path, f"end of `{field}`", reason)
        prose = to_markdown(whole[:LONGEST_TEXT])
        for element in prose.dropped:
            self.ledger.leave_out(path, f"<{element}> in `{field}`", "active content is not taken over")
        return prose.text


def kpi_body(indicator: Indicator, series: KpiSeries, title: Title, words: Words) -> str:
    """Return the body of a KPI's file."""
    parts = [f"**{escape(title.whole)}**"] if title.is_cut else []
    if not series.values:
        status = escape(to_line(indicator.text("reporting_status"))) or "not given"
        parts.append(f"The source has no data for this indicator. Reporting status there: {status}.")
    for field in ("indicator_available", "national_indicator_description"):
        text = words.markdown(indicator.path, field, _resolved_text(indicator, field, words))
        if text and to_line(text).rstrip(" .") not in title.whole and text not in parts:
            parts.append(text)
    parts.append("\n".join(_facts(indicator, series, words)))
    parts.extend(_sections(indicator, words))
    parts.extend(_links(indicator, words))
    return _fitting(parts, indicator.path, words.ledger)


def _fitting(parts: Iterable[str], path: str, ledger: Ledger) -> str:
    """Return the paragraphs that fit into a body; those behind are reported."""
    body = ""
    for part in filter(None, parts):
        longer = f"{body}\n\n{part}" if body else part
        if len(longer.encode()) > MAX_BODY:
            ledger.leave_out(path, "end of the text", f"it is longer than {MAX_BODY // 1024} KB")
            break
        body = longer
    return body


def source_of(indicator: Indicator, ledger: Ledger) -> Mapping[str, Value]:
    """Return the front matter's `source`: title and address of the first active source, empty without one."""
    for fields in _active_sources(indicator).values():
        organisation, work = (to_line(fields.get(part, "")) for part in ("organisation", "url_text"))
        title = ": ".join(dict.fromkeys(word for word in (organisation, work) if word))
        written = fields.get("url", "")
        url = web_address(written) if written else None
        if written and not url:
            ledger.leave_out(indicator.path, f"address `{written}` of a source", "is no web address")
        if title or url:
            return {"title": cut(title or url or "", 300), **({"url": url} if url else {})}
    return {}


def report_inactive_sources(indicator: Indicator, ledger: Ledger) -> None:
    """Report sources that are described but marked as not active."""
    active = _active_sources(indicator)
    for number, fields in _sources(indicator).items():
        if number not in active and (
            fields.get("url") or fields.get("organisation") or fields.get("url_text")
        ):
            ledger.leave_out(indicator.path, f"source {number}", "is marked as not active")


def _resolved_text(indicator: Indicator, field: str, words: Words) -> str:
    return words.translations.resolve(indicator.text(field)) or ""


def _facts(indicator: Indicator, series: KpiSeries, words: Words) -> list[str]:
    number = f"{indicator.id.number}{' (archived)' if indicator.id.archived else ''}"
    name = resolved(indicator, "indicator_name", words.translations, words.ledger)
    facts = [("Indicator", f"{number}: {name}" if name else number)]
    labels = {"Series": series.combination.series, "Unit": series.combination.unit}
    facts += [(label, text) for label, text in labels.items() if text]
    if series.combination.multiplier.casefold() not in ("", "units"):
        facts.append(("Unit multiplier", f"{series.combination.multiplier}; the values are as in the source"))
    if series.values and not series.has_total:
        facts.append(("Total", "none; every row is a part, and parts are not added up"))
    for field, label in FACTS.items():
        value = indicator.fields.get(field, "")
        text = (
            ", ".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else value
        )
        if isinstance(text, str) and text.strip() and text.strip() != "false":
            facts.append((label, to_line(words.translations.resolve(text) or "")))
    starts = [(one.get("field", ""), one.get("value", "")) for one in indicator.mappings("data_start_values")]
    if shown_first := ", ".join(f"{field}: {value}" for field, value in starts if field and value):
        facts.append(("Shown first at the source", shown_first))
    return [f"- {label}: {escape(text)}" for label, text in facts if text]


def _sections(indicator: Indicator, words: Words) -> list[str]:
    parts = []
    for field, heading in SECTIONS.items():
        if text := words.markdown(indicator.path, field, _resolved_text(indicator, field, words)):
            parts.append(f"## {heading}\n\n{text}")
    if text := words.markdown(indicator.path, "page content", indicator.content):
        parts.append(f"## Notes of the publisher\n\n{text}")
    return parts


def _links(indicator: Indicator, words: Words) -> list[str]:
    sources = _active_sources(indicator)
    parts = [_source_section(number, fields, indicator, words) for number, fields in sources.items()]
    sections = ["## Sources\n\n" + "\n\n".join(parts)] if parts else []
    if url := web_address(indicator.text("goal_meta_link")):
        sections.append(f"## Links\n\n- {_link(to_line(indicator.text('goal_meta_link_text')), url)}")
    return sections


def _source_section(number: int, fields: Mapping[str, str], indicator: Indicator, words: Words) -> str:
    organisation, work = (to_line(fields.get(part, "")) for part in ("organisation", "url_text"))
    url = web_address(fields.get("url", ""))
    head = f"### {escape(organisation or work or 'Source')}"
    lines = [f"- {_link(work, url)}"] if url else [f"- {escape(work)}"] if work else []
    for part, label in SOURCE_PARTS.items():
        if label and part != "other_info" and fields.get(part):
            lines.append(f"- {label}: {escape(to_line(fields[part]))}")
    more = words.markdown(indicator.path, f"source_other_info_{number}", fields.get("other_info", ""))
    return "\n\n".join(part for part in (head, "\n".join(lines), more) if part)


def _link(text: str, url: str | None) -> str:
    return f"[{escape(text or url or '')}]({url})"


def _sources(indicator: Indicator) -> dict[int, dict[str, str]]:
    sources: dict[int, dict[str, str]] = {}
    for field in indicator.fields:
        if found := source_part(field):
            sources.setdefault(found[1], {})[found[0]] = indicator.text(field)
    return dict(sorted(sources.items()))


def _active_sources(indicator: Indicator) -> dict[int, dict[str, str]]:
    described = ("organisation", "url", "url_text")
    return {
        number: fields
        for number, fields in _sources(indicator).items()
        if fields.get("active", "true").casefold() != "false" and any(fields.get(part) for part in described)
    }
