"""Downloads of Factiva: each article ends with its number, "Document LORPOS0020240305ek350001x".

Above the text stand, a line each: title, byline, count of words, date, time, outlet, the outlet's code, language and
rights. The other form has the same with a code of two letters before each (HD, WC, PD, SN), and the text under LP
(its lead) and TD.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from analytics.ingest.characters import one_line
from analytics.ingest.downloads.lines import Line, Piece, between, day_of, is_copyright, lines_of
from analytics.ingest.fields import Fields

_ENDS = re.compile(r"(?:AN\s+)?Document [A-Z][A-Z0-9]{3,11}(?:19|20)?\d{6}[a-z0-9]{6,14}")
_CODES = "SE HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN ART CLM CX NR".split()
_CODE = re.compile(rf"({'|'.join(_CODES)})(?:[ \t|]+(.*))?")
_NEEDED = {"HD", "PD"}
_WORDS = re.compile(r"\d[\d,.]* words?", re.IGNORECASE)
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?(?: ?[APap][Mm])?(?: [A-Z]{2,4})?")
_LANGUAGE = re.compile(r"English(?: \([\w ]+\))?")
_BYLINE = re.compile(r"by\s.+", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w.’'-]*,? ?){2,4}")
_PAGE = re.compile(r"(?:Page \d+(?: of \d+)? )?© ?\d{4} Factiva, Inc\..*|Page \d+ of \d+.*")
_LONGEST_BYLINE = 80  # characters
_LINES_OF_HEAD = 14  # between the count of words and the text


def is_mark_of_factiva(line: str) -> bool:
    """True where an article ends at a line."""
    return _ENDS.fullmatch(line) is not None


def cut_factiva(text: str) -> list[Piece]:
    """The articles of a download of Factiva; none where the text is no such download."""
    if "Document " not in text:
        return []
    lines = [line for line in lines_of(text) if not _PAGE.fullmatch(line.text)]
    ends = [i for i, line in enumerate(lines) if _ENDS.fullmatch(line.text)]
    chunks = [lines[a:b] for a, b in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    pieces = [_coded(text, chunk) or _plain(text, chunk) for chunk in chunks if chunk]
    return pieces if any(piece.fields.published or piece.fields.outlet for piece in pieces) else []


def _coded(text: str, lines: Sequence[Line]) -> Piece | None:
    """The article whose lines begin with codes; None where they do not."""
    values: dict[str, list[Line]] = {}
    current: list[Line] = []
    for line in lines:
        found = _CODE.fullmatch(line.text)
        if found and found[1] not in values:
            current = values.setdefault(found[1], [])
            if found[2]:
                current.append(Line(line.end - len(found[2]), line.end, found[2]))
        else:
            current.append(line)
    if not values.keys() >= _NEEDED:
        return None
    fields = Fields(title=_value(values, "HD"), outlet=_value(values, "SN"), published=day_of(_value(values, "PD")))
    parts = (between(text, values.get(code, [])) for code in ("LP", "TD"))
    return Piece(fields, "\n\n".join(part for part in parts if part))


def _value(values: Mapping[str, Sequence[Line]], code: str) -> str:
    return one_line(" ".join(line.text for line in values.get(code, [])))


def _plain(text: str, lines: Sequence[Line]) -> Piece:
    """The article whose head is told from the order of its lines."""
    counted = next((i for i, line in enumerate(lines) if _WORDS.fullmatch(line.text)), None)
    head = lines[counted + 1 : counted + 1 + _LINES_OF_HEAD] if counted is not None else []
    dated = next((i for i, line in enumerate(head) if day_of(line.text)), None)
    if counted is None or dated is None:
        return Piece(Fields(), between(text, lines))
    rest = [line for line in head[dated + 1 :] if not _TIME.fullmatch(line.text)]
    fields = Fields(
        title=_title(lines[:counted]),
        outlet=one_line(rest[0].text) if rest else "",
        published=day_of(head[dated].text),
    )
    return Piece(fields, between(text, lines[counted + 1 + _length(head) :]))


def _length(head: Sequence[Line]) -> int:
    """How many lines stand between the count of words and the text: up to the rights, else to the language."""
    rights = [i for i, line in enumerate(head) if is_copyright(line.text)]
    if rights:
        first = last = rights[0]
        while last + 1 < len(head) and is_copyright(head[last + 1].text):
            last += 1
        return max(first, last) + 1
    return next((i + 1 for i, line in enumerate(head) if _LANGUAGE.fullmatch(line.text)), 0)


def _title(above: Sequence[Line]) -> str:
    """The title: the last line above the count of words, but for who wrote it."""
    if not above:
        return ""
    last = above[-1].text
    wrote = len(last) <= _LONGEST_BYLINE and (_BYLINE.fullmatch(last) or _NAME.fullmatch(last))
    return one_line(above[-2].text if wrote and len(above) > 1 else last)
