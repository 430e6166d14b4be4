"""The worker's side: ``python -m analytics.workers.process PARENT``.

Reads from standard input a function and then one argument after another, all pickled by the parent process, and answers
each on standard output with ``(True, result)`` or ``(False, exception)``. Ends when there are no more, or when the
parent is gone.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from analytics.workers.limits import end_with, limit_memory


def main() -> None:
    """Serve the parent process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, too, and it ends this process
    end_with(int(sys.argv[1]))
    limit_memory()
    requests, replies = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    serve(requests, replies)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer each request in turn, until there are no more."""
    try:
        work: Callable[[Any], Any] = pickle.load(requests)  # noqa: S301 - from the process that started this one
        while True:
            reply = _reply(work, pickle.load(requests))  # noqa: S301 - likewise
            replies.write(reply)
            replies.flush()
    except (EOFError, BrokenPipeError):
        return


def _reply(work: Callable[[Any], Any], argument: object) -> bytes:
    try:
        return pickle.dumps((True, work(argument)))
    except Exception as error:  # whatever it is, it is the parent's to judge
        return pickle.dumps((False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The exception, or one that tells as much where the parent could not make it again."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


if __name__ == "__main__":
    main()
