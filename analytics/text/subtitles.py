"""Subtitles as running text: the numbers, times and tags of the formats SubRip and WebVTT are no words of anybody.

Lines go on with the line before; a new paragraph begins where another speaker does, and now and then after a sentence.
The tag that names a speaker stays where the speaker changes: "<v Mara Velt>".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analytics.records import Span
from analytics.text.spans import trimmed

VOICE = re.compile(r"<v(?:\.[\w.-]{1,40})? +([^<>\n]{2,80})>")
"""The tag of WebVTT before what somebody says."""

ARROW = "-->"
"""What stands between the two times of a subtitle."""

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}"
_TIMES = re.compile(rf"^[ \t]*{_TIME} *--> *{_TIME}[^\n]*$", re.MULTILINE)
_NOTE = re.compile(r"^(?:WEBVTT|NOTE|STYLE|REGION)\b", re.MULTILINE)
_NOTE_END = re.compile(r"\n[ \t]*\n|\Z")
_LINE = re.compile(r"[^\n]+")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,60}>|<[\d:.]{5,14}>|\{\\[^{}\n]{1,20}\}|(?<![^\n])>> ?")
_NEW_SPEAKER = re.compile(r"[-–—>]|<v[ .]|\[?[A-Z][\w.’' ]{1,40}\]?: ")
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*$")
_PARAGRAPH = 400  # characters after which the next sentence begins a paragraph


@dataclass(frozen=True, slots=True)
class Reading:
    """What to leave out of a text, in order, and what stands between its lines, by place: a space or a line break."""

    gaps: tuple[Span, ...]
    between: Mapping[int, str]


def reading(text: str) -> Reading | None:
    """How subtitles are read as running text; None for another text."""
    times = [match.span() for match in _TIMES.finditer(text)] if ARROW in text else []
    if not times:
        return None
    gaps: list[Span] = []
    between: dict[int, str] = {}
    voice, end, begun = "", 0, 0  # who speaks, where the line before ended, where the paragraph began
    for start, stop in _text_lines(text, times):
        tags, now = _tags(text, (start, stop), voice)
        if not tags and ARROW in text[end:start]:
            now = ""
        new = now != voice or (_NEW_SPEAKER.match(text, start, stop) and not VOICE.match(text, start, stop))
        full = not now and start - begun > _PARAGRAPH and _SENTENCE_END.search(text, max(0, end - 8), end)
        if new or full:
            begun = start
        if end:
            between[end] = "\n" if new or full else " "
        gaps += [(end + (end > 0), start), *_left_out(tags, voice, now)]
        voice, end = now, stop
    gaps.append((end, len(text)))
    return Reading(tuple(gap for gap in gaps if gap[0] < gap[1]), between)


def _text_lines(text: str, times: list[Span]) -> Iterator[Span]:
    """The lines that are shown: all but times, the number or name of a time, notes and what is empty."""
    notes = [(match.start(), _end_of_note(text, match.end())) for match in _NOTE.finditer(text)]
    hidden = sorted([*notes, *times])
    at_times = {start for start, _ in times}
    lines = [match.span() for match in _LINE.finditer(text)]
    number, reach = 0, 0
    for index, (start, stop) in enumerate(lines):
        while number < len(hidden) and hidden[number][0] <= start:
            reach = max(reach, hidden[number][1])
            number += 1
        names_next = index + 1 < len(lines) and lines[index + 1][0] in at_times and _stands_apart(text, start)
        if start >= reach and not names_next and text[start:stop].strip():
            yield trimmed(text, (start, stop))


def _end_of_note(text: str, start: int) -> int:
    match = _NOTE_END.search(text, start)
    return match.start() if match else len(text)


def _stands_apart(text: str, start: int) -> bool:
    """True where an empty line stands before a line, or nothing does."""
    before = text[max(0, start - 2) : start]
    return before == "\n\n" or start < len("\n\n")


def _tags(text: str, line: Span, voice: str) -> tuple[list[re.Match[str]], str]:
    """The tags of a line, and who speaks at its end."""
    found = list(_TAG.finditer(text, *line))
    voices = [named.group(1) for tag in found if (named := VOICE.match(tag.group()))]
    return found, voices[-1] if voices else voice


def _left_out(tags: Sequence[re.Match[str]], before: str, now: str) -> list[Span]:
    """The tags without the one that says who speaks, where somebody else did before."""
    return [tag.span() for tag in tags if not (now != before and VOICE.match(tag.group()))]
