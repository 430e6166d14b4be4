"""Spreadsheets, with an article in each row of a sheet; read in a process of its own, as pages are.

Every visible sheet that has a column of text is read. A row is called ``path:row``, or ``path:sheet:row`` where more
than one sheet holds something.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.archives import ARCHIVE, OLE
from analytics.ingest.fields import Fields
from analytics.ingest.guard import Guard
from analytics.ingest.markup import begins_as_markup
from analytics.ingest.model import Item, Limits, Notice
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.spreadsheet.workbook import Sheet, read_workbook
from analytics.ingest.table import Table, articles_of, articles_of_table, rows_of_text, table_of
from analytics.records import Reject

SHEET_HIDDEN = "hidden sheet, left alone"
SHEET_WITHOUT_TEXT = "sheet without a column of text, left alone"
TEXT_AS_LONG_AS_A_CELL = "text as long as a cell can be, so perhaps cut short"
_LONGEST_CELL = 32_767  # characters, in Excel


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    data = source.data(limit=session.limits.file_bytes)
    if is_workbook(data):
        yield from _articles(sheets_of(data, session), source.name, said, session)
    elif begins_as_markup(data):
        raise InputError(reasons.UNREADABLE, "a page or XML under a spreadsheet's name: save it as .xlsx or .csv")
    else:  # a table of text, as some services export under this name
        text, notices = source.text(limit=session.limits.file_bytes)
        yield from notices
        yield from articles_of(rows_of_text(text, session), source.name, said, session)


def is_workbook(data: bytes) -> bool:
    """True where a file begins as a workbook does."""
    return data.startswith((ARCHIVE, OLE))


def sheets_of(data: bytes, session: Session) -> tuple[Sheet, ...]:
    """The sheets of a workbook that hold something. Raises InputError: as :func:`read_workbook`, or unreadable."""
    return session.keep(_guard)(data)


def _guard(limits: Limits) -> Guard[bytes, tuple[Sheet, ...]]:
    seconds = limits.spreadsheet_seconds
    return Guard(partial(read_workbook, limits=limits), seconds=seconds, called="the spreadsheet")


def _articles(sheets: tuple[Sheet, ...], name: str, said: Fields, session: Session) -> Iterator[Item]:
    """The articles of every sheet with a column of text; a reject where there is none."""
    single = len(sheets) == 1
    problems: list[InputError] = []
    n_read = 0
    for sheet in sheets:
        called = name if single else f"{name}:{sheet.name}"
        if sheet.hidden:
            yield Notice(SHEET_HIDDEN, f"{name}:{sheet.name}")
            continue
        try:
            table = table_of(sheet.rows, session)
        except InputError as error:
            problems.append(error)
            if not single:
                yield Notice(SHEET_WITHOUT_TEXT, called)
            continue
        n_read += 1
        yield from _long_texts(table, called)
        yield from articles_of_table(table, called, said, session)
    if not n_read:
        first = problems[0] if problems else InputError(reasons.EMPTY, "no visible sheet holds anything")
        yield Reject(name, first.reason, first.detail)


def _long_texts(table: Table, called: str) -> Iterator[Notice]:
    for line, values in table.rows:
        if not isinstance(values, InputError) and len(values["text"]) >= _LONGEST_CELL:
            yield Notice(TEXT_AS_LONG_AS_A_CELL, f"{called}:{line}")


READER = Reader((".xlsx", ".xlsm", ".xls", ".ods"), "a spreadsheet with an article in each row", _read)
