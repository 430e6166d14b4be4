"""Speaker: one speaker across targets and outlets and over time, with the statements that weigh most."""

from __future__ import annotations

import html

import pandas as pd
import streamlit as st

from analytics.analysis.sufficiency import with_ranks
from analytics.analysis.trend import movements
from analytics.charts import interval_chart, shown
from analytics.charts.timeline import describe_targets
from analytics.errors import ConfigurationError
from analytics.records import Label
from views.components.chart import TIMELINE, ask_to_open, clickable
from views.components.page import NOT_THE_OUTLET, current_view, downloads, stop_if_empty
from views.components.panels import many, observed, panels, summary
from views.components.passage import legend
from views.components.plain import plain
from views.components.speaker import brought_together, in_words, known_of, spellings
from views.components.statement import period_shown, show_statement
from views.components.trend import trends
from views.state.filters import choose
from views.state.links import settle
from views.state.selection import View, behind

WEIGHTIEST = 3


def choose_speaker(view: View) -> str:
    """Draw the choice among the resolved speakers in view; at first the one with most statements."""
    names = view.statements["speaker"]
    counts = names[names != ""].value_counts()
    if counts.empty:
        st.info("No statement in view has a speaker who could be resolved. Widen the filters, or see **Statements**.")
        st.stop()
    options = sorted(map(str, counts.index), key=str.casefold)
    most = min(options, key=lambda name: (-counts[name], name.casefold()))
    settle("who", "The speaker", options, most)
    chosen = st.selectbox("Speaker", options, index=None, key="who", bind="query-params")
    return str(chosen or most)


def headline(part: View) -> None:
    """How much this speaker said, where and when."""
    statements = part.statements
    with st.container(horizontal=True, gap="medium"):
        st.metric("Statements", f"{len(statements):,}", width="content")
        st.metric("Articles", f"{statements['article_id'].nunique():,}", width="content")
        st.metric("Outlets", f"{statements['outlet'].nunique():,}", width="content")
        st.metric("Period", period_shown(statements["published"]), width="content")


def known(part: View, who: str) -> None:
    """What the speaker book of the results knows of the speaker, and how the articles spell the name."""
    try:
        offices = known_of(part.source.results.speakers, who)
    except ConfigurationError:  # what is wrong with it stands at the head of the page
        offices = '<p class="qs-note">Offices are not known, as the speakers of these results cannot be used.</p>'
    st.html(offices + spellings(part.statements) + brought_together(part.statements))


def stands(part: View, who: str) -> None:
    """The mean stance toward each target, and how it moved."""
    st.header("Toward each target")
    table = summary(part, "speaker")
    minimum = part.filters.minimum
    left, right = st.columns(2, gap="medium")
    with left:
        figure = interval_chart(table, by="target", minimum=minimum, title=who)
        clickable(
            figure,
            part,
            key="targets",
            by="speaker",
            alt=describe_targets(table, speaker=who, targets=part.targets, minimum=minimum),
            marked=lambda data: {"speaker": who, "target": str(data[1])},
            data=with_ranks(table, minimum=minimum),
        )
    with right:
        moved(part)


def moved(part: View) -> None:
    """How the stance moved from the first half of the speaker's time to the second, in words."""
    st.subheader("How the stance moved")
    found = {one.target: one for one in movements(observed(part), minimum=part.filters.minimum)}
    if not found:
        st.caption("None of these statements has a date.")
        return
    since = next(iter(found.values())).since
    st.caption(f"Statements since {since}, the middle of the period, compared with those before it.")
    items = "".join(
        f"<li>toward {html.escape(toward)}: {in_words(found[key], part.filters.minimum)}</li>"
        for key, toward in part.targets.items()
        if key in found
    )
    st.html(f'<ul class="qs-scores">{items}</ul>')


def by_outlet(part: View) -> None:
    """The mean stance toward each target by the outlet that carries the statements."""
    st.header("By outlet")
    st.caption(f"The speaker's statements by the outlet that carries them. {NOT_THE_OUTLET}")
    panels(many(summary(part, "outlet"), "outlet"), part, by="outlet", shape="interval")


def weightiest(part: View) -> None:
    """The most critical and the most favourable statements toward one target."""
    st.header("The statements that weigh most")
    keys = list(part.targets)
    settle("toward", "The target", keys, keys[0], plain)
    toward = st.segmented_control("Toward", keys, required=True, key="toward", bind="query-params", format_func=plain)
    target = str(toward or keys[0])
    rows = observed(part)
    rows = rows[rows["target"] == target]
    st.html(legend())
    sides: tuple[tuple[Label, bool], ...] = (("critical", True), ("favourable", False))
    for column, (label, ascending) in zip(st.columns(2, gap="medium"), sides, strict=True):
        with column:
            st.subheader(f"Most {label}")
            _weigh(part, rows[rows["label"] == label].sort_values("stance", ascending=ascending, kind="stable"), label)


def _weigh(part: View, rows: pd.DataFrame, label: Label) -> None:
    if rows.empty:
        st.caption(f"No statement in view is scored as {label} toward this target.")
        return
    for statement_id in rows["statement_id"].head(WEIGHTIEST):
        with st.container(border=True):
            show_statement(part, statement_id, around=0)
    if len(rows) > WEIGHTIEST:
        st.caption(f"{WEIGHTIEST} of {len(rows)} {label} statements.")


def to_timeline(part: View) -> None:
    """Go to the timeline of this speaker alone."""
    choose(part.filters)
    ask_to_open(TIMELINE)


view = current_view()
st.title("Speaker")
stop_if_empty(view)
who = choose_speaker(view)
part = behind(view, {"speaker": who})
st.html(f'<h2 class="qs-head">{html.escape(shown(who))}</h2>')
headline(part)
known(part, who)
downloads(part)
if part.stances.empty:
    st.info("None of this speaker's statements in view mentions a target, so there is no stance to show.")
    st.stop()
stands(part, who)
st.header("Over time")
st.button("Open in Timeline, with events", on_click=to_timeline, args=(part,), icon=":material/timeline:")
trends(part, key="speaker-trend")
by_outlet(part)
weightiest(part)
