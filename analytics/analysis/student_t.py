"""Quantiles of Student's t distribution, without a statistics library."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

_CLOSE = 1e-13
_TINY = 1e-300
_MANY_STEPS = 10_000


@lru_cache(maxsize=4096)
def quantile(probability: float, degrees: int) -> float:
    """The value below which Student's t with ``degrees`` (1 or more) of freedom falls with ``probability``.

    ``probability`` lies between 0 and 1, both excluded; otherwise ValueError. Correct to nine digits or better.
    """
    if not 0 < probability < 1 or degrees < 1:
        raise ValueError(f"no quantile of t for probability {probability} and {degrees} degrees of freedom")
    if probability < 0.5:
        return -quantile(1 - probability, degrees)
    # Above the median the distribution is concave, so that Newton's method rises to the quantile from any value below
    # it, as the normal distribution's is, and never passes it.
    value = NormalDist().inv_cdf(probability)
    while True:
        step = (probability - cumulative(value, degrees)) / _density(value, degrees)
        value += max(step, 0.0)
        if step <= _CLOSE * value:
            return value


def cumulative(value: float, degrees: int) -> float:
    """The probability that Student's t with ``degrees`` of freedom is at most ``value``."""
    tail = _incomplete_beta(degrees / 2, 0.5, degrees / (degrees + value * value)) / 2
    return 1 - tail if value > 0 else tail


def _density(value: float, degrees: int) -> float:
    factor = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2) - math.log(degrees * math.pi) / 2
    return math.exp(factor - (degrees + 1) / 2 * math.log1p(value * value / degrees))


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction on the side where that converges fast."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    factor = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return factor * _continued_fraction(a, b, x) / a
    return 1 - factor * _continued_fraction(b, a, 1 - x) / b


def _continued_fraction(a: float, b: float, x: float) -> float:
    """Lentz's method (Press and others, "Numerical Recipes", 3rd edition, section 6.4)."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MANY_STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away_from_zero(1 + step * d)
            c = _away_from_zero(1 + step / c)
            value *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY
