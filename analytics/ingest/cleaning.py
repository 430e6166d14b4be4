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
        for kind, mend in ((MARKUP_TAKEN_OUT, without_markup), (MISREAD_MENDED, read_right)):
            mended = mend(clean[field])
            if mended != clean[field]:
                kinds[kind], clean[field] = None, mended
        if looks_misread(clean[field]):
            kinds[MISREAD_LEFT] = None
    return clean, tuple(kinds)
