"""The names of fields in sentences about changes: `target`, `closing day`."""

from __future__ import annotations

from goalposts.language.catalogue import N_
from goalposts.pages.formatting import Formatter

_WORDS = {
    "above": N_("above"),
    "aggregate": N_("aggregate"),
    "aliases": N_("aliases"),
    "ambition": N_("ambition"),
    "at_least": N_("at least"),
    "at_most": N_("at most"),
    "baseline": N_("baseline"),
    "below": N_("below"),
    "between": N_("between"),
    "cadence": N_("cadence"),
    "checkpoints": N_("checkpoints"),
    "closed_on": N_("closing day"),
    "confidence": N_("confidence"),
    "contributors": N_("contributors"),
    "cycle": N_("cycle"),
    "decimals": N_("decimals"),
    "direction": N_("direction"),
    "done": N_("done"),
    "due": N_("due"),
    "grace_days": N_("days of grace"),
    "grade": N_("grade"),
    "healthy": N_("healthy"),
    "id": N_("id"),
    "kind": N_("kind"),
    "kpi": N_("kpi"),
    "lead": N_("lead"),
    "left": N_("left"),
    "level": N_("level"),
    "links": N_("links"),
    "milestones": N_("milestones"),
    "name": N_("name"),
    "note": N_("note"),
    "owner": N_("owner"),
    "parent": N_("parent"),
    "periods": N_("periods"),
    "progress": N_("progress"),
    "retrospective": N_("retrospective"),
    "rollup": N_("source of numbers"),
    "source": N_("source"),
    "stakeholders": N_("stakeholders"),
    "start": N_("start"),
    "state": N_("state"),
    "status": N_("status"),
    "supports": N_("supports"),
    "tags": N_("tags"),
    "target": N_("target"),
    "team": N_("team"),
    "title": N_("title"),
    "unit": N_("unit"),
    "values": N_("values"),
    "visibility": N_("visibility"),
    "warning": N_("warning"),
    "weight": N_("weight"),
    "where": N_("where"),
}


def field_word(field: str, fmt: Formatter) -> str:
    """Return the name of a field as a sentence has it; one without a word of its own as it is written."""
    return fmt.say(_WORDS[field]) if field in _WORDS else field.replace("_", " ")
