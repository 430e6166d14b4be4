"""What stands around an attribution and is no part of what is said: preludes before it, asides behind it."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, lookup
from analytics.quotes.rules.noun_phrases import Tokens

FINITE = AUXILIARIES - lexicon.words("contracted_or_bare_verbs")
"""Auxiliaries each of which shows that a clause has a finite verb."""

_PRELUDES = lexicon.words("preludes")
_OPENING = lexicon.words("opening_prepositions")
_CONJUNCTIONS = lexicon.words("coordinating_conjunctions")
_LONGEST_PRELUDE = 7  # words: "in a statement on its website"
_LONGEST_ASIDE = 30  # words


def is_prelude(words: Tokens) -> bool:
    """True where words in front of an attribution say only when, where or how: "In a letter, Velt said"."""
    if len(words) == 1:
        return words[0].lower.endswith("ly") or words[0].lower in _PRELUDES
    begins = 0 < len(words) <= _LONGEST_PRELUDE and words[0].lower in _OPENING
    return begins and not any(word.lower in FINITE for word in words)


def resumed(words: Tokens, rest: int) -> int | None:
    """The quotation with which another goes on behind an aside that holds no cue: "...," Velt told the board on Friday,
    "...", or "...," Velt said, pointing at the pier, but "..."."""
    end = min(len(words), rest + _LONGEST_ASIDE)
    later = next((k for k in range(rest, end) if words[k].is_quotation or words[k].text in {";", ":"}), end)
    aside = words[rest:later]
    if later == end or not words[later].is_quotation or not aside:
        return None
    if len(aside) > 1 and aside[-1].lower in _CONJUNCTIONS:
        aside = aside[:-1]
    speaks = any(lookup(word.lower) and not word.is_name for word in aside)
    return later if aside[-1].text == "," and not speaks else None
