"""What was read already, so that an update passes over it: files that are as they were, addresses that were fetched."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from analytics.ingest.files import find_files
from analytics.ingest.model import Found
from analytics.store.workspace.file import transaction
from analytics.store.workspace.rows import place_of, text_out

State = tuple[int, int]
"""Bytes of a file, and when it was last changed, in nanoseconds since 1970."""


def states(paths: Sequence[Path], *, exclude: Collection[Path] = ()) -> dict[Path, State]:
    """The files that these files and folders stand for, as they are now; ask before they are read."""
    return dict(_states(paths, exclude))


def unchanged(connection: sqlite3.Connection, found: Mapping[Path, State]) -> set[Path]:
    """Those of the files that were read before and are as they were."""
    rows = connection.execute("SELECT place, bytes, changed FROM files")
    known = {place: (size, changed) for place, size, changed in rows}
    return {path for path, state in found.items() if known.get(place_of(str(path))) == state}


def remember(connection: sqlite3.Connection, found: Mapping[Path, State]) -> None:
    """Take note that these files were read to their end, as they were when ``found`` was made."""
    with transaction(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
            ((place_of(str(path)), *state) for path, state in found.items()),
        )


def known_keys(connection: sqlite3.Connection) -> frozenset[str]:
    """What the articles that were fetched are known by: their addresses, and how feeds call them."""
    return frozenset(text_out(key) for (key,) in connection.execute("SELECT key FROM keys"))


def _states(paths: Sequence[Path], exclude: Collection[Path]) -> Iterator[tuple[Path, State]]:
    for found in find_files(paths, exclude=exclude):
        if not isinstance(found, Found):
            continue
        try:
            now = found.path.stat()
        except (OSError, ValueError):  # the reader says what is wrong with it
            continue
        yield found.path, (now.st_size, now.st_mtime_ns)
