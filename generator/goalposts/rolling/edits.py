"""Fields of a front matter set, added and removed in its text; everything else stays as it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence as Listed
from copy import deepcopy
from typing import Any

from msgspec import Struct

from goalposts.editing.refusal import RefusedError
from goalposts.editing.splices import Splice, apply, line_end, line_start, read
from goalposts.loading.text import Document, read_document
from goalposts.loading.yaml_text import Mapping, Node, Scalar, Sequence, to_plain

Steps = tuple[str | int, ...]
"""The way to a value: names of fields and places in lists, such as `("key_results", 0, "baseline")`."""


# what `goalposts new goal` says about a value: it is not true of another one
_TOLD = re.compile(r"[ \t]+#[ ](\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d|where it begins: [^\n]*)(?=\n)")


class Put(Struct, frozen=True):
    """Sets a field to a plain text: a number, a date, an id. A new one comes after the field `after`."""

    steps: Steps
    text: str
    after: str = ""


class Drop(Struct, frozen=True):
    """Removes a field, or an entry of a list."""

    steps: Steps


def edited(content: bytes, path: str, edits: Listed[Put | Drop]) -> bytes:
    """Return the file with the edits made, one after the other.

    Raises `RefusedError` where the front matter cannot be read, or has a form in which an edit would change
    more than it should.
    """
    expected = to_plain(_document(content, path).fields)
    for edit in edits:
        expected = _plainly(deepcopy(expected), edit)
        content = apply(content, [_Text(content, path).splice(edit)])
        if to_plain(_document(content, path).fields) != expected:
            name = ".".join(map(str, edit.steps))
            raise RefusedError(f"{path} is written in a form that this command cannot edit (at `{name}`)")
    return content


def _document(content: bytes, path: str) -> Document:
    document, problems = read_document(content, path)
    if document is None:
        raise RefusedError(f"{path} cannot be read ({problems[0].message})", "Mend it first: goalposts check")
    return document


def _plainly(fields: Any, edit: Put | Drop) -> Any:
    *way, last = edit.steps
    place = fields
    for step in way:
        place = place[step]
    if isinstance(edit, Put):
        place[last] = edit.text
    else:
        del place[last]
    return fields


class _Text:
    """The text of a file, and its front matter with the place of every value in it."""

    def __init__(self, content: bytes, path: str) -> None:
        self.text = read(content)
        self.offset = self.text.index("\n") + 1
        self.fields = _document(content, path).fields

    def splice(self, edit: Put | Drop) -> Splice:
        *way, last = edit.steps
        parent: Node | None = self.fields
        for step in way:
            parent = parent.get(str(step)) if isinstance(parent, Mapping) else _item(parent, step)
        if isinstance(edit, Drop):
            if isinstance(parent, Sequence):
                return self._without_item(parent, int(last))
            assert isinstance(parent, Mapping)
            return self._without_field(parent, str(last))
        if isinstance(parent, Sequence):
            item = parent.items[int(last)]
            return Splice(self._at(item.start), self._end(item), edit.text)
        assert isinstance(parent, Mapping)
        value = parent.get(str(last))
        if value is not None:
            start, end = self._at(value.start), self._end(value)
            key = parent.key(str(last))
            assert key is not None
            if not self.text[start:end].strip():
                # a field without a value: behind its colon
                start = self._at(key.end) + 1
                return Splice(start, start, f" {edit.text}")
            if told := _TOLD.match(self.text, end):
                end = told.end()
            return Splice(start, end, edit.text)
        return self._added(parent, edit)

    def _at(self, offset: int) -> int:
        return self.offset + offset

    def _end(self, node: Node) -> int:
        """Return where the text of a node ends; the parser's end of a block is where the next begins."""
        if not isinstance(node, Scalar) and not node.flow:
            parts = node.items if isinstance(node, Sequence) else tuple(value for _, value in node.entries)
            return self._end(parts[-1]) if parts else self._at(node.start)
        start, end = self._at(node.start), self._at(node.end)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return end

    def _added(self, parent: Mapping, edit: Put) -> Splice:
        name = f"{edit.steps[-1]}: {edit.text}"
        after = parent.get(edit.after)
        key = parent.key(edit.after)
        if after is None or key is None:
            key, after = parent.entries[-1]
        end = max(self._end(after), self._at(key.end) + 1)
        if parent.flow:
            return Splice(end, end, f", {name}")
        end = line_end(self.text, end)
        return Splice(end, end, f"\n{' ' * (key.column - 1)}{name}")

    def _without_field(self, parent: Mapping, name: str) -> Splice:
        index = next(number for number, (key, _) in enumerate(parent.entries) if key.text == name)
        key, value = parent.entries[index]
        following = parent.entries[index + 1][0] if index + 1 < len(parent.entries) else None
        if parent.flow:
            if following is not None:
                return Splice(self._at(key.start), self._at(following.start), "")
            start = self._end(parent.entries[index - 1][1]) if index else self._at(key.start)
            return Splice(start, self._end(value), "")
        start = self._at(key.start)
        if self.text[line_start(self.text, start) : start].strip() and following is not None:
            # the field stands beside the dash of its list: the next one takes its place
            return Splice(start, self._at(following.start), "")
        return self._without_lines(start, max(self._end(value), self._at(key.end)), key.column)

    def _without_item(self, parent: Sequence, index: int) -> Splice:
        item = parent.items[index]
        if parent.flow:
            if index + 1 < len(parent.items):
                return Splice(self._at(item.start), self._at(parent.items[index + 1].start), "")
            start = self._end(parent.items[index - 1]) if index else self._at(item.start)
            return Splice(start, self._end(item), "")
        start = line_start(self.text, self._at(item.start))
        while not self.text[start:].lstrip(" ").startswith("-"):
            start = line_start(self.text, start - 1)
        dash = self.text.index("-", start) - start
        return self._without_lines(start, self._end(item), dash + 1)

    def _without_lines(self, start: int, end: int, column: int) -> Splice:
        """Return the removal of whole lines, with the comments below that are indented further."""
        end = line_end(self.text, end)
        while found := re.compile(rf"\n {{{column},}}#[^\n]*").match(self.text, end):
            end = found.end()
        return Splice(line_start(self.text, start), min(end + 1, len(self.text)), "")


def _item(parent: Node | None, step: str | int) -> Node | None:
    assert isinstance(parent, Sequence)
    return parent.items[int(step)]
