"""Where sentences end: the one place that decides whether a full stop ends one or belongs to an abbreviation, an
initial, a number or the numbering of a list.

The words that this rests on are in lang/en/abbreviations.yaml. The text is one as :mod:`.plain` gives it.
"""

from __future__ import annotations

import re

from analytics.lang import lexicon
from analytics.records import Span

_CLOSING, _OPENING = r"\"”’'»›“)\]", r"\"“„«‹‘'`(\["
_QUOTES = frozenset("\"”’'»›“„«‹‘")
# Without giving back what was taken, and from the first of several dots only: else a run of them takes its square.
_MARK = re.compile(
    rf"(?<![.!?…])(?P<mark>[.!?…]++)(?P<closing>[{_CLOSING}]*+)(?P<space>\s*+)"
    rf"(?=(?:(?P<ellipsis>[{_OPENING}]++(?:\.{{3}}|…) ?)|[{_OPENING}]*+)(?P<next>\w))"
)
_LAST_MARK = re.compile(rf"(?:[.!?:;,…][{_CLOSING}]*+|[\"”»])$")
_LONGEST_WORD = 40
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_FIRST_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_PARTICLE = re.compile(
    r"(?:al|el|an|ad|as|ash|at|d|de|l)[-’'](?=[A-Z])|(?:van|von|de|der|den|ten) (?:de[rn]? )?(?=[A-Z])"
)
_NUMBERING = re.compile(r"\d{1,3}|[^\W\d_]|[ivx]{2,4}|[IVX]{2,4}")
_MARKER = re.compile(r"(?:\(?(?:[a-z]|[ivx]{2,4})\)|[a-z]\.)\s(?=[\"“„«‹‘'(\[]*[A-Z])")  # "(b) The", "b. The"
_ROMAN = re.compile("[IVXLC]{2,6}")
_BEFORE_NUMBERING = ("", ":", ";")
_RUN_TOGETHER = re.compile(r"[^\W_]+(?![\w.@/])")
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")  # "J", "U.S"

_KINDS = lexicon.groups("abbreviations")
_TITLES, _NEVER, _TIMES, _OPENERS = (_KINDS[kind] for kind in ("titles", "never", "times", "openers"))
_NUMBERED = _KINDS["numbered"] | _KINDS["months"]
_NAMES = _KINDS["names"]
_PERHAPS = _KINDS["sometimes"] | _KINDS["months"] | _NAMES
_LATIN = _KINDS["latin"]
_ALL = frozenset().union(_TITLES, _NEVER, _TIMES, _NUMBERED, _PERHAPS, _LATIN)
_AFTER_TIMES = _KINDS["after_times"]


def is_title(word: str) -> bool:
    """True where a word, given without its full stop, is a short title or a part of a name that is written with one."""
    return word.casefold() in _TITLES | _NAMES


def is_short(word: str) -> bool:
    """True where a word, given without its full stop, may be written with one that ends no sentence."""
    return word.casefold() in _ALL


def ends_with_mark(text: str, span: Span) -> bool:
    """True where a mark that ends a sentence, a part of one or a quotation stands at the end of ``span``."""
    return bool(_LAST_MARK.search(text, max(span[0], span[1] - _LONGEST_WORD), span[1]))


def last_mark(text: str, sentence: Span) -> int:
    """The place of the mark that ends a sentence, or of its last character where none does."""
    match = _LAST_MARK.search(text, max(sentence[0], sentence[1] - _LONGEST_WORD), sentence[1])
    return match.start() if match else sentence[1] - 1


def split(text: str, span: Span) -> list[Span]:
    """The sentences of ``text`` in ``span``, which begins and ends without white space: nothing but white space lies
    between them."""
    start, end = span
    found: list[Span] = []
    for match in _MARK.finditer(text, start, end):
        if _is_end(text, match, start, end):
            found.append((start, match.end("closing")))
            start = match.end("space")
    if start < end:
        found.append((start, end))
    return found


def _is_end(text: str, match: re.Match[str], begin: int, end: int) -> bool:
    """True where a sentence that begins at ``begin`` ends at a mark."""
    place, first = match.start("next"), match["next"]
    if match["ellipsis"] and match["space"]:  # "“..., she said. “... and so on”"
        return True
    if not (first.isupper() or first.isdigit() or _PARTICLE.match(text, place, end)):
        return bool(match["space"] and _MARKER.match(text, match.end(), end))
    found = _LAST_WORD.search(text, max(begin, match.start() - _LONGEST_WORD), match.start())
    word = found.group() if found else ""
    if not match["space"]:
        return _runs_together(text, match, word, end)
    if match["mark"] != "." or found is None or not _QUOTES.isdisjoint(match["closing"]):
        return True
    if first.isalpha() and not match["closing"] and _numbers(text, found, begin):
        return False
    return _ends_after(word, *_following(text, place, end), quoted=not _QUOTES.isdisjoint(text[match.end() : place]))


def _runs_together(text: str, match: re.Match[str], word: str, end: int) -> bool:
    """True where the space is missing between two sentences ("late.The board"), not a part of a name ("Port.Net")."""
    following = _RUN_TOGETHER.match(text, match.start("next"), end)
    if following is None or not following.group().istitle() or not word.isalpha() or match["closing"].strip("”’»)]"):
        return False
    return len(word) > 2 and not is_title(word) and (word.islower() or following.group().casefold() in _OPENERS)


def _numbers(text: str, word: re.Match[str], begin: int) -> bool:
    """True where a number or a letter numbers what follows: it is at the front of its sentence, or after a colon."""
    before = text[max(begin, word.start() - _LONGEST_WORD) : word.start()].rstrip("([ \n")
    return bool(_NUMBERING.fullmatch(word.group())) and before[-1:] in _BEFORE_NUMBERING


def _following(text: str, place: int, end: int) -> tuple[str, bool]:
    """The word at ``place``, and whether it begins sentences rather than names."""
    match = _FIRST_WORD.match(text, place, end)
    word = match.group() if match else text[place]
    alone = word in ("A", "I") and text[place + 1 : place + 2] == " " and text[place + 2 : place + 3].islower()
    return word, alone or word.casefold() in _OPENERS


def _ends_after(word: str, after: str, opens: bool, *, quoted: bool) -> bool:
    """True where a sentence ends at the full stop of ``word``; ``after`` is the next one, ``opens`` whether that begins
    sentences, ``quoted`` whether a quotation does."""
    short, capital = word.casefold(), word[0].isupper()
    if short in _TIMES:
        return after[0].isdigit() or opens or not (after.casefold() in _AFTER_TIMES or after.isupper())
    if (short in _NEVER and word != "V") or (short in _TITLES and capital):
        return False
    if short in _NUMBERED and (after[0].isdigit() or _ROMAN.fullmatch(after)):
        return False
    dotted = _DOTTED.fullmatch(word) is not None and (capital or "." in word)
    return opens or quoted or not (dotted or (short in _PERHAPS and (capital or "." in short)) or short in _LATIN)
