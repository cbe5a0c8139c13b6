"""Ids of records: given in the front matter, or taken from the file name."""

from __future__ import annotations

from pathlib import PurePosixPath

from goalposts import problem_codes as codes
from goalposts.problems import Location, Problem
from goalposts.records.ids import MAX_ID, proposed_id, slug


def id_of(given: str | None, path: str, *, name: str | None = None) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the record's id: the given one, else the file's name (or `name`) where that is an id."""
    if given is not None:
        return given, ()
    stem = name if name is not None else PurePosixPath(path).stem
    if stem == slug(stem) and stem:
        return stem, ()
    near = proposed_id(stem)
    message = f"the name `{stem[:80]}` is no id; expected a-z, 0-9 and hyphens, at most {MAX_ID} characters"
    if name is not None:  # a team is called as its folder, and has no field for it
        hint = f"Rename the folder to `{near or 'customer-success'}`."
    else:
        hint = f"Rename it to `{near}`, or give the record an `id`." if near else "Give the record an `id`."
    return None, (codes.F105.at(Location(path), message, hint, field="id"),)
