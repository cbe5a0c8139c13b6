"""YAML text to a tree that knows where everything stands and guesses no types.

The tree is built from the parser's events, so depth, aliases and repeated keys are checked on the way and
nothing is ever expanded. Scalars stay the text that was written; the schema types them later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import yaml
from msgspec import Struct, msgpack
from msgspec.structs import replace

from goalposts import problem_codes as codes
from goalposts.loading.yaml_mistakes import (
    comment_after,
    control_message,
    explain,
    odd_space,
    quoted,
    unclosed,
)
from goalposts.problems import Location, Problem
from goalposts.records.fields import YamlText

MAX_DEPTH = 32
MAX_BYTES = 64 * 1024

# libyaml reads the same language about seven times faster; the pure reader is the fallback
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# with all that YAML 1.1 takes for a line end: an editor shows none there, and the value would be folded
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")


class Scalar(Struct, frozen=True, array_like=True, tag=True, gc=False):
    """A value; `start` and `end` are its span in the text, quotes included."""

    text: str
    plain: bool
    line: int
    column: int
    start: int
    end: int


class Sequence(Struct, frozen=True, array_like=True, tag=True):
    """A list."""

    items: tuple[Node, ...]
    line: int
    column: int
    start: int
    end: int
    flow: bool


class Mapping(Struct, frozen=True, array_like=True, tag=True):
    """A mapping; `entries` are its keys and values in the order of the file.

    `last_line` is the last line of the text that it was read from; 0 below the root.
    """

    entries: tuple[tuple[Scalar, Node], ...]
    line: int
    column: int
    start: int
    end: int
    flow: bool
    last_line: int = 0

    def get(self, key: str) -> Node | None:
        """Return the value of a key, or None."""
        return next((value for name, value in self.entries if name.text == key), None)

    def key(self, key: str) -> Scalar | None:
        """Return the key itself, with its place."""
        return next((name for name, _ in self.entries if name.text == key), None)

    def __reduce__(self) -> tuple[Callable[[bytes], Mapping], tuple[bytes]]:
        """Return how it is pickled: in one piece, since a record has dozens of values."""
        return _mapping, (msgpack.encode(self),)


def _mapping(kept: bytes) -> Mapping:
    return _DECODER.decode(kept)


Node = Scalar | Sequence | Mapping
_DECODER = msgpack.Decoder(Mapping)


class YamlError(Exception):
    """YAML that cannot be read; `problem` says what, where, and how to mend it."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        super().__init__(problem.message)
        self.problem = problem


def parse_yaml(
    text: str, path: str, first_line: int = 1, example: str = "title: Raise NPS"
) -> tuple[Mapping, tuple[Problem, ...]]:
    """Return the mapping that the text holds, and the problems that do not stop the reading.

    `first_line` is the line of the file on which the text begins, `example` what could stand there. Raises
    `YamlError` where there is no mapping to return.
    """
    reader = _Reader(text, path, first_line)
    return reader.read(example), tuple(reader.problems)


