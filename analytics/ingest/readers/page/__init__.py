"""One article in a saved web page; what the page says of itself comes after what the metadata file says."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Limits, Notice, Read
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.page.encoding import decode_page
from analytics.ingest.readers.page.parser import PageParser


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    kinds: list[str] = []
    markup = decode_page(source.data(limit=session.limits.file_bytes), tell=kinds.append)
    yield from (Notice(kind, source.name) for kind in kinds)
    text, page = session.keep(_parser).parse(markup)
    yield Read(source.name, said.or_else(page).article(text))


def _parser(limits: Limits) -> PageParser:
    return PageParser(seconds=limits.page_seconds)


READER = Reader((".html", ".htm"), "a saved web page", _read)
