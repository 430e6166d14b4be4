"""Downloads of Nexis (Nexis Uni, Lexis Advance, LexisNexis Academic): each article under a head of labelled lines.

The newer form ends each with "End of Document", after title, outlet, date and labels, and names its "Body". The older
one begins each with "1 of 50 DOCUMENTS", and has outlet and date before the title. Both close with labelled lines that
are no text of the article (LOAD-DATE, LANGUAGE, GRAPHIC).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analytics.ingest.characters import one_line
from analytics.ingest.downloads.lines import Line, Piece, between, day_of, is_apart, is_copyright, lines_of
from analytics.ingest.fields import Fields
from analytics.lang import lexicon

_ENDS = re.compile(r"End of Document", re.IGNORECASE)
_BEGINS = re.compile(r"(?:Document )?\d+ of \d+ DOCUMENTS?", re.IGNORECASE)
_ANY_MARK = re.compile(r"end of document|\d documents?[ \t]*$", re.IGNORECASE | re.MULTILINE)
_HEAD = lexicon.alternatives(lexicon.phrases("labels_above_articles"))
_FOOT = lexicon.alternatives(lexicon.phrases("labels_below_articles"))
_IN_HEAD = re.compile(rf"{_HEAD}\s*:\s*(.*)", re.IGNORECASE)
_IN_FOOT = re.compile(rf"{_FOOT}\s*:.*", re.IGNORECASE)
_FOOT_HEADINGS = frozenset({"graphic", "classification"})
_BODY = re.compile(r"body:?", re.IGNORECASE)
_TITLE = re.compile(r"headline\s*:\s*(.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"url\s*:\s*(https?://\S+)", re.IGNORECASE)
_MOST_IN_A_TITLE = 4  # lines
_FROM_DATE_TO_LABEL = 12  # lines


def is_mark_of_nexis(line: str) -> bool:
    """True where an article begins or ends at a line."""
    return bool(_ENDS.fullmatch(line) or _BEGINS.fullmatch(line))


def is_label_of_nexis(line: str) -> bool:
    """True where a line says something of an article, and is none of its text."""
    return any(label.fullmatch(line) for label in (_IN_HEAD, _IN_FOOT, _BODY))


def cut_nexis(text: str) -> list[Piece]:
    """The articles of a download of Nexis; none where the text is no such download."""
    if not _ANY_MARK.search(text):
        return []
    lines = lines_of(text)
    older = [i for i, line in enumerate(lines) if _BEGINS.fullmatch(line.text)]
    if older:
        bounds = [*older, len(lines)]
        chunks = [lines[a + 1 : b] for a, b in pairwise(bounds)]
    else:
        ends = [i for i, line in enumerate(lines) if _ENDS.fullmatch(line.text)]
        chunks = [lines[a:b] for a, b in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    chunks = [[line for line in chunk if not _ENDS.fullmatch(line.text)] for chunk in chunks]
    pieces = [_piece(text, chunk, older=bool(older)) for chunk in chunks if chunk]
    return pieces if any(piece.fields.published or piece.fields.outlet for piece in pieces) else []


def _piece(text: str, lines: Sequence[Line], *, older: bool) -> Piece:
    """The article in the lines of one document."""
    label = next((i for i, line in enumerate(lines) if _is_head(line)), len(lines))
    above = range(label - 1, max(-1, label - 1 - _FROM_DATE_TO_LABEL), -1) if label < len(lines) else ()
    dated = next((i for i in above if day_of(lines[i].text)), None)
    if dated is None:  # the rights may be said above the outlet
        dated = next((i for i, line in enumerate(lines[:_FROM_DATE_TO_LABEL]) if day_of(line.text)), None)
    if dated is None:
        return Piece(Fields(), _body(text, lines, 0))
    outlet = dated - 1 if dated else None
    title, begins = _title_after(text, lines, dated) if older else _title_before(text, lines, outlet)
    fields = Fields(
        title=one_line(title),
        outlet=one_line(lines[outlet].text) if outlet is not None else "",
        published=day_of(lines[dated].text),
        url=next((found[1] for line in lines if (found := _ADDRESS.fullmatch(line.text))), ""),
    )
    return Piece(fields, _body(text, lines, max(begins, dated + 1)))


def _title_before(text: str, lines: Sequence[Line], outlet: int | None) -> tuple[str, int]:
    """The title that stands above the outlet, up to an empty line, and where the text can begin at the earliest."""
    if not outlet:
        return "", 0
    first = outlet - 1
    while first and outlet - first < _MOST_IN_A_TITLE and not is_apart(text, lines[first - 1], lines[first]):
        first -= 1
    return " ".join(line.text for line in lines[first:outlet]), outlet


def _title_after(text: str, lines: Sequence[Line], dated: int) -> tuple[str, int]:
    """The title below the date, labelled or not, up to an empty line, and where the text can begin at the earliest."""
    first = _end_of_block(text, lines, dated)  # the edition may stand right under the date
    for i, line in enumerate(lines):
        if labelled := _TITLE.fullmatch(line.text):
            rest = lines[i + 1 : _end_of_block(text, lines, i, or_label=True)]
            return " ".join([labelled[1], *(one.text for one in rest)]), first
    if first == len(lines) or _is_head(lines[first]):
        return "", first
    last = _end_of_block(text, lines, first)
    return " ".join(line.text for line in lines[first:last]), last


def _end_of_block(text: str, lines: Sequence[Line], first: int, *, or_label: bool = False) -> int:
    """Where the run of lines that begins with this one ends: at an empty line, or also at a label."""
    after = range(first + 1, len(lines))
    ends = (i for i in after if (or_label and _is_head(lines[i])) or is_apart(text, lines[i - 1], lines[i]))
    return next(ends, len(lines))


def _body(text: str, lines: Sequence[Line], begins: int) -> str:
    """The text of the article: below the head, and above what closes it."""
    first = next((i + 1 for i in range(begins, len(lines)) if _BODY.fullmatch(lines[i].text)), None)
    if first is None:
        first = begins
        while first < len(lines) and _is_head(lines[first]):
            first = _end_of_block(text, lines, first, or_label=True)
    last = _foot(lines, first)
    while last > first and is_copyright(lines[last - 1].text):
        last -= 1
    return between(text, lines[first:last])


def _foot(lines: Sequence[Line], first: int) -> int:
    """Where what closes an article begins: a label, or a heading that a label follows."""
    labels = [i for i in range(first, len(lines)) if _IN_FOOT.fullmatch(lines[i].text)]
    if not labels:
        return len(lines)
    headings = (i for i in range(first, labels[-1]) if lines[i].text.lower() in _FOOT_HEADINGS)
    return min(labels[0], next(headings, labels[0]))


def _is_head(line: Line) -> bool:
    return bool(_IN_HEAD.fullmatch(line.text) or _BODY.fullmatch(line.text) or is_copyright(line.text))
