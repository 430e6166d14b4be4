"""What each block of an article is: running text, a heading, a caption, or page furniture.

Only running text holds statements. The rules look at form (length, punctuation, repetition, datelines), not at
any outlet's own templates, because saved pages differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from analytics.lang import lexicon
from analytics.records import Span
from analytics.text.sentences import ends_with_mark
from analytics.text.spans import trimmed

_MONTHS = lexicon.alternatives(month.capitalize() for month in lexicon.words("months"))
_SHORT_MONTHS = lexicon.words("month_abbreviations") | lexicon.words("rare_month_abbreviations")
_MONTH = rf"(?:{_MONTHS}|{lexicon.alternatives(month.capitalize() for month in _SHORT_MONTHS)}\.?)"
_DATE = rf"(?:{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})"
_LABEL = lexicon.alternatives(lexicon.phrases("caption_labels"))
_NOUN = lexicon.alternatives(lexicon.words("caption_label_nouns"))
_CREDIT = lexicon.alternatives(lexicon.phrases("credits"))
_AGENCY = lexicon.alternatives(lexicon.phrases("agencies"))
# "Norland - The harbour of Port Vell, May 3, 2021." and the forms that photo agencies use.
_CAPTION = re.compile(
    rf"^(?:[A-Z][\w.’' ]{{2,40}} [-–—] .{{10,250}}{_DATE}\.?$"
    rf"|{_LABEL}s?(?: {_NOUN})?\s?[-–—:|(/]"
    rf"|.{{10,400}}(?:\((?:[\w ]+ )?{_CREDIT}s?(?: by|:|/).{{2,60}}\)|(?:/|©|via) ?{_AGENCY}.{{0,30}}"
    rf"|\([A-Z][\w.’' -]{{2,40}}/ ?[A-Z][\w.’' -]{{1,40}}\))\.?$)"
)
_FURNITURE = re.compile(
    rf"^(?:{lexicon.alternatives(lexicon.phrases('furniture'))}"
    rf"|{lexicon.alternatives((*lexicon.phrases('furniture_openers'), *lexicon.phrases('editors_openers'), '©'))}.*"
    rf"|follow [^.!?:]{{2,60}} on {lexicon.alternatives(lexicon.phrases('networks'))}\b[^!?]{{0,60}}"
    rf"|{lexicon.alternatives(lexicon.words('pointers'))}"
    rf"(?: {lexicon.alternatives(lexicon.words('pointer_adverbs'))})?\s*[:|].*"
    rf"|{lexicon.alternatives((*lexicon.phrases('headings_of_lists'), *lexicon.phrases('buttons')))}\b[^.!?\"”]{{0,60}}"
    r"|(?:additional )?sources? [•|·].*|tags?\s*:.*"
    rf"|\d+ {lexicon.alternatives(lexicon.words('counted'))}"
    r"|[\W\d_]+)$",
    re.IGNORECASE,
)
_OPENS_QUOTATION = re.compile(r"^\s*(?:[\"“„«]|[‘'].{10,}[’']\s[—–―-])")  # with single marks only what is signed
_LATIN = re.compile(r"[A-Za-z]")
_HEADING_WORDS = 25  # a longer block is running text, whatever it ends in
_WRAPPED_LINE = (45, 100)  # characters: at least the first where a line is full, and no line beyond the second


class BlockType(Enum):
    """What a block is for."""

    BODY = "body"
    HEADING = "heading"
    CAPTION = "caption"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, caption or piece of furniture: its trimmed span, and what it is."""

    span: Span
    type: BlockType


def blocks(text: str, *, title: str = "") -> list[Block]:
    """Split ``text`` into its blocks, in order; white space between blocks belongs to none."""
    spans = _spans(text)
    seen: set[str] = set()
    found: list[Block] = []
    for span in spans:
        words = text[slice(*span)]
        found.append(Block(span, _type_of(words, title=title, repeated=words in seen, last=span == spans[-1])))
        seen.add(words)
    return found


def _type_of(block: str, *, title: str, repeated: bool, last: bool) -> BlockType:
    words = block.split()
    if _FURNITURE.match(block) or not _LATIN.search(block):
        return BlockType.FURNITURE
    if _CAPTION.match(block) or repeated:  # the same words again stand under a second photograph
        return BlockType.CAPTION
    if title and block.strip(" .") == title.strip(" ."):
        return BlockType.HEADING
    # "Ferries to sail again" is a heading; a last line without a full stop may be cut off, and a quotation goes on.
    ends = ends_with_mark(block, (0, len(block)))
    if len(words) <= _HEADING_WORDS and not ends and not last and not _OPENS_QUOTATION.match(block):
        return BlockType.HEADING
    if len(words) <= _HEADING_WORDS and block.upper() == block and not _OPENS_QUOTATION.match(block):
        return BlockType.HEADING
    return BlockType.BODY


def _spans(text: str) -> list[Span]:
    """The spans of blocks: lines, or runs of lines where the text is wrapped at a fixed width."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    lines = [trimmed(text, span) for span in lines]
    wrapped = _is_wrapped(text, lines)
    merged: list[Span] = []
    for span in lines:
        if merged and _continues_line(text, merged[-1], span, wrapped=wrapped):
            merged[-1] = (merged[-1][0], span[1])
        else:
            merged.append(span)
    return merged


def _is_wrapped(text: str, lines: list[Span]) -> bool:
    """True where lines were broken at a fixed width: many that are full, unfinished, and followed directly by one."""
    low, high = _WRAPPED_LINE
    if any(end - start > high for start, end in lines):
        return False
    broken = [
        a
        for a, b in pairwise(lines)
        if text.count("\n", a[1], b[0]) == 1 and a[1] - a[0] >= low and not ends_with_mark(text, a)
    ]
    # Three such lines are no accident, where they are a third of all: paragraphs end in short ones.
    return len(broken) >= 3 and len(broken) >= len(lines) // 3


def _continues_line(text: str, before: Span, after: Span, *, wrapped: bool) -> bool:
    if text.count("\n", before[1], after[0]) > 1:
        return False
    if wrapped:
        return True
    return text[after[0]].islower() and not ends_with_mark(text, before)
