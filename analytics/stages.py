"""What happens to one article, from its text to its stances, here or in a worker process.

:func:`analyse_each` gives what is found in one article after the other. With ``workers`` the articles are analysed in
processes of their own, where one that hangs, or needs more memory than there is, costs nothing but itself.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from analytics.errors import InputError, QuotedStanceError, WorkerError
from analytics.ingest import reasons
from analytics.quotes.tagger.model import default_tagger
from analytics.records import Article, Mention, Reject, Stance, StanceScore, Statement
from analytics.speakers import SpeakerBook, default_book
from analytics.stance import DEFAULT_SCORER, load_scorer
from analytics.stance.passages import Passage, combine, find_passages
from analytics.statements import extract_statements
from analytics.targets import TargetBook, default_targets, find_mentions, mentions_of
from analytics.text.document import Document
from analytics.workers import MEMORY, SECONDS, in_order, time_limit


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article with all that is found in it before scoring."""

    article: Article
    statements: tuple[Statement, ...]
    mentions: tuple[tuple[Mention, ...], ...]  # of each statement
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Analysed:
    """An article with its statements and their stances."""

    article: Article
    statements: tuple[Statement, ...]
    stances: tuple[Stance, ...]


def analyse_each(
    articles: Iterable[Article | Reject],
    *,
    targets: TargetBook | None = None,
    speakers: SpeakerBook | None = None,
    scorer: str = DEFAULT_SCORER,
    workers: int = 0,
    seconds: float = SECONDS,
    name: Callable[[Article], str] | None = None,
    pulse: Callable[[], None] | None = None,
) -> Generator[Analysed | Reject]:
    """One result for each of ``articles``, in their order; see :func:`analyse`.

    ``name`` says how the rejects name an article: by default by its address, its title or its id. With workers,
    ``pulse`` is called several times a second while a result is waited for. What it raises ends the work,
    and so does closing the iterator: no process stays.
    """
    work = partial(
        _analyse_article, targets=targets or default_targets(), speakers=speakers or default_book(), scorer=scorer
    )
    call = name or name_of
    if not workers:
        for one in articles:
            yield one if isinstance(one, Reject) else _named(work(one), call(one))
        return
    order: deque[Article | Reject] = deque()

    def jobs() -> Iterator[Article]:
        for article in articles:
            order.append(article)
            if isinstance(article, Article):
                yield article

    for outcome in in_order(partial(work, seconds=seconds), jobs(), workers=workers, pulse=pulse):
        while isinstance(one := order.popleft(), Reject):
            yield one
        analysed = _ended(one, outcome, seconds) if isinstance(outcome, WorkerError) else outcome
        yield _named(analysed, call(one))
    for one in order:
        if isinstance(one, Reject):
            yield one


def _analyse_article(
    article: Article, *, targets: TargetBook, speakers: SpeakerBook, scorer: str, seconds: float | None = None
) -> Analysed | Reject:
    """All stages for one article. ``seconds`` is for worker processes alone, see :func:`time_limit`."""
    score = load_scorer(scorer)
    default_tagger()  # loaded before the clock runs

    def work(article: Article) -> Analysed:
        with time_limit(seconds) if seconds else contextlib.nullcontext():
            prepared = prepare(article, targets=targets, speakers=speakers)
        return finish(prepared, score([passage.query for passage in prepared.passages]))

    return _guarded(article, work)


def prepare(article: Article, *, targets: TargetBook | None = None, speakers: SpeakerBook | None = None) -> Prepared:
    """Everything before scoring: statements, mentions of the targets, the passages to score."""
    book = default_targets() if targets is None else targets
    document = Document.of(article)
    statements = tuple(extract_statements(article, speakers=speakers, document=document))
    found = find_mentions(document, book, published=article.published)
    mentions = tuple(mentions_of(document, statements, found))
    return Prepared(article, statements, mentions, tuple(find_passages(document, statements, mentions)))


def finish(prepared: Prepared, scores: Sequence[StanceScore]) -> Analysed:
    """The stances of an article, from one score for each of its passages."""
    stances = combine(prepared.article, prepared.statements, prepared.mentions, prepared.passages, scores)
    _check(prepared.article, prepared.statements)
    return Analysed(prepared.article, prepared.statements, tuple(stances))


def _check(article: Article, statements: Sequence[Statement]) -> None:
    """Raise ValueError where statements could not stand in the tables: spans outside the text, an identifier twice."""
    for one in statements:
        one.check(article.text)
    if len({statement.id(article) for statement in statements}) < len(statements):
        raise ValueError("a statement was found twice")


def _guarded(article: Article, work: Callable[[Article], Analysed]) -> Analysed | Reject:
    """The result of ``work``, or the reject that stands for an article on which it failed."""
    try:
        return work(article)
    except InputError as error:
        return Reject(name_of(article), error.reason, error.detail)
    except QuotedStanceError:  # a model or a file that every article needs
        raise
    except MemoryError:
        return Reject(name_of(article), reasons.TOO_SLOW, f"needed more than {MEMORY / 1e9:g} GB of memory")
    except Exception as error:  # a fault on one article must not lose the others
        return Reject(name_of(article), reasons.FAILED, f"{type(error).__name__}: {error}")


def _named(result: Analysed | Reject, name: str) -> Analysed | Reject:
    return replace(result, input=name) if isinstance(result, Reject) else result


def _ended(article: Article, error: WorkerError, seconds: float) -> Reject:
    """The reject of an article whose worker process ended."""
    if error.overtime:
        return Reject(name_of(article), reasons.TOO_SLOW, f"finding its statements took more than {seconds:g} s")
    return Reject(name_of(article), reasons.FAILED, str(error))


def name_of(article: Article) -> str:
    """What an analyst knows the article by."""
    return article.url or article.title or article.id
