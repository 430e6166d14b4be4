"""Two groups of statements beside each other: measures of both, and the difference with its interval.

A comparison has the columns ``target``, then the measures of the one side with ``_a`` and of the other with ``_b``
after their names (those of ``aggregates``), then ``difference`` (mean of a minus mean of b, in [-2, 2]), ``ci_low``
and ``ci_high`` (its 95 % interval, NaN where there is none, see :func:`.groups.difference`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analytics.analysis.counting import Counting
from analytics.analysis.groups import difference, measures
from analytics.analysis.sufficiency import TOO_FEW, is_enough, needed
from analytics.wording import basis, true_minus

Names = tuple[str, str]
Line = Mapping[Any, Any]
"""One row of a table, by the names of its columns."""
_KEYS = ["speaker", "target", "outlet"]
AT_MOST = 60
"""How many pairs of outlets are compared: those with most statements on the side that has fewer."""

NO_INTERVAL = "There is no interval, as the articles do not differ: no difference can be claimed."


def compare(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Two sides toward each target that either of them has statements toward, sorted by target.

    Both sides are as :func:`.groups.observations` gives them. A side without statements toward a target
    has n 0 and no mean there.
    """
    left, right = (
        measures(rows, by=()).set_index("target").add_suffix(f"_{side}") for side, rows in (("a", a), ("b", b))
    )
    both = left.join(right, how="outer").sort_index().reset_index()
    pairs = [tuple(rows[rows["target"] == target] for rows in (a, b)) for target in both["target"]]
    return _with_difference(both, pairs)


def same_speaker(rows: pd.DataFrame, *, minimum: int) -> pd.DataFrame:
    """The same speaker in two outlets, for each such pair: a comparison with ``speaker``, ``outlet_a``, ``outlet_b``.

    ``rows`` are as :func:`.groups.observations` gives them. Speakers with fewer than ``minimum`` statements
    toward the target in all outlets together are left out. Pairs with enough to tell on both sides come first,
    the largest difference at the top; the others go by name. There are at most AT_MOST pairs.
    """
    table = rows[rows["speaker"] != ""].groupby(_KEYS).size().reset_index(name="n")
    enough = table[table.groupby(_KEYS[:2])["n"].transform("sum") >= minimum]
    pairs = _most_said(enough.merge(enough, on=_KEYS[:2], suffixes=("_a", "_b")))
    both = [pairs.rename(columns={f"outlet_{side}": "outlet"})[_KEYS] for side in "ab"]
    wanted = rows.merge(pd.concat(both).drop_duplicates(), on=_KEYS)
    groups = dict(list(wanted.groupby(_KEYS)))
    sides = [list(zip(*(pairs[key] for key in (*_KEYS[:2], f"outlet_{side}")), strict=True)) for side in "ab"]
    told = _measured(wanted, pairs)
    return _ordered(_with_difference(told, [(groups[a], groups[b]) for a, b in zip(*sides, strict=True)]), minimum)


def _most_said(pairs: pd.DataFrame) -> pd.DataFrame:
    """Of all pairs of rows each pair of outlets once, and no more than AT_MOST; without their counts."""
    pairs = pairs[pairs["outlet_a"] > pairs["outlet_b"]]
    keyed = pairs.assign(fewer=pairs[["n_a", "n_b"]].min(axis=1))
    order = [*_KEYS[:2], "outlet_a", "outlet_b"]
    keyed = keyed.sort_values(["fewer", *order], ascending=[False, *(True for _ in order)])
    return keyed[order].head(AT_MOST).reset_index(drop=True)


