"""A document in RTF, as press databases and word processors write it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import normalise_newlines
from analytics.ingest.decode import strict
from analytics.ingest.documents import Extracted, read_document, text_of
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Limits
from analytics.ingest.reader import Reader, Session, Source

_BEGINS = b"{\\rtf"
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")
_PICTURE = re.compile(r"[0-9a-fA-F\s]{400,}")  # no text is so many digits
_CELL = re.compile(r"(?<!\\)\\(?:nest)?cell(?![a-z])")
_LINK = re.compile(r"\\\*\\fldinst")
_HALVES = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    yield from read_document(source, said, session, extract_rtf)


def extract_rtf(data: bytes, limits: Limits) -> Extracted:
    """The text of an RTF document; the cells of a table are paragraphs. Raises InputError: damaged."""
    from striprtf import striprtf  # noqa: PLC0415 - only such documents need it

    plain_of: Callable[..., str] = striprtf.rtf_to_text

    if not data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(_BEGINS):
        raise InputError(reasons.DAMAGED, "does not begin as RTF does")
    markup = _LINK.sub(r"\\* \\fldinst", _PICTURE.sub("", _decoded(data)))  # else addresses come into the text
    plain = plain_of(_CELL.sub(r"\\par", markup), errors="replace")
    return Extracted(text_of(normalise_newlines(_HALVES.sub(_joined, plain)).split("\n")))


def _decoded(data: bytes) -> str:
    """The markup: ASCII by the book, but some programs write the characters of their code page, or UTF-8."""
    if (text := strict(data, "utf-8")) is not None:
        return text
    page = _CODE_PAGE.search(data)
    try:
        return data.decode(f"cp{page[1].decode()}" if page else "cp1252", errors="replace")
    except LookupError:
        return data.decode("cp1252", errors="replace")


def _joined(halves: re.Match[str]) -> str:
    """One character out of the two halves that RTF writes for it."""
    return halves[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")


READER = Reader((".rtf",), "a document in RTF, also with many articles from a press database", _read)
