"""This repository's goals in an alphabet that no message is written in, so that content can be told apart."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parents[2]
LANGUAGE = "ru"  # its days and months have no letter of English

_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстующжызАБЦДЕФГХИЙКЛМНОПЯРСТУЮЩЖЫЗ",
)
_KEPT = re.compile(r"\]\([^)]*\)|https?://\S+|\[![A-Z]+\]|\[\^\w+\]")
_TEXTS = {
    "title", "wins", "blockers", "needs", "next", "note", "retrospective", "name", "description",
    "organization", "tags",
}  # fmt: skip
_COLUMNS = ("date", "value", "target", "note")
_UNITS = ("percent", "ratio", "count")


def foreign(text: str) -> str:
    """Returns a text of content in the other alphabet; addresses and Markdown's own marks stay."""
    kept = _KEPT.findall(text)
    parts = _KEPT.split(text)
    said = [part.translate(_LETTERS) for part in parts]
    return said[0] + "".join(mark + part for mark, part in zip(kept, said[1:], strict=True))


def foreign_company() -> dict[str, str]:
    """Returns this repository's goals as `{path: text}`, every text of them in the other alphabet."""
    files = {"site_config.yml": _yaml((REPOSITORY / "site_config.yml").read_text(encoding="utf-8"))}
    for folder in ("goals", "kpis"):
        for path in sorted((REPOSITORY / folder).rglob("*.*")):
            name, text = path.relative_to(REPOSITORY).as_posix(), path.read_text(encoding="utf-8")
            files[name] = _record(text) if path.suffix == ".md" else _rows(text)
    return files


def _record(text: str) -> str:
    if not text.startswith("---\n"):
        return foreign(text)
    _, front, body = text.split("---\n", 2)
    return f"---\n{_yaml(front)}---\n{foreign(body)}"


def _yaml(text: str) -> str:
    fields = yaml.safe_load(text)
    if "site" in fields:
        fields["site"]["language"] = LANGUAGE
    return str(yaml.safe_dump(_said(fields), allow_unicode=True, sort_keys=False))


def _said(value: Any, key: str = "") -> Any:
    if isinstance(value, list):
        return [_said(one, key) for one in value]
    if isinstance(value, dict) and key == "where":
        return {foreign(name): foreign(str(one)) for name, one in value.items()}
    if isinstance(value, dict):
        return {name: _said(one, str(name)) for name, one in value.items()}
    is_word = key in _TEXTS or (key == "unit" and value not in _UNITS and ":" not in value)
    return foreign(value) if isinstance(value, str) and is_word else value


def _rows(text: str) -> str:
    head, *rows = csv.reader(io.StringIO(text))
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([name if name in _COLUMNS else foreign(name) for name in head])
    for row in rows:
        pairs = zip(head, row, strict=True)
        writer.writerow([cell if name in _COLUMNS[:3] else foreign(cell) for name, cell in pairs])
    return written.getvalue()
