"""An entity of an article while its names are gathered."""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass, field

from analytics.speakers import scoring
from analytics.speakers.book.book import Person
from analytics.speakers.entities.recognition import NameMention


@dataclass(eq=False)
class Cluster:
    """An entity while its names are gathered: full names first, in the order of the text, then the others."""

    found: list[NameMention] = field(default_factory=list)
    full: list[int] = field(default_factory=list)  # the first word of each full name
    short: list[int] = field(default_factory=list)  # and of each other one, in order
    person: Person | None = None
    kind: str = "unknown"
    name: str = ""
    tokens: tuple[str, ...] = ()
    gender: str = ""
    sure: float = scoring.NAMED_IN_FULL

    def add(self, item: NameMention) -> None:
        """Add a name that means the entity."""
        self.found.append(item)
        insort(self.full if item.last - item.first > 1 else self.short, item.first)

    def named(self, before: int) -> tuple[int, int]:
        """How many full names and how many others stand before a word."""
        return bisect_left(self.full, before), bisect_left(self.short, before)

    def last_before(self, word: int) -> int:
        """Where the last name begins that stands before a word; -1 where none does."""
        full, short = self.named(word)
        return max(self.full[full - 1] if full else -1, self.short[short - 1] if short else -1)
