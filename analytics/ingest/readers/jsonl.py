"""JSON Lines: an object in each line, an article in each object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.dates import dates_of
from analytics.ingest.decode import decode
from analytics.ingest.fields import Fields
from analytics.ingest.model import Item
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.rows import COLUMNS, item_of


def _read(source: Source, said: Fields, session: Session) -> Iterator[Item]:
    text = decode(source.data(limit=session.limits.file_bytes))
    found = {number: _object(line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()}
    column = (values.get("published", "") for values in found.values() if not isinstance(values, InputError))
    dates = dates_of(column, session.asked.order)
    for number, values in found.items():
        yield item_of(f"{source.name}:{number}", values, said, dates)


def _object(line: str) -> Mapping[str, str] | InputError:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # nesting is bounded by the interpreter's stack
        return InputError(reasons.BROKEN_JSON, f"not JSON: {error}")
    if not isinstance(found, dict):
        return InputError(reasons.BAD_ROW, "expected an object with the key text")
    values = {key: found[key] for key in COLUMNS if found.get(key) is not None}
    for key in ("article_id", "published"):  # a date may be the number of a clock
        if type(values.get(key)) is int:  # true and false are integers too, and no names
            values[key] = str(values[key])
    wrong = [key for key, value in values.items() if not isinstance(value, str)]
    return InputError(reasons.BAD_ROW, f"expected text for {', '.join(wrong)}") if wrong else values


READER = Reader((".jsonl",), "a file with an article in each line, as JSON", _read)
