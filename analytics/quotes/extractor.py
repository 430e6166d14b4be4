"""The extractor: one reading of an article, in which each part decides what it knows best.

* The blocks (text/blocks.py) decide where statements can stand: in running text, not in headings, captions, furniture.
* A transcript's labels (rules/transcript.py) and a dialogue's dashes (rules/dashes.py) decide its turns; within a turn
  nothing else is looked for. The same is true of letters (rules/letters.py) and of paragraphs without marks after a
  colon (rules/paragraphs.py).
* A signature (rules/signatures.py) decides whose the quotation above it is. Words that come again are found once
  (repeats.py).
* The quotation marks (text/quotation_marks.py) decide where quotations begin and end. No statement cuts a quotation,
  and inside one everything is the quoted speaker's.
* The rules (rules/) decide which quotations are speech, and who speaks where the text beside them says so;
  what they find in marks is never lost.
* The tagger (tagger/) decides what is attributed without marks, and who speaks where the rules found nobody.
* The cue (cues.py) decides the kind.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from analytics.quotes import rules
from analytics.quotes.merging import apart, merge
from analytics.quotes.plausibility import plausible
from analytics.quotes.relays import find_relays, settle, without
from analytics.quotes.repeats import repeats
from analytics.quotes.rules.attributions import nameless
from analytics.quotes.rules.dashes import dialogue
from analytics.quotes.rules.letters import letters
from analytics.quotes.rules.paragraphs import introduced
from analytics.quotes.rules.signatures import signed
from analytics.quotes.rules.transcript import turns, voices
from analytics.quotes.tagger.model import Proposal, tag
from analytics.records import Attribution, Span
from analytics.text.document import Document, Readable
from analytics.text.quotation_marks import Quotation, within
from analytics.text.quotation_marks import quotations as find_quotations
from analytics.text.spans import SpanIndex, containing


def find_attributions(source: Readable) -> list[Attribution]:
    """Every attribution of an article, in the order of its text, no words in two; speakers are not resolved here."""
    document = Document.of(source)
    labels = {span[0] for _, span in turns(document.plain.text, document.plain.paragraphs)}
    # "Velt (Labour):" and "VELT —" look like datelines, but for the turns after them.
    relays = [relay for relay in find_relays(document.plain) if relay.clause[0] not in labels]
    found = settle(document.plain, _find(without(document.plain, relays)), relays)
    found = plausible(document.plain.text, found)
    return found if document.plain is document else [one.moved(document.parts_from_plain) for one in found]


def _find(document: Document) -> list[Attribution]:
    text = document.text
    spoken = _whole_paragraphs(document)
    paragraphs = _outside(document.paragraphs, [span for _, span in spoken])
    quotations = document.quotations if not spoken else find_quotations(text, paragraphs)
    quoted = [q for q in quotations if q.closed or _stands_alone(document, q, paragraphs)]
    passages = list(_passages(text, paragraphs, quoted))
    proposals: dict[Span | None, list[Proposal]] = {}
    for one in _proposals(text, paragraphs):
        proposals.setdefault(containing(passages, _anchor(one)), []).append(one)
    found: list[Attribution] = []
    for passage in passages:
        here = within(quoted, passage)
        by_rule = rules.attributions(document, passage, here)
        found += merge(document, here, by_rule, proposals.get(passage, []))
    by_layout = [*(turn for turn, _ in spoken), *signed(document, quoted)]
    found = [*by_layout, *_besides(by_layout, found)]
    found += nameless(document, quoted, found)
    return _once(text, apart(document, found, [q.span for q in quoted]))


def _whole_paragraphs(document: Document) -> list[tuple[Attribution, Span]]:
    """What the layout shows to be somebody's words as a whole, in order, each with the span that nothing else is in."""
    found: list[tuple[Attribution, Span]] = []
    quoted = [quotation.span for quotation in document.quotations]
    for some in (
        turns(document.text, document.paragraphs),
        voices(document),
        letters(document),
        introduced(document, quoted),
        dialogue(document, document.paragraphs),
    ):
        taken = SpanIndex([span for _, span in found])
        found += [one for one in some if not taken.overlaps(one[1])]
    return sorted(found, key=lambda one: one[1])


def _once(text: str, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions without quotations that name nobody and repeat the words of another: pull quotations."""
    unnamed = [one.kind == "direct" and (one.source is None or one.continues) for one in found]
    pairs = repeats(text, [one.content for one in found], unnamed)
    again = {number for number, _ in pairs if unnamed[number]}
    return [one for number, one in enumerate(found) if number not in again]


def _outside(paragraphs: Sequence[Span], spoken: Sequence[Span]) -> list[Span]:
    """The paragraphs without those that turns fill, and up to the first turn where one begins inside."""
    starts = [start for start, _ in spoken]
    found = []
    for start, end in paragraphs:
        if not containing(spoken, start):
            turn = bisect_left(starts, start)
            found.append((start, min([end, *starts[turn : turn + 1]])))
    return found


def _besides(by_layout: Sequence[Attribution], found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Of what the running text attributes, all but the words and the cues that the layout gives to somebody."""
    contents = SpanIndex([span for one in by_layout for span in one.content])
    cues = SpanIndex([one.cue for one in by_layout if one.cue])
    for one in found:
        if not (one.cue and cues.overlaps(one.cue)) and not all(map(contents.overlaps, one.content)):
            yield one


def _proposals(text: str, paragraphs: Sequence[Span]) -> list[Proposal]:
    """What the tagger sees in running text; headings, captions and furniture are read, but hold no statements."""
    read = list(text)
    for start, end in paragraphs:  # a line break inside a paragraph is no more than a space
        read[start:end] = text[start:end].replace("\n", " ")
    proposals = tag("".join(read), within=paragraphs)
    return [proposal for proposal in proposals if all(containing(paragraphs, start) for start, _ in proposal.content)]


def _anchor(proposal: Proposal) -> int:
    """Where a proposal stands: at its cue, or at its content where it has none."""
    return proposal.cue[0] if proposal.cue else proposal.content[0][0]


def _stands_alone(document: Document, unclosed: Quotation, paragraphs: Sequence[Span]) -> bool:
    """True where a quotation that nothing closes is a whole paragraph of speech: it starts one, and names nobody.

    Otherwise its mark is ignored, so that what the paragraph attributes is still found.
    """
    paragraph = containing(paragraphs, unclosed.span[0])
    return paragraph == unclosed.span and not rules.attributions(document, paragraph, [])


def _passages(text: str, paragraphs: Sequence[Span], quoted: Sequence[Quotation]) -> Iterator[Span]:
    """Paragraphs, joined where a quotation runs over their border, or follows a colon."""
    spans = [q.span for q in quoted]
    starts = {start for start, _ in spans}
    current: Span | None = None
    for start, end in paragraphs:
        # The quotation that holds the white space between the two; a paragraph's own is no reason to join it.
        over = containing(spans, current[1]) if current else None
        crosses = current and over and over[0] < current[1] and start < over[1]
        if current and ((start in starts and text[current[1] - 1] == ":") or crosses):
            current = (current[0], end)
            continue
        if current:
            yield current
        current = (start, end)
    if current:
        yield current
