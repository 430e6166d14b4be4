"""The files that a list of files and folders stands for, and their bytes."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.model import Found
from analytics.records import Reject
from analytics.regular_file import read_regular

_REASONS = {errno.ENOENT: reasons.MISSING, errno.ENOTDIR: reasons.MISSING, errno.EFBIG: reasons.TOO_LARGE}


def find_files(
    paths: Sequence[Path | str], *, exclude: Collection[Path] = (), names: Mapping[Path, str] | None = None
) -> Iterator[Found | Reject]:
    """Each file given, and each file in the folders given: recursive, sorted, hidden ones left out.

    ``exclude`` names files and folders that are not input although they lie among it. Links to folders are not
    followed. In a folder a README is not an article. ``names`` says what to call files that do not bear their own.
    """
    shut = frozenset(map(real_path, exclude))
    for given in paths:
        path = Path(given)
        if given == "":
            yield Reject("", reasons.MISSING, "an empty name; write . for the folder that you are in")
        elif _is_folder(path):
            yield from _in_folder(path, shut)
        elif real_path(path) not in shut:
            name = (names or {}).get(path)
            yield Found(path, name or str(path), name or path.name)


def read_bytes(path: Path, *, limit: int) -> bytes:
    """The bytes of a file. Raises InputError: missing, unreadable or too-large."""
    try:
        return read_regular(path, limit=limit)
    except FileNotFoundError as error:
        raise InputError(reasons.MISSING, "there is no such file") from error
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, reasons.UNREADABLE)
        raise InputError(reason, error.strerror or str(error)) from error


def real_path(path: Path) -> Path:
    """The path without links, as far as it can be followed: a loop of links or an impossible name stays."""
    try:
        return Path(os.path.realpath(path))
    except ValueError:  # a NUL in the name
        return path


def _in_folder(root: Path, shut: frozenset[Path]) -> Iterator[Found | Reject]:
    """Its files, depth first; a stack of what is left, so that no depth of folders is too deep."""
    left = [root]
    while left:
        path = left.pop()
        if path != root and not _is_folder(path):
            yield _unless_readme(Found(path, str(path), path.relative_to(root).as_posix()))
            continue
        try:
            entries = sorted(path.iterdir(), reverse=True)
        except OSError as error:
            yield Reject(str(path), reasons.UNREADABLE, error.strerror or str(error))
            continue
        left += (entry for entry in entries if _is_input(entry, shut))


def _is_input(path: Path, shut: frozenset[Path]) -> bool:
    """True where something in a folder is to be read: not hidden, not excluded, no link to a folder."""
    if path.name.startswith(".") or real_path(path) in shut:
        return False
    return not (os.path.islink(path) and _is_folder(path))  # noqa: PTH114 - as in _is_folder


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a name is too long or nothing is permitted


def _unless_readme(found: Found) -> Found | Reject:
    """The file, or a reject where its name says that it is about the others."""
    if found.path.stem.lower() == "readme":
        return Reject(found.name, reasons.UNSUPPORTED_TYPE, "a README is not read as an article")
    return found
