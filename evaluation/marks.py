"""Statements written with inline marks, as our own training statements and the checklist are.

``[[@...]]`` is the holder of the opinion; ``[[+...]]``, ``[[0...]]`` and ``[[-...]]`` are targets toward whom the
holder is favourable, neutral or critical. Two signs (``[[+0...]]``) leave both open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from analytics.records import Span

MARK = re.compile(r"\[\[([@+0-]{1,2})(.+?)\]\]")
STANCES = {"+": 1, "0": 0, "-": -1}


@dataclass(frozen=True, slots=True)
class Marked:
    """A statement without its marks: its text, who holds the opinion (a mention or a name beside the text), and each
    target with the stances that its signs allow."""

    text: str
    source: Span | None
    speaker: str
    targets: tuple[tuple[Span, tuple[int, ...]], ...]


def read_marks(marked: str, *, speaker: str) -> Marked:
    """Raises ValueError where there is no target, or not one holder: marked in the text or named beside it."""
    spans: list[tuple[str, Span]] = []
    text, last = "", 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append((mark[1], (len(text), len(text) + len(mark[2]))))
        text, last = text + mark[2], mark.end()
    text += marked[last:]
    holders = [span for signs, span in spans if signs == "@"]
    targets = tuple((span, _stances(signs)) for signs, span in spans if signs != "@")
    if not targets or len(holders) > 1 or bool(holders) == bool(speaker) or "[[" in text:
        raise ValueError(f"one holder or speaker and at least one target are needed: {marked}")
    return Marked(text, holders[0] if holders else None, speaker, targets)


def _stances(signs: str) -> tuple[int, ...]:
    if "@" in signs or len(set(signs)) < len(signs):
        raise ValueError(f"{signs} marks nothing: a holder has one sign, a target one or two of {' '.join(STANCES)}")
    return tuple(STANCES[sign] for sign in signs)
