"""A text as it is read: without what nobody sees, with one kind of space, line break, hyphen, apostrophe and mark,
and without letters of another script that only look like ours.

Soft hyphens, zero-width spaces and marks of direction stand inside words of saved pages; a word that was divided at
the end of a line is one word; the number of a footnote is no part of its sentence, nor are the times of subtitles. All
that is left keeps its order, so that a place can be found in the original.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from analytics.lang import lexicon
from analytics.records import Span
from analytics.text import marks
from analytics.text.sentences import is_short
from analytics.text.subtitles import reading

_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|\r(?=\n)")
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"),
        **dict.fromkeys(
            "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " "
        ),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\u02bc\uff07", "’"),
    }
)
_OTHER = re.compile(f"[{''.join(map(chr, _SAME_LENGTH))}]")
# The front of a word and its rest in the next line, up to the white space after it.
_DIVIDED = re.compile(r"(?<![\w-])([^\W\d_]++)-\n([^\W\d_]++)(\S*+)([ \t]?)")
_FEWEST_LETTERS = 4
# Letters of other scripts that look like ours. Where they stand in one word with ours, they are meant to be read so.
_FOREIGN = "АВЕЅІЈКМНОРСТУХавеѕіјкмнорстухһԁԛԝӀΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορυ"
_OURS = "ABESIJKMHOPCTYXabesijkmhopctyxhdqwIABEZHIKMNOPTYXvopu"
_ALIKE = str.maketrans(_FOREIGN, _OURS)
_MIXED = re.compile(rf"(?<!\w)(?=[^\W\d_]*[A-Za-z])[A-Za-z]*[{_FOREIGN}][A-Za-z{_FOREIGN}]*+(?![^\W\d_])")
_HAS_FOREIGN = re.compile(f"[{_FOREIGN}]")
_SECOND_PARTS = lexicon.words("second_parts_of_compounds")
# The number of a footnote: "³" or "3" behind a full stop, a comma or a closing quotation mark, "[3]" behind words too.
_NUMBER = re.compile(
    r"[.,;:!?…\"”’»)](?:[⁰¹²³⁴-⁹]+|(?:\*{1,3}+|[†‡]+)(?=\s|$)"
    r"|(?:(?<=[a-z][.!?,;])|(?<=[.,!?…][\"”’»])|(?<=\w[\"”»])|(?<=[\"”»][.,;]))\d{1,2}(?:[,–-]\d{1,2})*+(?=[\s\"”’»),.;:]|$))"
)
_BRACKET = re.compile(r" ?\[(?:\d{1,3}(?:[,–-] ?\d{1,3})*+|note \d{1,3}|citation needed)\]")
_BEFORE_BRACKET = frozenset('.,;:!?…"”’»)]')
_LAST_WORD = re.compile(r"[^\W_]+(?=.$)", re.DOTALL)


def plain(text: str) -> tuple[str, list[int] | None]:
    """The text as it is read, and for each of its characters the place in ``text``; None where they are the same."""
    read, places = _without(text, [match.span() for match in _INVISIBLE.finditer(text)], None)
    if _OTHER.search(read):
        read = read.translate(_SAME_LENGTH)
    if _HAS_FOREIGN.search(read):
        read = _MIXED.sub(lambda match: match.group().translate(_ALIKE), read)
    read, places = _shown(read, places)
    read, places = _edited(read, marks.edits(read), places)
    read, places = _edited(read, marks.spaces(read), places)
    read, places = _without(read, sorted(_notes(read)), places)
    at_ends = _DIVIDED.finditer(read) if "-\n" in read else ()
    divided = [match for match in at_ends if match.group(2).islower()]
    if not divided:
        return read, places
    return _rejoined(read, places, divided)


def _without(text: str, gaps: list[Span], places: list[int] | None) -> tuple[str, list[int] | None]:
    """The text without the characters of ``gaps``, and where each of what is left stood."""
    if not gaps:
        return text, places
    kept = list(zip([0, *(end for _, end in gaps)], [*(start for start, _ in gaps), len(text)], strict=True))
    left = [place for start, end in kept for place in range(start, end)]
    return "".join(text[start:end] for start, end in kept), [places[at] for at in left] if places else left


def _edited(text: str, edits: Sequence[marks.Edit], places: list[int] | None) -> tuple[str, list[int] | None]:
    """The text with its marks as they are read, and where each character of it stood."""
    if not edits:
        return text, places
    letters, gaps = list(text), []
    for start, end, sign, place in edits:
        if sign:
            letters[place] = sign
            gaps += [(start, place), (place + 1, end)]
        else:
            gaps.append((start, end))
    return _without("".join(letters), [gap for gap in gaps if gap[0] < gap[1]], places)


def _shown(text: str, places: list[int] | None) -> tuple[str, list[int] | None]:
    """Subtitles without what is not shown of them, see :mod:`.subtitles`; another text as it is."""
    subtitles = reading(text)
    if subtitles is None:
        return text, places
    letters = list(text)
    for place, letter in subtitles.between.items():
        letters[place] = letter
    return _without("".join(letters), list(subtitles.gaps), places)


def _notes(text: str) -> Iterator[Span]:
    """The numbers of footnotes."""
    for match in _NUMBER.finditer(text):
        start, end = match.start() + 1, match.end()
        word = _LAST_WORD.search(text, max(0, start - 12), start)
        if not (word and text[start - 1] == "." and is_short(word.group()) and text[start:end].isdecimal()):  # "vol.2"
            yield start, end
    for match in _BRACKET.finditer(text):
        before = text[match.start() - 1 : match.start()]
        if before in _BEFORE_BRACKET or (before.isalnum() and match.group()[0] == "["):
            yield match.span()


def _rejoined(read: str, places: list[int] | None, divided: list[re.Match[str]]) -> tuple[str, list[int] | None]:
    """Divided words in one piece; the line break goes behind them, so that lines stay about as long as they were."""
    times = Counter(re.findall(r"[^\W\d_]+", read))
    letters = list(read)
    gaps = []
    for match in divided:
        front, rest = match.group(1, 2)
        known = len(front) >= _FEWEST_LETTERS and times[front] > 1  # a word of the text elsewhere
        compound = not times[front + rest] and (known or front.isupper() or rest in _SECOND_PARTS)
        gaps.append((match.end(1) + compound, match.start(2)))
        if match.group(4):
            letters[match.start(4)] = "\n"
    return _without("".join(letters), gaps, places)
