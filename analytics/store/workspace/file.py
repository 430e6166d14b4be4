"""Opening the file of a workspace: many readers at any time, one writer; what is no workspace is told.

The file is in SQLite's WAL mode, in which whoever reads sees one state, and a process that is killed leaves the last
transaction that it had ended. A writer also holds a lock beside the file for as long as it is at work, which the
operating system releases when the process ends, however it ends; another writer waits for it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from analytics.errors import StoreError
from analytics.store.workspace import schema

_SIDE_FILES = ("", "-wal", "-shm", "-journal", "-lock")
_BUSY = 60.0  # seconds that SQLite waits for another program that writes, such as a database browser
_MAGIC = b"SQLite format 3\x00"
_EMPTY = 0


def side_files(path: Path) -> list[Path]:
    """The file of a workspace and those that SQLite and the lock keep beside it."""
    path = _real(path)
    return [path.with_name(path.name + suffix) for suffix in _SIDE_FILES]


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The workspace as it is now, for reading: what is written meanwhile is not seen.

    A file of an earlier format is brought to this one first. Raises StoreError where there is no workspace, where the
    file is another's, newer or damaged, also of errors of SQLite in the block.
    """
    path = _real(path)
    with _told(path), contextlib.ExitStack() as stack:
        with _usable(path):
            found = _format(path)
            if found == _EMPTY:
                raise _no_workspace_yet(path)
            if found < schema.newest():
                with writing(path):
                    pass
            connection = stack.enter_context(contextlib.closing(_connect(path, "ro")))
            connection.execute("BEGIN")
            _check(connection, path)
        yield connection


@contextlib.contextmanager
def writing(
    path: Path, *, create: bool = False, waiting: Callable[[Path], None] | None = None
) -> Iterator[sqlite3.Connection]:
    """The workspace for the one writer, in no transaction; with ``create`` it is made where it is not there.

    ``waiting`` is called once where another writer is at work, which is then waited for. Raises as :func:`reading`.
    """
    path = _real(path)
    with _told(path), contextlib.ExitStack() as stack:
        with _usable(path):
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            if _format(path, missing=create) == _EMPTY and not create:
                raise _no_workspace_yet(path)
            stack.enter_context(_alone(path, waiting))
            connection = stack.enter_context(contextlib.closing(_connect(path, "rwc" if create else "rw")))
            _bring_up(connection, path)
            _check(connection, path)
        yield connection


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself gives up a transaction for which there is no room
            connection.execute("ROLLBACK")
        raise


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns what SQLite says of the file into a StoreError that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        why = f"{path} cannot be used ({error})"
        raise StoreError(f"{why}: see that there is room and that no other program holds it") from error
    except sqlite3.DatabaseError as error:
        raise damaged(path, str(error)) from error


@contextlib.contextmanager
def _usable(path: Path) -> Iterator[None]:
    """Likewise for what the system says while the file is opened."""
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path} cannot be used: {error.strerror or error}") from error


def _no_workspace_yet(path: Path) -> StoreError:
    return StoreError(f"{path} is no workspace yet: `add` makes one")


def damaged(path: Path, why: str) -> StoreError:
    """The error for a workspace whose content is not as it must be."""
    return StoreError(f"{path} is damaged ({why}): put back a copy of it, or make it anew from the articles with `add`")


def _real(path: Path) -> Path:
    """The path without links, so that the files beside it, and the lock, are the same whatever it is called."""
    try:
        return Path(os.path.realpath(path))
    except ValueError as error:  # a NUL in the name
        raise StoreError(f"{str(path)!r}: no file can have this name") from error


def _format(path: Path, *, missing: bool = False) -> int:
    """The format of the file, without changing it; _EMPTY where it holds nothing, or with ``missing`` is not there."""
    try:
        mode, size = path.stat().st_mode, path.stat().st_size
    except FileNotFoundError:
        if missing:
            return _EMPTY
        raise StoreError(f"{path}: there is no such workspace; `add` makes one") from None
    if stat.S_ISDIR(mode):
        raise StoreError(f"{path} is a folder; a workspace is one file")
    if not stat.S_ISREG(mode):
        raise StoreError(f"{path} is a device, a pipe or a socket; a workspace is an ordinary file")
    if not size and not _beside(path, "-wal"):
        return _EMPTY
    with path.open("rb") as stream:
        if size and stream.read(len(_MAGIC)) != _MAGIC:
            raise StoreError(f"{path} is not a workspace, and stays as it is: name another file")
    with contextlib.closing(_connect(path, "ro")) as connection:
        return _known_format(connection, path)


def _known_format(connection: sqlite3.Connection, path: Path) -> int:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    found = schema.format_of(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application == found == tables == 0:
        return _EMPTY
    if application != schema.APPLICATION_ID:
        raise StoreError(f"{path} is a database of another program, and stays as it is: name another file")
    if found > schema.newest():
        raise StoreError(
            f"{path} was written by a newer version of this program (format {found}, and this one reads"
            f" {schema.newest()}): install that version"
        )
    if found < 1:
        raise damaged(path, "it names no format")
    return found


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    """A connection in no transaction. A workspace on a medium that cannot be written is read as it is."""
    connection = _open(path, mode)
    if mode == "ro":
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            if _beside(path, "-wal") or os.access(path.parent, os.W_OK):
                raise
            connection = _open(path, "ro&immutable=1")
    return connection


def _open(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=_BUSY, isolation_level=None)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.execute("PRAGMA synchronous = FULL")  # what is committed outlives a power cut, too
    except BaseException:
        connection.close()
        raise
    return connection


def _bring_up(connection: sqlite3.Connection, path: Path) -> None:
    """See that the file is in WAL mode and of the newest format; of one of an earlier format a copy is kept."""
    connection.execute("PRAGMA journal_mode = WAL")
    found = _known_format(connection, path)
    if found == schema.newest():
        return
    if found != _EMPTY:
        _keep_copy(connection, path.with_name(f"{path.name}.format-{found}"))
    with transaction(connection):
        schema.migrate(connection)


def _keep_copy(connection: sqlite3.Connection, to: Path) -> None:
    """A copy of the whole file, made beside it and then renamed, so that it is there whole or not at all."""
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(part)) as copy:
        connection.backup(copy)
    part.replace(to)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if wrong := schema.differences(connection):
        raise damaged(path, f"{wrong[0]} is missing, was changed or does not belong there")


def _beside(path: Path, suffix: str) -> bool:
    """True where a file beside this one holds something."""
    other = path.with_name(path.name + suffix)
    return other.exists() and other.stat().st_size > 0


@contextlib.contextmanager
def _alone(path: Path, waiting: Callable[[Path], None] | None) -> Iterator[None]:
    lock = FileLock(path.with_name(path.name + "-lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        if waiting is not None:
            waiting(path)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
