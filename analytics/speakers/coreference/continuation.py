"""Who speaks a quotation that names nobody: who spoke before, whose turn it is, whom the sentence before is about."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.records import Attribution, Span, Speaker
from analytics.speakers import scoring
from analytics.speakers.coreference.dialogue import alternates
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved, Spoken
from analytics.speakers.entities.entities import EntityMention
from analytics.speakers.entities.recognition import is_name_word
from analytics.speakers.entities.roles import is_role
from analytics.speakers.lexicon import DETERMINERS
from analytics.text.spans import containing

_FARTHEST_TURN = 6
_TAKES_THE_FLOOR = lexicon.words("verbs_of_taking_the_floor")
_ASKS = lexicon.words("verbs_of_asking")
_VERB_REACH = 4  # words after a subject


def resolve_continued(discourse: Discourse, attribution: Attribution) -> Resolved:
    """The speaker before, if the words follow in the same paragraph or the next and name nobody.

    Who is told of in between speaks instead, where nobody else is; and nobody where it could be either.
    """
    if attribution.unnamed or (attribution.cue is not None and not attribution.continues):
        return None, UNRESOLVED
    last = discourse.spoken[-1] if discourse.spoken else None
    subject = _told_of(discourse, attribution, last)
    if subject is not None:
        return _as_teller(discourse, attribution, subject)
    if last is None or not last.speaker.name:
        return None, UNRESOLVED
    resolved = resolve_turn(discourse, attribution)
    if resolved[1].name:
        return resolved
    if discourse.entity_index.document.paragraphs_between(last.end, attribution.content[0][0]) > 1:
        return None, UNRESOLVED
    asker, asked = discourse.asked(attribution.content)
    if asked is not None:
        return discourse.found(asked, "continued", scoring.TOLD_OF)
    if asker is not None:
        return None, UNRESOLVED
    confidence = last.speaker.confidence * (scoring.GOES_ON if attribution.continues else scoring.FOLLOWS)
    return last.entity, Speaker(last.speaker.name, "continued", round(confidence, 2))


def resolve_turn(discourse: Discourse, attribution: Attribution) -> Resolved:
    """Whose turn it is in a dialogue that alternates; nobody's where it does not."""
    other = _other_of_two(discourse, attribution) if discourse.spoken else None
    if other is None:
        return None, UNRESOLVED
    sure = round(scoring.OTHER_OF_TWO * other.speaker.confidence, 2)
    return other.entity, Speaker(other.speaker.name, "continued", sure)


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


def _told_of(discourse: Discourse, attribution: Attribution, last: Spoken | None) -> EntityMention | None:
    """The subject of the sentence before a quotation, in its paragraph or the one before: "Keller shrugged. “So?”".

    None where that is who spoke last, or the sentence is theirs.
    """
    begin = attribution.content[0][0]
    if attribution.kind != "direct":
        return None
    words = discourse.entity_index.words
    sentence = words.sentences[max(0, words.sentence(begin) - 1)]
    if sentence >= begin or (last is not None and _end(last.attribution) > sentence):
        return None
    if containing(discourse.entity_index.document.paragraphs, sentence) is None:  # a heading tells of nobody
        return None
    people = _people(discourse, sentence, begin)
    if not people or not people[0].subject or not _opens(discourse, sentence, people[0]):
        return None
    if last is not None and last.entity == people[0].entity:
        return None
    # "VELT STEPS DOWN “I have done enough”" is a headline
    return None if discourse.text[people[0].start : people[0].end].isupper() else people[0]


def _as_teller(discourse: Discourse, attribution: Attribution, subject: EntityMention) -> Resolved:
    """Who is told of before a quotation as its speaker: in the same paragraph, where the sentence tells of nobody else
    or says that they begin to speak. Who has asked does not answer."""
    begin = attribution.content[0][0]
    if discourse.paragraph(begin)[0] > subject.start:
        return None, UNRESOLVED
    alone = all(mention.entity == subject.entity for mention in _people(discourse, subject.start, begin))
    words = discourse.entity_index.words
    after = words.at(subject.end)
    verbs = words.normals[after : after + _VERB_REACH]
    if not _ASKS.isdisjoint(verbs) and "?" not in discourse.text[slice(*attribution.content[0])]:
        return None, UNRESOLVED
    speaks = not _TAKES_THE_FLOOR.isdisjoint(verbs)
    return discourse.found(subject.entity, "continued", scoring.TOLD_OF) if alone or speaks else (None, UNRESOLVED)


def _end(attribution: Attribution) -> int:
    return max(span[1] for span in (*attribution.content, attribution.source, attribution.cue) if span)


def _people(discourse: Discourse, start: int, end: int) -> list[EntityMention]:
    return [m for m in discourse.entity_index.within(start, end) if discourse.maybe_person(m.entity)]


def _opens(discourse: Discourse, sentence: int, mention: EntityMention) -> bool:
    """True where nothing but a title or an office stands before a name in its sentence."""
    words = discourse.entity_index.words
    before = range(words.at(sentence), words.at(mention.start))
    return all(
        is_role(words.normals[k]) or words.normals[k] in DETERMINERS or is_name_word(words.forms[k]) for k in before
    )
