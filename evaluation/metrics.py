"""The metrics, each written once: F1, expected calibration error, and which of two sets of spans are the same."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from analytics.records import Span

BINS = 15
"""Of confidence, for the calibration error."""
LEVELS = 10
"""Of confidence, for a reliability diagram."""
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


def levels(confidence: ArrayLike, right: ArrayLike) -> pd.DataFrame:
    """The points of a reliability diagram, a row for each tenth of ``confidence`` [n] that occurs.

    Columns ``confidence`` (its mean), ``right`` (the share of ``right`` [n]) and ``pairs`` (how many).
    """
    stated, hit = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    level = np.minimum((stated * LEVELS).astype(int), LEVELS - 1)
    rows = pd.DataFrame({"level": level, "confidence": stated, "right": hit}).groupby("level")
    return rows.mean().round(4).assign(pairs=rows.size()).reset_index(drop=True)


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
