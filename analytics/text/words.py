"""The words of a text in columns, with what finding names needs to know of each; marks lie between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analytics.text.sentences import is_title
from analytics.text.tokens import Token, normal, tokenise


@dataclass(frozen=True)
class Words:
    """The words of a text: ``starts`` and ``ends`` are their offsets, a possessive "'s" apart; ``sentences`` is where
    the sentences begin, in order."""

    text: str
    forms: tuple[str, ...]
    normals: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    possessive: tuple[bool, ...]
    sentences: tuple[int, ...] = (0,)

    def __len__(self) -> int:
        return len(self.forms)

    def gap(self, index: int) -> str:
        """What stands between a word and the next one, without a possessive "'s"."""
        if index + 1 >= len(self.forms):
            return "\n"
        start = self.ends[index] + (2 if self.possessive[index] else 0)
        return self.text[start : self.starts[index + 1]]

    def joined(self, index: int) -> bool:
        """True where the next word follows after a mere space (or the dot of an initial or short title)."""
        gap = self.gap(index)
        if gap in (" ", "  "):
            return True
        return gap == ". " and (len(self.forms[index]) == 1 or is_title(self.forms[index]))

    def at(self, offset: int) -> int:
        """The index of the first word that ends after ``offset``."""
        return bisect_right(self.ends, offset)

    def sentence(self, offset: int) -> int:
        """The number of the sentence that holds ``offset``."""
        return max(0, bisect_right(self.sentences, offset) - 1)

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


def columns(text: str, tokens: Iterable[Token], sentences: Iterable[int] = (0,)) -> Words:
    """The words among the tokens of ``text``, whose sentences begin at ``sentences``."""
    words = [token for token in tokens if not token.is_mark]
    forms, ends = [token.text for token in words], [token.end for token in words]
    possessive = [token.possessive for token in words]
    for index in [index for index, owns in enumerate(possessive) if owns]:
        forms[index] = words[index].form
        ends[index] -= len("'s")
    starts = tuple(token.start for token in words)
    normals = tuple(map(normal, forms))
    return Words(text, tuple(forms), normals, starts, tuple(ends), tuple(possessive), tuple(sentences))


def split(text: str) -> Words:
    """The words of a phrase."""
    return columns(text, tokenise(text))
