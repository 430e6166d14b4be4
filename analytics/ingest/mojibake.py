"""UTF-8 that some program took for a legacy encoding: "â€œ" for a quotation mark, as old exports have it.

ftfy tells whether a text holds such characters; it changes nothing. What is put right is what a wrong reading made, by
the reverse of it: those characters, as bytes of the encoding, are UTF-8 again. The rest of the text stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

_READ_AS = ("cp1252", "cp1251")
_ROUNDS = 2  # it may have happened twice


@lru_cache(maxsize=4)  # the same text is asked about twice
def looks_misread(text: str) -> bool:
    """True where the text holds characters that a wrong reading makes, and hardly anybody writes."""
    if text.isascii():
        return False
    from ftfy.badness import is_bad  # noqa: PLC0415 - seldom needed

    return bool(is_bad(text))


def read_right(text: str) -> str:
    """The text with the characters put right that a wrong reading as windows-1252 or windows-1251 made."""
    for _ in range(_ROUNDS):
        if not looks_misread(text):
            break
        for encoding in _READ_AS:
            text = _sequences(encoding).sub(lambda found: _right(found[0]), text)
    return text


def _right(misread: str) -> str:
    """The character that these stand for; they themselves where they stand for none."""
    for encoding in _READ_AS:
        try:
            char = bytes(_bytes(encoding)[one] for one in misread).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            continue
        return char if char.isprintable() or char.isspace() else misread
    return misread


@cache
def _characters(encoding: str) -> dict[int, str]:
    """The character of each byte, as programs read them: one that has none is a control character."""
    return {byte: _character(byte, encoding) for byte in range(0x80, 0x100)}


@cache
def _bytes(encoding: str) -> dict[str, int]:
    return {char: byte for byte, char in _characters(encoding).items()}


def _character(byte: int, encoding: str) -> str:
    try:
        return bytes([byte]).decode(encoding)
    except UnicodeDecodeError:
        return chr(byte)


@cache
def _sequences(encoding: str) -> re.Pattern[str]:
    """What the bytes of one character in UTF-8 are, each read as a character of its own."""
    chars = _characters(encoding)

    def one_of(first: int, last: int) -> str:
        return f"[{re.escape(''.join(chars[byte] for byte in range(first, last + 1)))}]"

    rest = one_of(0x80, 0xBF)
    lengths = ((0xC2, 0xDF, 1), (0xE0, 0xEF, 2), (0xF0, 0xF4, 3))
    return re.compile("|".join(f"{one_of(first, last)}{rest}{{{count}}}" for first, last, count in lengths))
