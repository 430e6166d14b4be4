"""The stance model: a small transformer that is told whose stance toward whom, in one passage.

It runs on onnxruntime with integer weights; training/stance/ made it, data/models/stance/README.md says what it
can do and what not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import numpy as np
from numpy.typing import NDArray

from analytics.lang import lexicon
from analytics.records import Evidence, Span, StanceQuery, StanceScore
from analytics.stance.encoding import Encoded, Encoder
from analytics.text.tokens import tokenise
from analytics.weights import Weights, cores, find_weights

NAME = "stance"
FILE = "model.onnx.gz"
INPUTS = ("input_ids", "attention_mask", "target_mask")

WORDS_OF_EVIDENCE = 6
"""At most so many pieces of evidence for one score, the weightiest."""
LEAST_WEIGHT = 0.1
"""Words that move the log-odds of favourable against critical by less than this are no evidence."""

_FUNCTION_WORDS = lexicon.words("function_words") | lexicon.words("cut_off_letters")


def _inputs(passage: Encoded) -> dict[str, NDArray[np.int64]]:
    """The model's inputs for one passage, each [1, tokens]."""
    ids = np.array([passage.ids], dtype=np.int64)
    target = np.zeros_like(ids)
    target[0, list(passage.target)] = 1
    return dict(zip(INPUTS, (ids, np.ones_like(ids), target), strict=True))


def _softmax(logits: NDArray[np.float32], temperature: float) -> NDArray[np.float64]:
    scaled = logits.astype(np.float64) / temperature
    powers = np.exp(scaled - scaled.max(-1, keepdims=True))
    return np.asarray(powers / powers.sum(-1, keepdims=True))


class ModelScorer:
    """Scores queries with the weights of one model; callable as :class:`analytics.stance.Scoring`.

    Each passage goes through the network alone, so that a score does not depend on what else is scored. On a CPU a
    batch brings next to nothing; ``threads`` passages are in work at once instead: by default OMP_NUM_THREADS, as other
    libraries do, or one for each core.
    """

    def __init__(self, weights: Weights, *, threads: int | None = None) -> None:
        self._temperature = weights.number("temperature", least=0.05, most=20)
        self._session = weights.session(FILE, inputs=INPUTS, outputs={"logits": 3})
        try:
            self._encoder = Encoder(weights.tokenizer())
        except ValueError as error:
            raise weights.error(str(error)) from error
        self._threads = threads or cores()

    def __call__(self, queries: Sequence[StanceQuery], /) -> list[StanceScore]:
        """One score for each query, in their order."""
        rows = self.probabilities(queries).tolist()
        return [StanceScore(critical, neutral, favourable) for critical, neutral, favourable in rows]

    def probabilities(self, queries: Sequence[StanceQuery]) -> NDArray[np.float64]:
        """[queries, 3]: critical, neutral, favourable."""
        return _softmax(self.logits(queries), self._temperature)

    def logits(self, queries: Sequence[StanceQuery]) -> NDArray[np.float32]:
        """[queries, 3]: the network's output before calibration."""
        passages = self._encoder.encode(queries)
        distinct = list(dict.fromkeys(passages))  # what comes again is scored once
        with ThreadPoolExecutor(self._threads) as pool:
            rows = dict(zip(distinct, pool.map(self._row, distinct), strict=True))
        return np.array([rows[passage] for passage in passages], dtype=np.float32).reshape(len(passages), 3)

    def _row(self, passage: Encoded) -> NDArray[np.float32]:
        row: NDArray[np.float32] = self._session.run(["logits"], _inputs(passage))[0][0]
        return row

    def explain(self, query: StanceQuery) -> tuple[Evidence, ...]:
        """The words that carry the stance, weightiest first, by leaving out each in turn.

        A word's weight is the log-odds of favourable against critical with it less those without it: below zero,
        it speaks for critical. Probabilities would not do: where three words blame, no one of them moves them.
        (Occlusion: Li et al., "Understanding Neural Networks through Representation Erasure", 2016.)
        """
        words = list(_words(query))
        rows = self.logits([query, *(_without(query, word) for word in words)])
        odds = (rows[:, 2] - rows[:, 0]) / self._temperature
        found = [Evidence(word, float(odds[0] - other)) for word, other in zip(words, odds[1:], strict=True)]
        found.sort(key=lambda evidence: -abs(evidence.weight))
        return tuple(e for e in found[:WORDS_OF_EVIDENCE] if abs(e.weight) >= LEAST_WEIGHT)


def _words(query: StanceQuery) -> Iterator[Span]:
    """The words of the passage outside the mentions that can carry a stance: not those of grammar alone."""
    mentions = [*query.targets, *([query.source] if query.source else [])]
    for word in tokenise(query.text):
        outside = all(word.end <= start or word.start >= end for start, end in mentions)
        if outside and not word.is_mark and word.text.casefold() not in _FUNCTION_WORDS:
            yield word.start, word.end


def _without(query: StanceQuery, word: Span) -> StanceQuery:
    """The query less one word that lies outside its mentions."""
    length = word[1] - word[0]

    def moved(span: Span) -> Span:
        start, end = span
        return start - length if start >= word[1] else start, end - length if end >= word[1] else end

    return query.moved(query.text[: word[0]] + query.text[word[1] :], moved)


@cache
def load(name: str = NAME) -> ModelScorer:
    """The scorer with the bundled weights of this name, loaded once.

    Raises ModelError where they are missing or damaged.
    """
    return ModelScorer(find_weights(name))
