"""Datelines: what an agency puts in front of a paragraph, "LORVAN, March 5 (LPA) -"."""

from __future__ import annotations

import re

from analytics.lang import lexicon
from analytics.records import Span

_MONTH = lexicon.alternatives(
    lexicon.words("months") | lexicon.words("month_abbreviations") | lexicon.words("rare_month_abbreviations")
)
_NUMBERS = r"\d{1,2}[./]\d{1,2}[./]\d{2,4}\b"
_DATE = rf"(?i:(?:\d{{1,2}}(?: |\. ?))?{_MONTH}\.?(?: \d{{1,2}}\b)?(?:,? \d{{4}}\b)?|{_NUMBERS})"
_PLACE = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}"
_PLACES = rf"{_PLACE}(?: ?[,/] ?{_PLACE}| and {_PLACE}){{0,3}}"
_CAPITALS = r"[A-Z][A-Z’'-]+(?: [A-Z][A-Z’'-]+){0,2}"
_AGENCY = r"[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,3}"
_BRACKETS = rf"(?:\({_AGENCY}\)|/{_AGENCY}/|\[{_AGENCY}\])"
_DASH = r"[-–—]{1,2}"
_END = rf"(?:\s?[.:]\s?(?:{_DASH})?|\s?{_DASH})\s+"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACES}[,.]? {_DATE}[,.]? ?|{_CAPITALS}(?:[,/] ?{_PLACE}){{0,3}}[,.]? )?{_BRACKETS}{_END}"
    rf"|{_PLACE} {_BRACKETS}:\s+(?=[^\s\"“])"  # "Velt (Greens): “...”" is a label
    rf"|{_PLACES}[,.] {_DATE}[,.]? ?"
    rf"(?:{_AGENCY}(?:\s?[:/]|\s{_DASH})\s+|[A-Z]{{3,}}(?:\.[A-Z]{{2,}})?[.:]?\s+|{_DASH}\s+)"
    rf"|{_CAPITALS}, [A-Z]{{3,}}[.:]\s+"
    rf"|{_CAPITALS}(?:, {_PLACE})?\s{_DASH}\s+)(?=\S)"
)
_LONGEST = 120


def dateline(text: str, paragraph: Span) -> Span | None:
    """The dateline at the front of a paragraph, white space after it included; None where there is none."""
    start, end = paragraph
    match = _DATELINE.match(text, start, min(end, start + _LONGEST))
    return match.span() if match and match.end() < end else None
