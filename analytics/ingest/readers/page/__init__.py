"""One article in a saved web page; what the page says of itself comes after what the metadata file says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Limits, Notice, Read
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.page.encoding import decode_page
from analytics.ingest.readers.page.parser import PageParser


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    kinds: list[str] = []
    text, page = read_page(source.data(limit=session.limits.file_bytes), session, tell=kinds.append)
    yield from (Notice(kind, source.name) for kind in kinds)
    yield Read(source.name, said.or_else(page).article(text))


def read_page(
    data: bytes, session: Session, *, encoding: str = "", tell: Callable[[str], None] | None = None
) -> tuple[str, Fields]:
    """Text and fields of the article in the bytes of a page; ``encoding`` is what it came with, if anything said so.

    ``tell`` is called with the kinds of notices on what is a guess, or lost. Raises InputError: those of decoding,
    no-article-in-page or unreadable.
    """
    return session.keep(_parser).parse(decode_page(data, said=encoding, tell=tell))


def _parser(limits: Limits) -> PageParser:
    return PageParser(seconds=limits.page_seconds)


READER = Reader((".html", ".htm"), "a saved web page", _read)
