"""Quotation marks: where quotations begin and end, also over paragraphs, and when a mark has lost its partner.

Marks are read paragraph by paragraph, so that one that is missing costs at most its own paragraph. A quotation goes on
over a paragraph's end where the next paragraph re-opens it, or where a closing mark without an opening one
stands in a paragraph soon after.

Single marks are quotation marks where a text has no others, and elsewhere around what reads like speech. An
apostrophe at the end of a word ("the workers’ fault") closes nothing where a mark that does comes before the next
quotation.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.records import Span
from analytics.text.marks import SHORTENED
from analytics.text.spans import SpanIndex, containing

_DOUBLE = re.compile(r"[\"“”„«»‟]|''|``")
# Not the apostrophe inside a word, or at the front of "'tis" and "'90s".
_SINGLE = re.compile(rf"(?<!\w)['‘‛](?!{SHORTENED})|(?<!['’]n)['’](?!\w)")
_CLOSER_OF = {
    "“": "”“\"''",
    "„": '“”"',
    "«": "»",
    "»": "«",
    '"': '"”“',
    "''": "''”",
    "``": "''",
    "‟": "”",
    "”": '”"',
}
_ENDS_PLURAL = re.compile(r"\s\w|[.,!?…]['’](?!\w)")
_CUE = lexicon.alternatives(lexicon.words("commonest_cues"))
_NAME = r"(?:[A-Z][\w.’'-]*+ ?){1,5}"
_ATTRIBUTES = re.compile(rf", (?:{_CUE} (?:the )?{_NAME}|(?:[Tt]he )?{_NAME}{_CUE}[.,])")
_MAX_PARAGRAPHS = 12
_FEWEST_WORDS = 3
_NESTED_WITHIN = 8  # marks, among which the ends of a quotation and of one inside it in the same marks are looked for


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
    double = list(_quotations(text, paragraphs, [list(_marks(text, span, _DOUBLE)) for span in paragraphs]))
    single = list(_quotations(text, paragraphs, _single_marks(text, paragraphs)))
    if not double and not any(_DOUBLE.search(text, *span) for span in paragraphs):
        return single
    inner = SpanIndex([quotation.span for quotation in double])
    spoken = [
        one
        for one in single
        if one.closed
        and not _is_heading(text, one.span, paragraphs)
        and _reads_like_speech(text, one.span)
        and _holds(one.span, inner, double)
    ]
    if not spoken:
        return double
    outer = SpanIndex([quotation.span for quotation in spoken])
    kept = [quotation for quotation in double if not outer.overlaps(quotation.span)]
    return sorted([*kept, *spoken], key=lambda quotation: quotation.span)


def _quotations(text: str, paragraphs: Sequence[Span], marks: Sequence[Sequence[_Mark]]) -> Iterator[Quotation]:
    """The quotations that the marks of each paragraph make."""
    skip_until = 0
    for i, span in enumerate(paragraphs):
        pending = [mark for mark in marks[i] if mark.start >= skip_until]
        for opener, closer in _pairs(pending):
            if closer is not None:
                yield Quotation((opener.start, closer.end))
                continue
            # "“The pier is safe, said Mara Velt.": the closing mark was forgotten.
            forgotten = _ATTRIBUTES.search(text, opener.end, span[1])
            end = None if forgotten else _end_in_later_paragraph(opener, i, marks, paragraphs)
            yield Quotation((opener.start, end or span[1]), closed=end is not None)
            skip_until = end or skip_until


def _is_heading(text: str, span: Span, paragraphs: Sequence[Span]) -> bool:
    """True where a quotation in single marks is all the words of its paragraph."""
    start, end = containing(paragraphs, span[0]) or span
    around = text[start : span[0]] + text[span[1] : end]
    return span[1] <= end and not any(map(str.isalpha, around))


def _reads_like_speech(text: str, span: Span) -> bool:
    """True where what stands in single marks is a sentence or its beginning, to the marks around it."""
    start, end = span
    words = text[start + 1 : end - 1].split()
    if not words or not words[0].lstrip('"“')[:1].isupper():
        return False
    whole = len(words) >= _FEWEST_WORDS and not all(word[0].isupper() for word in words)
    return text[end - 2] in ",!?" or (whole and (text[end - 2] in ".…" or text[end : end + 1] in tuple(",.")))


def _holds(span: Span, inner: SpanIndex, double: Sequence[Quotation]) -> bool:
    """True where all the quotations in double marks that share words with a span lie inside it."""
    return all(span[0] < double[n].span[0] and double[n].span[1] < span[1] for n in inner.overlapping(span))


def _single_marks(text: str, paragraphs: Sequence[Span]) -> list[list[_Mark]]:
    """The single marks of each paragraph that are not apostrophes."""
    marks = [list(_marks(text, span, _SINGLE)) for span in paragraphs]
    opens = [
        bool(here) and here[0].opens and here[0].start == span[0] for here, span in zip(marks, paragraphs, strict=True)
    ]
    following = [*opens, False][1:]
    return [
        list(_without_apostrophes(text, here, goes_on=one and two))
        for here, one, two in zip(marks, opens, following, strict=True)
    ]


def _without_apostrophes(text: str, marks: Sequence[_Mark], *, goes_on: bool) -> Iterator[_Mark]:
    """The marks of a paragraph without the apostrophes of "the workers’ fault"; ``goes_on`` where the next one re-opens
    the quotation that this one begins with."""
    closes_next = goes_on  # whether the next mark that is no such apostrophe closes
    kept: list[tuple[_Mark, bool]] = []
    for mark in reversed(marks):
        doubtful = _is_possessive(text, mark)
        kept.append((mark, doubtful and closes_next))
        if not doubtful:
            closes_next = mark.closes and not mark.opens
    opened = False
    for mark, apostrophe in reversed(kept):
        if apostrophe or (not opened and _is_possessive(text, mark)):
            continue
        opened = mark.opens
        yield mark


def _is_possessive(text: str, mark: _Mark) -> bool:
    """True where a mark may be the apostrophe of a plural: "the workers’ fault"."""
    return text[mark.start - 1 : mark.start] in tuple("sSxz") and bool(_ENDS_PLURAL.match(text, mark.end))


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
    if before.isspace() and after.isspace() and sign in {'"', "''", "'"}:
        opens = closes = True  # what stands before it tells
    elif sign == "„":
        opens, closes = True, False
    elif sign in "«»":  # «no», but also »no«
        inverted = sign == "«"
        turned = not before.isspace() and free_after if inverted else before.isspace() and not free_after
        opens, closes = inverted != turned, inverted == turned
    elif sign in "“‘":
        opens = not free_after or (before.isspace() and not after.isspace())  # "“... and so on”"
        closes = (free_after and not opens) or before in ",.!?…"
    elif sign in "”’":
        opens, closes = before.isspace() and not free_after, True
    else:
        opens, closes = not before.isalnum() and not after.isspace(), not before.isspace()
    return _Mark(match.start(), match.end(), sign, opens, closes)


def _pairs(marks: list[_Mark]) -> Iterator[tuple[_Mark, _Mark | None]]:
    """Pair the marks of one paragraph; an opening mark whose partner is missing comes with None only at the end."""
    opener: _Mark | None = None
    inside = 0  # quotations in the same marks that are open inside it
    for number, mark in enumerate(marks):
        if opener is None:
            opener = mark if mark.opens else None
        elif mark.closes and _partners(opener, mark):
            if inside:
                inside -= 1
                continue
            yield opener, mark
            opener = None
        elif mark.opens and not mark.closes and mark.text == opener.text:
            if _nests(marks[number : number + _NESTED_WITHIN]):
                inside += 1
            else:
                opener, inside = mark, 0  # the first one never closed: what follows is sound again
    if opener is not None:
        yield opener, None


def _nests(marks: Sequence[_Mark]) -> bool:
    """True where the first of some marks opens a quotation inside another, and marks after it close both."""
    depth = 1
    for mark in marks:
        depth += 1 if mark.opens and not mark.closes else -1
        if not depth:
            return True
    return False


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
