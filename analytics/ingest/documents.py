"""Documents (Word, RTF, PDF): their text, found in a process of its own, and the articles in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.downloads import articles_in
from analytics.ingest.fields import Fields
from analytics.ingest.guard import Guard
from analytics.ingest.model import Item, Limits, Notice
from analytics.ingest.reader import Session, Source

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a document holds: its text, what it says of itself, and the kinds of notices to give of it."""

    text: str
    own: Fields = field(default_factory=Fields)
    notices: tuple[str, ...] = ()


Extract = Callable[[bytes, Limits], Extracted]
"""Finds the text in the bytes of a document. Raises InputError, or whatever its parser raises."""


def read_document(source: Source, said: Fields, session: Session, extract: Extract) -> Iterator[Item]:
    """The articles of a document. Raises InputError: what ``extract`` raises, empty, no-text or unreadable."""
    data = source.data(limit=session.limits.file_bytes)
    if not data:
        raise InputError(reasons.EMPTY, "the file holds nothing")
    found = session.keep(_guard)((extract, data, session.limits))
    if not found.text.strip():
        raise InputError(reasons.NO_TEXT, "the document holds no text")
    for kind in found.notices:
        yield Notice(kind, source.name)
    yield from articles_in(source.name, found.text, own=found.own, said=said, limits=session.limits)


def text_of(paragraphs: Iterable[str]) -> str:
    """Paragraphs as one text, an empty line between them; those that hold nothing and what is no text are left out."""
    sound = (_NOT_TEXT.sub("", paragraph).strip() for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in sound if paragraph)


def _guard(limits: Limits) -> Guard[tuple[Extract, bytes, Limits], Extracted]:
    return Guard(_extracted, seconds=limits.document_seconds, called="the document")


def _extracted(job: tuple[Extract, bytes, Limits]) -> Extracted:
    extract, data, limits = job
    return extract(data, limits)
