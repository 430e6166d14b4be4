"""The words that are attributed, beside the quotation marks of a text: where they end, and what kind they make."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from analytics.quotes.cues import is_negated, is_speech
from analytics.records import Kind, Span

_EDGES = " \t\r\n,;:.–—-"


def kind_of(text: str, content: Sequence[Span], cue: Span | None, marks: Sequence[Span]) -> Kind:
    """Direct where nothing but quotations is attributed, else attitude or speech by the cue, mixed or indirect."""
    within = [touching(marks, span) for span in content]
    inside = any(within)
    outside = "".join(_without(text, span, its) for span, its in zip(content, within, strict=True))
    if inside and not outside.strip(_EDGES):
        return "direct"
    if cue is not None and (is_negated(text[slice(*cue)]) or not is_speech(text[slice(*cue)])):
        return "attitude"
    return "mixed" if inside else "indirect"


def _without(text: str, span: Span, marks: Sequence[Span]) -> str:
    """The words of ``span`` outside the quotations."""
    start, end = span
    kept = []
    for a, b in marks:
        if a < end and b > start:
            kept.append(text[start : max(start, a)])
            start = max(start, b)
    return "".join([*kept, text[start:end]]) if start < end else "".join(kept)


def trimmed_span(text: str, span: Span, marks: Sequence[Span]) -> Span:
    """``span`` without the white space and punctuation at its edges, but for what belongs to a quotation."""
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not touching(marks, (end - 1, end)):
        end -= 1
    return start, end


def touching(marks: Sequence[Span], span: Span) -> Sequence[Span]:
    """The quotations (in order, none inside another) that share characters with a span."""
    start, end = span
    first, last = (bisect_left(marks, (place,)) for place in (start, max(start, end)))
    return marks[first - (first > 0 and marks[first - 1][1] > start and start < end) : last]
