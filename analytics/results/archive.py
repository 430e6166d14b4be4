"""articles.jsonl: the articles with their statements as JSON Lines, one line for each article.

Reading finds where each article and statement stands; a line is parsed when one of them is asked for, so that a large
file opens at once. The lines of a file of up to AT_ONCE bytes are all parsed when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from analytics.errors import WorkspaceError
from analytics.records import KINDS, Article, Span, Statement

SCHEMA = 1
"""The version of articles.jsonl; a file of another version is refused."""

AT_ONCE = 8_000_000
AGAIN = "run `python -m analytics score ... --out` on this folder again"

_PARSED = 256  # lines that are kept once parsed
_STRING = rb'"([^"\\]*(?:\\.[^"\\]*)*)"'
_HEAD = re.compile(rb'\{"schema": %d, "scorer": %b, "article": \{"article_id": %b, ' % (SCHEMA, _STRING, _STRING))
_STATEMENT = re.compile(rb'"statement_id": ' + _STRING)  # in a text the quotation marks would be escaped

_Record = TypeVar("_Record")


@dataclass(frozen=True, slots=True)
class Archive:
    """What articles.jsonl holds, by article and statement id, and which scorers made it.

    Asking for an article or a statement may raise WorkspaceError, where its line turns out to be broken.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    details: Mapping[str, Statement] = field(default_factory=dict)
    scorers: frozenset[str] = frozenset()


def archive_bytes(
    articles: Mapping[str, Article], details: Mapping[str, Statement], *, article_of: Mapping[str, str], scorer: str
) -> bytes:
    """The file: pure ASCII, so that every text comes back as it was. ``article_of`` is by statement id."""
    found: dict[str, list[dict[str, Any]]] = {key: [] for key in articles}
    for key, statement in details.items():
        found[article_of[key]].append({"statement_id": key, **asdict(statement)})
    lines = (
        {"schema": SCHEMA, "scorer": scorer, "article": _article_record(article), "statements": found[key]}
        for key, article in articles.items()
    )
    return "".join(f"{json.dumps(line)}\n" for line in lines).encode("ascii")


def read_archive(path: Path) -> Archive:
    """What :func:`archive_bytes` wrote; nothing where there is no file. Raises WorkspaceError."""
    try:
        data = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror or error}") from error
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    parsed = lru_cache(_PARSED)(lambda number: _parsed(path, number, lines[number]))
    articles, details, scorers = {}, {}, set()
    for number, line in enumerate(lines):
        head = _HEAD.match(line) if line.endswith(b"]}") and len(data) > AT_ONCE else None
        if head is None:
            line_parsed = parsed(number)
            scorer, key, said = line_parsed.scorer, line_parsed.article.id, list(line_parsed.details)
        else:
            scorer, key, *said = map(_plain, (*head.groups(), *_STATEMENT.findall(line, head.end())))
        scorers.add(scorer)
        articles[key] = number
        details.update(dict.fromkeys(said, number))
    return Archive(
        _Lazy(articles, lambda number, _: parsed(number).article),
        _Lazy(details, lambda number, key: parsed(number).details[key]),
        frozenset(scorers),
    )


class _Lazy(Mapping[str, _Record], Generic[_Record]):
    """Records that are read when they are asked for: the line of each by its key."""

    def __init__(self, lines: Mapping[str, int], read: Callable[[int, str], _Record]) -> None:
        self._lines, self._read = lines, read

    def __getitem__(self, key: str) -> _Record:
        return self._read(self._lines[key], key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


@dataclass(frozen=True, slots=True)
class _Line:
    scorer: str
    article: Article
    details: Mapping[str, Statement]


def _plain(string: bytes) -> str:
    """What a string of JSON says, given without its quotation marks."""
    return str(json.loads(b'"%b"' % string)) if b"\\" in string else string.decode()


def _parsed(path: Path, number: int, line: bytes) -> _Line:
    try:
        return _line(json.loads(line))
    except (ValueError, KeyError, TypeError, RecursionError) as error:  # whatever JSON can hold instead
        place = f"{path}, line {number + 1}"
        raise WorkspaceError(f"{place} is broken or of another version ({error}): {AGAIN}") from error


def _line(record: Mapping[str, Any]) -> _Line:
    if record["schema"] != SCHEMA:
        raise ValueError(f"schema {record['schema']}, and this program reads {SCHEMA}")
    said = dict(record["article"])
    published = said.pop("published")
    article = Article(**said, published=date.fromisoformat(published) if published else None)
    details = {}
    for one in record["statements"]:
        statement = _statement({key: value for key, value in one.items() if key != "statement_id"})
        statement.check(article.text)
        details[one["statement_id"]] = statement
    return _Line(str(record["scorer"]), article, details)


def _statement(record: Mapping[str, Any]) -> Statement:
    if record["kind"] not in KINDS:
        raise ValueError(f"kind {record['kind']!r}")
    spans = {"content": tuple(map(_span, record["content"]))}
    single = {key: record[key] and _span(record[key]) for key in ("source", "cue")}
    return Statement(**{**record, **spans, **single})


def _span(pair: Sequence[int]) -> Span:
    start, end = pair
    return int(start), int(end)


def _article_record(article: Article) -> dict[str, str]:
    published = article.published.isoformat() if article.published else ""
    return {
        "article_id": article.id,
        "text": article.text,
        "title": article.title,
        "outlet": article.outlet,
        "published": published,
        "url": article.url,
    }
