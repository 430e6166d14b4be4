"""Parsers of other people's files, run in a process of their own that may hang or crash.

A file can be made to keep a parser busy for hours, to use up its memory or to crash it; in a worker process it takes
nobody with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import TracebackType
from typing import Generic, Self, TypeVar

from analytics.errors import InputError, QuotedStanceError, WorkerError
from analytics.ingest import reasons
from analytics.workers import Worker, time_limit

Job = TypeVar("Job")
Result = TypeVar("Result")


class Guard(Generic[Job, Result]):
    """One parser, for one file after another; its process starts with the first one, and again after a crash.

    Use it as a context manager: leaving it ends the process. ``parse`` is pickled, and so are jobs and results;
    ``called`` is what the messages call a file ("the page").
    """

    def __init__(self, parse: Callable[[Job], Result], *, seconds: float, called: str) -> None:
        self._seconds = seconds
        self._called = called
        self._worker = Worker(partial(guarded, parse, seconds=seconds, called=called), threads=1)

    def __call__(self, job: Job) -> Result:
        """What the parser returns.

        Raises InputError: what the parser raises, or unreadable where the file breaks it or takes longer than
        ``seconds``.
        """
        try:
            return self._worker(job)
        except WorkerError as error:
            took = f"{self._called} took over {self._seconds:g} s"
            why = took if error.overtime else f"{self._called} crashed its parser: {error}"
            raise InputError(reasons.UNREADABLE, why) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._worker.close()


def guarded(parse: Callable[[Job], Result], job: Job, *, seconds: float, called: str) -> Result:
    """What ``parse`` returns. For worker processes: one that takes longer than ``seconds`` is ended.

    Raises InputError, whatever a parser raises.
    """
    with time_limit(seconds):
        try:
            return parse(job)
        except QuotedStanceError:
            raise
        except Exception as error:
            # Parsers of other people's files raise what they like (RecursionError, AssertionError, lxml's own);
            # one such file is a reject, and the batch goes on.
            why = f"{called} cannot be read: {type(error).__name__}: {error}"
            raise InputError(reasons.UNREADABLE, why[:200].rstrip(": ")) from error
