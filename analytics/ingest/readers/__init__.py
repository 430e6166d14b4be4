"""The readers: each module here holds one, as ``READER``. This is the one place that knows which files are read.

To add one, add a module (CONTRIBUTING.md says how). Imports that take long belong inside its functions.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from analytics.discovery import offered
from analytics.ingest.reader import Reader


@cache
def readers() -> tuple[Reader, ...]:
    """All readers, in the order of their modules' names.

    Raises TypeError where a module offers none, ValueError where a suffix is not written as it must be or is taken.
    """
    found = offered(__name__, "READER", Reader)
    taken: dict[str, str] = {}
    for reader in found:
        for suffix in reader.suffixes:
            if not suffix.startswith(".") or suffix != suffix.lower():
                raise ValueError(f"{reader.called}: the suffix {suffix!r} is not in lower case with its dot")
            if suffix in taken:
                raise ValueError(f"two readers take {suffix}: {taken[suffix]}, and {reader.called}")
            taken[suffix] = reader.called
    return found


def suffixes() -> tuple[str, ...]:
    """The suffixes of all files that can be read, each with its dot."""
    return tuple(suffix for reader in readers() for suffix in reader.suffixes)


def reader_for(path: Path) -> Reader | None:
    """Who reads a file of this name; None where nobody does."""
    suffix = path.suffix.lower()
    return next((reader for reader in readers() if suffix in reader.suffixes), None)
