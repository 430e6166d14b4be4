"""The dashboard: navigation, shared filters, loading. Each page is a file in views/.

Run it with ``make dashboard``, or ``streamlit run dashboard.py -- --data FOLDER`` for results that
``python -m analytics score`` wrote.
"""

from __future__ import annotations

import streamlit as st

from views.components.chart import asked_to_open_statements
from views.components.faults import tell, told
from views.components.page import CURRENT, notices
from views.components.passage import STYLE
from views.state.data import load_source
from views.state.filters import sidebar
from views.state.selection import View

STATEMENTS = "views/pages/statements.py"
WITHOUT_DATA = ("Add articles", "Method")
"""Pages that are of use even where the data cannot be shown."""


def main() -> None:
    """Draw the page that the reader is on; whatever fails is told in words, and never as a traceback."""
    st.set_page_config(page_title="Quoted Stance", layout="wide")
    page = st.navigation(
        [
            st.Page("views/pages/overview.py", title="Overview", default=True),
            st.Page("views/pages/speaker.py", title="Speaker"),
            st.Page("views/pages/outlets.py", title="Outlets"),
            st.Page("views/pages/timeline.py", title="Timeline"),
            st.Page("views/pages/compare.py", title="Compare"),
            st.Page(STATEMENTS, title="Statements"),
            st.Page("views/pages/articles.py", title="Add articles"),
            st.Page("views/pages/method.py", title="Method"),
        ],
        position="top",
    )
    st.html(STYLE)
    tell()
    view = None
    with told("The data cannot be shown."):
        view = _view()
    if view is not None or page.title in WITHOUT_DATA:
        with told("This cannot be shown."):
            page.run()


def _view() -> View:
    st.session_state.pop(CURRENT, None)
    source = load_source()
    view = sidebar(source, source.results.labels)
    if asked_to_open_statements():
        # An empty set of parameters: the filters' widgets put their own back into the URL.
        st.switch_page(STATEMENTS, query_params={})
    st.session_state[CURRENT] = view
    notices(source)
    return view


main()
