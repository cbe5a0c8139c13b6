"""What one version of a file says: its fields as they are written, and a mark of its body.

Histories have thousands of versions that differ in a line, so a front matter is cut into its top-level
fields and each distinct text of a field is read once. The result is what `loading` reads; where the cut is
in any doubt, the whole text is read by `loading` itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml
from msgspec import Struct

from goalposts.loading.csv_text import read_table
from goalposts.loading.text import decode, is_like_visibility, looks_private, read_document
from goalposts.loading.tree import CONFIG, PEOPLE
from goalposts.loading.yaml_text import MAX_BYTES, MAX_DEPTH, to_plain

Fields = Mapping[str, Any]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
_FIELD = re.compile(r"^(?=[A-Za-z_][A-Za-z0-9_-]*:(?:\s|$))", re.MULTILINE)
_NO_FIELDS = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*")
# a word or a few, plain and on one line: nothing in it means anything to YAML
_SIMPLE = re.compile(
    r"([A-Za-z_][A-Za-z0-9_-]*): +([A-Za-z0-9](?:[A-Za-z0-9 .%/()_+',€–’-]*[A-Za-z0-9.%)])?)\n+"
)


class Facts(Struct, frozen=True):
    """One version of a file. `fields` are dicts, lists and texts, as in `to_plain`; `body` marks the body.

    A version that cannot be read has no fields; `says_private` tells whether it still looks private.
    """

    fields: Fields | None
    body: str = ""
    says_private: bool = False

    @property
    def visibility(self) -> str:
        """Return who may see the version: what is no word of the schema is nobody's to see, and what a field
        of nearly that name calls private neither.
        """
        fields = self.fields or {}
        given = fields.get("visibility")
        if given is not None:
            return str(given) if isinstance(given, str) else ""
        meant = (value for name, value in fields.items() if is_like_visibility(name))
        return "" if any("priv" in str(value).lower() for value in meant) else "internal"

    def text(self, name: str) -> str | None:
        """Return the field as one text, or None where it is not given or is no text."""
        value = self.fields.get(name) if self.fields else None
        return str(value) if isinstance(value, str) else None

    def listed(self, name: str) -> list[Any]:
        """Return the field as a list; empty where it is not given or is no list."""
        value = self.fields.get(name) if self.fields else None
        return value if isinstance(value, list) else []


@dataclass
class Reader:
    """Reads versions of files; remembers every text of a field that it has read."""

    _known: dict[str, tuple[tuple[str, Any], ...]] = field(default_factory=dict)

    def read(self, path: str, content: bytes | None) -> Facts:
        """Return what a version of the file says; None is a blob that git does not have."""
        if content is None:
            return Facts(None)
        if path == PEOPLE:
            return Facts(_people(content))
        text, problems = decode(content, path)
        if text is None or problems:
            return Facts(None, says_private=looks_private(content))
        if path == CONFIG:
            return Facts(self._front(text if text.endswith("\n") else text + "\n"))
        if path == "goals/index.md" and not text.startswith("---"):
            return Facts({}, _mark(text))
        first, _, rest = text.partition("\n")
        closing = _CLOSING.search(rest) if first.rstrip() == "---" else None
        if closing is not None and closing[0].startswith("---"):
            fields = self._front(rest[: closing.start()])
            if fields is not None:
                return Facts(fields, _mark(rest[closing.end() :]))
        return self._whole(path, content, text)

    def _front(self, text: str) -> dict[str, Any] | None:
        """Return the fields of a front matter, or None where it must be read as a whole."""
        if len(text.encode()) > MAX_BYTES:
            return None
        head, *parts = _FIELD.split(text)
        if not _NO_FIELDS.fullmatch(head) or not parts:
            return None
        fields: dict[str, Any] = {}
        for part in parts:
            entries = self._known.get(part)
            if entries is None:
                entries = self._known[part] = _entries(part)
            if not entries:
                return None
            for name, value in entries:
                fields.setdefault(name, value)
        return fields

    @staticmethod
    def _whole(path: str, content: bytes, text: str) -> Facts:
        document, _ = read_document(content, path)
        if document is None:
            return Facts(None, says_private=looks_private(content))
        plain = to_plain(document.fields)
        return Facts(plain, _mark("\n" + document.body))


def _entries(text: str) -> tuple[tuple[str, Any], ...]:
    """Return the fields in a piece of front matter; none where it cannot be read by itself."""
    if simple := _SIMPLE.fullmatch(text):
        value = simple[2]
        return ((simple[1], None if value == "null" else value),)
    if _CONTROL.search(text):
        return ()
    try:
        fields = _Plain(text).fields()
    except (yaml.YAMLError, _DoubtError):
        return ()
    return tuple(fields.items())


class _DoubtError(Exception):
    """Something that `loading` judges."""


class _Plain:
    """Reads YAML as `parse_yaml` with `to_plain` does, without places; whatever is unusual is a doubt."""

    def __init__(self, text: str) -> None:
        self._events = iter(yaml.parse(text, Loader=_Loader))

    def fields(self) -> dict[str, Any]:
        events = self._events
        kinds = [type(next(events)) for _ in range(3)]
        if kinds != [yaml.StreamStartEvent, yaml.DocumentStartEvent, yaml.MappingStartEvent]:
            raise _DoubtError
        fields = self._mapping(2)
        if [type(event) for event in events] != [yaml.DocumentEndEvent, yaml.StreamEndEvent]:
            raise _DoubtError
        return fields

    def _mapping(self, depth: int) -> dict[str, Any]:
        events = self._events
        fields: dict[str, Any] = {}
        for key in events:
            if type(key) is yaml.MappingEndEvent:
                return fields
            if type(key) is not yaml.ScalarEvent or key.anchor or key.tag:
                raise _DoubtError
            value = self._value(next(events), depth)
            fields.setdefault(key.value, value)
        raise _DoubtError

    def _value(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent or event.anchor or event.tag or depth > MAX_DEPTH:
            raise _DoubtError
        if kind is yaml.ScalarEvent:
            return None if not event.style and event.value in ("", "~", "null") else event.value
        if kind is yaml.MappingStartEvent:
            return self._mapping(depth + 1)
        found: list[Any] = []
        for part in self._events:
            if type(part) is yaml.SequenceEndEvent:
                return found
            found.append(self._value(part, depth + 1))
        raise _DoubtError


def _mark(body: str) -> str:
    return hashlib.sha1(body.strip().encode(), usedforsecurity=False).hexdigest()[:20]


def _people(content: bytes) -> dict[str, Any] | None:
    table, problems = read_table(content, PEOPLE)
    if table is None or problems or "id" not in table.header:
        return None
    rows = (dict(zip(table.header, row.cells, strict=True)) for row in table.rows)
    return {row["id"]: {name: cell for name, cell in row.items() if cell and name != "id"} for row in rows}
