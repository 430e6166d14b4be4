"""Statements: the table behind every number, and each statement in its article's passage."""

from __future__ import annotations

import zlib

import pandas as pd
import streamlit as st

from analytics.analysis.selection import among
from analytics.wording import amount
from views.components.growth import ADDED_LAST
from views.components.page import current_view, downloads, stop_if_empty
from views.components.plain import plain
from views.components.statement import speaker_shown
from views.components.table import data_button, written
from views.components.why import show_explained
from views.state.filters import can_undo, undo
from views.state.selection import View

SELECTED = "statement"  # the selected statement's id in the URL

ORDERS = ("latest", "most critical", "most favourable", "least certain first", ADDED_LAST)
"""How the table can be ordered. Statements without a stance stand last where the order is by stance."""

AT_MOST = 5_000
"""Rows of the table: more take long to send, and from 150 000 on a table can neither be searched nor selected from."""


def search(statements: pd.DataFrame, words: str) -> pd.DataFrame:
    """The statements whose text, speaker or title holds ``words``, in whatever case."""
    if not words.strip():
        return statements
    hits = pd.Series(False, index=statements.index)
    for column in ("text", "speaker", "speaker_as_written", "title"):
        hits |= statements[column].str.contains(words.strip(), case=False, regex=False)
    return statements[hits]


def ordered(statements: pd.DataFrame, stances: pd.DataFrame, order: str) -> pd.DataFrame:
    """The statements in one of ORDERS; of several targets the stance that stands out most in that order counts.

    Least certain is where the likeliest label of a stance is least likely.
    """
    if order == ADDED_LAST:
        return statements.iloc[::-1]
    rows = statements.sort_values("published", ascending=False, kind="stable")
    if order == ORDERS[0]:
        return rows
    rank = {
        "most critical": stances["stance"],
        "most favourable": -stances["stance"],
        "least certain first": stances[["p_critical", "p_neutral", "p_favourable"]].max(axis=1),
    }[order]
    least = rank.groupby(stances["statement_id"], sort=False).min()
    return rows.assign(rank=rows["statement_id"].map(least)).sort_values("rank", kind="stable").drop(columns="rank")


def first_of(rows: pd.DataFrame, selected: str | None) -> pd.DataFrame:
    """The first AT_MOST rows; above them the selected one, where it is not among them."""
    if len(rows) <= AT_MOST:
        return rows
    chosen = rows[rows["statement_id"] == selected]
    first = rows.head(AT_MOST)
    return first if chosen.empty or chosen.index[0] in first.index else pd.concat([chosen, first])


def listed(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """The table to show: these statements in their order, and a column for the stance toward each target."""
    of_these = view.stances[among(view.stances["statement_id"], rows["statement_id"])]
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
    stances = of_these.pivot_table(index="statement_id", columns="target", values="stance")
    stances = stances.round(2) + 0.0  # so that no cell says -0.00
    return shown.join(stances.reindex(columns=list(view.targets)), on="statement_id").reset_index(drop=True)


def taken(rows: pd.DataFrame, words: str) -> pd.DataFrame:
    """The table as it is taken away: as it is shown, with the words that were searched for."""
    return rows.assign(searched=words.strip())


def table(view: View, rows: pd.DataFrame, shown: str) -> str | None:
    """Draw the table; the id of the selected statement, which the URL keeps.

    ``shown`` stands for what is shown and in which order: the table remembers the place of the selected row, so that
    with other rows it must be another table.
    """
    wanted = st.query_params.get(SELECTED)
    places = rows.index[rows["statement_id"] == wanted].tolist()
    event = st.dataframe(
        written(rows, list(view.targets)),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        selection_default={"selection": {"rows": places, "columns": [], "cells": []}},
        key=f"statements-{zlib.crc32(shown.encode())}",
        placeholder="",
        alt=f"{amount(len(rows), 'statement')} with outlet, date, speaker and stance; select one to read its passage",
        column_order=["published", "speaker", "text", *view.targets, "kind", "outlet"],
        column_config={
            "published": st.column_config.DateColumn("Date", width=90),
            "outlet": st.column_config.TextColumn("Outlet", width="small"),
            "speaker": st.column_config.TextColumn("Speaker", width=150),
            "kind": st.column_config.TextColumn("Kind", width=70),
            "text": st.column_config.TextColumn("Statement", width=310),
            **{
                key: st.column_config.NumberColumn(key, width=75, help=f"Stance toward {plain(label)}")
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
left, right = st.columns([3, 1])
words = left.text_input(
    "Search the statements", key="q", bind="query-params", placeholder="words of a statement, a speaker, a title"
)
order = right.selectbox(
    "Order", ORDERS, key="sort", bind="query-params", help="Certain: how likely the likeliest label of a stance is"
)
found = search(view.statements, words)
if found.empty:
    st.info("No statement in view holds these words.")
    st.stop()
st.caption(f"Statements: {len(found):,}. Tick one to read it in its article. Stance: −1 critical, +1 favourable.")
if len(found) > AT_MOST:
    st.caption(f"The table has the first {AT_MOST:,} in this order. Filter or search for the others.")
rows = listed(view, first_of(ordered(found, view.stances, order), st.query_params.get(SELECTED)))
selected = table(view, rows, repr((view.key, words, order)))
data_button("This table (CSV)", taken(rows, words), view, name="table statements", key="table-statements")
wanted = st.query_params.get(SELECTED)
if selected is not None:
    if wanted != selected:  # each time it is set is a step of the browser's history
        st.query_params[SELECTED] = selected
    st.header("In its article")
    show_explained(view, selected)
elif wanted in set(rows["statement_id"]):
    del st.query_params[SELECTED]
elif wanted:
    st.info("The statement that this link names is not among those in view. Widen the filters, or empty the search.")
