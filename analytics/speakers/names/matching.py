"""Names of people as they are written: folding of spellings, and whether two names can be one person's.

A name from another alphabet comes in many spellings (Mirzoyan, Mirzoian; Sergey, Sergei). ``fold`` maps the usual
ones to one key, which is for comparison only and never shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from analytics.lang import lexicon
from analytics.speakers.names.given_names import gender_of

PARTICLES = lexicon.words("name_particles")
SUFFIXES = lexicon.words("name_suffixes")

_LETTERS = str.maketrans(
    {"ə": "a", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)
# In this order: what is longer, or what a later rule would destroy, first.
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:ye|je|ie)(?=[^aeiou])", "e"),
        (r"kh", "h"),
        (r"dzh|zh|dj", "j"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"ou|oo", "u"),
        (r"x", "ks"),
        (r"q", "k"),
        (r"w", "v"),
        (r"(?<=[aeiou])j", "i"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
        (r"ie", "e"),
    )
)
_VOWELS = re.compile(r"[aeiou]+")
_NICKNAMES = lexicon.table("nicknames")


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The key under which spellings of one word of a name fall together; ``""`` for what holds no letter."""
    text = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    text = "".join(letter for letter in text if letter.isalpha() and not unicodedata.combining(letter))
    for pattern, to in _FOLDS:
        text = pattern.sub(to, text)
    return text


def fold_name(name: str) -> str:
    """The key of a whole name: its folded words, joined by spaces."""
    return " ".join(filter(None, map(fold, name.split())))


@lru_cache(maxsize=20_000)
def skeleton(folded: str) -> str:
    """The first letter and the consonants of a folded word."""
    return folded[:1] + _VOWELS.sub("", folded[1:])


def core(tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens without suffixes such as "Jr."."""
    kept = tuple(token for token in tokens if token.casefold() not in SUFFIXES)
    return kept or tuple(tokens)


def surname(tokens: Sequence[str]) -> str:
    """The last word of a name, suffixes apart."""
    return core(tokens)[-1]


def similar_surnames(first: str, second: str) -> bool:
    """True where two surnames are spellings of one: equal when folded, or, if long, with the same consonants."""
    one, two = fold(first), fold(second)
    if one == two:
        return True
    return min(len(one), len(two)) >= 7 and abs(len(one) - len(two)) <= 1 and skeleton(one) == skeleton(two)


@lru_cache(maxsize=20_000)
def similar_given_names(first: str, second: str) -> bool:
    """True where two given names can be one person's: spellings, an initial, a short form, a nickname."""
    one, two = fold(first), fold(second)
    if one == two or not one or not two:
        return True
    short, long = sorted((one, two), key=len)
    if len(short) == 1:
        return long.startswith(short)
    if skeleton(one) == skeleton(two) and len(skeleton(one)) > 2 and not _genders_differ(first, second):
        return True
    if len(short) >= 3 and long.startswith(short) and not _genders_differ(first, second):
        return True
    plain = _NICKNAMES.get(first.casefold(), first.casefold()), _NICKNAMES.get(second.casefold(), second.casefold())
    return plain[0] == plain[1]


def _genders_differ(first: str, second: str) -> bool:
    return {gender_of(first), gender_of(second)} == {"male", "female"}


def same_person(first: Sequence[str], second: Sequence[str]) -> bool:
    """True where two full names (given name and surname at least) can be one person's.

    The surnames must be spellings of one, and so must the given names; words between them decide nothing.
    """
    one, two = core(first), core(second)
    short, long = sorted((one, two), key=len)
    if len(short) >= 2 and tuple(map(fold, short)) == tuple(map(fold, long[-len(short) :])):
        return True  # "Gómez Keller" for "Ana Gómez Keller"
    if not similar_surnames(one[-1], two[-1]):
        return False
    if len(one) < 2 or len(two) < 2:
        return True
    return similar_given_names(one[0], two[0])
