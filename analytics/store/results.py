"""A folder of results: the four tables as CSV, the articles with their statements as JSON Lines, and what made them.

:mod:`.atomic` replaces all of it at once, :mod:`.own` tells its files from the user's, :mod:`.run` says what run.json
holds, and :mod:`.validation` what the tables must be.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analytics.analysis.results import Results
from analytics.analysis.run import Run
from analytics.digests import sha256_of
from analytics.errors import StoreError
from analytics.store import atomic as on_disk
from analytics.store.archive import Archive, archive_bytes, read_archive
from analytics.store.export import csv_bytes, line_of, read_table
from analytics.store.own import ARTICLES, CONFIGURATION, NAMES, PACKAGE, own_files
from analytics.store.package import package_bytes
from analytics.store.run import AGAIN, RUN, run_bytes
from analytics.store.validation import first_fault
from analytics.tables import TABLES, TableName


def files(folder: Path) -> tuple[Path, ...]:
    """Where the files of a folder of results lie."""
    return tuple(folder / name for name in NAMES)


def held(folder: Path) -> AbstractContextManager[None]:
    """Hold a folder for a run whose results go there, from before its work until they are written.

    The folder is made where it is not there. Raises StoreError: another run holds it, it cannot be written, or it
    holds files that are not a run's and would be overwritten.
    """
    return on_disk.held(folder)


def write_held(folder: Path, results: Results) -> None:
    """Write all files of a held folder, all at once. Raises StoreError where it cannot be written."""
    contents = {f"{name}.csv": csv_bytes(results.table(name)) for name in TABLES}
    article_of = dict(zip(results.statements["statement_id"], results.statements["article_id"], strict=True))
    contents[ARTICLES] = archive_bytes(results.articles, results.details, article_of=article_of, scorer=results.scorer)
    contents |= {name: results.configuration[name] for name in CONFIGURATION if name in results.configuration}
    contents[PACKAGE] = package_bytes()
    counts = {"articles": len(results.articles)} | {str(name): len(results.table(name)) for name in TABLES}
    digests = {name: sha256_of(data) for name, data in contents.items()}
    run = replace(results.run or Run(results.scorer), counts=counts, files=digests)
    on_disk.replace_all(folder, {**contents, RUN: run_bytes(run)})


def write_results(folder: Path, results: Results) -> None:
    """Hold the folder and write all its files. Raises StoreError."""
    with held(folder):
        write_held(folder, results)


def write_rejects(folder: Path, rejects: pd.DataFrame) -> Path:
    """Write the rejects of a run that could use nothing into a held folder; returns where. Raises StoreError.

    Results that lie there stay as they are.
    """
    return on_disk.replace_rejects(folder, csv_bytes(rejects))


def earlier_results(paths: Iterable[Path]) -> Iterator[Path]:
    """The files among these, and in the folders among these, that an earlier run wrote, so that they are no articles.

    Hidden folders, links to folders and what cannot be read are left out.
    """
    left = list(paths)
    while left:
        path = left.pop()
        if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises where a name is too long or nothing is permitted
            there = _entries(path)
            left += [one for one in there if one.is_dir() and not one.is_symlink() and not one.name.startswith(".")]
            yield from (path / name for name in own_files(path, {one.name for one in there}))
        elif path.name in own_files(path.parent, {path.name, RUN}):
            yield path


def read_results(folder: Path) -> Results:
    """The results that :func:`write_results` wrote, equal to them, all of one run.

    Raises StoreError, which names the file, the line where there is one, and what to do, where a file is missing,
    broken, of another version, changed after the run, or does not belong to the others. articles.jsonl may be missing.
    """
    run, found = on_disk.read_all(folder)
    tables = {name: _table(folder / f"{name}.csv", found.get(f"{name}.csv"), name) for name in TABLES}
    kept = read_archive(found.get(ARTICLES, b""), folder / ARTICLES) if ARTICLES in found else Archive()
    fault = first_fault(tables, kept)
    if fault is not None:
        name = f"{fault.table}.csv"
        raise _broken(folder / name, f"line {line_of(found[name], fault.row)}: {fault.why}")
    scorer = " and ".join(sorted(kept.scorers)) or (run.scorer if run else "")
    configuration = {name: found[name] for name in CONFIGURATION if name in found}
    return Results(
        **tables,
        articles=kept.articles,
        details=kept.details,
        scorer=scorer,
        run=run,
        configuration=configuration,
        told=None,
    )


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir(), reverse=True)
    except OSError:
        return []


def _table(path: Path, data: bytes | None, name: TableName) -> pd.DataFrame:
    if data is None and not path.parent.is_dir():
        raise StoreError(f"the folder {path.parent} is missing: nothing of that name lies there; is the path right?")
    if data is None:
        raise StoreError(f"{path} is missing: {AGAIN}")
    try:
        return read_table(data, name)
    except ValueError as error:
        raise _broken(path, str(error)) from error


def _broken(path: Path, why: str) -> StoreError:
    return StoreError(f"{path} is broken or of another version ({why}): {AGAIN}")
