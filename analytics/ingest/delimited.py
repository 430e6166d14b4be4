"""Rows of a CSV text with the physical line on which each begins, whatever stands between its cells.

Strict: a quotation mark in the wrong place is an error of that row, not a guess; the rows after it are read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

_MAX_FIELD = 2**31 - 1  # files are bounded elsewhere; the largest value that every platform's long holds
_SEPARATORS = ",;\t|"
_SAID = re.compile('\\A"?sep=([,;|:^~\t])"?[ \t]*\n', re.IGNORECASE)
_ESCAPED: dict[str, Any] = {"escapechar": "\\"}
_BARE: dict[str, Any] = {"quoting": csv.QUOTE_NONE}
HEADS = 20
"""Among how many first rows the header is looked for: exports write titles and dates of their own above it."""
_SAMPLE = 4_000  # characters from which csv.Sniffer guesses where no column is known


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


AnyRow = Row | BrokenRow


def rows(text: str, *, separator: str = ",", before: int = 0, **form: Any) -> Iterator[AnyRow]:  # noqa: ANN401
    """The rows in order, header included, empty lines left out.

    ``before`` is how many lines stand above the text, ``form`` what csv.reader takes besides.
    """
    csv.field_size_limit(_MAX_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True, **form)
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield BrokenRow(line, _why(error, line, before + reader.line_num))
            continue
        if cells:
            yield Row(line, tuple(cells))


def rows_of_table(text: str, known: Callable[[Sequence[str]], int], *, limit: int) -> list[AnyRow]:
    """At most ``limit`` rows of a table whose cells are apart by commas, semicolons, tabs or bars.

    A first line ``sep=;`` says which; else it is that which makes a header of the most columns that are ``known`` (how
    many a row names). Where cells are not quoted as CSV quotes them, they may be escaped by backslashes, or, between
    tabs or bars, not quoted at all: that is taken where it makes all rows
    alike.
    """
    said = _SAID.match(text)
    body, before = (text[said.end() :], 1) if said else (text, 0)
    separator = said[1] if said else _separator(body, known)
    strict = list(islice(rows(body, separator=separator, before=before), limit))
    if not any(isinstance(row, BrokenRow) for row in strict):
        return strict
    for form in (_ESCAPED, _BARE) if separator in "\t|" else (_ESCAPED,):
        found = list(islice(rows(body, separator=separator, before=before, **form), limit))
        if len({len(row.cells) if isinstance(row, Row) else 0 for row in found}) == 1:
            return found
    return strict


def _separator(text: str, known: Callable[[Sequence[str]], int]) -> str:
    """The separator of the cells; a comma where nothing speaks for another."""

    def worth(separator: str) -> tuple[int, int]:
        heads = islice(rows(text, separator=separator), HEADS)
        return max(((known(row.cells), len(row.cells)) for row in heads if isinstance(row, Row)), default=(0, 0))

    best = max(_SEPARATORS, key=worth)  # the first of those that are worth the same
    if worth(best)[0]:
        return best
    try:
        return csv.Sniffer().sniff(text[:_SAMPLE], delimiters=_SEPARATORS).delimiter
    except csv.Error:
        return best


def _why(error: csv.Error, first: int, last: int) -> str:
    if "unexpected end of data" in str(error):
        return f"a quotation mark opened in line {first} is never closed; lines {first} to {last} are lost"
    return f"not CSV: {error}"
