"""Quotation marks: where quotations begin and end, also over paragraphs, and when a mark has lost its partner.

Marks are read paragraph by paragraph, so that one that is missing costs at most its own paragraph. A quotation goes on
over a paragraph's end where the next paragraph re-opens it, or where a closing mark without an opening one
stands in a paragraph soon after.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.records import Span

_DOUBLE = re.compile(r"[\"“”„«»‟]|''|``")
_SINGLE = re.compile(r"(?<!\w)['‘‛]|['’](?!\w)")  # not the apostrophe inside a word
_CLOSER_OF = {
    "“": '”“"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    '"': '"”“',
    "''": "''",
    "``": "''",
    "‟": "”",
    "”": '”"',
}
_MAX_PARAGRAPHS = 12


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation with its marks: its span (over several paragraphs where it runs on), and whether it was closed."""

    span: Span
    closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    opens: bool
    closes: bool


def within(quoted: Sequence[Quotation], passage: Span) -> list[Quotation]:
    """Those of some quotations (in order, none inside another) that begin in a passage and end in it."""
    first, last = (bisect_left(quoted, place, key=_begin) for place in passage)
    return [quotation for quotation in quoted[first:last] if quotation.span[1] <= passage[1]]


def _begin(quotation: Quotation) -> int:
    return quotation.span[0]


def quotations(text: str, paragraphs: Sequence[Span]) -> list[Quotation]:
    """All quotations of the given paragraphs, in order, none inside another."""
    pattern = _DOUBLE
    if not any(_DOUBLE.search(text, *span) for span in paragraphs):
        pattern = _SINGLE
    found: list[Quotation] = []
    marks = [list(_marks(text, span, pattern)) for span in paragraphs]
    skip_until = 0
    for i, span in enumerate(paragraphs):
        pending = [mark for mark in marks[i] if mark.start >= skip_until]
        for opener, closer in _pairs(pending):
            if closer is not None:
                found.append(Quotation((opener.start, closer.end)))
                continue
            end = _end_in_later_paragraph(opener, i, marks, paragraphs)
            found.append(Quotation((opener.start, end or span[1]), closed=end is not None))
            skip_until = end or skip_until
    return found


def _marks(text: str, span: Span, pattern: re.Pattern[str]) -> Iterator[_Mark]:
    start, end = span
    straight, counted = 0, start  # how many straight marks stand before it
    for match in pattern.finditer(text, start, end):
        straight += text.count('"', counted, match.start())
        counted = match.start()
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        if before.isdigit() and match.group() in {'"', "''"} and not after.isalnum() and straight % 2 == 0:
            continue  # inches and seconds
        if before.isspace() and after.isspace() and match.start() - start > 1 and text[match.start() - 2] in "'’":
            before = "’"  # a space keeps the marks of "She said 'no,' " apart
        yield _mark(match, before, after)


def _mark(match: re.Match[str], before: str, after: str) -> _Mark:
    """Direction comes from the mark where it has one, and from the white space around it where it is straight."""
    sign = match.group()
    free_after = after.isspace() or after in ",.;:!?)]—–-…"
    if sign in "„«":
        opens, closes = True, False
    elif sign == "»":
        opens, closes = False, True
    elif sign in "“‘":
        opens, closes = not free_after, free_after or before in ",.!?…"
    elif sign in "”’":
        opens, closes = before.isspace() and not free_after, True
    else:
        opens, closes = not before.isalnum() and not after.isspace(), not before.isspace()
    return _Mark(match.start(), match.end(), sign, opens, closes)


def _pairs(marks: list[_Mark]) -> Iterator[tuple[_Mark, _Mark | None]]:
    """Pair the marks of one paragraph; an opening mark whose partner is missing comes with None only at the end."""
    opener: _Mark | None = None
    for mark in marks:
        if opener is None:
            opener = mark if mark.opens else None
        elif mark.closes and _partners(opener, mark):
            yield opener, mark
            opener = None
        elif mark.opens and mark.text == opener.text and mark.text in "“«„":
            opener = mark  # the first one never closed: what follows is sound again
    if opener is not None:
        yield opener, None


def _partners(opener: _Mark, closer: _Mark) -> bool:
    return closer.text in _CLOSER_OF.get(opener.text, "’'")


def _end_in_later_paragraph(
    opener: _Mark, index: int, marks: Sequence[Sequence[_Mark]], paragraphs: Sequence[Span]
) -> int | None:
    """Where a quotation that its paragraph leaves open ends, or None where nothing closes it.

    The next paragraphs either each re-open the quotation, or hold no opening mark before the closing one.
    """
    last = min(len(paragraphs), index + 1 + _MAX_PARAGRAPHS)
    reopened = [
        bool(marks[j]) and marks[j][0].opens and marks[j][0].start == paragraphs[j][0] for j in range(index + 1, last)
    ]
    for j in range(index + 1, last):
        if reopened[j - index - 1] != reopened[0]:
            return None
        for mark in marks[j][1:] if reopened[0] else marks[j]:
            if mark.closes and _partners(opener, mark):
                return mark.end
            if mark.opens:
                return None
    return None
