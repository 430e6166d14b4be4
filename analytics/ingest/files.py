"""The files that a list of files and folders stands for, and their bytes."""

from __future__ import annotations

import errno
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.model import PARTS_OF_A_PAGE, Found, Notice
from analytics.records import Reject
from analytics.regular_file import read_regular

README = "a README is not read as an article"
_PAGES = (".html", ".htm", ".xhtml", ".HTML", ".HTM")
_PARTS_OF_PAGES = tuple(
    """
    _files .files _fichiers -Dateien _archivos _arquivos _ficheiros _bestanden -filer _file _pliki _soubory _elemei
    _tiedostot _dosyalar _datoteke _fajlovi _fitxers _fitxategiak _failid _fails _bylos
    """.split()
)
"""How browsers end the name of the folder beside a page, in their languages."""
_REASONS = {errno.ENOENT: reasons.MISSING, errno.ENOTDIR: reasons.MISSING, errno.EFBIG: reasons.TOO_LARGE}


def find_files(
    paths: Sequence[Path | str], *, exclude: Collection[Path] = (), names: Mapping[Path, str] | None = None
) -> Iterator[Found | Reject | Notice]:
    """Each file given, and each file in the folders given: recursive, sorted, hidden ones left out.

    ``exclude`` names files and folders that are not input although they lie among it. Links to folders are not
    followed. In a folder a README is not an article, nor is what a browser saved beside a page, which is told.
    ``names`` says what to call files that do not bear their own.
    """
    shut = frozenset(map(real_path, exclude))
    beside: dict[Path, set[str]] = {}
    for path in map(Path, paths):
        beside.setdefault(path.parent, set()).add(path.name)
    for given in paths:
        path = Path(given)
        if given == "":
            yield Reject("", reasons.MISSING, "an empty name; write . for the folder that you are in")
        elif _is_folder(path) and is_part_of_page(path.name, beside[path.parent]):
            yield Notice(PARTS_OF_A_PAGE, str(path))
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


def is_part_of_page(folder: str, beside: Collection[str]) -> bool:
    """True where a folder holds what a browser saved of a page that lies ``beside`` it: style sheets, frames, scripts.

    Both are names without a path; ``beside`` is what else lies in the same folder.
    """
    stem = next((folder.removesuffix(end) for end in _PARTS_OF_PAGES if folder.endswith(end)), "")
    return bool(stem) and any(f"{stem}{suffix}" in beside for suffix in _PAGES)


def is_readme(path: PurePath) -> bool:
    """True where the name of a file says that it is about the others."""
    return path.stem.lower() == "readme"


def _in_folder(root: Path, shut: frozenset[Path]) -> Iterator[Found | Reject | Notice]:
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
        beside = {entry.name for entry in entries}
        for entry in entries:
            if not _is_input(entry, shut):
                continue
            if is_part_of_page(entry.name, beside) and _is_folder(entry):
                yield Notice(PARTS_OF_A_PAGE, str(entry))
            else:
                left.append(entry)


def _is_input(path: Path, shut: frozenset[Path]) -> bool:
    """True where something in a folder is to be read: not hidden, not excluded, no link to a folder."""
    if path.name.startswith(".") or real_path(path) in shut:
        return False
    return not (os.path.islink(path) and _is_folder(path))  # noqa: PTH114 - as in _is_folder


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - Path.is_dir raises where a name is too long or nothing is permitted


def _unless_readme(found: Found) -> Found | Reject:
    """The file, or a reject where its name says that it is about the others."""
    return Reject(found.name, reasons.UNSUPPORTED_TYPE, README) if is_readme(found.path) else found
