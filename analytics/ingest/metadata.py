"""The metadata file: a CSV that gives outlet, date, title and url for files that do not say them.

Columns ``file`` (needed), ``outlet``, ``published``, ``title``, ``url``; further ones are left alone. ``file`` is a
path relative to the folder that is read or to the metadata file, or a base name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from analytics.errors import ConfigurationError, InputError
from analytics.ingest.fields import Fields, fields_of
from analytics.ingest.files import real_path
from analytics.ingest.model import METADATA_AMBIGUOUS, METADATA_UNUSED, Asked, Found, Limits, Notice
from analytics.ingest.reader import Session, Source
from analytics.ingest.table import Table, Values, rows_of_text, table_of

_COLUMNS = ("file", "outlet", "published", "title", "url")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a metadata file says, by the name that it gives each file; ``used`` counts the files for each name."""

    folder: Path | None = None
    by_file: dict[str, Fields] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    doubts: tuple[Notice, ...] = ()

    def look_up(self, found: Found) -> Fields | None:
        """What is said of a file: its longest name first. None where no row names it."""
        for name in self._names(found):
            if name in self.by_file:
                self.used[name] = self.used.get(name, 0) + 1
                return self.by_file[name]
        return None

    def notices(self) -> Iterator[Notice]:
        """Rows in doubt, and those that named no file, or several: to be asked when all files have been looked up."""
        yield from self.doubts
        for name in self.by_file:
            count = self.used.get(name, 0)
            if count != 1:
                yield Notice(METADATA_AMBIGUOUS if count else METADATA_UNUSED, name)

    def _names(self, found: Found) -> Iterator[str]:
        if found.name == str(found.path):  # else the file only lies there for a while
            yield found.path.as_posix()
            real = real_path(found.path)
            if self.folder is not None and real.is_relative_to(self.folder):
                yield real.relative_to(self.folder).as_posix()
        yield found.relative
        yield PurePath(found.relative).name


def load_metadata(path: Path, *, limits: Limits, asked: Asked = Asked()) -> Metadata:  # noqa: B008 - frozen
    """Read a metadata file. Raises ConfigurationError with the file, the line and what was expected."""
    session = Session(limits, asked)
    try:
        text, notices = Source(path, str(path)).text(limit=limits.file_bytes)
    except InputError as error:
        raise ConfigurationError(path, 0, f"cannot be read as metadata: {error}") from error
    rows = rows_of_text(text, session)
    try:
        table = table_of(rows, session, needed="file", fields=_COLUMNS)
    except InputError as error:
        expected = f"expected {','.join(_COLUMNS)}; found {error.detail}"
        raise ConfigurationError(path, rows[0].line if rows else 1, expected) from error
    entries = _entries(path, table)
    dates = table.dates(asked.order)
    by_file: dict[str, Fields] = {}
    doubts = [*notices, *([Notice(table.guessed, str(path))] if table.guessed else [])]
    for line, name, values in entries:
        if name in by_file:
            raise ConfigurationError(path, line, f"{name} is named a second time; one row for each file")
        by_file[name], kinds = fields_of(values, dates)
        doubts += (Notice(kind, f"{path}:{line}") for kind in kinds)
    return Metadata(real_path(path).parent, by_file, doubts=tuple(doubts))


def _entries(path: Path, table: Table) -> list[tuple[int, str, Values]]:
    """The line of each row, the file that it names, and its cells. Raises ConfigurationError."""
    entries = []
    for line, values in table.rows:
        if isinstance(values, InputError):
            raise ConfigurationError(path, line, values.detail) from values
        name = values["file"].strip()
        if not name:
            raise ConfigurationError(path, line, "expected a file name in the column file")
        entries.append((line, PurePath(name).as_posix(), values))
    return entries
