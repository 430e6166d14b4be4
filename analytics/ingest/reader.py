"""What a reader is: what a file with one of its suffixes holds, and how articles come out of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.decode import decode
from analytics.ingest.fields import Fields
from analytics.ingest.files import read_bytes
from analytics.ingest.model import Asked, Item, Limits, Notice, Within

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: where it lies, and what the user calls it, which is how its items name it.

    ``held`` and ``within`` are as in Found: the bytes of a file inside another, and where it lies.
    """

    path: Path
    name: str
    held: bytes | None = None
    within: Within | None = None

    def data(self, *, limit: int) -> bytes:
        """Its bytes, read now. Raises InputError: missing, unreadable, empty, or too-large for ``limit`` bytes."""
        data = read_bytes(self.path, limit=limit) if self.held is None else self.held
        if len(data) > limit:
            raise InputError(reasons.TOO_LARGE, f"the file is larger than {limit:,} bytes")
        if not data or data.isspace():
            raise InputError(reasons.EMPTY, "the file holds nothing")
        return data

    def text(self, *, limit: int) -> tuple[str, tuple[Notice, ...]]:
        """Its text, and notices on bytes that cost a character or an encoding that is a guess.

        Raises InputError: as :meth:`data`, or binary, not-decodable.
        """
        kinds: list[str] = []
        text = decode(self.data(limit=limit), tell=kinds.append)
        return text, tuple(Notice(kind, self.name) for kind in kinds)


class Session:
    """What lasts for one run over all inputs: its bounds, what the user asks, and what readers keep open.

    Use it as a context manager: leaving it closes what was kept.
    """

    def __init__(self, limits: Limits, asked: Asked = Asked()) -> None:  # noqa: B008 - frozen
        self.limits = limits
        self.asked = asked
        self._kept: dict[Hashable, Any] = {}
        self._open = ExitStack()

    def keep(self, make: Callable[[Limits], AbstractContextManager[T]]) -> T:
        """What ``make`` gives, made and entered when it is first asked for."""
        if make not in self._kept:
            self._kept[make] = self._open.enter_context(make(self.limits))
        kept: T = self._kept[make]
        return kept

    def __enter__(self) -> Session:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file.

    ``suffixes`` are in lower case, with their dot; ``called`` is what a person calls such a file, with its article ("a
    saved web page"). ``read`` gives what is in a source: an article as Read, what cannot be used as Reject, what the
    user should know all the same as Notice, a file inside this one as Found. It decides how many bytes it takes and how
    they are decoded. ``said`` are the fields that the metadata file gives. Where nothing can be used, it raises
    InputError; whatever else it raises ends the run.
    """

    suffixes: tuple[str, ...]
    called: str
    read: Callable[[Source, Fields, Session], Iterator[Item]]
