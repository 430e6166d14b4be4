"""True where the tables and articles of a folder of results can be what a run wrote.

Everything that the dashboard, the report and the aggregates take for granted is checked here, for whole columns at a
time, and what is not so is named with its row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.records import CERTAIN, KINDS, LABELS, MERGE_RULES, RESOLUTIONS
from analytics.store.archive import Archive
from analytics.tables import TableName

Mask = npt.NDArray[np.bool_]
Checks = Iterator[tuple[str, Any]]
"""What is wrong, and in which rows (anything that becomes a Mask)."""

_NUMBER = "(?:0|[1-9][0-9]{0,8})"
_PAIR = rf"\[ *{_NUMBER} *, *{_NUMBER} *\]"
_SPANS = rf"\[ *{_PAIR}(?: *, *{_PAIR})* *\]"
_MIXED = "the files are of different runs"
_ROUNDING = 2e-6  # a little more than StanceScore allows, as sums differ in their last digits by their order
_BY_CAUTION = ("neutral", "critical", "favourable")  # as StanceScore.label has it


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of a table, counted from 0."""

    table: TableName
    row: int
    why: str


def first_fault(tables: Mapping[TableName, pd.DataFrame], archive: Archive) -> Fault | None:
    """The first fault of the tables, which have their types already; None where there is none.

    What the archive does not hold, because the articles were not kept, is not compared with it.
    """
    statements, stances = tables["statements"], tables["stances"]
    parts: tuple[tuple[TableName, Callable[[], Checks]], ...] = (
        ("statements", lambda: _of_statements(statements, archive)),
        ("stances", lambda: _of_stances(stances, statements, archive)),
        ("aggregates", lambda: _of_aggregates(tables["aggregates"], len(statements))),
    )
    for name, checks in parts:
        for why, wrong in checks():
            mask: Mask = np.asarray(wrong, dtype=bool)
            if mask.any():
                return Fault(name, int(mask.argmax()), why)
    return None


def _of_statements(table: pd.DataFrame, archive: Archive) -> Checks:
    yield "the statement_id is empty", table["statement_id"] == ""
    yield "the statement_id stands in a row before", table["statement_id"].duplicated()
    yield "the article_id is empty", table["article_id"] == ""
    yield f"kind is none of {', '.join(KINDS)}", ~table["kind"].isin(KINDS)
    yield "confidence is not between 0 and 1", _outside(table["confidence"], 0, 1)
    yield f"resolution is none of {', '.join(RESOLUTIONS)}", ~table["resolution"].isin(["", *RESOLUTIONS])
    yield f"speaker_merged is none of {', '.join(MERGE_RULES)}", ~table["speaker_merged"].isin(["", *MERGE_RULES])
    sure = table["speaker_confidence"]
    yield "speaker_confidence is not between 0 and 1", _outside(sure, 0, 1) & sure.notna()
    yield from _of_days(table["published"], "published")
    yield from _of_spans(table["spans"], "spans", _lengths(table["article_id"], archive), ordered=True)
    if archive.lengths:
        holders = table["statement_id"].astype(object).map(archive.holders)
        yield f"the article is not in articles.jsonl: {_MIXED}", ~table["article_id"].isin(list(archive.lengths))
        yield f"articles.jsonl does not have this statement of this article: {_MIXED}", holders != table["article_id"]
        lacking = len(archive.holders) > len(table)
        yield f"articles.jsonl has statements that are not here: {_MIXED}", np.full(max(len(table), 1), lacking)


def _of_stances(table: pd.DataFrame, statements: pd.DataFrame, archive: Archive) -> Checks:
    known = pd.Index(statements["statement_id"].astype(object))
    rows = known.get_indexer(pd.Index(table["statement_id"].astype(object)))
    yield f"the statement is not in statements.csv: {_MIXED}", rows < 0
    yield "the target is empty", table["target"] == ""
    yield "statement and target stand in a row before", table.duplicated(["statement_id", "target"])
    parts = table[[f"p_{name}" for name in _BY_CAUTION]].to_numpy()
    for column in ("p_critical", "p_neutral", "p_favourable"):
        yield f"{column} is not between 0 and 1", _outside(table[column], 0, 1)
    yield "the probabilities do not add up to 1", np.abs(parts.sum(axis=1) - 1) > _ROUNDING
    difference = table["p_favourable"] - table["p_critical"]
    yield "stance is not p_favourable less p_critical", ~((table["stance"] - difference).abs() <= _ROUNDING)
    yield f"label is none of {', '.join(LABELS)}", ~table["label"].isin(LABELS)
    yield "label is not that of the probabilities", table["label"].to_numpy(object) != _counted(parts)
    yield "tone is not between -1 and 1", _outside(table["tone"], -1, 1)
    articles = statements["article_id"].iloc[rows] if len(rows) else statements["article_id"].iloc[:0]
    yield from _of_spans(table["mentions"], "mentions", _lengths(articles, archive), ordered=False)


