"""What a workspace holds: its articles and its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from analytics.analysis.results import SPEAKERS, TARGETS, Results
from analytics.pipeline import tabulate
from analytics.records import Reject
from analytics.speakers import default_book, parse_book
from analytics.stages import Analysed
from analytics.store.workspace import runs
from analytics.store.workspace.rejects import stored_rejects
from analytics.store.workspace.rows import analysed_at, text_out
from analytics.targets import TargetBook, default_targets


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the workspace.

    ``older`` where its scores were made with other targets, speakers, weights or another version than new ones are, or
    before its metadata were corrected; ``added`` is when it came, as ISO date and time in UTC.
    """

    article_id: str
    published: str
    outlet: str
    title: str
    input: str
    statements: int
    added: str
    older: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles count, how many of these have older scores, how many were removed, and how much was found."""

    articles: int
    older: int
    removed: int
    statements: int
    stances: int
    rejects: int


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """The articles, in the order in which they came, removed ones among them."""
    current = runs.in_force(connection).fingerprint
    rows = connection.execute(
        "SELECT article_id, published, outlet, title, input, added, run != ? OR basis != sha256, removed,"
        " (SELECT count(*) FROM statements WHERE article = position) FROM articles ORDER BY position",
        (current,),
    )
    for key, published, outlet, title, name, added, older, removed, statements in rows:
        yield Entry(
            article_id=text_out(key),
            published=published or "",
            outlet=text_out(outlet),
            title=text_out(title),
            input=text_out(name),
            statements=statements,
            added=added,
            older=bool(older),
            removed=removed is not None,
        )


def counts(connection: sqlite3.Connection) -> Counts:
    """How much there is."""
    current = runs.in_force(connection).fingerprint
    articles, older, removed = connection.execute(
        "SELECT count(*), count(*) FILTER (WHERE run != ? OR basis != sha256), (SELECT count(removed) FROM articles)"
        " FROM articles WHERE removed IS NULL",
        (current,),
    ).fetchone()
    kept = "FROM statements JOIN articles ON article = position AND removed IS NULL"
    (statements,) = connection.execute(f"SELECT count(*) {kept}").fetchone()
    (stances,) = connection.execute(f"SELECT count(*) {kept} JOIN stances USING (statement_id)").fetchone()
    (rejects,) = connection.execute("SELECT count(*) FROM rejects").fetchone()
    return Counts(articles, older, removed, statements, stances, rejects)


def results(connection: sqlite3.Connection) -> Results:
    """What `score` would give for all inputs, removed articles left out.

    Targets and speakers are those of the latest score. Raises StoreError where anything is not as it must be.
    """
    run, files = runs.latest(connection)
    targets = TargetBook.parse(files[TARGETS], TARGETS) if TARGETS in files else default_targets()
    speakers = parse_book(files[SPEAKERS], SPEAKERS) if SPEAKERS in files else default_book()
    used = "SELECT DISTINCT scorer FROM articles JOIN runs ON run = fingerprint WHERE removed IS NULL ORDER BY scorer"
    scorer = " and ".join(name for (name,) in connection.execute(used))
    found: Iterator[Analysed | Reject] = chain(_analysed(connection), stored_rejects(connection))
    return tabulate(found, targets=targets, speakers=speakers, scorer=scorer, run=run)


def _analysed(connection: sqlite3.Connection) -> Iterator[Analysed]:
    positions = connection.execute("SELECT position FROM articles WHERE removed IS NULL ORDER BY position").fetchall()
    return (analysed_at(connection, position) for (position,) in positions)
