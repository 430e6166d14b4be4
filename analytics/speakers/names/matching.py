"""Names of people as they are written: folding of spellings, and whether two names can be one person's.

A name from another alphabet comes in many spellings (Mirzoyan, Mirzoian; Sergey, Sergei). ``fold`` maps the usual
ones to one key, which is for comparison only and never shown; where a letter stands for different sounds ("Ceyhun",
"Qasim"), a word has several ``keys``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from analytics.lang import lexicon
from analytics.speakers.names.given_names import gender_of, is_given_name

PARTICLES = lexicon.words("name_particles")
SUFFIXES = lexicon.words("name_suffixes")

_LETTERS = str.maketrans(
    {"ə": "a", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)
_ARTICLE = re.compile(r"^(?:al|el)-")  # "al-Orrin" is Orrin
# In this order: what is longer, or what a later rule would destroy, first.
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^(?:ye|ie)(?=[^aeiou])", "e"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dzh|zh|dj", "j"),
        (r"tz", "ts"),
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
# Letters that another spelling has as something else: Ceyhun and Jeyhun, Xəlilov and Khalilov, Müller and Mueller.
_OTHERWISE = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"^je(?=[^aeiouy])", "e"),
        (r"c(?=[aeiouəıöü])", "j"),
        (r"ç", "ch"),
        (r"ş", "sh"),
        (r"ə", "e"),
        (r"x", "kh"),
        (r"q", "g"),
        (r"ä", "ae"),
        (r"[öø]", "oe"),
        (r"ü", "ue"),
    )
)
_CONSONANT = re.compile(r"[^aeiou]")
_VOWELS = re.compile(r"[aeiou]+")
_LONG_SURNAME, _LONG_GIVEN_NAME = 7, 6  # letters of a key: in shorter ones a vowel is too much of the whole
_MOST_VOWELS = 2  # that differ
_SURNAMES_FIRST = lexicon.words("surnames_first")
_HONOURS = lexicon.words("honours_in_names")
_LIKE_WORDS = lexicon.words("surnames_like_words")
# What a given name after such a surname looks like: "Jinping", "Jae-in", "Jong Un".
_SYLLABLE = r"(?:[bcdfghjklmnpqrstwxyz]|[czstpk]h|ng|kw|tr)?[aeiouy]{1,3}(?:ng|n|er|k|p|m|l|t|c|ch|nh|h)?"
_GIVEN_AFTER_SURNAME = re.compile(rf"{_SYLLABLE}-?(?:{_SYLLABLE})?")


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """The key under which spellings of one word of a name fall together; ``""`` for what holds no letter."""
    text = unicodedata.normalize("NFKD", _ARTICLE.sub("", word.casefold()).translate(_LETTERS))
    text = "".join(letter for letter in text if letter.isalpha() and not unicodedata.combining(letter))
    for pattern, to in _FOLDS:
        text = pattern.sub(to, text)
    return text


@lru_cache(maxsize=20_000)
def keys(word: str) -> frozenset[str]:
    """Every key that a spelling of the word may have, that of ``fold`` among them."""
    found = {unicodedata.normalize("NFC", word.casefold())}
    for pattern, to in _OTHERWISE:
        found |= {pattern.sub(to, spelling) for spelling in found}
    return frozenset(map(fold, (word, *found)))


def fold_name(name: str) -> str:
    """The key of a whole name: its folded words, joined by spaces."""
    return " ".join(filter(None, map(fold, name.split())))


@lru_cache(maxsize=20_000)
def skeleton(folded: str) -> str:
    """The first letter and the consonants of a folded word."""
    return folded[:1] + _VOWELS.sub("", folded[1:])


def skeletons(word: str) -> frozenset[str]:
    """The skeletons of a word's keys."""
    return frozenset(map(skeleton, keys(word)))


