"""A text found out about once: its blocks, sentences, tokens and quotation marks, which every stage reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from analytics.records import Article, Span
from analytics.text import blocks, quotation_marks, sentences
from analytics.text.blocks import Block, BlockType
from analytics.text.plain import plain
from analytics.text.quotation_marks import Quotation
from analytics.text.spans import containing, pieces, trimmed
from analytics.text.subtitles import ARROW
from analytics.text.tokens import Token, tokenise
from analytics.text.words import Words, columns


@dataclass(frozen=True)
class Document:
    """The text and title of an article, and what is in them, each worked out when it is first asked for.

    All spans are offsets into ``text``. :attr:`plain` is the document as it is read, without characters that nobody
    sees; stages look at that one, and give their results in places of this one.
    """

    article: Article

    @classmethod
    def of(cls, source: Readable) -> Document:
        """The document of an article or a text; of a document, that one."""
        if isinstance(source, Document):
            return source
        return cls(Article(source, article_id="") if isinstance(source, str) else source)

    @property
    def text(self) -> str:
        """The article's text, character by character."""
        return self.article.text

    # -- as it is read

    @cached_property
    def _plain(self) -> tuple[str, list[int] | None]:
        return plain(self.text)

    @cached_property
    def plain(self) -> Document:
        """The document as it is read, see :mod:`.plain`; mostly this one."""
        read = self._plain[0]
        return self if read == self.text else Document(replace(self.article, text=read))

    def from_plain(self, span: Span) -> Span:
        """The span of this text that a span of the plain one stands for."""
        places, (start, end) = self._plain[1], span
        return span if places is None or start >= end else (places[start], places[end - 1] + 1)

    @cached_property
    def _cuts(self) -> list[int]:
        """Where in the plain text the times of a subtitle are left out."""
        places = self._plain[1]
        if places is None or ARROW not in self.text:
            return []
        ends = enumerate(pairwise(places), 1)
        return [number for number, (a, b) in ends if b - a > 1 and ARROW in self.text[a:b]]

    def parts_from_plain(self, span: Span) -> list[Span]:
        """The spans of this text that a span of the plain one stands for, without the times of subtitles."""
        first, last = (bisect_right(self._cuts, place) for place in (span[0], span[1] - 1))
        borders = [span[0], *self._cuts[first:last], span[1]]
        parts = (trimmed(self.plain.text, part) for part in pairwise(borders))
        return [self.from_plain(part) for part in parts if part[0] < part[1]]

    def to_plain(self, span: Span) -> Span:
        """What is left of a span of this text in the plain one."""
        places = self._plain[1]
        return span if places is None else (bisect_left(places, span[0]), bisect_left(places, span[1]))

    # -- paragraphs

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """What the text consists of, in order: paragraphs, headings, captions, page furniture."""
        if self.plain is self:
            return tuple(blocks.blocks(self.text, title=self.article.title))
        return tuple(Block(self.from_plain(block.span), block.type) for block in self.plain.blocks)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The paragraphs of running text."""
        return tuple(block.span for block in self.blocks if block.type is BlockType.BODY)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.span[0] for block in self.blocks]

    def paragraph_at(self, offset: int) -> Span:
        """The block, of whichever type, that holds ``offset``, or else the one before it."""
        number = bisect_right(self._block_starts, offset) - 1
        return self.blocks[number].span if number >= 0 else (0, next(iter(self._block_starts), len(self.text)))

    def paragraphs_between(self, start: int, end: int) -> int:
        """How many blocks lie between two places, those that these stand in left out."""
        return max(0, bisect_right(self._block_starts, end) - 1 - bisect_left(self._block_starts, start))

    # -- sentences

    @cached_property
    def _whole_sentences(self) -> tuple[Span, ...]:
        return tuple(span for block in self.blocks for span in sentences.split(self.text, block.span))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order, none over two blocks; nothing but white space lies between them. What goes on
        without an end is cut, see :func:`.spans.pieces`."""
        if self.plain is self:
            return tuple(piece for span in self._whole_sentences for piece in pieces(self.text, span))
        return tuple(map(self.from_plain, self.plain.sentences))

    def sentences_around(self, passage: Span, quoted: Sequence[Span]) -> list[Span]:
        """The sentences of a passage, joined where one of the spans ``quoted`` (quotations, in order, none inside
        another) runs over their border, or follows a colon in the next block. A quotation's own end is a border."""
        whole = self._whole_sentences
        joined: list[Span] = []
        for start, end in whole[bisect_left(whole, (passage[0],)) : bisect_left(whole, (passage[1],))]:
            if joined and (_runs_over(quoted, joined[-1][1]) or self.text[joined[-1][1] - 1] == ":"):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return [piece for span in joined for piece in pieces(self.text, span, quoted)]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self._whole_sentences]

    def begins_sentence(self, offset: int) -> bool:
        """True where a sentence begins at ``offset``."""
        number = bisect_left(self._sentence_starts, offset)
        return self._sentence_starts[number : number + 1] == [offset]

    def apart(self, start: int, end: int, *, quoted: bool = False) -> bool:
        """True where a sentence ends and another begins between two places, or a block begins there or with the second.

        With ``quoted``, one whose last mark stands before the first place does not count: "“Really?” Velt asked".
        """
        if self.paragraph_at(start) != self.paragraph_at(end):
            return True
        number = bisect_right(self._sentence_starts, start)
        if number >= len(self._sentence_starts) or self._sentence_starts[number] >= end:
            return False
        several = bisect_left(self._sentence_starts, end) > number + 1
        return not quoted or several or sentences.last_mark(self.text, self._whole_sentences[number - 1]) >= start

    # -- tokens

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """The words and marks, in order; their ``text`` is as it is read."""
        if self.plain is self:
            return tuple(tokenise(self.text))
        return tuple(Token(*self.from_plain((token.start, token.end)), token.text) for token in self.plain.tokens)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    def tokens_in(self, span: Span, quoted: Sequence[Span] = ()) -> list[Token]:
        """The tokens of ``span``, each of the spans ``quoted`` (in order) that lies in it as one."""
        found: list[Token] = []
        position, end = span
        for a, b in (*quoted[bisect_left(quoted, span[:1]) : bisect_left(quoted, (end,))], (end, end)):
            if a < position or b > end:
                continue
            first, last = (bisect_left(self._token_starts, place) for place in (position, a))
            found += self.tokens[first:last]
            if b > a:
                found.append(Token(a, b, self.text[a:b], is_quotation=True))
            position = b
        return found

    @cached_property
    def words(self) -> Words:
        """The words in columns."""
        return columns(self.text, self.tokens, (0, *(start for start, _ in self.sentences[1:])))

    # -- quotations

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations of the paragraphs, in order, none inside another."""
        if self.plain is self:
            return tuple(quotation_marks.quotations(self.text, self.paragraphs))
        return tuple(replace(quotation, span=self.from_plain(quotation.span)) for quotation in self.plain.quotations)


Readable = Document | Article | str
"""What a document can be made of."""


def _runs_over(quoted: Sequence[Span], place: int) -> bool:
    around = containing(quoted, place)
    return around is not None and around[0] < place
