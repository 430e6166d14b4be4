"""Looking up spans by where they lie, and cutting what is too long to be looked at as one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from analytics.records import Span

LONGEST = 2_400
"""Characters, some 400 words: what goes on for longer without an end is no sentence, and is read in pieces."""

_PIECE = 600
_CONJUNCTION = re.compile(r"(?:and|but|or|while)\s")
_SPACE = re.compile(r"\s+")


class SpanIndex:
    """Spans, in any order, among which those that share characters with another are found without trying each.

    A lookup takes time that grows with the logarithm of their number and with how many it finds. Empty spans share
    nothing. (A segment tree of where the spans end, in the order in which they begin.)
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._order = sorted((n for n, (start, end) in enumerate(spans) if start < end), key=lambda n: spans[n][0])
        self._starts = [spans[number][0] for number in self._order]
        self._size = 1 << len(self._order).bit_length()  # more than there are spans
        self._latest = [-1] * (2 * self._size)
        for place, number in enumerate(self._order, self._size):
            self._latest[place] = spans[number][1]
        for node in range(self._size - 1, 0, -1):
            self._latest[node] = max(self._latest[2 * node], self._latest[2 * node + 1])

    def overlapping(self, span: Span) -> Iterator[int]:
        """The numbers of the spans that share characters with ``span``; what begins last comes first."""
        start, end = span
        stop = bisect_left(self._starts, end) if start < end else 0
        while (stop := self._last(stop, start)) >= 0:
            yield self._order[stop]

    def overlaps(self, span: Span) -> bool:
        """True where one of the spans shares characters with ``span``."""
        return next(self.overlapping(span), None) is not None

    def covers(self, position: int) -> bool:
        """True where one of the spans holds the character at ``position``."""
        return self.overlaps((position, position + 1))

    def _last(self, stop: int, after: int) -> int:
        """The last place before ``stop`` whose span ends after ``after``; -1 for none."""
        node = stop + self._size
        while node > 1 and not (node & 1 and self._latest[node - 1] > after):
            node >>= 1
        if node <= 1:
            return -1
        node -= 1
        while node < self._size:
            node = 2 * node + (self._latest[2 * node + 1] > after)
        return node - self._size


def containing(spans: Sequence[Span], position: int) -> Span | None:
    """The span of a sorted, non-overlapping list that holds ``position``, or None."""
    i = bisect_left(spans, (position + 1,)) - 1
    if i >= 0 and spans[i][0] <= position < spans[i][1]:
        return spans[i]
    return None


def trimmed(text: str, span: Span) -> Span:
    """A span without the white space at its ends."""
    start, end = span
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def pieces(text: str, span: Span, whole: Sequence[Span] = ()) -> Iterator[Span]:
    """``span`` itself, or where it is longer than LONGEST, pieces of it with white space between them.

    They end at commas, line breaks and conjunctions where there are any, and inside none of the spans ``whole`` (in
    order, none inside another), which do not count for the length. What holds no white space stays in one piece.
    """
    begin, end = span
    free = list(outside(span, whole)) if end - begin > LONGEST else []
    if sum(b - a for a, b in free) > LONGEST:
        for a, b in _joints(text, free):
            if begin < a and b < end:
                yield begin, a
                begin = b
    yield begin, end


def outside(span: Span, whole: Sequence[Span]) -> Iterator[Span]:
    """The parts of ``span`` before, between and after those of ``whole`` (in order, apart) that begin in it; some may
    be empty."""
    begin, end = span
    for a, b in whole[bisect_left(whole, (begin,)) : bisect_left(whole, (end,))]:
        yield begin, a
        begin = b
    yield begin, max(begin, end)


def _joints(text: str, free: Iterable[Span]) -> Iterator[Span]:
    """The white space at which pieces end: what joins clauses in the second half of a piece, or else any."""
    length = 0
    for start, end in free:
        done = start
        for match in _SPACE.finditer(text, start, end):
            length += match.start() - done
            done = match.end()
            if length >= _PIECE or (length >= _PIECE // 2 and _joins_clauses(text, match.span())):
                yield match.span()
                length = 0
        length += end - done


def _joins_clauses(text: str, space: Span) -> bool:
    return text[space[0] - 1] in ",;:" or "\n" in text[slice(*space)] or bool(_CONJUNCTION.match(text, space[1]))
