"""Which column of a table is which field of an article: by its name, by a list of usual names, or as the user says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import one_line
from analytics.lang import lexicon

FIELDS = ("text", "article_id", "title", "outlet", "published", "url")
"""What a table can say of an article."""
COLUMN_MISSING = "column asked for is not there: {name}"
COLUMNS_GUESSED = "columns guessed: {pairs}; --columns sets them"
MOST_COLUMNS = 16_384
"""As many as a spreadsheet can have."""
_OF_STATEMENTS = frozenset({"statement_id", "speaker", "spans"})  # the results of an earlier run
_JOINT = "\n\n"  # between the columns that are one text
_SHOWN = 200  # characters of a list of names
_LONGEST_NAME = 100  # characters; what is longer is no name, but words of an article

Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table: their names, and where each field stands.

    ``guessed`` and ``missing`` are the kinds of notices on what was found by usual names, and on what the user asked
    for in vain.
    """

    names: tuple[str, ...]
    places: Mapping[str, Places]
    guessed: str = ""
    missing: tuple[str, ...] = ()

    def values(self, cells: Sequence[str]) -> dict[str, str]:
        """The cells of a row by field. Raises InputError (bad-row) where they do not fit the header.

        Empty cells beyond the header, as spreadsheets leave them, are nothing.
        """
        width = len(self.names)
        least = max((place for place, name in enumerate(self.names, start=1) if name), default=width)
        if len(cells) < least or any(map(str.strip, cells[width:])):
            raise InputError(reasons.BAD_ROW, f"expected {width} cells, found {len(cells)}")
        whole = (*cells, *[""] * (width - len(cells)))
        return {field: joined([whole[place] for place in places]) for field, places in self.places.items()}

    def holds_more(self, cells: Sequence[str]) -> bool:
        """True where a column without a name, which is not read, holds text in this row."""
        read = {place for places in self.places.values() for place in places}
        unnamed = (place for place, name in enumerate(self.names[: len(cells)]) if not name and place not in read)
        return any(cells[place].strip() for place in unnamed)


def layout_of(
    header: Sequence[str], asked: Mapping[str, str], *, needed: str = "text", fields: Sequence[str] = FIELDS
) -> Layout:
    """How a table with these names of columns is read: which are the ``fields``, of which it must have the ``needed``.

    ``asked`` gives the name of a column for a field, ``""`` for none: ``Body``, ``#2`` for the second, ``LP+TD`` for
    two that are one text. Raises InputError: bad-row where no column is the field ``needed``, or two have its name;
    unsupported-type for a table of statements.
    """
    if len(header) > MOST_COLUMNS:
        raise InputError(reasons.BAD_ROW, f"{len(header):,} columns; at most {MOST_COLUMNS:,} are read")
    names = list(map(one_line, header))
    if needed == "text" and set(names) >= _OF_STATEMENTS:
        raise InputError(reasons.UNSUPPORTED_TYPE, "statements found before, not articles: read those instead")
    missing: list[str] = []
    places: dict[str, Places] = {}
    for field in dict.fromkeys((needed, *fields)):
        wanted = asked.get(field)
        found = () if wanted == "" else _asked_place(names, wanted or "")
        if wanted and not found:
            missing.append(COLUMN_MISSING.format(name=wanted))
        if found is None:
            found = _by_usual_names(names, field)
        if found:
            places[field] = found
    if needed not in places:
        raise InputError(reasons.BAD_ROW, _not_there(names, needed, asked.get(needed) or needed))
    return Layout(tuple(names), places, _guessed(names, places, asked), tuple(missing))


def _not_there(names: Sequence[str], needed: str, called: str) -> str:
    """What is told where none of these columns is the field ``needed``."""
    if any(len(name) > _LONGEST_NAME for name in names):
        return f"no names of columns stand above the rows: put a row such as {needed},outlet,published above them"
    among = ", ".join(filter(None, names))[:_SHOWN]
    return f"no column {called} among {among}; --columns {needed}=NAME says which it is"


def known_fields(header: Sequence[str], asked: Mapping[str, str]) -> int:
    """How many fields a row names, read as a header."""
    names = list(map(one_line, header[:MOST_COLUMNS]))
    return sum(bool(_asked_place(names, asked.get(field, "")) or _usual(names, field)) for field in ("file", *FIELDS))


def joined(cells: Sequence[str]) -> str:
    """The cells of the columns that are one field, as one text."""
    return cells[0] if len(cells) == 1 else _JOINT.join(cell for cell in cells if cell.strip())


def _asked_place(names: Sequence[str], wanted: str) -> Places | None:
    """The columns of which the user says the name; None where it is not there."""
    if not wanted:
        return None
    if wanted[0] == "#" and wanted[1:].isdecimal() and wanted.isascii():
        number = int(wanted[1:6])
        return (number - 1,) if 0 < number <= len(names) else None
    folds: tuple[Callable[[str], str], ...] = (str.strip, str.casefold, _plain)
    for fold in folds:
        place = next((place for place, name in enumerate(names) if name and fold(name) == fold(wanted)), None)
        if place is not None:
            return (place,)
    parts = [part.strip() for part in wanted.split("+")]
    found = [_asked_place(names, part) for part in parts] if len(parts) > 1 else []
    return tuple(place for places in found for place in places or ()) if found and all(found) else None


def _by_usual_names(names: Sequence[str], field: str) -> Places | None:
    """The columns of a field. Raises InputError (bad-row) where two bear the name by which it was found."""
    found = _usual(names, field)
    for place in found or ():
        if sum(_plain(names[place]) == _plain(name) for name in names) > 1:
            raise InputError(reasons.BAD_ROW, f"two columns are called {names[place][:40]}; --columns says which")
    return found


def _usual(names: Sequence[str], field: str) -> Places | None:
    plain = [_plain(name) for name in names]
    for parts in _usual_names()[field]:
        if all(part in plain for part in parts):
            return tuple(plain.index(part) for part in parts)
    return None


def _guessed(names: Sequence[str], places: Mapping[str, Places], asked: Mapping[str, str]) -> str:
    """What was guessed, as a kind of notice; ``""`` where every column has its field's own name, or was asked for."""
    pairs = [
        f"{field} from {' and '.join(names[place][:40] for place in found)}"
        for field, found in places.items()
        if found != _asked_place(names, asked.get(field, "")) and [names[place].lower() for place in found] != [field]
    ]
    return COLUMNS_GUESSED.format(pairs=", ".join(pairs)) if pairs else ""


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


@cache
def _usual_names() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """For each field its usual names, each as the columns that it stands for."""
    groups = lexicon.phrase_groups("names_of_columns")
    return {field: tuple(tuple(map(_plain, name.split("+"))) for name in names) for field, names in groups.items()}
