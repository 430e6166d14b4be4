"""Figures of stance over time, and of one speaker's stance with the targets in rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.analysis.sufficiency import TOO_FEW, enough
from analytics.analysis.trend import Event, Step, runs
from analytics.charts.events import Ends, draw_events
from analytics.charts.furniture import whiskers
from analytics.charts.style import CLEAR, LINE, SCALE, TICKS, identity, label, layout, shown, tick_labels
from analytics.wording import amount, basis, signed

POINTS_AT_MOST = 2000
"""Of more statements than this only the means are drawn: points would hide one another, and the page would be slow."""

_UNIT, _TOP, _BOTTOM = 84, 36, 34  # pixels: of a stance of 1; above and below the axes
_EDGE = 1.12  # where the axis of stances ends
_GRID = "rgba(127,127,127,0.28)"
_BAND = "rgba(127,127,127,0.26)"
_EARLIEST, _LATEST = pd.Timestamp(dt.date.min), pd.Timestamp(dt.date.max)
_SHORTEST = pd.Timedelta(days=14)  # on a shorter axis plotly's ticks would be hours


def timeline_chart(
    means: pd.DataFrame,
    points: pd.DataFrame,
    *,
    span: tuple[dt.date, dt.date],
    minimum: int,
    title: str,
    events: Iterable[Event] = (),
) -> go.Figure:
    """Each statement toward one target as a point, under the means by period with their 95 % band.

    Periods that follow on one another are joined, others not. Periods with too few to tell (fewer than ``minimum``
    statements, or one article) are hollow, and neither joined nor banded. A mark's ``customdata`` is ``[target, first
    day, last day]``, and of a statement also its speaker and outlet.

    Args:
        means: the rows of :func:`.trend.by_period` of the target.
        points: its statements, as :func:`.groups.observations` gives them; drawn where they have a date and
            are at most POINTS_AT_MOST.
        span: the first and the last day of the axis, so that panels can share it.
        minimum: how many statements a period must have.
        title: what the figure is called.
        events: drawn where they lie within ``span``.
    """
    ends = _axis(span)
    within = sorted((event for event in events if span[0] <= event.day <= span[1]), key=lambda one: one.day)
    figure = _empty(title, ends)
    top = draw_events(figure, within, ends, edge=_EDGE)
    figure.update_layout(height=round(_UNIT * (_EDGE + top)) + _TOP + _BOTTOM, yaxis_range=[-_EDGE, top])
    dated = points[points["published"].notna()]
    if 0 < len(dated) <= POINTS_AT_MOST:
        figure.add_trace(_points(dated))
    told = enough(means, minimum=minimum)
    joined = means[told]
    figure.add_traces([_band(joined[joined["ci_low"].notna()]), _line(joined)])
    for part, ranked in ((joined, True), (means[~told], False)):
        if not part.empty:
            figure.add_trace(_dots(part, ranked=ranked))
    return figure


def describe_timeline(means: pd.DataFrame, *, step: Step, minimum: int, toward: str) -> str:
    """The takeaway in words, for those who do not see the figure. ``means`` as for :func:`timeline_chart`."""
    told = enough(means, minimum=minimum)
    count, few = amount(int(means["n_statements"].sum()), "statement"), int((~told).sum())
    head = f"Stance toward {toward} over time, {count}, means by {step}, −1 (critical) to 1 (favourable)."
    ends = means[told].iloc[[0, -1] if few < len(means) else []]
    said = [
        f"{signed(line['mean_stance'])} ({basis(line['n_statements'], line['n_articles'])}) "
        f"from {_iso(line['period_first'])}"
        for _, line in ends.iterrows()
    ]
    trend = f" First {said[0]}, last {said[-1]}." if said else ""
    return head + trend + (f" {few} of {amount(len(means), 'period')}: {TOO_FEW}." if few else "")


def describe_targets(table: pd.DataFrame, *, speaker: str, targets: Mapping[str, str], minimum: int) -> str:
    """What a chart of one speaker with a row for each target shows, in words."""
    lines = zip(table.to_dict("records"), enough(table, minimum=minimum), strict=True)
    said = [
        f"{targets.get(line['target'], line['target'])} {signed(line['mean_stance'])} "
        f"({basis(line['n_statements'], line['n_articles'])}{'' if told else f', {TOO_FEW}'})"
        for line, told in lines
    ]
    return f"Mean stance of {shown(speaker)}, −1 (critical) to 1 (favourable), toward {'; '.join(said)}."


def _axis(span: tuple[dt.date, dt.date]) -> Ends:
    """The ends of the axis of dates, with some room beside the first and the last, as far as there are dates."""
    first, last = (pd.Timestamp(day) for day in span)
    room = max((last - first) * 0.03, (_SHORTEST - (last - first)) / 2)
    return max(first - room, _EARLIEST), min(last + room, _LATEST)


def _empty(title: str, ends: Ends) -> go.Figure:
    """Axes without marks, both ends of the scale named; its height is still to be set."""
    low, *between, high = tick_labels(TICKS)
    figure = go.Figure()
    figure.update_layout(
        **layout(title, _TOP + _BOTTOM),
        margin={"l": 66, "r": 8, "t": _TOP, "b": _BOTTOM, "autoexpand": False},
    )
    figure.update_xaxes(
        range=[_iso(end) for end in ends],
        type="date",
        tickformatstops=[
            {"dtickrange": [None, "M1"], "value": "%Y-%m-%d"},
            {"dtickrange": ["M1", None], "value": "%Y-%m"},
        ],
        tickangle=0,
        tickfont={"size": 11},
        showgrid=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        tickvals=TICKS,
        ticktext=["critical<br>" + low, *between, "favourable<br>" + high],
        gridcolor=_GRID,
        zeroline=True,
        zerolinecolor=LINE,
        zerolinewidth=1.5,
        fixedrange=True,
    )
    return figure


def _points(rows: pd.DataFrame) -> go.Scatter:
    days = [_iso(day) for day in rows["published"]]
    marker = {"size": 7, "opacity": 0.6, "line": {"color": LINE, "width": 0.5}, "color": rows["stance"].tolist()}
    return go.Scatter(
        x=days,
        y=rows["stance"].tolist(),
        mode="markers",
        marker=marker | {"cmin": -1, "cmax": 1, "colorscale": SCALE},
        cliponaxis=False,
        hovertext=_said(rows),
        hoverinfo="text",
        customdata=[list(one) for one in zip(rows["target"], days, days, rows["speaker"], rows["outlet"], strict=True)],
        selected={"marker": {"opacity": 0.6}},
        unselected={"marker": {"opacity": 0.6}},
    )


def _said(rows: pd.DataFrame) -> list[str]:
    """What each point says when pointed at."""
    columns = (rows[name] for name in ("speaker", "outlet", "published", "text", "stance"))
    return [
        f"<b>{label(speaker, 60)}</b>, {label(outlet, 40)}, {_iso(day)}<br>{label(text, 80)}<br>"
        f"stance {signed(stance)}<br><i>click for the statement</i>"
        for speaker, outlet, day, text, stance in zip(*columns, strict=True)
    ]


def _dots(part: pd.DataFrame, *, ranked: bool) -> go.Scatter:
    """The means of periods; those outside a band carry their interval themselves."""
    marker = {"size": 11, "line": {"color": LINE, "width": 1.5}, "color": part["mean_stance"].tolist()}
    marker |= {"cmin": -1, "cmax": 1, "colorscale": SCALE}
    if not ranked:
        marker = {"size": 10, "color": CLEAR, "line": {"color": LINE, "width": 1.5}}
    alone = part.index.isin(_alone(part) if ranked else [])
    ends = zip(part["period_first"], part["period_last"], strict=True)
    periods = [f"{_iso(first)} to {_iso(last)}" for first, last in ends]
    days = zip(part["target"], part["first_published"], part["last_published"], strict=True)
    return go.Scatter(
        x=_middles(part),
        y=part["mean_stance"].tolist(),
        mode="markers",
        marker=marker,
        error_y=whiskers(part["mean_stance"], part["ci_low"].where(alone), part["ci_high"].where(alone), thick=True),
        cliponaxis=False,
        **identity(part.assign(period=periods), "period")
        | {"customdata": [[target, _iso(first), _iso(last)] for target, first, last in days]},
    )


def _alone(part: pd.DataFrame) -> list[Any]:
    """The rows whose interval is in no band, because no neighbour has one."""
    banded = runs(part[part["ci_low"].notna()])
    return [run.index[0] for run in banded if len(run) == 1]


def _band(part: pd.DataFrame) -> go.Scatter:
    wide = [run for run in runs(part) if len(run) > 1]
    return go.Scatter(
        x=_joined([*_middles(run), *reversed(_middles(run))] for run in wide),
        y=_joined([*run["ci_high"], *reversed(run["ci_low"].tolist())] for run in wide),
        mode="none",
        fill="toself",
        fillcolor=_BAND,
        hoverinfo="skip",
    )


def _line(part: pd.DataFrame) -> go.Scatter:
    return go.Scatter(
        x=_joined(_middles(run) for run in runs(part)),
        y=_joined(run["mean_stance"].tolist() for run in runs(part)),
        mode="lines",
        line={"color": LINE, "width": 2},
        hoverinfo="skip",
    )


def _middles(part: pd.DataFrame) -> list[str]:
    """Where a period's mean stands: in the middle of its own statements' dates, so that it never leaves the axis."""
    first, last = part["first_published"], part["last_published"]
    return [moment.isoformat() for moment in first + (last - first) / 2]


def _joined(parts: Iterable[list[Any]]) -> list[Any]:
    """The parts one after the other, with a gap after each."""
    return list(chain.from_iterable([*part, None] for part in parts))


def _iso(day: pd.Timestamp) -> str:
    return day.date().isoformat()  # strftime writes the years before 1000 with fewer digits, and not all of pandas'
