"""Whether a workspace is what it says: the file, every digest, every span, and the tables that are made of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from analytics.digests import sha256_of
from analytics.errors import StoreError
from analytics.store.archive import Archive
from analytics.store.validation import first_fault
from analytics.store.workspace import alike, changing, contents, indexing, runs
from analytics.store.workspace.rows import analysed_at, article_at, content_of, findings_of, sha256_of_article
from analytics.tables import TABLES, as_text

_MOST = 20  # faults that SQLite lists


def faults(connection: sqlite3.Connection) -> Iterator[str]:
    """What is wrong, a sentence for each; nothing where all is as it must be.

    What depends on a part that is broken is not looked at: the file first, then the records, then the tables.
    """
    for look in (_of_file, _of_configuration, _of_articles, _of_changes, _of_search, _of_likeness, _of_tables):
        found = list(look(connection))
        yield from found
        if found:
            return


def _of_file(connection: sqlite3.Connection) -> Iterator[str]:
    for (said,) in connection.execute(f"PRAGMA integrity_check({_MOST})"):
        if said != "ok":
            yield f"the file: {said}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        yield f"row {row} of {table} refers to what is not in {parent}"


def _of_configuration(connection: sqlite3.Connection) -> Iterator[str]:
    for key, data in connection.execute("SELECT sha256, data FROM configurations"):
        if not isinstance(data, bytes) or sha256_of(data) != key:
            yield f"the targets or speakers {key[:16]} are not those that were kept"
    try:
        for key, run in runs.recorded(connection).items():
            if runs.fingerprint(run) != key:
                yield f"the run {key[:16]} does not say what it was made with"
    except StoreError as error:
        yield str(error)


def _of_articles(connection: sqlite3.Connection) -> Iterator[str]:
    rows = connection.execute("SELECT position, article_id, content, sha256, findings FROM articles ORDER BY position")
    for position, key, *digests in rows.fetchall():
        name = str(key)[:80]
        try:
            analysed = analysed_at(connection, position)
        except StoreError as error:
            yield str(error)
            continue
        article = analysed.article
        found = [
            content_of(article_at(connection, position, read=True)),
            sha256_of_article(article),
            findings_of(analysed),
        ]
        if found[:2] != digests[:2]:
            yield f"article {name}: text, title, outlet, day or address are not those that were stored"
        elif found != digests:
            yield f"article {name}: its statements or stances are not those that were stored"


def _of_changes(connection: sqlite3.Connection) -> Iterator[str]:
    try:
        for name in changing.unapplied(connection):
            yield f"article {name} does not say what the changes make of it"
    except StoreError as error:
        yield str(error)


def _of_search(connection: sqlite3.Connection) -> Iterator[str]:
    if indexing.out_of_step(connection):
        yield "the search does not hold the words of all articles and statements"


def _of_likeness(connection: sqlite3.Connection) -> Iterator[str]:
    for name in alike.mistaken(connection):
        yield f"article {name}: what it is like is not what the texts say"


def _of_tables(connection: sqlite3.Connection) -> Iterator[str]:
    results = contents.results(connection)
    holders = dict(zip(results.statements["statement_id"], results.statements["article_id"], strict=True))
    lengths = {as_text(key): len(article.text) for key, article in results.articles.items()}
    archive = Archive(results.articles, results.details, lengths=lengths, holders=holders)
    fault = first_fault({name: results.table(name) for name in TABLES}, archive)
    if fault is not None:
        yield f"the table {fault.table}, row {fault.row + 1}: {fault.why}"
