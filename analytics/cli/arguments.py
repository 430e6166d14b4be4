"""Values of the command line: each function reads one, or raises argparse.ArgumentTypeError with what was expected."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
from pathlib import Path

_SHORTEST, _LONGEST = 0.1, 86_400.0  # seconds
COLUMN_FIELDS = ("text", "title", "outlet", "published", "url", "article_id", "file")
"""For which fields a column can be named."""
_MOST_WORKERS = 61  # each is a process with a model of its own


def named_path(text: str) -> Path:
    """A path of the command line; an empty one would otherwise be the folder in which the user happens to be."""
    if not text:
        raise argparse.ArgumentTypeError("the name is empty; write . for the folder that you are in")
    return Path(text)


def named(text: str) -> str:
    """A name; an empty one is nobody's."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return text


def workers(text: str) -> int:
    """How many processes."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 0 < number <= _MOST_WORKERS:
        shown = text if len(text) <= 20 else f"{text[:20]}..."
        raise argparse.ArgumentTypeError(f"{shown!r} is not a whole number above 0 and not above {_MOST_WORKERS}")
    return number


def columns(text: str) -> dict[str, str]:
    """Names of columns by field: ``text=Body,outlet=Source``."""
    found: dict[str, str] = {}
    for pair in next(csv.reader([text], skipinitialspace=True), []):
        field, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or field not in COLUMN_FIELDS:
            raise argparse.ArgumentTypeError(f"{pair!r} is not FIELD=COLUMN with one of {', '.join(COLUMN_FIELDS)}")
        if field in found:
            raise argparse.ArgumentTypeError(f"{field} is set twice")
        found[field] = name
    return found


def duration(text: str) -> float:
    """A number of seconds."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not _SHORTEST <= seconds <= _LONGEST:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds from {_SHORTEST:g} to {_LONGEST:g}")
    return seconds


def date(text: str) -> dt.date:
    """A day, YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date YYYY-MM-DD") from error


def count(text: str) -> int:
    """A whole number above 0."""
    number = int(text) if text.isdecimal() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number
