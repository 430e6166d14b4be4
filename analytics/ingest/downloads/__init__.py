"""Downloads of many articles in one file, as the press databases write them, cut into their articles."""

from __future__ import annotations

from collections.abc import Iterator

from analytics.ingest import reasons
from analytics.ingest.downloads.factiva import cut_factiva, is_mark_of_factiva
from analytics.ingest.downloads.lines import Piece, day_of, is_copyright
from analytics.ingest.downloads.nexis import cut_nexis, is_label_of_nexis, is_mark_of_nexis
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Limits, Read
from analytics.records import Reject

__all__ = ["Piece", "articles_in", "cut", "is_mark", "stands_alone"]


def cut(text: str) -> list[Piece]:
    """The articles of a download, in order; none where the text does not bear the marks of one."""
    return cut_nexis(text) or cut_factiva(text)


def is_mark(line: str) -> bool:
    """True where a line is a mark at which a download is cut."""
    return is_mark_of_nexis(line) or is_mark_of_factiva(line)


def stands_alone(line: str) -> bool:
    """True where a line is a paragraph of its own: a mark, a label above or below an article, the rights, a date."""
    return is_mark(line) or is_label_of_nexis(line) or is_copyright(line) or day_of(line) is not None


def articles_in(name: str, text: str, *, own: Fields, said: Fields, limits: Limits) -> Iterator[Item]:
    """The articles in the text of a file that is called ``name``: those of a download as ``name:number``, else one.

    ``own`` is what the file says of itself (where its text begins with its title, that is no part of the article's),
    ``said`` what the metadata file says of it, which goes first; what a
    download says of each of its articles goes before both.
    """
    pieces = cut(text)
    if not pieces:
        below = text.removeprefix(f"{own.title}\n\n") if own.title else text
        yield Read(name, said.or_else(own).article(below))
    for number, piece in enumerate(pieces, start=1):
        called = f"{name}:{number}"
        if number > limits.file_articles:
            left = len(pieces) - limits.file_articles
            bound = f"more than {limits.file_articles:,} articles in one file; the last {left:,} were not read"
            yield Reject(called, reasons.TOO_LARGE, bound)
            return
        if piece.text:
            yield Read(called, piece.fields.or_else(said).article(piece.text))
        else:
            yield Reject(called, reasons.NO_TEXT, f"an entry without a text: {piece.fields.title[:80]}".rstrip(": "))
