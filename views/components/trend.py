"""Stance over time on a page: how the time is divided, a panel for each target, and what had to be left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.analysis.sufficiency import shortfall, with_ranks
from analytics.analysis.trend import STEPS, Event, Step, by_period, step_for
from analytics.charts.timeline import POINTS_AT_MOST, describe_timeline, timeline_chart
from analytics.wording import amount
from views.components.chart import clickable
from views.components.events import current_events
from views.components.panels import observed
from views.components.plain import plain
from views.state.selection import HASHED, View

AUTOMATIC = "automatic"
_MARK = ("target", "first", "last", "speaker", "outlet")  # what the customdata of a timeline's marks holds


def trends(view: View, *, key: str) -> None:
    """Draw the stance over time toward each target in view; ``key`` is the page's own."""
    rows = observed(view)
    dated = rows[rows["published"].notna()]
    if dated.empty:
        st.info(NO_DATES)
        return
    span = dated["published"].min().date(), dated["published"].max().date()
    step = choose_step(view)
    st.caption(_said(len(rows) - len(dated), step, view.filters.minimum))
    events = current_events()
    means = _means(view, step)
    for target, toward in view.targets.items():
        part = means[means["target"] == target]
        if part.empty:
            continue
        points = dated[dated["target"] == target]
        figure = timeline_chart(
            part,
            points,
            span=span,
            minimum=view.filters.minimum,
            title=f"toward {target} · {amount(int(part['n_statements'].sum()), 'statement')}",
            events=events,
        )
        alt = describe_timeline(part, step=step, minimum=view.filters.minimum, toward=toward)
        clickable(
            figure, view, key=f"{key}-{target}", by="speaker", alt=alt, marked=marked, data=_drawn(part, points, view)
        )
    _left_out(dated, events, span)


def _drawn(means: pd.DataFrame, points: pd.DataFrame, view: View) -> dict[str, pd.DataFrame]:
    """The rows behind the marks of a timeline: of the means, and of the points where these are drawn."""
    told = with_ranks(means, minimum=view.filters.minimum)
    return {"means": told} | ({"statements": points} if len(points) <= POINTS_AT_MOST else {})


def choose_step(view: View) -> Step:
    """Draw the choice of periods, which the URL keeps; by default what suits the statements in view."""
    chosen = st.segmented_control(
        "Means by", (AUTOMATIC, *STEPS), default=AUTOMATIC, required=True, key="step", bind="query-params"
    )
    given = next((step for step in STEPS if step == chosen), None)
    return given or _step_for(view)


def marked(data: Sequence[str]) -> Mapping[str, str]:
    """What a mark of a timeline stands for: a period's statements, or those of one speaker, outlet and day."""
    return dict(zip(_MARK, data, strict=False))


NO_DATES = (
    "None of these statements has a date, so there is nothing to show over time. Give the articles' dates in the "
    "column **published** of `--metadata`, or in the form of the page **Add articles**."
)


def _said(undated: int, step: Step, minimum: int) -> str:
    left_out = f" Statements without a date, left out: {undated:,}." if undated else ""
    return (
        f"Each small point is a statement; large ones are means by {step} with their 95 % interval, treating each "
        "article as one cluster. Periods that follow on one another are joined; the line is broken where one has no "
        f"statement. Hollow: {shortfall(minimum)}. A click on any mark opens its statements.{left_out}"
    )


def _left_out(dated: pd.DataFrame, events: Sequence[Event], span: tuple[dt.date, dt.date]) -> None:
    counts: Mapping[Any, int] = dated["target"].value_counts().to_dict()
    crowded = [str(target) for target, count in counts.items() if count > POINTS_AT_MOST]
    if crowded:
        st.caption(
            f"Toward {plain(', '.join(sorted(crowded)))} only the means are drawn: more than {POINTS_AT_MOST:,} "
            "statements each. Narrow the filters to see single ones."
        )
    outside = sum(not span[0] <= event.day <= span[1] for event in events)
    if outside:
        st.caption(f"Events outside this period, not drawn: {outside}.")


@st.cache_data(show_spinner=False, max_entries=16, hash_funcs=HASHED)
def _means(view: View, step: Step) -> pd.DataFrame:
    return by_period(observed(view), step=step)


@st.cache_data(show_spinner=False, max_entries=16, hash_funcs=HASHED)
def _step_for(view: View) -> Step:
    return step_for(observed(view), minimum=view.filters.minimum)
