"""The addresses in a user's own list: a text with one in each line, or a table with a column of them.

The table may be text, a workbook or JSON: exports of GDELT and Media Cloud say title, outlet and date of each address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.dates import Dates
from analytics.ingest.fields import fields_of
from analytics.ingest.model import Notice
from analytics.ingest.objects import table_of_objects
from analytics.ingest.reader import Session, Source
from analytics.ingest.readers.json_export.forms import entries_of
from analytics.ingest.readers.spreadsheet import is_workbook, sheets_of
from analytics.ingest.table import Table, Values, rows_of_text, table_of
from analytics.ingest.web.listings import Entry
from analytics.ingest.web.urls import addresses_in, is_address

_FIELDS = ("url", "title", "outlet", "published")

Listed = tuple[int, Entry | InputError]


def listed(source: Source, session: Session) -> Iterator[Listed | Notice]:
    """The line of each address, from 1, and the address with what a table says of it; or why a row holds none.

    How the columns of a table were guessed is a notice on the list. Raises InputError where it cannot be read.
    """
    data = source.data(limit=session.limits.file_bytes)
    if is_workbook(data):
        yield from _rows(_of_sheets(data, session), source.name, session)
        return
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    lines = list(addresses_in(text))
    table = None if any(is_address(line) for _, line in lines[:1]) else _of_text(text, session)
    if table is None:
        yield from ((number, Entry(line)) for number, line in lines)
    else:
        yield from _rows(table, source.name, session)


def _rows(table: Table, name: str, session: Session) -> Iterator[Listed | Notice]:
    yield from (Notice(kind, name) for kind in table.notices)
    dates = table.dates(session.asked.order)
    limit = session.limits.table_rows
    for number, values in table.rows[:limit]:
        if isinstance(values, InputError):
            yield number, values
            continue
        entry, doubts = _entry(values, dates)
        yield from (Notice(kind, f"{name}:{number}") for kind in doubts)
        yield number, entry
    for number, _ in table.rows[limit : limit + 1]:
        yield number, InputError(reasons.TOO_LARGE, f"the list has more than {limit:,} rows; the rest was not read")


def _entry(values: Values, dates: Dates) -> tuple[Entry, tuple[str, ...]]:
    """An address with what its row says, and the kinds of notices on that."""
    said, doubts = fields_of(values, dates)
    return Entry(said.url, said=replace(said, url="")), doubts


def _of_text(text: str, session: Session) -> Table | None:
    """The table in a text; None where a text has no column of addresses. Raises InputError where JSON has none."""
    if text.lstrip().startswith(("{", "[")):
        objects = ((entry.number, entry.found) for entry in entries_of(text))
        return table_of_objects(objects, session, needed="url", fields=_FIELDS)
    try:
        return table_of(rows_of_text(text, session), session, needed="url", fields=_FIELDS)
    except InputError:
        return None


def _of_sheets(data: bytes, session: Session) -> Table:
    """The table in the first visible sheet that has a column of addresses. Raises InputError where none has."""
    errors = []
    for sheet in sheets_of(data, session):
        try:
            if not sheet.hidden:
                return table_of(sheet.rows, session, needed="url", fields=_FIELDS)
        except InputError as error:
            errors.append(error)
    raise errors[0] if errors else InputError(reasons.EMPTY, "no visible sheet holds anything")
