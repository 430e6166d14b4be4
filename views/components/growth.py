"""What is new in an open workspace: said on every page, with a way to it."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from analytics.errors import QuotedStanceError
from analytics.wording import basis
from views.components.chart import STATEMENTS, ask_to_open
from views.state.data import changed
from views.state.filters import ask_to_clear
from views.state.keeping import new_in
from views.state.selection import Source

LOOK_EVERY = 10.0  # seconds
ADDED_LAST = "added last"
"""The order of the page Statements that begins with what is new."""


def growth(source: Source) -> None:
    """Say what is new since this session opened the workspace, and look now and then for more."""
    if source.workspace is None or source.stale:
        return
    new = new_in(source)
    if new.articles:
        st.info(f"New since you opened it: {basis(new.statements, new.articles)}.")
        st.button("Show the new statements", on_click=show_new, icon=":material/new_releases:")
    _look(source.workspace, changed(source.workspace))


@st.fragment(run_every=LOOK_EVERY)
def _look(path: Path, shown: tuple[int, int]) -> None:
    """Offer to show what was written since; the page does not change under the reader's hands."""
    try:
        same = changed(path) == shown
    except QuotedStanceError:
        return  # the next run of the page says why
    if not same and st.button("Show what was added just now", icon=":material/refresh:"):
        st.rerun()


def show_new() -> None:
    """Go to the statements, those that were added last first: for a button's ``on_click``."""
    ask_to_clear()
    st.session_state["sort"] = ADDED_LAST
    ask_to_open(STATEMENTS)
