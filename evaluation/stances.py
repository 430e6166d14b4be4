"""How well a scorer labels the gold pairs, by the label that the tables publish."""

from __future__ import annotations

from collections.abc import Sequence

from analytics import StanceScore
from analytics.records import LABELS, StanceQuery
from analytics.stance import Scoring
from evaluation.gold.reading import GoldStance
from evaluation.metrics import Measured, calibration_error, macro_f1, share


def measure_stances(gold: Sequence[GoldStance], scorer: Scoring) -> Measured:
    """Figures of one scorer; each pair is scored once, for all of them.

    ``macro-F1`` over the three labels as counted, that is neutral where none reaches one half; ``right sign``: of the
    pairs that are not neutral, the share not counted under the opposite label; ``calibration``: one less the expected
    calibration error of the likeliest label. A pair on which ``scorer`` raises is wrong in all three.
    """
    scores, crashes = scored([(one.id, one.query) for one in gold], scorer)
    labels = [one.label for one in gold]
    counted = [score.counted if score else None for score in scores]
    sided = [(label, said) for label, said in zip(labels, counted, strict=True) if label != "neutral"]
    kept = sum(said in (label, "neutral") for label, said in sided)
    figures = {
        "macro-F1": macro_f1(labels, counted, LABELS),
        "right sign": share(kept, len(sided)),
        "calibration": 1 - calibration_error(
            [max(s.critical, s.neutral, s.favourable) if s else 1.0 for s in scores],
            [score is not None and score.label == one.label for score, one in zip(scores, gold, strict=True)],
        ),
    }  # fmt: skip
    return Measured(figures, crashes)


def scored(
    pairs: Sequence[tuple[str, StanceQuery]], scorer: Scoring
) -> tuple[list[StanceScore | None], tuple[str, ...]]:
    """The score of each pair of an id and a query, None where the scorer raised; and what it raised."""
    scores: list[StanceScore | None] = []
    crashes = []
    for name, query in pairs:
        try:
            (score,) = scorer([query])
        except Exception as error:
            crashes.append(f"pair {name}: {type(error).__name__}: {error}")
            score = None
        scores.append(score)
    return scores, tuple(crashes)
