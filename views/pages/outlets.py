"""Outlets: the stance of what each outlet carries, whose voices it carries, and what it makes of an utterance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from analytics.analysis.comparison import same_speaker, with_verdict
from analytics.analysis.utterances import WINDOW_DAYS
from analytics.analysis.voices import voices
from analytics.charts.compare import describe_differences, difference_chart
from analytics.charts.style import UNRESOLVED
from analytics.charts.voices import describe_voices, drawn, voices_chart
from analytics.records import LABELS
from analytics.wording import amount
from views.components.chart import clickable
from views.components.page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views.components.panels import AT_ONCE, intervals, many, panels, summary
from views.components.plain import plain
from views.components.table import offered_table
from views.components.versions import show_versions
from views.state.links import settle
from views.state.selection import HASHED, View

PAIRS = 12
"""How many pairs of outlets the chart of differences shows; the table has all."""

ABOUT_VOICES = (
    "Each bar is an outlet's statements in view: grey the speakers with most of them, an outline the others together, "
    "hatched those whose speaker could not be resolved. A narrow piece has no name on it; the table has all. "
    "A click on a piece opens its statements."
)
ABOUT_SAME = (
    "Each speaker's mean stance in one outlet minus that in another, with its 95 % interval, treating each article as "
    "one cluster. Where the interval holds zero, no difference can be claimed; with few articles nothing can be "
    "concluded, and of many pairs some differ by chance. A difference shows what the outlets chose to carry, and when, "
    "no less than how."
)
ABOUT_VERSIONS = (
    "Statements of one speaker whose words repeat or contain one another, from articles at most "
    f"{WINDOW_DAYS} days apart. "
    "Marked are the words that not all versions have: kept, cut, or translated differently."
)


def main() -> None:
    """Draw the page."""
    view = current_view()
    st.title("Outlets")
    stop_if_empty(view)
    st.markdown(f"**{NOT_THE_OUTLET}** These charts show the statements that each outlet carries, whoever made them.")
    downloads(view)
    _stances(view)
    each = _once_for_each_outlet(view)
    target = _target(view)
    _voices(each, target)
    if target:
        _same_speaker(each, target)
    st.header("The same utterance in several outlets")
    st.caption(ABOUT_VERSIONS)
    show_versions(view)


def _stances(view: View) -> None:
    """The stance of what each outlet carries, and how it is composed."""
    table = summary(view, "outlet")
    if table.empty:
        st.info("No statement in view mentions a target, so there is no stance to chart.")
        return
    few = many(table, "outlet")
    st.header("Stance of what each outlet carries")
    st.caption(intervals(view, "Mean"))
    panels(few, view, by="outlet", shape="interval")
    st.header("How often critical, neutral, favourable")
    panels(few, view, by="outlet", shape="composition")


def _target(view: View) -> str | None:
    """The target toward which the sections below show stances; None where there is none in view."""
    if not view.targets:
        return None
    st.header("Speakers in each outlet")
    keys = list(view.targets)
    settle("toward", "The target", keys, keys[0], _called(view))
    chosen = st.selectbox(
        "Stance toward", keys, index=None, format_func=_called(view), key="toward", bind="query-params", width=320
    )
    return chosen or keys[0]


def _called(view: View) -> Callable[[str], str]:
    return lambda key: view.targets.get(key, key)


def _once_for_each_outlet(view: View) -> View:
    """The view in which an utterance that counts once in all, or for a story, counts in each outlet: here outlets are
    compared."""
    if view.filters.counting not in ("utterance", "story"):
        return view
    return replace(view, filters=replace(view.filters, counting="outlet"))


def _counted_statements(view: View) -> pd.DataFrame:
    """The statements, or the earliest of each utterance in each outlet where the filters count utterances."""
    if view.filters.counting == "statement":
        return view.statements
    known = view.statements.assign(utterance=view.utterances).sort_values(["published", "statement_id"])
    return known.drop_duplicates(["utterance", "outlet"])


def _voices(view: View, target: str | None) -> None:
    st.subheader("Whose voices")
    st.caption(ABOUT_VOICES)
    table = _heard(view, target)
    toward = view.targets.get(target, target) if target else "any target"
    most = _most(table)
    clickable(
        voices_chart(most, toward=toward, minimum=view.filters.minimum),
        view,
        key="voices",
        by="outlet",
        alt=describe_voices(most),
        marked=_outlet_and_speaker,
        data=drawn(most).assign(target=target or ""),
    )
    sides = {f"percent_{name}": 100 * table[name] / table["n_target"] for name in LABELS}
    columns = _voices_columns(toward)
    offered_table(
        table.assign(speaker=table["speaker"].replace("", f"({UNRESOLVED})"), percent=100 * table["share"], **sides),
        view,
        name="voices",
        alt=f"Number and share of statements by outlet and speaker, and their sides toward {toward}",
        columns={name: columns[name] for name in columns if target or name not in ("n_target", *sides)},
        stances=(),
        taken=table.assign(target=target or ""),
    )


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=HASHED)
def _heard(view: View, target: str | None) -> pd.DataFrame:
    return voices(_counted_statements(view), _toward(view, target))


def _toward(view: View, target: str | None) -> pd.DataFrame:
    """The observations toward one target; only these are put together, because that takes time."""
    return replace(view, stances=view.stances[view.stances["target"] == target]).observations()


def _most(table: pd.DataFrame) -> pd.DataFrame:
    """The voices of the outlets with most statements, as many as can be read at once; says so where there are more."""
    totals = table.groupby("outlet")["n"].sum().sort_values(ascending=False, kind="stable")
    if len(totals) <= AT_ONCE:
        return table
    st.caption(f"The chart shows the {AT_ONCE} outlets with most statements, of {len(totals)}; the table has all.")
    return table[table["outlet"].isin(totals.index[:AT_ONCE].tolist())]


def _outlet_and_speaker(data: list[Any]) -> dict[str, str]:
    """What a piece of the bars stands for; the others together stand for their outlet."""
    outlet, speaker = data
    return {"outlet": outlet} if speaker is None else {"outlet": outlet, "speaker": speaker}


def _voices_columns(toward: str) -> dict[str, Any]:
    percent: dict[str, Any] = {"format": "%.0f %%", "width": 85}
    sides = {
        f"percent_{name}": st.column_config.NumberColumn(
            name.capitalize(), help=f"How many of the statements toward {plain(toward)} are {name}", **percent
        )
        for name in LABELS
    }
    return {
        "outlet": st.column_config.TextColumn("Outlet", width=120),
        "speaker": st.column_config.TextColumn("Speaker", width=190),
        "n": st.column_config.NumberColumn("Statements", width=85),
        "percent": st.column_config.NumberColumn("Share", help="Of the outlet's statements in view", **percent),
        "n_target": st.column_config.NumberColumn("Toward", help=f"Statements toward {plain(toward)}", width=75),
        **sides,
    }


def _same_speaker(view: View, target: str) -> None:
    st.subheader("The same speaker in different outlets")
    st.caption(ABOUT_SAME)
    minimum, toward = view.filters.minimum, view.targets[target]
    table = with_verdict(_pairs(view, target), minimum=minimum)
    if table.empty:
        least = amount(minimum, "statement")
        st.info(f"No speaker in view has {least} toward the target, in two outlets or more.")
        return
    few = table.head(PAIRS)
    if len(table) > PAIRS:
        st.caption(f"The first {PAIRS} of {len(table)} pairs: the largest differences. The table has all.")
    clickable(
        difference_chart(few, minimum=minimum),
        view,
        key=f"same-speaker-{target}",
        by="speaker",
        alt=describe_differences(few, toward=toward, minimum=minimum),
        data=few,
    )
    offered_table(
        table,
        view,
        name="same-speaker",
        alt=f"The same speaker in two outlets: means toward {toward}, their difference and its interval",
        columns=PAIR_COLUMNS,
        stances=STANCES,
    )


@st.cache_data(show_spinner=False, max_entries=32, hash_funcs=HASHED)
def _pairs(view: View, target: str) -> pd.DataFrame:
    return same_speaker(_toward(view, target), minimum=view.filters.minimum)


_STANCE: dict[str, Any] = {"width": 75}
STANCES = ("mean_stance_a", "mean_stance_b", "difference", "ci_low", "ci_high")
PAIR_COLUMNS: dict[str, Any] = {
    "speaker": st.column_config.TextColumn("Speaker", width=140),
    "outlet_a": st.column_config.TextColumn("Outlet A", width=110),
    "n_statements_a": st.column_config.NumberColumn("n A", width=50),
    "n_articles_a": st.column_config.NumberColumn("Articles A", width=70),
    "mean_stance_a": st.column_config.NumberColumn("Mean A", **_STANCE),
    "outlet_b": st.column_config.TextColumn("Outlet B", width=110),
    "n_statements_b": st.column_config.NumberColumn("n B", width=50),
    "n_articles_b": st.column_config.NumberColumn("Articles B", width=70),
    "mean_stance_b": st.column_config.NumberColumn("Mean B", **_STANCE),
    "difference": st.column_config.NumberColumn("A minus B", **_STANCE),
    "ci_low": st.column_config.NumberColumn("95 % from", **_STANCE),
    "ci_high": st.column_config.NumberColumn("to", **_STANCE),
    "compared": st.column_config.TextColumn("Compared", help="Whether there are enough to tell", width=110),
}

main()
