"""articles.jsonl: the articles with their statements as JSON Lines, one line for each article.

Reading parses and checks every line, so that a broken one is told at once, and keeps only which article and which
statements it holds: the records of a large file would take too much memory. A line is parsed again when one of its
records is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from analytics.errors import StoreError
from analytics.records import KINDS, RESOLUTIONS, Article, Span, Statement
from analytics.store.run import AGAIN

SCHEMA = 1
"""The version of articles.jsonl; a file of another version is refused."""

_PARSED = 256  # lines that are kept once parsed

_Record = TypeVar("_Record")
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Archive:
    """What articles.jsonl holds, by article and statement id, and which scorers made it.

    ``lengths`` says how many characters the text of each article has, ``holders`` in which article each statement is.
    """

    articles: Mapping[str, Article] = field(default_factory=dict)
    details: Mapping[str, Statement] = field(default_factory=dict)
    scorers: frozenset[str] = frozenset()
    lengths: Mapping[str, int] = field(default_factory=dict)
    holders: Mapping[str, str] = field(default_factory=dict)


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


def read_archive(data: bytes, path: Path) -> Archive:
    """What :func:`archive_bytes` wrote. Raises StoreError, which names ``path`` and the line."""
    lines = data.removesuffix(b"\n").split(b"\n") if data else []
    lengths: dict[str, int] = {}
    holders: dict[str, str] = {}
    numbers: dict[str, int] = {}
    scorers = set()
    for number, text in enumerate(lines):
        line = _parsed(path, number, text)
        key = line.article.id
        if key in numbers or not holders.keys().isdisjoint(line.details):
            raise _broken(path, number, "the article, or a statement of it, stands in a line before")
        scorers.add(line.scorer)
        numbers[key] = number
        lengths[key] = len(line.article.text)
        holders.update(dict.fromkeys(line.details, key))
    again = lru_cache(_PARSED)(lambda number: _parsed(path, number, lines[number]))
    return Archive(
        _Lazy(numbers, lambda key: again(numbers[key]).article),
        _Lazy(holders, lambda key: again(numbers[holders[key]]).details[key]),
        frozenset(scorers),
        lengths,
        holders,
    )


class _Lazy(Mapping[str, _Record], Generic[_Record]):
    """Records that are read when they are asked for."""

    def __init__(self, keys: Mapping[str, object], read: Callable[[str], _Record]) -> None:
        self._keys, self._read = keys, read

    def __getitem__(self, key: str) -> _Record:
        if key not in self._keys:
            raise KeyError(key)
        return self._read(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class _Line:
    scorer: str
    article: Article
    details: Mapping[str, Statement]


def _parsed(path: Path, number: int, line: bytes) -> _Line:
    try:
        return _line(json.loads(line))
    except (ValueError, KeyError, TypeError, RecursionError) as error:  # whatever JSON can hold instead
        raise _broken(path, number, str(error)) from error


def _broken(path: Path, number: int, why: str) -> StoreError:
    return StoreError(f"{path}, line {number + 1} is broken or of another version ({why}): {AGAIN}")


def _line(record: object) -> _Line:
    line = _expect(record, dict, "the line")
    if line["schema"] != SCHEMA:
        raise ValueError(f"schema {line['schema']}, and this program reads {SCHEMA}")
    said = {name: _expect(value, str, name) for name, value in _expect(line["article"], dict, "article").items()}
    published = said.pop("published")
    article = Article(**said, published=date.fromisoformat(published) if published else None)
    details: dict[str, Statement] = {}
    for one in _expect(line["statements"], list, "statements"):
        values = dict(_expect(one, dict, "a statement"))
        key = _expect(values.pop("statement_id"), str, "statement_id")
        if not key or key in details:
            raise ValueError(f"statement_id {key!r} is empty or stands twice")
        details[key] = _statement(values)
        details[key].check(article.text)
    if not article.article_id:
        raise ValueError("article_id is empty")
    return _Line(_expect(line["scorer"], str, "scorer"), article, details)


def _statement(record: Mapping[str, Any]) -> Statement:
    for name, known in (("kind", KINDS), ("resolution", RESOLUTIONS)):
        if record[name] not in known:
            raise ValueError(f"{name} {record[name]!r}")
    for name in ("confidence", "speaker_confidence"):
        if type(record[name]) not in (int, float) or not 0 <= record[name] <= 1:
            raise ValueError(f"{name} is {record[name]!r}, not a number from 0 to 1")
    _expect(record["speaker"], str, "speaker")
    content = tuple(map(_span, _expect(record["content"], list, "content")))
    if not content:
        raise ValueError("a statement without content")
    single = {key: None if record[key] is None else _span(record[key]) for key in ("source", "cue")}
    return Statement(**{**record, "content": content, **single})


def _span(pair: object) -> Span:
    start, end = _expect(pair, list, "a span")
    if type(start) is not int or type(end) is not int:
        raise ValueError(f"a span is {pair}")
    return start, end


def _expect(value: object, kind: type[_Kind], what: str) -> _Kind:
    """The value, if it is of this kind. Raises ValueError."""
    if not isinstance(value, kind):
        raise ValueError(f"{what} is {str(value)[:80]!r}")
    return value


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
