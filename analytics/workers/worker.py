"""The parent's side: workers, and jobs that several of them do at once."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, TypeVar

from analytics.errors import WorkerError
from analytics.workers.limits import OVERTIME

_ROOT = Path(__file__).resolve().parents[2]
_SOON = 0.2  # seconds
_WHILE = 5.0
_AHEAD = 2  # jobs for each worker that are read before they are done

Job = TypeVar("Job")
Result = TypeVar("Result")


class Worker(Generic[Job, Result]):
    """A process that does one job after another; it starts with the first one, and anew after it ended.

    Use it as a context manager: leaving it ends the process. Another thread may :meth:`close` it at any time.
    """

    def __init__(self, work: Callable[[Job], Result], *, threads: int | None = None) -> None:
        """``work`` is pickled, and so are jobs and results; ``threads`` is how many its libraries may use at once."""
        self._work = work
        self._threads = threads
        self._process: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()  # held while a job is done
        self._closed = threading.Event()

    def __call__(self, job: Job) -> Result:
        """What ``work`` returns or raises for ``job``; WorkerError where the process ends meanwhile."""
        with self._turn:
            try:
                good, answer = _ask(self._process or self._start(), job)
            except (OSError, EOFError, pickle.UnpicklingError) as error:
                raise _ended(self._end()) from error
        if not good:
            raise answer
        result: Result = answer
        return result

    def close(self) -> None:
        """End the process, whatever it does; no job can be given any more."""
        self._closed.set()
        while not self._turn.acquire(timeout=_SOON):  # a job is being done: it ends with its process
            if (process := self._process) is not None:
                process.kill()
        self._end(kill=True)
        self._turn.release()

    def __enter__(self) -> Worker[Job, Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[bytes]:
        if self._closed.is_set():
            raise BrokenPipeError
        command = [sys.executable, "-m", "analytics.workers.process", str(os.getpid())]
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        threads = {"OMP_NUM_THREADS": str(self._threads)} if self._threads else {}
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **threads, "PYTHONPATH": path},
        )
        _send(self._process, self._work)
        return self._process

    def _end(self, *, kill: bool = False) -> int:
        """The exit status of the process, which is over then."""
        process, self._process = self._process, None
        if process is None:
            return 0
        try:
            if kill:
                process.kill()
            status = process.wait(timeout=_WHILE)  # it has closed its end, and is about to go
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what it did not read is lost with it
                    pipe.close()
        return status


def in_order(
    work: Callable[[Job], Result],
    jobs: Iterable[Job],
    *,
    workers: int = 1,
    pulse: Callable[[], None] | None = None,
) -> Iterator[Result | WorkerError]:
    """What ``work`` returns for each of ``jobs``, in their order, done by several worker processes.

    Jobs are read only a few ahead. ``pulse`` is called several times a second while a result is waited for, and may
    raise. What ``work`` raises goes through; all processes end with the iterator, however that ends.
    """
    crew = [Worker(work, threads=max(1, (os.cpu_count() or 1) // workers)) for _ in range(workers)]
    idle: queue.LifoQueue[Worker[Job, Result]] = queue.LifoQueue()  # rather one that has started
    for worker in crew:
        idle.put(worker)

    def run(job: Job) -> Result | WorkerError:
        worker = idle.get()
        try:
            return worker(job)
        except WorkerError as ended:
            return ended
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(workers)
    try:
        waiting: deque[Future[Result | WorkerError]] = deque()
        for job in jobs:
            waiting.append(pool.submit(run, job))
            if len(waiting) > _AHEAD * workers:
                yield _waited(waiting.popleft(), pulse)
        while waiting:
            yield _waited(waiting.popleft(), pulse)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for worker in crew:
            worker.close()
        pool.shutdown()


def _waited(future: Future[Result | WorkerError], pulse: Callable[[], None] | None) -> Result | WorkerError:
    if pulse is None:
        return future.result()
    while True:
        pulse()
        try:
            return future.result(timeout=_SOON)
        except TimeoutError:
            if future.done():  # it is the work's own
                raise


def _ended(status: int) -> WorkerError:
    how = f"by signal {-status}" if status < 0 else f"with status {status}"
    return WorkerError(f"its process ended {how}", overtime=status == OVERTIME)


def _send(process: subprocess.Popen[bytes], message: object) -> None:
    if process.stdin is None:
        raise BrokenPipeError
    process.stdin.write(pickle.dumps(message))
    process.stdin.flush()


def _ask(process: subprocess.Popen[bytes], job: object) -> tuple[bool, Any]:
    _send(process, job)
    if process.stdout is None:
        raise EOFError
    good, answer = pickle.load(process.stdout)  # noqa: S301 - from the process that was started here
    return good, answer
