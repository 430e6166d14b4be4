"""What stands around the marks of a figure with rows: their places and labels, rules, zeros, ends, whiskers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.style import LINE


def row_places(ranked: list[str], few: list[str]) -> dict[str, int]:
    """The rows' places from the top; a heading takes one between the ranked and the few."""
    return {row: place + (1 if place >= len(ranked) else 0) for place, row in enumerate([*ranked, *few])}


def row_label(text: str, place: int, shift: int = 15) -> dict[str, Any]:
    """A text at the left end of the row at ``place``, ``shift`` pixels above its middle."""
    where = {"xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": place, "yshift": shift}
    return {"text": text, "showarrow": False, "font": {"size": 12}, **where}


def end_labels(right: float) -> list[dict[str, Any]]:
    """The names of both ends of the scale of stances, up to ``right`` of the width."""
    return [end_label("◀ critical", 0, "left"), end_label("favourable ▶", right, "right")]


def end_label(text: str, x: float, anchor: str) -> dict[str, Any]:
    """One text above the rows, at ``x`` of the width."""
    where = {"xref": "paper", "x": x, "xanchor": anchor, "yref": "paper", "y": 1, "yanchor": "bottom", "yshift": 2}
    return {"text": text, "showarrow": False, "font": {"size": 12}, **where}


def rules(places: Mapping[str, int], ends: tuple[float, float], width: float, opacity: float) -> go.Scatter:
    """A thin line along each row, from end to end of the scale."""
    x = [value for _ in places for value in (*ends, None)]
    y = [value for place in places.values() for value in (place, place, None)]
    return draw_line(x, y, width, opacity, "x")


def zeros(places: Mapping[str, int], axis: str) -> go.Scatter:
    """A mark at zero in each row; one line through all of them would strike through the names."""
    x = [value for _ in places for value in (0, 0, None)]
    y = [value for place in places.values() for value in (place - 0.22, place + 0.22, None)]
    return draw_line(x, y, 1.5, 1, axis)


def draw_line(x: list[Any], y: list[Any], width: float, opacity: float, axis: str) -> go.Scatter:
    """A grey line that says nothing when pointed at; None breaks it."""
    line = {"color": LINE, "width": width}
    return go.Scatter(x=x, y=y, xaxis=axis, mode="lines", line=line, opacity=opacity, hoverinfo="skip")


def whiskers(centre: pd.Series[float], low: pd.Series[float], high: pd.Series[float], *, thick: bool) -> dict[str, Any]:
    """Error bars from ``low`` to ``high`` about ``centre``; none where an end is missing."""
    return {
        "type": "data",
        "symmetric": False,
        "array": (high - centre).fillna(0).tolist(),
        "arrayminus": (centre - low).fillna(0).tolist(),
        "color": LINE,
        "thickness": 2 if thick else 1,
        "width": 0,
    }
