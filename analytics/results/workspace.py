"""A folder of results: the four tables as CSV, and the articles with their statements as JSON Lines.

Every file appears whole or not at all: it is written beside its place as ``NAME.part``, flushed to disk, and renamed
when all of them are complete.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pandas as pd

from analytics.errors import WorkspaceError
from analytics.records import Article, Statement
from analytics.results.archive import AGAIN, archive_bytes, read_archive
from analytics.results.export import csv_bytes, read_table
from analytics.tables import TABLES, TableName
from analytics.utterances.grouping import group_utterances

ARTICLES = "articles.jsonl"
_PART = ".part"
_PROBE = ".probe"


@dataclass(frozen=True, eq=False)  # compared by what it is, as tables have no one answer to whether they are equal
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

    @cached_property
    def utterances(self) -> pd.Series[str]:
        """The utterance of each statement, see :func:`group_utterances`; made when first asked for, and kept."""
        return group_utterances(self.statements)

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
    article_of = dict(zip(results.statements["statement_id"], results.statements["article_id"], strict=True))
    contents[ARTICLES] = archive_bytes(results.articles, results.details, article_of=article_of, scorer=results.scorer)
    _write(folder, contents)


def write_rejects(folder: Path, rejects: pd.DataFrame) -> None:
    """Write rejects.csv alone, where nothing was usable. Raises WorkspaceError."""
    _write(folder, {"rejects.csv": csv_bytes(rejects)})


def read_results(folder: Path) -> Results:
    """The results that :func:`write_results` wrote, equal to them.

    Raises WorkspaceError, which names the file and says what to do, where a file is missing, broken, of another
    version, or does not belong to the others. articles.jsonl may be missing, and a large one is only looked through:
    asking for an article or a statement may raise WorkspaceError as well, see :mod:`.archive`.
    """
    tables = {name: _read_table(folder / f"{name}.csv", name) for name in TABLES}
    keys = (tables[name]["statement_id"].astype(object) for name in ("stances", "statements"))
    orphans = set(next(keys)).difference(next(keys))
    if orphans:
        why = f"holds {len(orphans)} statements that statements.csv does not"
        raise WorkspaceError(f"{folder / 'stances.csv'} {why}: the files are of different runs; {AGAIN}")
    kept = read_archive(folder / ARTICLES)
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
        raise WorkspaceError(f"{path} is missing: {AGAIN}") from error
    except OSError as error:
        raise WorkspaceError(f"{path} cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise WorkspaceError(f"{path} is broken or of another version ({error}): {AGAIN}") from error
