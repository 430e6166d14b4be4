"""The metadata file: a CSV that gives outlet, date, title and url for files that do not say them.

Columns ``file`` (needed), ``outlet``, ``published``, ``title``, ``url``; further ones are left alone. ``file`` is a
path relative to the folder that is read or to the metadata file, or a base name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from analytics.errors import ConfigurationError, InputError
from analytics.ingest.decode import decode
from analytics.ingest.delimited import BrokenRow, Row, rows
from analytics.ingest.fields import Fields, fields_of
from analytics.ingest.files import read_bytes
from analytics.ingest.model import METADATA_AMBIGUOUS, METADATA_UNUSED, Found, Limits, Notice


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a metadata file says, by the name that it gives each file; ``used`` counts the files for each name."""

    folder: Path | None = None
    by_file: dict[str, Fields] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)

    def look_up(self, found: Found) -> Fields | None:
        """What is said of a file: its longest name first. None where no row names it."""
        for name in self._names(found):
            if name in self.by_file:
                self.used[name] = self.used.get(name, 0) + 1
                return self.by_file[name]
        return None

    def notices(self) -> Iterator[Notice]:
        """Rows that named no file, or several: to be asked when all files have been looked up."""
        for name in self.by_file:
            count = self.used.get(name, 0)
            if count != 1:
                yield Notice(METADATA_AMBIGUOUS if count else METADATA_UNUSED, name)

    def _names(self, found: Found) -> Iterator[str]:
        yield found.path.as_posix()
        if self.folder is not None and found.path.resolve().is_relative_to(self.folder):
            yield found.path.resolve().relative_to(self.folder).as_posix()
        yield found.relative
        yield found.path.name


def load_metadata(path: Path, *, limits: Limits) -> Metadata:
    """Read a metadata file. Raises ConfigurationError with the file, the line and what was expected."""
    try:
        text = decode(read_bytes(path, limit=limits.file_bytes))
    except InputError as error:
        raise ConfigurationError(path, 0, f"cannot be read as metadata: {error}") from error
    read = rows(text)
    header = _header(path, next(read, None))
    by_file: dict[str, Fields] = {}
    for row in read:
        name, fields = _entry(path, header, row)
        if name in by_file:
            raise ConfigurationError(path, row.line, f"{name} is named a second time; one row for each file")
        by_file[name] = fields
    return Metadata(path.resolve().parent, by_file)


def _header(path: Path, row: Row | BrokenRow | None) -> tuple[str, ...]:
    if not isinstance(row, Row):
        raise ConfigurationError(path, 1, "expected a header: file,outlet,published,title,url")
    header = tuple(cell.strip().lower() for cell in row.cells)
    if "file" not in header or len(set(header)) != len(header):
        found = ", ".join(header)[:80]
        raise ConfigurationError(path, row.line, f"expected file,outlet,published,title,url; found {found}")
    return header


def _entry(path: Path, header: tuple[str, ...], row: Row | BrokenRow) -> tuple[str, Fields]:
    if isinstance(row, BrokenRow):
        raise ConfigurationError(path, row.line, row.detail)
    if len(row.cells) != len(header):
        raise ConfigurationError(path, row.line, f"expected {len(header)} cells, found {len(row.cells)}")
    values = dict(zip(header, row.cells, strict=True))
    name = values["file"].strip()
    if not name:
        raise ConfigurationError(path, row.line, "expected a file name in the column file")
    try:
        return PurePath(name).as_posix(), fields_of(values)
    except InputError as error:
        raise ConfigurationError(path, row.line, error.detail) from error
