"""What the user changes: metadata, outlets that are one, articles that do not belong; all of it can be undone.

A change is a row of the table ``changes``. What counts of an article is what its input says, with the changes that hold
applied to it in their order, so that it makes no difference when an article is read or scored again, and undoing a
change leaves all others as they are. A merge holds for articles that come later, too.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from analytics.errors import StoreError
from analytics.ingest.dates import is_believed
from analytics.records import Article
from analytics.store.workspace.file import transaction
from analytics.store.workspace.rows import article_at, set_article, text_in, text_out

FIELDS = ("title", "outlet", "published")
"""What of an article can be changed."""

EDIT, MERGE, REMOVE, KEEP = KINDS = ("edit", "merge", "remove", "keep")


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the user: ``made`` and ``undone`` are ISO date and time in UTC, ``undone`` "" while it holds.

    ``article_id`` is "" for a merge, of which ``before`` is the outlet that is ``after``.
    """

    step: int
    made: str
    kind: str
    article_id: str
    field: str
    before: str
    after: str
    undone: str

    def in_words(self) -> str:
        """What was changed, in a line."""
        if self.kind == MERGE:
            return f"merge of {self.before} into {self.after}"
        if self.kind == REMOVE:
            return f"removal of {self.article_id}"
        if self.kind == KEEP:
            return f"{self.article_id} counts whatever comes later"
        return f"{self.field} of {self.article_id}: {self.before or 'unknown'} -> {self.after or 'unknown'}"


class Corrections:
    """The changes of metadata that hold, of all articles or of one, to be applied to what inputs say."""

    def __init__(self, connection: sqlite3.Connection, position: int | None, *, everything: bool = False) -> None:
        self._merges: list[_Merge] = []
        self._edits: dict[int, list[_Edit]] = defaultdict(list)
        rows = connection.execute(
            "SELECT position, kind, article, field, before, after FROM changes"
            " WHERE undone IS NULL AND kind NOT IN (?, ?) AND (? OR article IS NULL OR article = ?) ORDER BY position",
            (REMOVE, KEEP, everything, position),
        )
        for place, kind, article, field, before, after in rows:
            if kind == MERGE:
                self._merges.append(_Merge(place, text_out(before), text_out(after)))
            elif kind == EDIT and field in FIELDS:
                self._edits[article].append(_Edit(place, field, text_out(after)))
            else:
                raise StoreError(f"change {place} is damaged: there is no {str(kind)[:20]} of {str(field)[:20]}")

    def concern(self, position: int, outlet: object) -> bool:
        """True where the changes may make another of an article whose input names this outlet."""
        return position in self._edits or any(merge.outlet == text_out(outlet) for merge in self._merges)

    def of(self, position: int | None, read: Article) -> Article:
        """What counts of the article at a position, None where it is new. Raises StoreError where a date is none."""
        article = read
        edits = () if position is None else self._edits.get(position, ())
        for change in sorted((*edits, *self._merges), key=lambda one: one.place):
            article = change.applied(article)
        return article


@dataclass(frozen=True, slots=True)
class _Merge:
    place: int
    outlet: str
    into: str

    def applied(self, article: Article) -> Article:
        return replace(article, outlet=self.into) if article.outlet == self.outlet else article


@dataclass(frozen=True, slots=True)
class _Edit:
    place: int
    field: str
    value: str

    def applied(self, article: Article) -> Article:
        if self.field == "published":
            return replace(article, published=_day(self.value))
        return replace(article, title=self.value) if self.field == "title" else replace(article, outlet=self.value)


def edit(connection: sqlite3.Connection, names: Collection[str], values: Mapping[str, str]) -> int:
    """Correct FIELDS of articles, named by id or input, all or none; returns the number of articles that changed.

    ``values`` may hold any of FIELDS, ``published`` as ISO date, "" for what is not known. Raises StoreError where
    there is no article of a name, or a date cannot be that of an article.
    """
    given = {field: " ".join(value.split()) for field, value in values.items()}
    day = _day(given.get("published", ""))
    if day is not None and not is_believed(day):
        raise StoreError(f"{day} is before 1800 or in the future: no article was published then")
    with transaction(connection):
        step = _Step(connection)
        changed = 0
        for position in dict.fromkeys(one for name in names for one in _named(connection, name)):
            article = article_at(connection, position)
            now = {"title": article.title, "outlet": article.outlet, "published": str(article.published or "")}
            other = {field: value for field, value in given.items() if now[field] != value}
            for field, value in other.items():
                step.add(EDIT, position, field, now[field], value)
            changed += bool(other)
        _apply(connection)
    return changed


def merge_outlets(connection: sqlite3.Connection, outlets: Iterable[str], into: str) -> int:
    """Say that outlets are one, which is called ``into``; returns how many articles that changes by now.

    Raises StoreError where there is no article of an outlet, or none of them has another name.
    """
    name = " ".join(into.split())
    wanted = [one for one in dict.fromkeys(outlets) if one != name]
    if not name or not wanted:
        raise StoreError(f"an outlet cannot be merged into {into!r}: name another")
    with transaction(connection):
        there = outlets_of(connection)
        if lacking := [one for one in wanted if one not in there or not one]:
            raise StoreError(f"there is no article of the outlet {lacking[0]!r}; `outlets` lists them")
        step = _Step(connection)
        for one in wanted:
            step.add(MERGE, None, "outlet", one, name)
        return _apply(connection)


