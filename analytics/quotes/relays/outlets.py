"""Phrases that name an outlet or a news agency: "the daily Marsk Post", "state TV", "LPA"."""

from __future__ import annotations

import re

from analytics.lang import lexicon
from analytics.quotes.rules.noun_phrases import TIMES, Tokens
from analytics.text.document import Document
from analytics.text.tokens import Token

_NOUNS = lexicon.words("outlet_nouns")
_IN_NAMES = lexicon.words("outlet_nouns_in_names")
_AFTER_NEWS = lexicon.words("outlet_nouns_after_news")
_OPENERS = lexicon.words("outlet_openers")
_BEFORE = lexicon.words("before_outlet_nouns")
_NAMES = lexicon.words("outlet_names")
_BODIES = lexicon.words("bodies_in_capitals")
_FUNCTION_WORDS = lexicon.words("function_words")
_ARTICLES = lexicon.words("articles")
_ADDRESS = re.compile(rf"[\w-]+\.{lexicon.alternatives(lexicon.words('outlet_domains'))}", re.IGNORECASE)
_ALL_NOUNS = _NOUNS | _IN_NAMES | _AFTER_NEWS
_LONGEST = 8  # words: "the private Norland television channel Marsk Today"
_NEWS = "news"
_REPORTS = frozenset(("report", "reports"))
_OF = frozenset(("by", "from", "in", "on"))

_CAPITALS = r"[A-Z]{2,8}"
_SAID_TO_BE = re.compile(  # "the LPA news agency", "news agency LPA", "LORVAN, 5 March (LPA) -", "/LPA/"
    rf"\b({_CAPITALS}) (?:news )?{lexicon.alternatives(_NOUNS | _AFTER_NEWS)}\b"
    rf"|\b{lexicon.alternatives(_NOUNS | _AFTER_NEWS)},? ({_CAPITALS})\b"
    rf"|\(({_CAPITALS})\)\s?[-–—]|/({_CAPITALS})/"
)
_MAYBE = re.compile(rf"\b(?:{_CAPITALS}|(?i:{lexicon.alternatives(_ALL_NOUNS | _NAMES)}))\b|{_ADDRESS.pattern}")


class Outlets:
    """The outlets that one text names."""

    def __init__(self, document: Document) -> None:
        said = (name for match in _SAID_TO_BE.finditer(document.text) for name in match.groups() if name)
        self._known = {*said, *document.article.outlet.split()} - {name.upper() for name in _BODIES}

    def may_stand_in(self, text: str, start: int, end: int) -> bool:
        """False where no outlet can be named in a part of a text."""
        return _MAYBE.search(text, start, end) is not None

    def end_at(self, words: Tokens, start: int) -> int | None:
        """The index after an outlet's name that begins at ``start``, or after reports of one; None where none does.

        A name in capitals throughout is enough, though it may be that of another body: see :meth:`is_sure`.
        """
        first = start + (start < len(words) and words[start].lower in _ARTICLES)
        last = first
        while last < min(len(words), first + _LONGEST) and _goes_on(words[last]):
            last += 1
        for end in range(last, first, -1):
            if _is_acronym(words[first:end]) or self.is_sure(words, (start, end)):
                return end
        reports = first + 1 < len(words) and words[first].lower in _REPORTS and words[first + 1].lower in _OF
        return self.end_at(words, first + 2) if reports else None

    def is_sure(self, words: Tokens, span: tuple[int, int]) -> bool:
        """True where the words of a span are the name of an outlet, or a noun for one."""
        first, end = span
        article = words[first].lower in _ARTICLES
        phrase = words[first + article : end]
        if not phrase:
            return False
        last = phrase[-1]
        if len(phrase) == 1 and (last.text in self._known or (last.is_name and last.lower in _NAMES)):
            return True
        if last.lower in _NOUNS or _ADDRESS.fullmatch(last.text):
            return True
        if last.lower in _IN_NAMES:
            return len(phrase) > 1 or (article and last.is_name)
        if last.lower in _AFTER_NEWS:
            return len(phrase) > 1 and _tells_news(phrase[-2])
        return _ends_in_name(phrase)


def _is_acronym(phrase: Tokens) -> bool:
    text = phrase[0].text
    return len(phrase) == 1 and len(text) > 1 and text.isalpha() and text.isupper() and text.lower() not in _BODIES


def _goes_on(word: Token) -> bool:
    if word.is_mark or word.is_quotation or word.lower in TIMES:
        return False
    name = word.is_name and word.lower not in _FUNCTION_WORDS
    return name or word.text.isdigit() or word.lower in _BEFORE | _ALL_NOUNS


def _tells_news(word: Token) -> bool:
    return word.lower == _NEWS or word.lower in _NAMES or (word.text.isupper() and word.lower not in _BODIES)


def _ends_in_name(phrase: Tokens) -> bool:
    """ "The daily Marsk", "news agency LPA", "Radio Marsk 5"."""
    if len(phrase) > 1 and phrase[0].is_name and phrase[0].lower in _OPENERS:
        return all(word.is_name or word.text.isdigit() for word in phrase)
    nouns = [k for k, word in enumerate(phrase) if not word.is_name and word.lower in _ALL_NOUNS]
    if not nouns or nouns[-1] == len(phrase) - 1:
        return False
    tells = phrase[nouns[-1]].lower in _NOUNS | _IN_NAMES or (nouns[-1] and _tells_news(phrase[nouns[-1] - 1]))
    return bool(tells) and all(word.is_name for word in phrase[nouns[-1] + 1 :])
