"""The sidebar: filters whose values live in the URL, and what they select."""

from __future__ import annotations

from collections.abc import Mapping
from math import isinf, nan
from typing import Any

import pandas as pd
import streamlit as st

from analytics.analysis.counting import SAID
from analytics.analysis.selection import COUNTED_AS, Filters
from analytics.charts import UNRESOLVED
from analytics.records import KINDS
from views.state.links import note_unknown, note_unknown_day
from views.state.selection import Source, View, narrow

KIND_HELP = (
    "**direct**: in quotation marks. **mixed**: reported, with a part in quotation marks. **indirect**: reported. "
    "**attitude**: a thought or intention that the article reports; not counted unless chosen here."
)
COUNT_HELP = (
    "News agencies and outlets repeat one another. Statements of one speaker whose words repeat or overlap are one "
    "utterance, and articles whose texts are nearly the same one story; this says how often an utterance counts in "
    "means, shares and the aggregated table."
)
COUNT_NAMES = {
    "statement": "every statement",
    "outlet": "once per outlet",
    "story": "once per story",
    "utterance": "once in all",
}
"""What the sidebar, and with it the URL, calls each way of counting."""
NO_KIND = "No kind is chosen, so statements of every kind count, attitudes too."
REVERSED = "**From** is after **To**, so no statement can match. Swap them, or clear one."
KEYS = ("speaker", "outlet", "target", "from", "to", "kind", "count", "min")
"""The filters' names, in session state and in the URL."""

_EARLIER = "earlier_filters"
_CLEAR = "clear_filters"


def sidebar(source: Source, labels: Mapping[str, str]) -> View:
    """Draw the filters, and return what they select."""
    statements, stances = source.results.statements, source.results.stances
    if st.session_state.pop(_CLEAR, False):
        clear()
    with st.sidebar:
        st.subheader("Filters")
        speakers = _several("Speakers", "speaker", statements["speaker"])
        outlets = _several("Outlets", "outlet", statements["outlet"])
        targets = _several("Targets", "target", stances["target"])
        first, last = _period(statements["published"])
        note_unknown("kind", "The kind", KINDS)
        kinds = st.pills(
            "Kind of statement",
            KINDS,
            default=list(SAID),
            selection_mode="multi",
            key="kind",
            bind="query-params",
            help=KIND_HELP,
        )
        if not kinds:
            st.caption(NO_KIND)
        note_unknown("count", "The way of counting", COUNT_NAMES.values())
        counting = st.selectbox(
            "Repeated quotes count",
            list(COUNTED_AS),
            format_func=COUNT_NAMES.__getitem__,
            key="count",
            bind="query-params",
            help=COUNT_HELP,
        )
        minimum = _minimum()
        st.button("Clear all filters", on_click=clear, width="stretch")
    filters = Filters(speakers, outlets, targets, first, last, tuple(kinds), minimum, counting)
    if filters.counting != "statement":
        with st.spinner("Looking for the same utterance in several articles …"):
            _ = source.results.utterances  # kept with the results from here on
            _ = source.results.stories if filters.counting == "story" else None
    return narrow(source, filters, labels)


def clear() -> None:
    """Set every filter back to its default."""
    for key in KEYS:
        st.session_state[key] = _DEFAULTS[key]


def ask_to_clear() -> None:
    """Clear the filters at the next run: for use below the sidebar, when the widgets' values cannot be set any more."""
    st.session_state[_CLEAR] = True
    st.session_state.pop(_EARLIER, None)


def choose(filters: Filters) -> None:
    """Set the sidebar to these filters; the earlier ones can be had back with :func:`undo`."""
    st.session_state[_EARLIER] = {key: st.session_state.get(key, _DEFAULTS[key]) for key in KEYS}
    chosen = {
        "speaker": list(filters.speakers),
        "outlet": list(filters.outlets),
        "target": list(filters.targets),
        "from": filters.first,
        "to": filters.last,
        "kind": list(filters.kinds),
        "count": filters.counting,
        "min": filters.minimum,
    }
    st.session_state.update(chosen)


def can_undo() -> bool:
    """True where a click on a chart has replaced the filters."""
    return _EARLIER in st.session_state


def undo() -> None:
    """Set the filters back to what they were before :func:`choose`."""
    st.session_state.update(st.session_state.pop(_EARLIER, {}))


_DEFAULTS: Mapping[str, Any] = {
    "speaker": [],
    "outlet": [],
    "target": [],
    "from": None,
    "to": None,
    "kind": list(SAID),
    "count": "statement",
    "min": 3,
}


def _several(label: str, key: str, values: pd.Series[Any]) -> tuple[str, ...]:
    options = sorted(values.unique(), key=lambda value: (value == "", value.casefold()))
    note_unknown(key, f"The {key}", [_named(value) for value in options])
    chosen = st.multiselect(
        label,
        options,
        key=key,
        bind="query-params",
        placeholder="all",
        format_func=_named,  # this is also what the URL says
    )
    return tuple(chosen)


def _named(value: str) -> str:
    return value or f"({UNRESOLVED})"


def _minimum() -> int:
    if "min" not in st.session_state and isinf(_number(st.query_params.get("min", ""))):
        # Streamlit drops from a URL whatever else is no number in these bounds.
        del st.query_params["min"]
        st.rerun()
    chosen = st.number_input(
        "Minimum statements",
        min_value=1,
        max_value=1000,
        value=3,
        key="min",
        bind="query-params",
        help="A mean of fewer statements, or of one article, is hollow and not ranked: too few to tell.",
    )
    return int(chosen)


def _number(written: str) -> float:
    try:
        return float(written)
    except ValueError:
        return nan


def _period(published: pd.Series[Any]) -> tuple[Any, Any]:
    known = published.dropna()
    earliest, latest = (known.min().date(), known.max().date()) if len(known) else (None, None)
    left, right = st.columns(2)
    bounds = {"min_value": earliest, "max_value": latest} if earliest else {}
    for key, what in (("from", "The day From"), ("to", "The day To")):
        note_unknown_day(key, what, (earliest, latest) if earliest and latest else None)
    first = left.date_input("From", value=None, key="from", bind="query-params", **bounds)
    last = right.date_input("To", value=None, key="to", bind="query-params", **bounds)
    if first and last and first > last:
        st.warning(REVERSED)
    return first, last
