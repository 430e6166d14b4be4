"""Which cue each content belongs to, and which source each cue has: scores of pairs of spans.

Spans are arrays [n, 2] of word numbers. The scores are bilinear, of the vectors of the spans' first and last
words, plus what is learned for each distance and for the number of cues that stand between; the pairing of spans
by such scores follows Dozat and Manning (ICLR 2017).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

N_DISTANCES = 16
N_BETWEEN = 4
REACH = 60
"""The most words between two spans that belong together; a text's other end offers nothing but mistakes."""

_AT_ONCE = 256

FOR_CONTENT, FOR_SOURCE = 0, 1
"""Kinds of pairs: of contents with cues, and of cues with sources."""


@dataclass(frozen=True, slots=True)
class Vectored:
    """Spans [n, 2] with a vector for each, [n, link size]."""

    spans: Ints
    vectors: Floats

    def __getitem__(self, part: slice) -> Vectored:
        return Vectored(self.spans[part], self.vectors[part])


@dataclass(frozen=True, slots=True)
class LinkWeights:
    """What the linker learned: ``distance`` [2, N_DISTANCES], ``between`` [2, N_BETWEEN], ``none`` [link size] and
    ``none_bias``, which score a cue's having no source."""

    distance: Floats
    between: Floats
    none: Floats
    none_bias: float


def distance_buckets(rows: Ints, columns: Ints) -> Ints:
    """The words between each two spans, by powers of two: below 8 where the column follows, else from 8 on."""
    after = columns[None, :, 0] - rows[:, None, 1]
    before = rows[:, None, 0] - columns[None, :, 1]
    return np.where(after >= 0, _log_bucket(after), 8 + _log_bucket(before))


def _log_bucket(distance: Ints) -> Ints:
    exponents = np.frexp(np.maximum(distance, 0).astype(np.float64))[1]
    return np.minimum(exponents, N_DISTANCES // 2 - 1).astype(np.int64)


def between_buckets(rows: Ints, columns: Ints, cues: Ints) -> Ints:
    """How many of the cues (in order of the text) lie between each two spans, 3 at most."""
    low = np.minimum(rows[:, None, 1], columns[None, :, 1])
    high = np.maximum(rows[:, None, 0], columns[None, :, 0])
    count = np.searchsorted(cues[:, 1], high, "right") - np.searchsorted(cues[:, 0], low, "left")
    clipped: Ints = np.clip(count, 0, N_BETWEEN - 1)
    return clipped


def likeliest(rows: Vectored, columns: Vectored, cues: Ints, none: Floats, *, kind: int, weights: LinkWeights) -> Ints:
    """For each row the number of the column that scores best, or ``len(columns)`` where ``none`` [rows] scores better.

    Rows are contents or cues, columns cues or sources, all in the order of the text. Only columns within REACH are
    scored, some rows at a time, so that time and memory grow with the length of the text and not with its square.
    """
    best = [np.zeros(0, dtype=np.int64)]
    for first in range(0, len(rows.spans), _AT_ONCE):
        some, missing = rows[first : first + _AT_ONCE], none[first : first + _AT_ONCE, None]
        low = int(np.searchsorted(columns.spans[:, 1], some.spans[0, 0] - REACH, "left"))
        high = int(np.searchsorted(columns.spans[:, 0], some.spans[-1, 1] + REACH, "right"))
        scores = pair_scores(some, columns[low:high], cues, kind=kind, weights=weights)
        found = np.concatenate([scores, missing], axis=1).argmax(1)
        best.append(np.where(found == scores.shape[1], len(columns.spans), found + low))
    return np.concatenate(best)


def pair_scores(rows: Vectored, columns: Vectored, cues: Ints, *, kind: int, weights: LinkWeights) -> Floats:
    """Scores [rows, columns] of cues for contents, or of sources for cues.

    Pairs more than REACH words apart score minus infinity.
    """
    product = rows.vectors @ columns.vectors.T / np.sqrt(rows.vectors.shape[-1], dtype=np.float32)
    near = weights.distance[kind][distance_buckets(rows.spans, columns.spans)]
    scores = product + near + weights.between[kind][between_buckets(rows.spans, columns.spans, cues)]
    after = columns.spans[None, :, 0] - rows.spans[:, None, 1]
    apart = np.maximum(after, rows.spans[:, None, 0] - columns.spans[None, :, 1])
    return np.where(apart <= REACH, scores, -np.inf)


def none_scores(cues: Vectored, weights: LinkWeights) -> Floats:
    """Scores [cues] of having no source."""
    size = np.sqrt(cues.vectors.shape[-1], dtype=np.float32)
    scores: Floats = cues.vectors @ weights.none / size + weights.none_bias
    return scores
