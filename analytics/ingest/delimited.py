"""Rows of a CSV text with the physical line on which each begins.

Strict: a quotation mark in the wrong place is an error of that row, not a guess; the rows after it are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.errors import InputError
from analytics.ingest import reasons

_MAX_FIELD = 2**31 - 1  # files are bounded elsewhere; the largest value that every platform's long holds


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line (from 1) on which it begins."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that is not CSV: the line on which it begins, and why."""

    line: int
    detail: str


def rows(text: str) -> Iterator[Row | BrokenRow]:
    """The rows in order, header included, empty lines left out."""
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BrokenRow(line, _why(error, line, reader.line_num))
            continue
        if cells:
            yield Row(line, tuple(cells))


def header_of(row: Row | BrokenRow | None, *, needed: str) -> tuple[str, ...]:
    """The names of the columns, in lower case, ``""`` for one without a name.

    Raises InputError (bad-row) where there is no row, no column ``needed``, or a name twice.
    """
    if row is None or isinstance(row, BrokenRow):
        raise InputError(reasons.BAD_ROW, row.detail if row else "no header")
    header = tuple(cell.strip().lower() for cell in row.cells)
    if needed not in header:
        raise InputError(reasons.BAD_ROW, f"no column {needed} among {', '.join(header)[:80]}")
    named = [name for name in header if name]
    if len(set(named)) != len(named):
        raise InputError(reasons.BAD_ROW, "two columns have the same name")
    return header


def by_column(header: tuple[str, ...], row: Row | BrokenRow) -> dict[str, str]:
    """The cells of a row by the names of their columns; the key ``""`` is there where an unnamed one holds text.

    Empty cells beyond the header, as spreadsheets leave them, are nothing. Raises InputError (bad-row).
    """
    if isinstance(row, BrokenRow):
        raise InputError(reasons.BAD_ROW, row.detail)
    cells, beyond = row.cells[: len(header)], row.cells[len(header) :]
    if len(cells) < len(header) or any(map(str.strip, beyond)):
        raise InputError(reasons.BAD_ROW, f"expected {len(header)} cells, found {len(row.cells)}")
    return {name: cell for name, cell in zip(header, cells, strict=True) if name or cell.strip()}


def _why(error: csv.Error, first: int, last: int) -> str:
    if "unexpected end of data" in str(error):
        return f"a quotation mark opened in line {first} is never closed; lines {first} to {last} are lost"
    return f"not CSV: {error}"
