"""The metrics, each written once: F1, expected calibration error, and which of two sets of spans are the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import numpy as np
from numpy.typing import ArrayLike

from analytics.records import Span

BINS = 15
"""Of confidence, for the calibration error."""
SAME = 0.5
"""Intersection over union from which two contents are the same statement."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures by name, each in [0, 1] and the higher the better; and what crashed, a line each."""

    figures: dict[str, float]
    crashes: tuple[str, ...] = ()


def share(part: float, whole: float) -> float:
    """``part / whole``; 0 of nothing."""
    return part / max(1, whole)


def f1(hits: int, predicted: int, gold: int) -> float:
    """The harmonic mean of precision and recall; 0 where there is nothing."""
    return share(2 * hits, predicted + gold)


def f1_by_label(gold: Sequence[Hashable], said: Sequence[Hashable], labels: Sequence[Hashable]) -> list[float]:
    """F1 of each of ``labels``; in ``said``, anything else (None where nothing was said) is a miss."""
    pairs = list(zip(gold, said, strict=True))
    return [f1(pairs.count((label, label)), list(said).count(label), list(gold).count(label)) for label in labels]


def macro_f1(gold: Sequence[Hashable], said: Sequence[Hashable], labels: Sequence[Hashable]) -> float:
    """The mean of :func:`f1_by_label`."""
    return sum(f1_by_label(gold, said, labels)) / len(labels)


def calibration_error(confidence: ArrayLike, right: ArrayLike) -> float:
    """Expected calibration error: ``confidence`` [n] against whether it was ``right`` [n], over equal bins.

    NaN where a confidence is NaN. (Naeini et al., "Obtaining Well Calibrated Probabilities Using Bayesian Binning",
    AAAI 2015.)
    """
    stated, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    if np.isnan(stated).any():
        return float("nan")
    bins = np.minimum((stated * BINS).astype(int), BINS - 1)
    gaps = np.bincount(bins, weights=stated - hit, minlength=BINS)
    return float(np.abs(gaps).sum() / max(1, len(stated)))


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like confidence: the lowest and highest, how many, the mean confidence, the share right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def equal_mass(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """Bins of about equally many predictions, by rising confidence; equal confidences are never parted.

    A confidence that many predictions share fills a bin of its own, so that there can be fewer or more than ``bins``.
    """
    mass = len(confidence) / bins
    made: list[list[tuple[float, bool]]] = []
    for _, group in groupby(sorted(zip(confidence, right, strict=True)), key=itemgetter(0)):
        alike = list(group)
        if made and len(made[-1]) + len(alike) / 2 <= mass:
            made[-1] += alike
        else:
            made.append(alike)
    return [_bin(one) for one in made]


def _bin(pairs: Sequence[tuple[float, bool]]) -> Bin:
    stated, hit = zip(*pairs, strict=True)
    return Bin(stated[0], stated[-1], len(pairs), sum(stated) / len(pairs), sum(hit) / len(pairs))


def equal_mass_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error over equal-mass bins: their mean gap, weighted by how many each holds; 0 of none.

    (Naeini et al., as above, who bin by equal frequency.)
    """
    return share(sum(one.n * abs(one.confidence - one.right) for one in bins), sum(one.n for one in bins))


def characters(spans: Iterable[Span]) -> frozenset[int]:
    """The places of all characters of some spans."""
    return frozenset(place for start, end in spans for place in range(start, end))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Intersection over union."""
    return share(len(one & other), len(one | other))


def matched(found: int, gold: int, likeness: Callable[[int, int], float]) -> list[tuple[int, int]]:
    """One-to-one pairs of the numbers of what was found and of gold, the likest first, none less like than SAME."""
    pairs = sorted(((likeness(i, j), i, j) for i in range(found) for j in range(gold)), reverse=True)
    free_found, free_gold, result = set(range(found)), set(range(gold)), []
    for alike, i, j in pairs:
        if alike >= SAME and i in free_found and j in free_gold:
            free_found.remove(i)
            free_gold.remove(j)
            result.append((i, j))
    return result
