"""The settings of a whole Open SDG repository that bear on how its files are read: `config_data.yml`."""

from __future__ import annotations

import re

from babel.core import Locale, UnknownLocaleError
from msgspec import Struct

from goalposts.importing.folders import SourceFolder
from goalposts.importing.open_sdg.yaml_reader import Node, UnreadableYamlError, read_fields

CONFIG = "config_data.yml"
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)


class Settings(Struct, frozen=True):
    """Names of columns with a role of their own, the language, and what the publisher calls the service."""

    language: str = "en"
    name: str = ""
    series_column: str = "Series"
    unit_column: str = "Units"
    ignored_columns: tuple[str, ...] = ()
    attribute_columns: tuple[str, ...] = ()


def read_settings(source: SourceFolder, entries: list[str]) -> Settings:
    """Return the settings of `config_data.yml`, and the defaults of the format where it does not speak."""
    if CONFIG not in entries:
        return Settings()
    content = source.read(CONFIG)
    if content is None:
        return Settings()
    try:
        fields = read_fields(content).fields
    except UnreadableYamlError as error:
        source.ledger.leave_out(CONFIG, "settings", str(error), line=error.line)
        return Settings()
    options = fields.get("indicator_options")
    options = options if isinstance(options, dict) else {}
    return Settings(
        language=next((word for word in _words(fields.get("languages", "")) if _is_known(word)), "en"),
        name=_word(fields.get("docs_branding", "")),
        series_column=_word(options.get("series_column", "")) or "Series",
        unit_column=_word(options.get("unit_column", "")) or "Units",
        ignored_columns=_words(options.get("non_disaggregation_columns", "")),
        attribute_columns=_words(options.get("observation_attributes", "")),
    )


def _is_known(language: str) -> bool:
    """Return whether numbers and dates can be written in a language: the codes `en`, `pt-BR`."""
    try:
        return bool(_LANGUAGE.fullmatch(language) and Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def _word(node: Node) -> str:
    return node.strip() if isinstance(node, str) else ""


def _words(node: Node) -> tuple[str, ...]:
    """Return the words of a list; a mapping in it stands for its `field`."""
    if not isinstance(node, list):
        return ()
    fields = (_word(part.get("field", "")) if isinstance(part, dict) else _word(part) for part in node)
    return tuple(field for field in fields if field)
