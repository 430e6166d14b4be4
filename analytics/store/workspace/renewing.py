"""Scoring anew what is there: where targets, speakers, weights or the program are others than they were."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analytics.records import Article, Reject
from analytics.stages import Analysed, analyse_each
from analytics.store.workspace import runs
from analytics.store.workspace.file import transaction
from analytics.store.workspace.rows import article_at, set_findings, text_out
from analytics.workers import SECONDS


@dataclass(slots=True)
class Renewed:
    """How many articles were scored anew, and how many could not be, which keep the scores that they had."""

    renewed: int = 0
    failed: int = 0


def rescore(
    connection: sqlite3.Connection,
    using: runs.Using,
    *,
    everything: bool = False,
    workers: int = 0,
    seconds: float = SECONDS,
    stored: Callable[[Analysed | Reject], None] = lambda _: None,
    pulse: Callable[[], None] | None = None,
) -> Renewed:
    """Score the articles whose scores are older, or all of them, in a workspace that is open for writing.

    Each is replaced in one transaction, so that an interrupted renewal goes on with the rest when it is run again. The
    other arguments are those of :func:`.adding.add`.
    """
    with transaction(connection):
        runs.keep(connection, using)
    condition = "TRUE" if everything else "(run != ? OR basis != sha256)"
    values = () if everything else (using.fingerprint,)
    query = f"SELECT position, article_id, input FROM articles WHERE removed IS NULL AND {condition} ORDER BY position"  # noqa: S608
    there = {text_out(key): (position, text_out(name)) for position, key, name in connection.execute(query, values)}

    def articles() -> Iterator[Article]:
        yield from (article_at(connection, position) for position, _ in there.values())

    done = Renewed()
    each = analyse_each(
        articles(),
        targets=using.targets,
        speakers=using.speakers,
        scorer=using.scorer,
        workers=workers,
        seconds=seconds,
        name=lambda article: there[article.id][1],
        pulse=pulse,
    )
    try:
        for one in each:
            if isinstance(one, Reject):
                done.failed += 1
            else:
                now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="microseconds")
                position = there[one.article.id][0]
                with transaction(connection):
                    same = article_at(connection, position) == one.article  # another writer may have changed it
                    if same:
                        set_findings(connection, position, one, run=using.fingerprint, now=now)
                done.renewed += same
            stored(one)
    finally:
        each.close()
    return done
