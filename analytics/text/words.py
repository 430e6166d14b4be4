"""An article as a list of words, with what finding names needs to know of each."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from analytics.records import Span
from analytics.text.spans import pieces

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W_]+(?:[-'’&][^\W_]+)*")
_POSSESSIVE = ("'s", "’s", "'S", "’S")
# Words before a dot that does not end a sentence.
_DOTTED = frozenset("mr mrs ms dr sen rep gov gen col lt sgt capt cmdr adm maj rev hon prof st jr sr pres del".split())
# Without giving back what was taken, and from the first of several dots only: else a run of them takes its square.
_BREAK = re.compile(r"(?<![.!?…])([.!?…]++)[\"”’»)\]]*+\s++(?=[\"“‘«(\[]*[A-Z0-9])|\n+")

_LAST_WORD = re.compile(r"[\s.!?…\"“‘«(\[]")


@lru_cache(maxsize=50_000)
def normal(word: str) -> str:
    """A word for comparison: case folded and without dots, but "US" and "WHO" kept apart from "us" and "who"."""
    plain = word.replace(".", "")
    return plain if plain in ("US", "WHO", "IT") else plain.casefold().replace("’", "'")


@dataclass(frozen=True)
class Words:
    """The words of a text: ``starts`` and ``ends`` are their offsets, a possessive "'s" apart."""

    text: str
    forms: tuple[str, ...]
    normals: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    possessive: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.forms)

    def gap(self, index: int) -> str:
        """What stands between a word and the next one, without a possessive "'s"."""
        if index + 1 >= len(self.forms):
            return "\n"
        start = self.ends[index] + (2 if self.possessive[index] else 0)
        return self.text[start : self.starts[index + 1]]

    def joined(self, index: int) -> bool:
        """Whether the next word follows after a mere space (or the dot of an initial or short title)."""
        gap = self.gap(index)
        if gap in (" ", "\u00a0", "  "):
            return True
        return gap in (". ", ".\u00a0") and (len(self.forms[index]) == 1 or self.normals[index] in _DOTTED)

    def at(self, offset: int) -> int:
        """The index of the first word that ends after ``offset``."""
        return bisect.bisect_right(self.ends, offset)

    @cached_property
    def sentences(self) -> tuple[int, ...]:
        """Where the sentences begin, in order, and the pieces of those without an end; the first begins at 0."""
        bounds = pairwise((0, *_sentence_starts(self.text), len(self.text)))
        return tuple(piece[0] for span in bounds for piece in pieces(self.text, span))

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds ``offset``."""
        return bisect.bisect_right(self.sentences, offset) - 1

    @cached_property
    def _breaks(self) -> tuple[int, ...]:
        return tuple(match.start() for match in re.finditer("\n", self.text))

    def paragraph(self, offset: int) -> Span:
        """Where the paragraph begins and ends that holds ``offset``."""
        after = bisect.bisect_left(self._breaks, offset)
        begin = self._breaks[after - 1] + 1 if after else 0
        return begin, self._breaks[after] if after < len(self._breaks) else len(self.text)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each normal form stands: the indices in order."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.normals):
            found.setdefault(word, []).append(index)
        return found

    @cached_property
    def lower_case(self) -> frozenset[str]:
        """Every word that the text writes in lower case."""
        return frozenset(form for form in self.forms if form.islower())


def _sentence_starts(text: str) -> list[int]:
    starts = []
    for match in _BREAK.finditer(text):
        if match.group(1) == ".":
            short = _LAST_WORD.split(text[max(0, match.start() - 12) : match.start()])[-1]
            if (len(short) == 1 and short.isupper()) or short.casefold() in _DOTTED:
                continue
        starts.append(match.end())
    return starts


def split(text: str) -> Words:
    """The words of ``text``."""
    matches = list(_WORD.finditer(text))
    forms = [match.group() for match in matches]
    ends = [match.end() for match in matches]
    possessive = [form.endswith(_POSSESSIVE) and len(form) > len("'s") for form in forms]
    for index in [index for index, owns in enumerate(possessive) if owns]:
        forms[index] = forms[index][: -len("'s")]
        ends[index] -= len("'s")
    starts = tuple(match.start() for match in matches)
    return Words(text, tuple(forms), tuple(map(normal, forms)), starts, tuple(ends), tuple(possessive))
