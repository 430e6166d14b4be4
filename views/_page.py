"""What every page begins with and ends with: its view, what must be said about the data, downloads, empty screens."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics.export import csv_bytes
from analytics.tables import TableName
from views._data import ADDED, CHOICE
from views._filters import ask_to_clear
from views._selection import Source, View, aggregates

CURRENT = "current_view"

DIGESTS = (
    "The bundled sample holds **digests**: what five published articles report, told in our own words. "
    "It is there to try the dashboard on, too small to conclude from."
)
BASELINE = (
    "Stances here are **baseline numbers**: VADER, a lexicon of tone, reads the clause that holds the target. "
    "It takes harsh words for criticism and kind ones for support, and is often wrong."
)
MODEL = (
    "Stances are the judgement of a small model that is wrong about one time in five on news sentences, more often on "
    "guarded language; the page **Method** has its figures. Read the sentence behind a number before citing it."
)
SCORER_UNKNOWN = (
    "These results do not say which scorer made them. If it was `vader`, they are **baseline numbers**: "
    "a lexicon of tone, often wrong about a stance."
)
SAID_OF = {"vader": BASELINE, "model": MODEL}
"""What must be said of stances, by the name of the scorer."""
NOT_THE_OUTLET = "A speaker's stance is not the outlet's: an outlet that quotes a critic is not thereby critical."


def current_view() -> View:
    """What the filters select, as dashboard.py has put it there for the page."""
    view = st.session_state[CURRENT]
    if not isinstance(view, View):
        raise TypeError(f"no view for this page: {type(view).__name__}")
    return view


def notices(source: Source) -> None:
    """What a reader of any page must know about the data."""
    said = [DIGESTS] if source.is_sample else [f"Shown: {source.name}."]
    said += [text for name, text in SAID_OF.items() if name in source.scorer] or [SCORER_UNKNOWN]
    st.caption(" ".join(said))
    if isinstance(st.session_state.get(ADDED), Source):
        shown = bool(st.session_state.get(CHOICE))
        label = "Show what the dashboard was opened on" if shown else "Show the added articles"
        st.button(label, on_click=_switch, icon=":material/swap_horiz:")


def _switch() -> None:
    st.session_state[CHOICE] = not st.session_state.get(CHOICE, False)
    ask_to_clear()


def stop_if_empty(view: View) -> None:
    """Say why there is nothing to show and what to do, and end the page."""
    if not view.statements.empty:
        return
    if view.source.results.statements.empty:
        st.info("No statements were found in these articles. Add others on the page **Add articles**.")
    else:
        st.info("No statement matches these filters. Widen them, or press **Clear all filters** in the sidebar.")
    st.stop()


def downloads(view: View) -> None:
    """The tables of the view as CSV files, made when asked for."""
    with st.container(horizontal=True):
        _download("Aggregates (CSV)", "aggregates", lambda: aggregates(view))
        _download("Statements (CSV)", "statements", lambda: view.statements)
        _download("Stances (CSV)", "stances", lambda: view.stances)


def _download(label: str, name: TableName, table: Callable[[], pd.DataFrame]) -> None:
    st.download_button(
        label,
        data=lambda: csv_bytes(table()),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        help="What the filters let through, and nothing else",
        icon=":material/download:",
        key=f"download-{name}",
    )
