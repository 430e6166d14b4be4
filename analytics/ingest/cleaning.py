"""Words in a cell or a field that came with markup, or were read in a wrong encoding before they came here."""

from __future__ import annotations

from collections.abc import Mapping

from analytics.ingest.markup import without_markup
from analytics.ingest.mojibake import looks_misread, read_right

MARKUP_TAKEN_OUT = "markup among the words, taken out"
MISREAD_MENDED = "characters that were read in a wrong encoding, put right"
MISREAD_LEFT = "characters that look as if read in a wrong encoding, left as they are"
_WORDS = ("text", "title", "outlet")


def cleaned(values: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The cells of a row by field, with what is words cleaned, and the kinds of notices that say what was done."""
    clean = dict(values)
    kinds: dict[str, None] = {}
    for field in _WORDS:
        if field not in clean:
            continue
        plain = without_markup(clean[field])
        right = read_right(plain)
        found = (
            (MARKUP_TAKEN_OUT, plain != clean[field]),
            (MISREAD_MENDED, right != plain),
            (MISREAD_LEFT, looks_misread(right)),
        )
        clean[field] = right
        kinds |= dict.fromkeys(kind for kind, holds in found if holds)
    return clean, tuple(kinds)
