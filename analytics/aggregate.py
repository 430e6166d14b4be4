"""Stances by speaker, outlet and target, or by any other columns, with intervals clustered by article.

Every sum is exactly rounded (math.fsum), so that the order of the rows makes no difference in any digit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from analytics import tables
from analytics.records import LABELS, Kind
from analytics.student_t import quantile

SAID: tuple[Kind, ...] = ("direct", "mixed", "indirect")
"""The kinds that count: what was said, not what the article reports as thought or wanted."""

MEASURES = tuple(name for name in tables.columns("aggregates") if name not in ("speaker", "outlet", "target"))
_LEVEL = 0.95
_ROUNDING = 1e-9  # a standard error below this is rounding, not variation


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean stance of one group minus that of another, in [-2, 2], with its 95 % interval (NaN: none)."""

    mean: float
    ci_low: float
    ci_high: float


class _Seen(NamedTuple):
    """What the measures need to know of one stance; the names are columns."""

    statement_id: str
    article_id: str
    stance: float
    label: str
    tone: float
    published: pd.Timestamp


def observations(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    *,
    kinds: Sequence[str] = SAID,
    min_confidence: float = 0.0,
) -> pd.DataFrame:
    """Each stance with the columns of its statement, in the order of ``stances``.

    Kept are statements of these ``kinds`` with at least ``min_confidence``. Raises ValueError where a statement_id
    stands twice among the statements.
    """
    kept = statements[statements["kind"].isin(list(kinds)) & (statements["confidence"] >= min_confidence)]
    return stances.merge(kept, on="statement_id", how="inner", validate="many_to_one")


def aggregate(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    *,
    kinds: Sequence[str] = SAID,
    min_confidence: float = 0.0,
) -> pd.DataFrame:
    """The table ``aggregates``: by speaker, outlet and target, sorted by these.

    Statements whose speaker is not known (``""``) are no speaker's and are left out.
    """
    made = aggregate_by(statements, stances, by=("speaker", "outlet"), kinds=kinds, min_confidence=min_confidence)
    return tables.from_rows("aggregates", made.itertuples(index=False))


def aggregate_by(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    *,
    by: Sequence[str],
    kinds: Sequence[str] = SAID,
    min_confidence: float = 0.0,
) -> pd.DataFrame:
    """The measures of ``aggregates`` for any columns of ``statements`` and the target, sorted by these.

    Columns are ``by``, then ``target``, then MEASURES. Statements whose speaker is not known are left out where
    ``by`` names the speaker, and count otherwise. Groups without a statement have no row.
    """
    rows = observations(statements, stances, kinds=kinds, min_confidence=min_confidence)
    if "speaker" in by:
        rows = rows[rows["speaker"] != ""]
    keys = [*by, "target"]
    numbers = rows.groupby(keys, sort=True, observed=True, dropna=False).ngroup()
    groups: dict[int, list[_Seen]] = {}
    for number, *seen in zip(numbers, *(rows[name].tolist() for name in _Seen._fields), strict=True):
        groups.setdefault(number, []).append(_Seen(*seen))
    firsts = rows[keys].groupby(numbers).head(1)
    made = [_measures(groups[number]) for number in numbers[firsts.index]]
    return _typed(firsts, made).iloc[numbers[firsts.index].argsort()].reset_index(drop=True)


def difference(a: pd.DataFrame, b: pd.DataFrame) -> Difference:
    """How far the mean stance of group ``a`` lies above that of ``b``; both as :func:`observations` gives them.

    An article that holds statements of both groups is one cluster, so what is common to both cancels out. The
    interval is empty (NaN) where a group has fewer than two articles, see :func:`interval`.
    """
    means = [_mean(group["stance"].tolist()) for group in (a, b)]
    deviations: list[tuple[str, float]] = []
    for sign, group, mean in ((1, a, means[0]), (-1, b, means[1])):
        deviations += [
            (article, sign * (value - mean) / len(group))
            for article, value in zip(group["article_id"], group["stance"], strict=True)
        ]
    centre = means[0] - means[1]
    if min(a["article_id"].nunique(), b["article_id"].nunique()) < 2:
        return Difference(centre, math.nan, math.nan)
    return Difference(centre, *interval(centre, deviations, parameters=2, bound=2.0))


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
        Low and high end; NaN, NaN where there are fewer than two clusters, or where the clusters do not differ at
        all, because nothing then tells how much the estimate would vary.

    The variance is the cluster-robust one with the correction CR1, the quantile Student's t with one degree of
    freedom fewer than clusters (Cameron and Miller, "A Practitioner's Guide to Cluster-Robust Inference", Journal of
    Human Resources 50(2), 2015, sections II.B and VI.D; after Liang and Zeger, Biometrika 73(1), 1986).
    """
    of_cluster: dict[str, list[float]] = {}
    count = 0
    for cluster, deviation in deviations:
        of_cluster.setdefault(cluster, []).append(deviation)
        count += 1
    clusters = len(of_cluster)
    if clusters < 2 or count <= parameters:
        return math.nan, math.nan
    correction = clusters / (clusters - 1) * (count - 1) / (count - parameters)
    error = math.sqrt(correction * math.fsum(math.fsum(part) ** 2 for part in of_cluster.values()))
    if error < _ROUNDING:
        return math.nan, math.nan
    reach = quantile((1 + _LEVEL) / 2, clusters - 1) * error
    return max(-bound, centre - reach), min(bound, centre + reach)


def _measures(group: Sequence[_Seen]) -> tuple[object, ...]:
    """The values of MEASURES for one group."""
    count, mean = len(group), _mean([one.stance for one in group])
    dates = [one.published for one in group if not pd.isna(one.published)]
    return (
        len({one.statement_id for one in group}),
        len({one.article_id for one in group}),
        mean,
        *interval(mean, ((one.article_id, (one.stance - mean) / count) for one in group)),
        *(sum(one.label == label for one in group) / count for label in LABELS),
        _mean([one.tone for one in group]),
        min(dates, default=pd.NaT),
        max(dates, default=pd.NaT),
    )


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values) if values else math.nan


def _typed(keys: pd.DataFrame, made: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    """The groups' keys with their measures beside them, of the types that the table ``aggregates`` has."""
    columns = zip(*made, strict=True) if made else [()] * len(MEASURES)
    types = tables.SCHEMAS["aggregates"]
    measures = {
        name: pd.Series(list(values), index=keys.index, dtype=types[name])
        for name, values in zip(MEASURES, columns, strict=True)
    }
    return keys.assign(**measures)
