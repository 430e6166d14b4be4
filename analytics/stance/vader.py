"""The lexicon baseline: VADER on the target's own clause, its name masked, calibrated to three probabilities.

VADER (Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
ICWSM 2014) scores how pleasant words are, not where a speaker stands; it is here because every one of its
scores can be followed by hand.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cache

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer, SentiText

from analytics.lang import lexicon
from analytics.records import Evidence, Span, StanceQuery, StanceScore
from analytics.text import sentences

FEATURES = ("compound", "strength", "pos", "neg")
"""What the probabilities rest on: VADER's compound of the clause in [-1, 1], its size without the sign, and the
shares of pleasant and unpleasant words in [0, 1]."""

# Multinomial logistic regression, rows: critical, neutral, favourable; columns: constant, then FEATURES.
# Made by `python -m training.fit_vader CORPUS.jsonl.gz` on the training part of NewsMTSC.
WEIGHTS = (
    (0.0062, -0.9737, 0.0925, 0.4933, 1.4904),
    (0.4413, -0.1045, -0.5302, -1.359, -0.7154),
    (-0.4475, 1.0783, 0.4377, 0.8657, -0.7751),
)

# Where one clause of a sentence ends and another begins: marks, conjunctions that open a clause of their own.
_BOUNDARY = re.compile(
    r"[;:—–]|\s-\s"
    rf"|,\s+{lexicon.alternatives(lexicon.words('clause_conjunctions_after_comma'))}\s"
    rf"|(?:,\s*|\s){lexicon.alternatives(lexicon.words('clause_conjunctions'))}\s",
    re.IGNORECASE,
)
# VADER knows only straight quotation marks and apostrophes ("don't"); each stands in for one character, so that
# offsets stay as they are.
_PLAIN = str.maketrans({**dict.fromkeys("’‘ʼ", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("—–…", " ")})
_MASK = "·"
_REACH = 1_000
MOST_CHARACTERS = 5_000
_WORD = re.compile(r"\S+")


def score(queries: Sequence[StanceQuery]) -> list[StanceScore]:
    """Score each query by the clause of its target; evidence are the words that VADER counts there."""
    return [_score(query) for query in queries]


def tone(text: str) -> float:
    """VADER's compound of a text, in [-1, 1]: how pleasant its words are, whomever they are about.

    Of a text that is longer than MOST_CHARACTERS only these are read: VADER was made for short ones, and takes
    time that grows with the square of their length.
    """
    return float(_analyzer().polarity_scores(text[:MOST_CHARACTERS].translate(_PLAIN))["compound"])


def clause(text: str, target: Span) -> Span:
    """The clause of ``text`` that holds ``target``: from the last boundary before it to the first after it, and
    no farther than _REACH characters away."""
    start, end = max(0, target[0] - _REACH), min(len(text), target[1] + _REACH)
    for sentence in sentences.split(text, (start, end)):
        if sentence[1] > target[0]:
            start, end = sentence[0], max(sentence[1], target[1])
            break
    for boundary in _BOUNDARY.finditer(text, start, end):
        if boundary.end() <= target[0]:
            start = boundary.end()
        elif boundary.start() >= target[1]:
            end = boundary.start()
            break
    return start, end


def features(query: StanceQuery) -> tuple[float, ...]:
    """The values of FEATURES for a query."""
    start, end = clause(query.text, query.target)
    found = _analyzer().polarity_scores(_masked(query)[start:end])
    return found["compound"], abs(found["compound"]), found["pos"], found["neg"]


@cache
def _analyzer() -> SentimentIntensityAnalyzer:
    return SentimentIntensityAnalyzer()


def _score(query: StanceQuery) -> StanceScore:
    values = (1.0, *features(query))
    logits = [math.fsum(w * v for w, v in zip(row, values, strict=True)) for row in WEIGHTS]
    top = max(logits)
    shares = [math.exp(logit - top) for logit in logits]
    critical, neutral, favourable = (share / math.fsum(shares) for share in shares)
    return StanceScore(critical, neutral, favourable, evidence=tuple(_evidence(query)))


def _masked(query: StanceQuery) -> str:
    """The text, letter by letter as long as it was, without the names of target and holder: names are no opinion
    ("Collective Security Treaty Organization" holds a word that VADER counts as pleasant)."""
    text = query.text
    names = {text[slice(*span)] for span in (query.target, query.source) if span is not None}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, re.sub(r"\w", _MASK, name))
    return text.translate(_PLAIN)


def _evidence(query: StanceQuery) -> Iterator[Evidence]:
    """The clause's words that VADER counts, each with its valence (in [-4, 4]) after negation and intensifiers."""
    start, end = clause(query.text, query.target)
    part = _masked(query)[start:end]
    words = SentiText(part)
    for index, (word, place) in enumerate(zip(words.words_and_emoticons, _WORD.finditer(part), strict=True)):
        (valence,) = _analyzer().sentiment_valence(0, words, word, index, [])
        if valence:
            offset = place.group().find(word)
            at = start + place.start() + offset
            yield Evidence((at, at + len(word)), float(valence))
