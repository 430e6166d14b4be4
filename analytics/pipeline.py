"""Articles in, tables out: :func:`analyse` does it all; :func:`tabulate` makes tables of what the stages found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd

from analytics import tables
from analytics.analysis.groups import aggregate
from analytics.ingest import reasons
from analytics.records import Article, Reject, Statement
from analytics.speakers import SpeakerBook
from analytics.stages import Analysed, analyse_each, name_of
from analytics.stance import DEFAULT_SCORER
from analytics.targets import TargetBook
from analytics.workers import SECONDS

T = TypeVar("T")


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
    workers: int = 0,
    seconds: float = SECONDS,
    progress: Callable[[int], None] | None = None,
) -> Analysis:
    """Find and score what ``articles`` say of the targets.

    Args:
        articles: any iterable, read as it is needed; rejects among them are passed on.
        targets: by default those of data/targets.yaml.
        speakers: who is known beforehand; by default those of data/speakers.yaml.
        scorer: one of analytics.stance.SCORERS.
        workers: how many processes to use; 0 is this one, in which nothing bounds an article.
        seconds: with workers, how long finding the statements of one article may take.
        progress: called after each article with how many are done.

    Returns:
        The tables. An article that fails is among the rejects (reason "failed", or "too-slow" where it took too long or
        too much memory); the others are not affected.

    Raises:
        ValueError: there is no such scorer.
        ModelError, ConfigurationError: weights or a configuration file cannot be used.
    """
    each = analyse_each(articles, targets=targets, speakers=speakers, scorer=scorer, workers=workers, seconds=seconds)
    return tabulate(each if progress is None else _told(each, progress))


def tabulate(results: Iterable[Analysed | Reject]) -> Analysis:
    """The tables of analysed articles, in their order; of two articles with the same id the first counts."""
    articles: dict[str, Analysed] = {}
    rejects: list[Reject] = []
    for one in results:
        if isinstance(one, Reject):
            rejects.append(one)
        elif one.article.id in articles:
            why = "an article with the same id stands before it"
            rejects.append(Reject(name_of(one.article), reasons.DUPLICATE, why))
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


def _told(results: Iterable[T], progress: Callable[[int], None]) -> Iterator[T]:
    for done, one in enumerate(results, start=1):
        yield one
        progress(done)
