"""What a workspace holds: its articles and its tables."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from analytics.analysis.results import SPEAKERS, TARGETS, Results
from analytics.pipeline import tabulate
from analytics.records import Reject
from analytics.speakers import default_book, parse_book
from analytics.stages import Analysed
from analytics.store.workspace import runs
from analytics.store.workspace.alike import likeness
from analytics.store.workspace.rejects import stored_rejects
from analytics.store.workspace.rows import analysed_at, text_out
from analytics.targets import TargetBook, default_targets


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of the workspace.

    ``older`` where its scores were made with other targets, speakers, weights or another version than new ones are, or
    before its metadata were corrected; ``added`` is when it came, as ISO date and time in UTC.
    ``replaced`` is the id of the later version that counts in its place, "" where it counts itself; ``story`` is that
    of the earliest article that carries the same, "" where no other does.
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
    replaced: str
    story: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles count, how many of these have older scores, how many were removed, or replaced by a later
    version, and how much was found in those that count."""

    articles: int
    older: int
    removed: int
    replaced: int
    statements: int
    stances: int
    rejects: int


def entries(connection: sqlite3.Connection) -> Iterator[Entry]:
    """The articles, in the order in which they came, removed ones among them."""
    current = runs.in_force(connection).fingerprint
    alike = likeness(connection)
    rows = connection.execute(
        "SELECT position, article_id, published, outlet, title, input, added, run != ? OR basis != sha256, removed,"
        " (SELECT count(*) FROM statements WHERE article = position) FROM articles ORDER BY position",
        (current,),
    )
    for position, key, published, outlet, title, name, added, older, removed, statements in rows:
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
            replaced=_id_at(connection, alike.replaced.get(position)),
            story=alike.stories.get(text_out(key), ""),
        )


def counts(connection: sqlite3.Connection) -> Counts:
    """How much there is."""
    current = runs.in_force(connection).fingerprint
    replaced = json.dumps(list(likeness(connection).replaced))
    counting = "removed IS NULL AND position NOT IN (SELECT value FROM json_each(?))"
    numbers = "count(*), count(*) FILTER (WHERE run != ? OR basis != sha256), (SELECT count(removed) FROM articles)"
    query = f"SELECT {numbers} FROM articles WHERE {counting}"  # noqa: S608 - our own condition
    articles, older, removed = connection.execute(query, (current, replaced)).fetchone()
    kept = f"FROM statements JOIN articles ON article = position AND {counting}"
    (statements,) = connection.execute(f"SELECT count(*) {kept}", (replaced,)).fetchone()
    (stances,) = connection.execute(f"SELECT count(*) {kept} JOIN stances USING (statement_id)", (replaced,)).fetchone()
    (rejects,) = connection.execute("SELECT count(*) FROM rejects").fetchone()
    return Counts(articles, older, removed, len(json.loads(replaced)), statements, stances, rejects)


def results(connection: sqlite3.Connection) -> Results:
    """What `score` would give for all inputs, without removed articles and earlier versions of what is there.

    Targets and speakers are those of the latest score. Raises StoreError where anything is not as it must be.
    """
    run, files = runs.latest(connection)
    targets = TargetBook.parse(files[TARGETS], TARGETS) if TARGETS in files else default_targets()
    speakers = parse_book(files[SPEAKERS], SPEAKERS) if SPEAKERS in files else default_book()
    used = "SELECT DISTINCT scorer FROM articles JOIN runs ON run = fingerprint WHERE removed IS NULL ORDER BY scorer"
    scorer = " and ".join(name for (name,) in connection.execute(used))
    alike = likeness(connection)
    found: Iterator[Analysed | Reject] = chain(_analysed(connection, alike.replaced), stored_rejects(connection))
    made = tabulate(found, targets=targets, speakers=speakers, scorer=scorer, run=run)
    return replace(made, told=alike.stories)


def _analysed(connection: sqlite3.Connection, without: Container[int]) -> Iterator[Analysed]:
    positions = connection.execute("SELECT position FROM articles WHERE removed IS NULL ORDER BY position").fetchall()
    return (analysed_at(connection, position) for (position,) in positions if position not in without)


def _id_at(connection: sqlite3.Connection, position: int | None) -> str:
    row = connection.execute("SELECT article_id FROM articles WHERE position = ?", (position,)).fetchone()
    return text_out(row[0]) if row else ""
