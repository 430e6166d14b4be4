"""The sheets of a workbook as rows of text (python-calamine), for a worker process that may crash or be ended.

Of a formula the value is read that was stored with it. Nothing in a workbook is run, and nothing that it points to is
opened: no formula, no macro, no link.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import InputError, QuotedStanceError
from analytics.ingest import reasons
from analytics.ingest.delimited import Row
from analytics.workers import time_limit

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ARCHIVE = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a workbook may hold: bytes when unpacked, cells in a sheet, rows that are read of one, and sheets."""

    unpacked_bytes: int
    cells: int
    rows: int
    sheets: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, without those that are empty, or, of one that is ``hidden``, none."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


def read_workbook(data: bytes, *, bounds: Bounds) -> tuple[Sheet, ...]:
    """The sheets that hold something, in their order. Raises InputError: unreadable or too-large.

    For worker processes: one that takes longer than the bound is ended, and a workbook may crash it.
    """
    with time_limit(bounds.seconds):
        try:
            return _opened(data, bounds)
        except QuotedStanceError:
            raise
        except Exception as error:  # whatever a parser of other people's files raises, MemoryError among it
            problem = str(error) or type(error).__name__
            raise InputError(reasons.UNREADABLE, f"cannot be read as a spreadsheet: {problem}"[:200]) from error


def _opened(data: bytes, bounds: Bounds) -> tuple[Sheet, ...]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - seldom needed

    _check(data, bounds)
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    listed = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(listed) > bounds.sheets:
        raise InputError(reasons.TOO_LARGE, f"more than {bounds.sheets} sheets")
    hidden = {one.name for one in listed if one.visible != SheetVisibleEnum.Visible}
    found = [(one.name, _rows(book.get_sheet_by_name(one.name), bounds)) for one in listed]
    return tuple(Sheet(name, () if name in hidden else rows, name in hidden) for name, rows in found if rows)


def _check(data: bytes, bounds: Bounds) -> None:
    """Raises InputError where a workbook is locked, or would be too large when unpacked."""
    if _ENCRYPTED in data:
        raise InputError(reasons.UNREADABLE, "protected by a password: save it without one")
    if not data.startswith(_ARCHIVE):
        return
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(one.file_size for one in archive.infolist())
    if size > bounds.unpacked_bytes:
        raise InputError(reasons.TOO_LARGE, f"{size:,} bytes when unpacked; the bound is {bounds.unpacked_bytes:,}")


def _rows(sheet: CalamineSheet, bounds: Bounds) -> tuple[Row, ...]:
    """The rows of a sheet that hold something, at most as many as the bound says."""
    last_row, last_column = sheet.end or (-1, -1)
    if (last_row + 1) * (last_column + 1) > bounds.cells:
        size = f"{last_column + 1:,} columns and {last_row + 1:,} rows"
        raise InputError(reasons.TOO_LARGE, f"a sheet of {size}; the bound is {bounds.cells:,} cells")
    rows: list[Row] = []
    for line, values in enumerate(sheet.iter_rows(), start=1):
        cells = _texts(values)
        if any(cells):
            rows.append(Row(line, cells))
        if len(rows) == bounds.rows:
            break
    return tuple(rows)


def _texts(values: Iterable[Value]) -> tuple[str, ...]:
    return tuple(map(_text, values))


def _text(value: Value) -> str:
    """A value as a table of text has it."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)
