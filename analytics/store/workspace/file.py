"""Opening the file of a workspace: many readers and writers at any time; what is no workspace is told.

The file is in SQLite's WAL mode, in which whoever reads sees one state, and a process that is killed leaves the last
transaction that it had ended. Writers take turns, a transaction at a time, which holds what belongs together and is
short: what is scored is scored before it. So whoever writes must look again, inside the transaction, at what it goes
by. A writer also holds a lock beside the file for as long as it is at work, which the operating system releases when
the process ends, however it ends: it keeps nobody from writing, and tells another writer that there are two.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

from filelock import FileLock, Timeout

from analytics.errors import StoreError
from analytics.store.workspace import schema

_SIDE_FILES = ("", "-wal", "-shm", "-journal", "-lock", "-making")
_BUSY = 60.0  # seconds that SQLite waits for another writer, which may be another program, such as a database browser
_PATIENT = 500  # milliseconds that a transaction waits for another before that is told
_MAGIC = b"SQLite format 3\x00"
_EMPTY = 0


class Connection(sqlite3.Connection):
    """An open workspace; ``waiting`` is called where a transaction has to wait for another writer's."""

    waiting: Callable[[], None] = staticmethod(lambda: None)


def side_files(path: Path) -> list[Path]:
    """The file of a workspace and those that SQLite and the lock keep beside it."""
    path = _real(path)
    return [_side(path, suffix) for suffix in _SIDE_FILES]


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
    """The workspace for a writer, in no transaction; with ``create`` it is made where it is not there.

    ``waiting`` is called once where another writer is at work as well: each transaction then waits for those of the
    other. Raises as :func:`reading`.
    """
    path = _real(path)
    with _told(path), contextlib.ExitStack() as stack:
        with _usable(path):
            if create:
                path.parent.mkdir(parents=True, exist_ok=True)
            if _format(path, missing=create) == _EMPTY and not create:
                raise _no_workspace_yet(path)
            told = _once(waiting, path)
            stack.enter_context(_shown(path, told))
            connection = stack.enter_context(contextlib.closing(_connect(path, "rwc" if create else "rw")))
            with FileLock(_side(path, "-making")):
                _bring_up(connection, path)
            _check(connection, path)
            connection.waiting = told
        yield connection


class Watch:
    """Tells whether a workspace was written meanwhile, by whichever process; any thread may ask.

    It keeps the file open, as SQLite numbers the changes for those who do; close it at the end.
    """

    def __init__(self, path: Path) -> None:
        self._path = _real(path)
        self._lock = Lock()
        self._file: tuple[int, int] | None = None
        self._connection: Connection | None = None
        self._times = 0

    def state(self) -> tuple[int, int]:
        """The same as before for as long as nothing was written. Raises StoreError where the file cannot be read."""
        with self._lock, _told(self._path), _usable(self._path):
            found = self._path.stat()
            if self._connection is None or self._file != (found.st_dev, found.st_ino):
                self._close()
                if _format(self._path) == _EMPTY:
                    raise _no_workspace_yet(self._path)
                self._connection = _connect(self._path, "ro", shared=True)
                self._file = (found.st_dev, found.st_ino)
                self._times += 1
            return self._times, int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Give up the file."""
        with self._lock:
            self._close()

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of the block or nothing of it; where another writer has its turn, this one waits for it."""
    _begin(connection)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself gives up a transaction for which there is no room
            connection.execute("ROLLBACK")
        raise


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA busy_timeout = {_PATIENT}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
            raise
        if isinstance(connection, Connection):
            connection.waiting()
        connection.execute(f"PRAGMA busy_timeout = {_BUSY * 1000:.0f}")
        connection.execute("BEGIN IMMEDIATE")
    else:
        connection.execute(f"PRAGMA busy_timeout = {_BUSY * 1000:.0f}")


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


def _connect(path: Path, mode: str, *, shared: bool = False) -> Connection:
    """A connection in no transaction; ``shared`` where several threads use it, one at a time.

    A workspace on a medium that cannot be written is read as it is.
    """
    connection = _open(path, mode, shared=shared)
    if mode == "ro":
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError:
            connection.close()
            if _beside(path, "-wal") or os.access(path.parent, os.W_OK):
                raise
            connection = _open(path, "ro&immutable=1", shared=shared)
    return connection


def _open(path: Path, mode: str, *, shared: bool = False) -> Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}",
        uri=True,
        timeout=_BUSY,
        isolation_level=None,
        factory=Connection,
        check_same_thread=not shared,
    )
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


def _side(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _beside(path: Path, suffix: str) -> bool:
    """True where a file beside this one holds something."""
    other = _side(path, suffix)
    return other.exists() and other.stat().st_size > 0


@contextlib.contextmanager
def _shown(path: Path, told: Callable[[], None]) -> Iterator[None]:
    """Let other writers see that one is at work; ``told`` is called where one is already."""
    lock = FileLock(_side(path, "-lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        told()
    try:
        yield
    finally:
        lock.release()


def _once(waiting: Callable[[Path], None] | None, path: Path) -> Callable[[], None]:
    """Calls ``waiting`` the first time that it is called."""
    left = [waiting] if waiting is not None else []

    def told() -> None:
        if left:
            left.pop()(path)

    return told
