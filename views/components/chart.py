"""Charts on a page: a click on any mark opens the statements behind it; data and image can be taken away."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from streamlit.components.v2 import component
from streamlit.components.v2.types import ComponentRenderer

from analytics.charts import shown
from analytics.wording import amount
from views.components.faults import told
from views.components.files import file_name
from views.components.passage import legend
from views.components.statement import show_statement
from views.components.table import data_button
from views.state.filters import choose
from views.state.selection import View, behind

CONFIG: dict[str, Any] = {"displaylogo": False, "modeBarButtons": [["toImage"]]}
AT_A_TIME = 10
STATEMENTS = "views/pages/statements.py"
TIMELINE = "views/pages/timeline.py"

_ROUND = "charts_closed"
_ASKED = "page_to_open"


def clickable(
    figure: go.Figure,
    view: View,
    *,
    key: str,
    by: str,
    alt: str,
    width: Literal["stretch", "content"] = "stretch",
    marked: Callable[[list[Any]], Mapping[str, str]] | None = None,
    data: pd.DataFrame | Mapping[str, pd.DataFrame],
) -> None:
    """Draw a figure of :mod:`analytics.charts`; a click on a mark shows the statements behind it.

    ``marked`` says what a mark's customdata stands for: a mapping that may hold "speaker", "outlet", "target", "first"
    and "last" (ISO dates), see :func:`views.state.selection.behind`. By default customdata is ``[row, target]``, and
    ``by`` names what the row is. ``data`` are exactly the rows that the figure shows, for those who want to draw
    their own; where its marks are of several kinds, the rows of each under what these are called.
    """
    # A chart keeps its selection, so that a second click on the same mark would only take it back: each time the
    # statements are closed, the charts get another key and begin without one.
    name = f"{key}-{st.session_state.get(_ROUND, 0)}"
    # Paper and text in the theme's colours, so that an image of the chart can be read anywhere.
    ink = st.get_option(f"theme.{st.context.theme.type or 'light'}.textColor")
    drawn = go.Figure(figure).update_layout(paper_bgcolor=None, font_color=ink)
    drawn.update_xaxes(tickfont_color=ink).update_yaxes(tickfont_color=ink)
    event = st.plotly_chart(
        drawn, width=width, key=name, on_select="rerun", selection_mode="points", config=CONFIG, alt=alt
    )
    _take_away(view, key, name, data)
    points = event["selection"]["points"]
    if points:
        values = list(points[0]["customdata"])
        _statements_behind(view, {by: values[0], "target": values[1]} if marked is None else marked(values))


def _take_away(view: View, key: str, name: str, data: pd.DataFrame | Mapping[str, pd.DataFrame]) -> None:
    """The chart's data as CSV and the chart as an image, behind one line."""
    with st.expander("Data, image", icon=":material/download:", type="compact", key=f"take-{name}"):
        if isinstance(data, pd.DataFrame):
            data_button("Data (CSV)", data, view, name=f"chart {key}", key=f"data-{name}")
        else:
            for what, rows in data.items():
                label = f"{what.capitalize()} (CSV)"
                data_button(label, rows, view, name=f"chart {key} {what}", key=f"data-{what}-{name}")
        chart = re.sub(r"[^a-zA-Z0-9_-]", "-", f"st-key-{name}")  # the class that Streamlit gives to what has a key
        _images()(data={"chart": chart, "name": file_name(f"chart {key}", view, "")}, key=f"image-{name}")


@cache
def _images() -> ComponentRenderer:
    """Two buttons that let plotly save the chart: its own bar has one, for one format.

    Plotly reads the format when its button is pressed, so each button sets it and presses that one.
    """
    return component("chart_image", html=_BUTTONS, css=_LOOKS, js=_SAVE)


_BUTTONS = """<div class="images">
<button type="button" value="png">Image (PNG)</button><button type="button" value="svg">Image (SVG)</button></div>"""
_LOOKS = """
.images { display: flex; flex-direction: column; gap: .5rem; }
button { font: inherit; font-size: .875rem; cursor: pointer;
  color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid var(--st-border-color); border-radius: var(--st-button-radius); padding: .45rem .75rem; }
button:hover, button:focus-visible { border-color: var(--st-primary-color); color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 1px; }
"""
_SAVE = """
export default function ({ parentElement, data }) {
  for (const button of parentElement.querySelectorAll("button")) {
    button.onclick = () => {
      const plot = document.querySelector(`.${data.chart} .js-plotly-plot`);
      plot._context.toImageButtonOptions = { format: button.value, filename: data.name, scale: 2 };
      plot.querySelector(".modebar-btn").click();
    };
  }
}
"""


def ask_to_open(page: str) -> None:
    """Go to another page, named by its file, at the next run."""
    st.session_state[_ASKED] = page


def asked_to_open() -> str:
    """The page that somebody has pressed a button to open, "" where nobody has; asks only once."""
    return str(st.session_state.pop(_ASKED, ""))


def _closed() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _heading(part: View, marked: Mapping[str, str]) -> str:
    """Which statements these are, in one line: of whom, where, toward what, when, and how many."""
    names = [shown(marked[key]) for key in ("speaker", "outlet") if key in marked]
    said = [f"<b>{html.escape(name)}</b>" for name in names]
    if "target" in marked:
        toward = part.targets.get(marked["target"], marked["target"])
        said.append(f"toward <b>{html.escape(toward)}</b>")
    said += [f"{word} {html.escape(marked[key])}" for word, key in (("from", "first"), ("to", "last")) if key in marked]
    where = " ".join(said) or "All"
    return f'<p class="qs-head">{where}: {amount(len(part.statements), "statement")}</p>'


@st.dialog("Statements behind this mark", width="medium", on_dismiss=_closed)
@told("These statements cannot be shown.")
def _statements_behind(view: View, marked: Mapping[str, str]) -> None:
    part = behind(view, marked)
    count = len(part.statements)
    st.html(_heading(part, marked))
    if st.button("Open these on the Statements page", icon=":material/open_in_new:"):
        choose(part.filters)
        ask_to_open(STATEMENTS)
        _closed()
        st.rerun()
    st.html(legend())
    latest = part.statements.sort_values("published", ascending=False, kind="stable")
    for statement_id in latest["statement_id"].head(AT_A_TIME):
        with st.container(border=True):
            show_statement(part, statement_id, around=0)
    if count > AT_A_TIME:
        st.caption(f"The latest {AT_A_TIME} of {count}. The Statements page has all of them.")
