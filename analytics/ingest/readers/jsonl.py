"""JSON Lines: an object in each line, an article in each object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.columns import MOST_COLUMNS, Layout, joined, layout_of
from analytics.ingest.dates import dates_of
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item, Notice
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.rows import item_of
from analytics.records import Reject

_MAY_BE_NUMBERS = ("article_id", "published")  # a clock's; true and false are integers too, and are no numbers


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text, notices = source.text(limit=session.limits.file_bytes)
    yield from notices
    limit = session.limits.table_rows
    lines = ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())
    found = {number: _object(line) for number, line in islice(lines, limit)}
    known = dict.fromkeys(key for one in found.values() if isinstance(one, dict) for key in one)
    keys = list(islice(known, MOST_COLUMNS))
    layout = layout_of(keys, session.asked.columns) if keys else Layout((), {})  # without, every line is broken
    for kind in filter(None, (layout.guessed, *layout.missing)):
        yield Notice(kind, source.name)
    read = {number: _values(layout, one, keys) for number, one in found.items()}
    column = (values.get("published", "") for values in read.values() if not isinstance(values, InputError))
    dates = dates_of(column, session.asked.order)
    for number, values in read.items():
        yield item_of(f"{source.name}:{number}", values, said, dates)
    if next(lines, None):
        yield Reject(source.name, reasons.TOO_LARGE, f"more than {limit:,} lines; those after them were not read")


def _object(line: str) -> dict[str, object] | InputError:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # nesting is bounded by the interpreter's stack
        return InputError(reasons.BROKEN_JSON, f"not JSON: {error}")
    if not isinstance(found, dict):
        return InputError(reasons.BAD_ROW, "expected an object with the key text")
    return found


def _values(
    layout: Layout, found: dict[str, object] | InputError, keys: Sequence[str]
) -> Mapping[str, str] | InputError:
    """What an object says, by field."""
    if isinstance(found, InputError):
        return found
    values: dict[str, str] = {}
    wrong: list[str] = []
    for field, places in layout.places.items():
        said = [one for one in (found.get(keys[place]) for place in places) if one is not None]
        texts = [str(one) for one in said if isinstance(one, str) or (type(one) is int and field in _MAY_BE_NUMBERS)]
        values[field] = joined(texts or [""])
        wrong += [field] if len(texts) < len(said) else []
    return InputError(reasons.BAD_ROW, f"expected text for {', '.join(wrong)}") if wrong else values


READER = Reader((".jsonl",), "a file with an article in each line, as JSON", _read)
