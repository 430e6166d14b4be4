"""Tables to figures: plotly only, nothing of the dashboard.

Every figure keeps the same rules. The scale is -1..1 and both of its ends are named in words; n stands beside each
mark and the interval is drawn; rows of fewer than ``minimum`` statements are grey, unranked and at the bottom; where
there are no statements there is no mark. Colours are five of one diverging palette that stays apart under simulated
colour blindness, and one grey for lines. Text takes the colour of the page, so that a figure fits light and dark.

A mark's ``customdata`` is ``[row, target]``: what a click on it stands for. Names are data: they reach a figure
escaped, because plotly reads a subset of HTML in every text.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

Row = Literal["speaker", "outlet"]

CRITICAL, RATHER_CRITICAL, NEUTRAL, RATHER_FAVOURABLE, FAVOURABLE = PALETTE = (
    "#b35806",
    "#f1a340",
    "#d9d9d9",
    "#67a9cf",
    "#2166ac",
)
LINE = "#7f7f7f"
"""Lines and outlines: 4:1 on white and on the dark page."""
CLEAR = "rgba(0,0,0,0)"
UNRESOLVED = "unresolved"
"""What stands for the empty name of a speaker who could not be resolved."""

_SCALE: list[list[object]] = [[step / 4, colour] for step, colour in enumerate(PALETTE)]
_PITCH, _TOP, _BOTTOM, _CELL = 42, 62, 30, 62  # pixels
_TICKS = (-1, -0.5, 0, 0.5, 1)
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
    figure.update_xaxes(range=[-1.08, 1.08], tickvals=_TICKS, ticktext=_ticks(_TICKS))
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


def matrix_chart(table: pd.DataFrame, *, targets: Mapping[str, str], minimum: int) -> go.Figure:
    """Speakers in rows, targets in columns, a square for each pair with its mean and n printed in it.

    ``table`` holds aggregates by speaker and target; ``targets`` maps their keys, in the order of the columns, to
    what to call them. Rows go by number of statements. A pair without statements stays blank.
    """
    counts = table.groupby("speaker")["n_statements"].sum()
    speakers = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))
    enough = table["n_statements"] >= minimum
    figure = go.Figure(
        [
            _squares(table[enough], speakers, list(targets), ranked=True),
            _squares(table[~enough], speakers, list(targets), ranked=False),
        ]
    )
    figure.update_layout(
        **_base("", _CELL * len(speakers) + 130),
        width=185 + 92 * max(len(targets), 2),
        margin={"l": 165, "r": 20, "t": 44, "b": 78, "autoexpand": False},
    )
    keys = list(targets)
    for _, line in table[~enough].iterrows():  # without a fill of their own: in the colour of the page's text
        x, y = keys.index(line["target"]), speakers.index(line["speaker"])
        figure.add_annotation(text=_printed(line), x=x, y=y, showarrow=False, font={"size": 12})
    figure.update_xaxes(
        side="top",
        range=[-0.6, len(keys) - 0.4],
        tickvals=list(range(len(keys))),
        ticktext=[_label(key, 14) for key in keys],
    )
    figure.update_yaxes(
        range=[len(speakers) - 0.45, -0.55],
        tickvals=list(range(len(speakers))),
        ticktext=[_two_lines(name, 24) for name in speakers],
        visible=True,
    )
    figure.update_xaxes(showgrid=False, zeroline=False, fixedrange=True)
    figure.update_yaxes(showgrid=False, zeroline=False, fixedrange=True)
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


def shown(name: str) -> str:
    """A speaker's or outlet's name as it is shown."""
    return " ".join(name.split()) or UNRESOLVED


def signed(value: float) -> str:
    """A stance with its sign, two decimals, a true minus; a dash where there is none."""
    if pd.isna(value):
        return "–"
    return "0.00" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


def _ticks(values: tuple[float, ...]) -> list[str]:
    return ["0" if value == 0 else f"{value:+g}".replace("-", "−") for value in values]


def _label(name: str, width: int) -> str:
    text = shown(name)
    return html.escape(text if len(text) <= width else text[: width - 1].rstrip() + "…", quote=False)


def _two_lines(name: str, width: int) -> str:
    text = shown(name)
    if len(text) <= width:
        return html.escape(text, quote=False)
    cut = text.rfind(" ", 0, width + 1)
    cut = cut if cut > 0 else width
    return f"{html.escape(text[:cut], quote=False)}<br>{_label(text[cut:], width)}"


def _places(ranked: list[str], few: list[str]) -> dict[str, int]:
    """The rows' places from the top; a heading takes one between the ranked and the few."""
    return {row: place + (1 if place >= len(ranked) else 0) for place, row in enumerate([*ranked, *few])}


