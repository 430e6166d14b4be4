"""Outlets: the stance of what each outlet carries, which is not the outlet's own."""

from __future__ import annotations

import streamlit as st

from views._page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views._panels import many, panels, summary

view = current_view()
st.title("Outlets")
stop_if_empty(view)
st.markdown(f"**{NOT_THE_OUTLET}** These charts show the statements that each outlet carries, whoever made them.")
downloads(view)

table = summary(view, "outlet")
if table.empty:
    st.info("No statement in view mentions a target, so there is nothing to chart.")
    st.stop()
few = many(table, "outlet")

st.header("Stance of what each outlet carries")
st.caption("Mean with its 95 % interval, by clusters of articles; no line where there is only one article.")
panels(few, view, by="outlet", shape="interval")

st.header("How often critical, neutral, favourable")
panels(few, view, by="outlet", shape="composition")

st.header("Whose voices")
st.caption("Statements in view by outlet and speaker, with the speaker's share of the outlet's statements.")
counts = view.statements.groupby(["outlet", "speaker"]).size().reset_index(name="n")
counts["share"] = 100 * counts["n"] / counts.groupby("outlet")["n"].transform("sum")
counts["speaker"] = counts["speaker"].replace("", "(unresolved)")
st.dataframe(
    counts.sort_values(["outlet", "n", "speaker"], ascending=[True, False, True]),
    hide_index=True,
    alt="Number and share of statements by outlet and speaker",
    column_config={
        "outlet": st.column_config.TextColumn("Outlet"),
        "speaker": st.column_config.TextColumn("Speaker", width="large"),
        "n": st.column_config.NumberColumn("Statements"),
        "share": st.column_config.NumberColumn("Share of the outlet", format="%.0f %%"),
    },
)
