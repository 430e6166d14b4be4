"""An archive of any files that can be read; nothing of it is written to the disk."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.archives import check, inside, open_archive, take, unpack
from analytics.ingest.fields import Fields
from analytics.ingest.files import README, is_part_of_page, is_readme
from analytics.ingest.model import PARTS_OF_A_PAGE, Found, Item, Limits, Notice
from analytics.ingest.reader import Reader, Session, Source
from analytics.records import Reject

_SUFFIX = ".zip"
_OF_MACS = "__MACOSX"
_OF_OFFICE = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})  # in documents, which are archives, too


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    limits = session.limits
    within = inside(source, limits)
    archive = open_archive(source.data(limit=limits.archive_bytes), files=limits.archive_files)
    entries = [(_path(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
    if any(len(path.parts) > limits.archive_folders for path, _ in entries):
        raise InputError(reasons.UNSAFE, f"folders in folders, more than {limits.archive_folders} deep")
    if any(entry.filename in _OF_OFFICE for _, entry in entries):
        raise InputError(reasons.UNSUPPORTED_TYPE, "a document under an archive's name: call it .docx, .xlsx or .ods")
    entries = sorted((pair for pair in entries if not _is_hidden(pair[0])), key=lambda pair: pair[0])
    if not entries:
        raise InputError(reasons.EMPTY, "an archive without files")
    parts = _parts_of_pages(path for path, _ in entries)
    yield from (Notice(PARTS_OF_A_PAGE, f"{source.name}/{_shown(folder)}") for folder in sorted(parts))
    for path, entry in entries:
        if parts.intersection(path.parents):
            continue
        name = f"{source.name}/{_shown(path)}"
        try:
            _check(entry, path, limits)
            if not take(within.allowance, entry.file_size):
                yield Reject(name, reasons.UNSAFE, "more files or bytes are in it than the bound; the rest is left")
                return
            found = Found(source.path / path, name, _shown(path), unpack(archive, entry), within)
        except InputError as error:
            yield Reject(name, error.reason, error.detail)
        else:
            yield found


def _check(entry: zipfile.ZipInfo, path: PurePosixPath, limits: Limits) -> None:
    """See that an entry is a file among others, within the bounds. Raises InputError."""
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        raise InputError(reasons.UNSAFE, "its name leads out of the archive")
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        raise InputError(reasons.UNSAFE, "a link or a device, not a file")
    if is_readme(path):
        raise InputError(reasons.UNSUPPORTED_TYPE, README)
    limit = limits.archive_bytes if path.suffix.lower() == _SUFFIX else max(limits.file_bytes, limits.document_bytes)
    check(entry, limit=limit, ratio=limits.archive_ratio)


def _path(entry: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(entry.filename.replace("\\", "/"))


def _is_hidden(path: PurePosixPath) -> bool:
    return any((part.startswith(".") and part != "..") or part == _OF_MACS for part in path.parts)


def _parts_of_pages(paths: Iterable[PurePosixPath]) -> set[PurePosixPath]:
    """The folders that a browser saved beside a page."""
    beside: dict[PurePosixPath, set[str]] = {}
    for path in paths:
        for one in (path, *path.parents):
            beside.setdefault(one.parent, set()).add(one.name)
    return {folder for folder in beside if is_part_of_page(folder.name, beside.get(folder.parent, ()))}


def _shown(path: PurePosixPath) -> str:
    """What to call a file in it: on one line."""
    return "".join(char if char.isprintable() else "\ufffd" for char in str(path))


READER = Reader((_SUFFIX,), "an archive of such files", _read)
