"""``python -m analytics``: what the process takes care of around the command line.

Ctrl-C ends it with status 130 and without a traceback, also while modules are imported and while the interpreter shuts
down. A standard stream that is closed, full or read by nobody costs what was to be shown there, never the work.
"""

import io
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TextIO

_INTERRUPTED = 130


class _Stream(io.FileIO):
    """A standard stream; what cannot be written is dropped, and of standard output that is said once."""

    _lost = False

    def write(self, data: object) -> int:
        """All of the data, or as much as the stream takes."""
        try:
            return super().write(data)  # type: ignore[arg-type]  # whatever the buffer hands on
        except OSError as error:
            if self.fileno() == 1 and not self._lost:
                sys.stderr.write(f"warning: standard output cannot be written ({error.strerror or error})\n")
            self._lost = True
            return memoryview(data).nbytes  # type: ignore[arg-type]


def _open_streams() -> None:
    """See that there are three standard streams, and that writing to them never fails."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free, so that no file of ours gets it
    sys.stdout, sys.stderr = _stream(1, sys.stdout), _stream(2, sys.stderr)


def _stream(number: int, given: TextIO | None) -> TextIO:
    if given is not None and given.isatty():
        return given
    buffer = io.BufferedWriter(_Stream(number, "w", closefd=False))
    encoding, errors = (given.encoding, given.errors) if given is not None else ("utf-8", "replace")
    return io.TextIOWrapper(buffer, encoding, errors, line_buffering=number == 2)


def _leave(number: int, frame: FrameType | None) -> None:
    """Answer Ctrl-C where nothing is under way that would have to be cleaned up."""
    with suppress(OSError):
        os.write(2, b"\ninterrupted\n")  # not by sys.stderr, in the middle of whose work this may happen
    os._exit(_INTERRUPTED)


def _run() -> int:
    _open_streams()
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not where it runs in the background
    if heeded:
        signal.signal(signal.SIGINT, _leave)
    from analytics.cli.main import main  # noqa: PLC0415 (only now, as it takes a while)

    try:
        if heeded:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        return main()
    finally:
        if heeded:
            signal.signal(signal.SIGINT, _leave)
        sys.stdout.flush()


def command() -> int:
    """Run the command line in this process; returns the exit status."""
    try:
        return _run()
    except KeyboardInterrupt:  # in the moment before or after the command line answers it
        return _INTERRUPTED


if __name__ == "__main__":
    sys.exit(command())
