"""How a speaker stands toward a target, by one of several scorers (analytics/stance/scorers, a module for each).

A scorer is loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from analytics.records import StanceQuery, StanceScore
from analytics.stance.scorer import Scorer, Scoring
from analytics.stance.scorers import names, scorer_named

if TYPE_CHECKING:
    SCORERS: tuple[str, ...]
    """The names of the scorers, found when they are first asked for."""

__all__ = [
    "DEFAULT_SCORER",
    "SCORERS",
    "Scorer",
    "Scoring",
    "load_scorer",
    "score_stance",
]

DEFAULT_SCORER = "model"


def score_stance(queries: Sequence[StanceQuery], scorer: str = DEFAULT_SCORER) -> list[StanceScore]:
    """How the holder of each query stands toward its target.

    Args:
        queries: passages with their mentions; see StanceQuery.
        scorer: one of SCORERS.

    Returns:
        One score for each query, in their order.

    Raises:
        ValueError: there is no scorer of this name.
        ModelError: its weights are missing or damaged.
    """
    return list(load_scorer(scorer)(queries))


@cache
def load_scorer(name: str) -> Scoring:
    """The scorer of this name, loaded once. Raises as :func:`score_stance` does."""
    return scorer_named(name).load()


def __getattr__(name: str) -> object:
    if name == "SCORERS":
        return names()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
