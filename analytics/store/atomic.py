"""The files of a run, replaced all at once: whoever reads sees one run or another, whenever a writer is killed.

A run's files are written into a hidden folder of the folder of results and brought to the disk. One rename of that
hidden folder, ``next`` to ``ready``, makes the run the one that is read. Then its files move to their places, run.json
last; where that was interrupted, the next writer goes on with it. A reader takes each file from ``ready`` where it is
still there, else from its place, and compares it with the SHA-256 in run.json; where the run changed meanwhile, it
reads again. One writer at a time holds the lock, which the operating system releases when a process ends, however it
ends.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from analytics.analysis.run import Run
from analytics.digests import sha256_of
from analytics.errors import StoreError
from analytics.regular_file import read_regular
from analytics.store.files import flush_folder, write_through
from analytics.store.own import CONFIGURATION, FAILED, NAMES, looks_own, refuse_foreign
from analytics.store.run import AGAIN, RUN, parsed_run

STATE = ".quoted-stance"
"""The hidden folder: the lock, who holds it, and a run on its way."""

_NEXT, _READY, _LOCK, _HOLDER = "next", "ready", "lock", "holder.json"
_READY_RUN = Path(STATE, _READY, RUN)
_ATTEMPTS = 20  # each but the last was spoilt by a run that was written meanwhile


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the folder for writing, made where it is not there; what an interrupted run left is put right.

    Raises StoreError: another run holds it, it cannot be written, or it holds files that are not a run's.
    """
    state = folder / STATE
    if state.is_symlink():
        raise StoreError(f"{state} is a link, which no run makes: move it away, or name another folder")
    if not state.exists():
        refuse_foreign(folder, folder / _READY_RUN)  # before anything is written there
    with _unwritable(folder):
        folder.mkdir(parents=True, exist_ok=True)
        state.mkdir(exist_ok=True)
        lock = FileLock(state / _LOCK, blocking=False)
        try:
            lock.acquire()
        except Timeout:
            raise StoreError(f"{folder} is being written by {_holder(state)}: wait, or name another") from None
    try:
        with _unwritable(folder):
            _begin(folder)
        yield
    finally:
        with suppress(OSError):
            (state / _HOLDER).unlink()
        lock.release()


def replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Replace the files of a held folder by those of a run, run.json among them. Raises StoreError."""
    state = folder / STATE
    with _unwritable(folder):
        _write_next(state, contents)
        _refuse_late(folder)
        (state / _NEXT).rename(state / _READY)
        flush_folder(state)
        try:
            _put_in_place(folder)
        except KeyboardInterrupt:
            _put_in_place(folder)  # a moment's work; a second interrupt leaves it to the next writer
            raise


def replace_rejects(folder: Path, data: bytes) -> Path:
    """Write the rejects of a run without results into a held folder; returns where. Raises StoreError.

    Results that lie there stay as they are, their rejects among them.
    """
    has_results = any((folder / name).exists() for name in NAMES if name != "rejects.csv")
    path = folder / (FAILED if has_results else "rejects.csv")
    if path.exists() and not looks_own(path):
        raise StoreError(f"{path} was not written by this program, and is not overwritten: move it away")
    with _unwritable(folder):
        _write_next(folder / STATE, {path.name: data})
        (folder / STATE / _NEXT / path.name).replace(path)
        _discard(folder / STATE / _NEXT)
    return path


def read_all(folder: Path) -> tuple[Run | None, dict[str, bytes]]:
    """The run in a folder, None where a version without run.json wrote it, and its files by name.

    All are of one run. Those that are not there are left out, and so are targets and speakers that were changed since.
    Raises StoreError where a file cannot be read, or another is not the one that the run wrote.
    """
    for _ in range(_ATTEMPTS):
        record = _record(folder)
        run = parsed_run(record, folder / RUN) if record is not None else None
        names = (name for name in NAMES if run is None or name in run.files)
        files = {name: data for name in names if (data := _bytes_of(folder, name)) is not None}
        if _record(folder) == record:
            return run, _verified(folder, run, files)
    raise StoreError(f"{folder} is being written again and again: open it when that has ended")


def _verified(folder: Path, run: Run | None, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files that are those of the run; configuration that was changed is left out, as the tables need none."""
    listed = run.files if run else {}
    changed = [name for name, data in files.items() if name in listed and sha256_of(data) != listed[name]]
    if spoilt := [name for name in changed if name not in CONFIGURATION]:
        why = "was changed after the run that wrote it, or is not of the same run as run.json"
        raise StoreError(f"{folder / spoilt[0]} {why}: put the file back, or move it away and {AGAIN}")
    return {name: data for name, data in files.items() if name not in changed}


def _record(folder: Path) -> bytes | None:
    """The run.json that holds now."""
    return _bytes_of(folder, RUN)


def _bytes_of(folder: Path, name: str) -> bytes | None:
    """A file of the run that holds now: on its way, or in its place."""
    for path in (folder / STATE / _READY / name, folder / name):
        try:
            return read_regular(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise StoreError(f"{path} cannot be read: {error.strerror or error}") from error
    return None


def _begin(folder: Path) -> None:
    """What the holder of a folder does first."""
    since = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
    who = {"pid": os.getpid(), "host": socket.gethostname(), "since": since}
    (folder / STATE / _HOLDER).write_text(json.dumps(who), encoding="ascii")
    _discard(folder / STATE / _NEXT)
    refuse_foreign(folder, folder / _READY_RUN)
    if (folder / STATE / _READY).exists():
        _put_in_place(folder)


def _write_next(state: Path, contents: Mapping[str, bytes]) -> None:
    """Bring the files of a run to the disk, where nobody reads them yet."""
    _discard(state / _NEXT)
    try:
        (state / _NEXT).mkdir()
        for name, data in contents.items():
            write_through(state / _NEXT / name, data)
        flush_folder(state / _NEXT)
    except BaseException:
        _discard(state / _NEXT)
        raise


def _put_in_place(folder: Path) -> None:
    """Move the files of a run that is ready to their places, or those that are not there yet."""
    ready = folder / STATE / _READY
    if (ready / RUN).exists():
        listed = parsed_run((ready / RUN).read_bytes(), ready / RUN).files
        for name in NAMES[:-1]:
            if name not in listed:
                (folder / name).unlink(missing_ok=True)  # of the run before
            elif (ready / name).exists():
                (ready / name).replace(folder / name)
        if looks_own(folder / FAILED):  # a run before this one failed
            (folder / FAILED).unlink()
        flush_folder(folder)
        (ready / RUN).replace(folder / RUN)
        flush_folder(folder)
    if ready.exists():
        ready.rmdir()


def _refuse_late(folder: Path) -> None:
    """Look once more, as a user may have put a file there while the run was at work."""
    try:
        refuse_foreign(folder, folder / _READY_RUN)
    except StoreError as error:
        kept = folder / STATE / _NEXT
        raise StoreError(f"{error}; until the next run, what this one wrote lies in {kept}") from error


def _discard(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _holder(state: Path) -> str:
    """Who holds the lock, as far as it is known."""
    try:
        who = json.loads((state / _HOLDER).read_bytes())
        return f"another run (process {who['pid']} on {who['host']}, since {who['since']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another run"


@contextmanager
def _unwritable(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        why = error.strerror or str(error)
        raise StoreError(f"{folder} cannot be written ({why}): name a folder that can, or make room") from error
