"""Tables -> CSV and Parquet bytes, and CSV bytes -> tables again, equal to the last bit.

CSV is UTF-8 with ``\\n`` line ends, and begins with a byte order mark, without which spreadsheets take it for another
encoding; files without one are read as well. Floats are written with the digits that read back identical, dates as ISO,
what is missing as an empty cell.

A spreadsheet runs cells that begin with ``= + - @``, a tab or a carriage return, some also after white space or in
full-width form. In columns of text such a cell gets a leading apostrophe, and one that has apostrophes before such a
beginning gets one more, so that reading takes exactly one away and every text comes back unharmed. Numbers and dates
are no text and stay as they are.
"""

from __future__ import annotations

import codecs
import datetime as dt
import io
import re
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv as arrow_csv

from analytics.ingest.delimited import BrokenRow, rows
from analytics.tables import TableName, columns, conform

_RUNS = r"(?:[\t\r]|\s*[=+\-@＝＋－＠])"  # what OWASP's "CSV injection" lists, and the same after white space
_TO_NEUTRALISE = re.compile(rf"'*{_RUNS}")
_NEUTRALISED = re.compile(rf"'+{_RUNS}")
_QUOTE = '"'
_PLAIN = r"[A-Za-z0-9][^\",\r\n]*"  # neither run nor to be quoted, whatever follows
_LARGEST_BLOCK = 2**31 - 1  # what Arrow reads as one
_TO_QUOTE = re.compile(r'[",\r\n]')


def neutralise(text: str) -> str:
    """The cell with a leading apostrophe where a spreadsheet would run it."""
    return f"'{text}" if _TO_NEUTRALISE.match(text) else text


def restore(cell: str) -> str:
    """The text that :func:`neutralise` was given."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as CSV, its index left out."""
    header = tuple(_quoted(neutralise(str(column))) for column in frame.columns)
    body = zip(*(_cells(frame[column]) for column in frame.columns), strict=True)
    lines = (",".join(cells) or _QUOTE * 2 for cells in (header, *body))  # an empty line is no row
    return codecs.BOM_UTF8 + "".join(f"{line}\n" for line in lines).encode("utf-8")


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """The frame as Parquet, with its own types, its index left out."""
    stream = io.BytesIO()
    frame.to_parquet(stream, index=False)
    return stream.getvalue()


def read_table(data: bytes, name: TableName) -> pd.DataFrame:
    """The table that :func:`csv_bytes` wrote, equal to it.

    Raises ValueError, saying what is wrong and on which line, where the bytes are not that table.
    """
    frame = _quickly(data)
    if frame is None:
        frame = _strictly(data)
    restored = frame.apply(_restored)
    try:
        return conform(restored, name)
    except (ValueError, OverflowError) as error:
        row = _unfit_row(restored, name)
        raise ValueError(str(error) if row is None else f"line {line_of(data, row)}: {error}") from error


def line_of(data: bytes, row: int) -> int:
    """The line of the file on which a row of the table begins; rows count from 0, lines from 1."""
    lines = [line for line, _ in _rows_of(data)]
    return lines[min(row + 1, len(lines) - 1)]


def _unfit_row(frame: pd.DataFrame, name: TableName) -> int | None:
    """The first row with a cell that is not of its column's type; None where it is the columns that are wrong."""
    if not set(columns(name)) <= set(frame.columns):
        return None
    first, end = 0, len(frame)
    while end - first > 1:
        middle = (first + end) // 2
        first, end = (middle, end) if _fits(frame[first:middle], name) else (first, middle)
    return first


def _fits(frame: pd.DataFrame, name: TableName) -> bool:
    try:
        conform(frame, name)
    except (ValueError, OverflowError):
        return False
    return True


def _quickly(data: bytes) -> pd.DataFrame | None:
    """The cells as text, read by Arrow; None where the bytes are not plainly CSV, which is for the strict reader."""
    header = data.partition(b"\n")[0].decode("utf-8-sig", "replace").split(",")
    if not _is_plain(data) or len(data) >= _LARGEST_BLOCK or len(set(header)) < len(header):
        return None
    try:
        table = arrow_csv.read_csv(
            pa.py_buffer(data),
            read_options=arrow_csv.ReadOptions(block_size=len(data) + 1, use_threads=False),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(column_types=dict.fromkeys(header, pa.large_string())),
        )
    except pa.ArrowInvalid:  # rows of different lengths, or not UTF-8: the strict reader says where
        return None
    frame: pd.DataFrame = table.to_pandas()
    return frame


def _is_plain(data: bytes) -> bool:
    """True where every quotation mark stands where CSV has one, and every carriage return between two of them."""
    there = np.frombuffer(data, dtype=np.uint8)
    marks = np.flatnonzero(there == ord(_QUOTE))
    if len(marks) % 2:
        return False
    before, after = marks[::2] - 1, marks[1::2] + 1
    beside = there[np.concatenate([before[before >= 0], after[after < len(there)]])]
    returns = np.flatnonzero(there == ord("\r")) if b"\r" in data else marks[:0]
    return bool(np.isin(beside, list(b',\n"')).all()) and bool((np.searchsorted(marks, returns) % 2).all())


def _strictly(data: bytes) -> pd.DataFrame:
    """The cells as text; ValueError, with the line, where the bytes are not CSV with rows of one length."""
    header, *body = _rows_of(data)
    if len(set(header[1])) < len(header[1]):
        raise ValueError("two columns have the same name")
    short = next((line for line, cells in body if len(cells) != len(header[1])), 0)
    if short:
        raise ValueError(f"line {short} does not have {len(header[1])} cells")
    columns = list(zip(*(cells for _, cells in body), strict=True)) or [()] * len(header[1])
    return pd.DataFrame(
        {key: pd.Series(list(column), dtype="str") for key, column in zip(header[1], columns, strict=True)}
    )


def _restored(column: pd.Series[Any]) -> pd.Series[Any]:
    """A column with each cell as :func:`restore` has it."""
    neutral = column.str.startswith("'")
    if not neutral.any():
        return column
    changed = column.copy()
    changed[neutral] = [restore(cell) for cell in column[neutral]]
    return changed


def _quoted(cell: str) -> str:
    """A cell in quotation marks where it needs them. Python's csv.writer leaves a lone carriage return bare."""
    return f'"{cell.replace(_QUOTE, _QUOTE * 2)}"' if _TO_QUOTE.search(cell) else cell


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
    """A column's cells, ready for a row of CSV; each different text is made ready once, if it is not as it stands."""
    values = column.tolist()
    if pd.api.types.is_float_dtype(column.dtype):
        return [repr(value) if value == value else "" for value in values]  # noqa: PLR0124 - NaN differs from itself
    if pd.api.types.is_integer_dtype(column.dtype):
        return ["" if value is pd.NA else repr(value) for value in values]
    plain = column.str.fullmatch(_PLAIN, na=False) if column.dtype == "str" else pd.Series(False, column.index)
    ready = {value: _quoted(_cell(value)) for value in set(column[~plain].tolist())}
    return [value if as_it_is else ready[value] for value, as_it_is in zip(values, plain.tolist(), strict=True)]


def _cell(value: object) -> str:
    if value is None or value is pd.NaT or value != value:  # noqa: PLR0124 - NaN differs from itself
        return ""
    return _iso(value) if isinstance(value, dt.datetime) else neutralise(str(value))


def _iso(moment: dt.datetime) -> str:
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat()