def remove(connection: sqlite3.Connection, names: Collection[str], *, undo: bool = False) -> int:
    """Remove articles by their id or by the input that they were read from, all or none; returns how many.

    They stay in the file, so that ``undo`` brings them back, and adding their input again does not. Raises StoreError
    where there is none of a name.
    """
    with transaction(connection):
        step = _Step(connection)
        positions = [one for name in names for one in _named(connection, name, removed=undo)]
        for position in dict.fromkeys(positions):
            if undo:
                condition = "kind = ? AND article = ? AND undone IS NULL"
                connection.execute(f"UPDATE changes SET undone = ? WHERE {condition}", (step.now, REMOVE, position))  # noqa: S608
            else:
                step.add(REMOVE, position)
        _apply(connection)
    return len(dict.fromkeys(positions))


def keep(connection: sqlite3.Connection, names: Collection[str]) -> int:
    """Say of articles, by id or input, that they count although later versions of them are there; returns how many.

    Raises StoreError where there is none of a name.
    """
    with transaction(connection):
        step = _Step(connection)
        positions = dict.fromkeys(one for name in names for one in _named(connection, name))
        for position in positions:
            step.add(KEEP, position)
    return len(positions)


def undo(connection: sqlite3.Connection, step: int | None = None) -> list[Change]:
    """Undo the changes of a step, by default of the last that holds; returns them.

    Raises StoreError where none does.
    """
    with transaction(connection):
        if step is None:
            (step,) = connection.execute("SELECT max(step) FROM changes WHERE undone IS NULL").fetchone()
        holding = [one for one in changes(connection) if one.step == step and not one.undone]
        if not holding:
            raise StoreError("there is no change to undo" if step is None else f"no change of step {step} holds")
        connection.execute("UPDATE changes SET undone = ? WHERE step = ? AND undone IS NULL", (_now(), step))
        _apply(connection)
    return holding


def changes(connection: sqlite3.Connection) -> list[Change]:
    """All changes, in their order, undone ones among them."""
    rows = connection.execute(
        "SELECT step, made, kind, article_id, field, before, after, undone FROM changes"
        " LEFT JOIN articles ON article = articles.position ORDER BY changes.position"
    )
    return [Change(step, *(text_out(value if value is not None else "") for value in more)) for step, *more in rows]


def outlets_of(connection: sqlite3.Connection) -> dict[str, int]:
    """How many articles each outlet has, removed ones left out; "" stands for an unknown outlet."""
    rows = connection.execute(
        "SELECT outlet, count(*) FROM articles WHERE removed IS NULL GROUP BY outlet ORDER BY count(*) DESC, outlet"
    )
    return {text_out(outlet): count for outlet, count in rows}


def unapplied(connection: sqlite3.Connection) -> Iterator[str]:
    """The ids of articles that do not say what the changes make of them, or are removed without a change."""
    for position, article in _differing(connection):
        yield f"{article.id} (row {position})"
    condition = "(removed IS NOT NULL) != (position IN (SELECT article FROM changes WHERE kind = ? AND undone IS NULL))"
    for (key,) in connection.execute(f"SELECT article_id FROM articles WHERE {condition}", (REMOVE,)):  # noqa: S608
        yield text_out(key)


class _Step:
    """The changes of one command."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.now = _now()
        self._connection = connection
        (self._number,) = connection.execute("SELECT coalesce(max(step), 0) + 1 FROM changes").fetchone()

    def add(self, kind: str, position: int | None, field: str = "", before: str = "", after: str = "") -> None:
        values = (self._number, self.now, kind, position, field, text_in(before), text_in(after))
        self._connection.execute(
            "INSERT INTO changes (step, made, kind, article, field, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)", values
        )


def _apply(connection: sqlite3.Connection) -> int:
    """See that every article says what the changes make of it; returns of how many the metadata are others now."""
    changed = list(_differing(connection))
    for position, article in changed:
        set_article(connection, position, article)
    connection.execute(
        "UPDATE articles SET removed = (SELECT min(made) FROM changes"
        " WHERE kind = ? AND article = articles.position AND undone IS NULL)"
        " WHERE removed IS NOT NULL OR position IN (SELECT article FROM changes WHERE kind = ?)",
        (REMOVE, REMOVE),
    )
    return len(changed)


def _differing(connection: sqlite3.Connection) -> Iterator[tuple[int, Article]]:
    """The articles, as they should be, that are not what the changes make of them."""
    corrections = Corrections(connection, None, everything=True)
    rows = connection.execute(
        "SELECT position, title, outlet, published, read_title, read_outlet, read_published FROM articles"
    ).fetchall()
    for position, *values in rows:
        counts, read = values[:3], values[3:]
        if counts != read or corrections.concern(position, read[1]):
            wanted = corrections.of(position, article_at(connection, position, read=True))
            if wanted != article_at(connection, position):
                yield position, wanted


def _named(connection: sqlite3.Connection, name: str, *, removed: bool = False) -> list[int]:
    """The positions of the articles with this id or input. Raises StoreError where there is none."""
    gone = "NOT NULL" if removed else "NULL"
    query = f"SELECT position FROM articles WHERE removed IS {gone} AND ? IN (article_id, input)"  # noqa: S608
    found = [position for (position,) in connection.execute(query, (text_in(name),))]
    if not found:
        where = "removed article" if removed else "article"
        raise StoreError(f"there is no {where} with the id or the input {name!r}; `list` shows all")
    return found


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise StoreError(f"{text[:40]!r} is no date YYYY-MM-DD") from error


def _now() -> str:
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="microseconds")
