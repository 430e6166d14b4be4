"""Who speaks: one canonical speaker for each attribution, or none.

The words of the source decide how: a name is looked up among the article's names, and its canonical form in the book;
a role ("the mayor") among what the article says of people, then in the book at the article's date; a pronoun among
those who spoke or were named last; no words at all mean that the speaker before goes on, but for short lines of a
dialogue, which alternate. Institutions speak under their own name. One that only common words name ("the jury") is
followed through the article, but stays unresolved: its words would be added up with those of every other jury. So do
two people at once, groups, and whoever else cannot be resolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analytics.records import Attribution, Span, Speaker
from analytics.speakers import scoring
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.calibration import calibrated
from analytics.speakers.coreference.dialogue import alternates
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved, Spoken
from analytics.speakers.coreference.institutions import resolve_institution
from analytics.speakers.coreference.nominals import resolve_role
from analytics.speakers.coreference.pronouns import resolve_pronoun
from analytics.speakers.coreference.source_phrases import SourcePhrase, read_source
from analytics.speakers.entities.entities import find_entities
from analytics.text.document import Document, Readable

_FARTHEST_TURN = 6


def resolve_speakers(source: Readable, attributions: Sequence[Attribution], book: SpeakerBook) -> list[Speaker]:
    """The speaker of each attribution of an article, in the order given.

    A speaker that the words of the article do not allow has the name ``""`` and the resolution "unresolved". Its
    confidence is calibrated: the probability that it is the one who speaks.
    """
    return [
        replace(speaker, confidence=calibrated(speaker, attribution))
        for speaker, attribution in zip(judge_speakers(source, attributions, book), attributions, strict=True)
    ]


def judge_speakers(source: Readable, attributions: Sequence[Attribution], book: SpeakerBook) -> list[Speaker]:
    """The same with the confidences of ``scoring`` as they are: judgements that only their order makes sense of."""
    if not attributions:
        return []
    document = Document.of(source)
    if document.plain is not document:
        attributions = [attribution.moved(lambda span: [document.to_plain(span)]) for attribution in attributions]
    discourse = Discourse(find_entities(document.plain, book), book, attributions)
    order = sorted(range(len(attributions)), key=lambda index: _place(attributions[index]))
    speakers = [UNRESOLVED] * len(attributions)
    for index in order:
        entity, speakers[index] = _resolve(discourse, attributions[index])
        discourse.add(attributions[index], entity, speakers[index])
    return [speaker if _identifies(speaker.name) else UNRESOLVED for speaker in speakers]


def _identifies(name: str) -> bool:
    """True where a name tells one speaker from another outside this article, as "transport ministry" does not."""
    return name != name.lower()


def _place(attribution: Attribution) -> int:
    """Where an attribution stands in the order of the text: its source decides, or else its first word."""
    return attribution.source[0] if attribution.source else attribution.content[0][0]


def _resolve(discourse: Discourse, attribution: Attribution) -> Resolved:
    if attribution.source is None or attribution.continues:
        return _continued(discourse, attribution)
    phrase = read_source(discourse.entity_index, attribution.source, discourse.book)
    if phrase.kind == "name":
        return _named(discourse, phrase)
    if phrase.kind == "pronoun":
        return resolve_pronoun(discourse, phrase, attribution.source)
    if phrase.kind == "role":
        return resolve_role(discourse, phrase, attribution.source)
    if phrase.kind == "institution":
        return resolve_institution(discourse, phrase, attribution.source)
    return None, UNRESOLVED


def _named(discourse: Discourse, phrase: SourcePhrase) -> Resolved:
    if phrase.entity is not None:
        return discourse.found(phrase.entity, "named", phrase.confidence)
    return None, Speaker(phrase.name, "named", phrase.confidence) if phrase.name else UNRESOLVED


def _continued(discourse: Discourse, attribution: Attribution) -> Resolved:
    """The speaker before, if the words follow in the same paragraph or the next and name nobody."""
    if not discourse.spoken or (attribution.kind != "direct" and not attribution.continues):
        return None, UNRESOLVED
    last = discourse.spoken[-1]
    if not last.speaker.name or (attribution.cue is not None and not attribution.continues):
        return None, UNRESOLVED
    teller = _told_of(discourse, attribution)
    if teller is not None:
        return discourse.found(teller, "continued", scoring.TOLD_OF)
    other = _other_of_two(discourse, attribution)
    if other is not None:
        sure = round(scoring.OTHER_OF_TWO * other.speaker.confidence, 2)
        return other.entity, Speaker(other.speaker.name, "continued", sure)
    if discourse.entity_index.document.paragraphs_between(last.end, attribution.content[0][0]) > 1:
        return None, UNRESOLVED
    confidence = last.speaker.confidence * (scoring.GOES_ON if attribution.continues else scoring.FOLLOWS)
    return last.entity, Speaker(last.speaker.name, "continued", round(confidence, 2))


def _other_of_two(discourse: Discourse, attribution: Attribution) -> Spoken | None:
    """Whose turn it is in a dialogue: the one who spoke before the last, each in a paragraph of their own."""
    here = discourse.paragraph(attribution.content[0][0])
    if discourse.spoken[-1].end > here[0] or attribution.kind != "direct":
        return None
    turns: list[tuple[Span, Spoken]] = []
    for place, spoken in reversed(discourse.turns[-_FARTHEST_TURN:]):
        if place != here and (not turns or turns[-1][0] != place):
            turns.append((place, spoken))
    if len(turns) < 2:
        return None
    (_, last), (_, other) = turns[:2]
    apart = bool(other.speaker.name) and other.speaker.name != last.speaker.name
    return other if apart and alternates(discourse.text, (turns[1][0], turns[0][0], here)) else None


def _told_of(discourse: Discourse, attribution: Attribution) -> int | None:
    """Of whom the sentence tells that stands before a quotation in its paragraph: "Keller shrugged. "So?\""."""
    begin = attribution.content[0][0]
    place = discourse.paragraph(begin)
    if discourse.spoken[-1].end > place[0] or attribution.kind != "direct":
        return None
    sentence = discourse.entity_index.words.sentences[max(0, discourse.entity_index.words.sentence(begin) - 1)]
    people = [
        m for m in discourse.entity_index.within(max(place[0], sentence), begin) if discourse.maybe_person(m.entity)
    ]
    subject = len({mention.entity for mention in people}) == 1 and people[0].subject
    return people[0].entity if subject and not discourse.text[people[0].start - 1 : people[0].start].strip() else None
