"""One article as plain text, or a download of many from a press database."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.downloads import articles_in
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.web.urls import addresses_in, is_web_address


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    lines = [line for _, line in addresses_in(text)]
    if lines and all(map(is_web_address, lines)):
        raise InputError(reasons.NO_TEXT, "a list of addresses: give it with --urls, and they are fetched")
    yield from articles_in(source.name, text, own=Fields(), said=said, limits=session.limits)


READER = Reader((".txt",), "a text", _read)
