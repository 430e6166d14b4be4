"""Quotations that are signed: "“...” — Mara Velt, mayor, March 3, 2024", or a name on the line below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, HEADS
from analytics.quotes.rules.attributions import attributions
from analytics.records import Attribution, Span
from analytics.text.blocks import Block, BlockType
from analytics.text.document import Document
from analytics.text.quotation_marks import Quotation, within
from analytics.text.sentences import is_short
from analytics.text.spans import SpanIndex
from analytics.text.tokens import Token

_CONFIDENCE = 0.9
_DASH = re.compile(r"\s*(—|–|―|--?|~)\s*(?=[\w(@])")
_BRACKET = re.compile(r"\s*([(\[])(?=\w)")
_HANDLE = re.compile(r"\(@[\w.@-]+\)")
_LONGEST_NAME = 5
_GAP = 8  # characters before a quotation that tell whether it begins a sentence
_LONGEST = 25  # words of a signature with office, date and place
_LONGEST_LINE = 12  # of a line that holds no more than a name and an office
_REPORTERS = lexicon.words("not_in_signatures")
_AFTER_NAME = lexicon.words("after_signers") | lexicon.words("dates")
_PARTICLES = lexicon.words("label_particles")
_TITLES = frozenset().union(*lexicon.groups("titles").values(), *lexicon.groups("honorifics").values())
_OFFICES = lexicon.words("roles") | _TITLES | {"of"}
_PEOPLE_ARE = ("@", "speaking", "writing", "quoted")
_SEPARATORS = frozenset(",()]|;—–-.")


@dataclass(frozen=True, slots=True)
class _Signature:
    """The name that signs, and the mark before it, None where the name stands on a line of its own."""

    name: Span
    mark: Span | None


def signed(document: Document, quoted: Sequence[Quotation]) -> list[Attribution]:
    """The quotations that a signature gives to somebody, in the order of the text.

    A signature stands behind a dash or in brackets after the quotation, or on the line below it; without a dash there
    it has to name an office, too. Nothing is signed that the text attributes otherwise, and what names a reporter, a
    photographer or an agency signs nothing. With a handle ("(@velt)") the paragraph above needs no quotation marks.
    """
    closed = [quotation for quotation in quoted if quotation.closed]
    ends = [quotation.span[1] for quotation in closed]
    found: list[Attribution] = []
    for number, block in enumerate(document.blocks):
        if block.type is BlockType.BODY:
            first, last = (bisect_right(ends, place) for place in block.span)
            below = document.blocks[number + 1 : number + 3]
            found += _in_block(document, block.span, closed[first:last], below)
    return found


def _in_block(
    document: Document, block: Span, quoted: Sequence[Quotation], below: Sequence[Block]
) -> Iterator[Attribution]:
    """The signed quotations that end in a block."""
    if not quoted:
        yield from _posted(document, block, below)
        return
    spans = [quotation.span for quotation in quoted]
    signatures = list(_signatures(document, block, spans, below))
    if not signatures:
        return
    found = attributions(document, block, within(quoted, block))
    attributed = SpanIndex([span for one in found if one.source or one.cue for span in one.content])
    for span, signature in signatures:
        if not attributed.overlaps(span):
            yield _attribution((span,), signature)


def _signatures(
    document: Document, block: Span, quoted: Sequence[Span], below: Sequence[Block]
) -> Iterator[tuple[Span, _Signature]]:
    """The quotations of a block that a signature follows, and these."""
    for span, end in zip(quoted, [*(start for start, _ in quoted[1:]), block[1]], strict=True):
        if not _begins(document.text, block, span):
            continue
        signature = _after(document, (span[1], end), by_bracket=True)
        if signature is None and end == block[1] and not document.text[span[1] : end].strip(" .,"):
            signature = _below(document, block, quoted, below)
        if signature:
            yield span, signature


def _posted(document: Document, block: Span, below: Sequence[Block]) -> Iterator[Attribution]:
    """A paragraph without quotation marks, where the line below holds a name with a handle. One that names the same
    person, or ends in a colon, tells of the post, whose own words are lost."""
    text = document.text
    for one in below[:1]:
        signature = _after(document, one.span) if _HANDLE.search(text, *one.span) else None
        if signature is None or text[block[1] - 1] == ":":
            continue
        surname = document.tokens_in(signature.name)[-1].text
        if all(token.form != surname for token in document.tokens_in(block)):
            yield _attribution((block,), signature)


def _attribution(content: tuple[Span, ...], signature: _Signature) -> Attribution:
    return Attribution(content, signature.name, signature.mark, "direct", _CONFIDENCE)


def _begins(text: str, block: Span, span: Span) -> bool:
    """True where a quotation begins its block, or stands behind a whole sentence."""
    before = text[max(block[0], span[0] - _GAP) : max(block[0], span[0])].rstrip(' \n"”»’')
    return not before or before[-1] in ".!?…:)"


def _after(document: Document, rest: Span, *, by_bracket: bool = False) -> _Signature | None:
    """The signature that fills a span, behind a dash or in brackets."""
    text = document.text
    opening = _DASH.match(text, *rest) or (_BRACKET.match(text, *rest) if by_bracket else None)
    if opening is None:
        return None
    tokens = document.tokens_in((opening.end(), rest[1]))
    if opening.group(1) in "([" and (not tokens or tokens[-1].text not in {")", "]", "."}):
        return None
    name = signing_name(tokens)
    return _Signature(name, opening.span(1)) if name else None


def _below(document: Document, block: Span, quoted: Sequence[Span], below: Sequence[Block]) -> _Signature | None:
    """The signature on the line below a paragraph that is nothing but quotations."""
    if not below or _outside(document.text, block, quoted).strip(" ,;."):
        return None
    line = below[0].span
    if signature := _after(document, line):
        return signature
    tokens = document.tokens_in(line)
    name = signing_name(tokens)
    words = [token for token in tokens if not token.is_mark]
    if name is None or not 1 < len(words) <= _LONGEST_LINE or tokens[-1].text in {".", "!", "?", ":"}:
        return None
    own = [word for word in words if word.start >= name[1]]
    office = own or [word for one in below[1:2] for word in _line(document, one.span)]
    return _Signature(name, None) if any(word.lower in _OFFICES for word in office) else None


def _line(document: Document, span: Span) -> list[Token]:
    """The words of a line that may be an office; none where it is more."""
    tokens = document.tokens_in(span)
    words = [token for token in tokens if not token.is_mark]
    return words if len(words) <= _LONGEST_LINE and tokens[-1].text not in {".", "!", "?", ":", "”", '"'} else []


def _outside(text: str, block: Span, quoted: Sequence[Span]) -> str:
    """The words of a block outside its quotations; one may have begun in a paragraph before."""
    kept, position = [], block[0]
    for start, end in quoted:
        kept.append(text[position : max(position, start)])
        position = end
    return "".join([*kept, text[position : block[1]]])


def signing_name(tokens: Sequence[Token]) -> Span | None:
    """The name at the front of a signature, which goes on with an office, a handle, a place or a date at most."""
    words = [token for token in tokens if not token.is_mark]
    if not words or len(words) > _LONGEST or any(word.lower in _REPORTERS for word in words):
        return None
    if any(token.text == "/" for token in tokens) or _tells(words):
        return None
    end = 0
    while end < len(tokens) and _belongs(tokens, end):
        end += 1
    names = [token for token in tokens[:end] if not token.is_mark]
    if not names or len(names) > _LONGEST_NAME or not names[-1].is_name:
        return None
    rest = tokens[end:]
    if rest and rest[0].text not in _SEPARATORS and not (rest[0].lower in _AFTER_NAME or rest[0].text.isdigit()):
        return None
    person = len(rest) > 1 and rest[1].lower in _PEOPLE_ARE
    alone = len(names) == 1 and bool(rest) and not person  # "— Lorvan, March 3" is a dateline
    return None if alone or all(name.lower in _TITLES for name in names) else (names[0].start, names[-1].end)


def _belongs(tokens: Sequence[Token], i: int) -> bool:
    """True where a word goes on with the name before it."""
    token = tokens[i]
    if token.is_mark:  # "Sen. Velt", "J. Velt"
        return token.text == "." and i > 0 and (len(tokens[i - 1].text) == 1 or is_short(tokens[i - 1].text))
    if token.lower in _AFTER_NAME and i > 0:
        return False
    return token.is_name or (i > 0 and token.lower in _PARTICLES) or (i == 0 and token.lower in _TITLES)


def _tells(words: Sequence[Token]) -> bool:
    """True where the words are a sentence: one of them is a finite verb."""
    verbs = AUXILIARIES - {"to", "'s", "may", "will"}
    return any(word.lower in verbs or (word.lower in HEADS and word.lower.endswith(("ed", "said"))) for word in words)
