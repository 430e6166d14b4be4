"""Whom an epithet means ("the candidate", "the NFL legend") that says nothing by which the article would know them.

Such a noun stands for variety in the place of a pronoun: it means whoever is spoken of already. What the article says
of people comes first (:mod:`.nominals`); this is the guess where that tells nothing.
"""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.records import Span
from analytics.speakers import scoring
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.source_phrases import SourcePhrase
from analytics.speakers.entities.roles import RANKS, Role, family, same_side
from analytics.speakers.lexicon import EXCLUSIVE, INDEFINITE
from analytics.text.tokens import normal
from analytics.text.words import Words, split

_EPITHETS = lexicon.words("epithets")
_OF_ANOTHER = lexicon.words("epithets_of_another")
_DEFINITE = frozenset(("the", "this", "that"))
_PEOPLES = ("ch", "ese", "sh", "ss")  # "the Dutch", "the Swiss" are all of them
_INDEFINITE_REACH = 4  # words: "a senior ministry official"


def resolve_epithet(discourse: Discourse, phrase: SourcePhrase, source: Span) -> Resolved:
    """Who is spoken of already when an epithet is their speaker's at ``source``; nobody where it may be another."""
    role = phrase.role
    if role is None or not _is_epithet(discourse, phrase, role, source):
        return None, UNRESOLVED
    asker, asked = discourse.asked(())
    present = _present(discourse, source)
    alone = present.pop() if len(present) == 1 and asker is None else None
    meant = asked if asker is not None else _goes_on(discourse, source) if alone is None else alone
    if meant is None or _named_beside(discourse, meant, source):
        return None, UNRESOLVED
    if not _may_be(discourse, meant, role, phrase.gender, sure=alone is not None):
        return None, UNRESOLVED
    return discourse.found(meant, "role", scoring.EPITHET)


def _is_epithet(discourse: Discourse, phrase: SourcePhrase, role: Role, source: Span) -> bool:
    said = split(discourse.text[slice(*source)])
    two = "and the" in discourse.text[slice(*source)].casefold()
    others = two or phrase.possessive or phrase.owned or role.words & RANKS or not _OF_ANOTHER.isdisjoint(said.normals)
    if others or _DEFINITE.isdisjoint(said.normals) or not _is_known(discourse, role, said):
        return False
    return not _introduced(discourse, role, source) and not _told_by_another(discourse, source)


def _is_known(discourse: Discourse, role: Role, said: Words) -> bool:
    """True for a noun that may stand for a name; "the Advocate" is itself one, and "the Swiss" are a people."""
    if role.head in discourse.book.adjectives:
        return not role.head.endswith(_PEOPLES)
    names = any(form.istitle() for form in said.forms if family(normal(form)) == role.head)
    return role.head in EXCLUSIVE or (role.head in _EPITHETS and not names)


def _told_by_another(discourse: Discourse, source: Span) -> bool:
    """True where somebody's words stand around it, or before it in the same sentence: "Holm said the plan is late, one
    the official denies"."""
    last, words = (discourse.spoken[-1] if discourse.spoken else None), discourse.entity_index.words
    reported = last is not None and last.attribution.kind != "direct" and last.end <= source[0]
    same = last is not None and words.sentence(last.end - 1) == words.sentence(source[0])
    return discourse.saying(source[0]) is not None or (reported and same)


def _window(discourse: Discourse, offset: int) -> int:
    """Where the paragraph before begins."""
    return discourse.paragraph(max(0, discourse.paragraph(offset)[0] - 1))[0]


def _named_beside(discourse: Discourse, meant: int, source: Span) -> bool:
    """True where somebody is named later in the sentence: in "the candidate said of Holm" she is another."""
    words = discourse.entity_index.words
    following = words.sentences[(here := words.sentence(source[0]) + 1) : here + 1]
    end = following[0] if following else len(discourse.text)
    return any(mention.entity == meant for mention in discourse.entity_index.within(source[1], end))


def _introduced(discourse: Discourse, role: Role, source: Span) -> bool:
    """True where somebody without a name spoke as such, or was just called so: "a lawmaker left. The lawmaker said"."""
    if role.head in discourse.unnamed_nouns:
        return True
    words = discourse.entity_index.words
    first, last = words.at(_window(discourse, source[0])), words.at(source[0])
    nouns = (k for k in range(first, last) if family(words.normals[k]) == role.head)
    return any(not INDEFINITE.isdisjoint(words.normals[max(first, k - _INDEFINITE_REACH) : k]) for k in nouns)


def _present(discourse: Discourse, source: Span) -> set[int]:
    """The people who are named outside others' words, or speak, in this paragraph and the one before."""
    begin = _window(discourse, source[0])
    named = discourse.entity_index.within(begin, source[0])
    people = {m.entity for m in named if not discourse.is_said(m.start) and discourse.maybe_person(m.entity)}
    near = [spoken for spoken in discourse.spoken[-scoring.STATEMENTS_AROUND :] if spoken.end > begin]
    unnamed = {-1 for spoken in near if discourse.is_unnamed(spoken)}  # somebody else, whom the article does not name
    return people | unnamed | {s.entity for s in near if s.entity is not None and discourse.maybe_person(s.entity)}


def _goes_on(discourse: Discourse, source: Span) -> int | None:
    """The person who spoke last, where nobody else has been named outside their words since."""
    last = discourse.spoken[-1] if discourse.spoken else None
    if last is None or last.entity is None or not discourse.person(last.entity):
        return None
    words = discourse.entity_index.words
    if words.sentence(source[0]) - words.sentence(last.end - 1) > scoring.FARTHEST_SPEAKER:
        return None
    since = discourse.entity_index.within(last.end, source[0])
    others = (m for m in since if m.entity != last.entity and discourse.maybe_person(m.entity))
    return None if any(not discourse.is_said(m.start) for m in others) else last.entity


def _may_be(discourse: Discourse, meant: int, role: Role, gender: str, *, sure: bool) -> bool:
    """False where what the article says of somebody speaks against an epithet, or calls another so."""
    if meant < 0 or not discourse.person(meant) or (gender and discourse.gender(meant) not in ("", gender)):
        return False
    entity = discourse.entity_index.entities[meant]
    sides = {side for side in (entity.side, *(held.body for held in entity.roles)) if side}
    if role.body and sides and not any(same_side(role.body, side, discourse.book) for side in sides):
        return False
    held = frozenset().union(*(one.words for one in entity.roles))
    ours, theirs = role.words & EXCLUSIVE, held & EXCLUSIVE
    if ours and not (ours & theirs if theirs else sure):
        return False
    holders = discourse.lookup.holders(role, gender)
    called = discourse.lookup.described(role.head)
    taken = holders.best(len(discourse.text), frozenset())[0] is not None or bool(called)
    return not taken or holders.score(meant) > 0 or meant in called
