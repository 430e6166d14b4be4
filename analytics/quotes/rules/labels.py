"""Labels of a transcript, the words in front of a turn that say whose it is: "VELT:", "Q.", "**Velt:**", "Velt —"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.records import Span

_PARTICLES = lexicon.alternatives(lexicon.words("label_particles"))
_WORD = r"[A-Z][\w.’'-]{0,40}"
_BOLD = r"[*_]{0,3}"
_NAME = rf"{_WORD}(?: (?:{_WORD}|\d{{1,2}}|{_PARTICLES})){{0,4}}"
_ASIDE = r"(?: [(\[][^)\]\n]{1,40}[)\]])?"
# "Velt:", "Velt (Labour):"; "Q." and "A."; "Velt —"; a "Q" alone before a sentence
_LABEL = rf"{_BOLD}(?P<name>{_NAME}){_BOLD}{_ASIDE}{_BOLD}(?P<colon>:){_BOLD}\s+(?=\S)"
_AT_FRONT = re.compile(
    rf"[\"“]?(?:{_LABEL}"
    rf"|{_BOLD}(?P<letter>[QA]\d{{0,2}})(?P<stop>\.){_BOLD}\s+(?=\S)"
    rf"|{_BOLD}(?P<before_dash>{_NAME}){_BOLD}\s(?P<dash>[—–-]){_BOLD}\s(?=\S)"
    r"|(?P<alone>Q)\s+(?=[A-Z]))"
)
_INSIDE = re.compile(rf"(?<=[.!?…\"”’)*]\s){_LABEL}")
_NAMES = ("name", "letter", "before_dash", "alone")
_MARKS = ("colon", "stop", "dash")
_ASKS, _ANSWERS = lexicon.words("question_labels"), lexicon.words("answer_labels")


@dataclass(frozen=True, slots=True)
class Label:
    """A label: its words, the mark after it (None for none), the place at which it begins, and where its turn does."""

    name: Span
    mark: Span | None
    begin: int
    end: int
    key: str
    """Its last word in lower case, which stays where "Mara Velt" is later "Velt"."""
    certain: bool = True
    """False after a dash, which stands after datelines and in lists, too."""

    @property
    def asks(self) -> bool:
        """True for "Q" and its like."""
        return self.key in _ASKS

    @property
    def answers(self) -> bool:
        """True for "A" and its like."""
        return self.key in _ANSWERS


def label_at_front(text: str, span: Span) -> Label | None:
    """The label with which a paragraph begins."""
    match = _AT_FRONT.match(text, *span)
    return _label(match) if match else None


def labels_inside(text: str, span: Span) -> Iterator[Label]:
    """The labels at the front of a paragraph and of sentences inside it, in order."""
    if text.count(":", *span) < 2:
        return
    first = label_at_front(text, span)
    if first is not None and first.certain:
        yield first
    yield from map(_label, _INSIDE.finditer(text, *span))


def _label(match: re.Match[str]) -> Label:
    groups = match.groupdict()
    name = match.span(next(group for group in _NAMES if groups.get(group)))
    mark = next((match.span(group) for group in _MARKS if groups.get(group)), None)
    last = match.string[slice(*name)].casefold().split()[-1]
    key = last.rstrip("0123456789") or last  # "Q1"
    return Label(name, mark, match.start(), match.end(), key, certain=not groups.get("dash"))
