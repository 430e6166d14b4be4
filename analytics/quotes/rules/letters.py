"""Letters that an article prints: from "Dear editor," to "Yours sincerely," and a name, the words of who signs."""

from __future__ import annotations

import re

from analytics.lang import lexicon
from analytics.quotes.rules.signatures import signing_name
from analytics.records import Attribution, Span
from analytics.text.document import Document

_CONFIDENCE = 0.85
_SALUTATION = re.compile(rf"[\"“]?{lexicon.alternatives(lexicon.phrases('salutations'))}\b[^!?\n]{{0,80}}[,:]?$", re.I)
_CLOSING = re.compile(rf"{lexicon.alternatives(lexicon.phrases('closings'))}\b[^.!?\n]{{0,40}}[,.]?$", re.I)
_MOST = 40  # blocks of one letter


def letters(document: Document) -> list[tuple[Attribution, Span]]:
    """The letters of an article, each with the span that it fills, without salutation and signature."""
    found: list[tuple[Attribution, Span]] = []
    blocks = [block.span for block in document.blocks]
    number = 0
    while number < len(blocks):
        closing = _closing(document, blocks, number) if _matches(_SALUTATION, document, blocks[number]) else 0
        if closing:
            words = (blocks[number + 1][0], blocks[closing - 1][1])
            name = signing_name(document.tokens_in(blocks[closing + 1]))
            if name:
                found.append((Attribution((words,), name, None, "direct", _CONFIDENCE), words))
        number = max(number, closing) + 1
    return found


def _closing(document: Document, blocks: list[Span], salutation: int) -> int:
    """The number of the line before the signature, 0 where a letter has none."""
    for number in range(salutation + 2, min(salutation + _MOST, len(blocks) - 1)):
        if _matches(_SALUTATION, document, blocks[number]):
            return 0
        if _matches(_CLOSING, document, blocks[number]):
            return number
    return 0


def _matches(pattern: re.Pattern[str], document: Document, span: Span) -> bool:
    return pattern.match(document.text, *span) is not None
