"""Paragraphs written in capitals throughout, read as they would be written: "PETRA HOLM SAID" as "Petra Holm said".

A word that the rest of the article writes otherwise is written like that; a word of the lists is in lower case, an
abbreviation stays, and any other word is taken for a part of a name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from analytics.lang import lexicon
from analytics.records import Span
from analytics.speakers.lexicon import INSTITUTIONS, ROLES
from analytics.speakers.names.given_names import is_given_name
from analytics.text.document import Document

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[AEIOUYÀ-Ý]")
_ENDINGS = ("", "s", "ed", "d", "ing")
_FEWEST_WORDS = 6
_MOST_SMALL = 0.1  # of the words of such a paragraph
_OF = "of"
_DATES = lexicon.words("weekdays") | lexicon.words("months")
_BODIES = lexicon.words("bodies_in_capitals")
_VERBS = frozenset(verb.partition("_")[0] for group in lexicon.groups("cues").values() for verb in group)
_FUNCTION_WORDS = lexicon.words("sentence_openers")
_SMALL = lexicon.words("speech_words").union(ROLES, INSTITUTIONS, *lexicon.groups("irregular_verbs").values())


def recased(document: Document) -> Document:
    """The document with such paragraphs as they would be written, each word in its place; mostly the same one."""
    shouted = [span for span in document.paragraphs if _is_shouted(document.text, span)]
    if not shouted:
        return document
    forms = _forms(document.text, shouted)
    letters = list(document.text)
    for span in shouted:
        for start, word in _written(document.text, span, forms):
            if len(word) == len(document.text[start : start + len(word)]):
                letters[start : start + len(word)] = word
    return Document(replace(document.article, text="".join(letters)))


def _is_shouted(text: str, span: Span) -> bool:
    words = _WORD.findall(text, *span)
    small = sum(not word.isupper() for word in words)
    return len(words) >= _FEWEST_WORDS and small <= _MOST_SMALL * len(words)


def _forms(text: str, shouted: list[Span]) -> dict[str, str]:
    """How the rest of a text writes each of its words: the commonest form, in lower case where that is one."""
    rest = list(text)
    for start, end in shouted:
        rest[start:end] = " " * (end - start)
    times = Counter(_WORD.findall("".join(rest)))
    forms: dict[str, str] = {}
    for word, _ in sorted(times.items(), key=lambda item: (item[0].islower(), item[1])):
        forms[word.lower()] = word
    return forms


def _written(text: str, span: Span, forms: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Each word of a paragraph as it would be written, with its place."""
    found = [(match.start(), match.group()) for match in _WORD.finditer(text, *span)]
    for (start, word), (_, following) in pairwise([*found, (span[1], "")]):
        begins = start == span[0] or text[start - 2 : start - 1] in {".", "!", "?", ":"}
        written = _as_written(word, following.lower(), forms)
        yield start, written.capitalize() if begins and written.islower() else written


def _as_written(word: str, following: str, forms: dict[str, str]) -> str:
    low = word.lower()
    if low in _FUNCTION_WORDS and low not in _BODIES:
        return low
    if low in forms:
        return forms[low]
    if low in _BODIES or (len(word) > 1 and not _VOWEL.search(word)):
        return word
    if low in _DATES or (following == _OF and low in INSTITUTIONS):
        return word.capitalize()
    stems = (low.removesuffix(ending) for ending in _ENDINGS)
    known = low in _SMALL or any(stem in _VERBS or stem + "e" in _VERBS or stem in ROLES for stem in stems)
    return low if len(word) == 1 or (known and not is_given_name(low)) else word.capitalize()
