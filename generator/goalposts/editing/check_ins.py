"""A check-in into the front matter of a goal, in the style of those that are there."""

from __future__ import annotations

import re
from collections.abc import Mapping as Dict
from typing import Any

from msgspec import Struct

from goalposts.editing.order import place_in_order
from goalposts.editing.refusal import RefusedError
from goalposts.editing.splices import Splice, apply, line_end, line_start, read
from goalposts.editing.yaml_writing import block_field, flow_mapping
from goalposts.loading.text import read_document
from goalposts.loading.yaml_text import Mapping, Node, Scalar, Sequence, to_plain

KEY = "check_ins"
FIELDS = ("date", "by", "status", "confidence", "progress", "wins", "blockers", "needs", "next", "note")
TYPED = frozenset({"date", "by", "status", "confidence", "progress"})
"""Fields that are written without quotes, since they are dates, ids, words of a list or numbers."""


def add_check_in(content: bytes, path: str, fields: Dict[str, str]) -> bytes:
    """Return a goal's file with one check-in more; `fields` are texts by name, `date` among them.

    It takes its place by date, in the order that the list has, and comes last among those of its day, so
    that it is the one that counts. Raises `RefusedError` where the front matter cannot be read or has a
    form that this edit would damage.
    """
    document, problems = read_document(content, path)
    if document is None:
        reason = f"{problems[0].location}: {problems[0].message}"
        raise RefusedError(f"{path} cannot be read ({reason})", "Mend it first: goalposts check")
    fields = {name: fields[name].strip("\n").rstrip() for name in FIELDS if fields.get(name)}
    text = read(content)
    edit = _Edit(text, text.index("\n") + 1, document.fields, fields)
    changed = apply(content, [edit.splice()])
    _verify(changed, path, (to_plain(document.fields), fields, edit.place()))
    return changed


def _verify(changed: bytes, path: str, told: tuple[dict[str, Any], Dict[str, str], int]) -> None:
    """Raise `RefusedError` unless the file now says what it said, and the check-in."""
    before, fields, place = told
    document, _ = read_document(changed, path)
    after = to_plain(document.fields) if document else {}
    expected = list(before.get(KEY) or [])
    expected.insert(place, dict(fields))
    found = after.get(KEY)
    if isinstance(found, list) and len(found) > place and isinstance(found[place], dict):
        # a block of lines ends with a line break that was not typed
        found[place] = {name: str(text or "").removesuffix("\n") for name, text in found[place].items()}
    if {**before, KEY: expected} != after:
        hint = "Write it into the file, for example:\ncheck_ins:\n  - date: 2026-11-16\n    status: on_track"
        raise RefusedError(f"{path} is written in a form that this command cannot edit", hint)