def _lines(table: pd.DataFrame, rows: list[str], by: Row) -> pd.DataFrame:
    return table.set_index(by).loc[rows].reset_index()


def _base(title: str, height: int) -> dict[str, Any]:
    return {
        "title": {"text": html.escape(title, quote=False), "x": 0, "xanchor": "left", "font": {"size": 16}},
        "height": height,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
    }


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
    labels = [_row_label(f"{_label(row, 34)} <b>n {counts[row]}</b>", place) for row, place in places.items()]
    if few:
        labels.append(_row_label(f"<i>fewer than {minimum} statements: not ranked</i>", len(ranked), shift=0))
    figure = go.Figure()
    figure.update_layout(
        **_base(title, _PITCH * slots + _TOP + _BOTTOM),
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
    marker |= {"cmin": -1, "cmax": 1, "colorscale": _SCALE}
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
        **_identity(part, by),
    )


def _identity(part: pd.DataFrame, by: Row) -> dict[str, Any]:
    """What a mark says when pointed at, and stands for when clicked."""
    said = [_hover(line, by) for _, line in part.iterrows()]
    data = part[[by, "target"]].to_numpy().tolist()
    return {"hovertext": said, "hoverinfo": "text", "customdata": data, **_unselected()}


def _unselected() -> dict[str, Any]:
    """A click opens statements; it does not fade the other marks."""
    return {"unselected": {"marker": {"opacity": 1}}, "selected": {"marker": {"opacity": 1}}}


def _hover(line: pd.Series[Any], by: Row) -> str:
    low, high = line["ci_low"], line["ci_high"]
    interval = "no interval: one article" if pd.isna(low) else f"95 % interval {signed(low)} to {signed(high)}"
    shares = ", ".join(f"{line[f'share_{label}']:.0%} {label}" for label in ("critical", "neutral", "favourable"))
    return (
        f"<b>{_label(line[by], 70)}</b><br>mean stance {signed(line['mean_stance'])}, {interval}<br>{shares}<br>"
        f"n {line['n_statements']} statements in {line['n_articles']} articles<br><i>click for the statements</i>"
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
            **_identity(part, by),
        )
        for label, sign, colour, axis in sides
    ]


def _squares(part: pd.DataFrame, speakers: list[str], keys: list[str], *, ranked: bool) -> go.Scatter:
    means = part["mean_stance"].tolist()
    fill: dict[str, Any] = {"color": means, "cmin": -1, "cmax": 1, "colorscale": _SCALE, "showscale": True}
    fill["colorbar"] = _colorbar()
    return go.Scatter(
        x=[keys.index(key) for key in part["target"]],
        y=[speakers.index(name) for name in part["speaker"]],
        mode="markers+text" if ranked else "markers",
        text=[_printed(line) for _, line in part.iterrows()],
        textfont={"size": 12, "color": [_ink(mean) for mean in means]},
        marker={
            "symbol": "square",
            "size": 52,
            "line": {"color": LINE, "width": 1},
            **(fill if ranked else {"color": CLEAR}),
        },
        cliponaxis=False,
        **_identity(part, "speaker"),
    )


def _printed(line: pd.Series[Any]) -> str:
    """What stands in a square: the mean, and n under it."""
    return f"{signed(line['mean_stance'])}<br>n {line['n_statements']}"


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


def _ink(mean: float) -> str:
    """Black or white, whichever reads better on the colour of ``mean``: 4.5:1 at least, wherever it lies."""
    place = min(max((mean + 1) * 2, 0.0), 4.0)
    left = min(int(place), 3)
    pairs = zip(_channels(PALETTE[left]), _channels(PALETTE[left + 1]), strict=True)
    mixed = [a + (b - a) * (place - left) for a, b in pairs]
    return "#000000" if _luminance(mixed) > 0.179 else "#ffffff"


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _luminance(channels: list[float]) -> float:
    """Relative luminance as WCAG 2.2 defines it, of channels in 0..255."""
    shares = [value / 255 for value in channels]
    linear = [x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