class _Reader:
    def __init__(self, text: str, path: str, first_line: int) -> None:
        self.text = text
        self.path = path
        self.shift = first_line - 1
        self.problems: list[Problem] = []

    def read(self, example: str) -> Mapping:
        if found := _CONTROL.search(self.text):
            line = self.text.count("\n", 0, found.start()) + 1
            column = found.start() - (self.text.rfind("\n", 0, found.start()) + 1) + 1
            raise self._stop(codes.F104, line, column, control_message(found[0]), "Remove the character.")
        if len(self.text.encode()) > MAX_BYTES:
            message = f"holds more than {MAX_BYTES // 1024} KB of YAML"
            raise self._stop(codes.F103, 1, 1, message, "Move long texts into the body.")
        events = yaml.parse(self.text, Loader=_Loader)
        try:
            root = self._document(events)
        except yaml.YAMLError as error:
            raise self._syntax(error) from error
        if not isinstance(root, Mapping):
            found_kind = "a list" if isinstance(root, Sequence) else "text" if root else "nothing"
            message = f"expected fields of the form `name: value`, found {found_kind}"
            raise self._stop(codes.Y105, 1, 1, message, f"Write one field a line, for example:\n{example}")
        return replace(root, last_line=self.shift + self.text.removesuffix("\n").count("\n") + 1)

    def _document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    mark: Any = event.start_mark
                    message = "a second document begins here; expected one"
                    hint = "Remove the line `---`."
                    raise self._stop(codes.Y101, mark.line + 1, mark.column + 1, message, hint)
            elif isinstance(event, yaml.NodeEvent):
                root = self._node(event, events, 1)
        return root

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        mark: Any = event.start_mark
        line, column = mark.line + 1 + self.shift, mark.column + 1
        if isinstance(event, yaml.AliasEvent) or event.anchor or getattr(event, "tag", None):
            what = (
                "an alias" if isinstance(event, yaml.AliasEvent) else "an anchor" if event.anchor else "a tag"
            )
            message = f"{what} stands here; expected a plain value"
            hint = 'Write the value out. A text that begins with &, * or ! goes into quotes: "*new*"'
            raise self._stop(codes.Y103, mark.line + 1, column, message, hint)
        if depth > MAX_DEPTH:
            message = f"lists and mappings nest more than {MAX_DEPTH} levels deep"
            raise self._stop(codes.Y104, mark.line + 1, column, message, "Check for unclosed brackets.")
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            scalar = Scalar(event.value, plain, line, column, mark.index, self._end(event))
            if plain and (comment := comment_after(self.text, scalar.end)):
                self._cut(scalar, comment)
            return scalar
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            for part in events:
                if isinstance(part, yaml.SequenceEndEvent):
                    end = self._end(part)
                    return Sequence(tuple(items), line, column, mark.index, end, bool(event.flow_style))
                items.append(self._node(part, events, depth + 1))
        return self._mapping(event, events, depth)

    def _cut(self, scalar: Scalar, comment: str) -> None:
        """Tell of a comment that may well have been meant as the rest of a value."""
        whole = f"{scalar.text} {comment}".strip()
        message = f"`{comment[:60]}` is read as a comment, and not as part of the value"
        hint = f"Write {quoted(whole[:120])}, or `# ` with a space where a comment is meant."
        where = Location(self.path, scalar.line, scalar.column)
        self.problems.append(codes.Y106.at(where, message, hint))

    @staticmethod
    def _end(event: Any) -> int:
        return int(event.end_mark.index)

    def _mapping(self, event: Any, events: Iterator[Any], depth: int) -> Mapping:
        mark = event.start_mark
        line, column = mark.line + 1 + self.shift, mark.column + 1
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, Scalar] = {}
        for part in events:
            if isinstance(part, yaml.MappingEndEvent):
                end = self._end(part)
                return Mapping(tuple(entries), line, column, mark.index, end, bool(event.flow_style))
            key = self._node(part, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                message = "a list or mapping stands where a field name is expected"
                hint = "Write a name, a colon and a value: title: Raise NPS"
                raise self._stop(codes.Y101, key.line - self.shift, key.column, message, hint)
            if key.text in seen:
                where = Location(self.path, key.line, key.column)
                first = seen[key.text].line
                message = f"`{key.text[:60]}` is given twice; the first stands on line {first}"
                hint = "Keep one of the two lines."
                self.problems.append(codes.Y102.at(where, message, hint, field=key.text[:60]))
                continue
            seen[key.text] = key
            entries.append((key, value))
        raise AssertionError("the parser always ends a mapping")

    def _stop(self, code: codes.Code, line: int, column: int, message: str, hint: str) -> YamlError:
        return YamlError(code.at(Location(self.path, line + self.shift, column), message, hint))

    def _syntax(self, error: yaml.YAMLError) -> YamlError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        opened = getattr(error, "context_mark", None)
        if opened and opened.line < line - 1 and (what := unclosed(getattr(error, "context", None))):
            # the parser notices far below; what has to be mended is where it began
            message = f"a {what} begins here and is not closed"
            return self._stop(codes.Y101, opened.line + 1, opened.column + 1, message, f"Close the {what}.")
        lines = self.text.split("\n")
        line = min(line, len(lines))
        if spaced := odd_space(lines[:line]):
            message = "a no-break space stands where YAML wants a plain one"
            hint = "Type the spaces of this line anew: they were copied from a page or a document."
            return self._stop(codes.Y101, *spaced, message, hint)
        message, hint = explain(lines[line - 1], column, getattr(error, "problem", None) or str(error))
        return self._stop(codes.Y101, line, column, message, hint)


def to_plain(node: Node) -> Any:
    """Return the tree as dicts, lists and `YamlText`; empty and null scalars become None."""
    if isinstance(node, Scalar):
        if node.plain and node.text in ("", "~", "null"):
            return None
        return YamlText(node.text, plain=node.plain)
    if isinstance(node, Sequence):
        return [to_plain(item) for item in node.items]
    return {key.text: to_plain(value) for key, value in node.entries}


def place(node: Node, path: str, *steps: str | int) -> Location:
    """Return where the value at `steps` stands, or the nearest part of the tree above it."""
    current: Node = node
    for step in steps:
        following: Node | None = None
        if isinstance(current, Mapping):
            following = current.get(str(step))
        elif isinstance(current, Sequence) and isinstance(step, int) and 0 <= step < len(current.items):
            following = current.items[step]
        if following is None:
            break
        current = following
    return Location(path, current.line, current.column)


def key_place(node: Node, path: str, *steps: str | int) -> Location:
    """Return where the key at the end of `steps` stands, or the nearest part of the tree above it."""
    parent: Node | None = node
    for step in steps[:-1]:
        if isinstance(parent, Mapping):
            parent = parent.get(str(step))
        elif isinstance(parent, Sequence) and isinstance(step, int) and step < len(parent.items):
            parent = parent.items[step]
        else:
            parent = None
    key = parent.key(str(steps[-1])) if isinstance(parent, Mapping) and steps else None
    return Location(path, key.line, key.column) if key else place(node, path, *steps)
