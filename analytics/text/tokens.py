"""Words and marks with their offsets: the one way in which a text is cut into tokens."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_LETTERS = r"[^\W_]+[\u0300-\u036f]*+"
# Letters with full stops between them; words, with hyphens and the like inside them, numbers with their points and
# commas, names of sites; two marks that are one; any other mark.
_TOKEN = re.compile(
    rf"(?:[A-Za-z]\.){{2,}}"
    rf"|{_LETTERS}(?:(?:[’'\-&_]|(?<=\d)[.,:](?=\d)|(?<=\w)\.(?=[a-z])){_LETTERS})*+"
    r"|''|``|[^\w\s]|_"
)
_POSSESSIVE = ("'s", "’s", "'S", "’S")


class Token(NamedTuple):
    """A word, a mark, or a whole quotation, with its span of the text."""

    start: int
    end: int
    text: str
    is_quotation: bool = False

    @property
    def lower(self) -> str:
        """The word in lower case, with a straight apostrophe."""
        return self.text.lower().replace("’", "'")

    @property
    def is_mark(self) -> bool:
        """True where this is punctuation."""
        return not self.is_quotation and not self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """True where it is written like a name: with a capital letter."""
        return not self.is_quotation and self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        """True where it ends in a possessive "'s"."""
        return self.text.endswith(_POSSESSIVE) and len(self.text) > len("'s")

    @property
    def form(self) -> str:
        """The word without a possessive "'s"."""
        return self.text[: -len("'s")] if self.possessive else self.text


@lru_cache(maxsize=50_000)
def normal(word: str) -> str:
    """A word for comparison: case folded and without dots, but "US" and "WHO" kept apart from "us" and "who"."""
    plain = word.replace(".", "")
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)
    return plain if plain in ("US", "WHO", "IT") else plain.casefold().replace("’", "'")


def tokenise(text: str) -> list[Token]:
    """The words and marks of ``text``, in order; every character but white space is in one of them."""
    return [Token(match.start(), match.end(), match.group()) for match in _TOKEN.finditer(text)]
