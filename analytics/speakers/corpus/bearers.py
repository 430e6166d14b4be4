"""Who else bears a surname: what stands before it anywhere in the articles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from analytics.speakers.entities.recognition import names_institution
from analytics.speakers.entities.roles import names_person
from analytics.speakers.lexicon import ATTRIBUTES, DAYS, DETERMINERS, PLACES, STOP, TITLES
from analytics.speakers.names.given_names import is_given_name

# Two words side by side; the second is looked at, not taken, so that it can be the first of the next two.
_PAIR = re.compile(r"(?<![\w’'-])([^\W\d_][\w’'-]*\.?)[ \u00a0](?=([^\W\d_][\w-]*))")
_NO_GIVEN_NAMES = TITLES | ATTRIBUTES | DAYS | DETERMINERS | STOP | PLACES
_OPENING = tuple("\"“‘«'([\n.!?:;")


def given_names(texts: Iterable[str], surnames: Set[str], lands: Set[str]) -> dict[str, set[str]]:
    """What may be a given name and stands before each of some surnames, exactly as these are written.

    ``lands`` are names and adjectives of countries, in lower case, which are no given names, as titles and days are
    none.
    """
    found: dict[str, set[str]] = {name: set() for name in surnames}
    for text in texts:
        for match in _PAIR.finditer(text):
            word, name = match.groups()
            if name in found and _may_be_given_name(word, text[: match.start()][-2:], lands):
                found[name].add(word.rstrip("."))
    return found


def _may_be_given_name(word: str, before: str, lands: Set[str]) -> bool:
    plain = word.rstrip(".").casefold()
    if not word[0].isupper() or plain in _NO_GIVEN_NAMES or plain in lands:
        return False
    if is_given_name(word) or word.endswith("."):
        return True
    begins_sentence = not before or before.rstrip(" ").endswith(_OPENING)
    return not begins_sentence and not names_person(plain) and not names_institution(plain)
