"""The lexicon baseline: VADER on the target's own clause (analytics/stance/vader.py)."""

from __future__ import annotations

from analytics.records import Evidence, StanceQuery
from analytics.stance.scorer import Scorer, Scoring


def _load() -> Scoring:
    from analytics.stance import vader  # noqa: PLC0415 (who asks for another need not wait for the lexicon)

    return vader.score


def _explain(query: StanceQuery) -> tuple[Evidence, ...]:
    (score,) = _load()([query])
    return score.evidence


SCORER = Scorer(
    name="vader",
    load=_load,
    explain=_explain,
    notice="Stances here are **baseline numbers**: VADER, a lexicon of tone, reads the clause that holds the target. "
    "It takes harsh words for criticism and kind ones for support, and is often wrong.",
    weighing="Each word's weight is its valence in VADER's lexicon, from −4 (unpleasant) to +4 (pleasant).",
)
