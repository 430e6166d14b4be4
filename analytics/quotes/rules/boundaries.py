"""Where the clauses of a sentence begin and end that an attribution governs; all places are indices of words."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.quotes.rules.asides import resumed
from analytics.quotes.rules.noun_phrases import Tokens, skip_time

CLAUSE_BREAKS = lexicon.words("clause_breaks")
_NEW_CLAUSES = lexicon.words("new_clause_openers")
_OCCASION = lexicon.words("occasions")


def around(words: Tokens, first: int, end: int) -> tuple[tuple[int, int], ...]:
    """The content before an inserted attribution, and after it where the sentence goes on with it."""
    start = clause_start(words, first)
    parts = [(start, _trim_end(words, start, first))]
    rest = skip_time(words, end)
    if rest >= len(words):
        return filled(*parts)
    breaks = words[rest].text in {",", ":", "—", "–"} and rest + 1 < len(words)
    if words[rest].is_quotation:
        parts.append((rest, clause_end(words, rest)))
    elif breaks and (words[rest + 1].is_quotation or not _starts_new_clause(words, rest + 1)):
        parts.append((rest + 1, clause_end(words, rest + 1)))
    elif words[start].is_quotation and (later := resumed(words, rest)) is not None:
        parts.append((later, later + 1))
    return filled(*parts)


def _starts_new_clause(words: Tokens, i: int) -> bool:
    while i < len(words) - 1 and words[i].lower.endswith("ly"):
        i += 1
    word = words[i].lower
    return word.endswith("ing") or word in CLAUSE_BREAKS or word in _NEW_CLAUSES


def ends_clause(words: Tokens, i: int) -> bool:
    """True where an attribution that ends at ``i`` ends its clause: nothing but time, place and occasion may follow."""
    i = skip_time(words, i)
    if i >= len(words) or words[i].is_quotation:
        return True
    word = words[i]
    if word.is_mark:
        return word.text in {".", ",", ";", ":", "—", "–", "?", "!", "…"}
    return word.lower in _OCCASION and not any(later.lower == "that" for later in words[i : i + 10])


def clause_start(words: Tokens, end: int) -> int:
    """Where the clause that runs up to ``end`` begins: the sentence's start, a semicolon, a colon with a quotation."""
    for i in range(end - 1, -1, -1):
        if words[i].text == ";" or (words[i].text == ":" and i + 1 < end and words[i + 1].is_quotation):
            return i + 1
    return 0


def clause_end(words: Tokens, start: int) -> int:
    """Where the words that a cue governs from ``start`` on end: with the sentence, or at a semicolon."""
    end = next((i for i in range(start + 1, len(words)) if words[i].text == ";"), len(words))
    return _trim_end(words, start, end)


def _trim_end(words: Tokens, start: int, end: int) -> int:
    while end > start and words[end - 1].is_mark and words[end - 1].text not in {")", "]", "%", "'"}:
        end -= 1
    return end


def filled(*parts: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The parts that hold a word."""
    return tuple((first, end) for first, end in parts if end > first)
