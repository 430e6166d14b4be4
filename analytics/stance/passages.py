"""From a statement and its mentions to the passages that a scorer reads, and from their scores to one stance.

A statement is scored as a whole, with the sentences that attribute it, since its verdict on a target may stand in
another sentence than the target, or in the words that attribute it ("accused", "denied"). All mentions of the target in
it are marked, and the words that name the speaker; where those lie too far away, the speaker's name stands in front. A
long statement that comes back to a target is read in several passages.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.records import Article, Evidence, Mention, Span, Stance, StanceQuery, StanceScore, Statement
from analytics.stance.vader import tone
from analytics.text.document import Document, Readable

_AROUND = 500  # characters on either side of the mentions that are read
_TOGETHER = 600  # characters from the first to the last mention of one passage
_LEAST_WEIGHT = 0.05
_NEUTRAL = StanceScore(0.0, 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage to score: whose statement it is part of, the target, the query, and where it begins in the text."""

    statement_id: str
    target: str
    query: StanceQuery
    start: int


def find_passages(
    source: Readable, statements: Sequence[Statement], mentions: Sequence[Sequence[Mention]]
) -> list[Passage]:
    """The passages in which ``statements`` mention a target otherwise than as the name of a place; ``mentions`` has
    those of each statement, see :func:`analytics.targets.mentions_of`."""
    document = Document.of(source)
    return [
        passage
        for statement, its in zip(statements, mentions, strict=True)
        for passage in _of_statement(document.article, statement, its, document.sentences)
    ]


def combine(
    article: Article,
    statements: Sequence[Statement],
    mentions: Sequence[Sequence[Mention]],
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
    pairs = zip(statements, mentions, strict=True)
    return [stance for statement, its in pairs for stance in _stances(article, statement, its, of)]


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
    for one in mentions:
        found.setdefault(one.target, []).append(one.span)
    if not found:
        return
    key, how_pleasant = statement.id(article), tone(statement.words(article))
    for target, spans in found.items():
        yield Stance(key, target, average(scores.get((key, target), [])), how_pleasant, tuple(spans))


def _of_statement(
    article: Article, statement: Statement, mentions: Sequence[Mention], sentences: Sequence[Span]
) -> Iterator[Passage]:
    key = statement.id(article)
    of: dict[str, list[Mention]] = {}
    for one in mentions:
        if not one.locative:
            of.setdefault(one.target, []).append(one)
    for target, found in of.items():
        for group in _near(found):
            span = passage_span(article.text, statement, group, sentences)
            yield Passage(key, target, _query(article, statement, group, span), span[0])


def _near(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of one target, in the order of the text, in groups of those that are read together."""
    groups: list[list[Mention]] = []
    for one in mentions:
        if groups and one.span[1] - groups[-1][0].span[0] <= _TOGETHER:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def passage_span(text: str, statement: Statement, mentions: Sequence[Mention], sentences: Sequence[Span]) -> Span:
    """What is read of the text for some mentions: the sentences of statement and attribution, 500 characters on either
    side at most; the sentence before, too, where the mentions only refer back."""
    around = [one.span for one in mentions if one.how == "context"]
    told = [*statement.content, *(span for span in (statement.source, statement.cue) if span), *around]
    first = max(0, bisect_right(sentences, (min(start for start, _ in told), len(text))) - 1)
    last = max(first, bisect_left(sentences, (max(end for _, end in told), 0)) - 1)
    if first and all(one.how == "anaphor" for one in mentions):
        first -= 1
    start = max(sentences[first][0], mentions[0].span[0] - _AROUND)
    end = min(sentences[last][1], mentions[-1].span[1] + _AROUND)
    return _between_words(text, (start, end), (sentences[first][0], sentences[last][1]))


def _between_words(text: str, span: Span, whole: Span) -> Span:
    """``span``, less the parts of words at its ends where ``whole`` was cut."""
    start, end = span
    while start > whole[0] and start < end and not text[start - 1].isspace():
        start += 1
    while end < whole[1] and end > start and not text[end].isspace():
        end -= 1
    return start, end


def _query(article: Article, statement: Statement, mentions: Sequence[Mention], span: Span) -> StanceQuery:
    start, _ = span
    source = statement.source
    inside = source is not None and _holds(span, source) and not any(_overlap(source, one.span) for one in mentions)
    written = "" if source is None else article.text[slice(*source)]
    named = next((one for one in mentions if one.how != "anaphor"), mentions[0])
    query = StanceQuery(
        article.text,
        target=named.span,
        source=source if inside else None,
        speaker=statement.speaker or written,
        mentions=tuple(one.span for one in mentions if one is not named),
        cue=statement.cue if statement.cue and _holds(span, statement.cue) else None,
    )
    return query.moved(article.text[slice(*span)], lambda place: (place[0] - start, place[1] - start))


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
