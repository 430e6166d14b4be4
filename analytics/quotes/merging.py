"""One list of attributions out of two readings of the same text: by rule, and by the learned tagger.

Quotation marks decide where quotations begin and end; the tagger decides what else is attributed and to whom; the
rules see to it that no quotation is lost. In the end no words of the text are in two attributions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from analytics.lang import lexicon
from analytics.quotes.appositions import completed
from analytics.quotes.contents import kind_of, touching, trimmed_span
from analytics.quotes.cues import ACCORDING, AUXILIARIES, is_saying, is_silence
from analytics.quotes.plausibility import is_naming
from analytics.quotes.reach import is_apart, with_clause
from analytics.quotes.tagger.model import Proposal
from analytics.records import Attribution, Span
from analytics.text.document import Document, Readable
from analytics.text.quotation_marks import Quotation
from analytics.text.spans import SpanIndex, containing

_MOST = 0.5  # the share of a quotation from which a span that covers it means the whole of it
_LEAST_CONFIDENCE = 0.2  # both chosen on PolNeAR dev, for the F1 of whole attributions
_LEAST_CONFIDENCE_OF_NOBODY = 0.5
_SURE = 0.8  # of what the rules find without marks, only this sure is added to what the tagger finds
_RELAYED = lexicon.alternatives(lexicon.words("relayed"))
_RELAY = re.compile(
    rf"\b{lexicon.alternatives(lexicon.words('relays'))} ([^.;:“”\"]{{2,80}}?),?"
    rf"(?P<cue> as (?:having )?{_RELAYED}|(?<!,) {_RELAYED}(?<=ing))\b"
)
_RELAY_REACH = 120
_TOLD = re.compile(
    rf"(?:(?:has|have|had) (?:\w+ )?)?{lexicon.alternatives(lexicon.words('forms_of_be'))} (?:\w+ ){{0,2}}"
    rf"{lexicon.alternatives(lexicon.words('told_of_subjects'))}\b"
)
_ASKS = lexicon.words("verbs_of_asking")
_WORD = re.compile(r"[^\W_]+")
_REST = re.compile(r"[^,;:.!?()“”\"\n]{0,40}(?:[.!?]|\n|\Z)")  # "on Monday."
_FEWEST_WORDS = 3  # fewer, cut off from a statement, say nothing; a part of a quotation always does


def merge(
    source: Readable, quoted: Sequence[Quotation], by_rule: Sequence[Attribution], proposals: Sequence[Proposal]
) -> list[Attribution]:
    """The attributions of a text, in its order.

    Args:
        source: what all spans are offsets into.
        quoted: its quotations, in order.
        by_rule: what the rules found.
        proposals: what the tagger found.
    """
    document = Document.of(source)
    text, marks = document.text, [q.span for q in quoted]
    spoken = _Held([attribution for attribution in by_rule if attribution.kind == "direct"])
    snapped = (
        _snapped(document, _relayed(text, proposal), marks) for proposal in proposals if _says_something(text, proposal)
    )
    exact = {one.cue[0]: one for one in by_rule if one.cue is not None}
    found = [one for one in snapped if one is not None and not spoken.nests(one)]
    read = [completed(text, one, exact.get(one.cue[0])) if one.cue else one for one in found]
    sure = [one for one in by_rule if one.kind == "indirect" and one.confidence >= _SURE]
    read = [one for one in read if one.source is not None or not _has_cue_of(one, sure)]
    closing = [one for one in by_rule if one.kind != "direct" and one.confidence >= _SURE and _closes(text, one)]
    read = [one for one in read if not any(_is_relayed_by(outer, one) for outer in closing)]
    held = _Held(read)
    merged = [
        _joined(document, attribution, held.sharing(attribution))
        for attribution in by_rule
        if attribution.kind in {"direct", "mixed"}
    ]
    merged = list(dict.fromkeys(merged))  # several that the tagger sees as one
    taken = _Held(merged)
    merged += [one for one in read if not taken.sharing(one)]
    taken = _Held(merged)
    merged += [one for one in sure if not taken.sharing(one) and not held.gives_cue_of(one)]
    return sorted(merged, key=lambda one: one.content)


def _has_cue_of(one: Attribution, others: Sequence[Attribution]) -> bool:
    """True where the cue of one is that of others, which know whose it is."""
    return any(one.cue and other.cue and other.source and _overlap(one.cue, other.cue) for other in others)


def _closes(text: str, one: Attribution) -> bool:
    """True where an attribution ends its sentence, behind all of its words, and so governs them: "..., Velt warned"."""
    if one.source is None or one.cue is None or one.content[-1][1] > min(one.source[0], one.cue[0]):
        return False
    if "\n" in text[one.content[0][0] : one.content[-1][1]]:  # a colon joins paragraphs: somebody else speaks there
        return False
    rest = _REST.match(text, max(one.source[1], one.cue[1]))
    according = text[slice(*one.cue)].lower().startswith(ACCORDING[0])
    return rest is not None and not according and AUXILIARIES.isdisjoint(rest.group().lower().rstrip(".!?").split())


def _is_relayed_by(outer: Attribution, one: Attribution) -> bool:
    """True where somebody says what one attribution tells as a whole: "Norland backs the plan, Velt said"."""
    (start, _), (_, end) = outer.content[0], outer.content[-1]
    said = [span for span in (one.source, one.cue, *one.content) if span is not None]
    return one.source is not None and one.cue is not None and all(start <= a and b <= end for a, b in said)


class _Held:
    """Attributions, and which of them hold what; none is looked at that lies elsewhere."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._all = attributions
        self._spans = [span for one in attributions for span in one.content]
        self._owners = [number for number, one in enumerate(attributions) for _ in one.content]
        self._index = SpanIndex(self._spans)
        self._by_cue: dict[Span | None, list[Attribution]] = {}
        for one in attributions:
            self._by_cue.setdefault(one.cue, []).append(one)

    def sharing(self, attribution: Attribution) -> list[Attribution]:
        """Those that hold words of another, in their order."""
        numbers = {self._owners[found] for span in attribution.content for found in self._index.overlapping(span)}
        return [self._all[number] for number in sorted(numbers)]

    def nests(self, attribution: Attribution) -> bool:
        """True where each span of another lies inside one of theirs, and is small beside it: it is part of that."""
        return all(any(map(partial(_is_part, span), self._around(span))) for span in attribution.content)

    def _around(self, span: Span) -> Iterator[Span]:
        return (self._spans[found] for found in self._index.overlapping(span))

    def gives_cue_of(self, attribution: Attribution) -> bool:
        """True where one of them gives the cue of another to another source: a cue has one speaker."""
        return any(_is_anothers(attribution, other) for other in self._by_cue.get(attribution.cue, ()))


