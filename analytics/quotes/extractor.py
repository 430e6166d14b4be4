"""The extractor: blocks, quotations and frames of one article, put together in the order of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.quotes import rules
from analytics.quotes.layout import body
from analytics.quotes.marks import Quotation, quotations
from analytics.quotes.sentences import containing
from analytics.quotes.transcript import turns
from analytics.records import Article, Attribution, Span


def find_attributions(article: Article) -> list[Attribution]:
    """Every attribution of ``article``, in the order of its text; speakers are not resolved here."""
    text = article.text
    paragraphs = body(text, title=article.title)
    if spoken := turns(text, paragraphs):
        return spoken
    quoted = [q for q in quotations(text, paragraphs) if q.closed or _stands_alone(text, q, paragraphs)]
    found = [
        attribution
        for passage in _passages(text, paragraphs, quoted)
        for attribution in rules.attributions(text, passage, _within(quoted, passage))
    ]
    return sorted(found, key=lambda attribution: attribution.content[0])


def _stands_alone(text: str, unclosed: Quotation, paragraphs: Sequence[Span]) -> bool:
    """Whether a quotation that nothing closes is a whole paragraph of speech: it starts one, and nobody is named in it.

    Otherwise its mark is ignored, so that what the paragraph attributes is still found.
    """
    paragraph = containing(paragraphs, unclosed.span[0])
    return paragraph == unclosed.span and not rules.attributions(text, paragraph, [])


def _passages(text: str, paragraphs: Sequence[Span], quoted: Sequence[Quotation]) -> Iterator[Span]:
    """Paragraphs, joined where a quotation runs over their border, or follows a colon."""
    starts = {q.span[0] for q in quoted}
    current: Span | None = None
    for start, end in paragraphs:
        if current and ((start in starts and text[current[1] - 1] == ":") or _crosses(quoted, current, start)):
            current = (current[0], end)
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current


def _crosses(quoted: Sequence[Quotation], current: Span, start: int) -> bool:
    return any(q.span[0] < current[1] < start < q.span[1] for q in quoted)


def _within(quoted: Sequence[Quotation], passage: Span) -> list[Quotation]:
    return [q for q in quoted if passage[0] <= q.span[0] and q.span[1] <= passage[1]]
