"""Quotations that name nobody: who speaks in a dialogue whose lines alternate, or after words that tell of somebody."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from analytics.records import Span

_LINE = 160
"""A line of dialogue is a paragraph of at most so many characters; a longer one is a quotation of news."""
_OPENING = "\"“„«‘'"
_CLOSING = "\"”“»’'"
_DASHES = frozenset("–—―-")


def follows(text: str, first: Span, second: Span) -> bool:
    """True where the second of two paragraphs is the next one after the first."""
    return first[1] <= second[0] and not text[first[1] : second[0]].strip()


def is_line(text: str, span: Span) -> bool:
    """True where a paragraph is a line of dialogue: short, it opens with a quotation, and none is left open at its end;
    or it opens with a dash.

    A quotation that goes on in the next paragraph has no mark at its end.
    """
    line = text[slice(*span)].strip()
    if line[:1] in _DASHES:
        return True
    return 0 < len(line) <= _LINE and line[0] in _OPENING and sum(line.count(mark) for mark in '"“”«»„') % 2 == 0


def alternates(text: str, lines: Sequence[Span]) -> bool:
    """True where three paragraphs, each the next one, read as the lines of two speakers in turn.

    The last must be nothing but a quotation. That is the reading of a novel or a report from a chamber; in news a
    quotation without a name goes on with the speaker before, and so longer paragraphs are none.
    """
    if not all(is_line(text, line) for line in lines):
        return False
    if not all(follows(text, one, two) for one, two in itertools.pairwise(lines)):
        return False
    last = text[slice(*lines[-1])].strip()
    return last[0] in _DASHES or last[-1] in _CLOSING
