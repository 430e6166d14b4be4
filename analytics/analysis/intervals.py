"""Intervals about means, by clusters of observations that are not independent of one another."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from analytics.analysis.student_t import quantile

Numbers = np.ndarray[Any, np.dtype[Any]]

_LEVEL = 0.95
_ROUNDING = 1e-9  # a standard error below this is rounding, not variation


def interval(
    centre: float, deviations: Iterable[tuple[str, float]], *, parameters: int = 1, bound: float = 1.0
) -> tuple[float, float]:
    """The 95 % interval about an estimate, by clusters, clipped to [-bound, bound].

    Args:
        centre: the estimate: a mean, or a difference of means.
        deviations: for each observation its cluster, and its share in the estimate's error: (value - mean) / n.
        parameters: how many means were estimated.
        bound: the largest value that the estimate can have.

    Returns:
        Low and high end; NaN, NaN where there is none, see :func:`of_clusters`.
    """
    parts: dict[str, list[float]] = {}
    for cluster, deviation in deviations:
        parts.setdefault(cluster, []).append(deviation)
    squares = math.fsum(math.fsum(part) ** 2 for part in parts.values())
    count = sum(map(len, parts.values()))
    given = (np.array([value]) for value in (centre, squares, len(parts), count))
    low, high = of_clusters(*given, parameters=parameters, bound=bound)
    return float(low[0]), float(high[0])


def of_clusters(
    centres: Numbers, squares: Numbers, clusters: Numbers, counts: Numbers, *, parameters: int = 1, bound: float = 1.0
) -> tuple[Numbers, Numbers]:
    """The intervals about several estimates at once.

    Args:
        centres: the estimates.
        squares: for each estimate the sum, over its clusters, of the square of the sum of the cluster's deviations,
            which :func:`interval` explains.
        clusters: how many clusters each has.
        counts: how many observations each has.
        parameters: how many means were estimated for each.
        bound: the largest value that an estimate can have.

    Returns:
        Low and high ends; NaN where there are fewer than two clusters, or where the clusters do not differ at all,
        because nothing then tells how much the estimate would vary.

    The variance is the cluster-robust one with the correction CR1, the quantile Student's t with one degree of
    freedom fewer than clusters (Cameron and Miller, "A Practitioner's Guide to Cluster-Robust Inference", Journal of
    Human Resources 50(2), 2015, sections II.B and VI.D; after Liang and Zeger, Biometrika 73(1), 1986).
    """
    enough = (clusters >= 2) & (counts > parameters)
    between, free = np.where(enough, clusters - 1, 1), np.where(enough, counts - parameters, 1)
    errors = np.sqrt(clusters / between * (counts - 1) / free * squares)
    known, degrees = np.unique(between, return_inverse=True)
    quantiles = np.array([quantile((1 + _LEVEL) / 2, each) for each in known.tolist()])
    reaches = np.where(enough & (errors >= _ROUNDING), quantiles[degrees] * errors, np.nan)
    return np.maximum(-bound, centres - reaches), np.minimum(bound, centres + reaches)
