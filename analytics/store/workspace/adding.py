"""Adding what inputs hold: what the workspace has already is found there, the rest is scored and stored one by one.

Each article is stored with its statements and stances in one transaction, so that an interruption costs the article
that was in work, and adding the same inputs again goes on from there. Others may write between two of these, so what
is there is looked up once more when an article is stored. The outcome is that of one run over all inputs:
articles and rejects stand in the order in which they came.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Protocol

from analytics.analysis.stories import Pair, is_version
from analytics.ingest import Notice, reasons
from analytics.ingest.fields import Fields
from analytics.ingest.model import Notify
from analytics.records import Article, Reject
from analytics.stages import Analysed, analyse_each
from analytics.store.workspace import runs
from analytics.store.workspace.alike import compare, likeness
from analytics.store.workspace.changing import Corrections
from analytics.store.workspace.file import transaction
from analytics.store.workspace.rejects import Rejects, file_of
from analytics.store.workspace.rows import article_at, content_of, insert, place_of, text_in, text_out
from analytics.workers import SECONDS

REPLACED = "earlier version of an article in the same outlet, replaced by a later one"
TEXT_CHANGED = "text changed since it was added: both versions are kept"


class Inputs(Protocol):
    """Articles and rejects, and under which name each article was read, as :func:`read_inputs` gives them.

    Where it has a method ``keys_of``, that gives what an article that was fetched is known by.
    """

    def __iter__(self) -> Iterator[Article | Reject]: ...

    def input_of(self, article: Article, /) -> str:
        """The input of an article that came out of here."""


@dataclass(slots=True)
class Added:
    """How many articles of the inputs were new, were scored again (other metadata, or scores of other targets or
    weights), were there, were there and removed by the user; and what could not be used, by its reason."""

    new: int = 0
    renewed: int = 0
    there: int = 0
    removed: int = 0
    rejected: Counter[str] = field(default_factory=Counter)

    @property
    def used(self) -> int:
        """How many articles the inputs held that can be used."""
        return self.new + self.renewed + self.there + self.removed


def add(
    connection: sqlite3.Connection,
    inputs: Inputs,
    using: runs.Using,
    *,
    workers: int = 0,
    seconds: float = SECONDS,
    notify: Notify = lambda _: None,
    stored: Callable[[Analysed | Reject], None] = lambda _: None,
    pulse: Callable[[], None] | None = None,
    scored: Mapping[str, Analysed] = MappingProxyType({}),
) -> Added:
    """Add what ``inputs`` hold to a workspace that is open for writing.

    ``scored`` holds articles, by their ids, that were scored with the same before and need not be again. ``stored`` is
    called with each article that was scored, and each reject; ``workers``, ``seconds`` and ``pulse`` are
    as :func:`analyse_each` has them. What ``stored`` or ``pulse`` raise ends it, and what is stored by then stays.
    """
    with transaction(connection):
        runs.keep(connection, using)
        compare(connection)  # what an earlier program stored
    adding = _Adding(connection, inputs, using, notify, scored)
    each = analyse_each(
        adding.to_score(),
        targets=using.targets,
        speakers=using.speakers,
        scorer=using.scorer,
        workers=workers,
        seconds=seconds,
        name=adding.name_of,
        pulse=pulse,
    )
    try:
        for one in each:
            adding.store(one)
            stored(one)
        adding.rejects.finish()
    finally:
        each.close()
    return adding.added


@dataclass(frozen=True, slots=True)
class _Pending:
    """An article that is being scored: what its input says of it, its input, and where it stands if it is there."""

    read: Article
    name: str
    position: int | None = None


@dataclass(frozen=True, slots=True)
class _There:
    """What the workspace has in the place of an article, as it was read; ``current`` where its scores are."""

    position: int
    name: str
    place: str
    current: bool
    removed: bool
    article: Article


class _Adding:
    def __init__(
        self,
        connection: sqlite3.Connection,
        inputs: Inputs,
        using: runs.Using,
        notify: Notify,
        scored: Mapping[str, Analysed],
    ) -> None:
        self.added = Added()
        self.rejects = Rejects(connection)
        self._connection, self._inputs, self._notify = connection, inputs, notify
        self._run = using.fingerprint
        self._scored = scored
        self._keys: dict[str, tuple[str, ...]] = {}
        self._keys_of: Callable[[Article], tuple[str, ...]] = getattr(inputs, "keys_of", lambda _: ())
        self._pending: dict[str, _Pending] = {}
        self._changed: set[str] = set()

    def name_of(self, article: Article) -> str:
        """The input of an article that is being scored."""
        return self._pending[article.id].name

    def to_score(self) -> Iterator[Article | Reject]:
        """What is to be scored of the inputs, and what cannot be used."""
        for one in self._inputs:
            if isinstance(one, Reject):
                yield one
                continue
            name = self._inputs.input_of(one)
            self.rejects.saw(name)
            outcome = self._outcome(one, name)
            self._keep_keys(one, outcome)
            ready = self._scored.get(outcome.id) if isinstance(outcome, Article) else None
            if ready is not None and ready.article == outcome:
                self.store(ready)
            elif outcome is not None:
                yield outcome

    def store(self, one: Analysed | Reject) -> None:
        """Keep the result for what :meth:`to_score` gave."""
        if isinstance(one, Reject):
            self.rejects.add(one)
            self.added.rejected[one.reason] += 1
            return
        pending = self._pending.pop(one.article.id)
        now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="microseconds")
        pairs: list[Pair] = []
        with transaction(self._connection):
            self.rejects.flush()
            outcome = self._outcome(pending.read, pending.name)  # another writer may have added it meanwhile
            if isinstance(outcome, Article):
                self._insert(one, outcome, now)
                pairs = compare(self._connection)
        self._tell_versions(pairs)
        if isinstance(outcome, Reject):
            self.store(outcome)

    def _insert(self, one: Analysed, wanted: Article, now: str) -> None:
        pending = self._pending.pop(wanted.id)
        if wanted != one.article:  # another writer has it by now, and knows more of it
            self.added.there += 1
            return
        read, name, position = pending.read, pending.name, pending.position
        insert(self._connection, one, read=read, name=name, run=self._run, now=now, position=position)
        self._note_keys(self._keys.pop(one.article.id, ()), pending.read)
        self.added.new += pending.position is None
        self.added.renewed += pending.position is not None

    def _tell_versions(self, pairs: Sequence[Pair]) -> None:
        """Say where an article is a version of another: one of the two does not count from now on."""
        if any(self._are_versions(pair) for pair in pairs):
            replaced = likeness(self._connection).replaced
            gone = {position for pair in pairs for position in (pair.first, pair.second)} & replaced.keys()
            for position in sorted(gone):
                self._notify(Notice(REPLACED, f"{self._name_at(position)} by {self._name_at(replaced[position])}"))

    def _keep_keys(self, article: Article, outcome: Article | Reject | None) -> None:
        """Take note by what an article is known: at once where it is there, else when it is stored."""
        keys = self._keys_of(article)
        if isinstance(outcome, Article):
            self._keys[outcome.id] = keys
        elif outcome is None and keys:
            with transaction(self._connection):
                self._note_keys(keys, article)

    def _note_keys(self, keys: Sequence[str], article: Article) -> None:
        query = "INSERT OR IGNORE INTO keys SELECT ?, min(position) FROM articles WHERE content = ? OR article_id = ?"
        known_as = content_of(article), text_in(article.id)
        self._connection.executemany(query, ((text_in(key), *known_as) for key in keys))

    def _are_versions(self, pair: Pair) -> bool:
        one, other = (article_at(self._connection, position) for position in (pair.first, pair.second))
        return is_version(one, other, pair.share)

    def _outcome(self, article: Article, name: str) -> Article | Reject | None:
        """The article as it is to be scored, why it cannot be used, or None where it is there.

        What is counted is counted here, and what is to be scored stands in ``_pending`` afterwards.
        """
        place = place_of(name)
        there = self._find("content = ?", content_of(article)) or self._find("article_id = ?", article.id)
        if there is None:
            there = self._in_place(place, article)
        if there is None:
            return self._to_score(_Pending(article, name))
        known = there.article
        if there.place != place and (article.title, article.url) != (known.title, known.url):
            return _duplicate(article, there, name)
        if article.text.split() != known.text.split() or (there.place != place and not _alike(article, known)):
            return _duplicate(article, there, name)
        if there.removed:
            self.added.removed += 1
            return None
        corrected = _corrected(known, article)
        if corrected == known and there.current:
            self.added.there += 1
            return None
        return self._to_score(_Pending(corrected, there.name, there.position))

    def _to_score(self, pending: _Pending) -> Article | Reject:
        article = Corrections(self._connection, pending.position).of(pending.position, pending.read)
        if article.id in self._pending:
            why = f"the same article_id as {self._pending[article.id].name}: {article.id[:80]}"
            return Reject(pending.name, reasons.DUPLICATE, why)
        self._pending[article.id] = pending
        return article

    def _in_place(self, place: str, article: Article) -> _There | None:
        """What was read from the same input before, if its text is the same."""
        rows = [self._there(row) for row in self._rows("place = ?", place)]
        same = [row for row in rows if row.article.text == article.text]
        if rows and not same and file_of(rows[0].name) == rows[0].name and place not in self._changed:
            self._changed.add(place)
            self._notify(Notice(TEXT_CHANGED, rows[0].name))
        return same[0] if same else None

    def _name_at(self, position: int) -> str:
        query = "SELECT input FROM articles WHERE position = ?"
        return text_out(self._connection.execute(query, (position,)).fetchone()[0])

    def _find(self, condition: str, value: str) -> _There | None:
        rows = self._rows(condition, value)
        return self._there(rows[0]) if rows else None

    def _rows(self, condition: str, value: str) -> list[tuple[Any, ...]]:
        columns = "position, input, place, run = ? AND basis = sha256, removed"
        query = f"SELECT {columns} FROM articles WHERE {condition} ORDER BY position"  # noqa: S608 - our own condition
        return self._connection.execute(query, (self._run, value)).fetchall()

    def _there(self, row: tuple[Any, ...]) -> _There:
        position, name, place, current, removed = row
        article = article_at(self._connection, position, read=True)
        return _There(position, text_out(name), place, bool(current), removed is not None, article)


def _alike(one: Article, other: Article) -> bool:
    return (one.outlet, one.published) == (other.outlet, other.published)


def _duplicate(article: Article, there: _There, name: str) -> Reject:
    if content_of(article) == content_of(there.article):
        why = f"the same text, outlet and date as {there.name}"
    else:
        why = f"the same article_id as {there.name}: {article.id[:80]}"
    return Reject(name, reasons.DUPLICATE, why)


def _corrected(known: Article, said: Article) -> Article:
    """The article that is there, with what is said of it now; its id stays, and so does what nobody says any more."""
    now = Fields(said.title, said.outlet, said.published, said.url)
    fields = now.or_else(Fields(known.title, known.outlet, known.published, known.url))
    return replace(known, title=fields.title, outlet=fields.outlet, published=fields.published, url=fields.url)
