"""Cells of a CSV file with their places in the text, and rows written in the style of their neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from goalposts.loading.csv_text import Table


class Cell(Struct, frozen=True):
    """A cell as it stands in the text, quotes included."""

    start: int
    end: int
    quoted: bool


def row_cells(text: str, line: int) -> tuple[Cell, ...]:
    """Return the cells of the row that begins on a line (from 1) of a text that was read without problems."""
    position = _offset_of(text, line)
    cells: list[Cell] = []
    while True:
        end = _cell_end(text, position)
        cells.append(Cell(position, end, text.startswith('"', position)))
        if end >= len(text) or text[end] != ",":
            return tuple(cells)
        position = end + 1


def _cell_end(text: str, start: int) -> int:
    end = start
    if text.startswith('"', start):
        end = start + 1
        while True:
            end = text.index('"', end) + 1
            if not text.startswith('"', end):
                break
            end += 1  # a quote that is written twice is part of the text
    while end < len(text) and text[end] not in ",\n":
        end += 1
    return end


def _offset_of(text: str, line: int) -> int:
    offset = 0
    for _ in range(line - 1):
        offset = text.index("\n", offset) + 1
    return offset


def write_row(cells: Sequence[str], neighbour: Sequence[Cell], was: Sequence[str]) -> str:
    """Return a row; a column is quoted where it must be, or where the neighbour's is without having to be.

    `was` are the texts of the neighbour's cells.
    """
    habits = [cell.quoted and not _needs_quotes(text) for cell, text in zip(neighbour, was, strict=True)] or [
        False
    ] * len(cells)
    return ",".join(write_cell(text, quoted=habit) for text, habit in zip(cells, habits, strict=True))


def write_cell(text: str, *, quoted: bool = False) -> str:
    """Return a cell, in quotes where it needs them or `quoted` asks for them."""
    if quoted or _needs_quotes(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def _needs_quotes(text: str) -> bool:
    return any(mark in text for mark in ',"\r\n') or text != text.strip()


def neighbour_of(text: str, table: Table, index: int) -> tuple[tuple[Cell, ...], tuple[str, ...]]:
    """Return the cells and texts of the row before place `index`, else of the one after it, else none."""
    if not table.rows:
        return (), ()
    row = table.rows[max(0, index - 1)]
    return row_cells(text, row.line), row.cells
