"""Bytes of a file -> text, or a clear reason why not.

UTF-8 (with or without a byte order mark), and UTF-16 and UTF-32 with one, are read as they say. Anything else is a
legacy encoding; an English article needs only cp1252 or cp1251, which charset-normalizer tells apart, and is taken
only where the outcome looks like clean text. A wrong guess would change the characters of a quotation in silence.

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
_READ_BY_BROWSERS = frozenset(
    """
    big5 big5hkscs cp866 cp874 cp932 cp949 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 euc_jp euc_kr
    gb18030 gb2312 gbk iso2022_jp iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10
    iso8859-13 iso8859-14 iso8859-15 iso8859-16 koi8-r koi8-u mac-cyrillic mac-roman shift_jis
    """.split()
)
"""Python's names of the legacy encodings of the Encoding Standard: what a page may declare. Python has others, which
are no encodings of text (undefined, punycode) or hide markup (utf-7)."""
_TAKEN_FOR = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874"}
"""The standard reads these as the encodings that add quotation marks and dashes to them."""
_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark it begins with
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
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
    """UTF-16 or UTF-32 by the byte order mark, else UTF-8; None where it is neither. Refuses what is not text."""
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is None or "\x00" in text:
                raise InputError(reasons.BINARY, f"begins like {encoding.upper()} text, and is not")
            return text
    if b"\x00" in data:
        raise InputError(reasons.BINARY, "holds NUL bytes: no text, or one in UTF-16 without a byte order mark")
    if _looks_binary(data):
        raise InputError(reasons.BINARY, "holds bytes that no text holds")
    return _strict(data, "utf-8")


def _looks_binary(data: bytes) -> bool:
    found = len(_CONTROL.findall(data.decode("latin-1")))
    return found > _MAX_CONTROL * len(data)


def _as_declared(data: bytes) -> str | None:
    declared = _DECLARED.search(data[:4096])
    if declared is None:
        return None
    try:
        encoding = codecs.lookup(declared.group(1).decode("ascii")).name
    except LookupError:
        return None
    encoding = _TAKEN_FOR.get(encoding, encoding)
    return _strict(data, encoding) if encoding in _READ_BY_BROWSERS else None


def _legacy(data: bytes) -> str:
    best = from_bytes(data, cp_isolation=_LEGACY, enable_fallback=False).best()
    if best is None or best.chaos > _MAX_MESS:
        raise InputError(reasons.NOT_DECODABLE, "neither UTF-8 nor a legacy encoding; save it as UTF-8")
    return str(best)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
