"""The same utterance in several articles: statements of one speaker whose words repeat or contain one another.

Outlets cut a sentence, translate it a little differently, leave the quotation marks out. Two statements are taken for
one utterance where all of these hold:

* the speaker is the same, and known;
* they were published at most WINDOW_DAYS days apart, or one of them has no date;
* of the content words of the shorter, at least CONTAINED stand in the longer in the same order; or OVERLAPPING of
  them and MANY_WORDS words, where each kept a part that the other cut. Fewer than SOME_WORDS content words must
  stand there as they are, fewer than FEW_WORDS be all that both say, fewer than TRIVIAL tell nothing;
* at least ADJACENT of the pairs of neighbouring words are shared, so that scattered common words do not suffice;
* no shared words are negated in one of them and not in the other.

Words are compared without case, accents, endings and variant spellings; all numbers count as equal, so that a
corrected toll is the same utterance. A group gathers round its longest statement, which every member must match:
nothing joins by way of a third statement. Groups do not depend on the order of the rows.

The idea of shingles and containment is Broder's ("On the resemblance and containment of documents", Proceedings of
Compression and Complexity of Sequences, 1997).
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analytics.lang import lexicon

WINDOW_DAYS = 14
CONTAINED, OVERLAPPING, ADJACENT = 0.75, 0.5, 0.4
MANY_WORDS, SOME_WORDS, FEW_WORDS, TRIVIAL = 10, 6, 5, 3

_ASIDE = 3  # as many words or more that one outlet left out are a clause of their own, with its own negation
_NEVER = 10**9  # the day of what has no date: after all others

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ENDING = re.compile(r"(?<=\w{4})(?:ing|ed|es|s)$")
_TWICE = re.compile(r"(.)\1")
_NOT = "¬"
_FUNCTION_WORDS = lexicon.words("function_words") | lexicon.words("cut_off_letters")
_REFUSALS = lexicon.groups("verbs_of_refusal")
# "Declined" is none of them here: prices decline, too.
_NEGATORS = lexicon.words("negators") | _REFUSALS["fail"] | _REFUSALS["refuse"]
_NOT_NEGATING = lexicon.words("not_negating")
_NUMBERS = lexicon.words("numbers")


_Pair = tuple[str, str]


class _Said(NamedTuple):
    """One statement: its content words, the places of those that are negated, and each word with its neighbour."""

    key: str
    day: int
    words: tuple[str, ...]
    negated: frozenset[int]
    pairs: frozenset[_Pair]


def group_utterances(statements: pd.DataFrame) -> pd.Series[str]:
    """The utterance of each statement: the statement_id of the earliest statement that gives it.

    The result has the index of ``statements`` and the name ``utterance``. A statement that no other repeats is an
    utterance of its own, and so is each whose speaker is not known.
    """
    folded = _Folded()
    of_speaker: dict[str, list[_Said]] = defaultdict(list)
    days = statements["published"].to_numpy("datetime64[D]").astype("int64").tolist()
    columns = (statements[name].tolist() for name in ("statement_id", "speaker", "text"))
    for key, speaker, text, day in zip(*columns, days, strict=True):
        if speaker:
            of_speaker[speaker].append(_said(key, day if day > -_NEVER else _NEVER, text, folded))
    named: dict[str, str] = {}
    for said in of_speaker.values():
        for group in _groups(said):
            earliest = min(group, key=lambda one: (one.day, one.key)).key
            named.update((one.key, earliest) for one in group)
    keys = statements["statement_id"]
    return pd.Series([named.get(key, key) for key in keys.tolist()], index=keys.index, name="utterance", dtype="str")


def same_utterance(a: str, b: str) -> bool:
    """True where two statements of one speaker, of about the same day, give the same utterance."""
    folded = _Folded()
    short, long = sorted((_said(text, 0, text, folded) for text in (a, b)), key=lambda one: len(one.words))
    return _shared(short, long) > 0


def _groups(said: Iterable[_Said]) -> Iterator[list[_Said]]:
    """Gather statements of one speaker round the longest: each joins the leader that it shares most words with.

    Yields the groups of two or more.
    """
    ordered = sorted(said, key=lambda one: (-len(one.words), one.day, one.key, one.words))
    often = Counter(itertools.chain.from_iterable(one.pairs for one in ordered))
    twice = {pair for pair, times in often.items() if times > 1}
    led: list[list[_Said]] = []
    holding: dict[_Pair, list[int]] = defaultdict(list)
    for one in ordered:
        repeated = one.pairs & twice
        near = _leaders(one, repeated, often, holding)
        close = ((_shared(one, led[number][0]), -number) for number in near if _in_window(one, led[number][0]))
        shared, number = max(close, default=(0, 0))
        if shared:
            led[-number].append(one)
            continue
        for pair in repeated:
            holding[pair].append(len(led))
        led.append([one])
    yield from (group for group in led if len(group) > 1)


def _leaders(
    one: _Said, repeated: frozenset[_Pair], often: Mapping[_Pair, int], holding: Mapping[_Pair, list[int]]
) -> set[int]:
    """The leaders that may share enough pairs with a statement, by their numbers.

    To share so many of its pairs, a statement must share one of the others and one more: it suffices to look for the
    rarest ("prefix filtering", Bayardo, Ma and Srikant, "Scaling up all pairs similarity search", WWW 2007).
    """
    spare = len(repeated) - math.ceil(ADJACENT * len(one.pairs))
    if spare < 0:
        return set()
    rarest = sorted(repeated, key=often.__getitem__)[: spare + 1]
    return {number for pair in rarest for number in holding.get(pair, ())}


def _in_window(a: _Said, b: _Said) -> bool:
    return _NEVER in (a.day, b.day) or abs(a.day - b.day) <= WINDOW_DAYS


def _shared(short: _Said, long: _Said) -> int:
    """How many words two statements share, if they give the same utterance; otherwise 0."""
    count = len(short.words)
    if count < FEW_WORDS:
        same = count >= TRIVIAL and short.words == long.words and short.negated == long.negated
        return count if same else 0
    whole = count < SOME_WORDS
    if len(short.pairs & long.pairs) < (1 if whole else ADJACENT) * len(short.pairs):
        return 0
    shared = _in_common(short.words, long.words)
    enough = 1 if whole else CONTAINED if shared < MANY_WORDS else OVERLAPPING
    return shared if shared >= enough * count and _agree(short, long) else 0


def _in_common(a: Sequence[str], b: Sequence[str]) -> int:
    """The length of the longest common subsequence, by bits (Hyyrö, "Bit-parallel LCS-length computation", 2004)."""
    places: dict[str, int] = {}
    for place, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << place
    everywhere = (1 << len(a)) - 1
    open_places = everywhere
    for word in b:
        met = open_places & places.get(word, 0)
        open_places = (open_places + met | open_places - met) & everywhere
    return len(a) - open_places.bit_count()


def _agree(a: _Said, b: _Said) -> bool:
    """True where what two statements share is negated in both or in neither."""
    if not a.negated and not b.negated:
        return True
    steps = SequenceMatcher(None, a.words, b.words, autojunk=False).get_opcodes()
    return all(
        _step_agrees(
            kind, _negated(a, *where[:2]), _negated(b, *where[2:]), max(where[1] - where[0], where[3] - where[2])
        )
        for number, (kind, *where) in enumerate(steps)
        if kind == "equal" or 0 < number < len(steps) - 1  # at its ends either may have been cut
    )


def _step_agrees(kind: str, here: set[int], there: set[int], length: int) -> bool:
    if kind == "equal":
        return here == there
    if kind == "replace":
        return bool(here) == bool(there)
    return length >= _ASIDE or not (here or there)


def _negated(said: _Said, start: int, end: int) -> set[int]:
    """Which words from ``start`` to ``end`` are negated, counted from ``start``."""
    return {place - start for place in said.negated if start <= place < end}


class _Folded(dict[str, tuple[str, ...]]):
    """The content words of what stands between two spaces, as they are compared; each worked out once."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        self[token] = tuple(filter(None, map(_fold, _words(token))))
        return self[token]


