"""Records as rows of a workspace, and back, equal to what they were; what carried a score is not kept."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from analytics.digests import sha256_of
from analytics.errors import StoreError
from analytics.ingest.duplicates import fingerprint
from analytics.records import KINDS, RESOLUTIONS, Article, Kind, Resolution, Span, Stance, StanceScore, Statement
from analytics.stages import Analysed
from analytics.store.workspace.indexing import index_article, index_statements, unindex_article
from analytics.tables import spans_from_json, spans_to_json

_ARTICLE = "article_id, title, outlet, published, url, text"
_READ = "article_id, read_title, read_outlet, read_published, url, text"
_STATEMENT = "statement_id, speaker, kind, text, spans, source, cue, confidence, resolution, speaker_confidence"
_STANCE = "statement_id, target, p_critical, p_neutral, p_favourable, tone, mentions"
_LONGEST_SPANS = 1_000_000  # characters of JSON


def text_in(value: str) -> str | bytes:
    """Text as SQLite can hold it: a BLOB where it holds half a character."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return value.encode("utf-8", "surrogatepass")
    return value


def text_out(value: object) -> str:
    """The text that :func:`text_in` was given. Raises StoreError where the value is no text."""
    if isinstance(value, str):
        return value
    try:
        return bytes.decode(cast(bytes, value), "utf-8", "surrogatepass")
    except (TypeError, UnicodeDecodeError) as error:
        raise StoreError(f"a cell of the workspace is damaged: {str(value)[:40]!r} is no text") from error


def content_of(article: Article) -> str:
    """What makes an article the same as another: its text but for white space, its outlet and its day."""
    return fingerprint(article).hex()


def place_of(name: str) -> str:
    """A digest of where an input lies, the same from whichever folder it is named."""
    place = name if "://" in name else os.path.abspath(name)  # noqa: PTH100 - the name of no file, maybe
    return sha256_of(place.encode("utf-8", "surrogateescape"))


def sha256_of_article(article: Article) -> str:
    """The SHA-256 of all that an article is."""
    return _digest(_article_values(article))


def findings_of(analysed: Analysed) -> str:
    """The SHA-256 of all that was found in an article."""
    return _digest((_statement_values(analysed), _stance_values(analysed)))


def insert(
    connection: sqlite3.Connection,
    analysed: Analysed,
    *,
    read: Article,
    name: str,
    run: str,
    now: str,
    position: int | None = None,
) -> None:
    """Add an analysed article, in a transaction of the caller; ``read`` is what the input ``name`` says of it.

    With ``position`` it takes the place of the one there, which keeps when it was added.
    """
    values = {
        **_article_columns(analysed.article),
        "read_title": text_in(read.title),
        "read_outlet": text_in(read.outlet),
        "read_published": _day(read),
        "input": text_in(name),
        "place": place_of(name),
        "content": content_of(read),
    }
    if position is None:
        position = _insert_row(connection, values | {"run": run, "findings": "", "added": now, "scored": now})
        index_article(connection, position)
    else:
        _update_article(connection, position, values)
    set_findings(connection, position, analysed, run=run, now=now)


def set_article(connection: sqlite3.Connection, position: int, article: Article) -> None:
    """Replace what counts of an article, in a transaction of the caller; what was read and found stays."""
    _update_article(connection, position, _article_columns(article))


def set_findings(connection: sqlite3.Connection, position: int, analysed: Analysed, *, run: str, now: str) -> None:
    """Replace what was found in an article, in a transaction of the caller."""
    connection.execute("DELETE FROM statements WHERE article = ?", (position,))
    basis = sha256_of_article(analysed.article)
    _update_row(connection, position, {"run": run, "basis": basis, "findings": findings_of(analysed), "scored": now})
    statements = _statement_values(analysed)
    connection.executemany(
        f"INSERT INTO statements (article, number, {_STATEMENT}) VALUES (?, ?{', ?' * 10})",  # noqa: S608
        ((position, number, *map(_in, row)) for number, row in enumerate(statements)),
    )
    connection.executemany(
        f"INSERT INTO stances (number, {_STANCE}) VALUES (?{', ?' * 7})",  # noqa: S608
        ((number, *map(_in, row)) for number, row in enumerate(_stance_values(analysed))),
    )
    index_statements(connection, position)


def article_at(connection: sqlite3.Connection, position: int, *, read: bool = False) -> Article:
    """The article at a position, or with ``read`` what its input says of it. Raises StoreError where it is not as an
    article must be."""
    columns = _READ if read else _ARTICLE
    row = connection.execute(f"SELECT {columns} FROM articles WHERE position = ?", (position,)).fetchone()  # noqa: S608
    key, title, outlet, published, url, text = row
    with _sound(key):
        day = None if published is None else dt.date.fromisoformat(text_out(published))
        said = {"title": text_out(title), "outlet": text_out(outlet), "url": text_out(url)}
        return Article(text_out(text), article_id=text_out(key), published=day, **said)


