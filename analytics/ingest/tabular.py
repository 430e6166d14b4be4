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
from analytics.ingest.delimited import BrokenRow, Row, by_column, header_of, rows
from analytics.ingest.fields import Fields, fields_of
from analytics.ingest.model import COLUMN_UNNAMED, Item, Notice, Read
from analytics.records import Article, Reject

_COLUMNS = ("text", "article_id", "title", "outlet", "published", "url")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # a NUL or half a character: possible in JSON, in no text


def read_csv(text: str, name: str, said: Fields) -> Iterator[Item]:
    """The articles of a CSV text; ``said`` fills in what a row does not say."""
    read = rows(text)
    first = next(read, None)
    try:
        header = header_of(first, needed="text")
    except InputError as error:
        yield Reject(f"{name}:{first.line if first else 1}", error.reason, error.detail)
        return
    row: Row | BrokenRow | None = None
    unnamed = False
    for row in read:
        values = _cells(header, row)
        unnamed = unnamed or (not isinstance(values, InputError) and "" in values)
        yield _item(f"{name}:{row.line}", values, said)
    if unnamed:
        yield Notice(COLUMN_UNNAMED, name)
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
    if any(_NOT_TEXT.search(values.get(column, "")) for column in _COLUMNS):
        raise InputError(reasons.BAD_ROW, "holds a NUL or half a character (a lone surrogate)")
    return fields_of(values).or_else(said).article(text, article_id=values.get("article_id", "").strip())


def _cells(header: tuple[str, ...], row: Row | BrokenRow) -> Mapping[str, str] | InputError:
    try:
        return by_column(header, row)
    except InputError as error:
        return error


def _object(line: str) -> Mapping[str, str] | InputError:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # nesting is bounded by the interpreter's stack
        return InputError(reasons.BROKEN_JSON, f"not JSON: {error}")
    if not isinstance(found, dict):
        return InputError(reasons.BAD_ROW, "expected an object with the key text")
    values = {key: found[key] for key in _COLUMNS if found.get(key) is not None}
    if type(values.get("article_id")) is int:  # true and false are integers too, and no names
        values["article_id"] = str(values["article_id"])
    wrong = [key for key, value in values.items() if not isinstance(value, str)]
    return InputError(reasons.BAD_ROW, f"expected text for {', '.join(wrong)}") if wrong else values
