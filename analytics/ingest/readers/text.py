"""One article as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest.decode import decode
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Read
from analytics.ingest.reader import Reader, Session, Source


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text = decode(source.data(limit=session.limits.file_bytes))
    yield Read(source.name, said.article(text))


READER = Reader((".txt",), "a text", _read)
