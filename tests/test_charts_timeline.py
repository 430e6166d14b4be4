"""Figures of stance over time: what is joined, what is hollow, where events and their labels stand."""

import datetime as dt
from itertools import combinations

import pandas as pd
import pytest
from app_support import HOSTILE, invented_results
from hypothesis import given
from hypothesis import strategies as st

from analytics.analysis.groups import aggregate_by, observations
from analytics.analysis.trend import Event, by_period
from analytics.charts import interval_chart, style
from analytics.charts.events import LEVELS, place_labels
from analytics.charts.timeline import (
    POINTS_AT_MOST,
    describe_targets,
    describe_timeline,
    timeline_chart,
)

SPAN = (dt.date(2024, 1, 1), dt.date(2024, 12, 31))
AXIS = (pd.Timestamp(2024, 1, 1), pd.Timestamp(2024, 12, 31))
EVENTS = st.lists(st.builds(Event, st.dates(*SPAN), st.text(min_size=1, max_size=40)), max_size=25)


def rows(*said, text="words", speaker="Ada Lorin"):
    """Observations toward the EU: (day, stance) each in an article of its own."""
    return pd.DataFrame(
        {
            "statement_id": [f"s{place}" for place in range(len(said))],
            "article_id": [f"a{place}" for place in range(len(said))],
            "published": pd.Series([pd.Timestamp(day) for day, _ in said], dtype="datetime64[us]"),
            "target": pd.Series("EU", index=range(len(said)), dtype="str"),
            "stance": [stance for _, stance in said],
            "label": "neutral",
            "tone": 0.0,
            "speaker": speaker,
            "outlet": "Lantern",
            "text": text,
        }
    )


def drawn(points, *, minimum=2, events=(), step="month"):
    return timeline_chart(
        by_period(points, step=step), points, span=SPAN, minimum=minimum, title="toward EU", events=events
    )


def monthly(*months, each=2):
    """Some statements in each of these months, at different stances."""
    return rows(*((f"2024-{month:02}-{10 + place}", 0.2 * place) for month in months for place in range(each)))


def clickable(figure):
    return [trace for trace in figure.data if trace.customdata is not None]


def line(figure):
    return next(trace for trace in figure.data if trace.mode == "lines")


def band(figure):
    return next(trace for trace in figure.data if trace.fill == "toself")


def test_each_statement_is_a_point_at_its_date_and_its_stance():
    points, means = clickable(drawn(monthly(1, 2)))
    assert points.x == ("2024-01-10", "2024-01-11", "2024-02-10", "2024-02-11")
    assert points.y == (0, 0.2, 0, 0.2)
    assert points.customdata[0] == ["EU", "2024-01-10", "2024-01-10", "Ada Lorin", "Lantern"]
    assert means.customdata[0] == ["EU", "2024-01-10", "2024-01-11"], "a click must not reach beyond the filters"


def test_no_line_and_no_band_cross_a_month_without_statements():
    figure = drawn(monthly(1, 2, 4, 5, 6))
    assert [value is None for value in line(figure).x] == [False, False, True, False, False, False, True]
    assert sum(value is None for value in band(figure).x) == 2


def test_the_band_is_the_interval_of_the_table():
    figure, means = drawn(monthly(1, 2)), by_period(monthly(1, 2), step="month")
    assert list(band(figure).y) == [*means["ci_high"], *reversed(means["ci_low"].tolist()), None]


def test_a_period_alone_carries_its_interval_itself():
    figure, means = drawn(monthly(3)), by_period(monthly(3), step="month")
    dots = clickable(figure)[1]
    assert dots.y[0] + dots.error_y.array[0] == pytest.approx(means["ci_high"][0])
    assert dots.y[0] - dots.error_y.arrayminus[0] == pytest.approx(means["ci_low"][0])
    assert not band(figure).x


def test_periods_of_too_few_statements_are_hollow_and_neither_joined_nor_banded():
    few = rows(("2024-01-10", 0.1), ("2024-02-10", 0.2), ("2024-02-11", 0.3), ("2024-03-10", 0.4))
    figure = drawn(few, minimum=2)
    _, filled, hollow = clickable(figure)
    assert len(filled.x) == 1
    assert hollow.marker.color == style.CLEAR
    assert hollow.error_y.array == (0, 0)
    assert list(line(figure).x)[1:] == [None]


def test_a_period_in_one_article_is_hollow_and_breaks_band_and_line():
    said = monthly(1, 2, 3)
    said.loc[said["published"].dt.month == 2, "article_id"] = "the same"
    figure = drawn(said)
    _, filled, hollow = clickable(figure)
    assert (len(filled.x), len(hollow.x)) == (2, 1)
    assert hollow.marker.color == style.CLEAR
    assert sum(value is None for value in line(figure).x) == 2
    assert not band(figure).x


