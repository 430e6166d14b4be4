"""What stands for data in the keys of caches: a digest of all that it holds, so that no other data has the same."""

from __future__ import annotations

import hashlib

import pandas as pd
import pyarrow as pa

from analytics.analysis.results import Results
from analytics.digests import sha256_of
from analytics.tables import TABLES


def digest(results: Results, *more: object) -> str:
    """A digest of all tables, scorer, targets and speakers, and of ``more``, which is told apart by its ``repr``."""
    tables = (table_digest(results.table(name)) for name in TABLES)
    used = sorted((name, sha256_of(data)) for name, data in results.configuration.items())
    parts = [*tables, results.scorer, used, *map(repr, more)]
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def table_digest(table: pd.DataFrame) -> str:
    """A digest of every cell, the columns and their types; Streamlit's own takes only some rows of a long table."""
    found = pa.Table.from_pandas(table)
    stream = pa.BufferOutputStream()
    with pa.ipc.new_stream(stream, found.schema) as writer:
        writer.write_table(found)
    return hashlib.sha256(stream.getvalue()).hexdigest()
