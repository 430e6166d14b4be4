"""An e-mail: a newsletter, a press release or an article that somebody sent on, and the documents attached to it."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.archives import inside, take
from analytics.ingest.documents import parsed
from analytics.ingest.downloads import articles_in
from analytics.ingest.fields import Fields
from analytics.ingest.model import COVERING_NOTE, Found, Item, Notice, Read
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.mail.message import Mail, mail_in
from analytics.ingest.readers.page import read_page
from analytics.records import Reject

_LONGEST_NOTE = 400  # characters of a mail that goes with documents and is no article itself
_SHORTEST_TEXT = 300  # a shorter one beside a page says no more than that there is a page


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    mail = parsed(mail_in, source.data(limit=session.limits.document_bytes), session)
    if mail.attached and len(mail.text or mail.shown) <= _LONGEST_NOTE:
        if mail.text or mail.page:
            yield Notice(COVERING_NOTE, source.name)
    else:
        yield from _body(mail, source.name, said, session)
    yield from _attached(mail, source, session)


def _body(mail: Mail, name: str, said: Fields, session: Session) -> Iterator[Item]:
    """What the mail itself says: its page where its text says too little, else its text."""
    if mail.page and len(mail.text) < _SHORTEST_TEXT:
        kinds: list[str] = []
        try:
            text, page = read_page(mail.page, session, encoding=mail.encoding, tell=kinds.append)
        except InputError:
            if not mail.text:
                raise
        else:
            yield from (Notice(kind, name) for kind in kinds)
            yield Read(name, said.or_else(mail.own).or_else(Fields(url=page.url)).article(text))
            return
    if not mail.text:
        raise InputError(reasons.NO_TEXT, "the mail has neither a text nor a document attached that can be read")
    yield from articles_in(name, mail.text, own=mail.own, said=said, limits=session.limits)


def _attached(mail: Mail, source: Source, session: Session) -> Iterator[Item]:
    if not mail.attached:
        return
    try:
        within = inside(source, session.limits)
    except InputError as error:
        yield Reject(source.name, error.reason, f"documents attached to a mail that {error.detail}")
        return
    for name, data in mail.attached:
        called = f"{source.name}/{name}"
        if not take(within.allowance, len(data)):
            yield Reject(called, reasons.UNSAFE, "more files or bytes are in it than the bound; the rest is left")
            return
        yield Found(source.path / name, called, name, data, within)


READER = Reader((".eml",), "an e-mail, with the documents attached to it", _read)
