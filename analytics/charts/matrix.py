"""A square for each speaker and target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.analysis.sufficiency import enough
from analytics.charts.style import CLEAR, LINE, SCALE, identity, ink, label, layout, two_lines
from analytics.wording import said_in, signed

_CELL = 66  # pixels


def matrix_chart(table: pd.DataFrame, *, targets: Mapping[str, str], minimum: int) -> go.Figure:
    """Speakers in rows, targets in columns, a square for each pair with its mean and n printed in it.

    ``table`` holds aggregates by speaker and target; ``targets`` maps their keys, in the order of the columns, to
    what to call them. Rows go by number of statements. A pair without statements stays
    blank; one with too few to tell, or of one article, is an outline.
    """
    counts = table.groupby("speaker")["n_statements"].sum()
    speakers = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))
    told = enough(table, minimum=minimum)
    figure = go.Figure(
        [
            _squares(table[told], speakers, list(targets), ranked=True),
            _squares(table[~told], speakers, list(targets), ranked=False),
        ]
    )
    figure.update_layout(
        **layout("", _CELL * len(speakers) + 130),
        width=185 + 92 * max(len(targets), 2),
        margin={"l": 165, "r": 20, "t": 44, "b": 78, "autoexpand": False},
    )
    keys = list(targets)
    for _, line in table[~told].iterrows():  # without a fill of their own: in the colour of the page's text
        x, y = keys.index(line["target"]), speakers.index(line["speaker"])
        figure.add_annotation(text=_printed(line), x=x, y=y, showarrow=False, font={"size": 11})
    figure.update_xaxes(
        side="top",
        range=[-0.6, len(keys) - 0.4],
        tickvals=list(range(len(keys))),
        ticktext=[label(key, 14) for key in keys],
    )
    figure.update_yaxes(
        range=[len(speakers) - 0.45, -0.55],
        tickvals=list(range(len(speakers))),
        ticktext=[two_lines(name, 24) for name in speakers],
        visible=True,
    )
    figure.update_xaxes(showgrid=False, zeroline=False, fixedrange=True)
    figure.update_yaxes(showgrid=False, zeroline=False, fixedrange=True)
    return figure


def _squares(part: pd.DataFrame, speakers: list[str], keys: list[str], *, ranked: bool) -> go.Scatter:
    means = part["mean_stance"].tolist()
    fill: dict[str, Any] = {"color": means, "cmin": -1, "cmax": 1, "colorscale": SCALE, "showscale": True}
    fill["colorbar"] = _colorbar()
    return go.Scatter(
        x=[keys.index(key) for key in part["target"]],
        y=[speakers.index(name) for name in part["speaker"]],
        mode="markers+text" if ranked else "markers",
        text=[_printed(line) for _, line in part.iterrows()],
        textfont={"size": 11, "color": [ink(mean) for mean in means]},
        marker={
            "symbol": "square",
            "size": 58,
            "line": {"color": LINE, "width": 1},
            **(fill if ranked else {"color": CLEAR}),
        },
        cliponaxis=False,
        **identity(part, "speaker"),
    )


def _printed(line: pd.Series[Any]) -> str:
    """What stands in a square: the mean, and under it on two lines what it rests on."""
    rests, _, articles = said_in(line["n_statements"], line["n_articles"]).rpartition(" ")
    return f"{signed(line['mean_stance'])}<br>{rests}<br>{articles}"


def _colorbar() -> dict[str, Any]:
    return {
        "orientation": "h",
        "x": 0.5,
        "y": 0,
        "yanchor": "top",
        "ypad": 12,
        "thickness": 10,
        "len": 1,
        "outlinewidth": 0,
        "tickvals": [-0.8, 0, 0.8],
        "ticktext": ["critical −1", "0", "+1 favourable"],
    }
