"""Articles in, tables out: :func:`analyse` does it all; :func:`tabulate` makes tables of what the stages found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from analytics import tables
from analytics.analysis.groups import aggregate
from analytics.analysis.results import SPEAKERS, TARGETS, Results
from analytics.analysis.run import Run
from analytics.ingest import reasons
from analytics.records import Article, Reject
from analytics.speakers import SpeakerBook, default_book, merge_speakers
from analytics.stages import Analysed, analyse_each, name_of
from analytics.stance import DEFAULT_SCORER
from analytics.targets import TargetBook, default_targets
from analytics.workers import SECONDS

T = TypeVar("T")


Analysis = Results
"""What :func:`analyse` returns: all that was found, and what made it."""


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
        The results. An article that fails is among the rejects (reason "failed", or "too-slow" where it took too long
        or too much memory); the others are not affected.

    Raises:
        ValueError: there is no such scorer.
        ModelError, ConfigurationError: weights or a configuration file cannot be used.
    """
    each = analyse_each(articles, targets=targets, speakers=speakers, scorer=scorer, workers=workers, seconds=seconds)
    told = each if progress is None else _told(each, progress)
    return tabulate(told, targets=targets, speakers=speakers, scorer=scorer)


def tabulate(
    results: Iterable[Analysed | Reject],
    *,
    targets: TargetBook | None = None,
    speakers: SpeakerBook | None = None,
    scorer: str = "",
    run: Run | None = None,
) -> Results:
    """The results of analysed articles, in their order; of two articles with the same id the first counts.

    ``targets``, ``speakers`` and ``scorer`` are those with which the articles were analysed, as :func:`analyse` has
    them; ``run`` is what is known of the run. A speaker has one name over all articles, see
    :mod:`analytics.speakers.corpus.merging`; the statements in ``details`` keep the name of their own article.
    """
    targets, speakers = targets or default_targets(), speakers or default_book()
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
    said = [(one.article, one.statements) for one in found]
    statements = tables.statements_table(said, side=speakers.side, merges=merge_speakers(said, speakers))
    stances = tables.stances_table(stance for one in found for stance in one.stances)
    return Results(
        statements=statements,
        stances=stances,
        aggregates=aggregate(statements, stances),
        articles={key: one.article for key, one in articles.items()},
        details={each.id(one.article): each for one in found for each in one.statements},
        rejects=tables.rejects_table(rejects),
        scorer=scorer,
        run=run,
        configuration={name: book.source for name, book in ((TARGETS, targets), (SPEAKERS, speakers)) if book.source},
    )


def _told(results: Iterable[T], progress: Callable[[int], None]) -> Iterator[T]:
    for done, result in enumerate(results, start=1):
        yield result
        progress(done)
