"""From a statement and its mentions to the passages that a scorer reads, and from their scores to one stance.

Direct quotations are scored by the speaker's own words, sentence by sentence, with the speaker's name beside them;
other statements by the whole sentence that attributes them, with the words that name the speaker marked.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.records import Article, Evidence, Mention, Span, Stance, StanceQuery, StanceScore, Statement
from analytics.stance.vader import tone
from analytics.text.document import Document, Readable

_MARKS = " \t\r\n\"“”„«»‘’'"
_SHORT = 60  # characters: a sentence shorter than this, or one that only refers back, is read with the one before
_LEAST_WEIGHT = 0.05
_NEUTRAL = StanceScore(0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage to score: whose statement it is part of, the target, the query, and where it begins in the text."""

    statement_id: str
    target: str
    query: StanceQuery
    start: int


def find_passages(source: Readable, statements: Sequence[Statement], mentions: Sequence[Mention]) -> list[Passage]:
    """The passages in which ``statements`` mention a target otherwise than as the name of a place.

    Of several mentions of one target in one passage the first counts, a name before a word that refers back.
    """
    document = Document.of(source)
    return [
        passage
        for statement in statements
        for passage in _of_statement(document.article, statement, mentions_in(statement, mentions), document.sentences)
    ]


def mentions_in(statement: Statement, mentions: Sequence[Mention]) -> list[Mention]:
    """Those of ``mentions``, which are in the order of the text, that lie inside what was said; mentions in the
    words that name the speaker do not."""
    found = []
    for span in statement.content:
        first = bisect_left(mentions, span[0], key=_start)
        last = bisect_left(mentions, span[1], key=_start)
        found += [mention for mention in mentions[first:last] if mention.span[1] <= span[1]]
    return found


def _start(mention: Mention) -> int:
    return mention.span[0]


def combine(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Mention],
    passages: Sequence[Passage],
    scores: Sequence[StanceScore],
) -> list[Stance]:
    """One stance for each statement and each target that it mentions, in the order of statements and mentions.

    Passages count by how surely they take a side (one minus their neutral probability, 0.05 at least), so that a
    clear word is not drowned by passages that only report. A target mentioned as the name of a place alone is
    neutral, with certainty. Evidence is given in spans of the article's text.
    """
    of: dict[tuple[str, str], list[StanceScore]] = {}
    for passage, score in zip(passages, scores, strict=True):
        of.setdefault((passage.statement_id, passage.target), []).append(_in_article(passage, score))
    return [stance for statement in statements for stance in _stances(article, statement, mentions, of)]


def average(scores: Sequence[StanceScore]) -> StanceScore:
    """One score of several, weighted as :func:`combine` says; neutral with certainty where there is none."""
    if len(scores) < 2:
        return scores[0] if scores else _NEUTRAL
    weights = [max(1 - score.neutral, _LEAST_WEIGHT) for score in scores]
    total = math.fsum(weights)
    critical = math.fsum(w * score.critical for w, score in zip(weights, scores, strict=True)) / total
    favourable = math.fsum(w * score.favourable for w, score in zip(weights, scores, strict=True)) / total
    evidence = sorted({one for score in scores for one in score.evidence}, key=lambda one: one.span)
    return StanceScore(critical, max(0.0, 1 - critical - favourable), favourable, evidence=tuple(evidence))


def _stances(
    article: Article,
    statement: Statement,
    mentions: Sequence[Mention],
    scores: dict[tuple[str, str], list[StanceScore]],
) -> Iterator[Stance]:
    found: dict[str, list[Span]] = {}
    for one in mentions_in(statement, mentions):
        found.setdefault(one.target, []).append(one.span)
    if not found:
        return
    key, how_pleasant = statement.id(article), tone(statement.words(article))
    for target, spans in found.items():
        yield Stance(key, target, average(scores.get((key, target), [])), how_pleasant, tuple(spans))


def _of_statement(
    article: Article, statement: Statement, mentions: Sequence[Mention], sentences: Sequence[Span]
) -> Iterator[Passage]:
    chosen: dict[tuple[str, Span], Mention] = {}
    for one in mentions:
        if not one.locative:
            place = (one.target, _passage_span(article.text, statement, one, sentences))
            if place not in chosen or (chosen[place].how == "anaphor") > (one.how == "anaphor"):
                chosen[place] = one
    key = statement.id(article)
    for (target, span), one in chosen.items():
        yield Passage(key, target, _query(article, statement, one, span), span[0])


def _passage_span(text: str, statement: Statement, mention: Mention, sentences: Sequence[Span]) -> Span:
    """What is read of the text for a mention: its sentence, with the one before where it says too little alone."""
    first = max(0, bisect_right(sentences, (mention.span[0], len(text))) - 1)
    last = max(first, bisect_left(sentences, (mention.span[1], 0)) - 1)
    start, end = sentences[first][0], sentences[last][1]
    before = sentences[first - 1] if first else None
    if statement.kind == "direct":
        content = next(span for span in statement.content if _holds(span, mention.span))
        start, end = max(start, content[0]), min(end, content[1])
        before = before if before and content[0] < before[1] else None
        before = (max(before[0], content[0]), before[1]) if before else None
    elif before and not any(before[0] < b and a < before[1] for a, b in statement.content):
        before = None
    if before and (end - start < _SHORT or mention.how == "anaphor"):
        start = before[0]
    return _unquoted(text, (start, end), mention.span) if statement.kind == "direct" else (start, end)


def _unquoted(text: str, span: Span, keep: Span) -> Span:
    """The span without the white space and quotation marks at its ends."""
    start, end = span
    while start < keep[0] and text[start] in _MARKS:
        start += 1
    while end > keep[1] and text[end - 1] in _MARKS:
        end -= 1
    return start, end


def _query(article: Article, statement: Statement, mention: Mention, span: Span) -> StanceQuery:
    start, end = span
    source = statement.source
    within = source is not None and _holds(span, source) and not _overlap(source, mention.span)
    written = "" if source is None else article.text[slice(*source)]
    return StanceQuery(
        article.text[start:end],
        target=(mention.span[0] - start, mention.span[1] - start),
        source=(source[0] - start, source[1] - start) if source is not None and within else None,
        speaker=statement.speaker or written,
    )


def _in_article(passage: Passage, score: StanceScore) -> StanceScore:
    """The score with its evidence as spans of the article's text."""
    moved = (
        Evidence((weighed.span[0] + passage.start, weighed.span[1] + passage.start), weighed.weight)
        for weighed in score.evidence
    )
    return replace(score, evidence=tuple(moved))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
