"""A report on a selection of results: one HTML file that needs no network and no other file.

What it says is prepared here, as records of plain text; what it looks like stands in templates/. Everything that comes
from articles is escaped there, and the page's own policy forbids it to load anything.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from analytics.analysis.groups import aggregate, aggregate_by
from analytics.analysis.results import Results
from analytics.analysis.selection import Filters, among, called, in_words, options, select
from analytics.analysis.sufficiency import TOO_FEW, is_enough, shortfall
from analytics.charts import UNRESOLVED, describe, interval_chart, shown, signed
from analytics.reporting import cards
from analytics.reporting.citation import cite_software, software, title, web_address
from analytics.reporting.page import render
from analytics.wording import amount

MOST_ROWS = 15
"""Speakers in a chart, those with most statements."""
MOST_OF_ONE = 2
"""Statements that are shown for each of these speakers and each target, the most pronounced."""
MOST_STATEMENTS = 2_000
"""Statements, and rows of aggregates, that are listed; the CSV files have the others."""

_TOP = 30  # pixels above the rows of a chart, whose title is a heading here

DIGESTS = (
    "These articles are the bundled sample: digests of five published reports, a demonstration from which nothing "
    "can be concluded."
)
NOT_THE_OUTLET = "A speaker's stance is not the outlet's: an outlet that quotes a critic is not thereby critical."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands: outlet and day, the article's title, and its address where that is one of the web."""

    before: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """A statement that is shown by itself, with how it stands toward one target."""

    text: str
    speaker: str
    stance: str
    kind: str
    place: Place


@dataclass(frozen=True, slots=True)
class Chart:
    """Where speakers stand toward one target: a figure of plotly's as JSON, and the same in words."""

    toward: str
    words: str
    figure: str
    most: int
    left_out: str
    """How many speakers are not in it, ``""`` where all are."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report; ``cut_short`` says so where it does not hold all rows that there are."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | tuple[str, ...] | Place, ...], ...]
    cut_short: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page says that is not the same in every report."""

    title: Markup
    warning: str
    not_the_outlet: str
    about: Mapping[str, str]
    headline: Mapping[str, str]
    shortfall: str
    charts: tuple[Chart, ...]
    aggregates: Table
    most_of_one: int
    pronounced: tuple[tuple[str, tuple[Quotation, ...]], ...]
    """What a target is called, and the statements about it."""
    statements: Table
    meaning: Markup
    accuracy: Mapping[str, Markup]
    citation: str
    made: str


def report_html(
    results: Results,
    filters: Filters,
    *,
    made: dt.date,
    is_sample: bool = False,
) -> str:
    """The report on what ``filters`` let through.

    Args:
        results: what was found in the articles.
        filters: what to report on.
        made: the day that the report bears.
        is_sample: whether the articles are the bundled sample, which is said at the top.

    Raises CardError where a card of ours does not hold what the report takes from it.
    """
    statements, stances = select(results, filters)
    labels = results.labels
    targets = called(stances, labels)
    counted = options(results, statements, filters)
    by_speaker = aggregate_by(statements, stances, by=("speaker",), **counted)
    return render(
        Report(
            title=title(),
            warning=DIGESTS if is_sample else "",
            not_the_outlet=NOT_THE_OUTLET,
            about={**_about(statements, made, results.scorer), **in_words(filters, labels)},
            headline=headline(statements, stances),
            shortfall=shortfall(filters.minimum),
            charts=tuple(_charts(by_speaker, targets, filters.minimum)),
            aggregates=_aggregates(aggregate(statements, stances, **counted), filters.minimum),
            most_of_one=MOST_OF_ONE,
            pronounced=tuple(_pronounced(statements, stances, by_speaker, targets)),
            statements=_statements(statements, stances),
            meaning=cards.meaning(),
            accuracy={
                "the stance model": cards.accuracy("stance"),
                "the tagger of statements": cards.accuracy("statements"),
            },
            citation=cite_software(),
            made=made.isoformat(),
        )
    )


def headline(statements: pd.DataFrame, stances: pd.DataFrame) -> dict[str, str]:
    """How much there is, and how much of it could not be attributed or scored."""
    speakers = statements["speaker"]
    without = ~among(statements["statement_id"], stances["statement_id"])
    numbers = {
        "Statements": len(statements),
        "Speakers": speakers[speakers != ""].nunique(),
        "Outlets": statements["outlet"].nunique(),
        "Articles": statements["article_id"].nunique(),
        "Unattributed": int((speakers == "").sum()),
        "No target": int(without.sum()),
    }
    return {name: f"{number:,}" for name, number in numbers.items()}


def _about(statements: pd.DataFrame, made: dt.date, scorer: str) -> dict[str, str]:
    dates = statements["published"].dropna()
    undated = len(statements) - len(dates)
    period = f"{_day(dates.min())} to {_day(dates.max())}" if len(dates) else "no dates"
    return {
        "Published": period + (f"; {amount(undated, 'statement')} without a date" if undated else ""),
        "Report made": made.isoformat(),
        "Software": f"{software().name} {software().version}; scorer: {scorer or 'not recorded'}",
    }