def _said(key: str, day: int, text: str, folded: Mapping[str, tuple[str, ...]]) -> _Said:
    tokens = text.casefold().split()
    words = list(itertools.chain.from_iterable([folded[token] for token in tokens]))
    negated: list[int] = []
    if _NOT in words:
        found = [word for token in tokens for word in _words(token)]
        words, negated = _without_negations(found, list(map(_fold, found)))
    return _Said(key, day, tuple(words), frozenset(negated), frozenset(itertools.pairwise(words)))


def _words(token: str) -> list[str]:
    found: list[str] = _WORD.findall(token.replace("’", "'").replace("‘", "'"))
    return found


def _without_negations(found: Sequence[str], compared: Sequence[str]) -> tuple[list[str], list[int]]:
    """The content words, and the places of those that follow a negation."""
    words: list[str] = []
    negated: list[int] = []
    negating = False
    for word, following in zip(compared, [*found[1:], ""], strict=True):
        if word == _NOT:
            negating = following not in _NOT_NEGATING
        elif word:
            if negating:
                negated.append(len(words))
            words.append(word)
            negating = False
    if negating and words:  # "we trust them not"
        negated.append(len(words) - 1)
    return words, negated


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    """A word as it is compared: "#" for a number, "" for a function word, NOT for a negation."""
    stem = word.partition("'")[0]
    if word in _NEGATORS or word.endswith("n't"):
        return _NOT
    if stem in _FUNCTION_WORDS:
        return ""
    if stem in _NUMBERS or stem[0].isdigit():
        return "#"
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", stem) if not unicodedata.combining(letter))
    # Sergey and Sergei, Pashinyan and Pashinian, organise and organize, favour, travelled, centre, defence.
    bare = bare.replace("y", "i").replace("z", "s").replace("our", "or").replace("tre", "ter").replace("ence", "ense")
    return _TWICE.sub(r"\1", _ENDING.sub("", bare)).removesuffix("e") or stem
