"""The sheets of a workbook as rows of text (python-calamine), for a worker process that may crash or be ended.

Of a formula the value is read that was stored with it. Nothing in a workbook is run, and nothing that it points to is
opened: no formula, no macro, no link.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.archives import ARCHIVE, open_package
from analytics.ingest.delimited import Row
from analytics.ingest.model import Limits

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its rows, without those that are empty, or, of one that is ``hidden``, none."""

    name: str
    rows: tuple[Row, ...]
    hidden: bool = False


def read_workbook(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The sheets that hold something, in their order. Raises InputError: locked, damaged, unsafe or too-large.

    For worker processes: a workbook may crash its parser, and whatever that raises goes through.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum  # noqa: PLC0415 - seldom needed

    if _ENCRYPTED in data:
        raise InputError(reasons.LOCKED, "protected by a password; save it without one")
    if data.startswith(ARCHIVE):
        open_package(data, limits).close()
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    listed = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if len(listed) > limits.sheets:
        raise InputError(reasons.TOO_LARGE, f"more than {limits.sheets} sheets")
    hidden = {one.name for one in listed if one.visible != SheetVisibleEnum.Visible}
    found = [(one.name, _rows(book.get_sheet_by_name(one.name), limits)) for one in listed]
    return tuple(Sheet(name, () if name in hidden else rows, name in hidden) for name, rows in found if rows)


def _rows(sheet: CalamineSheet, limits: Limits) -> tuple[Row, ...]:
    """The rows of a sheet that hold something: with a header, one more than the bound on a table where there are."""
    last_row, last_column = sheet.end or (-1, -1)
    if (last_row + 1) * (last_column + 1) > limits.sheet_cells:
        size = f"{last_column + 1:,} columns and {last_row + 1:,} rows"
        raise InputError(reasons.TOO_LARGE, f"a sheet of {size}; the bound is {limits.sheet_cells:,} cells")
    rows: list[Row] = []
    for line, values in enumerate(sheet.iter_rows(), start=1):
        cells = _texts(values)
        if any(cells):
            rows.append(Row(line, cells))
        if len(rows) == limits.table_rows + 2:
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
