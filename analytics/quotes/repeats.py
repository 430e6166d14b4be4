"""The same words twice in one article, as where a pull quotation repeats a sentence: one statement."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analytics.records import Span

_WORD = re.compile(r"[^\W_]+")
_FEWEST = 4  # words: fewer may be said twice
_GRAM = 5  # words in a row by which a part is looked up in a whole
_MOST = 8  # wholes that are looked at for one part


def repeats(text: str, contents: Sequence[Sequence[Span]], weak: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pairs of numbers: a statement, and the one whose words it repeats.

    Args:
        text: what the spans are offsets into.
        contents: the spans of each statement.
        weak: for each, whether its words are little bound to who speaks; such a statement repeats another also where
            it is a part of it, and a strong one is never a repeat of it.
    """
    words = [_words(text, content) for content in contents]
    order = sorted(range(len(words)), key=weak.__getitem__)  # stable: strong ones first, in the order of the text
    first_of: dict[tuple[str, ...], int] = {}
    holders: dict[tuple[str, ...], list[int]] = {}
    for number in order:
        said = words[number]
        if len(said) < _FEWEST:
            continue
        if said in first_of:
            yield number, first_of[said]
            continue
        first_of[said] = number
        if not weak[number]:
            for i in range(len(said) - _GRAM + 1):
                holders.setdefault(said[i : i + _GRAM], []).append(number)
        elif (whole := _whole(said, words, holders)) is not None:
            yield number, whole


def _words(text: str, content: Sequence[Span]) -> tuple[str, ...]:
    return tuple(word.casefold() for span in content for word in _WORD.findall(text, *span))


def _whole(
    said: tuple[str, ...], words: Sequence[tuple[str, ...]], holders: dict[tuple[str, ...], list[int]]
) -> int | None:
    """The statement that holds some words in a row, None where none does."""
    part = f" {' '.join(said)} "
    candidates = holders.get(said[:_GRAM], [])[:_MOST] if len(said) >= _GRAM else []
    return next((number for number in candidates if part in f" {' '.join(words[number])} "), None)
