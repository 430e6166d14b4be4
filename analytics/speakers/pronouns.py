"""Whom a pronoun means: those who spoke or were named last, by number, gender and place in the sentence."""

from __future__ import annotations

import bisect
import re

from analytics.records import Span, Speaker
from analytics.speakers.cast import Mention
from analytics.speakers.memory import NEAR, UNRESOLVED, Memory, Resolved
from analytics.speakers.phrases import Phrase

_FOLLOWS = re.compile(r"\s*(?:\([^()\n]{1,30}\))?(?:,[^,.;:!?“”\"()\n]{1,60})?[,—–-]*\s*")
_MOST_NAMES = 100  # before a pronoun; more stand only in a list of names, which no pronoun refers to
_SOMEBODY = re.compile(r"(?:an?|one|another)\s(?!of\b)\w", re.IGNORECASE)


def pronoun_means(memory: Memory, phrase: Phrase, source: Span) -> Resolved:
    """Who is meant by a pronoun that stands at ``source``."""
    if phrase.pronoun in ("self", "selves"):
        return _enclosing(memory, source)
    if phrase.pronoun == "relative":
        return _antecedent(memory, source)
    if phrase.pronoun in ("male", "female") and _after_nobody(memory, source):
        return None, UNRESOLVED
    best, score, second = None, 0.0, 0.0
    for entity, value in _salience(memory, source, phrase.pronoun).items():
        if value > score:
            best, score, second = entity, value, score
        elif value > second:
            second = value
    if best is None or score <= 0:
        return _last_of_gender(memory, phrase.pronoun)
    sure = score - second >= 1
    doubtful = phrase.pronoun not in ("male", "female") or memory.gender(best) or memory.is_said(source[0])
    if sure and not doubtful:
        memory.learn(best, phrase.pronoun)
    return memory.found(best, "pronoun", 0.9 if sure else 0.7)


def _after_nobody(memory: Memory, source: Span) -> bool:
    """Whether somebody without a name spoke last, in the same paragraph: "A man said no. He was late, he said"."""
    last = memory.spoken[-1] if memory.spoken else None
    if last is None or last.speaker.name or last.attribution.source is None:
        return False
    start, end = last.attribution.source
    here = memory.paragraph(source[0])[0] <= start < source[0]
    return here and _SOMEBODY.match(memory.text, start, end) is not None and not memory.cast.within(end, source[0])


def _last_of_gender(memory: Memory, pronoun: str) -> Resolved:
    """Who of the pronoun's gender spoke last, however long ago."""
    last = memory.last_of(pronoun)
    return (None, UNRESOLVED) if last is None or last.entity is None else memory.found(last.entity, "pronoun", 0.5)


def _enclosing(memory: Memory, source: Span) -> Resolved:
    """Who speaks the words in which "I" stands."""
    saying = memory.saying(source[0])
    if saying is None:
        return None, UNRESOLVED
    return saying.entity, Speaker(saying.speaker.name, "pronoun", saying.speaker.confidence)


def _antecedent(memory: Memory, source: Span) -> Resolved:
    """Whom "who" follows."""
    for mention in memory.cast.before(source[0], 2):
        kind = memory.cast.entities[mention.entity].kind
        person = kind != "place" and not (kind == "institution" and memory.text[slice(*source)].casefold() == "who")
        if person and _FOLLOWS.fullmatch(memory.text, mention.end, source[0]):
            return memory.found(mention.entity, "pronoun", 0.85)
    return None, UNRESOLVED


def _salience(memory: Memory, source: Span, pronoun: str) -> dict[int, float]:
    """How present each entity is that a pronoun may refer to."""
    words = memory.cast.words
    sentence = words.sentence(source[0])
    values: dict[int, float] = {}
    near = ((sentence - words.sentence(m.start), m) for m in memory.cast.before(source[0], _MOST_NAMES))
    meant = [(away, m) for away, m in near if away <= NEAR + 2 and _may_mean(memory, m.entity, pronoun)]
    first = dict(reversed(meant))  # the first in each sentence
    for distance, mention in reversed(meant):
        value = 3.0 - distance + (1.0 if mention.subject else 0.0) - _depth(memory, mention, source)
        if mention.subject and mention == first[distance]:
            value += 0.5 if distance else 1.5
        values[mention.entity] = max(values.get(mention.entity, 0.0), value)
    _add_speakers(memory, values, source, pronoun, sentence)
    for index in values:
        if pronoun in ("male", "female") and memory.gender(index) not in ("", pronoun):
            values[index] -= 2.0
        elif pronoun in ("male", "female") and not memory.gender(index):
            # Those whose gender fits come first, then those who are people for certain.
            values[index] -= 0.75 if memory.person(index) else 1.0
    return values


def _may_mean(memory: Memory, index: int, pronoun: str) -> bool:
    """Whether a pronoun may refer to an entity: its kind and gender agree; who has spoken may be a person."""
    entity = memory.cast.entities[index]
    if pronoun in ("male", "female"):
        return memory.maybe_person(index) and entity.gender in ("", pronoun)
    # "It" and "they" mean so many other things that only an institution that has spoken counts.
    return entity.kind == "institution" and index in memory.speakers


def _depth(memory: Memory, mention: Mention, source: Span) -> float:
    """How much less present a name is that stands in somebody's words, where the pronoun stands outside them."""
    depth = 0.0
    last = bisect.bisect_right(memory.said, (mention.start, len(memory.text), True))
    for start, end, direct in memory.said[max(0, last - 6) : last]:
        if start <= mention.start < end and not start <= source[0] < end:
            depth = max(depth, 2.5 if direct else 1.0)
    return depth


def _add_speakers(memory: Memory, values: dict[int, float], source: Span, pronoun: str, sentence: int) -> None:
    """Who spoke last is likely to be meant; all the more where the pronoun stands inside their words."""
    for spoken in memory.spoken[-3:]:
        if spoken.entity is None or not _may_mean(memory, spoken.entity, pronoun):
            continue
        inside = any(start <= source[0] < end for start, end in spoken.attribution.content)
        place = spoken.attribution.source or spoken.attribution.content[-1]
        distance = max(0, sentence - memory.cast.words.sentence(place[0]))
        if inside:
            value = 5.0
        elif distance <= NEAR + 4:
            value = 4.0 - 0.75 * distance
        else:
            continue
        values[spoken.entity] = max(values.get(spoken.entity, 0.0), value) + 0.5
