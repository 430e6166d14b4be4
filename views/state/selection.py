"""What the dashboard is opened on and what the filters select of it: pure functions, nothing of streamlit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from analytics.analysis.groups import Options, aggregate, aggregate_by, observations
from analytics.analysis.results import Results
from analytics.analysis.selection import Filters, called, in_one_line, options, select, with_stances
from views.state.digest import table_digest


@dataclass(frozen=True)
class Source:
    """What the dashboard is opened on.

    ``fingerprint`` stands for all of its content, see :func:`views.state.digest.digest`; ``stale`` says why this is
    not what the folder holds now, "" where it is. ``workspace`` is the file that it grows in, None where it does not.
    """

    results: Results
    name: str
    fingerprint: str
    is_sample: bool = False
    stale: str = ""
    workspace: Path | None = None

    @property
    def title(self) -> str:
        """What to call it on a page: its name without the folders of the machine that it lies on."""
        return Path(self.name).name or self.name

    @property
    def scorer(self) -> str:
        """Who scored the stances, "" where the data does not say."""
        return self.results.scorer


@dataclass(frozen=True)
class View:
    """The part of a source that the filters let through: the same columns, fewer rows."""

    source: Source
    filters: Filters
    statements: pd.DataFrame
    stances: pd.DataFrame
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """What stands for the view: two with the same key hold the same."""
        return self.source.fingerprint, repr(self.filters)

    @property
    def said(self) -> str:
        """The filters in one line, for files."""
        return in_one_line(self.filters, self.labels)

    @property
    def targets(self) -> dict[str, str]:
        """The targets in view, in the order of targets.yaml, and what to call them."""
        return called(self.stances, self.labels)

    @property
    def utterances(self) -> pd.Series[str]:
        """The utterance of each statement in view, see :mod:`analytics.utterances`; the index is the statements'.

        The groups are those of the whole source, so that one may be named after a statement out of view.
        """
        return self.source.results.utterances.loc[self.statements.index]

    def observations(self) -> pd.DataFrame:
        """Each stance in view with the columns of its statement; what the filters count once stands once."""
        return observations(self.statements, self.stances, **self.counted)

    @property
    def counted(self) -> Options:
        """The keywords of the functions of :mod:`.groups` that say what counts."""
        return options(self.source.results, self.statements, self.filters)


HASHED: dict[str | type[Any], Callable[[Any], Any]] = {View: lambda view: view.key, pd.DataFrame: table_digest}
"""How Streamlit's caches tell views and tables apart (``hash_funcs``): by all of their content."""


def narrow(source: Source, filters: Filters, labels: Mapping[str, str]) -> View:
    """The statements that the filters let through, and their stances; see :func:`.selection.select`."""
    return View(source, filters, *select(source.results, filters), labels)


def summarise(view: View, by: str) -> pd.DataFrame:
    """Measures of the view by speaker and target, or by outlet and target.

    By speaker, statements whose speaker is unresolved are left out: they are several people.
    """
    return aggregate_by(view.statements, view.stances, by=(by,), **view.counted)


def aggregates(view: View) -> pd.DataFrame:
    """The table ``aggregates`` of the view, as it is downloaded."""
    return aggregate(view.statements, view.stances, **view.counted)


def statements_with_stances(view: View) -> pd.DataFrame:
    """The statements of the view as they are downloaded: a row for each target, and the filters that made them."""
    return with_stances(view.statements, view.stances).assign(filters=view.said)


def behind(view: View, marked: Mapping[str, str]) -> View:
    """The part of a view behind one mark of a chart.

    ``marked`` may hold ``speaker``, ``outlet``, ``target``, ``first`` and ``last`` (dates as ISO); what it does not
    hold stays as the view's filters have it, and a period is narrowed to what both allow.
    """
    filters = replace(
        view.filters,
        speakers=_one(marked, "speaker") or view.filters.speakers,
        outlets=_one(marked, "outlet") or view.filters.outlets,
        targets=_one(marked, "target") or view.filters.targets,
        first=_later(_day(marked, "first"), view.filters.first),
        last=_earlier(_day(marked, "last"), view.filters.last),
    )
    return narrow(view.source, filters, view.labels)


def largest(table: pd.DataFrame, by: str, limit: int) -> pd.DataFrame:
    """The rows of a summary for the ``limit`` speakers or outlets with most statements."""
    counts = table.groupby(by)["n_statements"].sum().reset_index()
    names = counts.sort_values(["n_statements", by], ascending=[False, True])[by].head(limit)
    return table[table[by].isin(names)]


def _one(marked: Mapping[str, str], key: str) -> tuple[str, ...]:
    return (marked[key],) if key in marked else ()


def _day(marked: Mapping[str, str], key: str) -> dt.date | None:
    return dt.date.fromisoformat(marked[key]) if key in marked else None


def _later(*days: dt.date | None) -> dt.date | None:
    return max((day for day in days if day), default=None)


def _earlier(*days: dt.date | None) -> dt.date | None:
    return min((day for day in days if day), default=None)
