"""Two sides on one scale, told apart by shape; and the differences between outlets that carry the same speaker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analytics.analysis.comparison import Line, Names, is_few
from analytics.analysis.groups import MEASURES
from analytics.analysis.sufficiency import TOO_FEW, enough, shortfall
from analytics.charts.furniture import draw_line, end_label, end_labels, row_label, row_places, rules, whiskers, zeros
from analytics.charts.rows import dots
from analytics.charts.style import CLEAR, LINE, TICKS, label, layout, shown, tick_labels
from analytics.wording import amount, basis, said_in, signed

SHAPES = (("circle", "●"), ("diamond", "◆"))
"""The marks of the one side and of the other, as plotly calls them and as they are written."""

_PITCH, _TOP, _BOTTOM = 64, 78, 30  # pixels
_WIDE_PITCH = 82  # a row with three lines of text above it
_APART = 0.13  # of the pitch: how far the two sides of a row stand from its middle
_DIFFERENCES = (-2, -1, 0, 1, 2)


def side(table: pd.DataFrame, which: str, name: str) -> pd.DataFrame:
    """One side ("a" or "b") of a comparison as aggregates: a line for each target that it has statements toward.

    The column ``speaker`` holds the side's name, whatever the side is, so that charts of speakers draw it.
    """
    columns = {f"{measure}_{which}": measure for measure in MEASURES}
    part = table[table[f"n_statements_{which}"] > 0]
    return part[["target", *columns]].rename(columns=columns).assign(speaker=name)


def pair_chart(table: pd.DataFrame, *, names: Names, targets: Mapping[str, str], minimum: int) -> go.Figure:
    """A row for each target with two marks, each with its 95 % interval, and a line from the one to the other.

    ``table`` is as :func:`.comparison.compare` makes it, ``targets`` gives the order of the rows. A side with
    too few to tell is an outline, one without statements is blank. A mark's ``customdata`` is
    ``[name, target]``.
    """
    rows = [key for key in targets if key in set(table["target"])]
    places = {key: place for place, key in enumerate(rows)}
    lines = table.set_index("target").loc[rows].reset_index().to_dict("records")
    figure = go.Figure([rules(places, (-1, 1), 1, 0.35), zeros(places, "x"), _bridges(lines)])
    for which, name, (symbol, _), shift in zip("ab", names, SHAPES, (-_APART, _APART), strict=True):
        for some, ranked in _by_size(side(table, which, name), minimum):
            at = [places[target] for target in some["target"]]
            marks = dots(some, at, "speaker", ranked=ranked)
            figure.add_trace(marks.update(y=[place + shift for place in at], marker_symbol=symbol))
    legend = [_heading(f"{sign} {label(name, 46)}", 40 - 18 * at) for at, (name, (_, sign)) in _numbered(names)]
    _finish(figure, len(rows), [*legend, *end_labels(1), *(_target(line, at) for at, line in enumerate(lines))])
    figure.update_xaxes(range=[-1.08, 1.08], tickvals=TICKS, ticktext=tick_labels(TICKS))
    return figure


def difference_chart(table: pd.DataFrame, *, minimum: int) -> go.Figure:
    """The difference between two outlets for each speaker, with its 95 % interval, on a scale of -2 to 2.

    ``table`` is as :func:`.comparison.same_speaker` makes it, of one target: the rows keep its order. Each
    outlet's name stands at the end of the scale where the speaker is more favourable in it. Rows in which a side has
    too few to tell are outlines below a heading. A mark's ``customdata`` is ``[speaker, target]``.
    """
    lines = table.to_dict("records")
    few = [str(at) for at, line in enumerate(lines) if is_few(line, minimum)]
    ranked = [str(at) for at in range(len(lines)) if str(at) not in few]
    places = row_places(ranked, few)
    figure = go.Figure([rules(places, (-2, 2), 1, 0.35), zeros(places, "x")])
    for rows, filled in ((ranked, True), (few, False)):
        if rows:
            part = table.iloc[[int(row) for row in rows]]
            figure.add_trace(_gaps(part, [places[row] for row in rows], filled=filled))
    notes = [note for row, place in places.items() for note in _sides(lines[int(row)], place)]
    if few:
        notes.append(row_label(f"<i>{shortfall(minimum)}, on a side</i>", len(ranked), shift=4))
    ends = [end_label("◀ more favourable in", 0, "left"), end_label("more favourable in ▶", 1, "right")]
    _finish(figure, len(places) + bool(few), [*ends, *notes], top=30, pitch=_WIDE_PITCH)
    figure.update_xaxes(range=[-2.16, 2.16], tickvals=_DIFFERENCES, ticktext=tick_labels(_DIFFERENCES))
    return figure


def describe_differences(table: pd.DataFrame, *, toward: str, minimum: int) -> str:
    """The takeaway of :func:`difference_chart` in words."""
    clear = [
        f"{shown(line['speaker'])} {signed(line['difference'])} in {shown(line['outlet_a'])} against "
        f"{shown(line['outlet_b'])}"
        for line in table.to_dict("records")
        if not is_few(line, minimum) and (line["ci_low"] > 0 or line["ci_high"] < 0)
    ]
    said = "; ".join(clear) if clear else f"{TOO_FEW}, or the intervals hold zero"
    head = f"Difference in mean stance toward {toward} between outlets, {amount(len(table), 'pair')}, scale −2 to 2"
    return f"{head}: {said}."


def _by_size(part: pd.DataFrame, minimum: int) -> list[tuple[pd.DataFrame, bool]]:
    """The lines with enough statements, and those with too few, each with whether it is enough."""
    told = enough(part, minimum=minimum)
    return [(some, ranked) for some, ranked in ((part[told], True), (part[~told], False)) if not some.empty]


def _numbered(names: Names) -> list[tuple[int, tuple[str, tuple[str, str]]]]:
    return list(enumerate(zip(names, SHAPES, strict=True)))


def _finish(figure: go.Figure, slots: int, notes: list[dict[str, Any]], top: int = _TOP, pitch: int = _PITCH) -> None:
    figure.update_layout(
        **layout("", pitch * slots + top + _BOTTOM),
        margin={"l": 4, "r": 4, "t": top, "b": _BOTTOM, "autoexpand": False},
        annotations=notes,
    )
    figure.update_yaxes(range=[slots - 0.6, -0.75], visible=False, fixedrange=True)
    figure.update_xaxes(fixedrange=True, zeroline=False)


def _heading(text: str, above: int) -> dict[str, Any]:
    """A line of text ``above`` the plot, in pixels."""
    return {**end_label(text, 0, "left"), "yshift": above}


def _target(line: Line, place: int) -> dict[str, Any]:
    counts = "  ".join(
        f"{sign} {said_in(*_counts(line, which))}" for which, (_, sign) in zip("ab", SHAPES, strict=True)
    )
    return row_label(f"<b>toward {label(line['target'], 16)}</b>  {counts}", place, shift=26)


def _bridges(lines: Sequence[Line]) -> go.Scatter:
    """From the one mark of a row to the other, where it has both."""
    both = [(at, line) for at, line in enumerate(lines) if not pd.isna(line["difference"])]
    x = [value for _, line in both for value in (line["mean_stance_a"], line["mean_stance_b"], None)]
    y = [value for at, _ in both for value in (at - _APART, at + _APART, None)]
    return draw_line(x, y, 1, 0.8, "x").update(line_dash="dot")


def _gaps(part: pd.DataFrame, places: list[int], *, filled: bool) -> go.Scatter:
    return go.Scatter(
        x=part["difference"].tolist(),
        y=places,
        mode="markers",
        marker={"size": 12, "color": LINE if filled else CLEAR, "line": {"color": LINE, "width": 1.5}},
        error_x=whiskers(part["difference"], part["ci_low"], part["ci_high"], thick=filled),
        cliponaxis=False,
        hovertext=[_hover(line) for line in part.to_dict("records")],
        hoverinfo="text",
        customdata=part[["speaker", "target"]].to_numpy().tolist(),
        unselected={"marker": {"opacity": 1}},
        selected={"marker": {"opacity": 1}},
    )


def _hover(line: Line) -> str:
    low, high = line["ci_low"], line["ci_high"]
    known = f"95 % interval {signed(low)} to {signed(high)}"
    interval: str = "no interval: it takes two articles on each side" if pd.isna(low) else known
    sides = "<br>".join(
        f"{label(line[f'outlet_{which}'], 60)}: mean {signed(line[f'mean_stance_{which}'])}, "
        f"{basis(*_counts(line, which))}"
        for which in "ba"
    )
    difference = f"difference {signed(line['difference'])}, {interval}"
    return f"<b>{label(line['speaker'], 70)}</b><br>{sides}<br>{difference}<br><i>click for the statements</i>"


def _sides(line: Line, place: int) -> list[dict[str, Any]]:
    """Above a row: the speaker, and at each end of the scale the outlet that it means."""
    left, right = (f"{label(line[f'outlet_{which}'], 22)}<br>{said_in(*_counts(line, which))}" for which in "ba")
    return [
        row_label(f"<b>{label(line['speaker'], 44)}</b>", place, shift=47),
        {**row_label(left, place, shift=24), "align": "left"},
        {**row_label(right, place, shift=24), "x": 1, "xanchor": "right", "align": "right"},
    ]


def _counts(line: Line, which: str) -> tuple[int, int]:
    """How many statements, in how many articles, one side has."""
    return int(line[f"n_statements_{which}"]), int(line[f"n_articles_{which}"])
