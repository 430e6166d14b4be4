"""A Word document: its paragraphs, in tables and text boxes too, as they read with all changes accepted."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.archives import OLE, check, open_package, unpack
from analytics.ingest.characters import one_line
from analytics.ingest.documents import Extracted, read_document, text_of
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Limits
from analytics.ingest.reader import Reader, Session, Source

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

_DEFINITIONS = tuple(
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
)
_TITLES = ("Title", "Heading 1")  # python-docx gives the styles of Word these names in every language
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TEXT = f"{_W}p", f"{_W}t"
_UNREAD = (f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    yield from read_document(source, said, session, extract_docx)


def extract_docx(data: bytes, limits: Limits) -> Extracted:
    """The text of a Word document, and its title where the first paragraph is styled as one.

    Raises InputError: locked, damaged or unsafe.
    """
    from docx import Document  # noqa: PLC0415 - a third of a second that only such documents need
    from docx.text.paragraph import Paragraph  # noqa: PLC0415 - as above

    if data.startswith(OLE):
        raise InputError(reasons.LOCKED, "locked with a password, or in the older .doc format; save it as .docx")
    _check(data, limits)
    try:
        document = Document(io.BytesIO(data))
    except Exception as error:  # a package that is not put together as it must be, in any of many ways
        raise InputError(reasons.DAMAGED, f"is no Word document: {error}"[:200]) from error
    paragraphs = [(one, words) for one, words in _paragraphs(document.element.body) if words.strip()]
    title = ""
    if len(paragraphs) > 1 and _style(Paragraph(paragraphs[0][0], document)) in _TITLES:
        title = one_line(paragraphs[0][1])
    return Extracted(text_of(words for _, words in paragraphs), Fields(title=title))


def _style(paragraph: Paragraph) -> str:
    return (paragraph.style.name if paragraph.style else None) or ""


def _check(data: bytes, limits: Limits) -> None:
    """Look at all parts before a parser does. Raises InputError: what unpacking raises, too-large or unsafe."""
    archive = open_package(data, limits)
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue  # pictures, which may be packed very tightly
        check(entry, limit=limits.unpacked_bytes, ratio=limits.archive_ratio)
        part = unpack(archive, entry)
        if any(word in part for word in _DEFINITIONS):
            raise InputError(reasons.UNSAFE, "defines entities, as no sound document does")


def _paragraphs(body: Any) -> Iterator[tuple[Any, str]]:  # noqa: ANN401 - elements of lxml, which ships no types
    """Each paragraph and its words, in order; one in a text box stands for itself."""
    for paragraph in body.iter(_PARAGRAPH):
        if not any(above.tag in _UNREAD for above in paragraph.iterancestors()):
            yield paragraph, "".join(_words(paragraph))


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    for child in element:
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _UNREAD and child.tag != _PARAGRAPH:
            yield from _words(child)


READER = Reader((".docx",), "a Word document, also with many articles from a press database", _read)
