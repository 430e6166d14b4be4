"""run.json: what made the files of a folder of results, and the SHA-256 of each of them."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import json
import platform
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from analytics.analysis.run import Run
from analytics.errors import StoreError
from analytics.stance.scorers import scorer_named

RUN = "run.json"
SCHEMA = 1
"""The version of run.json; a file of another version is refused."""

AGAIN = "run `python -m analytics score ... --out` on this folder again"

_PROGRAM = "quoted-stance"
_ALWAYS = ("statements",)  # weights that every run uses
PACKAGES = ("numpy", "pandas", "pyarrow", "onnxruntime", "tokenizers")  # on which digits may depend


def begun(scorer: str, options: Mapping[str, Any]) -> Run:
    """The record of a run that begins now with these options. Raises ModelError where weights are missing, ValueError
    where there is no such scorer."""
    from analytics.weights import listed  # noqa: PLC0415 (who reads results need not wait for onnxruntime)

    names = (*_ALWAYS, *scorer_named(scorer).weights)
    where = {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}
    packages = {name: _version(name) for name in PACKAGES}
    return Run(scorer, options=options, weights={name: dict(listed(name)) for name in names}, platform=where | packages)


def _version(package: str) -> str:
    """The version of a package, "" where it is installed under another name."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def run_bytes(run: Run) -> bytes:
    """The file."""
    head = {"schema": SCHEMA, "program": _PROGRAM, "targets": run.targets, "speakers": run.speakers}
    return (json.dumps(head | asdict(run), indent=2) + "\n").encode("ascii")


def parsed_run(data: bytes, path: Path) -> Run:
    """What :func:`run_bytes` wrote. Raises StoreError, which names ``path``, where it is anything else."""
    try:
        record = json.loads(data)
        if not isinstance(record, dict) or record.get("program") != _PROGRAM:
            raise ValueError("it is not the record of a run")
        if record["schema"] != SCHEMA:
            raise ValueError(f"schema {record['schema']}, and this program reads {SCHEMA}")
        values = {name: record[name] for name in Run.__dataclass_fields__}
        _check(values)
    except (ValueError, KeyError, RecursionError) as error:  # whatever JSON can hold instead
        raise StoreError(f"{path} is broken or of another version ({error}): {AGAIN}") from error
    return Run(**values)


def _check(values: Mapping[str, Any]) -> None:
    """Raise ValueError where a value is not of its type."""
    for name in ("scorer", "scored", "version"):
        if not isinstance(values[name], str):
            raise ValueError(f"{name} is not text")
    dt.datetime.fromisoformat(values["scored"])
    for name, kind in (("options", object), ("weights", dict), ("counts", int), ("platform", str), ("files", str)):
        if not isinstance(values[name], dict) or not all(isinstance(one, kind) for one in values[name].values()):
            raise ValueError(f"{name} is not as it must be")
