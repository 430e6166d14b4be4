"""The text of a PDF: lines of each page with their places, then paragraphs, title and address."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import without_unsound
from analytics.ingest.documents import Extracted, text_of
from analytics.ingest.fields import Fields
from analytics.ingest.model import Limits
from analytics.ingest.readers.pdf.columns import has_columns
from analytics.ingest.readers.pdf.furniture import address_in, without_furniture
from analytics.ingest.readers.pdf.paragraphs import Line, Paragraph, paragraphs

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

COLUMNS = "PDF set in columns: words may stand in the wrong order; compare with the document"
PAGES_LEFT_OUT = "PDF with pages without text (pictures of text?), left out"
_TITLE_IS_LARGER = 1.15  # than most of the text, times
_TITLE_WITHIN = 4  # paragraphs from the top
_LONGEST_TITLE = 250  # characters


def extract_pdf(data: bytes, limits: Limits) -> Extracted:
    """The text of a PDF, the title that is set in larger letters above it, and the address that a browser printed.

    Raises InputError: damaged, locked, too-large or no-text, and whatever pypdf raises.
    """
    reader = _opened(data)
    if len(reader.pages) > limits.document_pages:
        bound = f"{len(reader.pages):,} pages; the bound is {limits.document_pages:,}"
        raise InputError(reasons.TOO_LARGE, bound)
    pages = [_lines(page) for page in reader.pages]
    found = list(paragraphs(without_furniture(pages)))
    if not any(any(map(str.isalpha, paragraph.text)) for paragraph in found):
        raise InputError(reasons.NO_TEXT, "its pages hold no text, as those of a scan; read them with text recognition")
    notices = []
    if any(not lines for lines in pages):
        notices.append(PAGES_LEFT_OUT)
    if has_columns(reader.pages):
        notices.append(COLUMNS)
    own = Fields(title=_title(found), url=address_in(pages))
    return Extracted(text_of(paragraph.text for paragraph in found), own, tuple(notices))


def _opened(data: bytes) -> PdfReader:
    """The document, if it can be read without a password. Raises InputError: damaged or locked."""
    from pypdf import PdfReader  # noqa: PLC0415 - half a second that only such documents need
    from pypdf.errors import DependencyError, PdfReadError  # noqa: PLC0415 - as above

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(reasons.LOCKED, "asks for a password; save it without one")
        len(reader.pages)
    except DependencyError as error:
        raise InputError(reasons.LOCKED, "protected; print it to a PDF without protection") from error
    except PdfReadError as error:
        raise InputError(reasons.DAMAGED, f"is no PDF, or a damaged one: {error}"[:200]) from error
    return reader


def _lines(page: PageObject) -> list[Line]:
    """The lines of a page in the order in which they were written, with their places."""
    found: list[Line] = []
    parts: list[tuple[str, float, float, float]] = []

    def visit(text: str, matrix: Any, text_matrix: Any, font: Any, size: float) -> None:  # noqa: ANN401
        head, broken, rest = text.partition("\n")
        parts.append((head, *_place(matrix, text_matrix, size)))
        while broken:
            _close(parts, found)
            head, broken, rest = rest.partition("\n")
            parts.append((head, *_place(matrix, text_matrix, size)))

    page.extract_text(visitor_text=visit)
    _close(parts, found)
    return found


def _close(parts: list[tuple[str, float, float, float]], found: list[Line]) -> None:
    """End a line: what was collected of it becomes one, if it holds anything."""
    text = without_unsound("".join(part for part, *_ in parts))
    if text.strip():
        _, x, y, size = next(part for part in parts if part[0].strip())
        found.append(Line(text.strip(), x, y, size))
    parts.clear()


def _place(matrix: Any, text_matrix: Any, size: float) -> tuple[float, float, float]:  # noqa: ANN401 - six numbers each
    """Where a text begins on its page, and the height of its letters, in points."""
    a, b, c, d, e, f = (float(number) for number in matrix)
    x, y = float(text_matrix[4]), float(text_matrix[5])
    scale = abs(float(text_matrix[3]) or float(text_matrix[1])) * (abs(d) or abs(b))
    return a * x + c * y + e, b * x + d * y + f, abs(float(size)) * scale


def _title(found: list[Paragraph]) -> str:
    """The paragraph in the largest letters near the top, if they are larger than most of the text."""
    near = [paragraph for paragraph in found[:_TITLE_WITHIN] if len(paragraph.text) <= _LONGEST_TITLE]
    if len(found) < 2 or not near:
        return ""
    sizes = sorted(paragraph.size for paragraph in found for _ in range(1 + len(paragraph.text) // 50))
    usual = sizes[len(sizes) // 2]
    largest = max(near, key=lambda paragraph: paragraph.size)
    return largest.text if largest.size > _TITLE_IS_LARGER * usual else ""
