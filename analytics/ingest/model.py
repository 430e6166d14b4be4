"""What the readers pass to one another: bounds, notices, a file found, an article read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analytics.ingest.dates import EARLIEST, Order
from analytics.records import Article, Reject

METADATA_UNUSED = "metadata row for no file"
METADATA_AMBIGUOUS = "metadata row for several files"
OUTLET_UNKNOWN = "outlet unknown"
DATE_NOT_BELIEVED = f"date before {EARLIEST.year} or in the future, kept as unknown"
COLUMN_UNNAMED = "column without a name, left alone"
LINES_ABOVE = "lines above the names of the columns, left alone"
EARLIER_RESULTS = "results of an earlier run, not read as articles"
_NAMES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what is read: bytes of a file, characters of an article, rows of a table, seconds for one web page.

    Of a spreadsheet: bytes when unpacked, cells of a sheet, sheets, and seconds.
    """

    file_bytes: int = 20_000_000
    article_characters: int = 500_000
    table_rows: int = 250_000
    page_seconds: float = 20.0
    unpacked_bytes: int = 300_000_000
    sheet_cells: int = 10_000_000
    sheets: int = 100
    spreadsheet_seconds: float = 60.0


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


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: ``name`` is how rejects.csv names it, ``relative`` its path inside the folder given.

    Both are the user's names for it, also where it lies elsewhere for a while, as an upload does.
    """

    path: Path
    name: str
    relative: str


@dataclass(frozen=True, slots=True)
class Read:
    """An article and the input that it came from (``path``, or ``path:line`` for a row).

    ``doubts`` are the kinds of notices to give of it where it is used.
    """

    input: str
    article: Article
    doubts: tuple[str, ...] = ()


Item = Read | Reject | Notice
