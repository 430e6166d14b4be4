"""Stance over time: means by period, gaps, the choice of periods, and how far a stance moved."""

import datetime as dt
import math
from itertools import pairwise

import pandas as pd
import pytest
from app_support import invented_results
from hypothesis import given
from hypothesis import strategies as st

from analytics.analysis.groups import MEASURES, aggregate_by, difference, observations
from analytics.analysis.trend import STEPS, by_period, movements, runs, step_for

DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2026, 12, 31))


def rows(*said, target="EU"):
    """Observations: (day or None, stance[, article]) of one target each."""
    full = [(*one, f"a{place}")[:3] for place, one in enumerate(said)]
    return pd.DataFrame(
        {
            "statement_id": [f"s{place}" for place in range(len(full))],
            "article_id": [article for _, _, article in full],
            "published": pd.Series(
                [pd.Timestamp(day) if day else pd.NaT for day, _, _ in full], dtype="datetime64[us]"
            ),
            "target": pd.Series(target, index=range(len(full)), dtype="str"),
            "stance": [stance for _, stance, _ in full],
            "label": "neutral",
            "tone": 0.0,
        }
    )


def invented():
    results = invented_results()
    return observations(results.statements, results.stances)


def test_a_months_mean_and_interval_are_the_aggregates_of_its_statements():
    made = by_period(invented(), step="month")
    results = invented_results()
    february = results.statements[results.statements["published"].dt.strftime("%Y-%m") == "2024-02"]
    expected = aggregate_by(february.assign(all="all"), results.stances, by=("all",))
    got = made[made["period_first"] == "2024-02-01"]
    assert got["target"].tolist() == expected["target"].tolist()
    pd.testing.assert_frame_equal(got[list(MEASURES)].reset_index(drop=True), expected[list(MEASURES)])


def test_statements_without_a_date_are_in_no_period():
    made = by_period(rows(("2024-01-01", 0.5), (None, -1.0)), step="day")
    assert made[["n_statements", "mean_stance"]].to_numpy().tolist() == [[1, 0.5]]


def test_nothing_dated_gives_no_row_and_all_columns():
    made = by_period(rows((None, 0.1)), step="month")
    assert made.empty
    assert list(made.columns) == ["target", "period_first", "period_last", *MEASURES]


def test_a_week_runs_from_monday_to_sunday_and_a_quarter_over_three_months():
    sunday = rows(("2024-03-03", 0.1))
    for step, first, last in (("week", "2024-02-26", "2024-03-03"), ("quarter", "2024-01-01", "2024-03-31")):
        (line,) = by_period(sunday, step=step).itertuples()
        assert (line.period_first, line.period_last) == (pd.Timestamp(first), pd.Timestamp(last))


@given(st.lists(st.tuples(DAYS, st.floats(-1, 1)), min_size=1, max_size=30), st.sampled_from(STEPS))
def test_every_dated_statement_is_in_exactly_one_period_that_holds_its_day(said, step):
    made = by_period(rows(*said), step=step)
    assert made["n_statements"].sum() == len(said)
    assert (made["period_first"] <= made["first_published"]).all()
    assert (made["last_published"] <= made["period_last"]).all()
    assert made["period_first"].is_monotonic_increasing


@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(STEPS))
def test_runs_are_cut_exactly_where_a_period_is_missing(days, step):
    made = by_period(rows(*((day, 0.0) for day in days)), step=step)
    parts = runs(made)
    pd.testing.assert_frame_equal(pd.concat(parts), made)
    for part in parts:
        gaps = part["period_first"].iloc[1:].reset_index(drop=True) - part["period_last"].iloc[:-1].reset_index(
            drop=True
        )
        assert (gaps == pd.Timedelta(days=1)).all()
    for earlier, later in pairwise(parts):
        assert later["period_first"].iloc[0] > earlier["period_last"].iloc[-1] + pd.Timedelta(days=1)


def test_the_line_is_broken_where_a_month_has_no_statement():
    made = by_period(rows(*((f"2024-{month:02}-10", 0.0) for month in (1, 2, 4, 5, 7))), step="month")
    assert [len(part) for part in runs(made)] == [2, 2, 1]


@pytest.mark.parametrize(
    ("length", "expected"), [(1, "day"), (45, "day"), (46, "week"), (400, "week"), (401, "month"), (2201, "quarter")]
)
def test_the_longer_the_time_the_longer_the_periods(length, expected):
    first = dt.date(2020, 1, 1)
    ends = rows(*((first + dt.timedelta(days=day), 0.0) for day in (0, 0, length - 1, length - 1)))
    assert step_for(ends, minimum=1) == expected


def test_periods_get_longer_where_most_would_hold_too_few_statements():
    weekly = rows(*((dt.date(2024, 1, 1) + dt.timedelta(weeks=week), 0.0) for week in range(50)))
    twice = pd.concat([weekly, weekly.assign(article_id=weekly["article_id"] + "b")])
    assert step_for(twice, minimum=1) == "week"
    assert step_for(weekly, minimum=1) == "month", "a week in one article says too little"
    assert step_for(weekly, minimum=4) == "month"
    assert step_for(weekly, minimum=9) == "quarter"


def test_movement_is_the_difference_of_the_halves_with_its_interval():
    said = [("2024-01-01", -0.8), ("2024-01-02", -0.6), ("2024-01-09", 0.5), ("2024-01-10", 0.9)]
    (found,) = movements(rows(*said), minimum=2)
    assert found.since == dt.date(2024, 1, 6)
    assert (found.n_before, found.n_since) == (2, 2)
    assert found.mean_before == pytest.approx(-0.7)
    assert found.mean_since == pytest.approx(0.7)
    assert found.difference == difference(rows(*said).iloc[2:], rows(*said).iloc[:2])
    assert found.difference.ci_low < 1.4 < found.difference.ci_high


def test_where_a_half_has_too_few_statements_nothing_is_compared():
    (found,) = movements(rows(("2024-01-01", -0.8), ("2024-01-09", 0.5), ("2024-01-10", 0.9)), minimum=2)
    assert found.difference is None
    assert found.n_before == 1


def test_where_a_half_is_one_article_nothing_is_compared():
    said = [(f"2024-01-0{day}", 0.1 * day, "the same" if day < 5 else f"a{day}") for day in range(1, 10)]
    (found,) = movements(rows(*said), minimum=2)
    assert found.difference is None
    assert (found.n_before, found.articles_before, found.articles_since) == (4, 1, 5)


def test_one_day_has_no_first_half():
    (found,) = movements(rows(("2024-01-01", -0.8), ("2024-01-01", 0.5)), minimum=1)
    assert (found.n_before, found.n_since) == (0, 2)
    assert found.difference is None
    assert math.isnan(found.mean_before)


def test_without_dates_there_is_no_movement():
    assert movements(rows((None, 0.3)), minimum=1) == []


def test_all_targets_are_cut_at_the_same_day():
    both = pd.concat(
        [rows(("2024-01-01", 0.0), ("2024-01-02", 0.0)), rows(("2024-01-31", 0.0), target="CSTO")], ignore_index=True
    )
    assert {one.since for one in movements(both, minimum=1)} == {dt.date(2024, 1, 16)}