class _Edit(Struct, frozen=True):
    """The edit of one file. `offset` is where the front matter begins in the text."""

    text: str
    offset: int
    node: Mapping
    fields: Dict[str, str]

    def splice(self) -> Splice:
        """Return the change of the text."""
        value = self.node.get(KEY)
        if value is None and self.node.flow:
            return self._insert(self._end(self.node) - 1, f", {KEY}: [{self._flow()}]")
        if value is None:
            return self._new_key()
        if isinstance(value, Sequence) and value.items:
            return self._into_flow(value) if value.flow else self._into_block(value)
        return self._into_empty(value)

    def place(self) -> int:
        """Return how many check-ins come before the new one."""
        value = self.node.get(KEY)
        if not isinstance(value, Sequence):
            return 0
        dates = [_date(item) for item in value.items]
        return place_in_order(dates, self.fields["date"])

    def _insert(self, at: int, text: str) -> Splice:
        return Splice(at, at, text)

    def _flow(self) -> str:
        return flow_mapping(self.fields, TYPED)

    def _block(self, dash: int, content: int) -> str:
        """Return the entry in lines, with its dash and its fields in these columns, counted from 0."""
        lines: list[str] = []
        for name, text in self.fields.items():
            lines += block_field(name, text, content, typed=name in TYPED)
        lines[0] = " " * dash + "-" + " " * (content - dash - 1) + lines[0].lstrip()
        return "\n".join(lines)

    def _end(self, node: Node) -> int:
        """Return where the text of a node ends; the parser's own end of a block is where the next begins."""
        if not isinstance(node, Scalar) and not node.flow:
            parts = node.items if isinstance(node, Sequence) else tuple(value for _, value in node.entries)
            return self._end(parts[-1]) if parts else self.offset + node.start
        start, end = self.offset + node.start, self.offset + node.end
        keeps = re.match(r"[|>][0-9]?\+", self.text[start:end])
        while not keeps and end > start and self.text[end - 1].isspace():
            end -= 1
        # of the empty lines that a block keeps, the last line break is the one before the next entry
        return end - 1 if keeps and self.text[end - 1 : end] == "\n" else end

    def _new_key(self) -> Splice:
        # the line that closes the front matter is the first after the fields that is `---`
        closing = re.compile(r"^---[^\S\n]*$", re.MULTILINE).search(self.text, self.offset)
        assert closing is not None
        indent = self.node.column - 1
        entry = self._block(indent + 2, indent + 4)
        return self._insert(closing.start(), f"{' ' * indent}{KEY}:\n{entry}\n")

    def _into_empty(self, value: Node) -> Splice:
        """Return the first entry of a list that is there and empty: nothing, `[]` or `null`."""
        key = self.node.key(KEY)
        assert key is not None
        start, end = self.offset + value.start, self.offset + value.end
        written = self.text[start:end].strip()
        indent = self.node.column - 1
        entry = "\n" + self._block(indent + 2, indent + 4)
        if not written:
            at = line_end(self.text, self.offset + key.end)
            return self._insert(at, entry)
        rest = self.text[end : line_end(self.text, end)]
        before = self.text[:start].rstrip(" ")
        return Splice(
            len(before), end + len(rest), (rest if not rest.strip() else f" {rest.strip()}").rstrip() + entry
        )

    def _into_flow(self, value: Sequence) -> Splice:
        place = self.place()
        items = value.items
        on_lines = len({item.line for item in items}) == len(items) > 1 or items[0].line > value.line
        gap = "\n" + " " * (items[0].column - 1) if on_lines else " "
        if place == 0:
            return self._insert(self.offset + items[0].start, f"{self._flow()},{gap}")
        return self._insert(self._end(items[place - 1]), f",{gap}{self._flow()}")

    def _into_block(self, value: Sequence) -> Splice:
        place = self.place()
        model = value.items[max(0, place - 1)]
        dash = self._dash(model)
        column = model.column - 1 if not isinstance(model, Scalar) else dash + 2
        if isinstance(model, Mapping) and model.flow:
            entry = " " * dash + "- " + self._flow()
        else:
            entry = self._block(dash, column if column > dash + 1 and self._is_beside(model) else dash + 2)
        if place == 0:
            return self._insert(self._dash_line(model), entry + "\n")
        return self._insert(self._with_comments(self._end(model), dash), "\n" + entry)

    def _is_beside(self, item: Node) -> bool:
        """Return whether an entry begins on the line of its dash."""
        start = self.offset + item.start
        return self._dash_line(item) == line_start(self.text, start)

    def _dash_line(self, item: Node) -> int:
        """Return where the line with the dash of an entry begins."""
        start = line_start(self.text, self.offset + item.start)
        while start > self.offset and not self.text[start:].lstrip(" ").startswith("-"):
            start = line_start(self.text, start - 1)
        return start

    def _dash(self, item: Node) -> int:
        return self.text.index("-", self._dash_line(item)) - self._dash_line(item)

    def _with_comments(self, end: int, dash: int) -> int:
        """Return the end of the line at `end`, and of the comments below it that belong to the entry."""
        end = line_end(self.text, end)
        while found := re.compile(rf"\n {{{dash + 1},}}#[^\n]*").match(self.text, end):
            end = found.end()
        return end


def _date(item: Node) -> str:
    day = item.get("date") if isinstance(item, Mapping) else None
    return day.text if isinstance(day, Scalar) else ""
