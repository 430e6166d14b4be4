"""Where a text mentions the targets."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice, takewhile

from analytics.records import Mention, Span
from analytics.targets.book import TargetBook
from analytics.targets.patterns import (
    Anaphor,
    Lexicon,
    Patterns,
    Surface,
    compile_book,
    follows_first_name,
    only_names_place,
)
from analytics.text.document import Document, Readable

_SENTENCES_BACK = 3


def find_mentions(source: Readable, targets: TargetBook, *, published: dt.date | None = None) -> list[Mention]:
    """The mentions of all targets in a text, in its order; those of one target do not overlap.

    ``published`` leaves out officials who were not in office on that day.
    """
    document = Document.of(source)
    found = _found(document.plain, compile_book(targets), published)
    return [replace(one, span=document.from_plain(one.span)) for one in found]


def _found(document: Document, patterns: Patterns, published: dt.date | None) -> list[Mention]:
    text = document.text
    named = list(chain.from_iterable(_named(text, key, lexicon, published) for key, lexicon in patterns.surfaces))
    return sorted([*named, *_referring(document, named, patterns)], key=lambda one: (one.span, one.target))


def _named(text: str, key: str, lexicon: Lexicon[Surface], published: dt.date | None) -> Iterator[Mention]:
    whole = _Whole(text)
    for start, end, surface in lexicon.find(text):
        if surface.how is None or not _counts(text, (start, end), surface, published, whole):
            continue
        locative = only_names_place(text, start, end, surface.how)
        yield Mention(key, (start, end), surface.how, locative)


class _Whole(dict[str, bool]):
    """True where a text holds a name, looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __missing__(self, name: str) -> bool:
        self[name] = name in self._text
        return self[name]


def _counts(text: str, span: Span, surface: Surface, published: dt.date | None, whole: _Whole) -> bool:
    """True where words that may name an official do: one in office, and not another of the same surname."""
    if surface.how != "official":
        return True
    start, end = span
    if surface.is_single_name and follows_first_name(text, start):
        return False
    written = text[start:end]
    return any(
        official.holds_office(published)
        and (written.casefold() != official.surname.casefold() or any(whole[name] for name in official.names))
        for official in surface.officials
    )


def _referring(document: Document, named: Sequence[Mention], patterns: Patterns) -> Iterator[Mention]:
    """Mentions by words that refer back, each to the nearest body that it fits; a body that is none of the
    targets stands in the way of those before it."""
    text, taken = document.text, _Taken([one.span for one in named])
    candidates = [one for one in patterns.anaphors.find(text) if not taken.overlap(one[:2])]
    if not candidates:
        return
    others = (body[:2] for body in patterns.bodies.find(text))
    known = [(one.span, one.target) for one in named]
    known = sorted([*known, *((span, "") for span in others if not taken.overlap(span))])
    context = _Context(text, [start for start, _ in document.sentences], known)
    for start, end, anaphor in candidates:
        target = context.antecedent(start, anaphor)
        if target:
            insort(known, ((start, end), target))
            yield Mention(target, (start, end), "anaphor")


class _Taken:
    """Which characters belong to names."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._longest = max((end - start for start, end in spans), default=0)

    def overlap(self, span: Span) -> bool:
        """True where ``span`` shares characters with one of the names."""
        first = bisect_left(self._spans, (span[0] - self._longest, 0))
        near = takewhile(lambda one: one[0] < span[1], islice(self._spans, first, None))
        return any(span[0] < end for _, end in near)


class _Context:
    """What a text has named so far: where its sentences begin, and the bodies in order (the span, and the target's
    key or "" for a body that is no target)."""

    def __init__(self, text: str, starts: list[int], known: list[tuple[Span, str]]) -> None:
        self._text, self._starts, self._known = text, starts, known
        self._named = list(known)
        self._together: dict[tuple[str, str], int] = {}

    def antecedent(self, place: int, anaphor: Anaphor) -> str:
        """The key of the target that the words at ``place`` refer to; "" for none."""
        sentence = max(0, bisect_right(self._starts, place) - 1 - _SENTENCES_BACK)
        earliest = self._starts[sentence] if self._starts else 0
        for at in range(bisect_left(self._known, ((place, 0), "")) - 1, -1, -1):
            (start, _), key = self._known[at]
            if start < earliest or not key:
                break
            if key in anaphor.fits and (anaphor.thing is None or self._owns(key, anaphor.thing, place)):
                return key
        return ""

    def _owns(self, key: str, thing: re.Pattern[str], place: int) -> bool:
        """True where a sentence before ``place`` has named both the target and the thing."""
        pair = (key, thing.pattern)
        if pair not in self._together:
            sentences_of = dict.fromkeys(self._sentence(span[0]) for span, other in self._named if other == key)
            found = (thing.search(self._text, *sentence) for sentence in sentences_of)
            self._together[pair] = next((match.start() for match in found if match), len(self._text))
        return self._together[pair] < place

    def _sentence(self, place: int) -> Span:
        after = bisect_right(self._starts, place)
        end = self._starts[after] if after < len(self._starts) else len(self._text)
        return self._starts[after - 1] if after else 0, end
