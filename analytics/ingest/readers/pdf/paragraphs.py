"""Lines of pages -> paragraphs, as a reader sees them: by gaps, indents, sizes, and lines that end early."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analytics.ingest.downloads import stands_alone

_GAP = 1.3  # times the usual distance of lines
_OTHER_SIZE = 1.08  # times
_FAR = 40  # times the usual distance
_LEADING = 1.25  # times the size: the distance of lines where none is known
_EARLY = 0.85  # share of a full line below which the next word would have fitted
_EARLY_END = 0.93  # the same where a sentence ends with the line
_INDENT = (0.7, 4.0)  # times the size: less is none, more is another column
_HYPHENATED = re.compile(r"(\w*[^\W\d_])[-\u2010]$")
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+|[^\W_]+")
_ENDS = re.compile(r"[.!?:…][\"”’')\]]*$|[\"”]$")
_SOFT_HYPHEN = "\u00ad"
_DASHES = ("—", "–")
_AS_LETTERS = str.maketrans(
    {_SOFT_HYPHEN: "", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its text, where it begins (points from the left and from below), the height of its letters (points)."""

    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph on one line, and the height of its letters in points."""

    text: str
    size: float


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a document is set: the distance of lines and the characters of a full one, for each size; left margins."""

    distances: Mapping[int, float]
    lengths: Mapping[int, int]
    margins: Mapping[int, int]


def paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[Paragraph]:
    """The paragraphs of all pages, in order; one may run over the end of a page."""
    known = Counter(word.lower() for lines in pages for line in lines for word in _WORD.findall(line.text))
    setting = _setting(pages)
    current: list[Line] = []
    for lines in pages:
        for i, line in enumerate(lines):
            if current and _begins(line, current[-1], setting, first=i == 0):
                yield _joined(current, known)
                current = []
            current.append(line)
    if current:
        yield _joined(current, known)


def _begins(line: Line, before: Line, setting: _Setting, *, first: bool) -> bool:
    """True where a line begins a paragraph; ``first`` of one that begins a page."""
    smaller, larger = sorted((line.size, before.size))
    if larger > _OTHER_SIZE * smaller:
        return True
    ended = _ENDS.search(before.text) is not None
    goes_on = not ended and line.text[:1].islower()
    distance = setting.distances[_size(before)]
    ahead = before.y - line.y
    jumps = first or ahead < 0 or ahead > _FAR * distance  # to the next page or column
    if not jumps and ahead > _GAP * distance:
        return True
    if goes_on:
        return False
    if stands_alone(line.text) or stands_alone(before.text):
        return True
    if _is_indented(line, setting) and (ended or not _is_indented(before, setting)):
        return True
    word = line.text.split(maxsplit=1)[0]
    room = setting.lengths[_size(before)] * (_EARLY_END if ended else _EARLY)
    return len(before.text) + 1 + len(word) < room


def _is_indented(line: Line, setting: _Setting) -> bool:
    """True where a line begins a little to the right of where many begin."""
    low, high = (times * line.size for times in _INDENT)
    place = round(line.x)
    return any(
        low < place - margin < high and count > setting.margins[place] for margin, count in setting.margins.items()
    )


def _size(line: Line) -> int:
    return round(line.size)


def _setting(pages: Sequence[Sequence[Line]]) -> _Setting:
    lengths: dict[int, list[int]] = {}
    gaps: dict[int, Counter[float]] = {}
    for lines in pages:
        for line in lines:
            lengths.setdefault(_size(line), []).append(len(line.text))
            gaps.setdefault(_size(line), Counter())
        for a, b in pairwise(lines):
            if 0 < a.y - b.y < 4 * a.size + 8 and _size(a) == _size(b):
                gaps[_size(a)][round(a.y - b.y, 1)] += 1
    full = {size: _full_length(sorted(found)) for size, found in lengths.items()}
    distances = {
        size: max(found, key=lambda gap: (found[gap], -gap)) if found else _LEADING * size
        for size, found in gaps.items()
    }
    margins = Counter(round(line.x) for lines in pages for line in lines)
    return _Setting(distances, full, margins)


def _full_length(lengths: Sequence[int]) -> int:
    """The length that lines of a text have that is not cut short: but a tenth of it stands in longer ones."""
    left = 0.9 * sum(lengths)
    for length in lengths:
        left -= length
        if left <= 0:
            return length
    return lengths[-1]


def _joined(lines: Sequence[Line], known: Mapping[str, int]) -> Paragraph:
    text = lines[0].text
    for line in lines[1:]:
        text = _join(text, line.text, known)
    return Paragraph(text.translate(_AS_LETTERS), lines[0].size)


def _join(before: str, after: str, known: Mapping[str, int]) -> str:
    """Two lines as one; a word that was cut is whole again, one that has its hyphen elsewhere in the text keeps it."""
    if before.endswith((_SOFT_HYPHEN, *_DASHES)) and not before.endswith(tuple(f" {dash}" for dash in _DASHES)):
        return before.removesuffix(_SOFT_HYPHEN) + after
    cut = _HYPHENATED.search(before)
    rest = re.match(r"[^\W\d_]+", after)
    if cut is None or rest is None:
        return f"{before} {after}"
    whole, compound = (f"{cut[1]}{mark}{rest[0]}".lower() for mark in ("", "-"))
    if not rest[0][0].islower() or (known[compound] and not known[whole]):
        return before + after
    return before[:-1] + after
