"""The dashboard: navigation, shared filters, loading. Each page is a file in views/pages/ and an entry here.

Run it with ``make dashboard``, or ``streamlit run dashboard.py -- --data PATH`` for a folder of results that
``python -m analytics score`` wrote, or a workspace that ``python -m analytics add`` made.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from views.components.chart import asked_to_open
from views.components.faults import tell, told
from views.components.growth import growth
from views.components.page import CURRENT, notices
from views.components.passage import STYLE
from views.state.data import load_source
from views.state.filters import sidebar
from views.state.links import tell_problems
from views.state.selection import View

NAME = "Quoted Stance"
ICON = str(Path(__file__).parent / "views" / "icon.png")


class Entry(NamedTuple):
    """A page of the navigation; ``without_data`` where it is of use even though the data cannot be shown."""

    file: str
    title: str
    without_data: bool = False


NAVIGATION = (
    Entry("views/pages/overview.py", "Overview"),
    Entry("views/pages/speaker.py", "Speaker"),
    Entry("views/pages/outlets.py", "Outlets"),
    Entry("views/pages/timeline.py", "Timeline"),
    Entry("views/pages/compare.py", "Compare"),
    Entry("views/pages/statements.py", "Statements"),
    Entry("views/pages/articles.py", "Add articles", without_data=True),
    Entry("views/pages/method.py", "Method", without_data=True),
)
"""The pages in their order; the app opens on the first."""


def main() -> None:
    """Draw the page that the reader is on; whatever fails is told in words, and never as a traceback."""
    pages = [st.Page(one.file, title=one.title, default=one is NAVIGATION[0]) for one in NAVIGATION]
    page = st.navigation(pages, position="top")
    st.set_page_config(page_title=f"{page.title} · {NAME}", page_icon=ICON, layout="wide")
    st.html(STYLE)
    tell()
    view = None
    with told("The data cannot be shown."):
        view = _view()
    if view is not None or page.title in {one.title for one in NAVIGATION if one.without_data}:
        with told("This cannot be shown."):
            page.run()


def _view() -> View:
    st.session_state.pop(CURRENT, None)
    source = load_source()
    view = sidebar(source, source.results.labels)
    if page := asked_to_open():
        # An empty set of parameters: the filters' widgets put their own back into the URL.
        st.switch_page(page, query_params={})
    st.session_state[CURRENT] = view
    tell_problems()
    notices(source)
    growth(source)
    return view


main()