def _is_part(span: Span, whole: Span) -> bool:
    (start, end), (a, b) = span, whole
    return a <= start and end <= b and end - start < _MOST * (b - a)


def _says_something(text: str, proposal: Proposal) -> bool:
    """True where a proposal is sure enough, surer where it names nobody, and is not about what they did not say."""
    silent = proposal.cue is not None and is_silence(text[slice(*proposal.cue)], text[slice(*proposal.content[0])])
    naming = proposal.cue is not None and is_naming(text[slice(*proposal.cue)])
    least = _LEAST_CONFIDENCE if proposal.source else _LEAST_CONFIDENCE_OF_NOBODY
    return proposal.confidence >= least and not silent and not naming


def _snapped(document: Document, proposal: Proposal, marks: Sequence[Span]) -> Attribution | None:
    """A proposal whose spans agree with the quotation marks, trimmed, one span where two touch."""
    text = document.text
    spans: list[Span] = []
    for span in proposal.content:
        start, end = span
        if not _governed(document, proposal, span, marks) or is_apart(document, proposal, span, marks):
            continue
        for a, b in touching(marks, span):
            both = min(b, end) - max(a, start)
            if both > 0 and (both >= _MOST * (b - a) or start < a or end > b):
                start, end = min(start, a), max(end, b)
        trimmed = trimmed_span(text, (start, end), marks)
        if spans and trimmed[0] < spans[-1][1]:
            spans[-1] = (min(spans[-1][0], trimmed[0]), max(spans[-1][1], trimmed[1]))
        elif trimmed[0] < trimmed[1]:
            spans.append(trimmed)
    if not spans:
        return None
    kind = kind_of(text, spans, proposal.cue, marks)
    source = None if _is_told(text, proposal) else proposal.source
    return Attribution(tuple(spans), source, proposal.cue, kind, proposal.confidence)


