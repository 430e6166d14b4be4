"""Attributions by rule: quotations with the frames around them, and reported speech that a frame governs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analytics.lang import lexicon
from analytics.quotes.cues import Group
from analytics.quotes.rules.frames import Frame, frames
from analytics.quotes.rules.introductions import of_quotation
from analytics.quotes.rules.noun_phrases import Tokens, span_of
from analytics.records import Attribution, Kind, Span
from analytics.text.document import Document
from analytics.text.quotation_marks import Quotation
from analytics.text.spans import SpanIndex, containing
from analytics.text.tokens import Token

_CONFIDENCE: dict[Kind, float] = {"direct": 0.95, "mixed": 0.85, "indirect": 0.8, "attitude": 0.6}
_BARE = 0.6
_INTRODUCED = 0.85  # a quotation by words without a verb
_OPENS_CONTENT = lexicon.words("before_that")
_ASKS = lexicon.words("verbs_of_asking")
_SENTENCE_LIKE_WORDS = 5
_LONGEST_TAIL = 30  # words of "Velt, the mayor of Port Vell and head of its board, asked"
_GAP = 6  # characters of white space between a colon and a quotation
_MOST_QUOTATIONS = 50  # one after another that are one statement


def attributions(document: Document, passage: Span, quoted: Sequence[Quotation]) -> list[Attribution]:
    """The attributions of one passage: a paragraph, or several that a quotation holds together."""
    opaque = [q.span for q in quoted]
    sentences = [document.tokens_in(sentence, opaque) for sentence in _joined(document, passage, opaque)]
    by_sentence = [_of_sentence(units) or _introduced(document, units) for units in sentences]
    asked = _asked(sentences, by_sentence)
    found: list[Attribution] = []
    before: list[Attribution] = []  # of the sentence before
    for number, units in enumerate(sentences):
        here = by_sentence[number]
        if not here and _is_only_quotation(units):
            content = tuple((word.start, word.end) for word in units if word.is_quotation)
            here = [_goes_on(_told(document, before), content, unnamed=number in asked)]
            if here[0].content != content:
                found[len(found) - len(before) :] = [one for one in before if one.cue != here[0].cue]
        found += here
        before = here
    return found


def _told(document: Document, before: Sequence[Attribution]) -> list[Attribution]:
    """Those of the sentence before that a quotation can go on with: a question in reported words it may answer."""
    return [one for one in before if one.kind == "direct" or not _asks(document, one)]


def _asked(sentences: Sequence[Tokens], by_sentence: Sequence[Sequence[Attribution]]) -> set[int]:
    """The numbers of the sentences that are quotations alone, right before one that has its own attribution: "“Who
    pays?” “We do,” Velt said." The first is somebody else's."""
    asked: set[int] = set()
    for number in range(len(sentences) - 2, -1, -1):
        bare = not by_sentence[number] and _is_only_quotation(sentences[number])
        follows = number + 1 in asked or any(
            attribution.content[0][0] == sentences[number + 1][0].start and attribution.source
            for attribution in by_sentence[number + 1]
        )
        if bare and follows and sentences[number + 1][0].is_quotation:
            asked.add(number)
    return asked


def _asks(document: Document, attribution: Attribution) -> bool:
    """True where somebody asks: a quotation after a question in reported words may be the answer."""
    return attribution.cue is not None and not _ASKS.isdisjoint(document.text[slice(*attribution.cue)].lower().split())


def _joined(document: Document, passage: Span, opaque: Sequence[Span]) -> list[Span]:
    """Sentences, with "“Really?” Velt asked." kept in one piece."""
    merged: list[Span] = []
    for span in document.sentences_around(passage, opaque):
        asked = (
            merged and document.text[merged[-1][1] - 2] in "?!…—" and containing(opaque, merged[-1][0]) == merged[-1]
        )
        if asked and _is_tail(document, merged[-1], span, opaque):
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
    return merged


def _is_tail(document: Document, quoted: Span, span: Span, opaque: Sequence[Span]) -> bool:
    """True where a sentence begins with the attribution of the quotation before it, and not with another quotation."""
    units = document.tokens_in(span, opaque)
    quotation = Token(*quoted, document.text[slice(*quoted)], is_quotation=True)
    tail = [quotation, *units[:_LONGEST_TAIL]]
    return not units[0].is_quotation and any(frame.content[0] == (0, 1) for frame in frames(tail))


