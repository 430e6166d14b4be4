"""Overview: what is in view, where each speaker stands, and how surely."""

from __future__ import annotations

import streamlit as st

from analytics.analysis.sufficiency import shortfall
from analytics.charts import matrix_chart
from analytics.reporting import report
from views.components.chart import clickable
from views.components.page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views.components.panels import intervals, many, panels, summary
from views.components.statement import period_shown
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
    data=few,
)
