"""The extractor: one reading of an article, in which each part decides what it knows best.

* The blocks (layout.py) decide where statements can stand: in running text, not in headings, captions or furniture.
* A transcript's labels (transcript.py) decide its turns; within a turn nothing else is looked for.
* The quotation marks (marks.py) decide where quotations begin and end. No statement cuts a quotation, and inside one
  everything is the quoted speaker's.
* The rules (rules.py, frames.py) decide which quotations are speech, and who speaks where the text beside them says so;
  what they find in marks is never lost.
* The tagger (tagger.py) decides what is attributed without marks, and who speaks where the rules found nobody.
* The cue (cues.py) decides the kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from analytics.quotes import rules
from analytics.quotes.layout import body
from analytics.quotes.marks import Quotation, quotations
from analytics.quotes.merging import apart, merge
from analytics.quotes.sentences import containing
from analytics.quotes.tagger import Proposal, tag
from analytics.quotes.transcript import turns
from analytics.records import Article, Attribution, Span


def find_attributions(article: Article) -> list[Attribution]:
    """Every attribution of ``article``, in the order of its text, no words in two; speakers are not resolved here."""
    text = article.text
    paragraphs = body(text, title=article.title)
    spoken = turns(text, paragraphs)
    paragraphs = [span for span in paragraphs if not any(a <= span[0] < b for _, (a, b) in spoken)]
    quoted = [q for q in quotations(text, paragraphs) if q.closed or _stands_alone(text, q, paragraphs)]
    proposals = _proposals(text, paragraphs)
    found: list[Attribution] = []
    for passage in _passages(text, paragraphs, quoted):
        here = _within(quoted, passage)
        by_rule = rules.attributions(text, passage, here)
        found += merge(text, here, by_rule, [one for one in proposals if passage[0] <= _anchor(one) < passage[1]])
    found += [turn for turn, _ in spoken]
    return apart(text, found, [q.span for q in quoted])


def _proposals(text: str, paragraphs: Sequence[Span]) -> list[Proposal]:
    """What the tagger sees in running text; headings, captions and furniture are read, but hold no statements."""
    read = list(text)
    for start, end in paragraphs:  # a line break inside a paragraph is no more than a space
        read[start:end] = text[start:end].replace("\n", " ")
    return [one for one in tag("".join(read)) if all(containing(paragraphs, start) for start, _ in one.content)]


def _anchor(proposal: Proposal) -> int:
    """Where a proposal stands: at its cue, or at its content where it has none."""
    return proposal.cue[0] if proposal.cue else proposal.content[0][0]


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
