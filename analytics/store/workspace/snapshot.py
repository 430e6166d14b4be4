"""The tables of a workspace, kept beside it: opening it need not make them anew while nothing has changed.

The file is one line of JSON, then the tables in Arrow's file format. The line says of which content they were made, how
long each is, and the SHA-256 of the rest; what is not as it says, or cannot be read, is made anew. Articles and
statements are not in it: they are read from the workspace when they are asked for.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

import pandas as pd
import pyarrow as pa

import analytics
from analytics.analysis.results import Results
from analytics.digests import sha256_of
from analytics.errors import StoreError
from analytics.records import Article, Statement
from analytics.schemas import SCHEMAS
from analytics.stages import Analysed
from analytics.store.files import replace_file
from analytics.store.workspace import contents
from analytics.store.workspace.file import reading, snapshot_of
from analytics.store.workspace.rows import analysed_at
from analytics.tables import TABLES, TableName, validate

_PLACES = "places"
_KEPT = 256  # articles that are kept once read
_Record = TypeVar("_Record")

_MADE_OF = (
    "SELECT position, article_id, sha256, findings, run, added, scored, removed FROM articles ORDER BY position",
    "SELECT article FROM changes WHERE kind = 'keep' AND undone IS NULL ORDER BY position",
    "SELECT first, second, share FROM pairs ORDER BY first, second",
    "SELECT input, reason, detail FROM rejects ORDER BY position",
)


def opened(path: Path) -> Results:
    """What :func:`.contents.results` gives, from the snapshot where that is of the workspace as it is now.

    Else it is made, and kept where the folder can be written. Raises as :func:`.contents.results`.
    """
    with reading(path) as connection:
        content = _content(connection)
        found = read(path, content)
        if found is None:
            made = contents.results(connection)
            found = _Tables({name: made.table(name) for name in TABLES}, made.told or {}, contents.places(connection))
            _keep(path, content, found)
        frame = contents.made_with(connection)
    articles, details = _records(path, found)
    return replace(
        frame,
        statements=found.tables["statements"],
        stances=found.tables["stances"],
        aggregates=found.tables["aggregates"],
        rejects=found.tables["rejects"],
        articles=articles,
        details=details,
        told=found.told,
    )


def faults(connection: sqlite3.Connection, made: Results) -> Iterator[str]:
    """Where a snapshot of the workspace as it is now says something else than the tables that were made of it."""
    path = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    found = read(path, _content(connection))
    if found is None:
        return
    same = all(found.tables[name].equals(made.table(name)) for name in TABLES) and found.told == made.told
    if not same or found.places != contents.places(connection):
        yield f"{snapshot_of(path).name} does not hold the tables of this workspace: delete it, it is made anew"


class _Tables(NamedTuple):
    """What a snapshot holds: the tables, the stories, and the position of each article that counts, by its id."""

    tables: Mapping[TableName, pd.DataFrame]
    told: Mapping[str, str]
    places: Mapping[str, int]


def read(path: Path, content: str) -> _Tables | None:
    """The snapshot of a workspace with this content; None where there is none that can be used."""
    try:
        line, _, body = snapshot_of(path).read_bytes().partition(b"\n")
        head = json.loads(line)
        if head["content"] != content or head["sha256"] != sha256_of(body):
            return None
        frames: dict[TableName, pd.DataFrame] = {}
        start = 0
        for name in TABLES:
            part = pa.py_buffer(memoryview(body)[start : start + head["bytes"][name]])
            frames[name] = pa.ipc.open_file(part).read_all().to_pandas()
            validate(frames[name], name)
            start += head["bytes"][name]
        return _Tables(frames, head["told"], head[_PLACES])
    except (OSError, ValueError, KeyError, TypeError, RecursionError, pa.ArrowException):  # whatever lies there
        return None


def _keep(path: Path, content: str, tables: _Tables) -> None:
    """Write the snapshot, if that can be done: what no file can hold, half a character, is made anew each time."""
    with suppress(OSError, ValueError, StoreError, pa.ArrowException):
        parts = {name: _bytes(tables.tables[name]) for name in TABLES}
        body = b"".join(parts.values())
        sizes = {name: len(part) for name, part in parts.items()}
        head = {"content": content, "bytes": sizes, "told": tables.told, _PLACES: tables.places}
        line = json.dumps(head | {"sha256": sha256_of(body)})
        replace_file(snapshot_of(path), line.encode("ascii") + b"\n" + body)


def _bytes(frame: pd.DataFrame) -> bytes:
    table = pa.Table.from_pandas(frame, preserve_index=False)
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _content(connection: sqlite3.Connection) -> str:
    """What stands for all that the tables are made of, this program among it."""
    digest = hashlib.sha256(repr((analytics.__version__, SCHEMAS)).encode("ascii"))
    for query in _MADE_OF:
        for row in connection.execute(query):
            digest.update(repr(row).encode("utf-8", "surrogatepass"))
        digest.update(b"\n")
    return digest.hexdigest()


def _records(path: Path, found: _Tables) -> tuple[Mapping[str, Article], Mapping[str, Statement]]:
    """Articles and statements by their ids, read from the workspace when they are asked for."""
    statements = found.tables["statements"]
    holders = dict(zip(statements["statement_id"].tolist(), statements["article_id"].tolist(), strict=True))

    @lru_cache(_KEPT)
    def analysed(key: str) -> Analysed:
        with reading(path) as connection:
            return analysed_at(connection, found.places[key])

    def statement(key: str) -> Statement:
        one = analysed(holders[key])
        return next(each for each in one.statements if each.id(one.article) == key)

    def article(key: str) -> Article:
        return analysed(key).article

    return _Read(found.places, article), _Read(holders, statement)


class _Read(Mapping[str, _Record], Generic[_Record]):
    """Records that are read when they are asked for; one that is not there any more is none."""

    def __init__(self, keys: Mapping[str, object], read: Callable[[str], _Record]) -> None:
        self._keys, self._read = keys, read

    def __getitem__(self, key: str) -> _Record:
        if key not in self._keys:
            raise KeyError(key)
        try:
            return self._read(key)
        except StopIteration:  # it was scored anew since
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
