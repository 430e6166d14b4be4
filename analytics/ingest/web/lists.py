"""The addresses in a user's own list: a text with one in each line, or a table with a column of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from analytics.errors import InputError
from analytics.ingest.dates import Dates
from analytics.ingest.fields import fields_of
from analytics.ingest.model import Notice
from analytics.ingest.reader import Session
from analytics.ingest.table import Table, rows_of_text, table_of
from analytics.ingest.web.listings import Entry
from analytics.ingest.web.urls import addresses_in, is_address

_FIELDS = ("url", "title", "outlet", "published")


def listed(text: str, name: str, session: Session) -> Iterator[tuple[int, Entry | InputError] | Notice]:
    """The line of each address, from 1, and the address with what a table says of it; or why a row holds none.

    How the columns of a table were guessed is a notice on the list, which is called ``name``.
    """
    lines = list(addresses_in(text))
    table = None if any(is_address(line) for _, line in lines[:1]) else _table(text, session)
    if table is None:
        yield from ((number, Entry(line)) for number, line in lines)
        return
    yield from (Notice(kind, name) for kind in table.notices)
    dates = table.dates(session.asked.order)
    for number, values in table.rows[: session.limits.table_rows]:
        yield number, values if isinstance(values, InputError) else _entry(dict(values), dates)


def _table(text: str, session: Session) -> Table | None:
    try:
        return table_of(rows_of_text(text, session), session, needed="url", fields=_FIELDS)
    except InputError:
        return None


def _entry(values: dict[str, str], dates: Dates) -> Entry:
    said, _ = fields_of(values, dates)
    return Entry(said.url, said=replace(said, url=""))
