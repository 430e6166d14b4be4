"""Bytes of a file -> text, or a clear reason why not.

UTF-8 (with or without a byte order mark), and UTF-16 and UTF-32 with one, are read as they say. Anything else is a
legacy encoding; an English article needs only cp1252 or cp1251, which charset-normalizer tells apart, and is taken
only where the outcome looks like clean text. A wrong guess would change the characters of a quotation in silence.

The text keeps its characters: line ends become ``\\n`` and a byte order mark goes; nothing is normalised to NFC.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from charset_normalizer import from_bytes

from analytics.errors import InputError
from analytics.ingest import reasons

_LEGACY = ["cp1252", "cp1251"]
_MAX_MESS = 0.05  # charset-normalizer's share of implausible characters; mis-decoded English is above it
_MAX_CONTROL = 0.01  # share of control characters above which a file is not text
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(data: bytes, *, declared: Callable[[bytes], str | None] | None = None) -> str:
    """The text of a file.

    ``declared`` gives the text of a file that says itself in which legacy encoding it is, None of one that does not; it
    is asked where the bytes are no Unicode.

    Raises InputError: empty, binary or not-decodable.
    """
    if not data.strip():
        raise InputError(reasons.EMPTY, "the file holds nothing")
    text = _unicode(data)
    if text is None:
        text = (declared(data) if declared else None) or _legacy(data)
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise InputError(reasons.EMPTY, "the file holds only white space")
    return normalise_newlines(text.removeprefix("\ufeff"))


def normalise_newlines(text: str) -> str:
    """``\\r\\n`` and ``\\r`` become ``\\n``; every other character stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def strict(data: bytes, encoding: str) -> str | None:
    """The text in this encoding, None where it is not in it."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _unicode(data: bytes) -> str | None:
    """UTF-16 or UTF-32 by the byte order mark, else UTF-8; None where it is neither. Refuses what is not text."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            text = strict(data, encoding)
            if text is None or "\x00" in text:
                raise InputError(reasons.BINARY, f"begins like {encoding.upper()} text, and is not")
            return text
    if b"\x00" in data:
        raise InputError(reasons.BINARY, "holds NUL bytes: no text, or one in UTF-16 without a byte order mark")
    if _looks_binary(data):
        raise InputError(reasons.BINARY, "holds bytes that no text holds")
    return strict(data, "utf-8")


def _looks_binary(data: bytes) -> bool:
    found = len(_CONTROL.findall(data.decode("latin-1")))
    return found > _MAX_CONTROL * len(data)


def _legacy(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=_LEGACY, enable_fallback=False).best()
    if best is None or best.chaos > _MAX_MESS:
        raise InputError(reasons.NOT_DECODABLE, "neither UTF-8 nor a legacy encoding; save it as UTF-8")
    return str(best)
