"""Read the YAML of metadata as text: nothing is typed, so `no` and `2.10` stay what they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

import yaml
from msgspec import Struct, field

Node: TypeAlias = "str | list[Node] | dict[str, Node]"

DEEPEST = 32
LONGEST = 1024 * 1024
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class UnreadableYamlError(ValueError):
    """The text is not YAML that can be taken over; `line` counts from 1."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class YamlFields(Struct, frozen=True):
    """A mapping read from YAML, the line that each of its keys stands on, and keys that stood there twice."""

    fields: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()


def read_fields(text: str, first_line: int = 1) -> YamlFields:
    """Return the mapping that `text` holds; `UnreadableYamlError` for anything else.

    Aliases are refused, since a few bytes of them stand for any amount of text, and so is depth over 32.
    Of two equal keys the last counts, as in the programs that made the file.
    """
    if len(text) > LONGEST:
        raise UnreadableYamlError(f"is longer than {LONGEST:,} characters")
    builder = _Builder(first_line)
    try:
        for event in _events(text):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + first_line if mark else None
        raise UnreadableYamlError(f"is not YAML: {error.problem or error.context}", line) from error
    except yaml.YAMLError as error:
        raise UnreadableYamlError(f"is not YAML: {str(error).splitlines()[0]}") from error
    root = builder.root
    if root is None or root == "":
        return YamlFields()
    if not isinstance(root, dict):
        raise UnreadableYamlError("is not a mapping of fields to values", first_line)
    return YamlFields(root, builder.lines, tuple(builder.repeated))


def _events(text: str) -> Iterator[yaml.Event]:
    documents = 0
    for event in yaml.parse(text, Loader=_LOADER):
        documents += isinstance(event, yaml.DocumentStartEvent)
        if documents > 1:
            raise UnreadableYamlError("holds more than one document", _line(event, 1))
        yield event


def _line(event: yaml.Event, first_line: int) -> int:
    return (event.start_mark.line if event.start_mark else 0) + first_line


class _Builder:
    """Puts values together from parser events, without recursion."""

    def __init__(self, first_line: int) -> None:
        self.root: Node | None = None
        self.lines: dict[str, int] = {}
        self.repeated: list[tuple[str, int]] = []
        self._first_line = first_line
        self._open: list[list[Node] | dict[str, Node]] = []
        self._keys: list[str | None] = []

    def take(self, event: yaml.Event) -> None:
        """Take the next event of the parser."""
        line = _line(event, self._first_line)
        if isinstance(event, yaml.AliasEvent):
            raise UnreadableYamlError("uses an alias (`*name`); write the value out", line)
        if isinstance(event, yaml.ScalarEvent):
            plain_null = event.implicit[0] and event.value in _NULLS
            self._put("" if plain_null else event.value, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self._open) >= DEEPEST:
                raise UnreadableYamlError(f"is nested deeper than {DEEPEST} levels", line)
            opened: list[Node] | dict[str, Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._put(opened, line)
            self._open.append(opened)
            self._keys.append(None)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._open.pop()
            self._keys.pop()

    def _put(self, value: Node, line: int) -> None:
        if not self._open:
            self.root = value
            return
        parent = self._open[-1]
        if isinstance(parent, list):
            parent.append(value)
        elif self._keys[-1] is None:
            if not isinstance(value, str):
                raise UnreadableYamlError("has a key that is not text", line)
            self._keys[-1] = value
            if value in parent:
                self.repeated.append((value, line))
            if len(self._open) == 1:
                self.lines[value] = line
        else:
            parent[self._keys[-1]] = value
            self._keys[-1] = None


def split_front_matter(text: str) -> tuple[str, int, str]:
    """Return the YAML between two lines of `---`, the line it begins on, and the text below.

    `UnreadableYamlError` where the file does not begin with `---` or never closes it.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != "---":
        raise UnreadableYamlError("has no front matter; expected a first line of ---", start + 1)
    for index in range(start + 1, len(lines)):
        if lines[index].rstrip() in ("---", "..."):
            return "\n".join(lines[start + 1 : index]), start + 2, "\n".join(lines[index + 1 :])
    raise UnreadableYamlError(
        "has front matter that is never closed; expected a second line of ---", start + 1
    )
