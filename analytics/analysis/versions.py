"""Versions of one utterance, word by word: what all of them keep, and what only one has.

Words are compared without case and without the marks around them, so that curly quotation marks or a comma make no
difference; the texts come back whole, character by character.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Literal

import pandas as pd

from analytics.text.tokens import tokenise

Kept = Literal["all", "some", "one"]
"""In which versions a word stands: in all of them, in some of the others, in this one only."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a version's text; ``kept`` says which versions have its words."""

    text: str
    kept: Kept


def compare_versions(texts: Sequence[str]) -> list[tuple[Piece, ...]]:
    """Each text cut into pieces by which of the texts have their words, in the order of ``texts``.

    The pieces of a text, joined, are the text. White space and punctuation go with the words on both sides where
    these are kept alike, and else with what all keep, so that a mark ends with its last word. Words match where they
    stand in the same order (Ratcliff and Obershelp's matching blocks, as :mod:`difflib` has them).
    """
    words = [[token for token in tokenise(text) if not token.is_mark] for text in texts]
    plain = [tuple(word.text.casefold().replace("’", "'") for word in row) for row in words]
    times = Counter(plain)  # most versions say the same: each wording is compared once
    found_in = {wording: [count] * len(wording) for wording, count in times.items()}
    for a, b in combinations(times, 2):
        matcher = difflib.SequenceMatcher(None, a, b, autojunk=False)
        for left, right, length in matcher.get_matching_blocks():
            for step in range(length):
                found_in[a][left + step] += times[b]
                found_in[b][right + step] += times[a]
    return [
        _pieces(
            text, [(word.start, word.end) for word in row], [_kept(count, len(texts)) for count in found_in[wording]]
        )
        for text, row, wording in zip(texts, words, plain, strict=True)
    ]


def _kept(count: int, versions: int) -> Kept:
    if count == versions:
        return "all"
    return "one" if count == 1 else "some"


def _pieces(text: str, spans: Sequence[tuple[int, int]], kept: Sequence[Kept]) -> tuple[Piece, ...]:
    """The text in pieces; neighbours of the same kind are one."""
    cut: list[Piece] = []
    done, before = 0, None
    for (start, end), kind in zip(spans, kept, strict=True):
        cut += [Piece(text[done:start], kind if kind == before else "all"), Piece(text[start:end], kind)]
        done, before = end, kind
    cut.append(Piece(text[done:], "all"))
    runs = groupby((piece for piece in cut if piece.text), key=lambda piece: piece.kept)
    return tuple(Piece("".join(piece.text for piece in run), kind) for kind, run in runs)


def repeated(statements: pd.DataFrame, utterances: pd.Series[str]) -> pd.DataFrame:
    """The utterances that stand in two articles or more: ``utterance``, ``articles``, ``outlets``, ``latest``.

    ``utterances`` has the index of ``statements``, see :func:`.grouping.group_utterances`. Those in most
    articles come first, of these the latest.
    """
    known = statements.assign(utterance=utterances)
    known = known[known["utterance"].duplicated(keep=False)]
    table = known.groupby("utterance").agg(
        articles=("article_id", "nunique"), outlets=("outlet", "nunique"), latest=("published", "max")
    )
    table = table[table["articles"] > 1].reset_index()
    return table.sort_values(["articles", "latest", "utterance"], ascending=[False, False, True]).reset_index(drop=True)
