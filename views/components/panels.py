"""Charts with a panel for each target, side by side where there is room and one under the other where not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analytics.analysis.sufficiency import shortfall, with_ranks
from analytics.charts import Row, composition_chart, describe, interval_chart
from views.components.chart import clickable
from views.state.selection import HASHED, View, largest, summarise

AT_ONCE = 15
ALL_AT_MOST = 200
"""Rows that can be shown all at once: plotly takes minutes to draw up a chart of thousands."""
IN_A_ROW = 3

Shape = Literal["interval", "composition"]


@st.cache_data(show_spinner=False, max_entries=64, hash_funcs=HASHED)
def summary(view: View, by: Row) -> pd.DataFrame:
    """Aggregates of the view; kept, because intervals take longer to compute than to show."""
    return summarise(view, by)


# cache_resource: shared, not copied at each run, as the source's own tables are; nothing here changes it.
@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=HASHED)
def observed(view: View) -> pd.DataFrame:
    """The observations of a view; kept, because on many statements they take long to bring together."""
    return view.observations()


def many(table: pd.DataFrame, by: Row) -> pd.DataFrame:
    """All rows, or those with most statements where there are too many to read at once; says which."""
    total = table[by].nunique()
    if total <= AT_ONCE:
        return table
    if total <= ALL_AT_MOST and st.toggle(f"Show all {total} {by}s", key=f"all-{by}", bind="query-params"):
        return table
    st.caption(f"The {AT_ONCE} {by}s with most statements, of {total}.")
    return largest(table, by, AT_ONCE)


def intervals(view: View, what: str) -> str:
    """How the marks of charts with intervals are to be read."""
    few = shortfall(view.filters.minimum)
    return f"{what} with its 95 % interval, treating each article as one cluster. Hollow: {few}."


def panels(table: pd.DataFrame, view: View, *, by: Row, shape: Shape) -> None:
    """One chart for each target."""
    for key, part in across(table, view):
        _panel(part, view, key, by, shape)


def across(table: pd.DataFrame, view: View) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each target of the table with its rows, in the order of the view; what is drawn meanwhile is its panel."""
    keys = [key for key in view.targets if key in set(table["target"])]
    for start in range(0, len(keys), IN_A_ROW):
        row = keys[start : start + IN_A_ROW]
        for key, column in zip(row, st.columns(max(len(row), 2), gap="medium"), strict=False):
            with column:
                yield key, table[table["target"] == key]


def _panel(table: pd.DataFrame, view: View, key: str, by: Row, shape: Shape) -> None:
    minimum, label = view.filters.minimum, view.targets[key]
    figure = _figure(table, by, shape, minimum, f"toward {key}")
    alt = describe(table, by=by, minimum=minimum, toward=label)
    clickable(figure, view, key=f"{shape}-{by}-{key}", by=by, alt=alt, data=with_ranks(table, minimum=minimum))


# cache_resource: plotly takes longer to check a figure than to show it; whoever draws one copies it first.
@st.cache_resource(show_spinner=False, max_entries=256, hash_funcs=HASHED)
def _figure(table: pd.DataFrame, by: Row, shape: Shape, minimum: int, title: str) -> go.Figure:
    draw = interval_chart if shape == "interval" else composition_chart
    return draw(table, by=by, minimum=minimum, title=title)
