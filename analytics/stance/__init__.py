"""How a speaker stands toward a target, by one of several scorers.

========= =========================================================================
``model`` a transformer fine-tuned for the target (analytics/stance/model.py)
``vader`` the lexicon baseline (analytics/stance/vader.py)
========= =========================================================================

A scorer is loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Protocol

from analytics.records import StanceQuery, StanceScore

DEFAULT_SCORER = "model"


class Scorer(Protocol):
    """Scores queries, in their order."""

    def __call__(self, queries: Sequence[StanceQuery], /) -> list[StanceScore]:
        """One score for each query."""


def _load_model() -> Scorer:
    from analytics.stance import model  # noqa: PLC0415 (who asks for VADER need not wait for onnxruntime)

    return model.load()


def _load_vader() -> Scorer:
    from analytics.stance import vader  # noqa: PLC0415 (nor the other way round)

    return vader.score


_LOADERS: Mapping[str, Callable[[], Scorer]] = {"model": _load_model, "vader": _load_vader}
SCORERS: tuple[str, ...] = tuple(_LOADERS)
"""The names of the scorers."""


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
def load_scorer(name: str) -> Scorer:
    """The scorer of this name, loaded once. Raises as :func:`score_stance` does."""
    if name not in _LOADERS:
        raise ValueError(f"there is no scorer {name!r}; choose one of: {', '.join(SCORERS)}")
    return _LOADERS[name]()
