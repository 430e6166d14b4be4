"""JSON Lines: an object in each line, an article in each object."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest.fields import Fields
from analytics.ingest.model import Item
from analytics.ingest.objects import objects_in_lines, table_of_objects
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.table import articles_of_table


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    table = table_of_objects(objects_in_lines(text), session)
    yield from articles_of_table(table, source.name, said, session)


READER = Reader((".jsonl", ".ndjson"), "a file with an article in each line, as JSON", _read)
