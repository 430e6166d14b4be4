"""Charts on a page: a click on any mark opens the statements behind it."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any, Literal

import plotly.graph_objects as go
import streamlit as st

from analytics.charts import shown
from views._filters import choose
from views._passage import legend
from views._selection import View, behind
from views._statement import show_statement

CONFIG: dict[str, Any] = {"displaylogo": False, "modeBarButtons": [["toImage"]]}
AT_A_TIME = 10

_ROUND = "charts_closed"
_ASKED = "open_statements"


def clickable(
    figure: go.Figure, view: View, *, key: str, by: str, alt: str, width: Literal["stretch", "content"] = "stretch"
) -> None:
    """Draw a figure of :mod:`analytics.charts`; a click on a mark shows the statements behind it."""
    # A chart keeps its selection, so that a second click on the same mark would only take it back: each time the
    # statements are closed, the charts get another key and begin without one.
    name = f"{key}-{st.session_state.get(_ROUND, 0)}"
    event = st.plotly_chart(
        figure, width=width, key=name, on_select="rerun", selection_mode="points", config=CONFIG, alt=alt
    )
    points = event["selection"]["points"]
    if points:
        row, target = points[0]["customdata"]
        _statements_behind(view, {by: row, "target": target})


def asked_to_open_statements() -> bool:
    """Whether somebody has pressed the button that leads to the page of statements; asks only once."""
    return bool(st.session_state.pop(_ASKED, False))


def _closed() -> None:
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


@st.dialog("Statements behind this mark", width="medium", on_dismiss=_closed)
def _statements_behind(view: View, marked: Mapping[str, str]) -> None:
    part = behind(view, marked)
    name = shown(marked.get("speaker", marked.get("outlet", "")))
    toward = part.targets.get(marked["target"], marked["target"])
    count = len(part.statements)
    st.html(f'<p class="qs-head"><b>{html.escape(name)}</b> toward <b>{html.escape(toward)}</b>: n {count}</p>')
    if st.button("Open these on the Statements page", icon=":material/open_in_new:"):
        choose(part.filters)
        st.session_state[_ASKED] = True
        _closed()
        st.rerun()
    st.html(legend())
    latest = part.statements.sort_values("published", ascending=False, kind="stable")
    for statement_id in latest["statement_id"].head(AT_A_TIME):
        with st.container(border=True):
            show_statement(part, statement_id, around=0)
    if count > AT_A_TIME:
        st.caption(f"The latest {AT_A_TIME} of {count}. The Statements page has all of them.")
