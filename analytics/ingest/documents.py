"""Documents (Word, RTF, PDF) and mails: their text, found in a process of its own, and the articles in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import without_unsound
from analytics.ingest.downloads import articles_in
from analytics.ingest.fields import Fields
from analytics.ingest.guard import Guard
from analytics.ingest.model import Item, Limits, Notice
from analytics.ingest.reader import Session, Source

T = TypeVar("T")


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
    found = parsed(extract, source.data(limit=session.limits.document_bytes), session)
    if not found.text.strip():
        raise InputError(reasons.NO_TEXT, "the document holds no text")
    for kind in found.notices:
        yield Notice(kind, source.name)
    yield from articles_in(source.name, found.text, own=found.own, said=said, limits=session.limits)


def text_of(paragraphs: Iterable[str]) -> str:
    """Paragraphs as one text, an empty line between them; those that hold nothing and what is no text are left out."""
    sound = (without_unsound(paragraph).strip() for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in sound if paragraph)


def parsed(parse: Callable[[bytes, Limits], T], data: bytes, session: Session) -> T:
    """What ``parse`` makes of the bytes of a file, in a process of its own.

    Raises InputError: what ``parse`` raises, or unreadable where the file breaks it or takes too long.
    """
    found: T = session.keep(_guard)((parse, data, session.limits))
    return found


_Job = tuple[Callable[[bytes, Limits], Any], bytes, Limits]


def _guard(limits: Limits) -> Guard[_Job, Any]:
    return Guard(_done, seconds=limits.document_seconds, called="the document")


def _done(job: _Job) -> Any:  # noqa: ANN401 - as the parser has it
    parse, data, limits = job
    return parse(data, limits)
