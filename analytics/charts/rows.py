"""Figures with a row for each speaker or outlet toward one target: means with intervals, and compositions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

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

_PITCH, _TOP, _BOTTOM = 42, 62, 30  # pixels
_MAIN = 0.7  # the part of a composition's width that is not the column for neutral


def order(table: pd.DataFrame, *, by: Row, minimum: int) -> tuple[list[str], list[str]]:
    """The rows of ``table`` in the order to draw: ranked from critical to favourable, and too few to rank.

    ``table`` holds aggregates of one target, one line for each row. The second list goes by name.
    """
    enough = table["n_statements"] >= minimum
    ranked = table[enough].sort_values(["mean_stance", by])[by].tolist()
    few = table[~enough].sort_values(by)[by].tolist()
    return ranked, few


def interval_chart(table: pd.DataFrame, *, by: Row, minimum: int, title: str) -> go.Figure:
    """A dot with its 95 % interval for each row of the aggregates of one target.

    No interval is drawn where there is none (fewer than two articles).
    """
    ranked, few = order(table, by=by, minimum=minimum)
    figure = _rows_figure(table, ranked, few, by=by, minimum=minimum, title=title)
    places = _places(ranked, few)
    figure.add_traces([_rules(places, (-1, 1), 1, 0.35), _zeros(places, "x")])
    for rows, is_ranked in ((ranked, True), (few, False)):
        part = _lines(table, rows, by)
        if not part.empty:
            figure.add_trace(_dots(part, [places[row] for row in rows], by, ranked=is_ranked))
    figure.update_xaxes(range=[-1.08, 1.08], tickvals=TICKS, ticktext=tick_labels(TICKS))
    return figure


def composition_chart(table: pd.DataFrame, *, by: Row, minimum: int, title: str) -> go.Figure:
    """Shares: critical to the left of zero, favourable to the right, neutral in a column of its own."""
    ranked, few = order(table, by=by, minimum=minimum)
    figure = _rows_figure(table, ranked, few, by=by, minimum=minimum, title=title, zero_ends=_MAIN)
    places = _places(ranked, few)
    for rows, is_ranked in ((ranked, True), (few, False)):
        part = _lines(table, rows, by)
        if not part.empty:
            figure.add_traces(_bars(part, [places[row] for row in rows], by, ranked=is_ranked))
    figure.add_traces([_zeros(places, "x"), _zeros(places, "x2")])
    figure.add_annotation(_end("neutral", _MAIN + 0.05, "left"))
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
    head = f"Mean stance toward {toward} by {by}, {total} statements, scale -1 (critical) to 1 (favourable)."
    ends = ""
    if ranked:
        low, high = (_spoken(_lines(table, [row], by).iloc[0], by) for row in (ranked[0], ranked[-1]))
        ends = f" Only {low}." if len(ranked) == 1 else f" Most critical: {low}; most favourable: {high}."
    tail = f" {len(few)} of fewer than {minimum} statements, not ranked." if few else ""
    return head + ends + tail


def _spoken(line: pd.Series[Any], by: Row) -> str:
    return f"{shown(line[by])} ({line['mean_stance']:+.2f}, n = {line['n_statements']})"


def _places(ranked: list[str], few: list[str]) -> dict[str, int]:
    """The rows' places from the top; a heading takes one between the ranked and the few."""
    return {row: place + (1 if place >= len(ranked) else 0) for place, row in enumerate([*ranked, *few])}


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
    places = _places(ranked, few)
    slots = len(places) + (1 if few else 0)
    counts = table.set_index(by)["n_statements"]
    labels = [_row_label(f"{label(row, 34)} <b>n {counts[row]}</b>", place) for row, place in places.items()]
    if few:
        labels.append(_row_label(f"<i>fewer than {minimum} statements: not ranked</i>", len(ranked), shift=0))
    figure = go.Figure()
    figure.update_layout(
        **layout(title, _PITCH * slots + _TOP + _BOTTOM),
        margin={"l": 4, "r": 4, "t": _TOP, "b": _BOTTOM, "autoexpand": False},
        annotations=[*_ends(zero_ends), *labels],
    )
    figure.update_yaxes(range=[slots - 0.5, -0.7], visible=False, fixedrange=True)
    figure.update_xaxes(fixedrange=True, zeroline=False)
    return figure


def _row_label(text: str, place: int, shift: int = 15) -> dict[str, Any]:
    where = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": place, "yshift": shift}
    return {"text": text, "showarrow": False, "font": {"size": 12}, **where}


def _ends(right: float) -> list[dict[str, Any]]:
    return [_end("◀ critical", 0, "left"), _end("favourable ▶", right, "right")]


def _end(text: str, x: float, anchor: str) -> dict[str, Any]:
    where = {"xref": "paper", "x": x, "xanchor": anchor, "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 2}
    return {"text": text, "showarrow": False, "font": {"size": 12}, **where}


def _rules(places: Mapping[str, int], ends: tuple[float, float], width: float, opacity: float) -> go.Scatter:
    """A thin line along each row, from end to end of the scale."""
    x = [value for _ in places for value in (*ends, None)]
    y = [value for place in places.values() for value in (place, place, None)]
    return _furniture(x, y, width, opacity, "x")


def _zeros(places: Mapping[str, int], axis: str) -> go.Scatter:
    """A mark at zero in each row; one line through all of them would strike through the names."""
    x = [value for _ in places for value in (0, 0, None)]
    y = [value for place in places.values() for value in (place - 0.22, place + 0.22, None)]
    return _furniture(x, y, 1.5, 1, axis)


def _furniture(x: list[Any], y: list[Any], width: float, opacity: float, axis: str) -> go.Scatter:
    line = {"color": LINE, "width": width}
    return go.Scatter(x=x, y=y, xaxis=axis, mode="lines", line=line, opacity=opacity, hoverinfo="skip")


def _dots(part: pd.DataFrame, places: list[int], by: Row, *, ranked: bool) -> go.Scatter:
    marker = {"size": 13, "line": {"color": LINE, "width": 1}, "color": part["mean_stance"].tolist()}
    marker |= {"cmin": -1, "cmax": 1, "colorscale": SCALE}
    if not ranked:
        marker = {"size": 11, "color": CLEAR, "line": {"color": LINE, "width": 1.5}}
    return go.Scatter(
        x=part["mean_stance"].tolist(),
        y=places,
        mode="markers",
        marker=marker,
        error_x={
            "type": "data",
            "symmetric": False,
            "array": (part["ci_high"] - part["mean_stance"]).fillna(0).tolist(),
            "arrayminus": (part["mean_stance"] - part["ci_low"]).fillna(0).tolist(),
            "color": LINE,
            "thickness": 2 if ranked else 1,
            "width": 0,
        },
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
