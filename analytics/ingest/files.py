"""The files that a list of files and folders stands for, and their bytes."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.model import Found
from analytics.records import Reject

SUFFIXES = (".txt", ".html", ".htm", ".csv", ".jsonl")


def find_files(paths: Sequence[Path], *, exclude: Collection[Path] = ()) -> Iterator[Found | Reject]:
    """Each file given, and each file in the folders given: recursive, sorted, hidden ones left out.

    ``exclude`` names files and folders that are not input although they lie among it. Links to folders are not
    followed. In a folder a README is not an article.
    """
    shut = frozenset(path.resolve() for path in exclude)
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, path, shut)
        elif path.resolve() not in shut:
            yield _checked(Found(path, str(path), path.name))


def read_bytes(path: Path, *, limit: int) -> bytes:
    """The bytes of a file. Raises InputError: missing, unreadable or too-large."""
    try:
        if not path.exists():
            raise InputError(reasons.MISSING, "there is no such file")
        if not path.is_file():
            raise InputError(reasons.UNREADABLE, "not a regular file")
        with path.open("rb") as stream:
            data = stream.read(limit + 1)
    except OSError as error:
        raise InputError(reasons.UNREADABLE, error.strerror or str(error)) from error
    if len(data) > limit:
        raise InputError(reasons.TOO_LARGE, f"the file is larger than {limit:,} bytes")
    return data


def _in_folder(folder: Path, root: Path, shut: frozenset[Path]) -> Iterator[Found | Reject]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Reject(str(folder), reasons.UNREADABLE, error.strerror or str(error))
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith(".") or path.resolve() in shut:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _in_folder(path, root, shut)
        elif not (entry.is_symlink() and path.is_dir()):
            yield _checked(Found(path, str(path), path.relative_to(root).as_posix()), in_folder=True)


def _checked(found: Found, *, in_folder: bool = False) -> Found | Reject:
    """The file, or a reject where its name says that it is no article."""
    path = found.path
    if in_folder and path.stem.lower() == "readme":
        return Reject(found.name, reasons.UNSUPPORTED_TYPE, "a README is not read as an article")
    if path.suffix.lower() not in SUFFIXES and path.exists():
        read = ", ".join(SUFFIXES)
        return Reject(found.name, reasons.UNSUPPORTED_TYPE, f"{path.suffix or 'no suffix'}: read are {read}")
    return found
