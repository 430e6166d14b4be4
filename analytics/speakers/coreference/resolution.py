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

from analytics.records import Attribution, Speaker
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.calibration import calibrated
from analytics.speakers.coreference.continuation import resolve_continued, resolve_turn
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.institutions import resolve_institution
from analytics.speakers.coreference.labels import resolve_label
from analytics.speakers.coreference.nominals import resolve_role
from analytics.speakers.coreference.pronouns import resolve_pronoun
from analytics.speakers.coreference.source_phrases import SourcePhrase, read_source
from analytics.speakers.entities.capitals import recased
from analytics.speakers.entities.entities import find_entities
from analytics.text.document import Document, Readable


def resolve_speakers(source: Readable, attributions: Sequence[Attribution], book: SpeakerBook) -> list[Speaker]:
    """The speaker of each attribution of an article, in the order given.

    A speaker that the words of the article do not allow has the name ``""`` and the resolution "unresolved". Its
    confidence is calibrated: the probability that it is the one who speaks.
    """
    return [
        replace(speaker, confidence=calibrated(speaker.confidence))
        for speaker in judge_speakers(source, attributions, book)
    ]


def judge_speakers(source: Readable, attributions: Sequence[Attribution], book: SpeakerBook) -> list[Speaker]:
    """The same with the confidences of ``scoring`` as they are: judgements that only their order makes sense of."""
    if not attributions:
        return []
    document = Document.of(source)
    if document.plain is not document:
        attributions = [attribution.moved(lambda span: [document.to_plain(span)]) for attribution in attributions]
    discourse = Discourse(find_entities(recased(document.plain), book), book, attributions)
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
    if attribution.turn and attribution.source is None:
        return resolve_turn(discourse, attribution)
    if attribution.source is None or attribution.continues:
        return resolve_continued(discourse, attribution)
    if attribution.turn:
        return resolve_label(discourse, attribution.source)
    phrase = read_source(discourse.entity_index, attribution.source, discourse.book)
    if phrase.kind == "name":
        return _named(discourse, phrase)
    if phrase.kind == "pronoun":
        return resolve_pronoun(discourse, phrase, attribution, attribution.source)
    if phrase.kind == "role":
        return resolve_role(discourse, phrase, attribution.source)
    if phrase.kind == "institution":
        return resolve_institution(discourse, phrase, attribution.source)
    return None, UNRESOLVED


def _named(discourse: Discourse, phrase: SourcePhrase) -> Resolved:
    if phrase.entity is not None:
        return discourse.found(phrase.entity, "named", phrase.confidence)
    return None, Speaker(phrase.name, "named", phrase.confidence) if phrase.name else UNRESOLVED
