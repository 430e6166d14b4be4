"""Articles in, tables out: the stages in their order.

:func:`analyse` does it all. Its pieces are pure and their values can be pickled, so that a caller can run
:func:`analyse_batch` in several processes and put the results together with :func:`tabulate`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

import pandas as pd

from analytics import tables
from analytics.aggregation.groups import aggregate
from analytics.errors import InputError, QuotedStanceError
from analytics.ingest import reasons
from analytics.records import Article, Mention, Reject, Stance, StanceScore, Statement
from analytics.speakers import SpeakerBook
from analytics.stance import DEFAULT_SCORER, Scorer, load_scorer
from analytics.stance.passages import Passage, combine, find_passages
from analytics.statements import extract_statements
from analytics.targets import TargetBook, default_targets, find_mentions

T = TypeVar("T")

BATCH = 32
"""Articles whose passages are scored together: enough to fill a model's batches, few enough to show progress."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that is found in it before scoring."""

    article: Article
    statements: tuple[Statement, ...]
    mentions: tuple[Mention, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article with its statements and their stances."""

    article: Article
    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]


@dataclass(frozen=True)
class Analysis:
    """The tables of a batch of articles (see analytics.tables), and what stands behind them.

    ``articles`` holds the articles by their id, ``details`` the statements by theirs, ``rejects`` what could not
    be used.
    """

    statements: pd.DataFrame
    stances: pd.DataFrame
    aggregates: pd.DataFrame
    articles: dict[str, Article] = field(default_factory=dict)
    details: dict[str, Statement] = field(default_factory=dict)
    rejects: tuple[Reject, ...] = ()


def analyse(
    articles: Iterable[Article | Reject],
    *,
    targets: TargetBook | None = None,
    speakers: SpeakerBook | None = None,
    scorer: str = DEFAULT_SCORER,
    progress: Callable[[int], None] | None = None,
) -> Analysis:
    """Find and score what ``articles`` say of the targets.

    Args:
        articles: any iterable, read as it is needed; rejects among them are passed on.
        targets: by default those of data/targets.yaml.
        speakers: who is known beforehand; by default those of data/speakers.yaml.
        scorer: one of analytics.stance.SCORERS.
        progress: called after each batch with how many articles are done.

    Returns:
        The tables. An article that fails is among the rejects (reason "failed"); the others are not affected.

    Raises:
        ValueError: there is no such scorer.
        ModelError, ConfigurationError: weights or a configuration file cannot be used.
    """
    results: list[Analysed | Reject] = []
    for batch in _batches(articles):
        results += analyse_batch(batch, targets=targets, speakers=speakers, scorer=scorer)
        if progress is not None:
            progress(len(results))
    return tabulate(results)


def analyse_batch(
    articles: Sequence[Article | Reject],
    *,
    targets: TargetBook | None = None,
    speakers: SpeakerBook | None = None,
    scorer: str = DEFAULT_SCORER,
) -> list[Analysed | Reject]:
    """One result for each of ``articles``, in their order; their passages are scored together."""
    score = load_scorer(scorer)
    book = default_targets() if targets is None else targets
    prepared = [
        one
        if isinstance(one, Reject)
        else _guarded(one, lambda article: prepare(article, targets=book, speakers=speakers))
        for one in articles
    ]
    return _finish_all(prepared, score)


def prepare(article: Article, *, targets: TargetBook | None = None, speakers: SpeakerBook | None = None) -> Prepared:
    """Everything before scoring: statements, mentions of the targets, the passages to score."""
    book = default_targets() if targets is None else targets
    statements = tuple(extract_statements(article, speakers=speakers))
    content = [span for statement in statements for span in statement.content]
    mentions = tuple(find_mentions(article.text, book, within=content, published=article.published))
    return Prepared(article, statements, mentions, tuple(find_passages(article, statements, mentions)))


def finish(prepared: Prepared, scores: Sequence[StanceScore]) -> Analysed:
    """The stances of an article, from one score for each of its passages."""
    stances = combine(prepared.article, prepared.statements, prepared.mentions, prepared.passages, scores)
    return Analysed(prepared.article, prepared.statements, tuple(stances))


def tabulate(results: Iterable[Analysed | Reject]) -> Analysis:
    """The tables of analysed articles, in their order; of two articles with the same id the first counts."""
    articles: dict[str, Analysed] = {}
    rejects: list[Reject] = []
    for one in results:
        if isinstance(one, Reject):
            rejects.append(one)
        elif one.article.id in articles:
            why = "an article with the same id stands before it"
            rejects.append(Reject(_name(one.article), reasons.DUPLICATE, why))
        else:
            articles[one.article.id] = one
    found = articles.values()
    statements = tables.statements_table((one.article, one.statements) for one in found)
    stances = tables.stances_table(stance for one in found for stance in one.stances)
    return Analysis(
        statements=statements,
        stances=stances,
        aggregates=aggregate(statements, stances),
        articles={key: one.article for key, one in articles.items()},
        details={each.id(one.article): each for one in found for each in one.statements},
        rejects=tuple(rejects),
    )


def _batches(articles: Iterable[T]) -> Iterator[list[T]]:
    remaining = iter(articles)
    while batch := list(islice(remaining, BATCH)):
        yield batch


def _finish_all(prepared: Sequence[Prepared | Reject], score: Scorer) -> list[Analysed | Reject]:
    """Score all passages at once; where that fails, article by article, so that one cannot spoil the others."""
    queries = [each.query for one in prepared if isinstance(one, Prepared) for each in one.passages]
    try:
        scores = iter(score(queries))
    except QuotedStanceError:
        raise
    except Exception:  # whatever it is, the next lines find out whose
        return [one if isinstance(one, Reject) else _finish_alone(one, score) for one in prepared]
    return [
        one if isinstance(one, Reject) else finish(one, list(islice(scores, len(one.passages)))) for one in prepared
    ]


def _finish_alone(prepared: Prepared, score: Scorer) -> Analysed | Reject:
    queries = [each.query for each in prepared.passages]
    return _guarded(prepared.article, lambda _: finish(prepared, score(queries)))


def _guarded(article: Article, work: Callable[[Article], T]) -> T | Reject:
    """The result of ``work``, or the reject that stands for an article on which it failed."""
    try:
        return work(article)
    except InputError as error:
        return Reject(_name(article), error.reason, error.detail)
    except QuotedStanceError:  # a model or a file that every article needs
        raise
    except Exception as error:  # a fault on one article must not lose the others
        return Reject(_name(article), reasons.FAILED, f"{type(error).__name__}: {error}")


def _name(article: Article) -> str:
    """What an analyst knows the article by."""
    return article.url or article.title or article.id
