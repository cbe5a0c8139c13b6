"""YAML as an editor's parser sees it: our reader's tree, each plain scalar typed by YAML 1.2's core rules."""

from __future__ import annotations

import re
from typing import Any

from goalposts.loading.yaml_text import Mapping, Node, Scalar, Sequence, parse_yaml

# https://yaml.org/spec/1.2.2/#103-core-schema
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def core_values(text: str) -> Any:
    """Returns what a YAML 1.2 parser makes of a text that our reader accepts as YAML."""
    node, problems = parse_yaml(text, "example.yml")
    assert problems == ()
    return _value(node)


def _value(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key.text: _value(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    return _scalar(node)


def _scalar(node: Scalar) -> Any:
    text = node.text
    if not node.plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _OCTAL.fullmatch(text) or _HEXADECIMAL.fullmatch(text):
        return int(text, 0)
    return float(text) if _FLOAT.fullmatch(text) else text
