"""Why a statement was scored as it was: the passages that a scorer read, and the words that carried each.

Evidence is not kept with the results; it is computed again, by the same scorer, for one statement and one target.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analytics.records import Article, Evidence, Span, StanceScore, Statement
from analytics.stance import load_scorer
from analytics.stance.passages import Passage, average, find_passages
from analytics.stance.scorers import scorer_named
from analytics.targets import TargetBook, find_mentions, mentions_of
from analytics.text.document import Document


@dataclass(frozen=True, slots=True)
class Read:
    """One passage that was read: its span and its score; span and evidence lie in ``Article.text``."""

    span: Span
    score: StanceScore


def passages_of(
    article: Article,
    statements: Sequence[Statement],
    statement: Statement,
    target: str,
    *,
    targets: TargetBook,
) -> tuple[Passage, ...]:
    """The passages that a scorer reads for one statement and target, in the order of the text.

    ``statements`` are all those of the article, because what a word refers back to depends on them; ``targets`` are
    those with which it was scored. There is no passage where the target is mentioned as the name of a place alone, or
    is not in ``targets``.
    """
    document = Document.of(article)
    mentions = mentions_of(document, statements, find_mentions(document, targets, published=article.published))
    found = find_passages(document, [statement], [mentions[statements.index(statement)]])
    return tuple(sorted((one for one in found if one.target == target), key=lambda passage: passage.start))


def read(passage: Passage, *, scorer: str) -> Read:
    """Score one passage and find the words that carry the score. Raises as :func:`analytics.stance.score_stance`."""
    (score,) = load_scorer(scorer)([passage.query])
    evidence = scorer_named(scorer).explain(passage.query)
    start = passage.start
    moved = tuple(Evidence((weighed.span[0] + start, weighed.span[1] + start), weighed.weight) for weighed in evidence)
    return Read((start, start + len(passage.query.text)), replace(score, evidence=moved))


def together(reads: Sequence[Read]) -> StanceScore:
    """The one score that the passages give, as the table ``stances`` holds it."""
    return average([passage_read.score for passage_read in reads])
