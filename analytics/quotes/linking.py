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

FOR_CONTENT, FOR_SOURCE = 0, 1
"""Kinds of pairs: of contents with cues, and of cues with sources."""


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


def pair_scores(vectors: Floats, rows: Ints, columns: Ints, cues: Ints, *, kind: int, weights: LinkWeights) -> Floats:
    """Scores [rows, columns] of cues for contents, or of sources for cues; ``vectors`` are [words, 4, link size].

    Pairs more than REACH words apart score minus infinity.
    """
    left, right = span_vectors(vectors, rows, 2 * kind), span_vectors(vectors, columns, 2 * kind + 1)
    product = left @ right.T / np.sqrt(vectors.shape[-1], dtype=np.float32)
    near = weights.distance[kind][distance_buckets(rows, columns)]
    scores = product + near + weights.between[kind][between_buckets(rows, columns, cues)]
    apart = np.maximum(columns[None, :, 0] - rows[:, None, 1], rows[:, None, 0] - columns[None, :, 1])
    return np.where(apart <= REACH, scores, -np.inf)


def none_scores(vectors: Floats, cues: Ints, weights: LinkWeights) -> Floats:
    """Scores [cues] of having no source."""
    size = np.sqrt(vectors.shape[-1], dtype=np.float32)
    scores: Floats = span_vectors(vectors, cues, 2 * FOR_SOURCE) @ weights.none / size + weights.none_bias
    return scores


def span_vectors(vectors: Floats, spans: Ints, which: int) -> Floats:
    """The mean of the first and the last word's vector ``which``, [spans, link size]."""
    mean: Floats = (vectors[spans[:, 0], which] + vectors[spans[:, 1] - 1, which]) / 2
    return mean
