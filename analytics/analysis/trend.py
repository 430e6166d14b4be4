"""How stance goes over time: means by day, week, month or quarter, and how far it moved from one half to the other.

A period without a statement has no row: nothing is carried over a gap.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from analytics.analysis.groups import Difference, difference, mean_of, measures
from analytics.analysis.sufficiency import enough, suffices

Step = Literal["day", "week", "month", "quarter"]
STEPS: tuple[Step, ...] = get_args(Step)

_ALIAS: dict[Step, str] = {"day": "D", "week": "W", "month": "M", "quarter": "Q"}
_LONGEST: dict[Step, int] = {"day": 45, "week": 400, "month": 2200}  # days: each gives about 50 to 70 periods at most
_FULL = 0.5  # of the periods, see step_for


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, to be marked in a timeline."""

    day: dt.date
    label: str


@dataclass(frozen=True, slots=True)
class Movement:
    """The stance toward a target in the two halves of a period; the second begins on the day ``since``.

    ``difference`` is the later mean minus the earlier one; None where a half has too few statements, or too few
    articles (``articles_before``, ``articles_since``), to compare.
    """

    target: str
    since: dt.date
    n_before: int
    n_since: int
    mean_before: float
    mean_since: float
    difference: Difference | None
    articles_before: int = 0
    articles_since: int = 0


def step_for(rows: pd.DataFrame, *, minimum: int) -> Step:
    """The finest step that divides the time of ``rows`` into periods few enough to read and full enough to compare.

    Full enough: in at least half of the periods with statements, over all targets, there are enough to tell, see
    :mod:`.sufficiency`. ``rows`` are as :func:`.groups.observations` gives them, at least one of them with a date.
    """
    dated = rows[rows["published"].notna()]
    days = (dated["published"].max() - dated["published"].min()).days + 1
    for step, longest in _LONGEST.items():
        if days <= longest:
            periods = dated.groupby(["target", _periods(dated, step)]).agg(
                n_statements=("article_id", "size"), n_articles=("article_id", "nunique")
            )
            if enough(periods, minimum=minimum).mean() >= _FULL:
                return step
    return "quarter"


def by_period(rows: pd.DataFrame, *, step: Step) -> pd.DataFrame:
    """The measures of ``aggregates`` by target and period, sorted by these.

    ``rows`` are as :func:`.groups.observations` gives them; those without a date are left out. Columns are
    ``target``, ``period_first`` and ``period_last`` (the period's first and last day), then MEASURES, whose intervals
    are clustered by article. Weeks run from Monday to Sunday.
    """
    dated = rows[rows["published"].notna()]
    made = measures(
        dated.assign(period_first=_periods(dated, step).dt.start_time.dt.as_unit("us")), by=("period_first",)
    )
    last = made["period_first"].dt.to_period(_ALIAS[step]).dt.end_time.dt.normalize().dt.as_unit("us")
    made.insert(1, "period_last", last)
    made.insert(0, "target", made.pop("target"))
    return made.sort_values(["target", "period_first"]).reset_index(drop=True)


def runs(periods: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of :func:`by_period` of one target, cut wherever the next period does not follow on at once."""
    follows = periods["period_first"] == periods["period_last"].shift() + pd.Timedelta(days=1)
    return [part for _, part in periods.groupby((~follows).cumsum())]


def movements(rows: pd.DataFrame, *, minimum: int) -> list[Movement]:
    """How far the stance moved toward each target, sorted by target.

    Args:
        rows: as :func:`.groups.observations` gives them; those without a date are left out. The time from
            the first to the last of them is cut in two, at the same day for all targets.
        minimum: how many statements each half must have for a difference.
    """
    dated = rows[rows["published"].notna()]
    if dated.empty:
        return []
    first, last = dated["published"].min(), dated["published"].max()
    since = first + pd.Timedelta(days=((last - first).days + 1) // 2)
    return [_movement(str(target), part, since, minimum) for target, part in dated.groupby("target")]


def _periods(rows: pd.DataFrame, step: Step) -> pd.Series[Any]:
    periods: pd.Series[Any] = rows["published"].dt.to_period(_ALIAS[step])
    return periods


def _movement(target: str, rows: pd.DataFrame, since: pd.Timestamp, minimum: int) -> Movement:
    earlier, later = rows[rows["published"] < since], rows[rows["published"] >= since]
    articles = earlier["article_id"].nunique(), later["article_id"].nunique()
    counts = zip((len(earlier), len(later)), articles, strict=True)
    told = all(suffices(*count, minimum=minimum) for count in counts)
    return Movement(
        target,
        since.date(),
        len(earlier),
        len(later),
        mean_of(earlier["stance"].tolist()),
        mean_of(later["stance"].tolist()),
        difference(later, earlier) if told else None,
        *articles,
    )
