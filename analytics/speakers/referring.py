"""Whom a role means ("the mayor"): by what the article says of people, by the book at its date, by who is near."""

from __future__ import annotations

from analytics.records import Span, Speaker
from analytics.speakers.lexicon import EXCLUSIVE
from analytics.speakers.memory import NEAR, UNRESOLVED, Memory, Resolved
from analytics.speakers.phrases import Phrase
from analytics.speakers.roles import RANKS, Role, fit, names_person

_MOST_NAMES = 100  # after "an aide", among which somebody may be called so
_OF_ANOTHER = frozenset("counterpart colleague predecessor successor rival opponent".split())
_COMPANIES = frozenset("company firm group agency bank club newspaper organisation organization".split())


def role_means(memory: Memory, phrase: Phrase, source: Span) -> Resolved:
    """Who is meant by a role, or by any other noun for a person, that stands at ``source``."""
    role = phrase.role
    if role is None:
        return None, UNRESOLVED
    if not phrase.definite:
        return _named_later(memory, role, source)
    in_book = _holder_in_book(memory, role)
    owners = _owners(memory, phrase, source)
    entity, confidence = _holder_in_article(memory, role, source, phrase.gender, owners)
    if entity is not None:
        # Of a country's minister the book knows more than an article that does not say whose minister it means.
        vague = not memory.cast.entities[entity].side and not any(r.body for r in memory.cast.entities[entity].roles)
        if not (in_book[1].name and vague):
            return memory.found(entity, "role", confidence)
    if phrase.owned or in_book[1].name:
        return in_book
    return _from_article(memory, phrase, role, source, owners)


def _owners(memory: Memory, phrase: Phrase, source: Span) -> set[int]:
    """Who is not meant by "her colleague" or "Holm's predecessor", because it is theirs: nobody is their own.

    "Her colleague" is that of whoever spoke last; "his brother" may be the brother who spoke last.
    """
    within = memory.cast.within(*source)
    owners = {mention.entity for mention in within if memory.text.startswith(("'s", "’s"), mention.end)}
    last = memory.spoken[-1].entity if memory.spoken else None
    peer = phrase.possessive and phrase.role is not None and phrase.role.head in _OF_ANOTHER
    return owners | {last} if peer and last is not None else owners


def _from_article(memory: Memory, phrase: Phrase, role: Role, source: Span, owners: set[int]) -> Resolved:
    """Whom a role means by what the article says in its own words: kin, an apposition, the sentence before."""
    if phrase.relative:
        return _kin(memory, phrase.gender)
    whole = _name_ending_in(memory, phrase.noun, source)
    if whole is not None:
        return memory.found(whole, "role", 0.75)
    if role.words & (RANKS | EXCLUSIVE):
        return None, UNRESOLVED
    described = {index for index in memory.lookup.described(role.head) - owners if not _has(memory, index, role)}
    if len(described) == 1:
        return memory.found(described.pop(), "role", 0.8)
    if described or (role.titles and not role.body) or not names_person(role.head):
        return None, UNRESOLVED
    subject = None if phrase.possessive else _subject_before(memory, source, phrase.gender)
    return memory.found(subject, "role", 0.55) if subject is not None else (None, UNRESOLVED)


def _name_ending_in(memory: Memory, noun: str, source: Span) -> int | None:
    """The organisation named before whose name ends in the noun: "the pact" for "Northern Shield Pact"."""
    named = memory.lookup.ending_in.get(noun)
    return named.last(source[0]) if named else None


def _has(memory: Memory, entity: int, role: Role) -> bool:
    """Whether the article gives somebody such a role, which then has been compared already."""
    return any(held.head == role.head for held in memory.cast.entities[entity].roles)


def _kin(memory: Memory, gender: str) -> Resolved:
    """Whom "his wife" means: the one person of that gender who bears the surname of somebody else."""
    kin = (index for index in memory.lookup.namesakes if gender and memory.gender(index) in ("", gender))
    one, another = next(kin, None), next(kin, None)
    return memory.found(one, "role", 0.6) if one is not None and another is None else (None, UNRESOLVED)


def _subject_before(memory: Memory, source: Span, gender: str) -> int | None:
    """The one person, without a role, of whom the sentence before in the same paragraph tells or whom it quotes."""
    words = memory.cast.words
    last = memory.spoken[-1] if memory.spoken else None
    same = last is not None and last.end > memory.paragraph(source[0])[0]
    if same and last is not None and last.entity is not None and memory.nameless(last.entity, gender):
        return last.entity
    begin = words.sentences[max(0, words.sentence(source[0]) - 2)]
    near = memory.cast.within(max(memory.paragraph(source[0])[0], begin), source[0])
    people = {m.entity for m in near if memory.person(m.entity)}
    if len(people) != 1:
        return None
    found = people.pop()
    return found if memory.nameless(found, gender) else None


def _holder_in_article(
    memory: Memory, role: Role, source: Span, gender: str, owners: set[int]
) -> tuple[int | None, float]:
    """The person of the article whom a role fits best; of several, the one named last before it."""
    best, rivals = memory.lookup.holders(role, gender).best(source[0], owners)
    return best, 0.9 if not rivals else 0.7


def _holder_in_book(memory: Memory, role: Role) -> Resolved:
    if memory.cast.when is None or not role.body:
        return None, UNRESOLVED
    bodies = [role.body]
    if "spokesperson" not in role.titles:  # each institution has its own, but a parliament's speaker is its country's
        bodies.append(memory.book.side(role.body) or role.body)
    when = memory.cast.when
    holders = {memory.book.holder(title, body, when) for title in role.titles for body in bodies} - {("", 0.0)}
    if len(holders) != 1:
        return None, UNRESOLVED
    name, confidence = holders.pop()
    return None, Speaker(name, "role", confidence)


def _named_later(memory: Memory, role: Role, source: Span) -> Resolved:
    """Somebody whom the next sentences name in an apposition: "an aide said ... The official, A. B., said"."""
    sentence = memory.cast.words.sentence(source[0])
    for mention in memory.cast.after(source[1], _MOST_NAMES):
        if memory.cast.words.sentence(mention.start) > sentence + NEAR:
            break
        entity = memory.cast.entities[mention.entity]
        before = memory.text[max(0, mention.start - 40) : mention.start]
        if entity.kind != "person" or not before.endswith(", ") or "The " not in before:
            continue
        head = before[before.rindex("The ") + 4 : -2].casefold()
        named = Role(head, frozenset({head}))
        if fit(Role(role.head, frozenset()), named, memory.book) or fit(named, role, memory.book):
            return memory.found(mention.entity, "role", 0.7)
    return None, UNRESOLVED


def institution_means(memory: Memory, phrase: Phrase, source: Span) -> Resolved:
    """The institution that a phrase such as "the ministry" refers back to, or the phrase's own name."""
    named = memory.lookup.institutions.get(phrase.head)
    meant = named.last(source[0]) if named else None
    if meant is not None:
        return memory.found(meant, "role", 0.8)
    if phrase.name:
        return None, Speaker(phrase.name, "named", 0.7)
    company = _company(memory, source) if phrase.head in _COMPANIES else None
    return memory.found(company, "role", 0.55) if company is not None else (None, UNRESOLVED)


def _company(memory: Memory, source: Span) -> int | None:
    """The one name before "the company", in the same paragraph, that is neither a person's nor a place's."""
    begin, names = memory.paragraph(source[0])[0], memory.lookup.companies
    one = names.last(source[0], since=begin)
    others = None if one is None else names.last(source[0], since=begin, without={one})
    return one if others is None else None
