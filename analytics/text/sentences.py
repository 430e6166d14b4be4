"""Words and sentences with their offsets, as the rules for statements need them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.records import Span
from analytics.text.spans import containing, pieces

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[’'\-.&]\w+)*|''|[^\w\s]")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Capt|Maj|Cpl|Adm|Rev|Hon|St|Jr|Sr|vs|etc|No|Nos|Inc|Ltd"
    r"|Co|Corp|Dept|Fr|Br|Messrs|Mt|approx|cf|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)
# Without giving back what was taken, and from the first of several dots only: else a run of them takes its square.
_BOUNDARY = re.compile(r"(?<![.!?…])([.!?…]++)([\"”’'»“)\]]*+)(\s++)(?=[\"“„«‘'(\[]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a mark, or a whole quotation, with its span of the text."""

    start: int
    end: int
    text: str
    is_quotation: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_mark(self) -> bool:
        """Whether this is punctuation."""
        return not self.is_quotation and not self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether it is written like a name: with a capital letter."""
        return not self.is_quotation and self.text[0].isupper()


def words(text: str, span: Span, opaque: Sequence[Span] = ()) -> list[Word]:
    """The words and marks of ``text`` in ``span``, each of the ``opaque`` spans (quotations) as one word."""
    found: list[Word] = []
    position, end = span
    for a, b in (*opaque[bisect_left(opaque, span[:1]) : bisect_left(opaque, (end,))], (end, end)):
        if a < position or b > end:
            continue
        found += [Word(m.start(), m.end(), m.group()) for m in _WORD.finditer(text, position, a)]
        if b > a:
            found.append(Word(a, b, text[a:b], is_quotation=True))
        position = b
    return found


def sentences(text: str, paragraph: Span, opaque: Sequence[Span] = ()) -> list[Span]:
    """Split a paragraph into sentences. A boundary inside one of the ``opaque`` spans (quotations) does not count,
    save at its very end, so that a long quotation and its attribution stay together. What goes on without an end is
    cut, see :func:`.spans.pieces`."""
    start, end = paragraph
    spans: list[Span] = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        point = match.end(2)
        around = containing(opaque, point)
        if (around and around[0] < point) or _is_abbreviation(text, start, match):
            continue
        spans += pieces(text, (begin, point), opaque)
        begin = match.end()
    if begin < end:
        spans += pieces(text, (begin, end), opaque)
    return spans


def _is_abbreviation(text: str, start: int, match: re.Match[str]) -> bool:
    if match.group(1) != "." or match.group(2):
        return False
    before = text[max(start, match.start() - 12) : match.start()]
    return bool(_ABBREVIATION.search(before))
