"""Add articles: upload files or paste a text, score them here, and look at them with the whole dashboard."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from contextlib import closing

import streamlit as st

from analytics.analysis.results import Results
from analytics.errors import QuotedStanceError
from analytics.ingest import notices_in_lines
from analytics.records import Reject
from analytics.speakers import default_book
from analytics.stance import DEFAULT_SCORER, SCORERS
from analytics.targets import default_targets
from views.components.faults import told
from views.components.plain import message, plain
from views.state.adding import (
    Item,
    Pasted,
    Scored,
    Using,
    added_source,
    file_types,
    read_pasted,
    read_uploads,
    score_each,
)
from views.state.data import ADDED, CHOICE, SCORED, opened_source
from views.state.filters import ask_to_clear
from views.state.selection import Source

RUNNING = "scoring"
ROUND = "added_rounds"
TOLD = "added_notices"


def main() -> None:
    """Draw the page."""
    st.title("Add articles")
    st.markdown(
        "Upload saved pages, texts or tables, or paste an article. They are read and scored on the machine that runs "
        "this dashboard, sent nowhere, and kept only while this browser tab is open."
    )
    if st.session_state.pop(RUNNING, False):
        st.warning("Scoring was cancelled; nothing of it was kept.")
    scorer = st.selectbox("Scorer", SCORERS, index=SCORERS.index(DEFAULT_SCORER), key="scorer")
    try:
        using = chosen(scorer)
    except QuotedStanceError as error:
        st.error(f"Articles cannot be scored as those of the open results were. {message(str(error))}")
        return
    upload, paste = st.tabs(["Upload files", "Paste a text"])
    with upload:
        items = uploaded()
    with paste:
        items = items or pasted()
    if items:
        with told("These articles cannot be scored, and nothing of them was kept."):
            score(items, using)
        st.session_state.pop(RUNNING, None)  # it stays where this run is ended from outside: by Cancel, or a new one
    added = st.session_state.get(ADDED)
    if isinstance(added, Source):
        report(added)


def chosen(scorer: str) -> Using:
    """With what to score: targets and speakers are those of what the dashboard was opened on, which the page says.

    They are those of the project where that cannot be read. Raises ConfigurationError where it can, but not they.
    """
    try:
        results, whose = opened_source().results, "the results that the dashboard was opened on"
    except QuotedStanceError:
        results, whose = None, "this program, as no results are open"
    targets, speakers = (results.targets, results.speakers) if results else (default_targets(), default_book())
    st.caption(f"Scored with the targets and speakers of {whose}. Targets: {plain(', '.join(targets.keys))}.")
    return {"targets": targets, "speakers": speakers, "scorer": scorer}


def uploaded() -> list[Item]:
    """The articles of the files chosen, once the button is pressed."""
    turn = st.session_state.get(ROUND, 0)
    *others, last = types = file_types()
    label = f"Articles: .{', .'.join(others)} or .{last}"
    files = st.file_uploader(label, type=types, accept_multiple_files=True, key=f"files-{turn}")
    metadata = st.file_uploader(
        "Metadata, if the files do not say it themselves: .csv with the columns file, outlet, published, title, url",
        type="csv",
        key=f"metadata-{turn}",
    )
    if not st.button("Score these files", type="primary", disabled=not files):
        return []
    try:
        return read_uploads(
            [(file.name, file.getvalue()) for file in files],
            metadata.getvalue() if metadata else None,
            notify=st.session_state.setdefault(TOLD, []).append,
        )
    except QuotedStanceError as error:
        st.error(f"The metadata file cannot be used. {message(str(error))}")
        return []


def pasted() -> list[Item]:
    """The article of the form, once it is sent."""
    with st.form("paste", border=False):
        text = st.text_area("The article's text", height=240, placeholder="Paragraphs apart by an empty line")
        left, right = st.columns(2)
        title = left.text_input("Title")
        outlet = right.text_input("Outlet")
        published = left.date_input("Published", value=None, min_value=dt.date(1900, 1, 1), max_value="today")
        url = right.text_input("Address of the source")
        sent = st.form_submit_button("Score this text", type="primary")
    if not sent:
        return []
    if not text.strip():
        st.warning("There is no text to score yet.")
        return []
    return read_pasted(Pasted(text, title, outlet, published.isoformat() if published else "", url))


def score(items: Sequence[Item], using: Using) -> None:
    """Score the articles, with progress. Pressing Cancel runs the page anew and closing the tab stops it: either way
    the next look at the progress ends the process that does the work.

    Articles that were scored before with something else are scored again, so that all numbers shown are of one kind.
    """
    added = st.session_state.get(ADDED)
    before: list[Scored] = st.session_state.get(SCORED, [])
    if isinstance(added, Source) and _with(added.results) != using:
        items = [*(one if isinstance(one, Reject) else one.article for one in before), *items]
        before = []
    st.session_state[RUNNING] = True
    bar = st.progress(0.0, f"0 of {len(items)} done")
    st.button("Cancel")
    done: list[Scored] = []
    begun = time.monotonic()

    def show() -> None:
        bar.progress(len(done) / len(items), f"{len(done)} of {len(items)} done, {time.monotonic() - begun:.0f} s")

    try:
        with closing(score_each(items, using, show)) as each:
            for one in each:
                done.append(one)
    except QuotedStanceError as error:
        st.session_state.pop(RUNNING)
        st.error(f"These articles cannot be scored. {message(str(error))}")
        return
    keep([*before, *done], using)
    st.rerun()


def _with(results: Results) -> Using:
    """With what results were made."""
    return {"targets": results.targets, "speakers": results.speakers, "scorer": results.scorer}


def keep(scored: list[Scored], using: Using) -> None:
    """Show these articles from now on."""
    source = added_source(scored, using)  # before anything is kept: where this fails, all stays as it was
    turn = st.session_state.get(ROUND, 0) + 1
    st.session_state.pop(RUNNING, None)
    usable = bool(source.results.articles)  # where nothing was, what is shown stays
    st.session_state.update({SCORED: scored, ADDED: source, CHOICE: usable, ROUND: turn})
    ask_to_clear()


def report(added: Source) -> None:
    """What was added so far, and what could not be used."""
    results = added.results
    st.header("Added so far")
    counts = (len(results.articles), len(results.statements), len(results.stances))
    if results.articles:
        st.success("Articles: {:,}, statements: {:,}, stances toward a target: {:,}".format(*counts))
    if not results.rejects.empty:
        st.warning(f"Could not be used: {len(results.rejects):,}")
        st.dataframe(results.rejects, hide_index=True, alt="Inputs that could not be used, and why")
    for line in notices_in_lines(st.session_state.get(TOLD, [])):
        st.text(line)  # names of files are data, not Markdown
    st.button("Forget the added articles", on_click=forget)


def forget() -> None:
    """Go back to what the dashboard was opened on."""
    for key in (ADDED, SCORED, CHOICE, TOLD):
        st.session_state.pop(key, None)
    ask_to_clear()


main()
