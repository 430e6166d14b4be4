"""Markup in a cell or a field: tags and character references -> the text that a browser would show, with paragraphs.

Only what is surely HTML is taken for it: tags by their names, references that end with a semicolon. Every pattern reads
a text once, however it is made.
"""

from __future__ import annotations

import html
import re
import unicodedata
from html.entities import html5

_BLOCKS = (
    "address|article|aside|blockquote|center|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|ol|p|pre|"
    "section|table|td|th|tr|ul"
)
_INLINE = (
    "a|abbr|acronym|b|big|body|br|cite|code|del|em|font|head|html|i|iframe|img|ins|label|mark|meta|nobr|o:p|picture|q|s|"
    "small|source|span|strike|strong|sub|sup|svg|tbody|tfoot|thead|time|title|tt|u|video|wbr"
)
_ATTRIBUTES = r"(?:\s(?:[^<>\"']|\"[^\"<]{0,2000}\"|'[^'<]{0,2000}'){0,500})?"
_TAG = re.compile(rf"<(?P<end>/?)(?P<name>{_BLOCKS}|{_INLINE}){_ATTRIBUTES}\s?/?>", re.IGNORECASE | re.ASCII)
_BLOCK = re.compile(_BLOCKS, re.IGNORECASE)
_PARAGRAPHS = re.compile(r"<(?:p|div)[\s>]", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});", re.ASCII)
_HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
_ROUNDS = 2  # an export may write the references of references (&amp;quot;)
_BREAK = "\x00"
_HEAD = 10_000  # bytes


def begins_as_markup(data: bytes) -> bool:
    """True where a file begins as a page or XML does."""
    return data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def has_markup(text: str) -> bool:
    """True where the text holds a tag, a comment or a character reference of HTML."""
    if "<" not in text and "&" not in text:
        return False
    return bool(_TAG.search(text) or "<!--" in text or any(map(_is_known, _REFERENCE.finditer(text))))


def without_markup(text: str) -> str:
    """The text without its markup: blocks are paragraphs, characters stand for their references, ``<q>`` has marks.

    A text without markup stays as it is. Line ends stay where nothing but them makes paragraphs.
    """
    for _ in range(_ROUNDS):
        if not has_markup(text):
            break
        text = _once(text)
    return text


def _once(text: str) -> str:
    for begin, end in _HIDDEN:
        text = _without(text, begin, end)
    text = text.replace(_BREAK, "\ufffd")
    if _PARAGRAPHS.search(text):
        text = re.sub(r"\s+", " ", re.sub(r"\n[ \t\r]*\n", _BREAK, text))
    tagged = _TAG.search(text) is not None
    plain = _REFERENCE.sub(_character, _TAG.sub(_in_place_of, text))
    if not tagged:
        return plain
    lines = "\n".join(map(str.strip, re.sub(r"[ \t]+", " ", plain).split("\n")))
    blocks = "\n\n".join(filter(None, map(str.strip, lines.split(_BREAK))))
    return re.sub(r"\n{3,}", "\n\n", blocks)


def _without(text: str, begin: str, end: str) -> str:
    """The text without what stands between these, they included; what has no end stays."""
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is two
        lower = text
    kept: list[str] = []
    place = 0
    while (start := lower.find(begin, place)) >= 0 and (stop := lower.find(end, start)) >= 0:
        kept.append(text[place:start])
        close = lower.find(">", stop)
        place = len(text) if close < 0 else close + 1
    return "".join((*kept, text[place:]))


def _in_place_of(tag: re.Match[str]) -> str:
    name, ends = tag["name"].lower(), bool(tag["end"])
    if name == "q":
        return "”" if ends else "“"
    if name == "br":
        return "\n"
    return _BREAK if _BLOCK.fullmatch(name) else ""


def _is_known(reference: re.Match[str]) -> bool:
    return reference[0][1] == "#" or reference[0][1:] in html5


def _character(reference: re.Match[str]) -> str:
    """The character; the reference itself where there is none of that name, or none that a text can hold."""
    if not _is_known(reference):
        return reference[0]
    char = html.unescape(reference[0])
    if char == "\xa0":
        return " "
    if not char or any(unicodedata.category(one) in ("Cc", "Cs", "Cn") for one in char):
        return " " if char.isspace() else "\ufffd"
    return char
