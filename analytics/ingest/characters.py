"""What a text is made of, whatever it was read from: its white space, its line ends, and what no text holds."""

from __future__ import annotations

import re

_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def one_line(text: str) -> str:
    """White space runs become one space; none at the ends."""
    return " ".join(text.split())


def normalise_newlines(text: str) -> str:
    """``\\r\\n`` and ``\\r`` become ``\\n``; every other character stays."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_sound(text: str) -> bool:
    """True where a text holds no control character, half of a character, or other code that stands for none."""
    return _NOT_TEXT.search(text) is None


def without_unsound(text: str, *, instead: str = "") -> str:
    """The text with something else, or nothing, in the place of what is no character."""
    return _NOT_TEXT.sub(instead, text)
