"""What is in the bytes of a mail: who sent it and when, its text, its page, and what is attached to it."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import normalise_newlines, one_line, without_unsound
from analytics.ingest.fields import Fields
from analytics.ingest.markup import without_markup
from analytics.ingest.model import Limits
from analytics.ingest.readers import suffixes
from analytics.ingest.readers.mail.forwarded import forwarded
from analytics.ingest.readers.mail.sender import outlet_of, subject_of

_SIGNATURE = "\n-- \n"
_MAIL = "message/rfc822"
_OF_MAILS = ("From", "Date", "Subject", "MIME-Version")
_OF_LISTS = ("List-Id", "List-Unsubscribe", "List-Post")


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail: what it says of itself, its text, its page with its encoding, and (name, bytes) of what is attached.

    ``shown`` is about what the page shows: enough to tell how long it is.
    """

    own: Fields
    text: str
    page: bytes
    encoding: str
    shown: str
    attached: tuple[tuple[str, bytes], ...]


def mail_in(data: bytes, limits: Limits) -> Mail:
    """The mail in these bytes. Raises InputError (damaged) where they are none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not any(name in message for name in _OF_MAILS):
        raise InputError(reasons.DAMAGED, "does not begin as a mail does")
    text = _text(message.get_body(("plain",)))
    html = message.get_body(("html",))
    page = _bytes(html)
    own, text = _fields(message, text)
    shown = one_line(without_markup(page.decode("latin-1")))
    encoding = (html.get_content_charset("") if html else "") or ""
    return Mail(own, text, page, encoding, shown, tuple(_attached(message)))


def _fields(message: EmailMessage, text: str) -> tuple[Fields, str]:
    """What a mail says of itself, and its text: of one that was sent on, those of the first mail."""
    subject, sent, sender = (_header(message, name) for name in ("Subject", "Date", "From"))
    title = subject_of(subject)
    listed = any(name in message for name in _OF_LISTS)
    if (first := forwarded(text)) is not None:
        outlet = outlet_of(*parseaddr(first.sender), listed=False)
        return Fields(subject_of(first.subject) or title, outlet, first.day), first.text
    return Fields(title, outlet_of(*parseaddr(sender), listed=listed), _day(sent)), text


def _header(message: EmailMessage, name: str) -> str:
    """A header in its characters; ``""`` where there is none, or nobody can tell what it says."""
    try:
        return without_unsound(one_line(str(message.get(name, ""))))
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):  # what odd headers bring up
        return ""


def _day(sent: str) -> dt.date | None:
    """The day on which a mail was sent, where it was sent."""
    try:
        return parsedate_to_datetime(sent).date()
    except (ValueError, TypeError, IndexError):
        return None


def _bytes(part: MIMEPart | None) -> bytes:
    content = part.get_payload(decode=True) if part is not None else b""
    return content if isinstance(content, bytes) else b""


def _text(part: MIMEPart | None) -> str:
    """The text of a part, its lines as they were before they were cut to fit a mail, without the sender's signature."""
    if part is None:
        return ""
    data = _bytes(part)
    try:
        text = data.decode(part.get_content_charset("utf-8"))
    except (LookupError, ValueError):
        text = data.decode("cp1252", errors="replace")
    text = normalise_newlines(text).partition(_SIGNATURE)[0]
    if part.get_param("format") == "flowed":
        text = "".join(_flowed(text.split("\n"), joined="" if part.get_param("delsp") == "yes" else " "))
    return without_unsound(text).strip()


def _flowed(lines: list[str], *, joined: str) -> Iterator[str]:
    for line in lines:
        flows = line.endswith(" ")
        yield line.rstrip(" ") + (joined if flows else "\n")


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document attached, or mail, that can be read."""
    for number, part in enumerate(message.iter_attachments(), start=1):
        if part.get_content_type() == _MAIL:
            inner = part.get_payload(0)
            yield f"{number}.eml", inner.as_bytes() if isinstance(inner, EmailMessage) else b""
            continue
        name = PurePosixPath(without_unsound(one_line(part.get_filename("") or "")).replace("\\", "/")).name
        if name and name != ".." and PurePosixPath(name).suffix.lower() in suffixes():
            yield name, _bytes(part)
