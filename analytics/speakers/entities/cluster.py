"""An entity while its names are gathered, and the forms in which its full name is written."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analytics.speakers import scoring
from analytics.speakers.book.book import Person
from analytics.speakers.entities.recognition import NameMention
from analytics.speakers.names.matching import PARTICLES, given_name, surname, surname_first
from analytics.speakers.names.usual import Spelling, usual_form

# Ana "Nina" Ruiz
_NICKNAME = re.compile(r"\s[\"“‘'][^\"”’'\n]+[\"”’'](?=\s)")
_LABEL_PART = re.compile(r"[^\W\d_]+")


@dataclass(eq=False)
class Cluster:
    """An entity while its names are gathered: full names first, in the order of the text, then the others.

    ``written`` counts the forms of the full name, ``opening`` those of them that only ever begin a sentence; ``doubts``
    says of names that may mean somebody else, by their first word, how sure it is that they mean this one.
    """

    found: list[NameMention] = field(default_factory=list)
    written: Counter[tuple[str, ...]] = field(default_factory=Counter)
    opening: set[tuple[str, ...]] = field(default_factory=set)
    doubts: dict[int, float] = field(default_factory=dict)
    titles: set[str] = field(default_factory=set)  # that stand before a full name
    full: list[int] = field(default_factory=list)  # the first word of each full name
    short: list[int] = field(default_factory=list)  # and of each other one, in order
    person: Person | None = None
    kind: str = "unknown"
    name: str = ""
    tokens: tuple[str, ...] = ()
    gender: str = ""
    sure: float = scoring.NAMED_IN_FULL

    def add(self, item: NameMention, sure: float = 1.0) -> None:
        """Add a name that means the entity, as surely as that."""
        self.found.append(item)
        if sure < 1.0:
            self.doubts[item.first] = sure
        insort(self.full if item.last - item.first > 1 else self.short, item.first)

    def named(self, before: int) -> tuple[int, int]:
        """How many full names and how many others stand before a word."""
        return bisect_left(self.full, before), bisect_left(self.short, before)

    def last_before(self, word: int) -> int:
        """Where the last name begins that stands before a word; -1 where none does."""
        full, short = self.named(word)
        return max(self.full[full - 1] if full else -1, self.short[short - 1] if short else -1)

    def take_usual_name(self) -> None:
        """Call the entity by the usual one of its full names, where it has any."""
        if self.written:
            spellings = [Spelling(name, count, name in self.opening) for name, count in self.written.items()]
            self.tokens = usual_form(spellings).tokens
            self.name = " ".join(self.tokens)


def as_name(written: str) -> str:
    """A name in capitals, as the labels of a transcript are, in title case; any other as it is."""
    if not written.isupper():
        return written
    return _LABEL_PART.sub(lambda match: match.group().capitalize(), written)


def written_form(written: str) -> tuple[str, ...]:
    """The words of a full name as they are shown: without a nickname and commas, "Jr." with its dot."""
    words = as_name(_NICKNAME.sub("", written)).replace("’", "'").replace(",", "").split()
    return (*words[:-1], f"{words[-1]}.") if words[-1].casefold() in ("jr", "sr") else tuple(words)


def parts_of(tokens: Sequence[str]) -> Iterator[str]:
    """What of a full name may stand for all of it, besides the surname: the given name, what stands before a particle
    ("Lula" in "Ana Lula da Velt"), the halves of a surname."""
    yield given_name(tokens)
    if surname_first(tuple(tokens)):
        yield tokens[-1]
    yield from (one for one, following in pairwise(tokens[1:]) if following in PARTICLES and one not in PARTICLES)
    last = surname(tokens)
    if "-" in last:
        yield from (half for half in last.split("-") if half[:1].isupper())
