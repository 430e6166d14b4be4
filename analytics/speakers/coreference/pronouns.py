"""Whom a pronoun means: those who spoke or were named last, by number, gender and place in the sentence."""

from __future__ import annotations

import bisect
import math
import re
from collections.abc import Sequence

from analytics.lang import lexicon
from analytics.records import Attribution, Span, Speaker
from analytics.speakers import scoring
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.source_phrases import SourcePhrase
from analytics.speakers.entities.entities import EntityMention
from analytics.speakers.lexicon import AUXILIARIES, PREPOSITIONS, TITLES
from analytics.text.words import Words

# "Mara Velt (Labour), 52, the mayor of Port Vell, | who"
_FOLLOWS = re.compile(r"\s*(?:\([^()\n]{1,30}\))?(?:,[^.;:!?“”\"()\n]{1,120})?[,—–-]*\s*")
_BEFORE_SUBJECTS = lexicon.words("clause_breaks")
_SUBORDINATES = lexicon.words("before_subordinate_clauses")
_CONTINUES = frozenset(lexicon.phrases("cues_of_continuing"))
_EMBEDS = lexicon.words("before_embedded_names")
_FARTHEST_QUOTED = 5  # statements back, in which somebody was quoted who may go on
_NEAR_NAMES = 6  # before "who", places and institutions among them
_MOST_NAMES = 100  # before a pronoun; more stand only in a list of names, which no pronoun refers to
# "A man", "one official", but not "one of the officials"
_SOMEBODY = re.compile(r"(?:an?|one|another)\s(?!of\b)\w", re.IGNORECASE)


def resolve_pronoun(discourse: Discourse, phrase: SourcePhrase, attribution: Attribution, source: Span) -> Resolved:
    """Who is meant by a pronoun that stands at ``source`` and speaks the words of ``attribution``."""
    if phrase.pronoun in ("self", "selves"):
        return _enclosing(discourse, source)
    if phrase.pronoun == "relative":
        return _antecedent(discourse, source)
    if phrase.pronoun in ("former", "latter"):
        return _of_two(discourse, phrase.pronoun, source)
    if phrase.pronoun in ("male", "female") and _after_nobody(discourse, source):
        return None, UNRESOLVED
    best, score, second = None, 0.0, 0.0
    values = _salience(discourse, source, phrase.pronoun, attribution)
    for entity, value in values.items():
        if value > score:
            best, score, second = entity, value, score
        elif value > second:
            second = value
    if best is None or score <= 0:
        return _last_of_gender(discourse, phrase.pronoun)
    sure = score - second >= scoring.CLEAR_LEAD
    # A pronoun tells a gender only of somebody outside quotations, where it is the article's word, and only where
    # nobody near is known to have it.
    doubtful = phrase.pronoun not in ("male", "female") or discourse.gender(best) or discourse.is_said(source[0])
    if sure and not doubtful and all(discourse.gender(entity) != phrase.pronoun for entity in values):
        discourse.learn(best, phrase.pronoun)
    return discourse.found(best, "pronoun", scoring.CLEAR_PRONOUN if sure else scoring.CLOSE_PRONOUN)


def _of_two(discourse: Discourse, which: str, source: Span) -> Resolved:
    """Whom "the former" or "the latter" means: of two people named together in the same sentence or the one before."""
    words = discourse.entity_index.words
    before = discourse.entity_index.before(source[0], _MOST_NAMES)
    people = [mention for mention in before if discourse.maybe_person(mention.entity)]
    if not people or words.sentence(source[0]) - words.sentence(people[-1].start) > 1:
        return None, UNRESOLVED
    begin = words.sentences[words.sentence(people[-1].start)]
    pair = list(dict.fromkeys(mention.entity for mention in people if mention.start >= begin))
    if len(pair) != 2:
        return None, UNRESOLVED
    return discourse.found(pair[which == "latter"], "pronoun", scoring.OF_A_PAIR)


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
    """Whom "who" follows: the last name before it that may be somebody's, with nothing but an apposition in between."""
    words = discourse.entity_index.words
    for mention in reversed(discourse.entity_index.before(source[0], _NEAR_NAMES)):
        if not _may_precede(discourse, mention, source):
            continue
        between = words.normals[words.at(mention.end) : words.at(source[0])]
        if _FOLLOWS.fullmatch(discourse.text, mention.end, source[0]) and AUXILIARIES.isdisjoint(between):
            return discourse.found(mention.entity, "pronoun", scoring.RELATIVE_PRONOUN)
        break
    return None, UNRESOLVED


def _may_precede(discourse: Discourse, mention: EntityMention, source: Span) -> bool:
    """False where a name between somebody and their "who" is a place's or a body's, or describes another noun: "Velt,
    the mayor of Marsk and an Orrin supporter, who"."""
    kind, text = discourse.entity_index.entities[mention.entity].kind, discourse.text
    who = text[slice(*source)].casefold() == "who"
    if kind == "place" or mention.entity in discourse.places or (who and kind == "institution"):
        return False
    words = discourse.entity_index.words
    first, following = words.at(mention.start), words.at(mention.end)
    inside = text[max(0, mention.start - 1) : mention.start] == "(" or words.normals[max(0, first - 1)] in PREPOSITIONS
    describes = words.starts[following : following + 1] < (source[0],) and words.joined(following - 1)
    return not describes and (not inside or discourse.maybe_person(mention.entity))


