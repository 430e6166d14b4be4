"""Stances by speaker, outlet and target, or by any other columns, with intervals clustered by article.

Every sum is exactly rounded (math.fsum), so that the order of the rows makes no difference in any digit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack

import numpy as np
import pandas as pd

from analytics import tables
from analytics.analysis.counting import SAID, Counting
from analytics.analysis.intervals import Numbers, interval, of_clusters
from analytics.analysis.utterances import group_utterances
from analytics.records import LABELS

MEASURES = tuple(name for name in tables.columns("aggregates") if name not in ("speaker", "outlet", "target"))


_OF_STANCES = ("statement_id", "target", "stance", "label", "tone")
_OF_STATEMENTS = ("statement_id", "article_id", "outlet", "published", "kind", "confidence")
_MEASURED = ("statement_id", "article_id", "published", "stance", "label", "tone")


class Options(TypedDict, total=False):
    """What :func:`observations` can be told of what counts; its docstring says what each means."""

    kinds: Sequence[str]
    min_confidence: float
    counting: Counting
    utterances: pd.Series[str] | None
    stories: pd.Series[str] | None


@dataclass(frozen=True, slots=True)
class Difference:
    """The mean stance of one group minus that of another, in [-2, 2], with its 95 % interval (NaN: none)."""

    mean: float
    ci_low: float
    ci_high: float


def observations(
    statements: pd.DataFrame,
    stances: pd.DataFrame,
    *,
    kinds: Sequence[str] = SAID,
    min_confidence: float = 0.0,
    counting: Counting = "statement",
    utterances: pd.Series[str] | None = None,
    stories: pd.Series[str] | None = None,
) -> pd.DataFrame:
    """Each stance with the columns of its statement, in the order of ``stances``.

    Kept are statements of these ``kinds`` with at least ``min_confidence``. Where ``counting`` is not "statement", the
    earliest of them that mentions a target speaks for its utterance (of those in the same outlet, with "outlet", or in
    the same story, with "story"). ``utterances`` are the groups, as :func:`group_utterances` makes them of
    ``statements`` where none are given, ``stories`` the story of each statement, by default its article; their index is
    that of ``statements``. Raises ValueError where a statement_id stands twice among the statements.
    """
    kept = statements[statements["kind"].isin(list(kinds)) & (statements["confidence"] >= min_confidence)]
    rows = stances.merge(kept, on="statement_id", how="inner", validate="many_to_one")
    if counting == "statement":
        return rows
    groups = group_utterances(statements) if utterances is None else utterances
    told = statements["article_id"] if stories is None else stories
    within = {"outlet": rows["outlet"], "story": _of_rows(rows, kept, told)} if counting != "utterance" else {}
    return _earliest(rows, _of_rows(rows, kept, groups), within.get(counting))


def _of_rows(rows: pd.DataFrame, statements: pd.DataFrame, values: pd.Series[str]) -> pd.Series[str]:
    """What ``values`` say of the statement of each row; their index is that of ``statements``, or holds it."""
    of_statement = pd.Series(values.loc[statements.index].to_numpy(), index=statements["statement_id"].astype(object))
    return rows["statement_id"].astype(object).map(of_statement)


def _earliest(rows: pd.DataFrame, utterances: pd.Series[str], within: pd.Series[str] | None) -> pd.DataFrame:
    """One row of each utterance for each target, or one for each target and value of ``within``."""
    same = {"utterance": utterances, "target": rows["target"], "published": rows["published"]}
    if within is not None:
        same["within"] = within
    ordered = pd.DataFrame(same | {"statement_id": rows["statement_id"]}).sort_values(["published", "statement_id"])
    repeated = ordered.duplicated([name for name in same if name != "published"])
    return rows[~repeated.sort_index()]


def aggregate(statements: pd.DataFrame, stances: pd.DataFrame, **options: Unpack[Options]) -> pd.DataFrame:
    """The table ``aggregates``: by speaker, outlet and target, sorted by these.

    ``options`` are those of :func:`observations`. Statements whose speaker is not known (``""``) are no speaker's and
    are left out. Where ``counting`` is not "statement", a last column ``counting`` says what it is.
    """
    made = aggregate_by(statements, stances, by=("speaker", "outlet"), **options)
    counting = options.get("counting", "statement")
    return made if counting == "statement" else made.assign(counting=pd.Series(counting, made.index, dtype="str"))


def aggregate_by(
    statements: pd.DataFrame, stances: pd.DataFrame, *, by: Sequence[str], **options: Unpack[Options]
) -> pd.DataFrame:
    """The measures of ``aggregates`` for any columns of ``statements`` and the target, sorted by these.

    ``options`` are those of :func:`observations`. Columns are ``by``, then ``target``, then MEASURES. Statements
    whose speaker is not known are left out where ``by`` names the speaker, and count otherwise. Groups without a
    statement have no row.
    """
    if options.get("counting", "statement") != "statement" and options.get("utterances") is None:
        options["utterances"] = group_utterances(statements)
    few = statements[list(dict.fromkeys((*_OF_STATEMENTS, *by)))]  # without the texts, which take long to join
    return measures(observations(few, stances[[*_OF_STANCES]], **options), by=by)


def measures(rows: pd.DataFrame, *, by: Sequence[str]) -> pd.DataFrame:
    """What :func:`aggregate_by` gives, from rows as :func:`observations` gives them."""
    keys = [*by, "target"]
    rows = rows[list(dict.fromkeys((*keys, *_MEASURED)))]
    if "speaker" in by:
        rows = rows[rows["speaker"] != ""]
    groups = rows.groupby(keys, sort=True, observed=True, dropna=False).ngroup().to_numpy()
    articles = pd.factorize(rows["article_id"])[0]
    order = np.lexsort((articles, groups))  # the rows of a group, and in it those of an article, side by side
    made = _measures(rows.iloc[order], groups[order], articles[order])
    firsts = rows[keys].iloc[order[_starts(groups[order])]].reset_index(drop=True)
    types = tables.SCHEMAS["aggregates"]
    return firsts.assign(**{name: pd.Series(made[name], dtype=types[name]) for name in MEASURES})


def difference(a: pd.DataFrame, b: pd.DataFrame) -> Difference:
    """How far the mean stance of group ``a`` lies above that of ``b``; both as :func:`observations` gives them.

    An article that holds statements of both groups is one cluster, so what is common to both cancels out. The
    interval is empty (NaN) where a group has fewer than two articles, see :func:`.intervals.of_clusters`.
    """
    means = [mean_of(group["stance"].tolist()) for group in (a, b)]
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


def _measures(rows: pd.DataFrame, groups: Numbers, articles: Numbers) -> dict[str, Any]:
    """The values of each of MEASURES by group; rows of one group, and of one article in it, stand side by side."""
    starts = _starts(groups)
    counts = np.diff(starts, append=len(rows))
    means = _means(rows["stance"], starts)
    clusters = _starts(groups, articles)
    n_clusters = np.bincount(groups[clusters], minlength=len(starts))
    deviations = _sums((rows["stance"].to_numpy() - means[groups]) / counts[groups], clusters)
    squares = _sums(deviations * deviations, np.searchsorted(clusters, starts))
    labels = rows["label"].to_numpy(object)
    statements = pd.factorize(rows["statement_id"])[0]
    once = np.unique(groups * (len(rows) + 1) + statements) // (len(rows) + 1)
    first, last = _period(rows["published"], starts)
    values = (
        np.bincount(once, minlength=len(starts)),
        n_clusters,
        means,
        *of_clusters(means, squares, n_clusters, counts),
        *(np.bincount(groups[labels == label], minlength=len(starts)) / counts for label in LABELS),
        _means(rows["tone"], starts),
        first,
        last,
    )
    return dict(zip(MEASURES, values, strict=True))


def _starts(*sorted_numbers: Numbers) -> Numbers:
    """Where each run of equal numbers begins, in arrays side by side."""
    changes = np.zeros(len(sorted_numbers[0]), dtype=bool)
    changes[:1] = True
    for numbers in sorted_numbers:
        changes[1:] |= numbers[1:] != numbers[:-1]
    return np.flatnonzero(changes)


def _sums(values: Numbers, starts: Numbers) -> Numbers:
    """The exactly rounded sum of each run of values that begins at ``starts``."""
    made, listed, bounds = values[starts], values.tolist(), [*starts.tolist(), len(values)]
    for run in np.flatnonzero(np.diff(bounds) > 1).tolist():
        made[run] = math.fsum(listed[bounds[run] : bounds[run + 1]])
    return made


def _means(values: pd.Series[float], starts: Numbers) -> Numbers:
    return _sums(values.to_numpy(), starts) / np.diff(starts, append=len(values))


def _period(published: pd.Series[Any], starts: Numbers) -> tuple[Numbers, Numbers]:
    """The first and last date of each run; NaT where it has none."""
    days = published.to_numpy()
    return np.fmin.reduceat(days, starts), np.fmax.reduceat(days, starts)


def mean_of(values: Sequence[float]) -> float:
    """The exactly rounded mean; NaN of no values."""
    return math.fsum(values) / len(values) if values else math.nan
