"""Bytes of a file -> text, or a clear reason why not.

UTF-8 (with or without a byte order mark), and UTF-16 and UTF-32 with one, are read as they say; a few bytes that are
none of it cost a character each. Anything else is a legacy encoding; an English article needs only cp1252 or cp1251,
which charset-normalizer tells apart, and is taken only where the outcome looks like clean text. A wrong guess would
change the characters of a quotation in silence.

The text keeps its characters: line ends become ``\\n`` and a byte order mark goes; nothing is normalised to NFC.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from charset_normalizer import from_bytes

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import normalise_newlines

BYTES_LOST = "bytes that are no text, U+FFFD in the place of each"
ENCODING_GUESSED = "not in UTF-8, read as {encoding}"

_LEGACY = {"cp1252": "windows-1252", "cp1251": "windows-1251"}
_MAX_MESS = 0.05  # charset-normalizer's share of implausible characters; mis-decoded English is above it
_MAX_CONTROL = 0.01  # share of control characters above which a file is not text
_MAX_LOST = 0.01  # share of characters that may be lost; one may always
_LOST = "\ufffd"
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_IN_CP1252 = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(
    data: bytes,
    *,
    declared: Callable[[bytes], str | None] | None = None,
    tell: Callable[[str], None] | None = None,
) -> str:
    """The text of a file.

    ``declared`` gives the text of a file that says itself in which legacy encoding it is, None of one that does not; it
    is asked where the bytes are no Unicode. ``tell`` is called with the kinds of notices to give: that the encoding is
    a guess, or that characters are lost. Without it, a file that would lose some is refused.

    Raises InputError: empty, binary or not-decodable.
    """
    if not data.strip():
        raise InputError(reasons.EMPTY, "the file holds nothing")
    text, kinds = _read(data, declared)
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise InputError(reasons.EMPTY, "the file holds only white space")
    if BYTES_LOST in kinds and tell is None:
        raise InputError(reasons.NOT_DECODABLE, "holds bytes that are no text in its encoding; save it as UTF-8")
    for kind in kinds:
        (tell or _nobody)(kind)
    return normalise_newlines(text.removeprefix("\ufeff"))


def _nobody(_kind: str) -> None:
    """Nobody asked for notices."""


def strict(data: bytes, encoding: str) -> str | None:
    """The text in this encoding, None where it is not in it."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _read(data: bytes, declared: Callable[[bytes], str | None] | None) -> tuple[str, tuple[str, ...]]:
    """The text, and the kinds of notices on how it was read."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return _marked(data, encoding)
    lost = data.count(0)
    if lost > _may_be_lost(len(data)):
        raise InputError(reasons.BINARY, "holds NUL bytes: no text, or one in UTF-16 without a byte order mark")
    if _looks_binary(data):
        raise InputError(reasons.BINARY, "holds bytes that no text holds")
    text, kinds = _unmarked(data, declared)
    if lost:
        return text.replace("\x00", _LOST), (*(kind for kind in kinds if kind != BYTES_LOST), BYTES_LOST)
    return text, kinds


def _marked(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """UTF-16 or UTF-32 by its byte order mark."""
    text = strict(data, encoding)
    if text is not None and "\x00" not in text:
        return text, ()
    text = data.decode(encoding, "replace").replace("\x00", _LOST)
    if text.count(_LOST) > _may_be_lost(len(text)):
        raise InputError(reasons.BINARY, f"begins like {encoding.upper()} text, and is not")
    return text, (BYTES_LOST,)


def _unmarked(data: bytes, declared: Callable[[bytes], str | None] | None) -> tuple[str, tuple[str, ...]]:
    """UTF-8; as the file declares; UTF-8 but for some bytes; a legacy encoding; one but for some bytes."""
    if (text := strict(data, "utf-8")) is not None:
        return text, ()
    if declared and (text := declared(data)) is not None:
        return text, ()
    text = data.decode("utf-8", "replace")
    lost = text.count(_LOST)
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore"))
    few = lost <= _may_be_lost(len(text))
    if few and beyond_ascii - lost > lost:
        return text, (BYTES_LOST,)
    if encoding := _legacy(data):
        return data.decode(encoding), (ENCODING_GUESSED.format(encoding=_LEGACY[encoding]),)
    impossible = len(data) - len(data.translate(None, _NOT_IN_CP1252))
    if 0 < impossible <= _may_be_lost(len(data)) and _legacy(data.translate(None, _NOT_IN_CP1252)) == "cp1252":
        return data.decode("cp1252", "replace"), (ENCODING_GUESSED.format(encoding=_LEGACY["cp1252"]), BYTES_LOST)
    if few:
        return text, (BYTES_LOST,)
    raise InputError(reasons.NOT_DECODABLE, "neither UTF-8 nor a legacy encoding; save it as UTF-8")


def _may_be_lost(characters: int) -> int:
    return min(1, characters // 4) + int(_MAX_LOST * characters)


def _looks_binary(data: bytes) -> bool:
    found = len(_CONTROL.findall(data.decode("latin-1")))
    return found > _MAX_CONTROL * len(data)


def _legacy(data: bytes) -> str:
    """The legacy encoding in which the bytes are clean text, ``""`` where there is none.

    windows-1251 gives a letter to bytes that windows-1252 has none for: a few of them among Latin letters are no
    Cyrillic, but damage.
    """
    best = from_bytes(data, cp_isolation=list(_LEGACY), enable_fallback=False).best()
    if best is None or best.chaos > _MAX_MESS or best.encoding not in _LEGACY:
        return ""
    letters = sum(not char.isascii() and char.isalpha() for char in str(best))
    if best.encoding == "cp1251" and letters <= _may_be_lost(len(data)):
        return "cp1252" if strict(data, "cp1252") is not None else ""
    return str(best.encoding)
