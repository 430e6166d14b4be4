"""What somebody is: roles in front of a name, after it, or instead of it, and whether two of them fit together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from analytics.lang import lexicon
from analytics.speakers import scoring
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.lexicon import (
    EXCLUSIVE,
    HYPERNYMS,
    OFFICES,
    PREPOSITIONS,
    ROLE_FAMILIES,
    ROLES,
    THINGS,
)

_ROLE_ENDINGS = tuple(lexicon.words("role_endings"))
_PERSON_ENDINGS = tuple(lexicon.words("person_endings"))
_SHORT = 4  # letters: in words as short as "beer" or "door" these are no endings
# A deputy mayor is no mayor; a former one is still called "the mayor".
RANKS = lexicon.words("deputies")
_TENSES = lexicon.words("tenses")
QUALIFIERS = RANKS | _TENSES
"""Words before a role that make it another."""
_EMPTY = lexicon.words("empty_in_roles")
_FORMER = "former"
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_ANY_BODY = "chief"
_NOT_NOW = lexicon.words("not_in_office")
_SUFFIXES = ("-elect", "-designate")


@dataclass(frozen=True, slots=True)
class Role:
    """A role: its head noun (by family), the words that describe it, the book's titles and body that it names.

    ``past`` where the book knows that it was given up, so that only "the former minister" still means it.
    """

    head: str
    words: frozenset[str]
    titles: frozenset[str] = frozenset()
    body: str = ""
    past: bool = False


def is_role(word: str, nouns: Set[str] = frozenset()) -> bool:
    """True where a word in its normal form says what somebody is, be it one of the book's own ``nouns``."""
    if word.endswith(_SUFFIXES):
        return word.rpartition("-")[0] in ROLES
    return word in ROLES or word.endswith(_ROLE_ENDINGS) or word.rpartition("-")[2] in nouns


def names_person(word: str) -> bool:
    """True where a noun is one for a person: a known role, or by its ending ("conductor", "pianist", "ombudsman")."""
    return is_role(word) or (word.endswith(_PERSON_ENDINGS) and word not in THINGS and len(word) > _SHORT)


def family(word: str) -> str:
    """The word that stands for all of its meaning: "spokesperson" for "spokeswoman"."""
    return ROLE_FAMILIES.get(word, word)


def _titles(words: Sequence[str], head: int, body: str, book: SpeakerBook) -> frozenset[str]:
    """The titles that the longest wordings around the head may mean: not "the prime minister's spokesman"."""
    best: list[str] = []
    longest = 0
    wordings = book.title_wordings
    for index, word in enumerate(words):
        for wording, title in wordings.get(word, ()):
            around = index <= head < index + len(wording)
            if around and len(wording) >= longest and tuple(words[index : index + len(wording)]) == wording:
                best = [title] if len(wording) > longest else [*best, title]
                longest = len(wording)
    # "The head" is the word for many offices, each of a body that must be named.
    return frozenset(best if longest > 1 or body or family(words[head]) != _OF_ANY_BODY else ())


def head_of(words: Sequence[str], nouns: Set[str] = frozenset()) -> int | None:
    """The index of the head: the last role noun before the first preposition; None where there is none.

    ``nouns`` are role nouns besides those of the lists, as the book has them.
    """
    for index, word in enumerate(words):
        if word in PREPOSITIONS and index:
            words = words[:index]
            break
    for index in range(len(words) - 1, -1, -1):
        if is_role(words[index], nouns):
            return index
    return None


def parse_role(words: Sequence[str], book: SpeakerBook, lands: Mapping[str, str] | None = None) -> Role | None:
    """The role that the words (in their normal forms) describe; None where they describe none.

    ``lands`` are the names and adjectives of countries that the article has and the book has not.
    """
    lands = lands or {}
    words = [part for word in words for part in word.split("-")]
    head = head_of(words, book.role_nouns)
    if head is None:
        return None
    content = frozenset(family(word) for word in words if word not in _EMPTY and word not in lands)
    body = _body(words, book) or next((lands[word] for word in words if word in lands), "")
    titles = _titles(words, head, body, book)
    # Each country has its own office that "the Norland leader" means.
    if words[head] == "leader" and body in book.leaders:
        titles |= {book.leaders[body]}
    return Role(family(words[head]), content, titles, body)


