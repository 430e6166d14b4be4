"""A table with an article in each row: strict CSV with a header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.dates import dates_of
from analytics.ingest.decode import decode
from analytics.ingest.delimited import BrokenRow, Row, by_column, header_of, rows
from analytics.ingest.fields import Fields
from analytics.ingest.model import COLUMN_UNNAMED, Item, Notice
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.rows import item_of
from analytics.records import Reject


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    read, name = rows(decode(source.data(limit=session.limits.file_bytes))), source.name
    first = next(read, None)
    try:
        header = header_of(first, needed="text")
    except InputError as error:
        yield Reject(f"{name}:{first.line if first else 1}", error.reason, error.detail)
        return
    found = [(row.line, _cells(header, row)) for row in read]
    good = [values for _, values in found if not isinstance(values, InputError)]
    dates = dates_of((values.get("published", "") for values in good), session.asked.order)
    for line, values in found:
        yield item_of(f"{name}:{line}", values, said, dates)
    if any("" in values for values in good):
        yield Notice(COLUMN_UNNAMED, name)
    if not found:
        yield Reject(name, reasons.EMPTY, "a header and no rows")


def _cells(header: tuple[str, ...], row: Row | BrokenRow) -> Mapping[str, str] | InputError:
    try:
        return by_column(header, row)
    except InputError as error:
        return error


READER = Reader((".csv",), "a table with an article in each row", _read)
