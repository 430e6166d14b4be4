"""Articles that are kept: added to a workspace, and what of it is new since the reader opened it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from analytics.stages import Analysed
from analytics.store import workspace
from views.state.adding import Batch, Scored, Using
from views.state.data import changed
from views.state.selection import Source

SEEN = "articles_at_opening"
"""Session state: the workspace that is open, and the ids of the articles that it held when this session opened it."""


@dataclass(frozen=True)
class New:
    """How many articles came into a workspace, and how many statements they hold."""

    articles: int
    statements: int


def new_in(source: Source) -> New:
    """What came since this session first saw the workspace."""
    path, before = st.session_state.setdefault(SEEN, (source.workspace, frozenset(source.results.articles)))
    if path != source.workspace:
        del st.session_state[SEEN]
        return new_in(source)
    new = source.results.articles.keys() - before
    if not new:
        return New(0, 0)
    statements = source.results.statements
    return New(len(new), int(statements["article_id"].astype(object).isin(new).sum()))


def used_in(path: Path) -> Using:
    """What a workspace scores with. Raises StoreError or ConfigurationError where that cannot be read."""
    with workspace.reading(path) as connection:
        used = workspace.in_force(connection)
    return {"targets": used.targets, "speakers": used.speakers, "scorer": used.scorer}


def add_to(
    path: Path,
    items: Batch,
    using: Using,
    *,
    scored: Iterable[Scored] = (),
    stored: Callable[[Scored], None] = lambda _: None,
    waiting: Callable[[Path], None] | None = None,
    pulse: Callable[[], None] | None = None,
) -> workspace.Added:
    """Add what was read to the workspace, which is made where it is not there; what ``pulse`` raises ends it.

    A workspace that holds something scores with what it did before, any other with ``using`` from now on; ``scored`` is
    what was scored with ``using`` already, and is not scored again where these are the same.
    """
    with workspace.writing(path, create=True, waiting=waiting) as connection:
        with workspace.transaction(connection):
            fresh = workspace.counts(connection).articles == 0
            used = workspace.choose(connection, **using) if fresh else workspace.in_force(connection)
        same = used.fingerprint == workspace.Using(**using).fingerprint
        found = {one.article.id: one for one in scored if same and isinstance(one, Analysed)}
        return workspace.add(connection, items, used, workers=1, stored=stored, pulse=pulse, scored=found)


@dataclass(frozen=True)
class Held:
    """What a workspace holds, for who corrects it: its articles, how many each outlet has, and the changes."""

    entries: Sequence[workspace.Entry]
    outlets: Mapping[str, int]
    changes: Sequence[workspace.Change]


def held(path: Path) -> Held:
    """What the workspace holds now. Raises StoreError."""
    return _held(path, changed(path))


@st.cache_resource(show_spinner=False, max_entries=2)
def _held(path: Path, state: tuple[int, int]) -> Held:
    with workspace.reading(path) as connection:
        entries = tuple(workspace.entries(connection))
        return Held(entries, workspace.outlets_of(connection), tuple(workspace.changes(connection)))


def found_in(path: Path, words: str) -> set[str]:
    """The ids of articles that hold words. Raises StoreError where there is no word."""
    with workspace.reading(path) as connection:
        return {one.article_id for one in workspace.search(connection, words)}


def change(path: Path, make: Callable[[sqlite3.Connection], object]) -> None:
    """Make a change in the workspace. Raises StoreError."""
    with workspace.writing(path) as connection:
        make(connection)
