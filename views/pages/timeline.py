"""Timeline: each statement at its date, and the mean by period, with a panel for each target."""

from __future__ import annotations

import html

import streamlit as st

from analytics.charts import shown
from views.components.events import events_panel
from views.components.page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views.components.trend import trends
from views.state.selection import View


def whose(view: View) -> str:
    """Whose statements are in view, escaped."""
    chosen = [*view.filters.speakers, *view.filters.outlets]
    if chosen:
        return f"<b>{html.escape(', '.join(map(shown, chosen)))}</b>"
    return (
        "All speakers in view together: the mean moves when somebody changes their stance, and when somebody else is "
        "quoted. Choose one speaker or one outlet in the sidebar to tell these apart."
    )


view = current_view()
st.title("Timeline")
stop_if_empty(view)
st.html(f'<p class="qs-head">{whose(view)}</p>')
st.caption(NOT_THE_OUTLET)
downloads(view)
if view.stances.empty:
    st.info("No statement in view mentions a target, so there is nothing to show over time.")
    st.stop()
events_panel()
trends(view, key="timeline")
