"""One article in a saved web page; what the page says of itself comes after what the metadata file says.

Pages are parsed in a process of their own: markup can hang or crash a parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from analytics.ingest.fields import Fields
from analytics.ingest.guard import Guard
from analytics.ingest.model import Limits, Notice, Read
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.page.encoding import decode_page
from analytics.ingest.readers.page.extraction import extract_page

PAGE_TYPES = ("text/html", "application/xhtml+xml")
"""What servers and mails call pages."""


def _read(source: Source, said: Fields, session: Session) -> Iterator[Notice | Read]:
    yield from article_of_page(source.name, source.data(limit=session.limits.file_bytes), session, said=said)


def article_of_page(
    name: str,
    data: bytes,
    session: Session,
    *,
    said: Fields = Fields(),  # noqa: B008 - frozen
    beside: Fields = Fields(),  # noqa: B008 - frozen
    encoding: str = "",
) -> Iterator[Notice | Read]:
    """The article in the bytes of a page that is called ``name``, and notices on what is a guess, or lost.

    ``said`` goes before what the page says of itself, ``beside`` after it. Raises InputError: as :func:`read_page`.
    """
    kinds: list[str] = []
    text, page = read_page(data, session, encoding=encoding, tell=kinds.append)
    yield from (Notice(kind, name) for kind in kinds)
    yield Read(name, said.or_else(page).or_else(beside).article(text))


def read_page(
    data: bytes, session: Session, *, encoding: str = "", tell: Callable[[str], None] | None = None
) -> tuple[str, Fields]:
    """Text and fields of the article in the bytes of a page; ``encoding`` is what it came with, if anything said so.

    ``tell`` is called with the kinds of notices on what is a guess, or lost. Raises InputError: those of decoding,
    no-article-in-page or unreadable.
    """
    return session.keep(_guard)(decode_page(data, said=encoding, tell=tell))


def _guard(limits: Limits) -> Guard[str, tuple[str, Fields]]:
    return Guard(partial(extract_page, limits=limits), seconds=limits.page_seconds, called="the page")


READER = Reader((".html", ".htm"), "a saved web page", _read)
