"""Compare: two speakers, two outlets or two periods on the same scale, and whether they differ."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analytics.analysis.comparison import compare, in_words, with_sides, with_verdict
from analytics.analysis.sufficiency import shortfall, with_ranks
from analytics.charts import Row, composition_chart, shown
from analytics.charts.compare import SHAPES, pair_chart, side
from analytics.wording import basis
from views.components.chart import clickable
from views.components.page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views.components.panels import across, observed, summary
from views.components.passage import legend
from views.components.statement import show_statement
from views.components.table import offered_table
from views.state.links import note_unknown, settle
from views.state.selection import HASHED, View, behind

KINDS = {"speaker": "Two speakers", "outlet": "Two outlets", "period": "Two periods"}
STRONGEST = 2
"""How many statements of each side are shown."""

ABOUT = (
    f"The first side is a circle ({SHAPES[0][1]}), the second a diamond ({SHAPES[1][1]}); the line through each is the "
    "95 % interval of its mean, treating each article as one cluster. An outline without colour: {shortfall}. "
    "A click on a mark opens its statements."
)
CHANCE = (
    "Each interval misses the true value one time in twenty: of many comparisons, some show a difference by chance."
)
NOTHING = "Neither side has a statement in view that mentions a target, so there is nothing to compare."


@dataclass(frozen=True)
class Side:
    """One side of the comparison: its name, how a sentence calls it, what it selects, and the part of the view."""

    name: str
    phrase: str
    marked: Mapping[str, str]
    part: View


Sides = tuple[Side, Side]


def main() -> None:
    """Draw the page."""
    view = current_view()
    st.title("Compare")
    stop_if_empty(view)
    downloads(view)
    note_unknown("cmp", "The comparison", KINDS.values())
    kind = st.segmented_control(
        "What to compare",
        list(KINDS),
        format_func=lambda key: KINDS.get(key, key),
        default="speaker",
        required=True,
        key="cmp",
        bind="query-params",
    )
    sides = _periods(view) if kind == "period" else _named(view, "outlet" if kind == "outlet" else "speaker")
    if sides is None:
        return
    table = _compared(sides[0].part, sides[1].part)
    if table.empty:
        st.info(NOTHING)
        return
    _same_scale(view, sides, table)
    _in_words(view, sides, table)
    _numbers(view, sides, table)
    _composition(view, sides, table)
    _strongest(sides)


def _named(view: View, kind: Row) -> Sides | None:
    """Two speakers or outlets that have statements toward a target; those with most are offered first."""
    counts = summary(view, kind).groupby(kind)["n_statements"].sum().sort_values(ascending=False, kind="stable")
    options = counts.index.tolist()
    if len(options) < 2:
        found = "only one has" if options else "none has"
        st.info(f"It takes two {kind}s: in view {found} statements toward a target. Widen the filters.")
        return None
    columns = st.columns(2)
    names = [
        _side_named(column, f"{sign} {kind.capitalize()}", key, options)
        for column, key, (_, sign) in zip(columns, "ab", SHAPES, strict=True)
    ]
    if names[0] == names[1]:
        st.info(f"The same {kind} stands on both sides. Choose another for one of them.")
        return None
    phrase = "what {} carries" if kind == "outlet" else "{}"
    first, second = (Side(name, phrase.format(shown(name)), {kind: name}, behind(view, {kind: name})) for name in names)
    return first, second


def _side_named(column: DeltaGenerator, label: str, key: str, options: list[str]) -> str:
    """The choice of one side; also the pair that nobody chose stands in the URL, and is never twice the same."""
    other = "b" if key == "a" else "a"
    beside = st.session_state.get(other) or st.query_params.get(other)
    default = next(one for one in options if one != beside)
    settle(key, label, options, default, shown)
    return column.selectbox(label, options, index=None, key=key, bind="query-params", format_func=shown) or default


def _periods(view: View) -> Sides | None:
    """Two periods, at first the two halves of what is in view."""
    dates, bounds = (of["published"].dropna() for of in (view.statements, view.source.results.statements))
    if dates.nunique() < 2:
        st.info("It takes statements of two days or more; in view there are none with dates that differ.")
        return None
    first, last = dates.min().date(), dates.max().date()
    middle = first + (last - first) // 2
    limits = (bounds.min().date(), bounds.max().date())
    columns = st.columns(2)
    a = _period(columns[0], 0, (first, middle), limits)
    b = _period(columns[1], 1, (middle + dt.timedelta(days=1), last), limits)
    if a[0] > a[1] or b[0] > b[1]:
        st.warning("A period ends before it begins. Change its dates.")
        return None
    if a == b:
        st.info("The same period stands on both sides. Choose other dates for one of them.")
        return None
    if max(a[0], b[0]) <= min(a[1], b[1]):
        st.warning("The periods overlap: what was published on the days in both counts on both sides.")
    return _period_side(view, *a), _period_side(view, *b)


def _period(
    column: DeltaGenerator, place: int, default: tuple[dt.date, dt.date], limits: tuple[dt.date, dt.date]
) -> tuple[dt.date, dt.date]:
    """The first and last day of one period, as chosen."""
    sign, key = SHAPES[place][1], "ab"[place]
    row = column.container(horizontal=True)
    first, last = (
        row.date_input(
            f"{sign} {word}",
            day,
            *limits,
            key=f"{key}{number}",
            format="YYYY-MM-DD",
            bind="query-params",
            width=140,
        )
        for number, (word, day) in enumerate(zip(("From", "To"), default, strict=True), start=1)
    )
    return first, last


def _period_side(view: View, first: dt.date, last: dt.date) -> Side:
    name = f"{first.isoformat()} to {last.isoformat()}"
    marked = {"first": first.isoformat(), "last": last.isoformat()}
    return Side(name, f"what was said from {name}", marked, behind(view, marked))


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=HASHED)
def _compared(a: View, b: View) -> pd.DataFrame:
    return compare(observed(a), observed(b))


def _same_scale(view: View, sides: Sides, table: pd.DataFrame) -> None:
    st.header("On the same scale")
    st.caption(f"{ABOUT.format(shortfall=shortfall(view.filters.minimum))} {NOT_THE_OUTLET}")
    minimum = view.filters.minimum
    selects = {one.name: one.marked for one in sides}
    clickable(
        pair_chart(table, names=(sides[0].name, sides[1].name), targets=view.targets, minimum=minimum),
        view,
        key="pair",
        by="speaker",
        alt="Mean stance of both sides toward each target. " + " ".join(_sentences(view, sides, table)),
        marked=lambda data: {**selects[data[0]], "target": data[1]},
        data=_taken(sides, table),
    )


def _sentences(view: View, sides: Sides, table: pd.DataFrame) -> list[str]:
    """What the comparison says toward each target, in the order of the targets."""
    lines = {line["target"]: line for line in table.to_dict("records")}
    names = (sides[0].phrase, sides[1].phrase)
    said = [
        in_words(lines[key], names=names, toward=label, minimum=view.filters.minimum)
        for key, label in view.targets.items()
        if key in lines
    ]
    return said if "speaker" in sides[0].marked else [text[0].upper() + text[1:] for text in said]


def _in_words(view: View, sides: Sides, table: pd.DataFrame) -> None:
    st.header("Do they differ?")
    items = "".join(f"<li>{html.escape(text)}</li>" for text in _sentences(view, sides, table))
    st.html(f'<ul class="qs-said">{items}</ul>')
    st.caption(CHANCE)


def _numbers(view: View, sides: Sides, table: pd.DataFrame) -> None:
    offered_table(
        with_verdict(table, minimum=view.filters.minimum),
        view,
        name="comparison",
        alt="The comparison in numbers: means of both sides, their difference and its interval",
        columns=COLUMNS,
        stances=STANCES,
        taken=_taken(sides, table),
    )


def _taken(sides: Sides, table: pd.DataFrame) -> pd.DataFrame:
    """The comparison as it is taken away."""
    told = with_verdict(table, minimum=sides[0].part.filters.minimum)
    return with_sides(told, names=(sides[0].name, sides[1].name), counting=sides[0].part.filters.counting)


def _composition(view: View, sides: Sides, table: pd.DataFrame) -> None:
    st.header("How often critical, neutral, favourable")
    both = pd.concat([side(table, which, one.name) for which, one in zip("ab", sides, strict=True)])
    selects = {one.name: one.marked for one in sides}
    for key, part in across(both, view):
        clickable(
            composition_chart(part, by="speaker", minimum=view.filters.minimum, title=f"toward {key}"),
            view,
            key=f"pair-composition-{key}",
            by="speaker",
            alt=_shares_in_words(part, view.targets[key]),
            marked=lambda data: {**selects[data[0]], "target": data[1]},
            data=with_ranks(part.rename(columns={"speaker": "side"}), minimum=view.filters.minimum),
        )


def _shares_in_words(part: pd.DataFrame, toward: str) -> str:
    said = "; ".join(
        f"{shown(line['speaker'])}: {line['share_critical']:.0%} critical, {line['share_neutral']:.0%} neutral, "
        f"{line['share_favourable']:.0%} favourable of {basis(line['n_statements'], line['n_articles'])}"
        for line in part.to_dict("records")
    )
    return f"Shares toward {toward}. {said}."


def _strongest(sides: Sides) -> None:
    st.header("The strongest statements of each side")
    st.caption("Those farthest from neutral toward any target in view, as the scorer sees it; of equals the latest.")
    st.html(legend())
    for column, one, (_, sign) in zip(st.columns(2, gap="medium"), sides, SHAPES, strict=True):
        rows = observed(one.part)
        rows = rows.assign(size=rows["stance"].abs()).sort_values(["size", "published"], ascending=False, kind="stable")
        with column:
            st.html(f'<p class="qs-head">{sign} <b>{html.escape(shown(one.name))}</b></p>')
            if rows.empty:
                st.info("No statement toward a target in view.")
            for statement_id in rows["statement_id"].unique()[:STRONGEST]:
                with st.container(border=True):
                    show_statement(one.part, statement_id, around=0)


_STANCE: dict[str, Any] = {"width": 85}
STANCES = ("mean_stance_a", "mean_stance_b", "difference", "ci_low", "ci_high")
_A, _B = SHAPES[0][1], SHAPES[1][1]
COLUMNS: dict[str, Any] = {
    "target": st.column_config.TextColumn("Toward", width="small"),
    "n_statements_a": st.column_config.NumberColumn(f"{_A} n", width=60),
    "n_articles_a": st.column_config.NumberColumn(f"{_A} articles", width=70),
    "mean_stance_a": st.column_config.NumberColumn(f"{_A} mean", **_STANCE),
    "n_statements_b": st.column_config.NumberColumn(f"{_B} n", width=60),
    "n_articles_b": st.column_config.NumberColumn(f"{_B} articles", width=70),
    "mean_stance_b": st.column_config.NumberColumn(f"{_B} mean", **_STANCE),
    "difference": st.column_config.NumberColumn(f"{_A} minus {_B}", **_STANCE),
    "ci_low": st.column_config.NumberColumn("95 % from", **_STANCE),
    "ci_high": st.column_config.NumberColumn("to", **_STANCE),
    "compared": st.column_config.TextColumn("Compared", help="Whether there are enough to tell", width=110),
}

main()