def test_the_scale_is_fixed_and_both_ends_are_named():
    figure = drawn(rows(("2024-01-10", 0.01)))
    assert figure.layout.yaxis.range == (-1.12, 1.12)
    assert figure.layout.yaxis.tickvals == (-1, -0.5, 0, 0.5, 1)
    assert figure.layout.yaxis.ticktext[0].startswith("critical")
    assert figure.layout.yaxis.ticktext[-1].startswith("favourable")


def test_of_very_many_statements_only_the_means_are_drawn():
    many = rows(*(("2024-01-10", 0.1) for _ in range(POINTS_AT_MOST + 1)))
    assert len(clickable(drawn(many))) == 1
    assert len(clickable(drawn(many.iloc[1:]))) == 2


def test_panels_share_the_axis_of_dates_and_one_day_does_not_become_hours():
    one_day = timeline_chart(
        by_period(rows(("2024-05-05", 0.1)), step="day"),
        rows(("2024-05-05", 0.1)),
        span=(dt.date(2024, 5, 5), dt.date(2024, 5, 5)),
        minimum=1,
        title="toward EU",
    )
    first, last = map(pd.Timestamp, one_day.layout.xaxis.range)
    assert last - first >= pd.Timedelta(days=13)


def test_names_and_texts_that_look_like_markup_reach_the_figure_escaped():
    figure = drawn(rows(("2024-05-05", 0.1), text=HOSTILE, speaker=HOSTILE), events=[Event(SPAN[0], HOSTILE)])
    said = [*clickable(figure)[0].hovertext, *(note.text + note.hovertext for note in figure.layout.annotations)]
    assert len(said) == 2
    for text in said:
        assert "&lt;script&gt;" in text
        assert "<script>" not in text
        assert "<b>EU" not in text


def test_events_are_dotted_lines_within_the_period_and_none_outside():
    events = [Event(dt.date(2024, 6, 1), "Vote"), Event(dt.date(2019, 6, 1), "Too early")]
    figure = drawn(monthly(1, 2), events=events)
    assert [shape.x0 for shape in figure.layout.shapes] == ["2024-06-01"]
    assert figure.layout.shapes[0].line.dash == "dot"
    assert [note.text for note in figure.layout.annotations] == ["Vote"]
    assert figure.layout.height > drawn(monthly(1, 2)).layout.height, "labels stand above the scale, not in it"


@given(EVENTS)
def test_no_label_touches_another_label_or_a_line_that_rises_past_it(events):
    placed = [one for one in place_labels(events, AXIS) if one is not None]
    for one in placed:
        assert 0 <= one.left < one.right <= 1
        assert one.at in (one.left, one.right)
        assert 0 <= one.level < LEVELS
    for a, b in combinations(placed, 2):
        if a.level == b.level:
            assert a.right <= b.left or b.right <= a.left
        lower, higher = sorted((a, b), key=lambda one: one.level)
        assert lower.level == higher.level or not lower.left < higher.at < lower.right


@given(EVENTS)
def test_wherever_there_are_events_at_least_one_is_labelled(events):
    assert any(place_labels(events, AXIS)) == bool(events)


def test_events_far_apart_are_all_labelled_in_full():
    events = [Event(dt.date(2024, month, 1), f"Vote {month}") for month in (2, 5, 8, 11)]
    assert [one.text for one in place_labels(events, AXIS)] == ["Vote 2", "Vote 5", "Vote 8", "Vote 11"]


def test_the_description_says_how_many_where_it_began_and_ended_and_what_is_too_few():
    means = by_period(pd.concat([monthly(1, 2), rows(("2024-09-09", -1.0))], ignore_index=True), step="month")
    said = describe_timeline(means, step="month", minimum=2, toward="the EU")
    for expected in (
        "the EU",
        "5 statements",
        "means by month",
        "First +0.10 (2 statements in 2 articles)",
        "1 of 3 periods: too few to tell",
    ):
        assert expected in said


def test_one_speakers_targets_stand_in_rows_with_n_and_lead_to_the_target():
    results = invented_results()
    made = aggregate_by(results.statements, results.stances, by=("speaker",)).query("speaker == 'Bram Tesk'")
    figure = interval_chart(made, by="target", minimum=3, title="Bram Tesk")
    marks = [pair[1] for trace in clickable(figure) for pair in trace.customdata]
    assert marks == ["CSTO", "Azerbaijan", "EU"]
    assert any("CSTO <b>3 in 3 articles</b>" in note.text for note in figure.layout.annotations)
    assert "the CSTO +0.80 (3 statements in 3 articles)" in describe_targets(
        made, speaker="Bram Tesk", targets={"CSTO": "the CSTO"}, minimum=3
    )


def test_statements_without_a_date_have_no_point():
    results = invented_results()
    all_rows = observations(results.statements, results.stances).query("target == 'CSTO'")
    figure = timeline_chart(by_period(all_rows, step="month"), all_rows, span=SPAN, minimum=1, title="toward CSTO")
    assert len(clickable(figure)[0].x) == len(all_rows) - 1
