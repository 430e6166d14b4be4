"""What a worker process may use: seconds for a piece of work, and memory."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

MEMORY = 3_000_000_000
"""Bytes of data that a worker process may hold, where the system has such a limit (Linux has); the models of this
project take about a fifth of it."""

SECONDS = 60.0
"""How long finding the statements of one article may take in a worker process, unless told otherwise."""

OVERTIME = 1
"""The exit status of a process that :func:`time_limit` ended."""

_LOOK = 0.5  # seconds between looks at whether the parent process is there


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End this process, with the exit status OVERTIME, where the block takes longer than ``seconds`` on the clock.

    For worker processes alone. The watchdog is a thread in C: it works even where a regular expression or a parser
    never hands control back to Python, which no exception or signal handler could interrupt.
    """
    with Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()


def limit_memory(size: int = MEMORY) -> None:
    """More than ``size`` bytes of data raise MemoryError in this process from now on, where the system can do that."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    soft = size if most == resource.RLIM_INFINITY else min(size, most)
    with contextlib.suppress(ValueError, OSError):  # a system that has the name of the limit only
        resource.setrlimit(resource.RLIMIT_DATA, (soft, most))


def end_with(parent: int) -> None:
    """End this process soon after the process ``parent`` has ended, however that came about."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
