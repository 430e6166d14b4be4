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

from analytics.records import Article, Attribution, Span, Speaker
from analytics.speakers.book import SpeakerBook
from analytics.speakers.cast import gather
from analytics.speakers.dialogue import alternates
from analytics.speakers.memory import UNRESOLVED, Memory, Resolved, Spoken
from analytics.speakers.phrases import Phrase, read_phrase
from analytics.speakers.pronouns import pronoun_means
from analytics.speakers.referring import institution_means, role_means

_FARTHEST_TURN = 6


def resolve_speakers(article: Article, attributions: Sequence[Attribution], book: SpeakerBook) -> list[Speaker]:
    """The speaker of each attribution, in the order given.

    A speaker that the words of the article do not allow has the name ``""`` and the resolution "unresolved".
    """
    if not attributions:
        return []
    memory = Memory(gather(article, book), book, attributions)
    order = sorted(range(len(attributions)), key=lambda index: _place(attributions[index]))
    speakers = [UNRESOLVED] * len(attributions)
    for index in order:
        entity, speakers[index] = _resolve(memory, attributions[index])
        memory.add(attributions[index], entity, speakers[index])
    return [one if _identifies(one.name) else UNRESOLVED for one in speakers]


def _identifies(name: str) -> bool:
    """Whether a name tells one speaker from another outside this article, as "transport ministry" does not."""
    return name != name.lower()


def _place(attribution: Attribution) -> int:
    """Where an attribution stands in the order of the text: its source decides, or else its first word."""
    return attribution.source[0] if attribution.source else attribution.content[0][0]


def _resolve(memory: Memory, attribution: Attribution) -> Resolved:
    if attribution.source is None or attribution.continues:
        return _continued(memory, attribution)
    phrase = read_phrase(memory.cast, attribution.source, memory.book)
    if phrase.kind == "name":
        return _named(memory, phrase)
    if phrase.kind == "pronoun":
        return pronoun_means(memory, phrase, attribution.source)
    if phrase.kind == "role":
        return role_means(memory, phrase, attribution.source)
    if phrase.kind == "institution":
        return institution_means(memory, phrase, attribution.source)
    return None, UNRESOLVED


def _named(memory: Memory, phrase: Phrase) -> Resolved:
    if phrase.entity is not None:
        return memory.found(phrase.entity, "named", phrase.confidence)
    return None, Speaker(phrase.name, "named", phrase.confidence) if phrase.name else UNRESOLVED


def _continued(memory: Memory, attribution: Attribution) -> Resolved:
    """The speaker before, if the words follow in the same paragraph or the next and name nobody."""
    if not memory.spoken or (attribution.kind != "direct" and not attribution.continues):
        return None, UNRESOLVED
    last = memory.spoken[-1]
    if not last.speaker.name or (attribution.cue is not None and not attribution.continues):
        return None, UNRESOLVED
    between = memory.text[last.end : attribution.content[0][0]]
    teller = _told_of(memory, attribution)
    if teller is not None:
        return memory.found(teller, "continued", 0.6)
    other = _other_of_two(memory, attribution)
    if other is not None:
        return other.entity, Speaker(other.speaker.name, "continued", round(0.7 * other.speaker.confidence, 2))
    paragraphs = len([part for part in between.split("\n")[1:-1] if part.strip()])
    if paragraphs > 1:
        return None, UNRESOLVED
    confidence = last.speaker.confidence * (0.95 if attribution.continues else 0.85)
    return last.entity, Speaker(last.speaker.name, "continued", round(confidence, 2))


def _other_of_two(memory: Memory, attribution: Attribution) -> Spoken | None:
    """Whose turn it is in a dialogue: the one who spoke before the last, each in a paragraph of their own."""
    here = memory.paragraph(attribution.content[0][0])
    if memory.spoken[-1].end > here[0] or attribution.kind != "direct":
        return None
    turns: list[tuple[Span, Spoken]] = []
    for place, spoken in reversed(memory.turns[-_FARTHEST_TURN:]):
        if place != here and (not turns or turns[-1][0] != place):
            turns.append((place, spoken))
    if len(turns) < 2:
        return None
    (_, last), (_, other) = turns[:2]
    apart = bool(other.speaker.name) and other.speaker.name != last.speaker.name
    return other if apart and alternates(memory.text, (turns[1][0], turns[0][0], here)) else None


def _told_of(memory: Memory, attribution: Attribution) -> int | None:
    """Of whom the sentence tells that stands before a quotation in its paragraph: "Keller shrugged. "So?\""."""
    begin = attribution.content[0][0]
    place = memory.paragraph(begin)
    if memory.spoken[-1].end > place[0] or attribution.kind != "direct":
        return None
    sentence = memory.cast.words.sentences[max(0, memory.cast.words.sentence(begin) - 1)]
    people = [m for m in memory.cast.within(max(place[0], sentence), begin) if memory.maybe_person(m.entity)]
    subject = len({mention.entity for mention in people}) == 1 and people[0].subject
    return people[0].entity if subject and not memory.text[people[0].start - 1 : people[0].start].strip() else None
