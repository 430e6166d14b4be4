"""Tables -> CSV and Parquet bytes, and CSV bytes -> tables again, equal to the last bit.

CSV is UTF-8 with ``\\n`` line ends; floats are written with the digits that read back identical, dates as ISO, what
is missing as an empty cell.

A spreadsheet runs cells that begin with ``= + - @``, a tab or a carriage return, some also after white space or in
full-width form. In columns of text such a cell gets a leading apostrophe, and one that has apostrophes before such a
beginning gets one more, so that reading takes exactly one away and every text comes back unharmed. Numbers and dates
are no text and stay as they are.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

import pandas as pd

from analytics.ingest.delimited import BrokenRow, rows
from analytics.tables import TableName, conform

_RUNS = r"(?:[\t\r]|\s*[=+\-@＝＋－＠])"  # what OWASP's "CSV injection" lists, and the same after white space
_TO_NEUTRALISE = re.compile(rf"'*{_RUNS}")
_NEUTRALISED = re.compile(rf"'+{_RUNS}")
_QUOTE = '"'
_TO_QUOTE = re.compile(r'[",\r\n]')


def neutralise(text: str) -> str:
    """The cell with a leading apostrophe where a spreadsheet would run it."""
    return f"'{text}" if _TO_NEUTRALISE.match(text) else text


def restore(cell: str) -> str:
    """The text that :func:`neutralise` was given."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV, its index left out."""
    header = tuple(neutralise(str(column)) for column in frame.columns)
    body = zip(*(_cells(frame[column]) for column in frame.columns), strict=True)
    return "".join(map(_line, (header, *body))).encode("utf-8")


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as Parquet, with its own types, its index left out."""
    stream = io.BytesIO()
    frame.to_parquet(stream, index=False)
    return stream.getvalue()


def read_table(data: bytes, name: TableName) -> pd.DataFrame:
    """The table that :func:`csv_bytes` wrote, equal to it.

    Raises ValueError, saying what is wrong and on which line, where the bytes are not that table.
    """
    header, *body = _rows_of(data)
    short = next((line for line, cells in body if len(cells) != len(header[1])), 0)
    if short:
        raise ValueError(f"line {short} does not have {len(header[1])} cells")
    columns = list(zip(*(cells for _, cells in body), strict=True)) or [()] * len(header[1])
    made = {
        key: pd.Series(list(map(restore, column)), dtype="str") for key, column in zip(header[1], columns, strict=True)
    }
    return conform(pd.DataFrame(made), name)


def _line(cells: tuple[str, ...]) -> str:
    """A row of CSV. Python's csv.writer leaves a lone carriage return bare, at which readers end the row."""
    line = ",".join(f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if _TO_QUOTE.search(cell) else cell for cell in cells)
    return (line or _QUOTE * 2) + "\n"  # an empty line is no row


def _rows_of(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Line and cells of each row, header first."""
    found = []
    for row in rows(data.decode("utf-8-sig")):
        if isinstance(row, BrokenRow):
            raise ValueError(f"line {row.line}: {row.detail}")
        found.append((row.line, row.cells))
    if not found:
        raise ValueError("the file holds no header")
    return found


def _cells(column: pd.Series[Any]) -> list[str]:
    if pd.api.types.is_numeric_dtype(column.dtype):
        return ["" if pd.isna(value) else repr(value) for value in column.tolist()]
    if isinstance(column.dtype, pd.StringDtype):
        return list(map(neutralise, column.fillna("").tolist()))
    return [_cell(value) for value in column.tolist()]


def _cell(value: object) -> str:
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    return _iso(value) if isinstance(value, dt.datetime) else neutralise(str(value))


def _iso(moment: dt.datetime) -> str:
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat()
