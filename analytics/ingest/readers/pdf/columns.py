"""Whether a page is set in columns: a blank strip down the middle of many lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pypdf import PageObject

_PAGES_LOOKED_AT = 10
_LEAST_LINES = 6
_SHARE = 0.25  # of the lines: the last column of an article is seldom full
_STRIP = re.compile(r"\S {3,}(?=\S)")
_LEAST_BESIDE = 12  # characters on either side of the strip


def has_columns(pages: Iterable[PageObject]) -> bool:
    """True where one of the first pages is set in columns."""
    return any(
        _is_in_columns(page.extract_text(extraction_mode="layout", layout_mode_space_vertically=False).split("\n"))
        for page in islice(pages, _PAGES_LOOKED_AT)
    )


def _is_in_columns(lines: Sequence[str]) -> bool:
    """True where many lines, as they lie beside each other on the page, have words on both sides of a strip."""
    held = [line.rstrip() for line in lines if line.strip()]
    parted = sum(map(_is_parted, held))
    return parted >= _LEAST_LINES and parted >= _SHARE * len(held)


def _is_parted(line: str) -> bool:
    begins = len(line) - len(line.lstrip())
    return any(
        strip.start() - begins >= _LEAST_BESIDE and len(line) - strip.end() >= _LEAST_BESIDE
        for strip in _STRIP.finditer(line)
    )
