"""Decoding the tagger's scores with its linear-chain conditional random field (Lafferty et al., ICML 2001)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from analytics.quotes.tagger.labels import BEGIN, END, OUTSIDE, SINGLE, SPAN_TYPES, SpanType, legal_ends, tag
from analytics.records import Span

Floats = NDArray[np.float32]

_NEVER = np.float32(-1e4)


def best_tags(emissions: Floats, transitions: Floats) -> NDArray[np.int64]:
    """The likeliest tags of a text's words (Viterbi, 1967): whole spans only.

    ``emissions`` are [words, tags], ``transitions`` the scores [from, to] of one tag after another.
    """
    if not len(emissions):
        return np.zeros(0, dtype=np.int64)
    may_begin, may_end = legal_ends()
    into = np.ascontiguousarray(transitions.T)  # [to, from]: the maximum runs over neighbours in memory
    score = np.where(may_begin, emissions[0], _NEVER)
    came_from = np.zeros(emissions.shape, dtype=np.int64)
    lanes = np.arange(emissions.shape[1])
    for place in range(1, len(emissions)):
        sums = into + score
        came_from[place] = sums.argmax(1)
        score = sums[lanes, came_from[place]] + emissions[place]
    tags = np.zeros(len(emissions), dtype=np.int64)
    tags[-1] = np.where(may_end, score, 2 * _NEVER + score).argmax()
    for place in range(len(emissions) - 1, 0, -1):
        tags[place - 1] = came_from[place, tags[place]]
    return tags


def marginals(emissions: Floats, transitions: Floats) -> Floats:
    """The probability of each tag of each word, [words, tags], by the forward-backward algorithm (Rabiner, 1989)."""
    if not len(emissions):
        return emissions
    may_begin, may_end = legal_ends()
    likely = np.exp(emissions - emissions.max(1, keepdims=True)).astype(np.float64)
    move = np.exp(transitions.astype(np.float64))
    forward, backward = np.empty_like(likely), np.empty_like(likely)
    ahead = likely[0] * may_begin
    forward[0] = ahead / ahead.sum()
    for place in range(1, len(likely)):
        ahead = (forward[place - 1] @ move) * likely[place]
        forward[place] = ahead / ahead.sum()
    behind = may_end / may_end.sum()
    backward[-1] = behind
    for place in range(len(likely) - 2, -1, -1):
        behind = move @ (likely[place + 1] * behind)
        behind /= behind.sum()
        backward[place] = behind
    product = forward * backward
    result: Floats = (product / product.sum(1, keepdims=True)).astype(np.float32)
    return result


def typed_spans(tags: NDArray[np.int64]) -> dict[SpanType, list[Span]]:
    """The spans of word numbers that a sequence of whole spans marks, by type, in order."""
    spans: dict[SpanType, list[Span]] = {span_type: [] for span_type in SPAN_TYPES}
    start = 0
    for place in np.flatnonzero(tags != OUTSIDE).tolist():
        span_type, part = SPAN_TYPES[(tags[place] - 1) // 4], (tags[place] - 1) % 4
        if part in (BEGIN, SINGLE):
            start = place
        if part in (END, SINGLE):
            spans[span_type].append((start, place + 1))
    return spans


def columns_of(span_type: SpanType) -> slice:
    """The columns of a type's tags in arrays [words, tags]."""
    return slice(tag(span_type, BEGIN), tag(span_type, SINGLE) + 1)
