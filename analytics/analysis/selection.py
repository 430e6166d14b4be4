"""Which statements are looked at: filters, what they let through, and the filters in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.analysis.counting import SAID, Counting
from analytics.analysis.groups import Options
from analytics.analysis.results import Results
from analytics.analysis.sufficiency import shortfall
from analytics.records import KINDS, Kind

COUNTED_AS: Mapping[Counting, str] = {
    "statement": "every statement counts",
    "outlet": "an utterance counts once for each outlet that carries it",
    "story": "an utterance counts once for each story that has it, however many outlets carry the story",
    "utterance": "an utterance counts once, however many outlets carry it",
}
"""What each way of counting means."""


@dataclass(frozen=True)
class Filters:
    """An analyst's choices; an empty choice means all."""

    speakers: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    kinds: tuple[str, ...] = SAID
    minimum: int = 3
    counting: Counting = "statement"

    @property
    def counted(self) -> tuple[Kind, ...]:
        """The kinds of statement that count, never empty."""
        return tuple(kind for kind in KINDS if kind in self.kinds) or KINDS


def select(results: Results, filters: Filters) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The statements that the filters let through, and their stances; index and order as they were.

    A choice of targets keeps only statements that mention one of them; a period keeps only dated statements.
    """
    statements, stances = results.statements, results.stances
    codes = _codes(results)
    keep = codes.among("kind", filters.counted) & _in_period(statements, filters)
    for column, chosen in (("speaker", filters.speakers), ("outlet", filters.outlets)):
        if chosen:
            keep &= codes.among(column, chosen)
    keep_stances = np.ones(len(stances), dtype=bool)
    if filters.targets:
        keep_stances = codes.among("target", filters.targets)
        mention = np.zeros(len(statements), dtype=bool)
        mention[codes.statement_of[keep_stances]] = True
        keep &= mention
    keep_stances &= keep[codes.statement_of]
    return statements[keep], stances[keep_stances]


def options(results: Results, statements: pd.DataFrame, filters: Filters) -> Options:
    """The keywords of the functions of :mod:`.groups` for ``statements``, which :func:`select` gave.

    Utterances and stories are those of all results, so that one may be named after a statement that was not selected.
    """
    utterances = None if filters.counting == "statement" else results.utterances.loc[statements.index]
    stories = results.stories.loc[statements.index] if filters.counting == "story" else None
    return {"kinds": filters.counted, "counting": filters.counting, "utterances": utterances, "stories": stories}


def called(stances: pd.DataFrame, labels: Mapping[str, str]) -> dict[str, str]:
    """The targets that ``stances`` hold and what to call them, in the order of ``labels``; others after, by key."""
    found = set(stances["target"].unique())
    known = [key for key in labels if key in found]
    return {key: labels.get(key, key) for key in [*known, *sorted(found.difference(known))]}


def in_words(filters: Filters, labels: Mapping[str, str]) -> dict[str, str]:
    """What is chosen, for people; ``labels`` says what to call the targets."""
    return {
        "Speakers": _all_or([name or "(unresolved)" for name in filters.speakers]),
        "Outlets": _all_or(filters.outlets),
        "Targets": _all_or([labels.get(key, key) for key in filters.targets]),
        "Period": _period(filters),
        "Kinds of statement": ", ".join(filters.counted),
        "Minimum": f"{shortfall(filters.minimum)}: not ranked",
        "Counting": COUNTED_AS[filters.counting],
    }


def in_one_line(filters: Filters, labels: Mapping[str, str]) -> str:
    """What is chosen, as it stands in a file beside the rows that it made."""
    return "; ".join(f"{name}: {said}" for name, said in in_words(filters, labels).items())


def with_stances(statements: pd.DataFrame, stances: pd.DataFrame) -> pd.DataFrame:
    """The statements in their order with their stances: a row for each target, one where there is none."""
    both = statements.merge(stances, on="statement_id", how="left", validate="one_to_many")
    texts = [name for name in stances if name != "statement_id" and both[name].dtype == "str"]
    return both.fillna(dict.fromkeys(texts, ""))


def among(values: pd.Series[Any], wanted: pd.Series[Any]) -> pd.Series[Any]:
    """True where each value is one of ``wanted``; on text columns a hundred times as fast as ``isin`` of pandas 3.1."""
    return values.astype(object).isin(wanted.astype(object))


@dataclass(frozen=True)
class _Codes:
    """Numbers that stand for the text in columns of a source, because text takes long to compare.

    ``numbers`` and ``names``: the number of each row's text, and the texts in the order of their numbers, by column;
    ``statement_of``: the row of the statement that each stance belongs to.
    """

    numbers: Mapping[str, npt.NDArray[np.intp]]
    names: Mapping[str, pd.Index[Any]]
    statement_of: npt.NDArray[np.intp]

    def among(self, column: str, chosen: Sequence[str]) -> npt.NDArray[np.bool]:
        """Which rows hold one of the chosen texts."""
        wanted = self.names[column].isin(list(chosen))
        return wanted[self.numbers[column]]


@lru_cache(maxsize=4)
def _codes(results: Results) -> _Codes:
    statements, stances = results.statements, results.stances
    columns = {name: statements[name] for name in ("kind", "speaker", "outlet")} | {"target": stances["target"]}
    found = {name: pd.factorize(column) for name, column in columns.items()}
    of = pd.Index(statements["statement_id"].astype(object)).get_indexer(stances["statement_id"].astype(object))
    return _Codes({name: one[0] for name, one in found.items()}, {name: one[1] for name, one in found.items()}, of)


def _all_or(chosen: Sequence[str]) -> str:
    return ", ".join(chosen) or "all"


def _period(filters: Filters) -> str:
    if filters.first is None and filters.last is None:
        return "all dates, and statements without one"
    ends = (("from", filters.first), ("to", filters.last))
    return " ".join(f"{word} {day.isoformat()}" for word, day in ends if day is not None)


def _in_period(statements: pd.DataFrame, filters: Filters) -> npt.NDArray[np.bool]:
    published = statements["published"].to_numpy()
    keep = np.ones(len(published), dtype=bool)
    if filters.first is not None:
        keep &= published >= np.datetime64(filters.first)
    if filters.last is not None:
        keep &= published <= np.datetime64(filters.last)
    return keep
