"""A small writer of PDF files: lines of text at their places, as word processors and browsers leave them."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pypdf import PdfReader, PdfWriter


class Set(NamedTuple):
    """A line as it is set: points from the left and from below, size in points, text."""

    x: float
    y: float
    size: float
    text: str


def typeset(paragraphs: Iterable[str], *, width=70, x=72.0, top=720.0, leading=14.0, gap=7.0, indent=0.0, size=11.0):
    """Paragraphs as lines of at most ``width`` characters, one under the other."""
    lines, y = [], top
    for paragraph in paragraphs:
        for i, text in enumerate(textwrap.wrap(paragraph, width, break_long_words=False)):
            lines.append(Set(x + (indent if i == 0 else 0), y, size, text))
            y -= leading
        y -= gap
    return lines


def pdf(*pages: Sequence[Set]) -> bytes:
    """A PDF with these pages, each a sequence of lines in the order in which they are written."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    ]
    for i, lines in enumerate(pages):
        size = "/MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {size} /Contents {5 + 2 * i} 0 R >>".encode())
        content = b"".join(_shown(line) for line in lines)
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
    return _file(objects)


def locked(made: bytes, password: str) -> bytes:
    """The same PDF, locked; with ``""`` anybody can open it, and nobody may change it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made)))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _shown(line: Set) -> bytes:
    text = line.text.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    return b"BT /F1 %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET\n" % (line.size, line.x, line.y, text)


def _file(objects: Sequence[bytes]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    return written + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