def _of_aggregates(table: pd.DataFrame, statements: int) -> Checks:
    for column in ("speaker", "target"):
        yield f"the {column} is empty", table[column] == ""
    yield "speaker, outlet and target stand in a row before", table.duplicated(["speaker", "outlet", "target"])
    counts = {name: table[name].fillna(0).astype("int64") for name in ("n_statements", "n_articles")}
    yield "n_statements is no count of the statements", ~counts["n_statements"].between(1, statements)
    yield "n_articles is no count of their articles", ~counts["n_articles"].between(1, counts["n_statements"])
    for column in ("mean_stance", "mean_tone"):
        yield f"{column} is not between -1 and 1", _outside(table[column], -1, 1)
    low, high = table["ci_low"], table["ci_high"]
    around = (low <= table["mean_stance"] + _ROUNDING) & (table["mean_stance"] <= high + _ROUNDING)
    within = ~_outside(low, -1, 1) & ~_outside(high, -1, 1)
    yield "ci_low and ci_high are no interval about mean_stance", ~((around & within) | (low.isna() & high.isna()))
    shares = [f"share_{name}" for name in LABELS]
    for column in shares:
        yield f"{column} is not between 0 and 1", _outside(table[column], 0, 1)
    yield "the shares do not add up to 1", (table[shares].sum(axis=1) - 1).abs() > _ROUNDING
    first, last = table["first_published"], table["last_published"]
    for column in ("first_published", "last_published"):
        yield from _of_days(table[column], column)
    yield "first_published and last_published are no period", ~((first <= last) | (first.isna() & last.isna()))


def _of_days(days: pd.Series[Any], column: str) -> Checks:
    yield f"{column} is not a day", ~((days == days.dt.normalize()) | days.isna())


def _of_spans(column: pd.Series[Any], name: str, lengths: npt.NDArray[np.float64], *, ordered: bool) -> Checks:
    """Checks of a column of spans, each in a text of ``lengths`` characters (infinite where that is not known)."""
    yield f"{name} is not a list of [start, end]", ~column.str.fullmatch(_SPANS)
    cells = json.loads(f"[{','.join(column.tolist())}]")
    rows = np.repeat(np.arange(len(cells)), [len(cell) for cell in cells])
    places = np.array([place for cell in cells for pair in cell for place in pair], dtype=np.int64).reshape(-1, 2)
    starts, ends = places[:, 0], places[:, 1]
    outside = (starts >= ends) | (ends > lengths[rows])
    yield f"{name} does not lie in the article's text", _any(rows, outside, len(cells))
    if ordered:
        back = (rows[1:] == rows[:-1]) & (starts[1:] < ends[:-1])
        yield f"{name} is not in the order of the text", _any(rows[1:], back, len(cells))


def _any(rows: npt.NDArray[np.int64], wrong: Mask, count: int) -> Mask:
    """In which of ``count`` rows anything is wrong."""
    made = np.zeros(count, dtype=bool)
    made[rows[wrong]] = True
    return made


def _lengths(articles: pd.Series[Any], archive: Archive) -> npt.NDArray[np.float64]:
    """How many characters the text of each article has; infinitely many where that is not known."""
    known = articles.astype(object).map(archive.lengths).to_numpy(dtype=np.float64)
    return np.where(np.isnan(known), np.inf, known)


def _outside(values: pd.Series[Any], low: float, high: float) -> pd.Series[bool]:
    """Where a value is not in a range; NaN is in none."""
    return ~values.between(low, high)


def _counted(parts: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    """The label of each row of probabilities, in the order of _BY_CAUTION, as StanceScore.counted has it."""
    labels = np.array(_BY_CAUTION, dtype=object)[parts.argmax(axis=1)] if len(parts) else np.empty(0, dtype=object)
    return np.where(parts.max(axis=1, initial=0) >= CERTAIN, labels, "neutral")