def analysed_at(connection: sqlite3.Connection, position: int) -> Analysed:
    """An article with what was found in it. Raises StoreError where anything is not as it must be."""
    article = article_at(connection, position)
    rows = connection.execute(
        f"SELECT {_STATEMENT} FROM statements WHERE article = ? ORDER BY number",  # noqa: S608
        (position,),
    )
    with _sound(article.id):
        statements = tuple(_statement(article, row) for row in rows.fetchall())
    rows = connection.execute(
        f"SELECT {_STANCE} FROM stances WHERE statement_id IN (SELECT statement_id FROM statements WHERE article = ?)"  # noqa: S608
        " ORDER BY number",
        (position,),
    )
    with _sound(article.id):
        return Analysed(article, statements, tuple(_stance(article, row) for row in rows.fetchall()))


@contextmanager
def _sound(key: object) -> Iterator[None]:
    """Says which article it is that is not as it must be."""
    try:
        yield
    except (ValueError, TypeError) as error:
        raise StoreError(f"article {str(key)[:80]} of the workspace is damaged: {error}; `verify` says more") from error


def _insert_row(connection: sqlite3.Connection, values: dict[str, Any]) -> int:
    marks = ", ".join(f":{name}" for name in values)
    statement = f"INSERT INTO articles ({', '.join(values)}) VALUES ({marks})"  # noqa: S608 - our own names
    return int(connection.execute(statement, values).lastrowid or 0)


def _update_article(connection: sqlite3.Connection, position: int, values: dict[str, Any]) -> None:
    unindex_article(connection, position)
    _update_row(connection, position, values)
    index_article(connection, position)


def _update_row(connection: sqlite3.Connection, position: int, values: dict[str, Any]) -> None:
    changes = ", ".join(f"{name} = :{name}" for name in values)
    statement = f"UPDATE articles SET {changes} WHERE position = :position"  # noqa: S608 - our own names
    connection.execute(statement, {**values, "position": position})


def _article_columns(article: Article) -> dict[str, object]:
    values = map(_in, _article_values(article))
    return dict(zip(_ARTICLE.split(", "), values, strict=True)) | {"sha256": sha256_of_article(article)}


def _article_values(article: Article) -> tuple[str | None, ...]:
    return article.id, article.title, article.outlet, _day(article), article.url, article.text


def _day(article: Article) -> str | None:
    return article.published.isoformat() if article.published else None


def _statement_values(analysed: Analysed) -> list[tuple[object, ...]]:
    article = analysed.article
    return [
        (
            one.id(article),
            one.speaker,
            one.kind,
            one.words(article),
            spans_to_json(one.content),
            spans_to_json(_optional(one.source)),
            spans_to_json(_optional(one.cue)),
            _real(one.confidence),
            one.resolution,
            _real(one.speaker_confidence),
        )
        for one in analysed.statements
    ]


def _stance_values(analysed: Analysed) -> list[tuple[object, ...]]:
    return [
        (
            one.statement_id,
            one.target,
            _real(one.score.critical),
            _real(one.score.neutral),
            _real(one.score.favourable),
            _real(one.tone),
            spans_to_json(one.mentions),
        )
        for one in analysed.stances
    ]


def _statement(article: Article, row: Sequence[Any]) -> Statement:
    key, speaker, kind, words, spans, source, cue, confidence, resolution, sure = row
    if kind not in KINDS or resolution not in RESOLUTIONS:
        raise ValueError(f"statement {key}: kind {kind!r} or resolution {resolution!r} is none there is")
    made = Statement(
        _spans(spans),
        _at_most_one(source),
        _at_most_one(cue),
        text_out(speaker),
        cast(Kind, kind),
        _share(confidence),
        cast(Resolution, resolution),
        _share(sure),
    )
    if not made.content:
        raise ValueError(f"statement {key} has no words")
    made.check(article.text)
    if made.id(article) != key or made.words(article) != text_out(words):
        raise ValueError(f"statement {key} does not have the words or the place that it should")
    return made


def _stance(article: Article, row: Sequence[Any]) -> Stance:
    key, target, critical, neutral, favourable, tone, mentions = row
    spans = _spans(mentions)
    if any(not 0 <= start < end <= len(article.text) for start, end in spans):
        raise ValueError(f"statement {key}: a mention does not lie in the article's text")
    if type(tone) is not float or not -1 <= tone <= 1:
        raise ValueError(f"statement {key}: tone is {tone!r}")
    score = StanceScore(_share(critical), _share(neutral), _share(favourable))
    return Stance(text_out(key), text_out(target), score, tone, spans)


def _spans(text: object) -> tuple[Span, ...]:
    if not isinstance(text, str) or len(text) > _LONGEST_SPANS:
        raise ValueError(f"spans are {str(text)[:40]!r}")
    try:
        return spans_from_json(text)
    except RecursionError as error:
        raise ValueError("spans are nested too deep") from error


def _at_most_one(text: object) -> Span | None:
    spans = _spans(text)
    if len(spans) > 1:
        raise ValueError(f"a source or a cue has {len(spans)} spans")
    return spans[0] if spans else None


def _optional(span: Span | None) -> Iterable[Span]:
    return () if span is None else (span,)


def _share(value: object) -> float:
    if type(value) is not float or not 0 <= value <= 1:
        raise ValueError(f"{value!r} is no number from 0 to 1")
    return value


def _in(value: object) -> object:
    return text_in(value) if isinstance(value, str) else value


def _real(value: float) -> float:
    """The number as SQLite gives it back: it knows no zero below zero."""
    return float(value) + 0.0


def _digest(values: object) -> str:
    return sha256_of(json.dumps(values).encode("ascii"))  # escapes half characters as well
