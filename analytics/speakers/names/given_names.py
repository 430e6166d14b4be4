"""Which gender a given name usually goes with; the names are in ``analytics/lang/en/names.yaml``."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from analytics.lang import lexicon

_NAMES = lexicon.groups("given_names")
MALE, FEMALE, EITHER = _NAMES["male"], _NAMES["female"], _NAMES["either"]


@lru_cache(maxsize=20_000)
def _plain(name: str) -> str:
    """The first part of a name without accents: "helene" for "Hélène", "marie" for "Marie-Luise"."""
    letters = unicodedata.normalize("NFKD", name.casefold().partition("-")[0])
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def gender_of(given_name: str) -> str:
    """``"male"``, ``"female"``, or ``""`` where the name says nothing."""
    name = _plain(given_name)
    if name in EITHER:
        return ""
    male, female = name in MALE, name in FEMALE
    if male == female:
        return ""
    return "male" if male else "female"


def is_given_name(word: str) -> bool:
    """True where ``word`` is a common given name."""
    name = _plain(word)
    return name in MALE or name in FEMALE or name in EITHER
