"""What filters select, what a mark stands for, and what counts."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from app_support import invented_results
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.analysis.groups import aggregate
from analytics.analysis.selection import Filters
from analytics.records import KINDS
from views.state.selection import Source, aggregates, behind, narrow, summarise

RESULTS = invented_results()
SOURCE = Source(RESULTS, "invented", "invented")
DAYS = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2024, 4, 1))


def some(values):
    return st.lists(st.sampled_from(sorted(set(values))), unique=True, max_size=3).map(tuple)


FILTERS = st.builds(
    Filters,
    speakers=some(RESULTS.statements["speaker"]),
    outlets=some(RESULTS.statements["outlet"]),
    targets=some(RESULTS.stances["target"]),
    first=DAYS,
    last=DAYS,
    kinds=some(KINDS),
)


@settings(deadline=None)
@given(FILTERS)
def test_filters_keep_the_rows_that_each_of_them_lets_through(filters):
    view = narrow(SOURCE, filters, {})
    of = RESULTS.stances.groupby("statement_id")["target"].agg(set).to_dict()
    kept = [
        row.statement_id
        for row in RESULTS.statements.itertuples()
        if row.kind in filters.counted
        and (not filters.speakers or row.speaker in filters.speakers)
        and (not filters.outlets or row.outlet in filters.outlets)
        and (not filters.targets or of.get(row.statement_id, set()) & set(filters.targets))
        and (filters.first is None or row.published >= pd.Timestamp(filters.first))
        and (filters.last is None or row.published <= pd.Timestamp(filters.last))
    ]
    assert view.statements["statement_id"].tolist() == kept
    stances = RESULTS.stances[RESULTS.stances["statement_id"].isin(kept)]
    if filters.targets:
        stances = stances[stances["target"].isin(filters.targets)]
    pd.testing.assert_frame_equal(view.stances, stances)


def test_a_choice_that_the_data_does_not_hold_selects_nothing():
    view = narrow(SOURCE, Filters(speakers=("Nobody",)), {})
    assert (len(view.statements), len(view.stances), view.targets) == (0, 0, {})
    assert len(summarise(view, "speaker")) == 0


@pytest.mark.parametrize(
    ("marked", "count"),
    [
        ({"speaker": "Ada Lorin", "target": "CSTO"}, 3),
        ({"outlet": "Lantern", "target": "CSTO"}, 3),
        ({"speaker": "Ada Lorin", "first": "2024-02-01", "last": "2024-02-29"}, 3),
        ({"speaker": "Ada Lorin", "first": "2024-01-10", "last": "2024-01-10", "target": "EU"}, 1),
        ({}, 16),
    ],
)
def test_a_mark_stands_for_its_speaker_outlet_target_and_period(marked, count):
    assert len(behind(narrow(SOURCE, Filters(), {}), marked).statements) == count


def test_the_period_of_a_mark_narrows_that_of_the_filters():
    view = narrow(SOURCE, Filters(first=dt.date(2024, 2, 1), last=dt.date(2024, 2, 20), minimum=7), {})
    part = behind(view, {"first": "2024-01-01", "last": "2024-02-14"}).filters
    assert (part.first, part.last, part.minimum) == (dt.date(2024, 2, 1), dt.date(2024, 2, 14), 7)


@pytest.mark.parametrize("counting", ["statement", "outlet", "story", "utterance"])
def test_what_counts_is_the_filters_choice(counting):
    view = narrow(SOURCE, Filters(counting=counting), {})
    expected = aggregate(RESULTS.statements, RESULTS.stances, counting=counting)
    pd.testing.assert_frame_equal(aggregates(view), expected)


def test_the_utterances_of_a_view_are_those_of_the_whole_source():
    view = narrow(SOURCE, Filters(outlets=("Lantern",)), {})
    assert view.utterances.index.equals(view.statements.index)
    assert view.utterances.tolist() == RESULTS.utterances[view.statements.index].tolist()