def _salience(discourse: Discourse, source: Span, pronoun: str, attribution: Attribution) -> dict[int, float]:
    """How present each entity is that a pronoun may refer to."""
    words = discourse.entity_index.words
    # What they say may be several sentences, none of which makes who was named before it less present.
    sentence = words.sentence(min(source[0], attribution.content[0][0]))
    values: dict[int, float] = {}
    before = discourse.entity_index.before(source[0], _MOST_NAMES)
    near = ((max(0, sentence - words.sentence(m.start)), m) for m in before)
    meant = [(away, m) for away, m in near if away <= scoring.FARTHEST_NAME and _may_mean(discourse, m.entity, pronoun)]
    leading = _leading(discourse, meant)
    paragraph = discourse.paragraph(source[0])[0]
    for distance, mention in meant:
        value = scoring.SAME_SENTENCE - distance - _depth(discourse, mention, source)
        value += scoring.SAME_PARAGRAPH if mention.start >= paragraph else 0.0
        if mention.subject and not _is_embedded(words, mention, distance):
            value += scoring.SUBJECT
        if mention == leading.get(distance):
            value += _of_leading(mention, distance)
        values[mention.entity] = max(values.get(mention.entity, 0.0), value)
    _add_speakers(discourse, values, source, pronoun, sentence)
    if attribution.cue and discourse.text[slice(*attribution.cue)].lower() in _CONTINUES:
        recent = discourse.spoken[: -_FARTHEST_QUOTED - 1 : -1]
        quoted = (one.entity for one in recent if one.attribution.kind in ("direct", "mixed"))
        last = next((entity for entity in quoted if entity is not None), None)
        if last in values:
            values[last] += scoring.CONTINUES
    _take_off(discourse, values, pronoun, attribution.content)
    return values


def _take_off(discourse: Discourse, values: dict[int, float], pronoun: str, content: Sequence[Span]) -> None:
    """What speaks against some: another gender, or none known; that the words name them; that they have asked."""
    for index in values:
        if pronoun in ("male", "female") and discourse.gender(index) not in ("", pronoun):
            values[index] -= scoring.OTHER_GENDER
        elif pronoun in ("male", "female") and not discourse.gender(index):
            values[index] -= scoring.WITHOUT_GENDER
    for index in values.keys() & {m.entity for span in content for m in discourse.entity_index.within(*span)}:
        values[index] -= scoring.IN_OWN_WORDS if pronoun in ("male", "female") else math.inf
    asker, asked = discourse.asked(content)
    if asker in values and asked in values:
        values[asker] -= scoring.HAS_ASKED


def _leading(discourse: Discourse, meant: Sequence[tuple[int, EntityMention]]) -> dict[int, EntityMention]:
    """The first subject of each sentence, by its distance; where it has none, the first owner."""
    words = discourse.entity_index.words
    owners: dict[int, EntityMention] = {}
    subjects: dict[int, EntityMention] = {}
    for distance, mention in meant:
        if mention.subject and not _is_embedded(words, mention, distance):
            subjects.setdefault(distance, mention)
        elif _owns_subject(words, mention):
            owners.setdefault(distance, mention)
    return owners | subjects


def _of_leading(mention: EntityMention, distance: int) -> float:
    if not mention.subject:
        return scoring.OWNS_SUBJECT
    return scoring.FIRST_BEFORE if distance else scoring.FIRST_IN_SENTENCE


def _owns_subject(words: Words, mention: EntityMention) -> bool:
    """True where a name owns what its sentence begins with: "Velt's letter", "Though Mr. Velt's letter"."""
    first, last = words.at(mention.start), words.at(mention.end - 1)
    while first and words.joined(first - 1) and words.normals[first - 1] in TITLES:
        first -= 1
    leads = not first or not words.joined(first - 1) or words.normals[first - 1] in _BEFORE_SUBJECTS
    return words.possessive[last] and leads


def _is_embedded(words: Words, mention: EntityMention, distance: int) -> bool:
    """True where a clause inside its sentence holds a name: "It replaces the pier that Velt built"; or one in front of
    it, in an earlier sentence than the pronoun's: "When Velt left, Holm sat down"."""
    begin, index = words.at(words.sentences[words.sentence(mention.start)]), words.at(mention.start)
    if distance and index > begin and words.normals[begin] in _SUBORDINATES and not _comma(words, begin, index):
        return True
    while index > begin and not _comma(words, index - 1, index):
        index -= 1
        if words.normals[index] in _EMBEDS:
            return True
    return False


def _comma(words: Words, first: int, last: int) -> bool:
    return any("," in words.gap(index) for index in range(first, last))


def _may_mean(discourse: Discourse, index: int, pronoun: str) -> bool:
    """True where a pronoun may refer to an entity: its kind and gender agree; who has spoken may be a person."""
    entity = discourse.entity_index.entities[index]
    if pronoun in ("male", "female"):
        return discourse.maybe_person(index) and entity.gender in ("", pronoun)
    # "It" and "they" mean so many other things that only an institution that has spoken counts; for "it" also whoever
    # spoke last under a name that is no person's for certain.
    last = pronoun == "thing" and index == discourse.spoken[-1].entity if discourse.spoken else False
    body = entity.kind == "institution" or (last and entity.kind in ("single", "unknown"))
    return body and index in discourse.speakers


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
        value += scoring.SAME_PARAGRAPH if place[0] >= discourse.paragraph(source[0])[0] and not inside else 0.0
        values[spoken.entity] = max(values.get(spoken.entity, 0.0), value) + scoring.SPOKE
