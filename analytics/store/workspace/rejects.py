"""What could not be used, in the order in which it came; what was said of an input goes once it is read anew."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter

from analytics.records import Reject
from analytics.store.workspace.file import transaction
from analytics.store.workspace.rows import text_in, text_out

_AT_ONCE = 200  # rejects that are kept in memory, as bringing each to the disk would take long
_ROW = re.compile(r":\d+\Z")

_Key = tuple[str, str, str, int]


class Rejects:
    """The rejects of one reading of inputs."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._times: Counter[Reject] = Counter()
        self._waiting: list[_Key] = []
        self._files: set[str] = set()

    def saw(self, name: str) -> None:
        """Take note that an input was read."""
        self._files.add(file_of(name))

    def add(self, reject: Reject) -> None:
        """Keep a reject, soon."""
        self.saw(reject.input)
        self._waiting.append((reject.input, reject.reason, reject.detail, self._times[reject]))
        self._times[reject] += 1
        if len(self._waiting) >= _AT_ONCE:
            with transaction(self._connection):
                self.flush()

    def flush(self) -> None:
        """Keep what waits, in a transaction of the caller; what is there stays in its place."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO rejects (input, reason, detail, time) VALUES (?, ?, ?, ?)",
            [(text_in(name), text_in(reason), text_in(detail), time) for name, reason, detail, time in self._waiting],
        )
        self._waiting.clear()

    def finish(self) -> None:
        """All inputs were read: what was said of them before, and is not said any more, goes."""
        with transaction(self._connection):
            self.flush()
            rows = self._connection.execute("SELECT position, input, reason, detail, time FROM rejects").fetchall()
            gone = [(position,) for position, *values in rows if self._is_gone(*values)]
            self._connection.executemany("DELETE FROM rejects WHERE position = ?", gone)

    def _is_gone(self, name: object, reason: object, detail: object, time: int) -> bool:
        reject = Reject(text_out(name), text_out(reason), text_out(detail))
        return file_of(reject.input) in self._files and time >= self._times[reject]


def file_of(name: str) -> str:
    """The file that an input is, or is a row of (``path:line``)."""
    return _ROW.sub("", name)


def stored_rejects(connection: sqlite3.Connection) -> list[Reject]:
    """All rejects, in their order. Raises StoreError where one is no text."""
    rows = connection.execute("SELECT input, reason, detail FROM rejects ORDER BY position")
    return [Reject(*map(text_out, row)) for row in rows]
