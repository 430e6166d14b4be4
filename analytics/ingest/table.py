"""A table, from whatever file: its header, the cells of its rows by field, and the articles in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.columns import FIELDS, Layout, known_fields, layout_of
from analytics.ingest.dates import Dates, Order, dates_of
from analytics.ingest.delimited import HEADS, AnyRow, BrokenRow, Row, rows_of_table
from analytics.ingest.fields import Fields
from analytics.ingest.model import COLUMN_UNNAMED, LINES_ABOVE, Item, Limits, Notice
from analytics.ingest.reader import Session
from analytics.ingest.rows import item_of
from analytics.ingest.web.urls import is_web_address
from analytics.records import Reject

Values = Mapping[str, str]

_MARKUP = 4  # times its characters an article may take with markup


@dataclass(frozen=True, slots=True)
class Table:
    """The rows below a header: the line of each, and its cells by field or why it cannot be used.

    ``doubts`` are the kinds of notices on the table as a whole, and ``guessed`` the one on how columns were guessed.
    """

    rows: tuple[tuple[int, Values | InputError], ...]
    doubts: tuple[str, ...] = ()
    guessed: str = ""

    @property
    def notices(self) -> tuple[str, ...]:
        """The kinds of notices to give of the table."""
        return (self.guessed, *self.doubts) if self.guessed else self.doubts

    def dates(self, said: Order | None) -> Dates:
        """How the dates of its column are read: in the order that the user ``said``, or that the column shows."""
        used = (values for _, values in self.rows if not isinstance(values, InputError))
        return dates_of((values.get("published", "") for values in used), said)


def rows_of_text(text: str, session: Session) -> list[AnyRow]:
    """The rows of a table that is text, one more than the bound where there are more."""

    def known(cells: Sequence[str]) -> int:
        return known_fields(cells, session.asked.columns)

    return rows_of_table(text, known, limit=session.limits.table_rows + 2)


def table_of(
    rows: Sequence[AnyRow], session: Session, *, needed: str = "text", fields: Sequence[str] = FIELDS
) -> Table:
    """The table in these rows. Raises InputError (bad-row, no-text) where no header has the field ``needed``."""
    place, layout = _header(rows, session.asked.columns, needed, fields)
    body = rows[place + 1 :]
    read = tuple((row.line, _values(layout, row)) for row in body)
    unnamed = any(layout.holds_more(row.cells) for row in body if isinstance(row, Row))
    more = ((LINES_ABOVE, place > 0), (COLUMN_UNNAMED, unnamed))
    return Table(read, (*layout.missing, *(kind for kind, holds in more if holds)), layout.guessed)


def articles_of(rows: Sequence[AnyRow], name: str, said: Fields, session: Session) -> Iterator[Item]:
    """The articles of the table in these rows, which is called ``name``; a reject where there is none."""
    try:
        table = table_of(rows, session)
    except InputError as error:
        yield Reject(f"{name}:{rows[0].line if rows else 1}", error.reason, error.detail)
        return
    yield from articles_of_table(table, name, said, session)


def articles_of_table(table: Table, name: str, said: Fields, session: Session) -> Iterator[Item]:
    """The articles of a table; a row is called ``name:line``."""
    yield from (Notice(kind, name) for kind in table.notices)
    dates = table.dates(session.asked.order)
    limit = session.limits.table_rows
    for line, values in table.rows[:limit]:
        yield item_of(f"{name}:{line}", _bounded(values, session.limits), said, dates)
    if not table.rows:
        yield Reject(name, reasons.EMPTY, "a header and no rows")
    elif len(table.rows) > limit:
        yield Reject(name, reasons.TOO_LARGE, f"the table has more than {limit:,} rows; those after them were not read")


def _bounded(values: Values | InputError, limits: Limits) -> Values | InputError:
    """The cells of a row, or why they are not even cleaned of markup: no article of them could be short enough."""
    most = _MARKUP * limits.article_characters
    if isinstance(values, InputError) or len(values.get("text", "")) <= most:
        return values
    return InputError(reasons.TOO_LARGE, f"a text of {len(values['text']):,} characters; the bound is {most:,}")


def _header(rows: Sequence[AnyRow], asked: Mapping[str, str], needed: str, fields: Sequence[str]) -> tuple[int, Layout]:
    """The first row that names what is needed, and how rows are read by it; InputError of the first one if none."""
    if not rows:
        raise InputError(reasons.BAD_ROW, "no header")
    errors: list[InputError] = []
    for place, row in enumerate(rows[:HEADS]):
        try:
            if isinstance(row, BrokenRow):
                raise InputError(reasons.BAD_ROW, row.detail)
            return place, layout_of(row.cells, asked, needed=needed, fields=fields)
        except InputError as error:
            errors.append(error)
    raise without_text(errors[0], _addresses(rows, asked)) if needed == "text" else errors[0]


def without_text(error: InputError, addresses: Iterable[str]) -> InputError:
    """What is told of a table without text: what to do with the ``addresses`` in it, if it has any; else ``error``."""
    count = sum(is_web_address(one.strip()) for one in addresses)
    told = f"a list of {count} addresses without text: give it with --urls, and they are fetched"
    return InputError(reasons.NO_TEXT, told) if count else error


def _addresses(rows: Sequence[AnyRow], asked: Mapping[str, str]) -> Iterator[str]:
    """The addresses in a table (of GDELT, Media Cloud), if it has a column for them."""
    try:
        place, layout = _header(rows, asked, "url", ())
    except InputError:
        return
    found = (_values(layout, row) for row in rows[place + 1 :])
    yield from (one["url"] for one in found if not isinstance(one, InputError))


def _values(layout: Layout, row: AnyRow) -> Values | InputError:
    if isinstance(row, BrokenRow):
        return InputError(reasons.BAD_ROW, row.detail)
    try:
        return layout.values(row.cells)
    except InputError as error:
        return error
