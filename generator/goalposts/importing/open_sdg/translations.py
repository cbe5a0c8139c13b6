"""Translation keys such as `global_indicators.3-1-1-title`, and the texts they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from goalposts.importing.folders import SourceFolder
from goalposts.importing.open_sdg.yaml_reader import Node, UnreadableYamlError, read_fields

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)+", re.ASCII)
_GROUP_OF_KEYS = re.compile(r"(?:global|national|custom|local)_[a-z_]+|metadata_fields|indicators", re.ASCII)
_YAML = (".yml", ".yaml")


class Translations(Struct, frozen=True):
    """The texts of one language, by key."""

    language: str
    texts: Mapping[str, str]

    def resolve(self, text: str) -> str | None:
        """Return the text that a key stands for, the text itself where it is no key, else None."""
        key = text.strip()
        if key in self.texts:
            return self.texts[key]
        return None if self.is_key(key) else text

    def is_key(self, text: str) -> bool:
        """Return whether a text is a key rather than words: `group.name` of a group that keys come in."""
        key = text.strip()
        if not _KEY.fullmatch(key):
            return False
        group = key.partition(".")[0]
        return bool(_GROUP_OF_KEYS.fullmatch(group)) or group in self.groups

    @property
    def groups(self) -> frozenset[str]:
        """Return the groups that the known keys come in."""
        return frozenset(key.partition(".")[0] for key in self.texts)


def read_translations(source: SourceFolder, wanted: str) -> Translations:
    """Return the texts in the language `wanted`, else English, else the first one there is.

    Read are `translations/<language>/<group>.yml` and `translations/<language>.yml`.
    """
    files = [name for name in source.files("translations", folders_too=True) if name.endswith(_YAML)]
    folders = source.folders("translations")
    languages = sorted({*folders, *(name.rpartition(".")[0] for name in files)})
    if not languages:
        return Translations(wanted, {})
    language = next((name for name in (wanted, "en") if name in languages), languages[0])
    for other in languages:
        if other != language:
            source.ledger.leave_out(
                f"translations/{other}", "translations", f"only one language is taken over, here {language}"
            )
    texts: dict[str, str] = {}
    for name in files:
        if name.rpartition(".")[0] == language:
            texts |= _texts_of(source, f"translations/{name}", "")
    if language in folders:
        for name in source.files(f"translations/{language}"):
            if name.endswith(_YAML):
                group = name.rpartition(".")[0]
                texts |= _texts_of(source, f"translations/{language}/{name}", f"{group}.")
    return Translations(language, texts)


def _texts_of(source: SourceFolder, path: str, prefix: str) -> dict[str, str]:
    content = source.read(path)
    if content is None:
        return {}
    try:
        fields = read_fields(content)
    except UnreadableYamlError as error:
        source.ledger.leave_out(path, "translations", str(error), line=error.line)
        return {}
    return _flat(fields.fields, prefix)


def _flat(node: Node, prefix: str) -> dict[str, str]:
    if isinstance(node, str):
        return {prefix.removesuffix("."): node}
    if isinstance(node, list):
        return {}
    texts: dict[str, str] = {}
    for key, value in node.items():
        texts |= _flat(value, f"{prefix}{key}.")
    return texts
