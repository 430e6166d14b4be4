"""Fixed phrases that name a speaker without a verb of saying: "as Velt put it", "to quote Velt", "in the words of
Velt", "in Velt's words", "“...” is how Velt sees it".

They attribute the quotation right behind them, or, set off by marks, the clause around them; else they say something
else: "took comfort in the words of Velt", "refused to quote Velt".
"""

from __future__ import annotations

from collections.abc import Collection

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, HEADS
from analytics.quotes.rules.noun_phrases import Tokens, subject_after

Found = tuple[tuple[int, int], tuple[int, int], int]
"""Indices [first, end) of the subject and of the cue, and the index behind the phrase."""

_PUTTING = lexicon.words("ways_of_putting")
_BE = lexicon.words("forms_of_be")
_BEFORE_NAME = tuple(tuple(phrase.split()) for phrase in lexicon.phrases("before_quoted_names"))
_ADVERBS = lexicon.words("adverbs_before_verbs") | {"once", "later"}
_WORDS = ("words", "phrase", "phrasing")
_REACH = 16  # words: "as Mara Velt, the deputy mayor of Port Vell, put it"
_FEWEST_WORDS = 3  # of a quotation: "“Harbour” is how Velt put it" names a thing


def aside(words: Tokens, i: int) -> Found | None:
    """The phrase that begins at ``i`` and may attribute what stands around it or behind it."""
    return _as_put(words, i) or _quoting(words, i) or _in_their_words(words, i)


def is_set_off(words: Tokens, i: int) -> bool:
    """True where a sentence begins at ``i``, or a mark or quotation stands before it."""
    return i == 0 or words[i - 1].is_mark or words[i - 1].is_quotation


def is_how(words: Tokens, quotation: int) -> Found | None:
    """The phrase behind a quotation that tells whose it is: "“...” is how Velt describes it"."""
    i = quotation + 1
    i += i < len(words) and words[i].text == ","
    if i + 3 >= len(words) or words[i].lower not in _BE or words[i + 1].lower != "how":
        return None
    if len(words[quotation].text.split()) < _FEWEST_WORDS:
        return None
    verb = _verb(words, i + 3, _PUTTING | HEADS)
    subject = subject_after(words[:verb], i + 2) if verb else None
    return (subject, (i, i + 2), verb + 1) if subject else None


def quotation_behind(words: Tokens, i: int, end: int) -> int | None:
    """The index of the quotation behind a phrase [i, end), or behind it and its occasion ("as Velt put it in May,"),
    with which what it attributes begins: what stands before is the article's own."""
    start = next(
        (k for k in range(end, min(len(words), end + _REACH)) if words[k].is_mark or words[k].is_quotation), end
    )
    near = start == end or words[start].is_mark
    start += start < len(words) and words[start].is_mark
    quotes = near and start < len(words) and words[start].is_quotation and not (i and words[i - 1].is_quotation)
    return start if quotes else None


def _verb(words: Tokens, first: int, verbs: Collection[str]) -> int:
    """The index of the first verb of ``verbs`` from ``first`` on, 0 where none is near."""
    near = range(first, min(len(words), first + _REACH))
    return next((k for k in near if words[k].lower in verbs and not words[k].is_name), 0)


def _as_put(words: Tokens, i: int) -> Found | None:
    """ "as Mara Velt, the mayor, put it"."""
    verb = _verb(words, i + 2, _PUTTING) if words[i].lower == "as" else 0
    if not verb or verb + 1 >= len(words) or words[verb + 1].lower != "it":
        return None
    end = verb - (words[verb - 1].lower in AUXILIARIES | _ADVERBS)
    subject = subject_after(words[:end], i + 1)
    return (subject, (verb, verb + 2), verb + 2) if subject else None


def _quoting(words: Tokens, i: int) -> Found | None:
    """ "to quote Velt", "in the words of Velt"."""
    phrase = next((one for one in _BEFORE_NAME if tuple(word.lower for word in words[i : i + len(one)]) == one), None)
    if phrase is None or (phrase[0] == "to" and not is_set_off(words, i)):
        return None
    subject = subject_after(words, end := i + len(phrase))
    return (subject, (i, end), subject[1]) if subject else None


def _in_their_words(words: Tokens, i: int) -> Found | None:
    """ "in Mara Velt's words"."""
    if words[i].lower != "in":
        return None
    owner = next((k for k in range(i + 1, min(len(words), i + 6)) if words[k].possessive), 0)
    after = owner + 1 + (owner + 1 < len(words) and words[owner + 1].lower == "own")
    named = owner and words[owner].is_name and after < len(words) and words[after].lower in _WORDS
    return ((i + 1, owner + 1), (after, after + 1), after + 1) if named else None
