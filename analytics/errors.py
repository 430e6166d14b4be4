"""Every error that this package raises on purpose.

QuotedStanceError
├── InputError              an article, file or row that cannot be used; goes to rejects.csv in a batch
├── ConfigurationError      targets.yaml or speakers.yaml is malformed: file, line, what was expected
├── ModelError              weights are missing, damaged or of another version
├── CardError               a card or the README lacks what is read from it
├── StoreError          an output folder cannot be written, or a stored file is broken or of another version
├── WorkerError             a worker process ended before it answered, by a time limit or otherwise
└── NothingUsableError      a whole batch held nothing that could be scored
"""

from __future__ import annotations

from pathlib import Path


class QuotedStanceError(Exception):
    """The root: catch this to catch all of them. Its text says what is wrong and what to do."""


class InputError(QuotedStanceError):
    """One input that cannot be used.

    ``reason`` is a short constant (the ``reason`` column of rejects.csv), ``detail`` a sentence for the reader.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return type(self), (self.reason, self.detail)


class ConfigurationError(QuotedStanceError):
    """A configuration file that does not say what it must. ``line`` counts from 1; 0 means the whole file."""

    def __init__(self, path: str | Path, line: int, expected: str) -> None:
        place = f"{path}, line {line}" if line else f"{path}"
        super().__init__(f"{place}: {expected}")
        self.path = Path(path)
        self.line = line
        self.expected = expected

    def __reduce__(self) -> tuple[type[ConfigurationError], tuple[Path, int, str]]:
        return type(self), (self.path, self.line, self.expected)


class ModelError(QuotedStanceError):
    """A model that cannot be loaded; says which file, and how to get it back."""


class CardError(QuotedStanceError, LookupError):
    """A card, or the README, that does not hold a heading or a table that is read from it; says which."""


class StoreError(QuotedStanceError):
    """A folder of results that cannot be written or read."""


class WorkerError(QuotedStanceError):
    """A worker process that ended before it answered; its text says how. ``overtime``: a time limit ended it."""

    def __init__(self, how: str, *, overtime: bool = False) -> None:
        super().__init__(how)
        self.overtime = overtime


class NothingUsableError(QuotedStanceError):
    """None of the inputs could be scored."""
