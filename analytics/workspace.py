"""A folder of results: the four tables as CSV, and the articles with their statements as JSON Lines.

Every file appears whole or not at all: it is written beside its place as ``NAME.part``, flushed to disk, and renamed
when all of them are complete.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.errors import WorkspaceError
from analytics.export import csv_bytes, read_table
from analytics.records import KINDS, Article, Span, Statement
from analytics.tables import TABLES, TableName

SCHEMA = 1
"""The version of articles.jsonl; a file of another version is refused."""

ARTICLES = "articles.jsonl"
_PART = ".part"
_PROBE = ".probe"
_AGAIN = "run `python -m analytics score ... --out` on this folder again"


@dataclass(frozen=True, slots=True)
class Results:
    """What a run found: the tables, and the records behind them by article and statement id.

    ``articles`` and ``details`` are empty where only the tables were kept: passages are then unavailable.
    ``scorer`` is the name of the one that scored the stances, "" where that was not kept.
    """

    statements: pd.DataFrame
    stances: pd.DataFrame
    aggregates: pd.DataFrame
    rejects: pd.DataFrame
    articles: Mapping[str, Article] = field(default_factory=dict)
    details: Mapping[str, Statement] = field(default_factory=dict)
    scorer: str = ""

    def table(self, name: TableName) -> pd.DataFrame:
        """One of the tables, by its name."""
        frame: pd.DataFrame = getattr(self, name)
        return frame


def files(folder: Path) -> tuple[Path, ...]:
    """Where the files of a folder of results lie."""
    return tuple(folder / name for name in (*(f"{name}.csv" for name in TABLES), ARTICLES))


def prepare_folder(folder: Path) -> None:
    """Make the folder, remove what a killed run left in it, and see that files can be written there.

    To be called before work whose outcome goes there. Raises WorkspaceError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace_all(folder, {})
    except OSError as error:
        raise _unwritable(folder, error) from error


def write_results(folder: Path, results: Results) -> None:
    """Write all files of the folder. Raises WorkspaceError where it cannot be written."""
    contents = {f"{name}.csv": csv_bytes(results.table(name)) for name in TABLES}
    contents[ARTICLES] = "".join(_lines(results)).encode("ascii")
    _write(folder, contents)


def write_rejects(folder: Path, rejects: pd.DataFrame) -> None:
    """Write rejects.csv alone, where nothing was usable. Raises WorkspaceError."""
    _write(folder, {"rejects.csv": csv_bytes(rejects)})


def read_results(folder: Path) -> Results:
    """The results that :func:`write_results` wrote, equal to them.

    Raises WorkspaceError, which names the file and says what to do, where a file is missing, broken, of another
    version, or does not belong to the others. articles.jsonl may be missing.
    """
    tables = {name: _read_table(folder / f"{name}.csv", name) for name in TABLES}
    orphans = set(tables["stances"]["statement_id"]) - set(tables["statements"]["statement_id"])
    if orphans:
        why = f"holds {len(orphans)} statements that statements.csv does not"
        raise WorkspaceError(f"{folder / 'stances.csv'} {why}: the files are of different runs; {_AGAIN}")
    kept = _read_articles(folder / ARTICLES)
    return Results(**tables, articles=kept.articles, details=kept.details, scorer=" and ".join(sorted(kept.scorers)))


def _part(folder: Path, name: str) -> Path:
    return folder / f"{name}{_PART}"


def _write(folder: Path, contents: Mapping[str, bytes]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace_all(folder, contents)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _replace_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Complete all parts, then rename them; with a probe, so that no files at all tell as much of the folder."""
    parts = {name: _part(folder, name) for name in (_PROBE, *contents)}
    _remove(_part(folder, path.name) for path in (folder / _PROBE, *files(folder)))  # of a run that was killed
    try:
        for name, part in parts.items():
            _write_through(part, contents.get(name, b""))
        for name in contents:
            parts[name].replace(folder / name)
    finally:
        _remove(parts.values())


def _write_through(path: Path, data: bytes) -> None:
    """Write a new file as far as the disk."""
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _unwritable(folder: Path, error: OSError) -> WorkspaceError:
    why = error.strerror or str(error)
    return WorkspaceError(f"{folder} cannot be written ({why}): name a folder that can, or make room")


def _read_table(path: Path, name: TableName) -> pd.DataFrame:
    try:
        return read_table(path.read_bytes(), name)
    except FileNotFoundError as error:
        raise WorkspaceError(f"{path} is missing: {_AGAIN}") from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise WorkspaceError(f"{path} is broken or of another version ({error}): {_AGAIN}") from error


def _lines(results: Results) -> Iterable[str]:
    """One line of JSON for each article, pure ASCII so that every text comes back as it was."""
    by_article: dict[str, list[dict[str, Any]]] = {key: [] for key in results.articles}
    owner = dict(zip(results.statements["statement_id"], results.statements["article_id"], strict=True))
    for key, statement in results.details.items():
        by_article[owner[key]].append({"statement_id": key, **asdict(statement)})
    for key, article in results.articles.items():
        record = {
            "schema": SCHEMA,
            "scorer": results.scorer,
            "article": _article_record(article),
            "statements": by_article[key],
        }
        yield json.dumps(record) + "\n"


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


@dataclass(frozen=True, slots=True)
class _Kept:
    """What articles.jsonl holds."""

    articles: dict[str, Article] = field(default_factory=dict)
    details: dict[str, Statement] = field(default_factory=dict)
    scorers: set[str] = field(default_factory=set)


def _read_articles(path: Path) -> _Kept:
    kept = _Kept()
    for number, line in enumerate(_stored_lines(path), start=1):
        try:
            _read_line(line, kept)
        except (ValueError, KeyError, TypeError, RecursionError) as error:  # whatever JSON can hold instead
            place = f"{path}, line {number}"
            raise WorkspaceError(f"{place} is broken or of another version ({error}): {_AGAIN}") from error
    return kept


def _stored_lines(path: Path) -> list[str]:
    try:
        text = path.read_bytes().decode("utf-8") if path.exists() else ""
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{path} is broken ({error}): {_AGAIN}") from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror or error}") from error
    return text.removesuffix("\n").split("\n") if text else []


def _read_line(line: str, kept: _Kept) -> None:
    record = json.loads(line)
    if record["schema"] != SCHEMA:
        raise ValueError(f"schema {record['schema']}, and this program reads {SCHEMA}")
    said = dict(record["article"])
    published = said.pop("published")
    article = Article(**said, published=date.fromisoformat(published) if published else None)
    kept.articles[article.id] = article
    kept.scorers.add(str(record["scorer"]))
    for one in record["statements"]:
        statement = _statement({key: value for key, value in one.items() if key != "statement_id"})
        statement.check(article.text)
        kept.details[one["statement_id"]] = statement


def _statement(record: dict[str, Any]) -> Statement:
    if record["kind"] not in KINDS:
        raise ValueError(f"kind {record['kind']!r}")
    spans = {"content": tuple(map(_span, record["content"]))}
    single = {key: record[key] and _span(record[key]) for key in ("source", "cue")}
    return Statement(**{**record, **spans, **single})


def _span(pair: list[int]) -> Span:
    start, end = pair
    return int(start), int(end)
