"""The lines of a download, and what is told from one of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.ingest.dates import Dates
from analytics.ingest.fields import Fields
from analytics.lang import lexicon

_MOST_IN_A_DATE = 60  # characters
_MONTHS = lexicon.words("months") | lexicon.words("month_abbreviations") | lexicon.words("rare_month_abbreviations")
_DATE = re.compile(
    rf"(?=.*\b{lexicon.alternatives(_MONTHS)}\b)(?=.*\b(?:19|20)\d\d\b)[\w ,.:()+-]+", re.IGNORECASE | re.ASCII
)
_COPYRIGHT = re.compile(r"(?:copyright\b|©|\(c\)\s).*|all rights reserved\.?|\(c\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a download: what stands above its text, and the text, ``""`` where there is none."""

    fields: Fields
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds something, without the white space around it, and where it begins and ends in the text."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> list[Line]:
    """The lines of a text, those of white space alone left out."""
    found = []
    for match in re.finditer(r"[^\n\f]+", text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            found.append(Line(start, start + len(stripped), stripped))
    return found


def between(text: str, lines: Sequence[Line]) -> str:
    """The text from the first of some lines to the end of the last, as it stands; ``""`` where there are none."""
    return text[lines[0].start : lines[-1].end] if lines else ""


def day_of(line: str) -> dt.date | None:
    """The day, where a line is a date that names its month and nothing else."""
    if len(line) > _MOST_IN_A_DATE or not _DATE.fullmatch(line):
        return None
    return Dates().read(line).day


def is_copyright(line: str) -> bool:
    """True where a line says who has the rights in an article, and nothing more."""
    return _COPYRIGHT.fullmatch(line) is not None


def is_apart(text: str, before: Line, after: Line) -> bool:
    """True where an empty line stands between two lines."""
    return text.count("\n", before.end, after.start) > 1 or "\f" in text[before.end : after.start]
