"""Objects of JSON as the rows of a table: their keys are its columns, whichever form of JSON holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.columns import FIELDS, MOST_COLUMNS, Layout, joined, layout_of
from analytics.ingest.reader import Session
from analytics.ingest.table import Table, Values, without_text

Object = Mapping[str, object]
Numbered = tuple[int, Object | InputError]
"""An object, or why there is none, and its line or its number in the file, from 1."""

_INNER = ("title", "name", "rendered", "uri")
"""Where the text of a value stands that is an object itself: a source with its name or site, a title as it is shown."""


def json_of(text: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """What a text says as JSON. Raises InputError (broken-json)."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(reasons.BROKEN_JSON, f"not JSON: {error}") from error
    except RecursionError as error:  # the interpreter's stack bounds it
        raise InputError(reasons.BROKEN_JSON, "lists in lists or objects in objects, too deep to be read") from error
    except ValueError as error:
        raise InputError(reasons.BROKEN_JSON, "a number of thousands of digits") from error


def objects_in_lines(text: str) -> Iterator[Numbered]:
    """The object in each line that holds something."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, _object(line)


def table_of_objects(
    objects: Iterable[Numbered], session: Session, *, needed: str = "text", fields: Sequence[str] = FIELDS
) -> Table:
    """The table of these objects. Raises InputError (bad-row, no-text) where no key is the field ``needed``."""
    found = list(islice(objects, session.limits.table_rows + 1))
    known = dict.fromkeys(key for _, one in found if not isinstance(one, InputError) for key in one)
    keys = list(islice(known, MOST_COLUMNS))
    asked = session.asked.columns
    try:
        layout = layout_of(keys, asked, needed=needed, fields=fields) if keys else Layout((), {})  # then all are broken
    except InputError as error:
        raise (without_text(error, _addresses(found, keys, asked)) if needed == "text" else error) from error
    rows = tuple((number, _values(layout, one, keys)) for number, one in found)
    return Table(rows, layout.missing, layout.guessed)


def _object(line: str) -> Object | InputError:
    try:
        found = json_of(line)
    except InputError as error:
        return error
    return found if isinstance(found, dict) else InputError(reasons.BAD_ROW, "expected an object with the key text")


def _addresses(objects: Iterable[Numbered], keys: Sequence[str], asked: Mapping[str, str]) -> Iterator[str]:
    """The addresses in objects, if they have a key for them."""
    try:
        layout = layout_of(keys, asked, needed="url", fields=())
    except InputError:
        return
    rows = (_values(layout, one, keys) for _, one in objects)
    yield from (row["url"] for row in rows if not isinstance(row, InputError))


def _values(layout: Layout, found: Object | InputError, keys: Sequence[str]) -> Values | InputError:
    """What an object says, by field."""
    if isinstance(found, InputError):
        return found
    values: dict[str, str] = {}
    wrong: list[str] = []
    for field, places in layout.places.items():
        said = [_text(found.get(keys[place]), field) for place in places]
        values[field] = joined([one or "" for one in said])
        wrong += [field] if None in said else []
    return InputError(reasons.BAD_ROW, f"expected text for {', '.join(wrong)}") if wrong else values


def _text(value: object, field: str) -> str | None:
    """The text of a value, ``""`` where it says nothing; None of a value of another type."""
    if isinstance(value, dict):
        return next((one for key in _INNER if isinstance(one := value.get(key), str)), "")
    if isinstance(value, str):
        return value
    if type(value) is int and field != "text":  # true and false are integers too, and are no numbers
        return str(value)
    return "" if value is None else None
