"""A web page that a browser saved as a single file."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.documents import parsed
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Limits
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.page import PAGE_TYPES, article_of_page


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    markup, encoding, address = parsed(page_in, source.data(limit=session.limits.document_bytes), session)
    beside = Fields(url=address)
    yield from article_of_page(source.name, markup, session, said=said, beside=beside, encoding=encoding)


def page_in(data: bytes, limits: Limits) -> tuple[bytes, str, str]:
    """The bytes of the page itself, its encoding and its address, the last two ``""`` where they are not said.

    Frames and pictures of the page, which lie beside it, are left alone. Raises InputError: damaged or too-large.
    """
    whole = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in whole.walk() if part.get_content_type() in PAGE_TYPES]
    if not pages:
        raise InputError(reasons.DAMAGED, "no page is in it")
    root = next((part for part in pages if _is_root(part, whole)), pages[0])
    payload = root.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if len(content) > limits.file_bytes:
        raise InputError(reasons.TOO_LARGE, f"a page of more than {limits.file_bytes:,} bytes")
    address = str(whole["Snapshot-Content-Location"] or root["Content-Location"] or whole["Content-Location"] or "")
    if not address.startswith(("http://", "https://")):
        address = ""
    return content, root.get_content_charset("") or "", address.strip()


def _is_root(part: EmailMessage, whole: EmailMessage) -> bool:
    """True of the part that the file names as the one to start with."""
    start = whole.get_param("start")
    return isinstance(start, str) and str(part["Content-ID"] or "").strip() == start


READER = Reader((".mhtml", ".mht"), "a web page saved as a single file", _read)
