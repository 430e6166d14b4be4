"""Paragraphs without quotation marks that are somebody's words, as the paragraph before them says: "Velt wrote:"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.lang import lexicon
from analytics.quotes.rules.attributions import attributions
from analytics.quotes.rules.introductions import Introduction, of_paragraph
from analytics.records import Attribution, Span
from analytics.text.blocks import BlockType
from analytics.text.document import Document
from analytics.text.quotation_marks import within

_CONFIDENCE = 0.75
_BULLET = re.compile(r"(?:[-–—•·*▪●◦‣]|\(?\d{1,2}[.)]|\(?[a-z]\)|l(?= [A-Z]))\s+(?=\S)")
_OPENS_OTHER = re.compile(r"[\"“„«‘'<]")  # a quotation, or what is left of markup
_FIRST_PERSON = lexicon.words("first_person")
_TOLD_OF = lexicon.words("told_of")
_DOCUMENTS = lexicon.words("introduced_documents")
_DETERMINERS = lexicon.words("determiners")
_MOST = 12  # paragraphs or items of a list that one introduction governs


def introduced(document: Document, quoted: Sequence[Span]) -> list[tuple[Attribution, Span]]:
    """Paragraphs without quotation marks that stand after a colon, each run with the span that it fills.

    The first paragraph is the speaker's unless it tells of the speaker or attributes words itself: what a page embeds
    is often lost, and then the report goes on at once. Further ones are only where they speak in the first person.
    Of a list all items are.
    """
    found: list[tuple[Attribution, Span]] = []
    blocks = document.blocks
    for number, block in enumerate(blocks):
        start, end = block.span
        if document.text[end - 1] != ":" or (found and start < found[-1][1][1]):
            continue
        introduction = _introduction(document, block.span, quoted)
        content = introduction and _content(document, number + 1, introduction, quoted)
        if introduction and content:
            said = Attribution(tuple(content), introduction.source, introduction.cue, "direct", _CONFIDENCE)
            found.append((said, (content[0][0], content[-1][1])))
    return found


def _introduction(document: Document, paragraph: Span, quoted: Sequence[Span]) -> Introduction | None:
    sentences = document.sentences_around(paragraph, quoted)
    last = next((i for i, span in enumerate(sentences) if span[0] < paragraph[1] <= span[1]), None)
    if last is None:
        return None
    span = (sentences[last][0], paragraph[1])  # a sentence that ends in a colon is joined with the next paragraph
    before = document.tokens_in(sentences[last - 1], quoted) if last else []
    return of_paragraph(document.tokens_in(span, quoted), before, document.words)


def _content(document: Document, first: int, introduction: Introduction, quoted: Sequence[Span]) -> list[Span]:
    """What of the blocks from a number on is introduced."""
    blocks = document.blocks[first : first + _MOST]
    items = _items(document, [block.span for block in blocks])
    if items:
        verb = document.text[slice(*introduction.cue)] != ":"  # "Velt's five things to watch:" are nobody's words
        return items if verb else []
    run: list[Span] = []
    for block in blocks:
        if block.type is not BlockType.BODY or _OPENS_OTHER.match(document.text, block.span[0]):
            break
        if _is_told(document, block.span, introduction, quoted):
            break
        if run and not _in_first_person(document, block.span, quoted):
            break
        run.append(block.span)
    return [(run[0][0], run[-1][1])] if run else []


def _items(document: Document, blocks: Sequence[Span]) -> list[Span]:
    """The items of a list that begins at once, without their bullets."""
    found: list[Span] = []
    for start, end in blocks:
        bullet = _BULLET.match(document.text, start, end)
        if bullet is None:
            break
        found.append((bullet.end(), end))
    return found


def _is_told(document: Document, paragraph: Span, introduction: Introduction, quoted: Sequence[Span]) -> bool:
    """True where a paragraph is the reporter's: it tells of the speaker or of the message, or attributes words."""
    words = [word for word in document.tokens_in(paragraph, quoted) if not word.is_quotation and not word.is_mark]
    if not words or words[0].lower in _TOLD_OF or document.text[paragraph[1] - 1] == ":":
        return True
    if words[0].lower in _DETERMINERS and any(word.lower in _DOCUMENTS for word in words[1:3]):
        return True
    if introduction.source and _names(document, words[0].start, paragraph, introduction.source):
        return True
    if _in_first_person(document, paragraph, quoted):
        return False
    said = attributions(document, paragraph, within(document.quotations, paragraph))
    return any(one.source is not None and one.kind != "attitude" for one in said)


def _names(document: Document, start: int, paragraph: Span, source: Span) -> bool:
    """True where a paragraph names the speaker: nobody does so in words of their own. Velt's office may name Velt."""
    words = document.tokens_in(source)
    names = {word.form for word in words if word.is_name and word.lower not in _DETERMINERS and not word.possessive}
    return any(word.form in names for word in document.tokens_in((start, paragraph[1])))


def _in_first_person(document: Document, paragraph: Span, quoted: Sequence[Span]) -> bool:
    return any(word.lower in _FIRST_PERSON for word in document.tokens_in(paragraph, quoted))
