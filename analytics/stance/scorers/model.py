"""The default: a transformer that is told whose stance toward whom (analytics/stance/model.py)."""

from __future__ import annotations

from analytics.records import Evidence, StanceQuery
from analytics.stance.scorer import Scorer, Scoring


def _load() -> Scoring:
    from analytics.stance import model  # noqa: PLC0415 (who asks for another need not wait for onnxruntime)

    return model.load()


def _explain(query: StanceQuery) -> tuple[Evidence, ...]:
    from analytics.stance import model  # noqa: PLC0415 (as above)

    return model.load().explain(query)


SCORER = Scorer(
    name="model",
    load=_load,
    explain=_explain,
    notice="Stances are the judgement of a small model that is wrong about one time in four on real articles, mostly "
    "by calling blame or support neutral; the page **Method** has its figures. Read the sentence behind a number "
    "before citing it.",
    weighing="Each word's weight is how far the score moves when the word is left out. Where several words say the "
    "same, each alone weighs little.",
    weights=("stance",),
)
