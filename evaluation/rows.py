"""JSON lines, plain or gzipped: gold sets, corpora and training rows are all read here."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from io import BufferedIOBase
from pathlib import Path
from typing import Any, TypeVar

Row = dict[str, Any]
Made = TypeVar("Made")


class MalformedRowError(ValueError):
    """A line that does not hold what its file must hold; says which file, which line (from 1), and why."""


def rows(path: Path) -> Iterator[Row]:
    """The objects of a .jsonl or .jsonl.gz file. Raises MalformedRowError where a line is none."""
    return parsed(path, lambda row: row)


def parsed(path: Path, parse: Callable[[Row], Made]) -> Iterator[Made]:
    """What ``parse`` makes of each line, in their order.

    A line is never skipped: MalformedRowError where it is no JSON object (an empty line is none), or where ``parse``
    raises ValueError, TypeError or KeyError.
    """
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            try:
                made = parse(_object(line))
            except KeyError as error:
                raise MalformedRowError(
                    f"{path}, line {number}: {error} is missing or not one of those known"
                ) from error
            except (ValueError, TypeError) as error:
                raise MalformedRowError(f"{path}, line {number}: {error}") from error
            yield made


def _opened(path: Path) -> BufferedIOBase:
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def _object(line: bytes) -> Row:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise TypeError("a JSON object is needed")
    return found
