"""Reading a text without the clauses by which outlets relay, and giving the outlets what nobody else says.

"Velt said the pier was safe, the LPA news agency reported" is read as "Velt said the pier was safe". Where nothing is
attributed in what is left, the outlet says it, or whoever the outlet refers to ("LPA reports, citing Velt").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.lang import lexicon
from analytics.quotes.contents import kind_of, trimmed_span
from analytics.quotes.cues import CUES, HEADS, PRONOUNS, is_negated, is_speech
from analytics.quotes.merging import apart
from analytics.quotes.relays.clauses import Clause, Indices, clauses
from analytics.quotes.relays.datelines import dateline
from analytics.quotes.relays.outlets import Outlets
from analytics.quotes.rules.noun_phrases import Tokens, span_of
from analytics.records import Attribution, Span
from analytics.text.document import Document
from analytics.text.spans import outside

_LETTER = re.compile(r"[^\W\d_]")
_DEFINITE = lexicon.words("determiners")
_CONFIDENCE = 0.8
_FEW = 3  # words
_MOST = 0.5  # of what an outlet relays: from this share on, somebody else says it


@dataclass(frozen=True, slots=True)
class Relay:
    """A clause (spans of the text) that is read as if it were not there, the sentence that it stands in, and what is
    attributed where nothing in the sentence is; None for a dateline, and where the clause governs nothing."""

    clause: Span
    sentence: Span
    attribution: Attribution | None = None


def find_relays(document: Document) -> list[Relay]:
    """The datelines and the clauses of outlets in the running text of a document, in order, apart."""
    outlets = Outlets(document)
    opaque = [quotation.span for quotation in document.quotations]
    return [found for span in document.paragraphs for found in _of_paragraph(document, span, opaque, outlets)]


def _of_paragraph(document: Document, paragraph: Span, opaque: Sequence[Span], outlets: Outlets) -> Iterator[Relay]:
    begin, text = paragraph[0], document.text
    if (line := dateline(text, paragraph)) is not None:
        yield Relay(line, line)
        begin = line[1]
    if not outlets.may_stand_in(text, begin, paragraph[1]):
        return
    for start, end in document.sentences_around(paragraph, opaque):
        if end > begin and outlets.may_stand_in(text, start, end):
            words = document.tokens_in((max(start, begin), end), opaque)
            yield from _of_sentence(text, words, opaque, outlets)


def _of_sentence(text: str, words: Tokens, opaque: Sequence[Span], outlets: Outlets) -> Iterator[Relay]:
    for clause in clauses(words, outlets):
        attribution = _attribution(text, words, clause, opaque)
        if attribution is None or clause.voice.refers or _may_say(words, clause.content):
            yield Relay(span_of(words[slice(*clause.span)]), span_of(words), attribution)


def _may_say(words: Tokens, content: Iterable[Indices]) -> bool:
    """True where something may be attributed in what an outlet relays, so that it need not be the outlet's."""
    said = (word for part in content for word in words[slice(*part)] if not (word.is_mark or word.is_quotation))
    return any(word.lower in HEADS or is_speech(word.text) for word in said)


def _attribution(text: str, words: Tokens, clause: Clause, opaque: Sequence[Span]) -> Attribution | None:
    if not clause.content:
        return None
    parts = (trimmed_span(text, span_of(words[slice(*part)]), opaque) for part in clause.content)
    content = tuple(part for part in parts if len(text[slice(*part)].split()) > 1)  # "However, LPA reported, ..."
    source, cue = (span_of(words[slice(*part)]) for part in (clause.voice.source, clause.voice.cue))
    kind = kind_of(text, content, cue, opaque)
    return Attribution(content, source, cue, kind, _CONFIDENCE) if content else None


def without(document: Document, relays: Sequence[Relay]) -> Document:
    """The document with white space in place of the clauses."""
    if not relays:
        return document
    letters = list(document.text)
    for start, end in (relay.clause for relay in relays):
        letters[start:end] = " " * (end - start)
    return Document(replace(document.article, text="".join(letters)))


def settle(document: Document, found: Sequence[Attribution], relays: Sequence[Relay]) -> list[Attribution]:
    """The attributions, none with a clause in its content, and those of the clauses that relay nobody else's words."""
    text, cuts = document.text, [relay.clause for relay in relays]
    kept = [one for attribution in found if (one := _cut(text, attribution, cuts)) is not None]
    for relay in relays:
        if relay.attribution is None:
            continue
        inner = [one for one in kept if _lies_in(one, relay.sentence)]
        if not _is_said(text, inner, relay.attribution):
            kept = [one for one in kept if one not in inner or not _shares(one, relay.attribution)]
            kept.append(relay.attribution)
    return apart(document, kept, [quotation.span for quotation in document.quotations]) if relays else kept


def _cut(text: str, attribution: Attribution, cuts: Sequence[Span]) -> Attribution | None:
    """An attribution without the clauses in its content; None where nothing is left of it."""
    if not any(cut[0] < end and start < cut[1] for cut in cuts for start, end in attribution.content):
        return attribution
    parts = [trimmed_span(text, part, ()) for span in attribution.content for part in outside(span, cuts)]
    content = tuple(part for part in parts if _LETTER.search(text, *part))
    return replace(attribution, content=content) if content else None


def _lies_in(attribution: Attribution, sentence: Span) -> bool:
    place = attribution.cue or attribution.source or attribution.content[0]
    return sentence[0] <= place[0] < sentence[1]


def _is_said(text: str, inner: Sequence[Attribution], relayed: Attribution) -> bool:
    """True where somebody else says most of what is relayed: not in "the pier was shut after Velt called"."""
    whole = relayed.content[0][0], relayed.content[-1][1]
    reach = [_reach(one) for one in inner if one.source and (one.kind != "attitude" or _thinks(text, one))]
    sizes = (min(last, whole[1]) - max(first, whole[0]) for first, last in reach if _opens(text, whole[0], first))
    return max(sizes, default=0) >= _MOST * (whole[1] - whole[0])


def _thinks(text: str, one: Attribution) -> bool:
    """True where somebody who is named thinks or wants something: "Velt believes", but not "Velt has not asked"."""
    cue = text[slice(*one.cue)].lower() if one.cue else ""
    thinks = any((word,) in CUES for word in cue.split()) and not is_negated(cue)
    return thinks and one.source is not None and _is_named(text, one.source)


def _reach(attribution: Attribution) -> Span:
    """From the first to the last of an attribution's words."""
    spans = [part for part in (*attribution.content, attribution.source, attribution.cue) if part is not None]
    return min(start for start, _ in spans), max(end for _, end in spans)


def _opens(text: str, start: int, place: int) -> bool:
    """True where nothing stands between the places but what comes before a clause: "However, ", "In Lorvan, "."""
    before = text[start:place].split()
    return len(before) <= _FEW or before[-1].endswith(",")


def _is_named(text: str, source: Span) -> bool:
    """True for a name, a pronoun, and what is a definite one; not for "officials"."""
    words = text[slice(*source)].split()
    first = words[0].lower()
    return first in PRONOUNS or first in _DEFINITE or any(word[0].isupper() for word in words[len(words) > 1 :])


def _shares(attribution: Attribution, other: Attribution) -> bool:
    return any(a < d and c < b for a, b in attribution.content for c, d in other.content)