def _body(words: Sequence[str], book: SpeakerBook) -> str:
    found = [(end - index, name) for index in range(len(words)) for end, name in book.phrases_at(words, index)]
    length, name = max(found, key=lambda item: item[0], default=(0, ""))
    if length > 1 or book.is_institution(name):
        return name
    bodies = [book.body_words[word] for word in words if word in book.body_words]
    return bodies[0] if bodies else ""


def same_side(first: str, second: str, book: SpeakerBook) -> bool:
    """True where two bodies belong to one country or organisation."""
    return (book.side(first) or first) == (book.side(second) or second)


def _apart(phrase: Role, role: Role, book: SpeakerBook) -> bool:
    """True where a phrase cannot mean a role, however alike their words are."""
    if phrase.body and role.body and not same_side(phrase.body, role.body, book):
        return True
    if (phrase.words ^ role.words) & RANKS:  # a deputy minister and a minister
        return True
    # The Labour senator and the Conservative one; where only one has a party it may be the other's, too.
    if (ours := phrase.words & EXCLUSIVE) and (theirs := role.words & EXCLUSIVE) and not ours & theirs:
        return True
    # The former president is not the president, while "the former pilot" may be introduced as a pilot.
    if phrase.head in OFFICES and (phrase.words & _NOT_NOW) - role.words:
        return True
    if role.past and not phrase.words & _NOT_NOW:
        return True
    years = set(filter(_YEAR.fullmatch, role.words))  # "the nominee" is not "2012 nominee Mara Velt"
    return bool(years) and not years & phrase.words


def fit(phrase: Role, role: Role, book: SpeakerBook) -> float:
    """How well a phrase that refers to somebody fits a role that they have; 0 where it does not."""
    if _apart(phrase, role, book):
        return 0.0
    of_one_body = bool(phrase.body and role.body)
    if phrase.titles & role.titles:
        score = scoring.SAME_TITLE
    elif phrase.head == role.head:
        score = scoring.SAME_HEAD
    elif role.head in HYPERNYMS.get(phrase.head, ()):
        score = scoring.HYPERNYM
    else:
        return 0.0
    modifiers = phrase.words - {phrase.head} - book.body_words.keys()
    known = len(modifiers & role.words)
    if score == scoring.HYPERNYM and known < len(modifiers):
        return 0.0  # "the band leader" is no governor
    if score < scoring.SAME_TITLE and known * 2 < len(modifiers) and role.words - {role.head} - _TENSES:
        return 0.0  # "the Lindfurt governor" is not the governor of another place
    score += scoring.MODIFIER_IN_COMMON * known - scoring.MODIFIER_UNKNOWN * (len(modifiers) - known)
    score -= scoring.NOT_NOW if (role.words & _NOT_NOW) - phrase.words else 0.0
    return score + (scoring.SAME_BODY if of_one_body else 0.0)


def as_former(role: Role) -> Role:
    """The same role of somebody who no longer has it."""
    return replace(role, words=role.words | {_FORMER}, past=True)


def not_in_office(role: Role) -> bool:
    """True where a role says that somebody held an office, or will: of these the book's holder is none."""
    return bool(role.words & (_NOT_NOW | RANKS))


def office_roles(offices: Iterable[tuple[str, str]], book: SpeakerBook) -> tuple[Role, ...]:
    """The roles that go with offices, given as (title, body)."""
    found = []
    for title, body in offices:
        words = title.replace("-", " ").split()
        head = head_of(words, book.role_nouns)
        if head is not None:
            found.append(Role(family(words[head]), frozenset(map(family, words)), frozenset({title}), body))
    return tuple(found)
