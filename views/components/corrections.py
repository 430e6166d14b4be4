"""The articles of an open workspace: corrected, removed, and every change undone."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st

from analytics.errors import QuotedStanceError
from analytics.store import workspace
from views.components.plain import message, plain
from views.state.keeping import Held, change, found_in, held

AT_MOST = 200
"""Articles to choose from: more cannot be looked through, and words find the others."""
CHANGED = "workspace_changed"
"""Session state: what a change did, or why it could not be made, to be told at the next run."""


def corrections(path: Path) -> None:
    """Draw the part of the page."""
    st.header("Articles in this workspace")
    if CHANGED in st.session_state:
        done, said = st.session_state.pop(CHANGED)
        (st.success if done else st.error)(said)
    holds = held(path)
    entry = _chosen(path, holds)
    if entry is not None:
        _one(path, entry)
    with st.expander("Outlets that are one", key="outlets-merge"):
        _merge(path, holds)
    with st.expander("Changes", key="workspace-changes"):
        _changes(path, holds)


def _chosen(path: Path, holds: Held) -> workspace.Entry | None:
    """The article that the reader picks, among those that hold some words."""
    words = st.text_input("Find articles", key="articles-words", placeholder="words of a title, a text, a speaker")
    there = list(reversed(holds.entries))
    if words.strip():
        try:
            found = found_in(path, words)
        except QuotedStanceError as error:
            st.info(message(str(error)))
            return None
        there = [one for one in there if one.article_id in found or words.strip() in (one.article_id, one.input)]
    if len(there) > AT_MOST:
        st.caption(f"To choose from are the {AT_MOST} added last, of {len(there):,}. Words find the others.")
    by_id = {one.article_id: one for one in there[:AT_MOST]}
    picked = st.selectbox(
        "Article",
        list(by_id),
        index=None,
        format_func=lambda key: _label(by_id[key]),
        key="articles-chosen",
        placeholder="choose one to correct or remove it",
    )
    return by_id.get(picked or "")


def _label(entry: workspace.Entry) -> str:
    state = " (removed)" if entry.removed else " (a later version counts)" if entry.replaced else ""
    return f"{entry.published or 'no date'} · {entry.outlet or 'unknown'} · {entry.title or entry.input}{state}"


def _one(path: Path, entry: workspace.Entry) -> None:
    """What can be done to an article."""
    st.caption(f"Read from {plain(entry.input)}; {entry.statements} statements.")
    if entry.removed:
        _button("Bring it back", path, partial(_bring_back, name=entry.article_id), "It is back.")
        return
    with st.form(f"correct-{entry.article_id}", border=False):
        title = st.text_input("Title", value=entry.title, key=f"title-{entry.article_id}")
        left, right = st.columns(2)
        outlet = left.text_input("Outlet", value=entry.outlet, key=f"outlet-{entry.article_id}")
        known = dt.date.fromisoformat(entry.published) if entry.published else None
        day = right.date_input(
            "Published", value=known, min_value=dt.date(1800, 1, 1), key=f"published-{entry.article_id}"
        )
        sent = st.form_submit_button("Correct this article", type="primary")
    if sent:
        values = {"title": title, "outlet": outlet, "published": day.isoformat() if day else ""}
        _make(path, lambda connection: workspace.edit(connection, [entry.article_id], values), "It is corrected.")
        st.rerun()
    if entry.older:
        st.caption("Its scores are older than its metadata, or than targets and weights: `rescore` renews them.")
    name = [entry.article_id]
    _button("Remove this article", path, lambda connection: workspace.remove(connection, name), "It is removed.")
    if entry.replaced:
        _button("Count it, too", path, lambda connection: workspace.keep(connection, name), "It counts.")


def _bring_back(connection: sqlite3.Connection, name: str) -> None:
    workspace.remove(connection, [name], undo=True)


def _merge(path: Path, holds: Held) -> None:
    """Say that outlets are one."""
    names = [name for name in holds.outlets if name]
    several = st.multiselect("These outlets", names, key="outlets-several")
    into = st.text_input("are one, which is called", key="outlets-into", placeholder="one of them, or another name")
    wrong = not several or not into.strip()
    _button(
        "Merge these outlets",
        path,
        lambda connection: workspace.merge_outlets(connection, several, into),
        "They are one.",
        disabled=wrong,
    )


def _changes(path: Path, holds: Held) -> None:
    """The changes that hold, the last first, each with a button that undoes it."""
    steps: dict[int, list[str]] = {}
    for one in holds.changes:
        if not one.undone:
            steps.setdefault(one.step, []).append(one.in_words())
    if not steps:
        st.caption("Nothing was changed, or all of it was undone.")
    for step in sorted(steps, reverse=True)[:20]:
        what, button = st.columns([5, 1])
        what.text("; ".join(steps[step]))
        with button:
            _button(
                "Undo",
                path,
                lambda connection, step=step: workspace.undo(connection, step),  # type: ignore[misc]
                "It is undone.",
                key=f"undo-{step}",
            )


def _button(
    label: str,
    path: Path,
    make: Callable[[sqlite3.Connection], object],
    done: str,
    *,
    key: str | None = None,
    disabled: bool = False,
) -> None:
    """A button that makes a change."""
    st.button(label, key=key or f"change-{label}", on_click=partial(_make, path, make, done), disabled=disabled)


def _make(path: Path, make: Callable[[sqlite3.Connection], object], done: str) -> None:
    """Make a change, and have the next run tell what came of it."""
    try:
        change(path, make)
    except QuotedStanceError as error:
        st.session_state[CHANGED] = False, f"That cannot be changed. {message(str(error))}"
    else:
        st.session_state[CHANGED] = True, f"{done} Under Changes it can be undone."
