"""Where the clause begins that somebody is told without "that": "told reporters | the board “had failed”"."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, NOMINATIVE, Group
from analytics.quotes.rules.noun_phrases import Tokens, skip_adverbs
from analytics.text.tokens import Token

_BEFORE_ADDRESSEE = lexicon.words("before_addressees")
_OPENERS = lexicon.words("phrase_openers") | NOMINATIVE
_PREPOSITIONS = lexicon.words("governing_prepositions")
_FINITE = AUXILIARIES - lexicon.words("contracted_or_bare_verbs") | lexicon.words("other_modals")
_STRONG = lexicon.words("strong_verbs")
_OUTLETS = lexicon.words("nouns_of_outlets")
_NO_VERB = lexicon.words("function_words")
_TIMES = lexicon.words("times")
_NO_CLAUSE = lexicon.words("clause_openers") | {"to"}
_IN_PHRASES = frozenset("'’&-%$€£.")
_FEWEST_WORDS = 4  # of a quotation that is a clause
_REACH = 20  # words from the verb of telling to the verb of what was told


def told_clause(words: Tokens, i: int, group: Group) -> int | None:
    """Where the clause begins that follows an addressee at ``i``: "told reporters | the pier “is gone”"."""
    if words[i].lower == "to":
        return _clause_after(words, i + 1)
    return _clause_after(words, i) if group is Group.TELL or words[i - 1].lower in _BEFORE_ADDRESSEE else None


def _clause_after(words: Tokens, addressee: int) -> int | None:
    """Where the clause begins behind an addressee that begins at an index; None where no clause follows.

    A finite verb tells that there is one, between the addressee and a quotation or as the first word of it; or the
    quotation is a clause.
    """
    if addressee >= len(words) or words[addressee].lower in _NO_CLAUSE:
        return None
    verb = _verb(words, addressee)
    if verb is None:
        return _quotation(words, addressee)
    end = skip_adverbs(words, verb)
    start = _subject(words, addressee, end)
    return start if addressee < start < end else None


def _verb(words: Tokens, start: int) -> int | None:
    for i in range(start + 1, min(len(words), start + _REACH)):
        if words[i].is_quotation:
            return i if _begins_with_verb(words[i]) else None
        if words[i].lower in _FINITE and not words[i].is_name:
            return i
        if words[i].lower in _NO_CLAUSE or (words[i].is_mark and words[i].text not in _IN_PHRASES):
            return None
    return None


def _quotation(words: Tokens, start: int) -> int | None:
    """A quotation that follows an addressee and is a whole clause: "told the crowd | “the board has left us”"."""
    place = next((i for i in range(start + 1, min(len(words), start + _REACH)) if words[i].is_quotation), None)
    if place is None or words[place - 1].lower in _PREPOSITIONS | _OPENERS:
        return None
    between = words[start:place]
    plain = all(word.text in _IN_PHRASES if word.is_mark else word.lower not in _NO_CLAUSE for word in between)
    return place if plain and len(words[place].text.split()) >= _FEWEST_WORDS else None


def _begins_with_verb(quotation: Token) -> bool:
    first = quotation.text.strip("\"“”„«»‘’'` ").split()[:1]
    word = first[0].rstrip('.,!?"”').lower().replace("’", "'") if first and first[0].islower() else ""
    if word in _FINITE or word in _STRONG or word.endswith("n't"):
        return True
    return word.endswith(("ed", "s")) and not word.endswith(("ss", "'s")) and word not in _NO_VERB


def _subject(words: Tokens, start: int, end: int) -> int:
    """Where the noun phrase begins that ends at ``end``, behind an addressee at ``start``; ``start`` for none."""
    first = end - 1
    if first <= start or words[first].lower in _PREPOSITIONS | (_OPENERS - NOMINATIVE):
        return start
    first = _opener(words, start, first)
    if first == start:
        return _bare(words, start, end)
    while first > start and words[first - 1].lower in _PREPOSITIONS:  # "the head of | the board"
        first = _opener(words, start, first - 2)
    return first


def _opener(words: Tokens, start: int, last: int) -> int:
    """The last word up to ``last`` and behind ``start`` that opens a phrase, or ``start``."""
    return next((i for i in range(last, start, -1) if words[i].lower in _OPENERS), start)


def _bare(words: Tokens, start: int, end: int) -> int:
    """The same for a phrase that no article opens: "told reporters | Norland", "told Channel News | Norland"."""
    first = end - 1
    while first > start + 1 and words[first - 1].is_name and words[first - 1].lower not in _TIMES:
        first -= 1
    if words[first - 1].lower in _PREPOSITIONS:
        return start
    if first > start + 1:
        return first
    return max((i + 1 for i in range(start, end - 1) if words[i].lower in _OUTLETS), default=first)
