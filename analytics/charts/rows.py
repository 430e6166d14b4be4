"""Figures with a row for each speaker or outlet toward one target: means with intervals, and compositions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.analysis.sufficiency import TOO_FEW, enough, shortfall
from analytics.charts.furniture import end_label, end_labels, row_label, row_places, rules, whiskers, zeros
from analytics.charts.style import (
    CLEAR,
    CRITICAL,
    FAVOURABLE,
    LINE,
    NEUTRAL,
    SCALE,
    TICKS,
    Row,
    identity,
    label,
    layout,
    shown,
    tick_labels,
)
from analytics.wording import amount, basis, said_in, signed

_PITCH, _TOP, _BOTTOM = 42, 62, 30  # pixels
_MAIN = 0.7  # the part of a composition's width that is not the column for neutral


def order(table: pd.DataFrame, *, by: Row, minimum: int) -> tuple[list[str], list[str]]:
    """The rows of ``table`` in the order to draw: ranked from critical to favourable, and too few to rank.

    ``table`` holds aggregates of one target, one line for each row. The second list goes by name.
    """
    told = enough(table, minimum=minimum)
    ranked = table[told].sort_values(["mean_stance", by])[by].tolist()
    few = table[~told].sort_values(by)[by].tolist()
    return ranked, few


def interval_chart(table: pd.DataFrame, *, by: Row, minimum: int, title: str) -> go.Figure:
    """A dot with its 95 % interval for each row of the aggregates of one target.

    No interval is drawn where there is none (fewer than two articles).
    """
    ranked, few = order(table, by=by, minimum=minimum)
    figure = _rows_figure(table, ranked, few, by=by, minimum=minimum, title=title)
    places = row_places(ranked, few)
    figure.add_traces([rules(places, (-1, 1), 1, 0.35), zeros(places, "x")])
    for rows, is_ranked in ((ranked, True), (few, False)):
        part = _lines(table, rows, by)
        if not part.empty:
            figure.add_trace(dots(part, [places[row] for row in rows], by, ranked=is_ranked))
    figure.update_xaxes(range=[-1.08, 1.08], tickvals=TICKS, ticktext=tick_labels(TICKS))
    return figure


def composition_chart(table: pd.DataFrame, *, by: Row, minimum: int, title: str) -> go.Figure:
    """Shares: critical to the left of zero, favourable to the right, neutral in a column of its own."""
    ranked, few = order(table, by=by, minimum=minimum)
    figure = _rows_figure(table, ranked, few, by=by, minimum=minimum, title=title, zero_ends=_MAIN)
    places = row_places(ranked, few)
    for rows, is_ranked in ((ranked, True), (few, False)):
        part = _lines(table, rows, by)
        if not part.empty:
            figure.add_traces(_bars(part, [places[row] for row in rows], by, ranked=is_ranked))
    figure.add_traces([zeros(places, "x"), zeros(places, "x2")])
    figure.add_annotation(end_label("neutral", _MAIN + 0.05, "left"))
    figure.update_layout(
        barmode="overlay",
        bargap=0.62,
        xaxis={"domain": [0, _MAIN], "range": [-1.5, 1.5]},
        xaxis2={"domain": [_MAIN + 0.05, 1], "range": [0, 1.9]},
        height=figure.layout.height - _BOTTOM,
        margin_b=0,
    )
    figure.update_xaxes(fixedrange=True, visible=False)
    return figure


def describe(table: pd.DataFrame, *, by: Row, minimum: int, toward: str) -> str:
    """The takeaway in words, for those who do not see the figure."""
    ranked, few = order(table, by=by, minimum=minimum)
    total = int(table["n_statements"].sum())
    head = f"Mean stance toward {toward} by {by}, {amount(total, 'statement')}, scale −1 (critical) to 1 (favourable)."
    ends = ""
    if ranked:
        low, high = (_spoken(_lines(table, [row], by).iloc[0], by) for row in (ranked[0], ranked[-1]))
        ends = f" Only {low}." if len(ranked) == 1 else f" Most critical: {low}; most favourable: {high}."
    tail = f" Of {len(few)} there are {TOO_FEW}." if few else ""
    return head + ends + tail


def _spoken(line: pd.Series[Any], by: Row) -> str:
    return f"{shown(line[by])} ({signed(line['mean_stance'])}, {basis(line['n_statements'], line['n_articles'])})"


def _lines(table: pd.DataFrame, rows: list[str], by: Row) -> pd.DataFrame:
    return table.set_index(by).loc[rows].reset_index()


def _rows_figure(
    table: pd.DataFrame,
    ranked: list[str],
    few: list[str],
    *,
    by: Row,
    minimum: int,
    title: str,
    zero_ends: float = 1,
) -> go.Figure:
    """An empty figure with a labelled place for each row, names above the marks so that it can be narrow.

    ``zero_ends`` is how far to the right, as a share of the width, the scale goes whose ends are named.
    """
    places = row_places(ranked, few)
    slots = len(places) + (1 if few else 0)
    rests = {line[by]: said_in(line["n_statements"], line["n_articles"]) for line in table.to_dict("records")}
    labels = [row_label(f"{label(row, 28)} <b>{rests[row]}</b>", place) for row, place in places.items()]
    if few:
        labels.append(row_label(f"<i>{shortfall(minimum)}</i>", len(ranked), shift=0))
    figure = go.Figure()
    figure.update_layout(
        **layout(title, _PITCH * slots + _TOP + _BOTTOM),
        margin={"l": 8, "r": 8, "t": _TOP, "b": _BOTTOM, "autoexpand": False},
        annotations=[*end_labels(zero_ends), *labels],
    )
    figure.update_yaxes(range=[slots - 0.5, -0.7], visible=False, fixedrange=True)
    figure.update_xaxes(fixedrange=True, zeroline=False)
    return figure


def dots(part: pd.DataFrame, places: list[int], by: Row, *, ranked: bool) -> go.Scatter:
    """The means of ``part``, in their places, with their intervals; hollow where not ranked."""
    marker = {"size": 13, "line": {"color": LINE, "width": 1}, "color": part["mean_stance"].tolist()}
    marker |= {"cmin": -1, "cmax": 1, "colorscale": SCALE}
    if not ranked:
        marker = {"size": 11, "color": CLEAR, "line": {"color": LINE, "width": 1.5}}
    return go.Scatter(
        x=part["mean_stance"].tolist(),
        y=places,
        mode="markers",
        marker=marker,
        error_x=whiskers(part["mean_stance"], part["ci_low"], part["ci_high"], thick=ranked),
        cliponaxis=False,
        **identity(part, by),
    )


def _bars(part: pd.DataFrame, places: list[int], by: Row, *, ranked: bool) -> list[go.Bar]:
    sides = (("critical", -1, CRITICAL, "x"), ("favourable", 1, FAVOURABLE, "x"), ("neutral", 1, NEUTRAL, "x2"))
    return [
        go.Bar(
            x=(sign * part[f"share_{label}"]).tolist(),
            y=places,
            orientation="h",
            xaxis=axis,
            marker={"color": colour if ranked else CLEAR, "line": {"color": LINE, "width": 1}},
            text=[f"{share:.0%}" if share > 0 else "" for share in part[f"share_{label}"]],
            textposition="outside",
            cliponaxis=False,
            **identity(part, by),
        )
        for label, sign, colour, axis in sides
    ]