def _measured(rows: pd.DataFrame, pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs with the measures of both of their sides."""
    table = measures(rows, by=("speaker", "outlet"))
    for side in "ab":
        named = table.rename(columns={name: f"{name}_{side}" for name in table if name not in _KEYS[:2]})
        pairs = pairs.merge(named, on=[*_KEYS[:2], f"outlet_{side}"])
    return pairs


def with_sides(table: pd.DataFrame, *, names: Names, counting: Counting) -> pd.DataFrame:
    """A comparison that says what it compares: ``side_a`` and ``side_b`` before it, and ``counting`` after it."""
    named = table.assign(side_a=names[0], side_b=names[1], counting=counting)
    return named[["side_a", "side_b", *table.columns, "counting"]]


def with_verdict(table: pd.DataFrame, *, minimum: int) -> pd.DataFrame:
    """A comparison with a last column ``compared``: ``yes``, or that there are too few to tell."""
    few = [is_few(line, minimum) for line in table.to_dict("records")]
    return table.assign(compared=pd.Series([TOO_FEW if one else "yes" for one in few], table.index, dtype="str"))


def is_few(line: Line, minimum: int) -> bool:
    """True where one side of a comparison has too few statements, or too few articles, to tell."""
    return not all(is_enough(line, minimum=minimum, side=side) for side in ("_a", "_b"))


def in_words(line: Line, *, names: Names, toward: str, minimum: int) -> str:
    """What one line of a comparison says, and what it does not allow to say: the upper side is named first.

    Plain text, nothing in it is escaped. At least one side has a statement toward the target.
    """
    counts = [int(line[f"n_statements_{side}"]) for side in "ab"]
    if not min(counts):
        silent = names[counts.index(0)]
        return f"No comparison toward {toward}: {silent} has no statement toward it in view."
    turned = line["difference"] < 0
    upper, lower = names[::-1] if turned else names
    rests = _basis(line, "ba" if turned else "ab")
    if is_few(line, minimum):
        return (
            f"{TOO_FEW.capitalize()} how {upper} and {lower} differ toward {toward} ({rests}; each side needs "
            f"{needed(minimum)})."
        )
    gap = f"{upper} is {abs(line['difference']):.2f} more favourable than {lower} toward {toward}"
    if math.isnan(line["ci_low"]):
        return f"{gap} ({rests}). {NO_INTERVAL}"
    interval = _interval(line, turned=turned)
    if line["ci_low"] <= 0 <= line["ci_high"]:
        return f"{gap}, but the interval holds zero: no difference can be claimed ({interval}, {rests})."
    return f"{gap} ({interval}, {rests})."


def _interval(line: Line, *, turned: bool) -> str:
    low, high = (-line["ci_high"], -line["ci_low"]) if turned else (line["ci_low"], line["ci_high"])
    return true_minus(f"95 % interval {low:.2f} to {high:.2f}")


def _basis(line: Line, sides: str) -> str:
    """How many statements in how many articles stand behind a comparison, in the order of ``sides``."""
    return " and ".join(basis(int(line[f"n_statements_{side}"]), int(line[f"n_articles_{side}"])) for side in sides)


def _with_difference(both: pd.DataFrame, pairs: Sequence[tuple[pd.DataFrame, ...]]) -> pd.DataFrame:
    found = [difference(a, b) for a, b in pairs]
    counts = [f"n_{what}_{side}" for what in ("statements", "articles") for side in "ab"]
    made = {
        "difference": [one.mean for one in found],
        "ci_low": [one.ci_low for one in found],
        "ci_high": [one.ci_high for one in found],
    }
    columns = {name: pd.Series(values, index=both.index, dtype="float64") for name, values in made.items()}
    return both.assign(**both[counts].fillna(0), **columns)


def _ordered(table: pd.DataFrame, minimum: int) -> pd.DataFrame:
    few = pd.Series([is_few(line, minimum) for line in table.to_dict("records")], table.index, dtype="bool")
    size = table["difference"].abs().where(~few, 0)
    keyed = table.assign(few=few, size=-size).sort_values(["few", "size", "speaker", "outlet_a", "outlet_b"])
    return keyed.drop(columns=["few", "size"]).reset_index(drop=True)
