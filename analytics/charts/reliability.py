"""How often the machine was right when it said how sure it was."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.style import FAVOURABLE, LINE, label, layout

_SYMBOLS = ("circle", "diamond", "square", "triangle-up", "cross")
_FEW = 20  # pairs: below this a level is drawn hollow


def reliability_chart(table: pd.DataFrame, *, of: str = "pairs") -> go.Figure:
    """A reliability diagram: confidence from left to right, the share that was right upwards.

    ``table`` has the columns set, confidence and right (each in 0..1) and pairs, which are ``of`` that. Marks on the
    diagonal are honest: above it the machine is right more often than it says, below it less. Levels of fewer than 20
    are hollow.
    (Niculescu-Mizil and Caruana, "Predicting Good Probabilities with Supervised Learning", ICML 2005.)
    """
    figure = go.Figure(
        go.Scatter(x=[0.3, 1], y=[0.3, 1], mode="lines", line={"color": LINE, "dash": "dot"}, hoverinfo="skip")
    )
    figure.data[0].showlegend = False
    for place, (name, part) in enumerate(table.groupby("set", sort=True)):
        figure.add_trace(_marks(str(name), part, _SYMBOLS[place % len(_SYMBOLS)], of))
    figure.update_layout(**layout("", 380) | {"showlegend": True})
    figure.update_layout(margin={"l": 52, "r": 8, "t": 8, "b": 48}, legend={"orientation": "h", "y": -0.2})
    figure.update_xaxes(range=[0.3, 1.03], tickformat=".0%", title="how sure it said it was", fixedrange=True)
    figure.update_yaxes(range=[0, 1.05], tickformat=".0%", title="how often it was right", fixedrange=True)
    return figure


def _marks(name: str, part: pd.DataFrame, symbol: str, of: str) -> go.Scatter:
    said = [
        f"{label(name, 60)}<br>said {line.confidence:.0%}, right {line.right:.0%}<br>n {line.pairs} {of}"
        for line in part.itertuples()
    ]
    return go.Scatter(
        x=part["confidence"].tolist(),
        y=part["right"].tolist(),
        mode="lines+markers",
        name=label(name, 40),
        line={"color": LINE, "width": 1},
        marker={
            "symbol": [symbol if pairs >= _FEW else f"{symbol}-open" for pairs in part["pairs"]],
            "size": 10,
            "color": FAVOURABLE,
            "line": {"color": LINE, "width": 1},
        },
        hovertext=said,
        hoverinfo="text",
    )
