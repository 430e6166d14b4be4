"""A table as text, with an article in each row: comma, semicolon, tab or bar between the cells."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest.fields import Fields
from analytics.ingest.model import Item
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.table import articles_of, rows_of_text


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    yield from articles_of(rows_of_text(text, session), source.name, said, session)


READER = Reader((".csv", ".tsv", ".tab"), "a table with an article in each row", _read)
