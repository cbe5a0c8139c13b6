"""The metadata fields of the format: which ones are taken over, where to, and which have no counterpart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from goalposts.importing.open_sdg.source import Indicator
from goalposts.importing.report import Ledger

# Shown as a list of facts, in this order.
FACTS = {
    "reporting_status": "Reporting status",
    "data_non_statistical": "Non-statistical indicator",
    "proxy": "Proxy",
    "national_geographical_coverage": "Geographical coverage",
    "computation_units": "Units at the source",
    "un_designated_tier": "UN tier",
    "un_custodian_agency": "UN custodian agency",
    "expected_disaggregations": "Expected disaggregations",
    "data_keywords": "Keywords",
    "progress_status": "Progress at the source",
}

# Shown as sections of their own, in this order.
SECTIONS = {
    "computation_definitions": "Definitions",
    "computation_calculations": "Calculations",
    "available_disaggregations": "Available disaggregations",
    "data_footnote": "Footnotes",
    "other_info": "Other information",
}

# Taken over as titles, order, direction, targets or links.
USED_ELSEWHERE = frozenset(
    {
        "indicator_number",
        "indicator_name",
        "target_name",
        "indicator_available",
        "national_indicator_description",
        "graph_title",
        "graph_titles",
        "data_start_values",
        "goal_meta_link",
        "goal_meta_link_text",
        "progress_calculation_options",
    }
)

# Settings of the publishing software, with nothing in a goals repository that they could mean.
WITHOUT_COUNTERPART = frozenset(
    {
        "auto_progress_calculation",
        "csv_size",
        "data_show_map",
        "graph_annotations",
        "graph_limits",
        "graph_series_breaks",
        "graph_stacked_disaggregation",
        "graph_type",
        "graph_types",
        "indicator_sort_order",
        "permalink",
        "precision",
        "published",
        "standalone",
        "tags",
    }
)

_SOURCE_FIELD = re.compile(r"source_([a-z_]+?)_(\d{1,3})")
SOURCE_PARTS = {
    "active": "",
    "organisation": "",
    "url": "",
    "url_text": "",
    "periodicity": "Periodicity",
    "earliest_available": "Earliest available",
    "geographical_coverage": "Geographical coverage",
    "release_date": "Release date",
    "next_release": "Next release",
    "statistical_classification": "Statistical classification",
    "contact": "Contact",
    "other_info": "Other information",
}


def source_part(field: str) -> tuple[str, int] | None:
    """Return the part and the number of a `source_…_1` field, or None for any other field."""
    match = _SOURCE_FIELD.fullmatch(field)
    return (match[1], int(match[2])) if match and match[1] in SOURCE_PARTS else None


def report_fields(indicators: Iterable[Indicator], ledger: Ledger) -> None:
    """Report each metadata field that is not taken over once, with the number of files it stands in."""
    counts: dict[tuple[str, str], list[str]] = {}
    for indicator in indicators:
        for field, value in indicator.fields.items():
            if source_part(field) or field in FACTS or field in SECTIONS or field in USED_ELSEWHERE:
                continue
            if value:
                known = field in WITHOUT_COUNTERPART
                reason = "a setting of the publishing software" if known else "an unknown field"
                counts.setdefault((field, reason), []).append(indicator.origins[field])
    for (field, reason), paths in sorted(counts.items()):
        files = "1 file" if len(paths) == 1 else f"{len(paths)} files"
        folder = paths[0].partition("/")[0]
        ledger.leave_out(f"{folder}/", f"field `{field}`", f"{reason}, in {files}, first in {paths[0]}")
