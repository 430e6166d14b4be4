"""One article as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Read
from analytics.ingest.reader import Reader, Session, Source


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    yield Read(source.name, said.article(text))


READER = Reader((".txt",), "a text", _read)
