"""Events in a timeline: a dotted line for each, and above the scale a label that touches no other label or line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import pandas as pd
import plotly.graph_objects as go

from analytics.analysis.trend import Event
from analytics.charts.style import LINE, label, shown

LEVELS = 4
"""How many labels stand above one another at most."""

Ends = tuple[pd.Timestamp, pd.Timestamp]
"""The ends of an axis of dates."""

_LEVEL = 0.2  # of the scale of stances, for each level of labels
_LETTER, _NARROWEST = 6.5, 280  # pixels: a letter of a label, the axis on a narrow screen
_LENGTHS = (22, 16, 10)  # characters: how long a label may be


@dataclass(frozen=True, slots=True)
class Placed:
    """A label: its text, on which side of its line and at which level it stands, from where to where it goes.

    ``at``, ``left`` and ``right`` are shares of the axis; the line is at ``at``, which is also an end of the label.
    """

    text: str
    level: int
    at: float
    left: float
    right: float


def draw_events(figure: go.Figure, events: Sequence[Event], ends: Ends, *, edge: float) -> float:
    """Add a thin dotted line for each event, up to its label; ``edge`` is where the scale of stances ends.

    ``events`` lie within ``ends``. Returns how far up the labels go, on the scale of stances.
    """
    labels = place_labels(events, ends)
    for one, placed in zip(events, labels, strict=True):
        top = edge + (0.0 if placed is None else _LEVEL * (placed.level + 0.5))
        day = one.day.isoformat()
        line = {"color": LINE, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=day, x1=day, y0=-edge, y1=top, line=line, layer="below")
        if placed is not None:
            figure.add_annotation(
                text=label(placed.text, _LENGTHS[0]),
                hovertext=f"{day} {label(one.label, 90)}",
                x=day,
                y=top,
                xanchor="left" if placed.left == placed.at else "right",
                xshift=2 if placed.left == placed.at else -2,
                showarrow=False,
                font={"size": 11},
            )
    return edge + _LEVEL * (1 + max((placed.level for placed in labels if placed), default=-1))


def place_labels(events: Sequence[Event], ends: Ends) -> list[Placed | None]:
    """For each event its label; None where there is no room without touching another label, or another's line.

    Labels are cut shorter where more of them then have room. Reckoned for the axis of a narrow screen.
    """
    tried = [_place(events, ends, length) for length in _LENGTHS]
    return max(tried, key=lambda labels: sum(one is not None for one in labels))  # the longest of the best


def _place(events: Sequence[Event], ends: Ends, length: int) -> list[Placed | None]:
    placed: list[Placed | None] = [None] * len(events)
    # From the middle outwards, so that the lines of those further out rise beside the labels.
    for place in sorted(range(len(events)), key=lambda one: abs(_share(events[one], ends) - 0.5)):
        others = [one for one in placed if one is not None]
        free = (one for one in _places(events[place], ends, length) if all(_apart(one, other) for other in others))
        placed[place] = next(free, None)
    return placed


def _places(event: Event, ends: Ends, length: int) -> Iterator[Placed]:
    """Where an event's label could stand: low before high, on the side with more room before the other."""
    text, at = _cut(event.label, length), _share(event, ends)
    width = (len(text) + 1) * _LETTER / _NARROWEST
    sides = sorted([(at, at + width), (at - width, at)], key=lambda side: abs(sum(side) / 2 - 0.5))
    for level, (left, right) in product(range(LEVELS), sides):
        if left >= 0 and right <= 1:
            yield Placed(text, level, at, left, right)


def _apart(a: Placed, b: Placed) -> bool:
    """True where neither label touches the other, nor the line that rises past it."""
    if a.level == b.level:
        return a.right <= b.left or b.right <= a.left
    lower, higher = (a, b) if a.level < b.level else (b, a)
    return not lower.left < higher.at < lower.right


def _share(event: Event, ends: Ends) -> float:
    return float((pd.Timestamp(event.day) - ends[0]) / (ends[1] - ends[0]))


def _cut(text: str, length: int) -> str:
    text = shown(text)
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
