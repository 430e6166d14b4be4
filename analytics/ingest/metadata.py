"""The metadata file: a CSV that gives outlet, date, title and url for files that do not say them.

Columns ``file``, ``outlet``, ``published``, ``title``, ``url``; further ones are left alone. ``file`` is a path
relative to the folder that is read or to the metadata file, or a base name. Without it, as in exports of GDELT and
Media Cloud, ``url`` says whose outlet, date and title they are: those of the article of that address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from analytics.errors import ConfigurationError, InputError
from analytics.ingest.delimited import AnyRow
from analytics.ingest.fields import Fields, fields_of
from analytics.ingest.files import real_path
from analytics.ingest.model import METADATA_AMBIGUOUS, METADATA_UNUSED, Asked, Found, Limits, Notice
from analytics.ingest.reader import Session, Source
from analytics.ingest.table import Table, Values, rows_of_text, table_of
from analytics.ingest.web.urls import parse_url
from analytics.records import Article

_COLUMNS = ("file", "outlet", "published", "title", "url")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a metadata file says: by the name that it gives each file, or by the address of each article.

    ``used`` counts the files or articles for each of those that were looked up.
    """

    folder: Path | None = None
    by_file: dict[str, Fields] = field(default_factory=dict)
    by_address: dict[str, Fields] = field(default_factory=dict)
    used: dict[str, int] = field(default_factory=dict)
    doubts: tuple[Notice, ...] = ()

    def look_up(self, found: Found) -> Fields | None:
        """What is said of a file: its longest name first. None where no row names it."""
        for name in self._names(found):
            if name in self.by_file:
                self.used[name] = self.used.get(name, 0) + 1
                return self.by_file[name]
        return None

    def completed(self, article: Article) -> Article:
        """The article with what is said of its address, which goes before what it says of itself."""
        place = _place(article.url)
        if place not in self.by_address:
            return article
        self.used[place] = self.used.get(place, 0) + 1
        said = self.by_address[place].or_else(Fields(article.title, article.outlet, article.published))
        return replace(article, title=said.title, outlet=said.outlet, published=said.published)

    def notices(self) -> Iterator[Notice]:
        """Rows in doubt, and those that named no file, or several: to be asked when all files have been looked up."""
        yield from self.doubts
        for name in (*self.by_file, *self.by_address):
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
    table = _table(path, rows, session)
    entries = list(_entries(path, table))
    dates = table.dates(asked.order)
    by_file: dict[str, Fields] = {}
    by_address: dict[str, Fields] = {}
    doubts = [*notices, *([Notice(table.guessed, str(path))] if table.guessed else [])]
    for line, name, values in entries:
        said, kinds = fields_of(values, dates)
        doubts += (Notice(kind, f"{path}:{line}") for kind in kinds)
        if not name:
            by_address.setdefault(_place(said.url), said)  # a list may name an address again
        elif name in by_file:
            raise ConfigurationError(path, line, f"{name} is named a second time; one row for each file")
        else:
            by_file[name] = said
    by_address.pop("", None)
    return Metadata(real_path(path).parent, by_file, by_address, doubts=tuple(doubts))


def _table(path: Path, rows: Sequence[AnyRow], session: Session) -> Table:
    """The table in these rows, which has a column of files or of addresses. Raises ConfigurationError."""
    try:
        return table_of(rows, session, needed="file", fields=_COLUMNS)
    except InputError as error:
        with suppress(InputError):
            return table_of(rows, session, needed="url", fields=_COLUMNS[1:])
        expected = f"expected {','.join(_COLUMNS)}; found {error.detail}"
        raise ConfigurationError(path, rows[0].line if rows else 1, expected) from error


def _entries(path: Path, table: Table) -> Iterator[tuple[int, str, Values]]:
    """The line of each row, the file that it names, ``""`` in a list of addresses, and its cells.

    Raises ConfigurationError.
    """
    for line, values in table.rows:
        if isinstance(values, InputError):
            raise ConfigurationError(path, line, values.detail) from values
        name = values.get("file", "").strip()
        if "file" in values and not name:
            raise ConfigurationError(path, line, "expected a file name in the column file")
        yield line, PurePath(name).as_posix() if name else "", values


def _place(url: str) -> str:
    """What the ways of writing one address have in common: host and path, ``""`` where it is none."""
    try:
        address = parse_url(url)
    except InputError:
        return ""
    return f"{address.netloc.removeprefix('www.')}{address.path}".rstrip("/")
