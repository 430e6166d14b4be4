"""Whom a pronoun means: those who spoke or were named last, by number, gender and place in the sentence."""

from __future__ import annotations

import bisect
import re

from analytics.records import Span, Speaker
from analytics.speakers import scoring
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.source_phrases import SourcePhrase
from analytics.speakers.entities.entities import EntityMention

# "Mara Velt (Labour), the mayor, | who"
_FOLLOWS = re.compile(r"\s*(?:\([^()\n]{1,30}\))?(?:,[^,.;:!?“”\"()\n]{1,60})?[,—–-]*\s*")
_MOST_NAMES = 100  # before a pronoun; more stand only in a list of names, which no pronoun refers to
# "A man", "one official", but not "one of the officials"
_SOMEBODY = re.compile(r"(?:an?|one|another)\s(?!of\b)\w", re.IGNORECASE)


def resolve_pronoun(discourse: Discourse, phrase: SourcePhrase, source: Span) -> Resolved:
    """Who is meant by a pronoun that stands at ``source``."""
    if phrase.pronoun in ("self", "selves"):
        return _enclosing(discourse, source)
    if phrase.pronoun == "relative":
        return _antecedent(discourse, source)
    if phrase.pronoun in ("male", "female") and _after_nobody(discourse, source):
        return None, UNRESOLVED
    best, score, second = None, 0.0, 0.0
    for entity, value in _salience(discourse, source, phrase.pronoun).items():
        if value > score:
            best, score, second = entity, value, score
        elif value > second:
            second = value
    if best is None or score <= 0:
        return _last_of_gender(discourse, phrase.pronoun)
    sure = score - second >= scoring.CLEAR_LEAD
    # A pronoun tells a gender only of somebody outside quotations, where it is the article's word.
    doubtful = phrase.pronoun not in ("male", "female") or discourse.gender(best) or discourse.is_said(source[0])
    if sure and not doubtful:
        discourse.learn(best, phrase.pronoun)
    return discourse.found(best, "pronoun", scoring.CLEAR_PRONOUN if sure else scoring.CLOSE_PRONOUN)


def _after_nobody(discourse: Discourse, source: Span) -> bool:
    """True where somebody without a name spoke last, in the same paragraph: "A man said no. He was late, he said"."""
    last = discourse.spoken[-1] if discourse.spoken else None
    if last is None or last.speaker.name or last.attribution.source is None:
        return False
    start, end = last.attribution.source
    here = discourse.paragraph(source[0])[0] <= start < source[0]
    return (
        here
        and _SOMEBODY.match(discourse.text, start, end) is not None
        and not discourse.entity_index.within(end, source[0])
    )


def _last_of_gender(discourse: Discourse, pronoun: str) -> Resolved:
    """Who of the pronoun's gender spoke last, however long ago."""
    last = discourse.last_of(pronoun)
    if last is None or last.entity is None:
        return None, UNRESOLVED
    return discourse.found(last.entity, "pronoun", scoring.LAST_OF_GENDER)


def _enclosing(discourse: Discourse, source: Span) -> Resolved:
    """Who speaks the words in which "I" stands."""
    saying = discourse.saying(source[0])
    if saying is None:
        return None, UNRESOLVED
    return saying.entity, Speaker(saying.speaker.name, "pronoun", saying.speaker.confidence)


def _antecedent(discourse: Discourse, source: Span) -> Resolved:
    """Whom "who" follows."""
    for mention in discourse.entity_index.before(source[0], 2):
        kind = discourse.entity_index.entities[mention.entity].kind
        person = kind != "place" and not (kind == "institution" and discourse.text[slice(*source)].casefold() == "who")
        if person and _FOLLOWS.fullmatch(discourse.text, mention.end, source[0]):
            return discourse.found(mention.entity, "pronoun", scoring.RELATIVE_PRONOUN)
    return None, UNRESOLVED


def _salience(discourse: Discourse, source: Span, pronoun: str) -> dict[int, float]:
    """How present each entity is that a pronoun may refer to."""
    words = discourse.entity_index.words
    sentence = words.sentence(source[0])
    values: dict[int, float] = {}
    near = ((sentence - words.sentence(m.start), m) for m in discourse.entity_index.before(source[0], _MOST_NAMES))
    meant = [(away, m) for away, m in near if away <= scoring.FARTHEST_NAME and _may_mean(discourse, m.entity, pronoun)]
    first = dict(reversed(meant))  # the first in each sentence
    for distance, mention in reversed(meant):
        value = scoring.SAME_SENTENCE - distance - _depth(discourse, mention, source)
        value += scoring.SUBJECT if mention.subject else 0.0
        if mention.subject and mention == first[distance]:
            value += scoring.FIRST_BEFORE if distance else scoring.FIRST_IN_SENTENCE
        values[mention.entity] = max(values.get(mention.entity, 0.0), value)
    _add_speakers(discourse, values, source, pronoun, sentence)
    for index in values:
        if pronoun in ("male", "female") and discourse.gender(index) not in ("", pronoun):
            values[index] -= scoring.OTHER_GENDER
        elif pronoun in ("male", "female") and not discourse.gender(index):
            # Those whose gender fits come first, then those who are people for certain.
            values[index] -= scoring.PERSON_WITHOUT_GENDER if discourse.person(index) else scoring.PERHAPS_PERSON
    return values


def _may_mean(discourse: Discourse, index: int, pronoun: str) -> bool:
    """True where a pronoun may refer to an entity: its kind and gender agree; who has spoken may be a person."""
    entity = discourse.entity_index.entities[index]
    if pronoun in ("male", "female"):
        return discourse.maybe_person(index) and entity.gender in ("", pronoun)
    # "It" and "they" mean so many other things that only an institution that has spoken counts.
    return entity.kind == "institution" and index in discourse.speakers


def _depth(discourse: Discourse, mention: EntityMention, source: Span) -> float:
    """How much less present a name is that stands in somebody's words, where the pronoun stands outside them."""
    depth = 0.0
    last = bisect.bisect_right(discourse.said, (mention.start, len(discourse.text), True))
    for start, end, direct in discourse.said[max(0, last - scoring.STATEMENTS_AROUND) : last]:
        if start <= mention.start < end and not start <= source[0] < end:
            depth = max(depth, scoring.IN_QUOTATION if direct else scoring.IN_REPORTED_WORDS)
    return depth


def _add_speakers(discourse: Discourse, values: dict[int, float], source: Span, pronoun: str, sentence: int) -> None:
    """Who spoke last is likely to be meant; all the more where the pronoun stands inside their words."""
    for spoken in discourse.spoken[-scoring.LAST_STATEMENTS :]:
        if spoken.entity is None or not _may_mean(discourse, spoken.entity, pronoun):
            continue
        inside = any(start <= source[0] < end for start, end in spoken.attribution.content)
        place = spoken.attribution.source or spoken.attribution.content[-1]
        distance = max(0, sentence - discourse.entity_index.words.sentence(place[0]))
        if inside:
            value = scoring.SPEAKS_AROUND
        elif distance <= scoring.FARTHEST_SPEAKER:
            value = scoring.SPOKE_LAST - scoring.SPOKE_SENTENCE_AGO * distance
        else:
            continue
        values[spoken.entity] = max(values.get(spoken.entity, 0.0), value) + scoring.SPOKE
