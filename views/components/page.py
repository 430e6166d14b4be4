"""What every page begins with and ends with: its view, what must be said about the data, downloads, empty screens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pandas as pd
import streamlit as st

from analytics.analysis.results import Results
from analytics.reporting import report
from analytics.stance.scorers import scorers_in
from analytics.store.export import csv_bytes, parquet_bytes
from analytics.tables import TableName
from views.components.faults import file_of
from views.components.files import file_name
from views.components.plain import message, plain
from views.state.data import ADDED, CHOICE
from views.state.filters import REVERSED, ask_to_clear
from views.state.selection import Source, View, aggregates, statements_with_stances

CURRENT = "current_view"

DIGESTS = (
    "The bundled sample holds **digests**: what five published articles report, told in our own words. "
    "It is there to try the dashboard on, too small to conclude from."
)
SCORER_UNKNOWN = (
    "These results do not say which scorer made them, or it is none of those known here: how often their stances are "
    "wrong is not known either."
)
STALE = "What is open cannot be read now. What is shown is what it held when it last could be."
UNUSABLE = (
    "A file that these results were made with cannot be used. The tables are whole; targets go by their keys, and "
    "the evidence or the offices that rest on it are not shown."
)
NOT_THE_OUTLET = report.NOT_THE_OUTLET


def open_results() -> Results | None:
    """The results that are open, None where they cannot be shown."""
    view = st.session_state.get(CURRENT)
    return view.source.results if isinstance(view, View) else None


def current_view() -> View:
    """What the filters select, as dashboard.py has put it there for the page."""
    view = st.session_state[CURRENT]
    if not isinstance(view, View):
        raise TypeError(f"no view for this page: {type(view).__name__}")
    return view


def notices(source: Source) -> None:
    """What a reader of any page must know about the data."""
    if source.stale:
        st.warning(f"{STALE} {message(source.stale)}")
    for fault in source.results.faults():
        st.warning(f"{UNUSABLE} {message(str(fault))}")
    said = [DIGESTS] if source.is_sample else [f"Shown: {plain(source.title)}."]
    said += [scorer.notice for scorer in scorers_in(source.scorer)] or [SCORER_UNKNOWN]
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
        first, last = view.filters.first, view.filters.last
        why = f" {REVERSED}" if first and last and first > last else ""
        st.info(f"No statement matches these filters.{why} Widen them, or press **Clear all filters** in the sidebar.")
    st.stop()


def downloads(view: View) -> None:
    """Behind one line, the tables of the view as CSV and Parquet, and the report; each is made when asked for."""
    tables: dict[TableName, Callable[[], pd.DataFrame]] = {
        "aggregates": lambda: aggregates(view),
        "statements": lambda: statements_with_stances(view),
        "stances": lambda: view.stances,
    }
    with st.expander("Download", icon=":material/download:", type="compact", key="downloads"):
        st.caption(
            "What the filters let through, and nothing else. The file of statements has a row for each target that a "
            "statement mentions, with its stance, and says which filters made it."
        )
        for name, table in tables.items():
            with st.container(horizontal=True):
                _download(f"{name.capitalize()} (CSV)", name, view, "csv", table)
                _download(f"{name.capitalize()} (Parquet)", name, view, "parquet", table)
        st.download_button(
            "Report (HTML)",
            data=file_of(lambda: _report(view).encode()),
            file_name=file_name("report", view, "html"),
            mime="text/html",
            on_click="ignore",
            help="One file with charts, tables, sentences, method and limits; it opens without a network",
            key="download-report",
        )


_WRITERS: dict[str, tuple[Callable[[pd.DataFrame], bytes], str]] = {
    "csv": (csv_bytes, "text/csv"),
    "parquet": (parquet_bytes, "application/vnd.apache.parquet"),
}


def _download(label: str, name: TableName, view: View, ending: str, table: Callable[[], pd.DataFrame]) -> None:
    write, mime = _WRITERS[ending]
    st.download_button(
        label,
        data=file_of(lambda: write(table())),
        file_name=file_name(name, view, ending),
        mime=mime,
        on_click="ignore",
        key=f"download-{name}-{ending}",
    )


def _report(view: View) -> str:
    return report.report_html(
        view.source.results,
        view.filters,
        made=dt.datetime.now(tz=dt.UTC).date(),
        is_sample=view.source.is_sample,
    )
