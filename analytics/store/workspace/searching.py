"""Words in a workspace: which articles, and which statements in them, hold them (SQLite's FTS5)."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from analytics.errors import StoreError
from analytics.store.workspace.indexing import MOST
from analytics.store.workspace.rows import text_out

_WANTED = re.compile(r'"([^"]*)"|(\S+)')


@dataclass(frozen=True, slots=True)
class Found:
    """An article that holds the words, in its title, its text or a statement; ``statements`` are those that do, the
    speaker and the words of each."""

    article_id: str
    published: str
    outlet: str
    title: str
    statements: tuple[tuple[str, str], ...]


def search(connection: sqlite3.Connection, words: str, *, most: int = 100) -> list[Found]:
    """The articles that hold all these words, whatever their case and accents; those with statements that do go first.

    Words in quotation marks must stand side by side; ``port*`` is any word that begins so. At most ``most`` articles
    are given, the best first (BM25). Removed articles are left out. Raises StoreError where there is no word.
    """
    wanted = _query(words)
    found: dict[int, list[int]] = {}
    query = "SELECT rowid FROM statements_search WHERE statements_search MATCH ? ORDER BY rank"
    for (place,) in connection.execute(query, (wanted,)):
        position, number = divmod(place, MOST)
        found.setdefault(position, []).append(number)
    query = "SELECT rowid FROM articles_search WHERE articles_search MATCH ? ORDER BY rank"
    for (position,) in connection.execute(query, (wanted,)):
        found.setdefault(position, [])
    made: list[Found] = []
    for position, numbers in found.items():
        row = connection.execute(
            "SELECT article_id, coalesce(published, ''), outlet, title FROM articles"
            " WHERE position = ? AND removed IS NULL",
            (position,),
        ).fetchone()
        if row is not None and len(made) < most:
            key, published, outlet, title = map(text_out, row)
            made.append(Found(key, published, outlet, title, _statements(connection, position, numbers)))
    return made


def _statements(connection: sqlite3.Connection, position: int, numbers: list[int]) -> tuple[tuple[str, str], ...]:
    rows = connection.execute(
        "SELECT number, speaker, text FROM statements WHERE article = ? ORDER BY number", (position,)
    )
    return tuple((text_out(speaker), text_out(text)) for number, speaker, text in rows if number in set(numbers))


def _query(words: str) -> str:
    """The words as FTS5 takes them: whatever they hold is looked for, and is no command."""
    parts = []
    shown = "".join(char if char.isprintable() else " " for char in words)
    for phrase, word in _WANTED.findall(shown):
        text = (phrase or word).replace('"', " ").strip()
        if any(char.isalnum() for char in text):
            parts.append(f'"{text.removesuffix("*")}"' + ("*" if word.endswith("*") else ""))
    if not parts:
        raise StoreError(f"there is no word to look for in {words[:80]!r}")
    return " ".join(parts)
