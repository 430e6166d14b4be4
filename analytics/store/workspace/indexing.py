"""What the search of a workspace holds: kept in step with articles and statements in the same transactions.

Triggers would do it, but SQLite trusts none on virtual tables in a file that may come from anywhere.
"""

from __future__ import annotations

import sqlite3

MOST = 65_536
"""More than the statements of any article: the row of one is this times the article's position, plus its number."""


def index_article(connection: sqlite3.Connection, position: int) -> None:
    """Put in what an article says now; what it said before must have been taken out."""
    query = "INSERT INTO articles_search (rowid, title, text) SELECT position, title, text FROM articles"
    connection.execute(f"{query} WHERE position = ?", (position,))


def unindex_article(connection: sqlite3.Connection, position: int) -> None:
    """Take out what an article says, before it is changed."""
    query = "INSERT INTO articles_search (articles_search, rowid, title, text)"
    rows = "SELECT 'delete', position, title, text FROM articles WHERE position = ?"
    connection.execute(f"{query} {rows}", (position,))


def index_statements(connection: sqlite3.Connection, position: int) -> None:
    """Put in the statements of an article as they are now, in place of those that were there."""
    first = position * MOST
    connection.execute("DELETE FROM statements_search WHERE rowid BETWEEN ? AND ?", (first, first + MOST - 1))
    connection.execute(
        "INSERT INTO statements_search (rowid, speaker, text)"
        " SELECT ? + number, speaker, text FROM statements WHERE article = ?",
        (first, position),
    )


def out_of_step(connection: sqlite3.Connection) -> bool:
    """True where the search does not hold what the articles and statements say."""
    of_statements = (
        "SELECT count(*) FROM statements LEFT JOIN statements_search AS known ON known.rowid = article * ? + number"
        " WHERE known.text IS NOT statements.text OR known.speaker IS NOT statements.speaker"
    )
    sizes = (
        "SELECT (SELECT count(*) FROM statements) - (SELECT count(*) FROM statements_search_docsize),"
        " (SELECT count(*) FROM articles) - (SELECT count(*) FROM articles_search_docsize)"
    )
    return any((*connection.execute(of_statements, (MOST,)).fetchone(), *connection.execute(sizes).fetchone()))
