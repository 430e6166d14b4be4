"""Overview: what is in view, where each speaker stands, and how surely."""

from __future__ import annotations

from typing import Any

import streamlit as st

from analytics.analysis.sufficiency import shortfall, with_ranks
from analytics.charts import matrix_chart
from analytics.reporting import report
from views.components.chart import clickable
from views.components.page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views.components.panels import intervals, many, panels, summary
from views.components.statement import period_shown
from views.components.table import offered_table
from views.state.selection import View


def headline(view: View) -> None:
    """How much is in view, and how much of it could not be attributed or scored."""
    with st.container(horizontal=True, gap="medium"):
        for name, number in report.headline(view.statements, view.stances).items():
            st.metric(name, number, width="content", help=HELP.get(name))
        st.metric("Period", period_shown(view.statements["published"]), width="content")


HELP = {
    "Unattributed": "Statements whose speaker could not be resolved: listed, but not in the charts by speaker.",
    "No target": "Statements that mention none of the targets. They are listed, but have no stance.",
}

STANCES = ("mean_stance", "ci_low", "ci_high")
COLUMNS: dict[str, Any] = {
    "speaker": st.column_config.TextColumn("Speaker", width=200),
    "target": st.column_config.TextColumn("Toward", width=90),
    "n_statements": st.column_config.NumberColumn("Statements", width=85),
    "n_articles": st.column_config.NumberColumn("Articles", width=75),
    "mean_stance": st.column_config.NumberColumn("Mean", width=75),
    "ci_low": st.column_config.NumberColumn("95 % from", width=80),
    "ci_high": st.column_config.NumberColumn("to", width=75),
    "share_critical": st.column_config.NumberColumn("Critical", format="percent", width=80),
    "share_neutral": st.column_config.NumberColumn("Neutral", format="percent", width=80),
    "share_favourable": st.column_config.NumberColumn("Favourable", format="percent", width=85),
    "ranked": st.column_config.TextColumn("Ranked", help="Whether there are enough to tell", width=120),
}

view = current_view()
st.title("Overview")
stop_if_empty(view)
headline(view)
downloads(view)

table = summary(view, "speaker")
if table.empty:
    st.info("No statement in view has both a known speaker and a target, so there is nothing to chart.")
    st.stop()
few = many(table, "speaker")
told = with_ranks(few, minimum=view.filters.minimum)

st.header("Where the speakers stand")
st.caption(
    f"{intervals(view, 'Mean stance of each speaker')} {NOT_THE_OUTLET} A click on any mark opens its statements."
)
panels(few, view, by="speaker", shape="interval")

st.header("How often critical, neutral, favourable")
st.caption("Share of each speaker's statements toward the target. Neutral stands in a column of its own.")
panels(few, view, by="speaker", shape="composition")

st.header("Speakers by targets")
st.caption(
    "Mean stance and what it rests on. An outline without colour: "
    f"{shortfall(view.filters.minimum)}. Blank: no statement."
)
matrix = matrix_chart(few, targets=view.targets, minimum=view.filters.minimum)
pairs = f"{few['speaker'].nunique()} speakers by {len(view.targets)} targets"
clickable(
    matrix,
    view,
    key="matrix",
    by="speaker",
    alt=f"Matrix of {pairs}: mean stance and number of statements",
    width="content",
    data=told,
)

st.header("In numbers")
offered_table(told, view, name="overview", alt=f"{pairs} in numbers", columns=COLUMNS, stances=STANCES)
