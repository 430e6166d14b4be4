"""Statements: the table behind every number, and each statement in its article's passage."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from views._filters import can_undo, undo
from views._page import current_view, downloads, stop_if_empty
from views._passage import legend
from views._selection import View
from views._statement import show_statement, speaker_shown

SELECTED = "statement"  # the selected statement's id in the URL


def search(statements: pd.DataFrame, words: str) -> pd.DataFrame:
    """The statements whose text, speaker or title holds ``words``, in whatever case."""
    if not words.strip():
        return statements
    hits = pd.Series(False, index=statements.index)
    for column in ("text", "speaker", "speaker_as_written", "title"):
        hits |= statements[column].str.contains(words.strip(), case=False, regex=False)
    return statements[hits]


def listed(view: View, statements: pd.DataFrame) -> pd.DataFrame:
    """The table to show: the latest first, and a column for the stance toward each target."""
    rows = statements.sort_values("published", ascending=False, kind="stable")
    shown = pd.DataFrame(
        {
            "statement_id": rows["statement_id"],
            "published": rows["published"],
            "outlet": rows["outlet"],
            "speaker": [speaker_shown(*pair) for pair in zip(rows["speaker"], rows["speaker_as_written"], strict=True)],
            "kind": rows["kind"],
            "text": rows["text"],
        }
    )
    stances = view.stances.pivot_table(index="statement_id", columns="target", values="stance")
    return shown.join(stances.reindex(columns=list(view.targets)), on="statement_id").reset_index(drop=True)


def table(view: View, rows: pd.DataFrame) -> str | None:
    """Draw the table; the id of the selected statement, which the URL keeps."""
    wanted = st.query_params.get(SELECTED)
    places = rows.index[rows["statement_id"] == wanted].tolist()
    event = st.dataframe(
        rows,
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": places, "columns": [], "cells": []}},
        key="statements-table",
        placeholder="",
        alt=f"{len(rows)} statements with outlet, date, speaker and stance; select one to read its passage",
        column_order=["published", "speaker", "text", *view.targets, "kind", "outlet"],
        column_config={
            "published": st.column_config.DateColumn("Date", width=90),
            "outlet": st.column_config.TextColumn("Outlet", width="small"),
            "speaker": st.column_config.TextColumn("Speaker", width=150),
            "kind": st.column_config.TextColumn("Kind", width=70),
            "text": st.column_config.TextColumn("Statement", width=310),
            **{
                key: st.column_config.NumberColumn(key, format="%+.2f", width=75, help=f"Stance toward {label}")
                for key, label in view.targets.items()
            },
        },
    )
    chosen = event["selection"]["rows"]
    return str(rows["statement_id"][chosen[0]]) if chosen and chosen[0] < len(rows) else None


view = current_view()
st.title("Statements")
if can_undo():
    st.button("Back to the filters before the click", on_click=undo, icon=":material/undo:")
stop_if_empty(view)
downloads(view)
words = st.text_input(
    "Search the statements", key="q", bind="query-params", placeholder="words of a statement, a speaker"
)
found = search(view.statements, words)
if found.empty:
    st.info("No statement in view holds these words.")
    st.stop()
st.caption(f"Statements: {len(found):,}. Tick one to read it in its article. Stance: −1 critical, +1 favourable.")
selected = table(view, listed(view, found))
if selected is None:
    st.query_params.pop(SELECTED, None)
else:
    st.query_params[SELECTED] = selected
    st.header("In its article")
    st.html(legend())
    with st.container(border=True):
        show_statement(view, selected)
