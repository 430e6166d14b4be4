"""A report on a selection of results: one HTML file that needs no network and no other file.

Everything that comes from articles is escaped, and the page's own policy forbids it to load anything.
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from plotly.offline import get_plotlyjs

from analytics.aggregation.groups import aggregate, aggregate_by
from analytics.aggregation.selection import Filters, among, called, in_words, options, select
from analytics.charts import UNRESOLVED, describe, interval_chart, shown, signed
from analytics.reporting import cards
from analytics.reporting.citation import cite_software, software, title, web_address
from analytics.results.workspace import Results

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


def report_html(
    results: Results,
    filters: Filters,
    *,
    made: dt.date,
    labels: Mapping[str, str],
    scorer: str,
    is_sample: bool = False,
) -> str:
    """The report on what ``filters`` let through.

    Args:
        results: what was found in the articles.
        filters: what to report on.
        made: the day that the report bears.
        labels: what to call the targets, by their keys, in the order to show them.
        scorer: who scored the stances, ``""`` where that is not known.
        is_sample: whether the articles are the bundled sample, which is said at the top.
    """
    statements, stances = select(results, filters)
    targets = called(stances, labels)
    counted = options(results, statements, filters)
    by_speaker = aggregate_by(statements, stances, by=("speaker",), **counted)
    body = (
        *_opening(statements, filters, labels, made, scorer, is_sample=is_sample),
        *_headline(statements, stances),
        *_charts(by_speaker, targets, filters.minimum),
        *_aggregates(aggregate(statements, stances, **counted)),
        *_most_pronounced(statements, stances, by_speaker, targets),
        *_all_statements(statements, stances),
        *_method(),
        *_citing(made),
    )
    return _page("".join(body))


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


def _opening(
    statements: pd.DataFrame,
    filters: Filters,
    labels: Mapping[str, str],
    made: dt.date,
    scorer: str,
    *,
    is_sample: bool,
) -> Iterator[str]:
    dates = statements["published"].dropna()
    undated = len(statements) - len(dates)
    period = f"{_day(dates.min())} to {_day(dates.max())}" if len(dates) else "no dates"
    yield "<h1>Who stands where: stances in quoted statements</h1>"
    if is_sample:
        yield f"<p><b>{DIGESTS}</b></p>"
    about = {
        "Published": period + (f"; {undated:,} statements without a date" if undated else ""),
        "Report made": made.isoformat(),
        "Software": f"{software().name} {software().version}; scorer: {scorer or 'not recorded'}",
        **in_words(filters, labels),
    }
    yield _pairs(about)
    yield f"<p>{NOT_THE_OUTLET} Stance runs from −1 (critical) to +1 (favourable).</p>"


def _headline(statements: pd.DataFrame, stances: pd.DataFrame) -> Iterator[str]:
    yield "<h2>What is in it</h2>"
    yield _pairs(headline(statements, stances), kind="counts")
    if statements.empty:
        yield "<p>No statement matches these filters.</p>"


def _charts(by_speaker: pd.DataFrame, targets: Mapping[str, str], minimum: int) -> Iterator[str]:
    if by_speaker.empty:
        return
    yield "<h2>Where the speakers stand</h2>"
    yield (
        "<p>Mean stance of each speaker with its 95 % interval, by clusters of articles; no line where there is only "
        f"one article. Hollow marks: fewer than {minimum} statements, not ranked.</p>"
        "<noscript><p>The charts need JavaScript; the table below has their numbers.</p></noscript>"
    )
    yield f"<script>{get_plotlyjs()}</script>"
    for number, (key, toward) in enumerate(targets.items()):
        table = by_speaker[by_speaker["target"] == key]
        if not table.empty:
            yield _chart(table, toward, minimum, f"chart-{number}")


def _chart(table: pd.DataFrame, toward: str, minimum: int, name: str) -> str:
    shown_rows = table.sort_values(["n_statements", "speaker"], ascending=[False, True]).head(MOST_ROWS)
    figure = interval_chart(shown_rows, by="speaker", minimum=minimum, title="")
    figure.update_layout(template="none", font_family="system-ui, sans-serif")
    figure.update_layout(height=figure.layout.height - figure.layout.margin.t + _TOP, margin_t=_TOP)
    figure.update_xaxes(showgrid=False)
    drawn = figure.to_html(
        full_html=False, include_plotlyjs=False, div_id=name, config={"displayModeBar": False, "responsive": True}
    )
    alt = html.escape(describe(shown_rows, by="speaker", minimum=minimum, toward=toward))
    left_out = len(table) - len(shown_rows)
    more = f"<p>The {MOST_ROWS} speakers with most statements; {left_out:,} others are in the table.</p>"
    head = f"<h3>Toward {html.escape(toward)}</h3>"
    return f'{head}<div class="chart" role="img" aria-label="{alt}">{drawn}</div>{more if left_out else ""}'


def _aggregates(table: pd.DataFrame) -> Iterator[str]:
    if table.empty:
        return
    yield "<h2>By speaker, outlet and target</h2>"
    yield _cut_short(len(table), "rows")
    names = ("Speaker", "Outlet", "Target", "n", "Articles", "Mean", "95 % interval")
    more = ("Critical", "Neutral", "Favourable", "Tone", "First", "Last")
    rows = (
        (
            *(shown(line[name]) for name in ("speaker", "outlet", "target")),
            *(f"{line[name]:,}" for name in ("n_statements", "n_articles")),
            signed(line["mean_stance"]),
            "none" if pd.isna(line["ci_low"]) else f"{signed(line['ci_low'])} to {signed(line['ci_high'])}",
            *(f"{line[f'share_{label}']:.0%}" for label in ("critical", "neutral", "favourable")),
            signed(line["mean_tone"]),
            *(_day(line[name]) for name in ("first_published", "last_published")),
        )
        for line in table.head(MOST_STATEMENTS).to_dict("records")
    )
    yield f'<div class="numbers">{cards.table_html((*names, *more), (map(html.escape, row) for row in rows))}</div>'


def _most_pronounced(
    statements: pd.DataFrame, stances: pd.DataFrame, by_speaker: pd.DataFrame, targets: Mapping[str, str]
) -> Iterator[str]:
    if by_speaker.empty:
        return
    yield "<h2>The most pronounced statements</h2>"
    yield f"<p>Of each speaker toward each target the {MOST_OF_ONE} that lie farthest from neutral.</p>"
    for key, toward in targets.items():
        counts = by_speaker[by_speaker["target"] == key]
        speakers = counts.sort_values(["n_statements", "speaker"], ascending=[False, True])["speaker"].head(MOST_ROWS)
        if not speakers.empty:
            yield f"<h3>Toward {html.escape(toward)}</h3>"
            yield from map(_quotation, _farthest(statements, stances[stances["target"] == key], speakers.tolist()))


def _farthest(statements: pd.DataFrame, stances: pd.DataFrame, speakers: list[str]) -> list[dict[Any, Any]]:
    """The statements with their stances, speakers in the order given, the most pronounced first."""
    both = stances.merge(statements[statements["speaker"].isin(speakers)], on="statement_id")
    both = both.assign(place=both["speaker"].map(speakers.index), distance=-both["stance"].abs())
    both = both.sort_values(["place", "distance"], kind="stable")
    return both.groupby("speaker", sort=False).head(MOST_OF_ONE).to_dict("records")


def _quotation(line: Mapping[Any, Any]) -> str:
    who, label = html.escape(shown(line["speaker"])), html.escape(line["label"])
    return (
        f"<figure><blockquote>{html.escape(line['text'])}</blockquote><figcaption><b>{who}</b>, {label} "
        f"{signed(line['stance'])}; {html.escape(line['kind'])}, {_where(line)}</figcaption></figure>"
    )


def _all_statements(statements: pd.DataFrame, stances: pd.DataFrame) -> Iterator[str]:
    if statements.empty:
        return
    latest = statements.sort_values("published", ascending=False, kind="stable").head(MOST_STATEMENTS)
    listed = stances[among(stances["statement_id"], latest["statement_id"])]
    said: dict[str, list[str]] = {}
    for line in listed.to_dict("records"):
        words = f"{html.escape(line['target'])} {signed(line['stance'])} {html.escape(line['label'])}"
        said.setdefault(line["statement_id"], []).append(words)
    rows = (
        (
            html.escape(line["speaker"] or f"{UNRESOLVED}: {line['speaker_as_written']}"),
            html.escape(line["text"]),
            "<br>".join(said.get(line["statement_id"], [])),
            html.escape(line["kind"]),
            _where(line),
        )
        for line in latest.to_dict("records")
    )
    yield f"<h2>All statements</h2><details><summary>Show the table ({len(statements):,})</summary>"
    yield _cut_short(len(statements), "statements, the latest")
    yield cards.table_html(("Speaker", "Statement", "Stance", "Kind", "Where"), rows)
    yield "</details>"


def _method() -> Iterator[str]:
    readme = cards.README.read_text(encoding="utf-8")
    yield "<h2>Method and limits</h2>"
    yield cards.to_html(cards.section(readme, "What the numbers mean"))
    for model, name in (("stance", "the stance model"), ("statements", "the tagger of statements")):
        card = cards.card(model)
        yield f"<details><summary>Accuracy of {name}, from its card</summary>"
        yield cards.to_html(cards.section(card, "Accuracy"), level=4)
        yield "</details>"


def _citing(made: dt.date) -> Iterator[str]:
    yield "<h2>How to cite</h2>"
    yield (
        f"<p>{html.escape(cite_software())}</p><p>Name the articles as well, and the date of this report, "
        f"{made.isoformat()}. Read the sentence behind a number before you cite it.</p>"
    )


def _where(line: Mapping[Any, Any]) -> str:
    """Outlet, date and title, which is a link where the address is one of the web."""
    title = html.escape(line["title"])
    address = web_address(line["url"])
    if address:
        title = f'<a href="{html.escape(address)}" rel="noopener noreferrer">{title or html.escape(address)}</a>'
    return ", ".join(part for part in (html.escape(line["outlet"]), _day(line["published"]), title) if part)


def _day(published: pd.Timestamp) -> str:
    return "" if pd.isna(published) else published.date().isoformat()


def _cut_short(count: int, what: str) -> str:
    return f"<p>The first {MOST_STATEMENTS:,} of {count:,} {what}.</p>" if count > MOST_STATEMENTS else ""


def _pairs(values: Mapping[str, str], *, kind: str = "about") -> str:
    escaped = ((html.escape(name), html.escape(said)) for name, said in values.items())
    rows = "".join(f"<div><dt>{name}</dt><dd>{said}</dd></div>" for name, said in escaped)
    return f'<dl class="{kind}">{rows}</dl>'


def _page(body: str) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"{title()}<style>{_STYLE}</style></head>"
        f"<body><main>{body}</main></body></html>\n"
    )


_STYLE = """
:root { color-scheme: light dark; --line: #7f7f7f; --soft: #f4f4f4; --ink: #111; --paper: #fff; --link: #2166ac; }
@media (prefers-color-scheme: dark) {
  :root { --soft: #1d2024; --ink: #f2f2f2; --paper: #121417; --link: #67a9cf; }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.9rem; line-height: 1.25; } h2 { font-size: 1.35rem; margin-top: 2.2rem; } h3 { font-size: 1.1rem; }
a { color: var(--link); } p, li, blockquote { max-width: 46rem; }
dl { margin: 1rem 0; } dt { font-size: .875rem; } dd { margin: 0; }
dl.about > div { display: grid; grid-template-columns: 11rem 1fr; gap: .2rem 1rem; }
dl.counts { display: flex; flex-wrap: wrap; gap: .6rem 2rem; } dl.counts dd { font-size: 1.5rem; }
.chart { max-width: 40rem; margin: 1rem 0; }
.chart :is(.gtitle, .annotation text, .xtick text, .ytick text) { fill: currentColor !important; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--line); }
th { background: var(--soft); } table { overflow-wrap: normal; }
.numbers td:nth-child(n+4) { white-space: nowrap; } .numbers td:first-child { min-width: 10rem; }
figure { margin: 0 0 1rem; } blockquote { margin: 0; padding-left: .7rem; border-left: 3px solid var(--line); }
figcaption { font-size: .9rem; margin-top: .2rem; } summary { cursor: pointer; padding: .3rem 0; }
@media (max-width: 40rem) { dl.about > div { grid-template-columns: 1fr; } dl.about dd { margin-bottom: .5rem; } }
@media print { details > * { display: block; } .wide { overflow: visible; } }
"""