def _charts(by_speaker: pd.DataFrame, targets: Mapping[str, str], minimum: int) -> Iterator[Chart]:
    for key, toward in targets.items():
        table = by_speaker[by_speaker["target"] == key]
        if not table.empty:
            yield _chart(table, toward, minimum)


def _chart(table: pd.DataFrame, toward: str, minimum: int) -> Chart:
    drawn = _by_statements(table).head(MOST_ROWS)
    figure = interval_chart(drawn, by="speaker", minimum=minimum, title="")
    figure.update_layout(template="none", font_family="system-ui, sans-serif")
    figure.update_layout(height=figure.layout.height - figure.layout.margin.t + _TOP, margin_t=_TOP)
    figure.update_xaxes(showgrid=False)
    left_out = len(table) - len(drawn)
    return Chart(
        toward=toward,
        words=describe(drawn, by="speaker", minimum=minimum, toward=toward),
        figure=str(figure.to_json()),
        most=MOST_ROWS,
        left_out=f"{left_out:,}" if left_out else "",
    )


def _by_statements(table: pd.DataFrame) -> pd.DataFrame:
    """The speakers, those with most statements first."""
    return table.sort_values(["n_statements", "speaker"], ascending=[False, True])


def _aggregates(table: pd.DataFrame, minimum: int) -> Table:
    names = ("Speaker", "Outlet", "Target", "n", "Articles", "Mean", "95 % interval")
    more = ("Critical", "Neutral", "Favourable", "Tone", "First", "Last")
    rows = tuple(
        (
            *(shown(line[name]) for name in ("speaker", "outlet", "target")),
            *(f"{line[name]:,}" for name in ("n_statements", "n_articles")),
            signed(line["mean_stance"]),
            _interval(line) if is_enough(line, minimum=minimum) else TOO_FEW,
            *(f"{line[f'share_{label}']:.0%}" for label in ("critical", "neutral", "favourable")),
            signed(line["mean_tone"]),
            *(_day(line[name]) for name in ("first_published", "last_published")),
        )
        for line in table.head(MOST_STATEMENTS).to_dict("records")
    )
    return Table((*names, *more), rows, _cut_short(len(table), "rows"))


def _interval(line: Mapping[Any, Any]) -> str:
    return "none" if pd.isna(line["ci_low"]) else f"{signed(line['ci_low'])} to {signed(line['ci_high'])}"


def _pronounced(
    statements: pd.DataFrame, stances: pd.DataFrame, by_speaker: pd.DataFrame, targets: Mapping[str, str]
) -> Iterator[tuple[str, tuple[Quotation, ...]]]:
    for key, toward in targets.items():
        speakers = _by_statements(by_speaker[by_speaker["target"] == key])["speaker"].head(MOST_ROWS).tolist()
        if speakers:
            yield toward, tuple(_farthest(statements, stances[stances["target"] == key], speakers))


def _farthest(statements: pd.DataFrame, stances: pd.DataFrame, speakers: list[str]) -> Iterator[Quotation]:
    """The statements with their stances, speakers in the order given, the most pronounced first."""
    both = stances.merge(statements[statements["speaker"].isin(speakers)], on="statement_id")
    both = both.assign(place=both["speaker"].map(speakers.index), distance=-both["stance"].abs())
    both = both.sort_values(["place", "distance"], kind="stable")
    for line in both.groupby("speaker", sort=False).head(MOST_OF_ONE).to_dict("records"):
        stance = f"{line['label']} {signed(line['stance'])}"
        yield Quotation(line["text"], shown(line["speaker"]), stance, line["kind"], _place(line))


def _statements(statements: pd.DataFrame, stances: pd.DataFrame) -> Table:
    latest = statements.sort_values("published", ascending=False, kind="stable").head(MOST_STATEMENTS)
    listed = stances[among(stances["statement_id"], latest["statement_id"])]
    said: dict[str, list[str]] = {}
    for line in listed.to_dict("records"):
        words = f"{line['target']} {signed(line['stance'])} {line['label']}"
        said.setdefault(line["statement_id"], []).append(words)
    rows = tuple(
        (
            line["speaker"] or ": ".join(filter(None, (UNRESOLVED, line["speaker_as_written"]))),
            line["text"],
            tuple(said.get(line["statement_id"], ())),
            line["kind"],
            _place(line),
        )
        for line in latest.to_dict("records")
    )
    cut_short = _cut_short(len(statements), "statements, the latest")
    return Table(("Speaker", "Statement", "Stance", "Kind", "Where"), rows, cut_short)


def _place(line: Mapping[Any, Any]) -> Place:
    before = ", ".join(part for part in (line["outlet"], _day(line["published"])) if part)
    return Place(before, line["title"], web_address(line["url"]))


def _day(published: pd.Timestamp) -> str:
    return "" if pd.isna(published) else published.date().isoformat()


def _cut_short(count: int, what: str) -> str:
    return f"The first {MOST_STATEMENTS:,} of {count:,} {what}." if count > MOST_STATEMENTS else ""
