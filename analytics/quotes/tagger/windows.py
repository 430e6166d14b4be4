"""Long texts in windows that the encoder can take: whole paragraphs where they fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analytics.quotes.tagger.pieces import Pieces
from analytics.records import Span


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a text: ``pieces`` and ``words`` are the spans of their numbers that lie in it."""

    pieces: Span
    words: Span

    def __len__(self) -> int:
        return self.pieces[1] - self.pieces[0]


def windows(pieces: Pieces, *, size: int, first: int | None = None) -> Iterator[Window]:
    """Cut a text into windows of at most ``size`` pieces (``first`` for the first), which do not overlap.

    A window ends with a paragraph where one ends in its second half, else with a word.
    """
    start, limit = 0, first or size
    while start < len(pieces):
        end = _end(pieces, start, min(start + limit, len(pieces)))
        yield Window((start, end), _words(pieces, start, end))
        start, limit = end, size


def _end(pieces: Pieces, start: int, limit: int) -> int:
    if limit == len(pieces):
        return limit
    breaks = np.flatnonzero(pieces.word[start:limit] < 0)
    if len(breaks) and breaks[-1] >= (limit - start) // 2:
        return start + int(breaks[-1]) + 1
    last = int(np.searchsorted(pieces.first, limit, "right")) - 1
    return int(pieces.first[last]) if last >= 0 and pieces.first[last] > start else limit


def _words(pieces: Pieces, start: int, end: int) -> Span:
    low, high = np.searchsorted(pieces.first, (start, end))
    return int(low), int(high)