def _governed(document: Document, proposal: Proposal, span: Span, marks: Sequence[Span]) -> bool:
    """True where a part of a proposal stands in the sentence of its cue: a cue governs nothing in another one.

    Before a quotation that is a sentence of its own it may end one ("Velt shrugged. “So?”"), but who has asked does not
    answer; after one it has to be of speech: in "“Come in.” Velt nodded" anybody may have said it.
    """
    if proposal.cue is None:
        return True
    quotation = containing(marks, span[0])
    if document.apart(*_between(proposal.cue, span), quoted=quotation is not None):
        return False
    cue, said = document.text[slice(*proposal.cue)], document.text[slice(*span)]
    if quotation is None or not document.apart(*_between(proposal.cue, (span[0] + 1, span[1]))):
        return True
    if span < proposal.cue:
        return is_saying(cue) or not _ASKS.isdisjoint(cue.lower().split())
    return "?" in said or proposal.content[0] < proposal.cue or _ASKS.isdisjoint(cue.lower().split())


def _is_told(text: str, proposal: Proposal) -> bool:
    """True where the source is the one to whom it was said: "Velt was asked whether", but not "was told by Velt"."""
    if proposal.cue is None or proposal.source is None or proposal.source > proposal.cue:
        return False
    return _TOLD.match(text, *proposal.cue) is not None


def _relayed(text: str, proposal: Proposal) -> Proposal:
    """ "The agency quoted Velt as saying that ...": Velt speaks, not the agency that the sentence begins with."""
    if proposal.cue is None:
        return proposal
    start, end = proposal.cue
    match = _RELAY.search(text, max(0, start - _RELAY_REACH), min(len(text), end + _RELAY_REACH))
    if match is None or not match.start() <= start < match.end():
        return proposal
    after = ((max(a, match.end()) if b > match.start() else a, b) for a, b in proposal.content)
    content = tuple((a, b) for a, b in after if a < b)
    return replace(proposal, content=content, source=match.span(1), cue=(match.start("cue") + 1, match.end("cue")))


def _shares(attribution: Attribution, other: Attribution) -> bool:
    """True where two attributions hold the same words."""
    return any(_overlap(a, b) for a in attribution.content for b in other.content)


def _is_anothers(attribution: Attribution, other: Attribution) -> bool:
    """True where another attribution gives the cue of this one to another source: a cue has one."""
    if attribution.cue is None or attribution.cue != other.cue or attribution.source is None or other.source is None:
        return False
    return not _overlap(attribution.source, other.source)


def _joined(document: Document, attribution: Attribution, others: Sequence[Attribution]) -> Attribution:
    """What the rules found, with what the tagger saw of the same words."""
    if not others:
        return attribution
    best = max(others, key=lambda other: sum(_overlap(a, b) for a in attribution.content for b in other.content))
    if attribution.kind == "mixed":
        return with_clause(document.text, best, attribution, [span for other in others for span in other.content])
    if (
        attribution.unnamed
        or attribution.source
        or best.source is None
        or (attribution.cue is None and _in_two_paragraphs(document, best.source, attribution.content[0]))
    ):
        return attribution  # a quotation in a paragraph that names nobody goes on with the last speaker
    if any(_overlap(best.source, span) for span in attribution.content):
        return attribution  # and so does one inside which somebody is quoted
    return replace(attribution, source=best.source, cue=best.cue, continues=False)


def _in_two_paragraphs(document: Document, a: Span, b: Span) -> bool:
    return document.paragraph_at(a[0]) != document.paragraph_at(b[0])


def _between(a: Span, b: Span) -> Span:
    return min(a[1], b[1]), max(a[0], b[0])


