"""What scores are made with, under one fingerprint: scorer, weights, version, targets and speakers."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from analytics.analysis.results import SPEAKERS, TARGETS
from analytics.analysis.run import Run
from analytics.digests import sha256_of
from analytics.errors import StoreError
from analytics.speakers import SpeakerBook, default_book, parse_book
from analytics.stance import DEFAULT_SCORER
from analytics.store.run import begun
from analytics.targets import TargetBook, default_targets

_OWN = ""
"""Stands in the settings for the targets, or speakers, of the program, whichever these are."""


@dataclass(frozen=True)
class Using:
    """What articles are scored with."""

    targets: TargetBook
    speakers: SpeakerBook
    scorer: str

    @cached_property
    def run(self) -> Run:
        """The record of a run with these. Raises ModelError where weights are missing."""
        files = {TARGETS: sha256_of(self.targets.source), SPEAKERS: sha256_of(self.speakers.source)}
        return replace(begun(self.scorer, {}), files=files)

    @cached_property
    def fingerprint(self) -> str:
        """The same for all scores that are made with the same: platform and time are no part of it."""
        return fingerprint(self.run)


def fingerprint(run: Run) -> str:
    """The SHA-256 of what decides how articles are scored."""
    parts = {
        "scorer": run.scorer,
        "version": run.version,
        "weights": run.weights,
        "targets": run.targets,
        "speakers": run.speakers,
    }
    return sha256_of(json.dumps(parts, sort_keys=True).encode("ascii"))


def choose(
    connection: sqlite3.Connection,
    *,
    targets: TargetBook | None = None,
    speakers: SpeakerBook | None = None,
    scorer: str | None = None,
) -> Using:
    """What new scores are made with from now on: what is given, and for the rest what held before.

    The targets, and the speakers, are the program's own, as they are at the time, until some are given. Call it in a
    transaction.
    """
    if targets is not None:
        _set(connection, "targets", _kept(connection, targets.source, default_targets().source))
    if speakers is not None:
        _set(connection, "speakers", _kept(connection, speakers.source, default_book().source))
    if scorer is not None:
        _set(connection, "scorer", scorer)
    return in_force(connection)


def in_force(connection: sqlite3.Connection) -> Using:
    """What new scores are made with. Raises ConfigurationError where a file that was kept cannot be used."""
    settings = dict(connection.execute("SELECT name, value FROM settings"))
    targets, speakers = settings.get("targets", _OWN), settings.get("speakers", _OWN)
    return Using(
        TargetBook.parse(_file(connection, targets), TARGETS) if targets else default_targets(),
        parse_book(_file(connection, speakers), SPEAKERS) if speakers else default_book(),
        settings.get("scorer", DEFAULT_SCORER),
    )


def keep(connection: sqlite3.Connection, using: Using) -> None:
    """See that the run and its files are in the workspace. Call it in a transaction."""
    run = using.run
    for book in (using.targets, using.speakers):
        _kept(connection, book.source, None)
    values = (
        using.fingerprint,
        run.scorer,
        run.version,
        json.dumps(run.weights),
        run.targets,
        run.speakers,
        json.dumps(run.platform),
        run.scored,
    )
    connection.execute("INSERT OR IGNORE INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def latest(connection: sqlite3.Connection) -> tuple[Run | None, Mapping[str, bytes]]:
    """The run that made the newest of the scores, and its targets and speakers by their names in a folder of results;
    None, and no files, where nothing is scored."""
    row = connection.execute(
        "SELECT fingerprint, max(articles.scored) FROM articles JOIN runs ON run = fingerprint WHERE removed IS NULL"
    ).fetchone()
    if row[0] is None:
        return None, {}
    run = _run(connection, row[0])
    files = {TARGETS: _file(connection, run.targets), SPEAKERS: _file(connection, run.speakers)}
    return replace(run, scored=row[1]), {name: data for name, data in files.items() if data}


def recorded(connection: sqlite3.Connection) -> dict[str, Run]:
    """The runs of the workspace by their fingerprints. Raises StoreError where one is no record of a run."""
    keys = [key for (key,) in connection.execute("SELECT fingerprint FROM runs")]
    return {key: _run(connection, key) for key in keys}


def _run(connection: sqlite3.Connection, key: str) -> Run:
    columns = "scorer, begun, version, weights, platform, targets, speakers"
    row = connection.execute(f"SELECT {columns} FROM runs WHERE fingerprint = ?", (key,)).fetchone()  # noqa: S608
    scorer, scored, version, weights, platform, targets, speakers = row
    return Run(
        scorer,
        scored,
        version,
        weights=_object(weights),
        platform=_object(platform),
        files={TARGETS: targets, SPEAKERS: speakers},
    )


def _object(text: str) -> dict[str, Any]:
    try:
        value = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise StoreError(f"the record of a run is damaged: {str(text)[:40]!r} is no JSON object")
    return value


def _set(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", (name, value))


def _kept(connection: sqlite3.Connection, data: bytes, own: bytes | None) -> str:
    """The name under which a file is kept in the workspace; _OWN where it is the program's ``own``."""
    if data == own:
        return _OWN
    key = sha256_of(data)
    connection.execute("INSERT OR IGNORE INTO configurations VALUES (?, ?)", (key, data))
    return key


def _file(connection: sqlite3.Connection, key: str) -> bytes:
    row = connection.execute("SELECT data FROM configurations WHERE sha256 = ?", (key,)).fetchone()
    return bytes(row[0]) if row else b""
