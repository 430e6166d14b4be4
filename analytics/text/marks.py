"""Quotation marks as they are read: what typewriters, pages and tokenisers write in their own ways, in one.

    「no」 『no』 《no》 ‹no› ″no″      ->  “no” or "no"
    ‘‘no’’ ’’no’’ ``no'' ,,no“       ->  “no”, „no“
    ‚no‘ `no' it`s                   ->  ‘no’, it’s
    &quot;no&quot;                   ->  "no"
    " no , " she said .              ->  "no," she said.

Whatever is two marks or a word in the text becomes one character, so that only places move.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from analytics.lang import lexicon

SHORTENED = rf"(?i:{lexicon.alternatives(lexicon.words('words_with_leading_apostrophe'))}|\d0s)\b"
"""A regular expression for what follows an apostrophe at the front of a word: "'tis", "'90s"."""

_SAME = dict(zip("「」『』《》〈〉〝〞❝❞＂″‶", '“”“”“”“”“”“”"""', strict=True))
_SIGNS = re.compile(f"[{''.join(_SAME)}‹›]|,,(?=\\w)")
_ENTITY = re.compile(r"&(?:amp;)?(?:quot|apos|[lr][sd]quo|bdquo|sbquo|[lr]aquo|#(?:3[49]|x2[27]|821[678]|822[012]));")
_MARKS = "\"'“”„«»‘’"
_CHUNK = re.compile(r"(?:[^\n]+\n?)+")
_TWINS = re.compile(r"(?<![‘’])[‘’]{2}(?![‘’])")
_OPENING_TWINS = re.compile(rf"(?<![\w‘’.,!?])[‘’]{{2}}(?!{SHORTENED})(?=\w)")
_LATEX = re.compile(r"``|''")
_BACKTICK = re.compile(r"(?<![\w`])`(?=\w)[^`´'\n]*+(?:['`´](?=\w)[^`´'\n]*+)*+['`´](?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)[`´](?=\w)")
_LOW = re.compile(r"(?<!\w)‚(?=\w)|(?<=\S)‘(?!\w)")
_DOUBLE = re.compile(r"[\"“”]")
_FREE = re.compile(r"(?<![^\s(])[\"“”](?=\s|$)", re.MULTILINE)
_BEFORE_MARK = re.compile(r"(?<=[\w\"”’')\]%]) +(?=[,.;:?!](?! \.)(?:[\s\"”’']|$))")
_IN_GUILLEMETS = re.compile(r"(?<!\S)«( +)(?=\S)|(?<=[^\s«])( +)(?=»(?!\w))")


class Edit(NamedTuple):
    """The span of a text that is read as ``sign``, one character or none; it stands at ``place`` of the span."""

    start: int
    end: int
    sign: str = ""
    place: int = 0


def edits(text: str) -> list[Edit]:
    """Where marks are read in another way than they are written, in the order of the text; nothing is in two edits."""
    found = [*_signs(text), *_entities(text), *_backticks(text), *_low(text)]
    for chunk in _CHUNK.finditer(text) if _TWINS.search(text) or "``" in text else ():
        found += [*_twins(text, chunk.span()), *_latex(text, chunk.span())]
    kept: list[Edit] = []
    for edit in sorted(found):
        if not kept or kept[-1].end <= edit.start:
            kept.append(edit)
    return kept


def spaces(text: str) -> list[Edit]:
    """Spaces inside quotation marks and before punctuation, as in text cut into tokens; ``text`` has its marks as they
    are read."""
    found = [Edit(*match.span()) for match in _BEFORE_MARK.finditer(text)]
    found += [Edit(*match.span(match.lastindex or 0)) for match in _IN_GUILLEMETS.finditer(text)]
    if _FREE.search(text):
        for chunk in _CHUNK.finditer(text):
            found += _inside_marks(text, chunk.span())
    return sorted(set(found))


def _edit(text: str, start: int, end: int, sign: str) -> Edit:
    """The sign for several characters stands at the first of them where it opens, and at the last where it closes."""
    opens = text[end : end + 1].isalnum() or sign in "“„‘«"
    return Edit(start, end, sign, start if opens else end - 1)


def _signs(text: str) -> Iterator[Edit]:
    for match in _SIGNS.finditer(text):
        sign, (start, end) = match.group(), match.span()
        if sign in "‹›":  # ‹no›, but also ›no‹
            read = "“" if text[end : end + 1].isalnum() and not text[start - 1 : start].isalnum() else "”"
        else:
            read = "„" if sign == ",," else _SAME[sign]
        if sign != ",," or not text[start - 1 : start].strip():
            yield _edit(text, start, end, read)


def _entities(text: str) -> Iterator[Edit]:
    for match in _ENTITY.finditer(text) if "&" in text else ():
        sign = unescape(unescape(match.group()))
        if sign in _MARKS:
            yield _edit(text, *match.span(), sign)


def _backticks(text: str) -> Iterator[Edit]:
    """`no' and `no`, and it`s."""
    for match in _APOSTROPHE.finditer(text):
        yield Edit(*match.span(), "’", match.start())
    for match in _BACKTICK.finditer(text) if "`" in text else ():
        start, end = match.span()
        yield Edit(start, start + 1, "‘", start)
        yield Edit(end - 1, end, "’", end - 1)


def _low(text: str) -> Iterator[Edit]:
    """‚no‘, where that is no comma."""
    for match in _LOW.finditer(text) if "‚" in text else ():
        yield Edit(*match.span(), "‘" if match.group() == "‚" else "’", match.start())


def _twins(text: str, chunk: tuple[int, int]) -> Iterator[Edit]:
    """Two single marks for a double one, where one of such pairs opens a quotation or a double mark is open."""
    opened, done, counted = _OPENING_TWINS.search(text, *chunk) is not None, chunk[0], 0
    for match in _TWINS.finditer(text, *chunk):
        start, end = match.span()
        counted += text.count("“", done, start) - text.count("”", done, start)
        done = start
        if opened or counted > 0:
            opens = _OPENING_TWINS.match(text, start, chunk[1])
            yield _edit(text, start, end, "“" if opens else "”")


def _latex(text: str, chunk: tuple[int, int]) -> Iterator[Edit]:
    if "``" in text[slice(*chunk)]:
        for match in _LATEX.finditer(text, *chunk):
            yield _edit(text, *match.span(), "“" if match.group() == "``" else "”")


def _inside_marks(text: str, chunk: tuple[int, int]) -> Iterator[Edit]:
    """The spaces between a free mark, with space on both sides, and what it opens or closes, which is told by the marks
    before it."""
    opened = False
    for match in _DOUBLE.finditer(text, *chunk):
        start, end = match.span()
        if not _FREE.match(text, start):
            opened = _opens(text, match)
            continue
        opened = not opened or text[max(chunk[0], start - 1) : start] in ("", "\n")
        size = _run(text, end) if opened else _run(text, start, step=-1)
        if size:
            yield Edit(end, end + size) if opened else Edit(start - size, start)


def _opens(text: str, mark: re.Match[str]) -> bool:
    """True where a mark beside a word opens a quotation."""
    if mark.group() != '"':
        return mark.group() == "“"
    before, after = text[max(0, mark.start() - 1) : mark.start()], text[mark.end() : mark.end() + 1]
    return not before.isalnum() and not (after.isspace() or after in ",.;:!?)]")


def _run(text: str, place: int, step: int = 1) -> int:
    """How many spaces stand behind a place, or in front of it."""
    length = 0
    while text[place + step * length - (step < 0) : place + step * length + (step > 0)] == " ":
        length += 1
    return length
