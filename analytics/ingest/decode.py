"""Bytes of a file -> text, or a clear reason why not.

UTF-8 (with or without a byte order mark) and UTF-16 with one are read as they say. Anything else is a legacy
encoding; an English article needs only cp1252 or cp1251, which charset-normalizer tells apart, and is taken only
where the outcome looks like clean text. A wrong guess would change the characters of a quotation in silence.

The text keeps its characters: line ends become ``\\n`` and a byte order mark goes; nothing is normalised to NFC.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from analytics.errors import InputError
from analytics.ingest import reasons

_LEGACY = ["cp1252", "cp1251"]
_MAX_MESS = 0.05  # charset-normalizer's share of implausible characters; mis-decoded English is above it
_MAX_CONTROL = 0.01  # share of control characters above which a file is not text
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def decode(data: bytes, *, page: bool = False) -> str:
    """The text of a file; a web ``page`` may declare its own legacy encoding.

    Raises InputError: empty, binary or not-decodable.
    """
    if not data.strip():
        raise InputError(reasons.EMPTY, "the file holds nothing")
    text = _unicode(data)
    if text is None:
        text = (_as_declared(data) if page else None) or _legacy(data)
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise InputError(reasons.EMPTY, "the file holds only white space")
    return normalise_newlines(text.removeprefix("\ufeff"))


def normalise_newlines(text: str) -> str:
    """``\\r\\n`` and ``\\r`` become ``\\n``; every other character stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unicode(data: bytes) -> str | None:
    """UTF-16 by its byte order mark, else UTF-8; None where it is neither. Refuses what is not text."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _strict(data, "utf-16")
        if text is None or "\x00" in text:
            raise InputError(reasons.BINARY, "begins like UTF-16 text, and is not")
        return text
    if b"\x00" in data or _looks_binary(data):
        raise InputError(reasons.BINARY, "holds bytes that no text holds")
    return _strict(data, "utf-8")


def _looks_binary(data: bytes) -> bool:
    found = len(_CONTROL.findall(data.decode("latin-1")))
    return found > _MAX_CONTROL * len(data)


def _as_declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4096])
    return _strict(data, declared.group(1).decode("ascii")) if declared else None


def _legacy(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=_LEGACY, enable_fallback=False).best()
    if best is None or best.chaos > _MAX_MESS:
        raise InputError(reasons.NOT_DECODABLE, "neither UTF-8 nor a legacy encoding; save it as UTF-8")
    return str(best)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
