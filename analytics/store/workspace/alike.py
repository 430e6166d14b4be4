"""Which articles of a workspace are nearly the same, and what follows: later versions, and stories of a wire.

Stored is what the texts say: the parts of each sketch (table ``sketches``), and the pairs that are alike. What follows
depends on outlets, days and titles as they count now, so it is worked out when it is asked for.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analytics.analysis.stories import Pair, is_version, pairs_of, parts, share, shingles, stories_of
from analytics.records import Article
from analytics.store.workspace.changing import KEEP
from analytics.store.workspace.rows import article_at, text_out


def compare(connection: sqlite3.Connection) -> list[Pair]:
    """Compare articles that were not compared yet with those before them, in a transaction of the caller.

    Returns which are like which, by their positions.
    """
    found: list[Pair] = []
    for (position,) in connection.execute(
        "SELECT position FROM articles WHERE NOT sketched ORDER BY position"
    ).fetchall():
        found += _compare(connection, position)
    return found


def _compare(connection: sqlite3.Connection, position: int) -> list[Pair]:
    def near(wanted: Sequence[int]) -> list[int]:
        marks = ", ".join("?" * len(wanted))
        rows = connection.execute(f"SELECT article FROM sketches WHERE part IN ({marks})", wanted)  # noqa: S608
        return [article for (article,) in rows]

    text = article_at(connection, position).text
    found = list(pairs_of(position, text, near, lambda other: article_at(connection, other).text))
    connection.executemany("INSERT INTO sketches VALUES (?, ?)", ((part, position) for part in set(parts(text))))
    connection.executemany("INSERT INTO pairs VALUES (?, ?, ?)", ((one.first, one.second, one.share) for one in found))
    connection.execute("UPDATE articles SET sketched = 1 WHERE position = ?", (position,))
    return found


def mistaken(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of articles that were compared and of which something else is stored than their texts say."""
    query = "SELECT first, second, share FROM pairs"
    for first, second, common in connection.execute(query).fetchall():
        one, other = (article_at(connection, position) for position in (first, second))
        if share(shingles(one.text), shingles(other.text)) != common:
            yield other.id
    query = "SELECT position FROM articles WHERE sketched AND position NOT IN (SELECT article FROM sketches)"
    for (position,) in connection.execute(query).fetchall():
        if parts((article := article_at(connection, position)).text):
            yield article.id


@dataclass(frozen=True, slots=True)
class Likeness:
    """``replaced``: the article, by position, of which each that does not count is an earlier version; ``stories``: the
    story of each article, by ids, that carries the same as another, see :func:`stories_of`."""

    replaced: dict[int, int]
    stories: dict[str, str]


def likeness(connection: sqlite3.Connection) -> Likeness:
    """What is alike among the articles that were not removed."""
    there = _concerned(connection)
    rows = connection.execute("SELECT first, second, share FROM pairs ORDER BY first, second")
    pairs = [Pair(*row) for row in rows if row[0] in there and row[1] in there]
    replaced = _replaced(there, pairs)
    places = {position: place for place, position in enumerate(one for one in there if one not in replaced)}
    left = [
        Pair(places[one.first], places[one.second], one.share)
        for one in pairs
        if one.first in places and one.second in places
    ]
    return Likeness(replaced, stories_of([there[position].article for position in places], left))


@dataclass(frozen=True, slots=True)
class _Concerned:
    """An article that is like another, without its text; ``day`` is when it came out or, where nobody said, came;
    ``kept`` where the user wants it to count whatever comes later."""

    article: Article
    day: str
    kept: bool


def _concerned(connection: sqlite3.Connection) -> dict[int, _Concerned]:
    rows = connection.execute(
        "SELECT position, article_id, title, outlet, url, published, added, position IN"
        " (SELECT article FROM changes WHERE kind = ? AND undone IS NULL) FROM articles"
        " WHERE removed IS NULL AND position IN (SELECT first FROM pairs UNION SELECT second FROM pairs)"
        " ORDER BY position",
        (KEEP,),
    )
    made: dict[int, _Concerned] = {}
    for position, key, title, outlet, url, published, added, kept in rows:
        day = dt.date.fromisoformat(published) if published else None
        said = {"title": text_out(title), "outlet": text_out(outlet), "url": text_out(url)}
        article = Article("", article_id=text_out(key), published=day, **said)
        made[position] = _Concerned(article, published or added[:10], bool(kept))
    return made


def _replaced(there: Mapping[int, _Concerned], pairs: Iterable[Pair]) -> dict[int, int]:
    """The earlier versions of articles, and the later version of each that counts."""
    versions: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        if is_version(there[pair.first].article, there[pair.second].article, pair.share):
            versions[pair.first].add(pair.second)
            versions[pair.second].add(pair.first)
    replaced: dict[int, int] = {}
    later: set[int] = set()
    for position in sorted(versions, key=lambda one: (there[one].day, one), reverse=True):
        counting = versions[position] & later
        if counting and not there[position].kept:
            replaced[position] = max(counting, key=lambda one: (there[one].day, one))
        else:
            later.add(position)
    return replaced
