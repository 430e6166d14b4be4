"""Which files of a folder a run wrote: only those are ever replaced, and none of them is read as an article."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from analytics.analysis.results import SPEAKERS, TARGETS
from analytics.digests import sha256
from analytics.errors import StoreError
from analytics.ingest.reasons import REASONS
from analytics.regular_file import read_regular
from analytics.store.export import read_table
from analytics.store.files import refuse_special
from analytics.store.run import RUN, parsed_run
from analytics.tables import TABLES, TableName, headers

ARTICLES = "articles.jsonl"
PACKAGE = "datapackage.json"
CONFIGURATION = (TARGETS, SPEAKERS)
NAMES = (*(f"{name}.csv" for name in TABLES), ARTICLES, *CONFIGURATION, PACKAGE, RUN)
"""The files of a run, the last one written last."""

FAILED = "rejects-failed.csv"
"""What could not be used in a run that could use nothing, where results of an earlier one lie."""

_ELSEWHERE = "move it away, or name another folder after --out"
_BOM = b"\xef\xbb\xbf"
_HEAD_OF_ARTICLES = re.compile(rb'\{"schema": \d+, "scorer": "[^"]*", "article": \{"article_id": ')
_TABLE_OF: Mapping[str, TableName] = {**{f"{name}.csv": name for name in TABLES}, FAILED: "rejects"}


def refuse_foreign(folder: Path, ready: Path) -> None:
    """Raise StoreError where a file that a run would replace is the user's own, or was changed by the user.

    ``ready`` is the run.json of a run whose files are on their way into the folder, if there is one.
    """
    current, coming = listed_files(folder / RUN), listed_files(ready)
    for path in (folder / name for name in reversed(NAMES)):  # run.json first, as it vouches for the others
        if not os.path.lexists(path):
            continue
        refuse_special(path)
        written = {files[path.name] for files in (current, coming) if path.name in files}
        if written and _digest(path) in written:
            continue
        if path.name in current:
            raise StoreError(f"{path} was changed after the run that wrote it and is not overwritten: {_ELSEWHERE}")
        if not looks_own(path):
            raise StoreError(f"{path} was not written by this program and is not overwritten: {_ELSEWHERE}")


def own_files(folder: Path, names: Collection[str]) -> Iterator[str]:
    """Those of the ``names`` in a folder that are files of a run."""
    listed = listed_files(folder / RUN) if RUN in names else {}
    for name in (*NAMES, FAILED):
        path = folder / name
        if name in names and (looks_own(path) or (name in listed and _digest(path) == listed[name])):
            yield name


def looks_own(path: Path) -> bool:
    """True where a file's content shows beyond doubt that a run wrote it, whatever became of it since.

    It is a table with exactly the columns that its name has in this version or an earlier one, articles.jsonl in its
    own form, or run.json.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            first = stream.readline(10_000).removeprefix(_BOM)
        if path.name in _TABLE_OF:
            return _is_table(path, first, _TABLE_OF[path.name])
        return bool(listed_files(path)) if path.name == RUN else path.name == ARTICLES and _is_articles(first)
    except OSError:
        return False


def _is_table(path: Path, first: bytes, name: TableName) -> bool:
    if first.rstrip(b"\r\n") not in [",".join(header).encode() for header in headers(name)]:
        return False
    if name != "rejects":
        return True
    try:  # three common words: only its reasons show that such a table is one of ours
        return bool(read_table(path.read_bytes(), name)["reason"].isin(REASONS).all())
    except ValueError:
        return False


def _is_articles(first: bytes) -> bool:
    return _HEAD_OF_ARTICLES.match(first) is not None


def listed_files(path: Path) -> Mapping[str, str]:
    """The files, with their SHA-256, that a run.json lists; none where it is not ours or cannot be read."""
    try:
        return parsed_run(read_regular(path), path).files
    except (OSError, StoreError):
        return {}


def _digest(path: Path) -> str:
    """The SHA-256 of a file, "" where it cannot be read: then it is nobody's that we know of."""
    try:
        return sha256(path)
    except OSError:
        return ""
