"""What a scorer is: how it is loaded and asked, and what a person who reads its numbers must know."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from analytics.records import Evidence, StanceQuery, StanceScore


class Scoring(Protocol):
    """Scores queries, in their order."""

    def __call__(self, queries: Sequence[StanceQuery], /) -> list[StanceScore]:
        """One score for each query."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """One way to score stance.

    ``name`` is what the command line and run.json call it. ``load`` gives what scores, and ``explain`` the words of a
    passage that carry its score, as spans of the query's text; both raise ModelError where weights are missing or
    damaged. ``notice`` tells who looks at its stances how far to trust them, ``weighing`` what the weight of a word of
    the evidence is; both are Markdown. ``weights`` names the folders of data/models that it uses, for run.json.
    """

    name: str
    load: Callable[[], Scoring]
    explain: Callable[[StanceQuery], tuple[Evidence, ...]]
    notice: str
    weighing: str
    weights: tuple[str, ...] = ()
