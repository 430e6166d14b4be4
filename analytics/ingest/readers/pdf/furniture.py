"""What stands on every page of a document and is no part of its text: running titles, page numbers, addresses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from analytics.ingest.downloads import is_mark
from analytics.ingest.readers.pdf.paragraphs import Line

_EDGE = 3  # lines from the top and from the bottom of a page
_LEAST_PAGES = 2
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"(?:page\s*)?[-–— ]*\d{1,4}[-–— ]*(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
_PRINTED_AT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}, \d{1,2}:\d\d(?: ?[AP]M)?\b.*", re.IGNORECASE)
_PRINTED_FROM = re.compile(r"(https?://\S+?)\s*(?:\s\d{1,4}\s?/\s?\d{1,4}|\s?\d{1,4}/\d{1,4})", re.IGNORECASE)


def without_furniture(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without the outermost lines at top and bottom that stand there on several of them, numbers apart."""
    edges = [_edges(lines) for lines in pages]
    alike = Counter(key for both in edges for key in {_alike(line) for edge in both for line in edge})
    kept = []
    for lines, both in zip(pages, edges, strict=True):
        outer = [line for edge in both for line in takewhile(lambda line: _is_furniture(line, alike), edge)]
        kept.append([line for line in lines if line not in outer])
    return kept


def address_in(pages: Sequence[Sequence[Line]]) -> str:
    """The address that a browser printed at the edge of its pages; ``""`` where there is none, or not all of it."""
    for lines in pages:
        for line in (line for edge in _edges(lines) for line in edge):
            if (found := _PRINTED_FROM.fullmatch(line.text)) and "…" not in found[1] and "..." not in found[1]:
                return found[1]
    return ""


def _is_furniture(line: Line, alike: Counter[tuple[str, int]]) -> bool:
    text = line.text
    if is_mark(text):
        return False
    if _NUMBER.fullmatch(text) or _PRINTED_AT.fullmatch(text) or _PRINTED_FROM.fullmatch(text):
        return True
    return alike[_alike(line)] >= _LEAST_PAGES


def _alike(line: Line) -> tuple[str, int]:
    """What is the same of lines that stand at one place of several pages, but for numbers."""
    return _DIGITS.sub("#", line.text), round(line.y)


def _edges(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines nearest to the top of a page, and to its bottom, the outermost first."""
    ordered = sorted(lines, key=lambda line: -line.y)
    return ordered[:_EDGE], ordered[_EDGE:][-_EDGE:][::-1]
