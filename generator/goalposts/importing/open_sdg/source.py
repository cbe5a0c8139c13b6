"""The indicators of an Open SDG repository: which files each one has, and the metadata in them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from goalposts.importing.contract import ImportRefusedError
from goalposts.importing.folders import SourceFolder
from goalposts.importing.open_sdg.identity import IndicatorId, indicator_of
from goalposts.importing.open_sdg.settings import CONFIG, Settings, read_settings
from goalposts.importing.open_sdg.translations import Translations, read_translations
from goalposts.importing.open_sdg.yaml_reader import (
    Node,
    UnreadableYamlError,
    YamlFields,
    read_fields,
    split_front_matter,
)
from goalposts.importing.report import Ledger

EXPECTED = "expected a folder in the Open SDG format, with data/indicator_<id>.csv and meta/<id>.md or .yml"


class Indicator(Struct, frozen=True):
    """One indicator: its metadata, the text below it, and the paths of its files (empty where missing)."""

    id: IndicatorId
    fields: Mapping[str, Node]
    origins: Mapping[str, str]
    content: str
    meta_path: str
    data_path: str

    @property
    def path(self) -> str:
        """Return the path that stands for the indicator in the report."""
        return self.meta_path or self.data_path

    def text(self, field: str) -> str:
        """Return a field as text, empty where it is missing or no text."""
        value = self.fields.get(field, "")
        return value.strip() if isinstance(value, str) else ""

    def mappings(self, field: str) -> list[Mapping[str, str]]:
        """Return a field that is a list of mappings, with what is text in them."""
        value = self.fields.get(field, "")
        entries = value if isinstance(value, list) else [value]
        return [
            {key: part.strip() for key, part in entry.items() if isinstance(part, str)}
            for entry in entries
            if isinstance(entry, dict)
        ]


class SourceRepository(Struct, frozen=True):
    """All that is read of the source before any of it is converted, apart from the data files' cells."""

    folder: SourceFolder
    settings: Settings
    translations: Translations
    indicators: tuple[Indicator, ...]


def read_source(root: Path, ledger: Ledger) -> SourceRepository:
    """Return the indicators in the folder `root`; `ImportRefusedError` where it is no Open SDG repository."""
    if not root.is_dir():
        raise ImportRefusedError(f"{root} is not a folder; {EXPECTED}")
    folder = SourceFolder(root, ledger)
    for name in ("data", "meta"):
        if not folder.has_folder(name):
            raise ImportRefusedError(f"{root} has no folder {name}/; {EXPECTED}")
    entries = folder.entries()
    settings = read_settings(folder, entries)
    paths = {name: _paths(folder, name) for name in ("data", "meta", "indicator-config")}
    ids = sorted({one for found in paths.values() for one in found}, key=lambda one: one.sort_key)
    if not ids:
        raise ImportRefusedError(f"{root} has no indicator in data/ or meta/; {EXPECTED}")
    indicators = [_indicator(folder, one, paths) for one in ids]
    known = {"data/", "meta/", "indicator-config/", "translations/", CONFIG}
    for name in entries:
        if name.endswith("@"):
            ledger.leave_out(name.removesuffix("@"), "symbolic link", "links are not followed")
        elif name not in known and not name.startswith("."):
            ledger.leave_out(name, "folder" if name.endswith("/") else "file", "not part of what is imported")
    kept = tuple(indicator for indicator in indicators if indicator)
    return SourceRepository(folder, settings, read_translations(folder, settings.language), kept)


_ENDINGS = {
    "data": (".csv",),
    "meta": (".md", ".yml", ".yaml"),
    "indicator-config": (".yml", ".yaml", ".md"),
}


def _paths(folder: SourceFolder, name: str) -> dict[IndicatorId, str]:
    paths: dict[IndicatorId, str] = {}
    for file_name in sorted(folder.files(name), key=lambda name: (_rank(name), name)):
        path = f"{name}/{file_name}"
        if not file_name.endswith(_ENDINGS[name]):
            folder.ledger.leave_out(path, "file", f"expected {' or '.join(_ENDINGS[name])}")
        elif (named := indicator_of(file_name)) is None:
            folder.ledger.leave_out(path, "file", "its name is not the id of an indicator such as 3-1-1")
        elif named in paths:
            folder.ledger.leave_out(path, "file", f"{paths[named]} stands for the same indicator")
        else:
            paths[named] = path
    return paths


def _rank(name: str) -> int:
    endings = (".csv", ".md", ".yml", ".yaml")
    return next((place for place, ending in enumerate(endings) if name.endswith(ending)), len(endings))


def _indicator(
    folder: SourceFolder, named: IndicatorId, paths: Mapping[str, Mapping[IndicatorId, str]]
) -> Indicator | None:
    data_path, meta_path, config_path = (paths[folder_name].get(named, "") for folder_name in _ENDINGS)
    ledger = folder.ledger
    if not data_path and not meta_path:
        ledger.leave_out(config_path, "settings", f"there is neither data nor metadata for {named.name}")
        return None
    if not meta_path:
        ledger.decide(data_path, f"there is no metadata: meta/{named.name}.md or .yml is missing")
    if not data_path:
        ledger.decide(meta_path, f"there is no data: data/indicator_{named.name}.csv is missing")
    fields: dict[str, Node] = {}
    origins: dict[str, str] = {}
    content = ""
    for path in (meta_path, config_path):
        if path:
            read, below = _read(folder, path)
            content = content or below
            _report_overrides(ledger, path, fields, read)
            fields |= read.fields
            origins |= dict.fromkeys(read.fields, path)
    indicator = Indicator(named, fields, origins, content, meta_path, data_path)
    if (number := indicator.text("indicator_number")) and number.casefold() != named.number:
        ledger.decide(meta_path, f"`indicator_number` is `{number}`; the file name counts: {named.number}")
    return indicator


def _read(folder: SourceFolder, path: str) -> tuple[YamlFields, str]:
    text = folder.read(path)
    if text is None:
        return YamlFields(), ""
    try:
        if path.endswith(".md"):
            front, line, content = split_front_matter(text)
            fields = read_fields(front, line)
        else:
            fields, content = read_fields(text), ""
    except UnreadableYamlError as error:
        folder.ledger.leave_out(path, "metadata", str(error), line=error.line)
        return YamlFields(), ""
    for name, line in fields.repeated:
        reason = "stands twice; the last one counts"
        folder.ledger.leave_out(path, f"first value of `{name}`", reason, line=line)
    return fields, content


def _report_overrides(ledger: Ledger, path: str, fields: Mapping[str, Node], read: YamlFields) -> None:
    for name, value in read.fields.items():
        if name in fields and fields[name] != value:
            reason = f"{path} says otherwise and takes precedence"
            ledger.leave_out(path, f"value of `{name}` in the metadata", reason, line=read.lines.get(name))
