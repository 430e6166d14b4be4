"""Bytes of a web page -> its markup: as any file is decoded, and a page may declare its own legacy encoding."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from analytics.ingest.decode import decode, strict

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
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def decode_page(data: bytes, *, said: str = "", tell: Callable[[str], None] | None = None) -> str:
    """The markup of a page; ``tell`` is as for :func:`decode`.

    ``said`` is the encoding that was named beside the page, which goes before the page's own word. Raises InputError:
    empty, binary or not-decodable.
    """
    return decode(data, declared=lambda page: decode_as(page, said) or _as_declared(page), tell=tell)


def decode_as(data: bytes, encoding: str) -> str | None:
    """The text in a legacy encoding, as browsers read it; None where there is none of this name."""
    return _in(data, encoding) if encoding else None


def _as_declared(data: bytes) -> str | None:
    """The markup in the encoding that the page declares; None where it declares none that browsers read, or wrongly."""
    declared = _DECLARED.search(data[:4096])
    return None if declared is None else _in(data, declared.group(1).decode("ascii"))


def _in(data: bytes, name: str) -> str | None:
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):  # a NUL in the name
        return None
    encoding = _TAKEN_FOR.get(encoding, encoding)
    return strict(data, encoding) if encoding in _READ_BY_BROWSERS else None
