"""How far an attribution reaches: from where its clause begins, and to which of the quotations around its cue."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from analytics.quotes.cues import CUES, Group
from analytics.quotes.tagger.model import Proposal
from analytics.records import Attribution, Span
from analytics.text.document import Document
from analytics.text.spans import containing

_ONE_CLAUSE = re.compile(r"[^,;:.!?—–()\"“”\n]{1,80} ")


def with_clause(text: str, seen: Attribution, attribution: Attribution, taken: Sequence[Span]) -> Attribution:
    """What the tagger saw, from where the rules found its clause to begin ("told reporters | the board “had lied”"),
    and with the quotations behind it with which it goes on, but for those ``taken`` by others."""
    (start, stop), (seen_start, end) = attribution.content[0], seen.content[0]
    sure = max(seen.confidence, attribution.confidence)
    if seen.kind == "mixed" and seen.cue and attribution.cue and seen.cue[1] == attribution.cue[1]:
        further = _going_on(text, attribution.content, seen.content[-1][1])
        seen = replace(seen, content=(*seen.content, *(span for span in further if span not in taken)))
    led = len(attribution.content) == 1 and all(one.cue and one.cue[1] <= start for one in (attribution, seen))
    cut = start < seen_start < stop and not text[seen_start].isalnum()
    addressed = (
        seen_start < start < end and _has_addressee(text, seen, seen_start) and not text.startswith("that", start)
    )
    if not led or not (cut or addressed) or not _ONE_CLAUSE.fullmatch(text, *sorted((start, seen_start))):
        return replace(seen, confidence=sure)
    kind = attribution.kind if cut else seen.kind
    return replace(seen, content=((start, end), *seen.content[1:]), kind=kind, confidence=sure)


def _going_on(text: str, content: Sequence[Span], end: int) -> Iterator[Span]:
    """The quotations with which a statement goes on in sentences of their own, behind ``end``."""
    return (span for span in content[1:] if span[0] >= end and not text[span[0]].isalnum())


def _has_addressee(text: str, attribution: Attribution, start: int) -> bool:
    """True where an addressee stands at ``start``: after "told", or with "to"."""
    words = text[slice(*attribution.cue)].lower().split() if attribution.cue else []
    return text.startswith("to ", start) or any(CUES.get((word,)) is Group.TELL for word in words)


def is_apart(document: Document, proposal: Proposal, span: Span, marks: Sequence[Span]) -> bool:
    """True where a cue belongs to another quotation: in a sentence behind this one, it leads to the next ("“No.” Velt
    countered: “Yes.”"); in one before, this one ends in a comma and goes on with its own attribution."""
    if proposal.cue is None or (quotation := containing(marks, span[0])) is None:
        return False
    text, (start, end) = document.text, proposal.cue
    if end <= span[0]:
        attributed = text[quotation[1] - 2] == "," and text[quotation[1] : quotation[1] + 2].strip()[:1].isalpha()
        led = text[max(end - 1, quotation[0] - 4) : quotation[0]].rstrip().endswith(":")
        return attributed and not led and document.begins_sentence(quotation[0])
    following = marks[bisect_left(marks, (end,)) :][:1]
    behind = span[1] + len(text[span[1] : start]) - len(text[span[1] : start].lstrip())
    return document.begins_sentence(behind) and bool(following) and not document.apart(start, following[0][0] + 1)