def _overlap(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def apart(source: Readable, attributions: Iterable[Attribution], marks: Sequence[Span]) -> list[Attribution]:
    """The attributions without words in common, in the order of the text; ``marks`` are its quotations.

    Of what two of them hold, what one cue attributes becomes one, and the rest goes to the likelier. So each span
    lies in ``text`` and holds a word, the spans of an attribution are in order, and its source and cue lie outside.
    Words that only one attribution holds are kept, but for scraps that say nothing without the rest.
    """
    document = Document.of(source)
    text = document.text
    united = _united([sound for attribution in attributions if (sound := _sound(text, attribution)) is not None])
    around = _around_quotations(document, united)
    order = sorted(range(len(united)), key=lambda number: (number not in around, *_rank(united[number])))
    kept: list[Attribution] = []
    taken: list[Span] = []
    for number in order:
        content = tuple(part for span in united[number].content for part in _left(text, span, taken, marks))
        if content:
            kept.append(_with_content(text, united[number], content, marks))
        for span in content:
            taken.insert(bisect_left(taken, span), span)
    return sorted(kept, key=lambda one: one.content)


def _sound(text: str, attribution: Attribution) -> Attribution | None:
    """An attribution with the spans in ``text`` that hold words, in order; None where there is none."""
    within = ((max(0, start), min(end, len(text))) for start, end in attribution.content)
    content = _in_order(span for span in within if _WORD.search(text, *span))
    return replace(attribution, content=content) if content else None


def _in_order(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in the order of the text, those that overlap as one."""
    ordered: list[Span] = []
    for start, end in sorted(spans):
        if ordered and start < ordered[-1][1]:
            ordered[-1] = (ordered[-1][0], max(ordered[-1][1], end))
        else:
            ordered.append((start, end))
    return tuple(ordered)


def _united(attributions: Sequence[Attribution]) -> list[Attribution]:
    """One attribution of those that share words and the cue: a cue attributes once."""
    united = [attribution for attribution in attributions if attribution.cue is None]
    last: Attribution | None = None
    for one in sorted(
        (attribution for attribution in attributions if attribution.cue), key=lambda one: one.cue or (0, 0)
    ):
        if last is not None and _overlap(last.cue or (0, 0), one.cue or (0, 0)) and _shares(last, one):
            last = _union(last, one)
            continue
        united += [last] if last else []
        last = one
    return [*united, last] if last else united


def _union(first: Attribution, second: Attribution) -> Attribution:
    """Two readings of one attribution: the words of both, and the source into which less was taken."""
    larger = max(first, second, key=_size)
    sources = [one.source for one in (first, second) if one.source is not None]
    source = min(sources, key=lambda span: span[1] - span[0], default=None)
    content = _in_order((*first.content, *second.content))
    return replace(larger, content=content, source=source, confidence=max(first.confidence, second.confidence))


def _around_quotations(document: Document, attributions: Sequence[Attribution]) -> set[int]:
    """The numbers of those that are the clause around a quotation which another holds alone: in "the board said it
    was “too late”" the clause is the statement, while a quotation that begins a sentence of its own is another's."""
    around: set[int] = set()
    outer, its_number = (0, 0), -1
    spans = [(span, number) for number, one in enumerate(attributions) for span in one.content]
    for span, number in sorted(spans, key=lambda item: (item[0][0], -item[0][1])):
        inside = outer[0] < span[0] and span[1] <= outer[1] and attributions[number].kind == "direct"
        if inside and not document.begins_sentence(span[0]):
            around.add(its_number)
        if span[1] > outer[1]:
            outer, its_number = span, number
    return around


def _rank(attribution: Attribution) -> tuple[bool, bool, int, int, float]:
    """Its place among those that hold the same words, the likeliest first: a quotation, then what names its source,
    what is more complete, what has taken less into its source, and what is surer."""
    length = attribution.source[1] - attribution.source[0] if attribution.source else 0
    return (
        attribution.kind != "direct",
        attribution.source is None,
        -_size(attribution),
        length,
        -attribution.confidence,
    )


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)


def _left(text: str, span: Span, taken: Sequence[Span], marks: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span: the whole where nothing of it is ``taken`` (in order, apart), else the parts that say
    something."""
    first = max(0, bisect_left(taken, span) - 1)
    cuts = [cut for cut in taken[first : bisect_left(taken, (span[1], 0))] if _overlap(cut, span)]
    if not cuts:
        yield span
        return
    for (_, start), (end, _) in pairwise([(span[0], span[0]), *cuts, (span[1], span[1])]):
        part = trimmed_span(text, (start, max(start, end)), marks)
        quoted = bool(touching(marks, part))
        if len(_WORD.findall(text, *part)) >= (1 if quoted else _FEWEST_WORDS):
            yield part


def _with_content(text: str, attribution: Attribution, content: tuple[Span, ...], marks: Sequence[Span]) -> Attribution:
    """An attribution with the content that is left to it, and with the source and cue that lie outside."""
    kind = attribution.kind if content == attribution.content else kind_of(text, content, attribution.cue, marks)
    source, cue = (
        span if span and span[1] <= len(text) and not any(_overlap(span, part) for part in content) else None
        for span in (attribution.source, attribution.cue)
    )
    return replace(attribution, content=content, source=source, cue=cue, kind=kind)
