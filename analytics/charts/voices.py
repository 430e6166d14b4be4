"""Whose voices each outlet carries: a bar for each outlet, in pieces by speaker.

Greys and outlines only: a share of the voices says nothing of a stance, so it must not look like one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.charts.furniture import row_label
from analytics.charts.style import CLEAR, LINE, label, layout, shown, two_lines
from analytics.records import LABELS

NAMED = 4
"""How many speakers of an outlet have a piece of their own."""

_PITCH, _TOP, _BOTTOM = 78, 12, 34  # pixels
_BAR = 0.54  # of the pitch: two lines of text
_GREYS = ("rgba(127,127,127,.38)", "rgba(127,127,127,.12)")  # by turns, so that neighbours stay apart
_TICKS = (0, 0.25, 0.5, 0.75, 1)


def voices_chart(table: pd.DataFrame, *, toward: str, minimum: int) -> go.Figure:
    """A bar for each outlet: its NAMED most heard speakers, the others together, the unresolved (hatched).

    ``table`` is as :func:`.voices.voices` makes it; ``toward`` names its target. Outlets go by number of
    statements, those of fewer than ``minimum`` come last, without grey. A piece's ``customdata`` is
    ``[outlet, speaker]``, for the others together ``[outlet, None]``.
    """
    totals = table.groupby("outlet")["n"].sum()
    outlets = sorted(totals.index, key=lambda name: (-int(totals[name]), str(name)))
    parts = [_pieces(table[table["outlet"] == outlet], place) for place, outlet in enumerate(outlets)]
    # One trace for all: plotly takes its time over each.
    figure = go.Figure([_bars(pd.concat(parts, ignore_index=True), toward=toward, minimum=minimum)] if parts else [])
    figure.update_layout(
        **layout("", _PITCH * len(outlets) + _TOP + _BOTTOM),
        margin={"l": 4, "r": 4, "t": _TOP, "b": _BOTTOM, "autoexpand": False},
        annotations=[_heading(name, int(totals[name]), place, minimum) for place, name in enumerate(outlets)],
        barmode="overlay",
        uniformtext={"minsize": 11, "mode": "hide"},
    )
    ticks = {"tickvals": _TICKS, "ticktext": [f"{share:.0%}" for share in _TICKS], "showgrid": False}
    figure.update_xaxes(range=[-0.04, 1.06], zeroline=False, fixedrange=True, **ticks)
    figure.update_yaxes(range=[len(outlets) - 0.6, -0.75], visible=False, fixedrange=True)
    return figure


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """The rows behind the pieces of :func:`voices_chart`: a line for each piece, in the order of ``table``.

    ``voice`` is what the piece is called ("5 others", "unresolved"), ``of`` how many statements its outlet has.
    """
    parts = [_pieces(part, place) for place, (_, part) in enumerate(table.groupby("outlet", sort=True))]
    columns = ["outlet", "voice", "n", "of", "share", "n_target", *LABELS]
    if not parts:
        return pd.DataFrame(columns=columns)
    return pd.concat(parts, ignore_index=True).rename(columns={"who": "voice"})[columns]


def describe_voices(table: pd.DataFrame) -> str:
    """The takeaway in words: how many statements each outlet has, and whose most of them are."""
    said = []
    for outlet, part in table.groupby("outlet"):
        known = part[part["speaker"] != ""]
        most = f", most from {shown(known['speaker'].iloc[0])} ({known['share'].iloc[0]:.0%})" if len(known) else ""
        said.append(f"{shown(str(outlet))}: {part['n'].sum()} statements{most}")
    return "Share of each outlet's statements by speaker. " + "; ".join(said) + "."


def _pieces(part: pd.DataFrame, place: int) -> pd.DataFrame:
    """One outlet's pieces from left to right: the named speakers, the others in one line, the unresolved.

    ``place`` is the outlet's from the top, ``start`` where a piece begins, ``at`` its place among the pieces.
    """
    known = part[part["speaker"] != ""].sort_values(["n", "speaker"], ascending=[False, True])
    # One speaker more fits in the place that "1 other" would take.
    cut = NAMED if len(known) > NAMED + 1 else len(known)
    named, others = known.head(cut), known.iloc[cut:]
    counts = ["n", "share", "n_target", *LABELS]
    sums = [{"speaker": None, **others[counts].sum().to_dict()}] if len(others) else []
    unresolved = part[part["speaker"] == ""]
    rows = [*named.to_dict("records"), *sums, *unresolved.to_dict("records")]
    return pd.DataFrame(
        {
            "outlet": part["outlet"].iloc[0],
            "speaker": pd.Series([row["speaker"] for row in rows], dtype=object),
            "who": [_who(row["speaker"], len(others)) for row in rows],
            **{name: [row[name] for row in rows] for name in counts},
            "of": int(part["n"].sum()),
            "place": place,
            "at": range(len(rows)),
        }
    ).assign(start=lambda made: made["share"].cumsum() - made["share"])


def _who(speaker: str | None, others: int) -> str:
    return f"{others} others" if speaker is None else shown(speaker)


def _bars(pieces: pd.DataFrame, *, toward: str, minimum: int) -> go.Bar:
    grey = (pieces["of"] >= minimum) & pieces["speaker"].astype(bool)
    return go.Bar(
        base=pieces["start"].tolist(),
        x=pieces["share"].tolist(),
        y=pieces["place"].tolist(),
        width=_BAR,
        orientation="h",
        marker={
            "color": [_GREYS[at % 2] if filled else CLEAR for at, filled in zip(pieces["at"], grey, strict=True)],
            "line": {"color": LINE, "width": 1},
            "pattern": {
                "shape": ["/" if speaker == "" else "" for speaker in pieces["speaker"]],
                "fgcolor": LINE,
                "size": 7,
                "solidity": 0.12,
            },
        },
        text=[two_lines(who, 10) for who in pieces["who"]],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"size": 12},
        hovertext=[_hover(line, toward) for line in pieces.to_dict("records")],
        hoverinfo="text",
        customdata=pieces[["outlet", "speaker"]].to_numpy().tolist(),
        unselected={"marker": {"opacity": 1}},
        selected={"marker": {"opacity": 1}},
    )


def _hover(line: Mapping[Any, Any], toward: str) -> str:
    sides = ", ".join(f"{int(line[name])} {name}" for name in LABELS)
    stance = f"toward {label(toward, 70)}: {sides}" if line["n_target"] else f"none toward {label(toward, 70)}"
    opened = "all statements of this outlet" if line["speaker"] is None else "the statements"
    return (
        f"<b>{label(line['who'], 70)}</b> in {label(line['outlet'], 70)}<br>"
        f"{int(line['n'])} of {line['of']} statements ({line['share']:.0%})<br>{stance}<br><i>click for {opened}</i>"
    )


def _heading(outlet: str, total: int, place: int, minimum: int) -> dict[str, Any]:
    few = f" <i>fewer than {minimum}</i>" if total < minimum else ""
    return row_label(f"{label(outlet, 34)} <b>n {total}</b>{few}", place, shift=31)
