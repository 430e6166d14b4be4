"""One list of attributions out of two readings of the same text: by rule, and by the learned tagger.

Quotation marks decide where quotations begin and end; the tagger decides what else is attributed and to whom; the
rules see to it that no quotation is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from analytics.quotes.cues import is_negated, is_silence, is_speech
from analytics.quotes.marks import Quotation
from analytics.quotes.tagger import Proposal
from analytics.records import Attribution, Kind, Span

_MOST = 0.5  # the share of a quotation from which a span that covers it means the whole of it
_LEAST_CONFIDENCE = 0.2  # both chosen on PolNeAR dev, for the F1 of whole attributions
_LEAST_CONFIDENCE_OF_NOBODY = 0.5
_FAR = re.compile(r"\n|[.!?][\"”’»]?\s+[A-Z]")  # a cue does not govern what stands in another sentence
_SURE = 0.8  # of what the rules find without marks, only this sure is added to what the tagger finds
_RELAY = re.compile(
    r"\b(?:quot|cit)(?:ed|es|ing) ([^.;:“”\"]{2,80}?),? (as (?:saying|telling|declaring|warning|writing))\b"
)
_RELAY_REACH = 120
_EDGES = " \t\r\n,;:.–—-"


def merge(
    text: str, quoted: Sequence[Quotation], by_rule: Sequence[Attribution], proposals: Sequence[Proposal]
) -> list[Attribution]:
    """The attributions of a text, in its order.

    Args:
        text: what all spans are offsets into.
        quoted: its quotations, in order.
        by_rule: what the rules found.
        proposals: what the tagger found.
    """
    marks = [q.span for q in quoted]
    spoken = [span for one in by_rule if one.kind == "direct" for span in one.content]
    snapped = (_snapped(text, _relayed(text, one), marks) for one in proposals if _says_something(text, one))
    read = [one for one in snapped if one is not None and not _nested(one, spoken)]
    merged = [one for one in by_rule if one.kind in {"direct", "mixed"}]
    merged = [_joined(text, one, [other for other in read if _shares(one, other)]) for one in merged]
    taken = [span for one in merged for span in one.content]
    merged += [one for one in read if not any(_overlap(a, b) for a in one.content for b in taken)]
    taken = [span for one in merged for span in one.content]
    sure = [one for one in by_rule if one.kind == "indirect" and one.confidence >= _SURE]
    sure = [one for one in sure if not any(_is_anothers(one, other) for other in read)]
    merged += [one for one in sure if not any(_overlap(a, b) for a in one.content for b in taken)]
    return sorted(merged, key=lambda one: one.content)


def _says_something(text: str, proposal: Proposal) -> bool:
    """Whether a proposal is sure enough, surer where it names nobody, and is not about what they did not say."""
    silent = proposal.cue is not None and is_silence(text[slice(*proposal.cue)], text[slice(*proposal.content[0])])
    least = _LEAST_CONFIDENCE if proposal.source else _LEAST_CONFIDENCE_OF_NOBODY
    return proposal.confidence >= least and not silent


def kind_of(text: str, content: Sequence[Span], cue: Span | None, marks: Sequence[Span]) -> Kind:
    """Direct where nothing but quotations is attributed, else attitude or speech by the cue, mixed or indirect."""
    inside = [mark for mark in marks if any(_overlap(mark, span) for span in content)]
    outside = "".join(_without(text, span, inside) for span in content)
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


def _snapped(text: str, proposal: Proposal, marks: Sequence[Span]) -> Attribution | None:
    """A proposal whose spans agree with the quotation marks, trimmed, one span where two touch."""
    spans: list[Span] = []
    for span in proposal.content:
        start, end = span
        if proposal.cue is not None and _FAR.search(text, *_between(proposal.cue, span)):
            continue
        for a, b in marks:
            both = min(b, end) - max(a, start)
            if both > 0 and (both >= _MOST * (b - a) or start < a or end > b):
                start, end = min(start, a), max(end, b)
        trimmed = _trimmed(text, (start, end), marks)
        if spans and trimmed[0] < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], trimmed[1]))
        elif trimmed[0] < trimmed[1]:
            spans.append(trimmed)
    if not spans:
        return None
    kind = kind_of(text, spans, proposal.cue, marks)
    return Attribution(tuple(spans), proposal.source, proposal.cue, kind, proposal.confidence)


def _relayed(text: str, proposal: Proposal) -> Proposal:
    """ "The agency quoted Velt as saying that ...": Velt speaks, not the agency that the sentence begins with."""
    if proposal.cue is None:
        return proposal
    start, end = proposal.cue
    match = _RELAY.search(text, max(0, start - _RELAY_REACH), min(len(text), end + _RELAY_REACH))
    if match is None or not match.start() <= start < match.end():
        return proposal
    content = [(max(a, match.end()) if a < match.end() < b else a, b) for a, b in proposal.content]
    return replace(proposal, content=tuple(content), source=match.span(1), cue=match.span(2))


def _trimmed(text: str, span: Span, marks: Sequence[Span]) -> Span:
    start, end = span
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES and not any(a < end <= b for a, b in marks):
        end -= 1
    return start, end


def _nested(one: Attribution, spoken: Sequence[Span]) -> bool:
    """Whether an attribution lies inside somebody's direct speech: then it is part of that."""
    return all(any(a <= s and e <= b and e - s < _MOST * (b - a) for a, b in spoken) for s, e in one.content)


def _shares(one: Attribution, other: Attribution) -> bool:
    """Whether two attributions hold the same words."""
    return any(_overlap(a, b) for a in one.content for b in other.content)


def _is_anothers(one: Attribution, other: Attribution) -> bool:
    """Whether another attribution gives the cue of this one to another source: a cue has one."""
    if one.cue is None or one.cue != other.cue or one.source is None or other.source is None:
        return False
    return not _overlap(one.source, other.source)


def _joined(text: str, one: Attribution, others: Sequence[Attribution]) -> Attribution:
    """What the rules found, with what the tagger saw of the same words."""
    if not others:
        return one
    best = max(others, key=lambda other: sum(_overlap(a, b) for a in one.content for b in other.content))
    if one.kind == "mixed":
        return replace(best, confidence=max(best.confidence, one.confidence))
    if one.source or best.source is None or "\n" in text[slice(*_between(best.source, one.content[0]))]:
        return one  # a quotation in a paragraph that names nobody goes on with the last speaker
    return replace(one, source=best.source, cue=best.cue, continues=False)


def _between(a: Span, b: Span) -> Span:
    return min(a[1], b[1]), max(a[0], b[0])


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
