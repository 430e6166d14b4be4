"""What all figures share: colours, the words on them, and what a mark says and stands for."""

from __future__ import annotations

import html
from typing import Any, Literal

import pandas as pd

from analytics.wording import basis, signed, true_minus

Row = Literal["speaker", "outlet", "target"]

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

SCALE: list[list[object]] = [[step / 4, colour] for step, colour in enumerate(PALETTE)]
"""The colours of stances from -1 to 1, as plotly wants them."""
TICKS = (-1, -0.5, 0, 0.5, 1)


def shown(name: str) -> str:
    """A speaker's or outlet's name as it is shown."""
    return " ".join(name.split()) or UNRESOLVED


def tick_labels(values: tuple[float, ...]) -> list[str]:
    """The labels of an axis of stances, with their signs."""
    return ["0" if value == 0 else true_minus(f"{value:+g}") for value in values]


def label(name: str, width: int) -> str:
    """A name in at most ``width`` characters, escaped."""
    text = shown(name)
    return html.escape(text if len(text) <= width else text[: width - 1].rstrip() + "…", quote=False)


def two_lines(name: str, width: int) -> str:
    """A name on two lines of at most ``width`` characters, escaped."""
    text = shown(name)
    if len(text) <= width:
        return html.escape(text, quote=False)
    cut = text.rfind(" ", 0, width + 1)
    cut = cut if cut > 0 else width
    return f"{html.escape(text[:cut], quote=False)}<br>{label(text[cut:], width)}"


def layout(title: str, height: int) -> dict[str, Any]:
    """What the layouts of all figures begin with; ``height`` in pixels."""
    return {
        "title": {"text": html.escape(title, quote=False), "x": 0, "xanchor": "left", "font": {"size": 16}},
        "height": height,
        "showlegend": False,
        "hovermode": "closest",
        "dragmode": False,
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
    }


def identity(part: pd.DataFrame, by: str) -> dict[str, Any]:
    """What a mark says when pointed at, and stands for when clicked."""
    said = [_hover(line, by) for _, line in part.iterrows()]
    data = part[[by, "target"]].to_numpy().tolist()
    return {"hovertext": said, "hoverinfo": "text", "customdata": data, **_unselected()}


def _unselected() -> dict[str, Any]:
    """A click opens statements; it does not fade the other marks."""
    return {"unselected": {"marker": {"opacity": 1}}, "selected": {"marker": {"opacity": 1}}}


def _hover(line: pd.Series[Any], by: str) -> str:
    low, high = line["ci_low"], line["ci_high"]
    interval = "no interval" if pd.isna(low) else f"95 % interval {signed(low)} to {signed(high)}"
    shares = ", ".join(f"{line[f'share_{label}']:.0%} {label}" for label in ("critical", "neutral", "favourable"))
    return (
        f"<b>{label(line[by], 70)}</b><br>mean stance {signed(line['mean_stance'])}, {interval}<br>{shares}<br>"
        f"{basis(line['n_statements'], line['n_articles'])}<br><i>click for the statements</i>"
    )


def ink(mean: float) -> str:
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
