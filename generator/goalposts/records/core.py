"""Plain YAML values for programs with types of their own."""

from __future__ import annotations

import re

from goalposts.records.fields import NUMBER_PATTERN, YamlText


def read_core(value: object) -> object:
    """Return plain scalars as YAML 1.2's core schema types them, through lists and mappings.

    For settings that are passed on to a program with types of its own.
    """
    if isinstance(value, dict):
        return {name: read_core(part) for name, part in value.items()}
    if isinstance(value, list):
        return [read_core(part) for part in value]
    if not isinstance(value, YamlText) or not value.plain:
        return value
    if value in ("true", "false"):
        return value == "true"
    if re.fullmatch(r"[-+]?[0-9]+", value, re.ASCII):
        return int(value)
    return float(value) if re.fullmatch(NUMBER_PATTERN, value, re.ASCII) else str(value)
