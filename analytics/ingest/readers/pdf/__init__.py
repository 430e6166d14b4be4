"""A PDF document: its text in paragraphs, without what stands on every page."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest.documents import read_document
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers.pdf.extraction import extract_pdf


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    yield from read_document(source, said, session, extract_pdf)


READER = Reader((".pdf",), "a PDF with text in it, also with many articles from a press database", _read)
