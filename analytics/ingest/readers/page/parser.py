"""Articles out of web pages, parsed in a process of their own that may hang or crash.

Markup can be made to keep a parser busy for hours, or to crash it; in a worker process it takes nobody with it.
"""

from __future__ import annotations

from functools import partial
from types import TracebackType

from analytics.errors import InputError, QuotedStanceError, WorkerError
from analytics.ingest import reasons
from analytics.ingest.fields import Fields
from analytics.ingest.readers.page.extraction import extract_page
from analytics.workers import Worker, time_limit


class PageParser:
    """Parses pages one after another; the process starts with the first one, and again after a crash.

    Use it as a context manager: leaving it ends the process.
    """

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._worker = Worker(partial(parse_page, seconds=seconds), threads=1)

    def parse(self, markup: str) -> tuple[str, Fields]:
        """Text and fields of the article in a page.

        Raises InputError: no-article-in-page, or unreadable where the page breaks its parser or takes longer than
        ``seconds``.
        """
        try:
            return self._worker(markup)
        except WorkerError as error:
            why = (
                f"the page took over {self._seconds:g} s" if error.overtime else f"the page crashed its parser: {error}"
            )
            raise InputError(reasons.UNREADABLE, why) from error

    def __enter__(self) -> PageParser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()


def parse_page(markup: str, *, seconds: float) -> tuple[str, Fields]:
    """What :func:`extract_page` returns. For worker processes: one that takes longer than ``seconds`` is ended.

    Raises InputError, whatever a parser raises.
    """
    with time_limit(seconds):
        try:
            return extract_page(markup)
        except QuotedStanceError:
            raise
        except Exception as error:
            # Parsers of other people's markup raise what they like (RecursionError, AssertionError, lxml's own);
            # one such page is a reject, and the batch goes on.
            raise InputError(reasons.UNREADABLE, f"{type(error).__name__}: {error}"[:200]) from error
