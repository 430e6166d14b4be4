"""Rows of a CSV text with the physical line on which each begins.

Strict: a quotation mark in the wrong place is an error of that row, not a guess; the rows after it are read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

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


def _why(error: csv.Error, first: int, last: int) -> str:
    if "unexpected end of data" in str(error):
        return f"a quotation mark opened in line {first} is never closed; lines {first} to {last} are lost"
    return f"not CSV: {error}"
