"""Articles out of .csv and .jsonl files: one row or line, one article.

Columns or keys: ``text`` (needed), ``article_id``, ``title``, ``outlet``, ``published``, ``url``; further ones are left
alone. A row that cannot be used is rejected as ``path:line``, the others are used.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.decode import normalise_newlines
from analytics.ingest.delimited import BrokenRow, Row, rows
from analytics.ingest.fields import Fields, fields_of
from analytics.ingest.model import Item, Read
from analytics.records import Article, Reject

_COLUMNS = ("text", "article_id", "title", "outlet", "published", "url")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # a NUL or half a character: possible in JSON, in no text


def read_csv(text: str, name: str, said: Fields) -> Iterator[Item]:
    """The articles of a CSV text; ``said`` fills in what a row does not say."""
    read = rows(text)
    header = _header(next(read, None), name)
    if isinstance(header, Reject):
        yield header
        return
    row: Row | BrokenRow | None = None
    for row in read:
        yield _item(f"{name}:{row.line}", _cells(header, row), said)
    if row is None:
        yield Reject(name, reasons.EMPTY, "a header and no rows")


def read_jsonl(text: str, name: str, said: Fields) -> Iterator[Item]:
    """The articles of a JSON Lines text; ``said`` fills in what a line does not say."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield _item(f"{name}:{number}", _object(line), said)


def _item(name: str, values: Mapping[str, str] | InputError, said: Fields) -> Item:
    try:
        return Read(name, _article(values, said))
    except InputError as error:
        return Reject(name, error.reason, error.detail)


def _article(values: Mapping[str, str] | InputError, said: Fields) -> Article:
    if isinstance(values, InputError):
        raise values
    text = normalise_newlines(values.get("text", ""))
    if not text.strip():
        raise InputError(reasons.NO_TEXT, "the row has no text")
    if any(_NOT_TEXT.search(value) for value in values.values()):
        raise InputError(reasons.BAD_ROW, "holds a NUL or half a character (a lone surrogate)")
    return fields_of(values).or_else(said).article(text, article_id=values.get("article_id", "").strip())


def _header(row: Row | BrokenRow | None, name: str) -> tuple[str, ...] | Reject:
    if row is None or isinstance(row, BrokenRow):
        return Reject(f"{name}:1", reasons.BAD_ROW, row.detail if row else "no header")
    header = tuple(cell.strip().lower() for cell in row.cells)
    if "text" not in header:
        return Reject(f"{name}:{row.line}", reasons.BAD_ROW, f"no column text among {', '.join(header)[:80]}")
    if len(set(header)) != len(header):
        return Reject(f"{name}:{row.line}", reasons.BAD_ROW, "two columns have the same name")
    return header


def _cells(header: tuple[str, ...], row: Row | BrokenRow) -> Mapping[str, str] | InputError:
    if isinstance(row, BrokenRow):
        return InputError(reasons.BAD_ROW, row.detail)
    if len(row.cells) != len(header):
        return InputError(reasons.BAD_ROW, f"{len(row.cells)} cells, and the header has {len(header)}")
    return {key: cell for key, cell in zip(header, row.cells, strict=True) if key in _COLUMNS}


def _object(line: str) -> Mapping[str, str] | InputError:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # nesting is bounded by the interpreter's stack
        return InputError(reasons.BROKEN_JSON, f"not JSON: {error}")
    if not isinstance(found, dict):
        return InputError(reasons.BAD_ROW, "expected an object with the key text")
    values = {key: found[key] for key in _COLUMNS if found.get(key) is not None}
    if isinstance(values.get("article_id"), int):
        values["article_id"] = str(values["article_id"])
    wrong = [key for key, value in values.items() if not isinstance(value, str)]
    return InputError(reasons.BAD_ROW, f"expected text for {', '.join(wrong)}") if wrong else values
