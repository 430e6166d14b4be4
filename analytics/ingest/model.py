"""What the readers pass to one another: bounds, notices, a file found, an article read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analytics.ingest.dates import EARLIEST, Order
from analytics.ingest.web.bounds import WebLimits
from analytics.records import Article, Reject

METADATA_UNUSED = "metadata row for no file"
METADATA_AMBIGUOUS = "metadata row for several files"
OUTLET_UNKNOWN = "outlet unknown"
DATE_NOT_BELIEVED = f"date before {EARLIEST.year} or in the future, kept as unknown"
COLUMN_UNNAMED = "column without a name, left alone"
PARTS_OF_A_PAGE = "what a browser saved beside a page, not read as articles"
COVERING_NOTE = "note that goes with documents attached to a mail, not read as an article"
ALREADY_KNOWN = "address known already, not fetched again"
ENTRIES_WITHOUT_ADDRESS = "feed with entries that have no address, left alone"
LINES_ABOVE = "lines above the names of the columns, left alone"
EARLIER_RESULTS = "results of an earlier run, not read as articles"
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read: bytes of a file, characters of an article, rows of a table, seconds for one web page.

    Of what a page says of itself in data for machines: characters of each piece, and objects. Of a spreadsheet: bytes
    when unpacked, cells of a sheet, sheets, and seconds. Of a document or mail, which may hold pictures: bytes, packed
    and unpacked, parts, seconds, and pages of a PDF. Of a file with many articles: how many. Of an archive: its own
    bytes, how many files are in it, how deep folders and archives lie in one another, how many times its packed size a
    file of over a million bytes may have, and the bytes that all of it unpacks to.
    """

    file_bytes: int = 20_000_000
    article_characters: int = 500_000
    table_rows: int = 250_000
    page_seconds: float = 20.0
    page_data_characters: int = 2_000_000
    page_data_objects: int = 500
    unpacked_bytes: int = 300_000_000
    sheet_cells: int = 10_000_000
    sheets: int = 100
    spreadsheet_seconds: float = 60.0
    document_bytes: int = 100_000_000
    document_parts: int = 10_000
    document_seconds: float = 120.0
    document_pages: int = 1_000
    file_articles: int = 5_000
    archive_bytes: int = 200_000_000
    archive_files: int = 20_000
    archive_folders: int = 100
    archive_depth: int = 3
    archive_ratio: int = 200
    archive_unpacked_bytes: int = 1_000_000_000
    web: WebLimits = field(default_factory=WebLimits)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of how rows are to be read.

    ``order`` is what comes first in dates of three numbers, ``columns`` the column for a field of an article: its name,
    ``#2`` for the second, ``LP+TD`` for two that are one text, ``""`` for none.
    """

    order: Order | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the user should know although the input was used: what kind, and which input."""

    kind: str
    input: str


Notify = Callable[[Notice], None]


def notices_in_lines(notices: Iterable[Notice]) -> list[str]:
    """One line for each kind of notice, with how many and the first few inputs."""
    by_kind: dict[str, list[str]] = {}
    for notice in notices:
        by_kind.setdefault(notice.kind, []).append(notice.input)
    return [
        f"{kind} ({len(names)}): {', '.join(names[:_NAMES_SHOWN])}{', ...' if len(names) > _NAMES_SHOWN else ''}"
        for kind, names in by_kind.items()
    ]


@dataclass(slots=True)
class Allowance:
    """How many files, and bytes of them, may still be unpacked out of one file that the user gave."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Within:
    """Where a file inside another lies: how many files deep, and what may still be unpacked beside it."""

    depth: int
    allowance: Allowance


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: ``name`` is how rejects.csv names it, ``relative`` its path inside the folder given.

    Both are the user's names for it, also where it lies elsewhere for a while, as an upload does. ``held`` are the
    bytes of one that lies in another, an archive or a mail: ``path`` is then where it would be if that were a folder.
    """

    path: Path
    name: str
    relative: str
    held: bytes | None = None
    within: Within | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """An article and the input that it came from (``path``, or ``path:line`` for a row).

    ``doubts`` are the kinds of notices to give of it where it is used, ``keys`` what it is known by on the web (see
    :meth:`analytics.ingest.read.Inputs.keys_of`).
    """

    input: str
    article: Article
    doubts: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


Item = Read | Reject | Notice | Found
"""What comes out of a reader; a Found is a file inside the one that it read, to be read in its turn."""