def _of_sentence(units: Tokens) -> list[Attribution]:
    found = []
    for frame in frames(units):
        content = tuple(span_of(units[_behind_dash(units, first, end) : end]) for first, end in frame.content)
        kind = _kind(units, frame)
        source = span_of(units[slice(*frame.subject)]) if frame.subject else None
        sure = _BARE if kind == "indirect" and _is_bare(units, frame) else _CONFIDENCE[kind]
        found.append(Attribution(content, source, span_of(units[slice(*frame.cue)]), kind, sure))
    return found


def _behind_dash(units: Tokens, first: int, end: int) -> int:
    """Where content begins that a dash leads: "“...,” – Velt said, – “...”"."""
    return first + (units[first].text in {"—", "–"} and first + 1 < end)


def _introduced(document: Document, units: Tokens) -> list[Attribution]:
    """A quotation after a colon and words without a verb of saying: "And from Velt: ..."."""
    found = of_quotation(units, document.words)
    if found is None or not any(_reads_like_speech(document.text[slice(*span)]) for span in found[1]):
        return []
    introduction, content = found
    return [Attribution(content, introduction.source, introduction.cue, "direct", _INTRODUCED)]


def nameless(document: Document, quoted: Sequence[Quotation], found: Sequence[Attribution]) -> list[Attribution]:
    """The quotations after a colon that none of what was found holds: whoever is quoted there, it is not the speaker
    before."""
    held = SpanIndex([span for one in found for span in one.content])
    left: list[Attribution] = []
    for span in (quotation.span for quotation in quoted):
        colon = _colon_before(document.text, span[0])
        if colon and not held.overlaps(span) and _reads_like_speech(document.text[slice(*span)]):
            left.append(Attribution((span,), None, colon, "direct", _BARE))
    return left


def _colon_before(text: str, place: int) -> Span | None:
    begin = max(0, place - _GAP)
    before = text[begin:place].rstrip()
    return (begin + len(before) - 1, begin + len(before)) if before.endswith(":") else None


def _is_bare(units: Tokens, frame: Frame) -> bool:
    """True where nothing but a verb leads to the governed clause: no "that", no comma, no "according to" or "as"."""
    first, cue = frame.content[0][0], frame.cue[0]
    quotes = any(word.lower == "as" for word in units[max(0, cue - 1) : frame.cue[1]])
    comma = units[first - 1].text == ","  # "As Velt put it, ..."
    led = first >= frame.cue[1] and not (comma or quotes or units[cue].lower == "according")
    return led and units[first].lower not in _OPENS_CONTENT


def _kind(units: Tokens, frame: Frame) -> Kind:
    governed = [word for first, end in frame.content for word in units[first:end]]
    quoted = [word.is_quotation for word in governed]
    if all(is_quoted or word.is_mark for is_quoted, word in zip(quoted, governed, strict=True)):
        return "direct"
    if frame.group is Group.ATTITUDE:
        return "attitude"
    return "mixed" if any(quoted) else "indirect"


def _is_only_quotation(units: Tokens) -> bool:
    """True where the sentence is a quotation alone that reads like speech, not a name or slogan in quotation marks."""
    quoted = [word for word in units if word.is_quotation]
    rest = [word for word in units if not word.is_quotation and not word.is_mark]
    return bool(quoted) and not rest and any(_reads_like_speech(word.text) for word in quoted)


def _reads_like_speech(quotation: str) -> bool:
    ends = quotation[-2:-1] in {".", ",", "!", "?", "…"} or quotation.rstrip()[-1:] in {".", "!", "?"}
    return ends or len(quotation.split()) >= _SENTENCE_LIKE_WORDS


def _goes_on(before: Sequence[Attribution], content: tuple[Span, ...], *, unnamed: bool) -> Attribution:
    """A quotation without an attribution of its own: part of the statement in the sentence before it, a quotation if
    there is one, else one that goes on with the last speaker, or somebody's who is ``unnamed``."""
    said = [attribution for attribution in before if attribution.kind != "attitude"]
    if not said or len(said[0].content) > _MOST_QUOTATIONS:  # what somebody says in one go has an end
        return Attribution(content, None, None, "direct", 0.75, continues=not unnamed, unnamed=unnamed)
    if said[0].unnamed:
        return Attribution(content, None, None, "direct", 0.75, unnamed=True)
    first = next((attribution for attribution in said if attribution.kind == "direct"), said[-1])
    kind: Kind = "direct" if first.kind == "direct" else "mixed"
    return replace(first, content=(*first.content, *content), kind=kind)
