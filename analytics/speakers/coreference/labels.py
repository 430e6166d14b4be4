"""Whom the label of a transcript means: a name, initials, an office, or, for "A", the one person interviewed.

Who asks for an outlet is nobody, and so is whoever has a label such as "MODERATOR" or "Speaker 1".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analytics.lang import lexicon
from analytics.records import Span
from analytics.speakers import scoring
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.source_phrases import read_source
from analytics.speakers.entities.entities import EntityMention
from analytics.speakers.entities.roles import is_role, parse_role
from analytics.speakers.lexicon import PRONOUNS
from analytics.text.tokens import normal

_ANSWERS = lexicon.words("answer_labels")
_NAMELESS = lexicon.words("nameless_labels")
_INITIALS = re.compile(r"[A-Z]{2,3}")
_BEFORE_GUEST = re.compile(
    rf"\b(?:{lexicon.alternatives(lexicon.phrases('before_guests'))}"
    rf"|(?P<spoken>{lexicon.alternatives(lexicon.phrases('spoken_with'))}))(?: [\w’'-]+,?){{0,8}} ?\Z",
    re.IGNORECASE,
)
_GUEST = re.compile(rf"[^.!?\n]{{0,80}}?\b{lexicon.alternatives(lexicon.words('verbs_of_guests'))}\b")
_REACH = 100  # characters before a name
_PERHAPS_PEOPLE = ("person", "unknown", "single")


def resolve_label(discourse: Discourse, source: Span) -> Resolved:
    """Who speaks a turn of which the label stands at ``source``."""
    label = discourse.text[slice(*source)]
    words = [normal(word).rstrip("0123456789") for word in label.split()]  # "A1", "Speaker 1"
    if words[-1] in _ANSWERS:
        return _guest(discourse)
    if words[0] in _NAMELESS or words[-1] in _NAMELESS or _is_outlet(discourse, label):
        return None, UNRESOLVED
    initials = label.replace(".", "")
    if _INITIALS.fullmatch(initials) and not any(discourse.book.phrases_at((normal(initials),), 0)):
        return _of_initials(discourse, initials)
    if all(is_role(word) for word in words if word != "the"):
        return _of_office(discourse, words, source)
    bearers = _bearers(discourse, words[-1]) if label.isupper() else []
    if len(bearers) == 1:
        return discourse.found(bearers[0], "named", scoring.NAMED_IN_FULL)
    phrase = read_source(discourse.entity_index, source, discourse.book)
    if phrase.kind != "name" or phrase.entity is None:
        return None, UNRESOLVED
    person = discourse.entity_index.entities[phrase.entity].kind in ("person", "single")
    if discourse.transcript.only_asks(label) and not person:
        return None, UNRESOLVED
    return discourse.found(phrase.entity, "named", phrase.confidence)


def _bearers(discourse: Discourse, surname: str) -> list[int]:
    """The people of a surname: "VELT —" alone looks like the letters of a body."""
    entities = discourse.entity_index.entities
    return [index for index in discourse.entity_index.people if entities[index].tokens[-1].casefold() == surname]


def _is_outlet(discourse: Discourse, label: str) -> bool:
    outlet = discourse.entity_index.document.article.outlet.casefold().removeprefix("the ")
    return label.casefold().removeprefix("the ") == outlet


def _of_initials(discourse: Discourse, initials: str) -> Resolved:
    """The one person with these initials."""
    entities = discourse.entity_index.entities
    fits = [
        number
        for number, entity in enumerate(entities)
        if entity.kind in ("person", "unknown") and initials in _initials_of(entity.tokens)
    ]
    people = [number for number in fits if discourse.person(number)] or fits
    return discourse.found(people[0], "named", scoring.INITIALS) if len(people) == 1 else (None, UNRESOLVED)


def _initials_of(tokens: tuple[str, ...]) -> tuple[str, str]:
    letters = "".join(token[0] for token in tokens)
    return letters, letters[:1] + letters[-1:]


def _of_office(discourse: Discourse, words: list[str], source: Span) -> Resolved:
    """Whom the article gives the office: "THE PRESIDENT"."""
    role = parse_role(words, discourse.book)
    if role is None:
        return None, UNRESOLVED
    holder, rivals = discourse.lookup.holders(role, "").best(source[0], frozenset())
    sure = scoring.ONE_OF_HOLDERS if rivals else scoring.ONLY_HOLDER
    return (None, UNRESOLVED) if holder is None else discourse.found(holder, "role", sure)


def _guest(discourse: Discourse) -> Resolved:
    """Who is interviewed: the one person whom the article names outside the interview, else of whom it says so there,
    else who is named first and most there."""
    outside = [
        mention
        for mention in discourse.entity_index.mentions
        if discourse.entity_index.entities[mention.entity].kind in _PERHAPS_PEOPLE
        and not discourse.transcript.covers(mention.start)
    ]
    people = [mention for mention in outside if discourse.maybe_person(mention.entity)]
    if len({mention.entity for mention in people}) == 1:
        return discourse.found(people[0].entity, "role", scoring.ONLY_GUEST)
    for tells in (_is_interviewed, _gives_interview):
        guests = {mention.entity for mention in outside if tells(discourse, mention)}
        if len(guests) == 1:
            return discourse.found(guests.pop(), "role", scoring.GUEST)
    first_and_most = not guests and _first_and_most(people)
    return discourse.found(people[0].entity, "role", scoring.TOPIC) if first_and_most else (None, UNRESOLVED)


def _is_interviewed(discourse: Discourse, mention: EntityMention) -> bool:
    """True where a name follows "an interview with" or "we spoke to", with no other person before it."""
    match = _BEFORE_GUEST.search(discourse.text, max(0, mention.start - _REACH), mention.start)
    if match is None or _names(discourse, match.start(), mention.start):
        return False
    if match.lastgroup is None:
        return True
    words = discourse.entity_index.words
    begin = words.sentences[words.sentence(mention.start)]
    before = {PRONOUNS.get(word) for word in words.normals[words.at(begin) : words.at(match.start())]}
    return not _names(discourse, begin, match.start()) and before.isdisjoint(("male", "female"))


def _names(discourse: Discourse, start: int, end: int) -> bool:
    return any(discourse.maybe_person(mention.entity) for mention in discourse.entity_index.within(start, end))


def _gives_interview(discourse: Discourse, mention: EntityMention) -> bool:
    """True where a name is the subject of "spoke to our reporter" or the like."""
    return mention.subject and _GUEST.match(discourse.text, mention.end) is not None


def _first_and_most(people: Sequence[EntityMention]) -> bool:
    times = Counter(mention.entity for mention in people).most_common(2)
    return bool(times) and times[0][0] == people[0].entity and (len(times) < 2 or times[0][1] > times[1][1])
