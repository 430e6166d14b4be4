"""Dialogue of which dashes open the turns: "– It is safe, Mara Velt answered. – It was built to last."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.quotes.cues import HEADS, Group, lookup
from analytics.quotes.rules.noun_phrases import Tokens, skip_time, span_of, subject_after, subject_before
from analytics.records import Attribution, Span
from analytics.text.document import Document
from analytics.text.tokens import Token

_DASHES = frozenset("–—―-")
_OPENS = re.compile(r"(?:--|[–—―-])\s*[^\W_]")
_SEPARATES = _DASHES | {","}
_CALLS = frozenset("?!")
_STOPS = _DASHES | {".", ":"}
_BEFORE_ATTRIBUTION = _SEPARATES | _CALLS | {"…"}
_OWN_ASIDES = lexicon.words("own_asides")
_CONFIDENCE = 0.85
_LONGEST = 400  # words of a turn; in a longer one only the first words are looked at for who speaks
_GOES_ON = lexicon.words("new_clause_openers") - {"and"}


@dataclass(frozen=True, slots=True)
class _Turn:
    """A paragraph that a dash opens: whether it asks or calls, and whether a dash sets off what attributes it, too."""

    attribution: Attribution
    paragraph: Span
    asks: bool
    dashed: bool


def dialogue(document: Document, paragraphs: Sequence[Span]) -> list[tuple[Attribution, Span]]:
    """The turns of dialogues, each with the paragraph that it fills.

    A dialogue is a run of paragraphs that begin with dashes, of which one is attributed to somebody, and one is a
    question or a call, or has a dash before the words that attribute it. Others are items of a list.
    """
    found: list[tuple[Attribution, Span]] = []
    for run in _runs(document.text, paragraphs):
        turns = [_turn(document, span) for span in run]
        if _is_dialogue(turns):
            found += [(turn.attribution, turn.paragraph) for turn in turns]
    return found


def _runs(text: str, paragraphs: Sequence[Span]) -> Iterator[list[Span]]:
    run: list[Span] = []
    for span in paragraphs:
        if _OPENS.match(text, *span):
            run.append(span)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_dialogue(turns: Sequence[_Turn]) -> bool:
    attributed = any(turn.attribution.source for turn in turns)
    return attributed and (any(turn.dashed for turn in turns) or (len(turns) > 1 and any(turn.asks for turn in turns)))


def _turn(document: Document, paragraph: Span) -> _Turn:
    words = document.tokens_in(paragraph)
    words = words[1 + (words[1].text in _DASHES) :]  # "--" is one dash
    said = next(_attributions(words[:_LONGEST]), None)
    if said is None:
        whole = Attribution((span_of(words),), None, None, "direct", _CONFIDENCE, turn=True)
        return _Turn(whole, paragraph, asks=words[-1].text in _CALLS, dashed=False)
    subject, cue = said
    first, last = min(subject[0], cue[0]), max(subject[1], cue[1])
    end = _before(words, first)
    parts = [words[:end], words[_after(words, first, last) :]]
    content = tuple(span_of(part) for part in parts if any(not word.is_mark for word in part))
    attribution = Attribution(
        content, span_of(words[slice(*subject)]), span_of(words[slice(*cue)]), "direct", _CONFIDENCE
    )
    return _Turn(attribution, paragraph, asks=words[end - 1].text in _CALLS, dashed=words[first - 1].text in _DASHES)


def _attributions(words: Tokens) -> Iterator[tuple[Span, Span]]:
    """Where "said Velt" or "Velt said" stands after a mark, as indices [first, end) of the subject and of the cue."""
    for i, word in enumerate(words):
        found = lookup(word.lower) if i > 1 and word.text in HEADS else None
        if found is None or found[0] is Group.ATTITUDE or word.lower.endswith("ing"):
            continue
        cue = (i, i + found[1])
        if words[i - 1].text in _BEFORE_ATTRIBUTION:
            subject, first = subject_after(words, cue[1]), i
        else:
            subject = subject_before(words, i)
            first = subject[0] if subject else 0
        if (
            subject
            and _stands_apart(words, first, max(subject[1], cue[1]))
            and words[subject[0]].lower not in _OWN_ASIDES
        ):
            yield subject, cue


def _stands_apart(words: Tokens, first: int, last: int) -> bool:
    """True where a mark stands before the words [first, last), and another after them, unless the one is a dash."""
    last = skip_time(words, last)
    if first < 1 or words[first - 1].text not in _BEFORE_ATTRIBUTION:
        return False
    return last >= len(words) or words[last].is_mark or words[first - 1].text in _DASHES


def _before(words: Tokens, first: int) -> int:
    """Where the words end that stand before an attribution: a comma or a dash between them is neither's."""
    while first > 1 and words[first - 1].text in _SEPARATES:
        first -= 1
    return first


def _after(words: Tokens, first: int, last: int) -> int:
    """Where somebody's words go on after an attribution: after its sentence, or a dash, or a comma that closes it."""
    last = skip_time(words, last)
    dashed = words[first - 1].text in _DASHES
    aside = not dashed and last + 1 < len(words) and _is_aside(words[last + 1])
    stops = _STOPS if dashed or aside or (last < len(words) and not words[last].is_mark) else _STOPS | {","}
    while last < len(words) and words[last].text not in stops:
        last += 1
    while last < len(words) and words[last].text in _STOPS | {","}:
        last += 1
    return last


def _is_aside(word: Token) -> bool:
    """True where the narrator goes on after "Velt said,": "looking at the pier"."""
    return word.lower.endswith("ing") or word.lower in _GOES_ON
