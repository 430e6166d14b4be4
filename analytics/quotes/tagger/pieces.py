"""Text as the tagger sees it: word pieces with features, and the words that they belong to.

The model was trained on lower-cased pieces (all-MiniLM-L6-v2), to which this adds what that loses and what a
reader of news goes by: upper case, whether the words stand between quotation marks, and paragraph breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analytics.errors import ModelError
from analytics.records import Span

Ints = NDArray[np.int64]

OPENING, BREAK = "[CLS]", "[SEP]"
"""Pieces that stand for the beginning of a window, and for a paragraph break or a window's end."""

N_FEATURES = 6  # three kinds of case, outside or inside quotation marks

# One sign for one use: the model need not learn each country's quotation marks. Lengths stay as they are.
_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»〝〞＂", '"'), **dict.fromkeys("‘’‚‛‹›`´", "'")})
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: what no encoder of text takes
_OPENING, _CLOSING = '“„«‟〝"', '”»〞"'
_MARK = re.compile(f"[{_OPENING}{_CLOSING}\n]")
_APART = re.compile(r"\s|[!-/:-@\[-`{-~]")  # white space or a mark, each of which is a word of its own
_AT_ONCE = 20_000  # characters


@dataclass(frozen=True, slots=True)
class Pieces:
    """A text cut into word pieces, one row for each; paragraph breaks are pieces that belong to no word.

    ``ids`` are the tokenizer's, ``features`` in ``range(N_FEATURES)``, ``word`` is the number of the word that a
    piece belongs to or -1, ``first`` the piece with which each word begins, ``words`` the words' character spans,
    ``paragraph`` the number of the paragraph that each word stands in.
    """

    ids: Ints
    features: Ints
    word: Ints
    first: Ints
    words: tuple[Span, ...]
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.ids)


def plain(text: str) -> str:
    """``text`` with one sign for each use of a mark; every character keeps its place."""
    return _SURROGATE.sub("\ufffd", text.translate(_PLAIN))


def between_marks(text: str) -> NDArray[np.bool_]:
    """For each character, whether it stands between double quotation marks (the marks included).

    Curly marks and guillemets say which way they face; straight ones open and close by turns. A paragraph starts
    outside, so that a mark that is missing harms no more than its own paragraph.
    """
    inside = np.zeros(len(text), dtype=np.bool_)
    opened: int | None = None
    for match in _MARK.finditer(text):
        place, mark = match.start(), match.group()
        if mark == "\n":
            _fill(inside, opened, place)
            opened = None
        elif opened is None:
            opened = place if mark in _OPENING else None
        elif mark in _CLOSING or (mark == "“" and text[opened] == "„"):
            _fill(inside, opened, place + 1)
            opened = None
    _fill(inside, opened, len(text))
    return inside


def _fill(inside: NDArray[np.bool_], opened: int | None, end: int) -> None:
    if opened is not None:
        inside[opened:end] = True


def cut(text: str, tokenizer: Tokenizer) -> Pieces:
    """Cut ``text`` into pieces. White space makes none; a line break between two words makes a break."""
    inside = between_marks(text)
    break_id = piece_id(tokenizer, BREAK)
    ids: list[int] = []
    features: list[int] = []
    word: list[int] = []
    first: list[int] = []
    words: list[Span] = []
    paragraph: list[int] = []
    group, line, end_before = None, 0, 0
    for piece, start, end, its_group in _encoded(plain(text), tokenizer):
        if its_group != group:
            if words and "\n" in text[end_before:start]:
                line += 1
                ids.append(break_id)
                features.append(0)
                word.append(-1)
            first.append(len(ids))
            words.append((start, end))
            paragraph.append(line)
            group = its_group
        else:
            words[-1] = (words[-1][0], end)
        ids.append(piece)
        features.append(_case(text, words[-1][0], end) + 3 * bool(inside[start]))
        word.append(len(words) - 1)
        end_before = end
    return Pieces(
        np.array(ids, dtype=np.int64),
        np.array(features, dtype=np.int64),
        np.array(word, dtype=np.int64),
        np.array(first, dtype=np.int64),
        tuple(words),
        np.array(paragraph, dtype=np.int64),
    )


def _encoded(text: str, tokenizer: Tokenizer) -> Iterator[tuple[int, int, int, int]]:
    """Each piece with its span and the number of its word. A long text is encoded in parts, cut where words are apart
    for any tokenizer of this kind: what it makes of a text takes a hundred times the memory of the text."""
    begin = words = 0
    while begin < len(text):
        apart = _APART.search(text, begin + _AT_ONCE)
        end = apart.end() if apart else len(text)
        encoding = tokenizer.encode(text[begin:end], add_special_tokens=False)
        groups = [group or 0 for group in encoding.word_ids]  # only special tokens, which are not added, have none
        for piece, (a, b), group in zip(encoding.ids, encoding.offsets, groups, strict=True):
            yield piece, begin + a, begin + b, words + group
        begin, words = end, words + (groups[-1] + 1 if groups else 0)


def piece_id(tokenizer: Tokenizer, piece: str) -> int:
    """The id of a special piece. Raises ModelError where the tokenizer has none."""
    found = tokenizer.token_to_id(piece)
    if found is None:
        raise ModelError(f"the tokenizer knows no {piece}: it is not the one that the model was trained with")
    return found


def _case(text: str, start: int, end: int) -> int:
    """0: no upper case at its start; 1: capitalised; 2: all capitals."""
    if not text[start].isupper():
        return 0
    return 2 if end - start > 1 and text[start:end].isupper() else 1
