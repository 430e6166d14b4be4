"""Articles out of web pages, parsed in a process of their own that may hang or crash."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.fields import Fields, fields_of

_ROOT = Path(__file__).resolve().parents[2]


class PageReader:
    """Parses pages one after another; the process starts with the first one, and again after a crash.

    Use it as a context manager: leaving it ends the process.
    """

    def __init__(self, *, seconds: float) -> None:
        self._seconds = seconds
        self._worker: subprocess.Popen[str] | None = None

    def read(self, markup: str) -> tuple[str, Fields]:
        """Text and fields of the article in a page.

        Raises InputError: no-article-in-page, or unreadable where the page breaks its parser or takes longer than
        ``seconds``.
        """
        reply = self._ask(json.dumps(markup))
        if not reply:
            self.close()
            raise InputError(reasons.UNREADABLE, f"the page crashed its parser or took over {self._seconds:g} s")
        values: dict[str, str] = json.loads(reply)
        if "reason" in values:
            raise InputError(values["reason"], values["detail"])
        return values["text"], fields_of(values)

    def close(self) -> None:
        """End the process, if there is one."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.communicate()
            self._worker = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, line: str) -> str:
        """The worker's answer, ``""`` where it ended without one."""
        worker = self._worker or self._start()
        if worker.stdin is None or worker.stdout is None:
            return ""
        try:
            worker.stdin.write(line + "\n")
            worker.stdin.flush()
        except BrokenPipeError:
            return ""
        return worker.stdout.readline()

    def _start(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "analytics.ingest.page_worker", str(self._seconds)]
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self._worker = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="ascii",
            env={**os.environ, "PYTHONPATH": path},
        )
        return self._worker
