"""Results: what was found in articles, as one unit with what made it. Every place that shows them uses this."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, partial
from threading import Lock
from typing import Generic, TypeVar

import pandas as pd

from analytics.analysis.run import Run
from analytics.analysis.stories import find_stories
from analytics.analysis.utterances import group_utterances
from analytics.errors import ConfigurationError
from analytics.records import Article, Reject, Statement
from analytics.speakers import SpeakerBook, default_book, parse_book
from analytics.tables import TableName, empty
from analytics.targets import TargetBook, default_targets

TARGETS, SPEAKERS = "targets.yaml", "speakers.yaml"
"""The names of what was used, in ``Results.configuration``."""

_Made = TypeVar("_Made")


class _Once(Generic[_Made]):
    """Makes a value when it is first asked for, and keeps it; whoever asks meanwhile waits for it.

    Until Python 3.12 ``functools.cached_property`` has one lock for all instances, so that everybody would wait who
    asks for the value of any other.
    """

    def __init__(self, make: Callable[[], _Made]) -> None:
        self._make = make
        self._lock = Lock()
        self._made: list[_Made] = []

    def __call__(self) -> _Made:
        with self._lock:
            if not self._made:
                self._made.append(self._make())
        return self._made[0]


@dataclass(frozen=True, eq=False)  # compared by what it is, as tables have no one answer to whether they are equal
class Results:
    """What was found: the tables (see analytics.tables), the records behind them, and what made them.

    ``articles`` and ``details`` hold articles and statements by their ids; they are empty where only the tables were
    kept: passages are then unavailable. ``scorer`` is the name of the one that scored the stances, "" where that was
    not kept. ``run`` says how they were made, None where nobody wrote that down. ``configuration`` holds the files
    ``targets.yaml`` and ``speakers.yaml`` that were used, by these names, as far as they were kept. ``told`` is the
    story of each article that carries the same as another, by their ids, None where that is to be found out.
    """

    statements: pd.DataFrame
    stances: pd.DataFrame
    aggregates: pd.DataFrame
    rejects: pd.DataFrame = field(default_factory=partial(empty, "rejects"))
    articles: Mapping[str, Article] = field(default_factory=dict)
    details: Mapping[str, Statement] = field(default_factory=dict)
    scorer: str = ""
    run: Run | None = None
    configuration: Mapping[str, bytes] = field(default_factory=dict)
    told: Mapping[str, str] | None = None
    _utterances: _Once[pd.Series[str]] = field(init=False, repr=False)
    _stories: _Once[pd.Series[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_utterances", _Once(partial(group_utterances, self.statements)))
        object.__setattr__(self, "_stories", _Once(self._find_stories))

    def table(self, name: TableName) -> pd.DataFrame:
        """One of the tables, by its name."""
        frame: pd.DataFrame = getattr(self, name)
        return frame

    @property
    def utterances(self) -> pd.Series[str]:
        """The utterance of each statement, see :func:`group_utterances`; made when first asked for, and kept."""
        return self._utterances()

    @property
    def stories(self) -> pd.Series[str]:
        """The story that each statement's article carries, by the id of the earliest article that does, see
        :func:`find_stories`; an article that is like no other is a story of its own. Made when first asked for."""
        return self._stories()

    def _find_stories(self) -> pd.Series[str]:
        told = find_stories(self.articles) if self.told is None else self.told
        keys = self.statements["article_id"]
        return pd.Series([told.get(key, key) for key in keys.tolist()], index=keys.index, name="story", dtype="str")

    @property
    def rejected(self) -> tuple[Reject, ...]:
        """The records of the table ``rejects``."""
        return tuple(Reject(*row) for row in self.rejects.itertuples(index=False, name=None))

    @property
    def targets(self) -> TargetBook:
        """The targets of the stances; those of the project where they were not kept.

        Raises ConfigurationError where they cannot be used.
        """
        kept = self._kept(TARGETS)
        return default_targets() if kept is None else _targets(kept)

    @property
    def speakers(self) -> SpeakerBook:
        """Who was known beforehand; those of the project where that was not kept.

        Raises ConfigurationError where they cannot be used.
        """
        kept = self._kept(SPEAKERS)
        return default_book() if kept is None else _speakers(kept)

    @property
    def labels(self) -> dict[str, str]:
        """The keys of the targets in their order, and what to call them; none where the targets cannot be used."""
        try:
            return {target.key: target.label for target in self.targets.targets}
        except ConfigurationError:
            return {}

    def faults(self) -> Iterator[ConfigurationError]:
        """Why the targets, or the speakers, that were kept cannot be used."""
        for name in ("targets", "speakers"):
            try:
                getattr(self, name)
            except ConfigurationError as error:
                yield error

    def _kept(self, name: str) -> bytes | None:
        data = self.configuration.get(name)
        if data is None and self.run is not None and name in self.run.files:
            raise ConfigurationError(name, 0, "it is missing or was changed after the run that wrote it; put it back")
        return data


# The keys are the files themselves: results that were made with the same ones share what is read.
@lru_cache(maxsize=8)
def _targets(data: bytes) -> TargetBook:
    return TargetBook.parse(data, TARGETS)


@lru_cache(maxsize=8)
def _speakers(data: bytes) -> SpeakerBook:
    return parse_book(data, SPEAKERS)