def core(tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens without suffixes such as "Jr." and what honours before a full name: "Syed Ana Velt"."""
    kept = tuple(token for token in tokens if token.casefold() not in SUFFIXES)
    honoured = len(kept) > 2 and kept[0].casefold() in _HONOURS
    return kept[honoured:] or tuple(tokens)


def suffix(tokens: Sequence[str]) -> str:
    """The suffix of a name, such as "jr"; ``""`` where it has none."""
    last = tokens[-1].casefold() if len(tokens) > 1 else ""
    return last.rstrip(".") if last in SUFFIXES else ""


def surname(tokens: Sequence[str]) -> str:
    """The last word of a name, suffixes apart; the first where the surname stands first: "Xi" of "Xi Jinping"."""
    name = core(tokens)
    return name[0] if surname_first(name) else name[-1]


def given_name(tokens: Sequence[str]) -> str:
    """The first word of a name of at least two; of one whose surname stands first all that follows, as one word."""
    name = core(tokens)
    return "".join(name[1:]) if surname_first(name) else name[0]


@lru_cache(maxsize=20_000)
def surname_first(name: tuple[str, ...]) -> bool:
    """True where a full name begins with the surname, as Chinese, Korean and Vietnamese ones do."""
    if not 2 <= len(name) <= 3 or name[0].casefold() not in _SURNAMES_FIRST:
        return False
    given = name[1:]
    if any(map(is_given_name, given)):  # "Lee Harvey Velt"
        return False
    if name[0].casefold() in _LIKE_WORDS and len(given) == 1 and "-" not in given[0]:  # "Park Lane"
        return False
    return all(_GIVEN_AFTER_SURNAME.fullmatch(word.casefold()) for word in given)


def similar_surnames(first: str, second: str) -> bool:
    """True where two surnames are spellings of one: a key in common, or, if long, vowels that are written alike."""
    if keys(first) & keys(second):
        return True
    return _written_alike(fold(first), fold(second), _LONG_SURNAME)


@lru_cache(maxsize=20_000)
def _written_alike(one: str, two: str, least: int) -> bool:
    """True where two long keys have the same consonants and end, and in one or two places vowels that transliteration
    confuses: "a" and "e", a vowel or none, one vowel or two ("ia", "aia"). Hasanov is not Huseynov."""
    if min(len(one), len(two)) < least or skeleton(one) != skeleton(two):
        return False
    pairs = list(zip(_CONSONANT.split(one[1:]), _CONSONANT.split(two[1:]), strict=True))
    different = [pair for pair in pairs if pair[0] != pair[1]]
    return (
        len(different) <= _MOST_VOWELS
        and pairs[-1] not in different
        and all({a, b} == {"a", "e"} or _ends_in(a, b) or _ends_in(b, a) for a, b in different)
    )


def _misspelt(one: str, two: str) -> bool:
    """True where two long keys differ in one letter, a vowel inside: "Vladamir"."""
    different = [k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b]
    inside = len(one) == len(two) > _LONG_SURNAME and len(different) == 1 and 0 < different[0] < len(one) - 1
    return inside and {one[different[0]], two[different[0]]} <= set("aeiou")


def _ends_in(long: str, short: str) -> bool:
    return long.startswith(short) or long.endswith(short)


def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, forms in lexicon.groups("given_name_forms").items():
        for form in {name, *forms}:
            found.setdefault(fold(form), set()).add(name)
    return {form: frozenset(names) for form, names in found.items()}


_FORMS = _forms()  # the key of a form of a given name to the names that it is a form of


@lru_cache(maxsize=20_000)
def similar_given_names(first: str, second: str) -> bool:
    """True where two given names can be one person's: spellings, an initial, a short form, a form of another language.

    Two names that are known to be given names, and are no forms of one, are two: Arman is not Armen.
    """
    one, two = fold(first), fold(second)
    if not one or not two or keys(first) & keys(second):
        return True
    if is_initial(first) or is_initial(second):
        return _letters(first)[:1] == _letters(second)[:1]
    if _FORMS.get(one, frozenset()) & _FORMS.get(two, frozenset()):
        return not _genders_differ(first, second)
    if is_given_name(first) and is_given_name(second):
        return False
    alike = _written_alike(one, two, _LONG_GIVEN_NAME) or _misspelt(one, two)
    return alike and not _genders_differ(first, second)


def is_initial(word: str) -> bool:
    """True where a word of a name is an initial, or several: "J", "J.D."."""
    letters = _letters(word)
    return len(letters) == 1 or (0 < len(letters) <= 3 and "." in word) or (len(letters) == 2 and word.isupper())


def _letters(word: str) -> str:
    return "".join(letter for letter in fold(word[:1]) + word[1:].casefold() if letter.isalpha())


def _genders_differ(first: str, second: str) -> bool:
    return {gender_of(first), gender_of(second)} == {"male", "female"}


def same_person(first: Sequence[str], second: Sequence[str]) -> bool:
    """True where two full names (given name and surname at least) can be one person's.

    The surnames must be spellings of one, and so must the given names. Of the words between them one name may have
    fewer, but two different initials are two people's, and so are a suffix and none ("Velt Jr.").
    """
    if suffix(first) != suffix(second):
        return False
    one, two = core(first), core(second)
    short, long = sorted((one, two), key=len)
    if len(short) >= 2 and tuple(map(fold, short)) == tuple(map(fold, long[-len(short) :])):
        return True  # "Gómez Keller" for "Ana Gómez Keller"
    if len(one) == len(two) == 2 and tuple(map(fold, one)) == tuple(map(fold, reversed(two))):
        return True  # "Velt Mara"
    if not similar_surnames(surname(one), surname(two)):
        return False
    if len(one) < 2 or len(two) < 2:
        return True
    return similar_given_names(given_name(one), given_name(two)) and not _initials_clash(one[1:-1], two[1:-1])


def _initials_clash(first: Sequence[str], second: Sequence[str]) -> bool:
    """True where both names have initials in their middle, and others: "Ana W. Velt", "Ana H.W. Velt"."""
    if not first or not second or not all(map(is_initial, (*first, *second))):
        return False
    return "".join(map(_letters, first)) != "".join(map(_letters, second))
