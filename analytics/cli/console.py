"""What the command line says: lines that any terminal shows, and progress."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from analytics.records import Reject

if TYPE_CHECKING:
    from analytics.stages import Analysed

DONE, NOTHING_USABLE, UNUSABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses; argparse itself ends with 2 on wrong usage."""

_OFTEN, _SPARSE = 0.1, 10.0  # seconds between lines of progress that can be overwritten, and that cannot


def say(text: str, stream: TextIO) -> None:
    """Write a line; characters that the stream cannot show or a terminal would obey are replaced."""
    shown = "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)
    encoding = stream.encoding or "utf-8"
    stream.write(shown.encode(encoding, "replace").decode(encoding) + "\n")


def progress(results: Iterator[Analysed | Reject]) -> Iterator[Analysed | Reject]:
    """The results as they come, while standard error says how many there are."""
    counter = Counter(sys.stderr)
    for result in results:
        yield result
        counter.add(result)
    counter.finish()


class Counter:
    """What has been done so far: one line that is overwritten on a terminal, a line now and then elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._live = stream.isatty()
        self._start = self._said = time.monotonic()
        self._used = self._rejected = 0

    def add(self, one: Analysed | Reject) -> None:
        """Count one more, and say so if it is time."""
        self._rejected += isinstance(one, Reject)
        self._used += not isinstance(one, Reject)
        now = time.monotonic()
        if now - self._said >= (_OFTEN if self._live else _SPARSE):
            self._said = now
            line = f"{self._used} articles scored, {self._rejected} inputs rejected, {now - self._start:.0f} s"
            self._stream.write(f"\r{line}" if self._live else f"{line}\n")
            self._stream.flush()

    def finish(self) -> None:
        """End the line."""
        if self._live and self._used + self._rejected:
            self._stream.write("\n")
