"""Add articles: upload files or paste a text, score them here, and look at them with the whole dashboard.

Where a workspace is open they are kept in it; else they are this session's alone, until the user keeps them."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pandas as pd
import streamlit as st

from analytics.analysis.results import Results
from analytics.errors import QuotedStanceError
from analytics.ingest import notices_in_lines
from analytics.records import Article, Reject
from analytics.speakers import default_book
from analytics.stance import DEFAULT_SCORER, SCORERS
from analytics.store.opening import is_workspace
from analytics.store.place import default_path
from analytics.tables import rejects_table
from analytics.targets import default_targets
from analytics.wording import amount
from views.components.corrections import corrections
from views.components.faults import told
from views.components.growth import show_new
from views.components.plain import message, plain
from views.state.adding import (
    PASTED,
    Batch,
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
from views.state.data import ADDED, CHOICE, KEPT, SCORED, opened_source
from views.state.filters import ask_to_clear
from views.state.keeping import add_to, used_in
from views.state.selection import Source

RUNNING = "scoring"
ROUND = "added_rounds"
TOLD = "added_notices"
NAMES = "added_names"
"""Session state: under which name each added article was read, by its id."""
REPEATED = "added_again"
"""Session state: which of the last articles were added before, in words."""
DONE = "kept_summary"
"""Session state: what came of keeping articles, to be told at the next run."""

ALONE = "kept only while this browser tab is open, unless you keep them."


def main() -> None:
    """Draw the page."""
    st.title("Add articles")
    path = growing()
    kept = ALONE if path is None else f"kept in the workspace {plain(path.name)}."
    st.markdown(
        "Upload saved pages, texts or tables, or paste an article. They are read and scored on the machine that runs "
        f"this dashboard, sent nowhere, and {kept}"
    )
    if st.session_state.pop(RUNNING, False):
        st.warning(
            f"Scoring was cancelled; {'nothing of it was' if path is None else 'what was done by then is'} kept."
        )
    try:
        using = chosen() if path is None else used(path)
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
            if path is None:
                score(items, using)
            elif add_kept(path, items, using):
                st.rerun()
        st.session_state.pop(RUNNING, None)  # it stays where this run is ended from outside: by Cancel, or a new one
    if DONE in st.session_state:
        tell_kept(*st.session_state.pop(DONE))
    added = st.session_state.get(ADDED)
    if isinstance(added, Source):
        report(added)
        if added.results.articles:
            offer_to_keep(path or default_path(), _with(added.results))
    tell_notices()
    if path is not None:
        st.session_state.pop(TOLD, None)  # once, as what came of it
        with told("The articles of the workspace cannot be shown."):
            corrections(path)


def growing() -> Path | None:
    """The workspace that is open, if one is."""
    try:
        return opened_source().workspace
    except QuotedStanceError:
        return None


def used(path: Path) -> Using:
    """With what an open workspace scores."""
    using = used_in(path)
    st.caption(
        f"Scored as the workspace's are, by {using['scorer']}. Targets: {plain(', '.join(using['targets'].keys))}."
    )
    return using


def chosen() -> Using:
    """With what to score: the scorer is the user's choice, targets and speakers are those of what is open.

    The page says so. They are those of the project where that cannot be read. Raises ConfigurationError where it can,
    but not they.
    """
    scorer = st.selectbox("Scorer", SCORERS, index=SCORERS.index(DEFAULT_SCORER), key="scorer")
    try:
        results, whose = opened_source().results, "the results that the dashboard was opened on"
    except QuotedStanceError:
        results, whose = None, "this program, as no results are open"
    targets, speakers = (results.targets, results.speakers) if results else (default_targets(), default_book())
    st.caption(f"Scored with the targets and speakers of {whose}. Targets: {plain(', '.join(targets.keys))}.")
    return {"targets": targets, "speakers": speakers, "scorer": scorer}


def uploaded() -> Batch:
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
        return Batch()
    try:
        return read_uploads(
            [(file.name, file.getvalue()) for file in files],
            metadata.getvalue() if metadata else None,
            notify=st.session_state.setdefault(TOLD, []).append,
        )
    except QuotedStanceError as error:
        st.error(f"The metadata file cannot be used. {message(str(error))}")
        return Batch()


def pasted() -> Batch:
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
        return Batch()
    if not text.strip():
        st.warning("There is no text to score yet.")
        return Batch()
    return read_pasted(Pasted(text, title, outlet, published.isoformat() if published else "", url))


def score(items: Batch, using: Using) -> None:
    """Score the articles, with progress, for this session.

    Articles that were scored before with something else are scored again, so that all numbers shown are of one kind.
    """
    added = st.session_state.get(ADDED)
    before: list[Scored] = st.session_state.get(SCORED, [])
    names = {one.id: items.input_of(one) for one in items if isinstance(one, Article)}
    there = {one.article.id: one.article for one in before if not isinstance(one, Reject)}
    again = [one for one in items if isinstance(one, Article) and there.get(one.id) == one]
    work: list[Item] = [one for one in items if one not in again]
    st.session_state[REPEATED] = repeated([names[one.id] for one in again])
    if not work:
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
        st.rerun()
    if isinstance(added, Source) and _with(added.results) != using:
        work = [*(one if isinstance(one, Reject) else one.article for one in before), *work]
        before = []
    done, show = progress(len(work))
    try:
        with closing(score_each(work, using, show)) as each:
            for one in each:
                done.append(one)
    except QuotedStanceError as error:
        failed(error)
        return
    keep([*before, *done], using)
    st.session_state.setdefault(NAMES, {}).update(names)
    st.rerun()


def repeated(names: Sequence[str]) -> str:
    """That articles were added before, "" where none was; ``names`` are those of what they were read from."""
    if not names:
        return ""
    named = plain(", ".join(dict.fromkeys(names)))
    return f"Added before, and not counted twice: {amount(len(names), 'article')} ({named})."


def progress(total: int) -> tuple[list[Scored], Callable[[], None]]:
    """A bar and a button to cancel: what is done is to be put into the list, and the function, called often, shows it.

    Pressing Cancel runs the page anew and closing the tab stops it: either way the next look at the progress ends the
    process that does the work.
    """
    st.session_state[RUNNING] = True
    bar = st.progress(0.0, f"0 of {total} done")
    st.button("Cancel")
    done: list[Scored] = []
    begun = time.monotonic()

    def show() -> None:
        share = min(1.0, len(done) / total)
        bar.progress(share, f"{len(done)} of {total} done, {time.monotonic() - begun:.0f} s")

    return done, show


def failed(error: QuotedStanceError) -> None:
    """Say why nothing can be scored."""
    st.session_state.pop(RUNNING)
    st.error(f"These articles cannot be scored. {message(str(error))}")


def add_kept(path: Path, items: Batch, using: Using, *, scored: Sequence[Scored] = ()) -> bool:
    """Add the articles to the workspace, with progress; each stays once it is done. False where that failed."""
    done, show = progress(len(items))
    try:
        told_of = st.session_state.setdefault(TOLD, []).append
        added = add_to(
            path, items, using, scored=scored, notify=told_of, stored=done.append, waiting=say_waiting, pulse=show
        )
    except QuotedStanceError as error:
        failed(error)
        return False
    st.session_state.pop(RUNNING, None)
    there = added.there + added.renewed + added.removed
    said = f"Kept in {plain(path.name)}: {amount(added.new, 'new article')}, {there:,} there already."
    st.session_state[DONE] = said, [one for one in done if isinstance(one, Reject)]
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    return True


def tell_kept(said: str, rejects: Sequence[Reject]) -> None:
    """What came of keeping articles."""
    st.success(said)
    show_rejects(rejects_table(rejects))
    st.button("Look at the new statements", on_click=show_new, icon=":material/new_releases:", key="look-kept")


def show_rejects(rejects: pd.DataFrame) -> None:
    """What could not be used, and why."""
    if not rejects.empty:
        st.warning(f"Could not be used: {len(rejects):,}")
        st.dataframe(rejects, hide_index=True, alt="Inputs that could not be used, and why")


def say_waiting(_: Path) -> None:
    """Say that somebody else adds to the workspace, too."""
    st.info("Another run is writing this workspace, too: the two take turns.")


def offer_to_keep(path: Path, using: Using) -> None:
    """A button that puts what this session added, with what it was scored, into a workspace, and opens that."""
    does = "adds to" if is_workspace(path) else "makes"
    opens = ", which opens when the dashboard is started without `DATA`" if path == default_path() else ""
    st.caption(f"This {does} the workspace {plain(path.name)}{opens}.")
    if not st.button("Keep this", type="primary"):
        return
    scored: list[Scored] = st.session_state[SCORED]
    names = st.session_state.get(NAMES, {})
    records = [one if isinstance(one, Reject) else one.article for one in scored]
    items = Batch(records, lambda article: names.get(article.id, PASTED))
    with told("These articles cannot be kept."):
        if add_kept(path, items, using, scored=scored):
            forget()
            st.session_state[KEPT] = path
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
        if st.session_state.get(CHOICE):
            st.caption("Every page shows them now; the page Statements has them one by one.")
            st.button("Look at the new statements", on_click=show_new, icon=":material/new_releases:", key="look-added")
    if again := st.session_state.get(REPEATED):
        st.info(again)
    show_rejects(results.rejects)
    st.button("Forget the added articles", on_click=forget)


def tell_notices() -> None:
    """What is to be known of what was read."""
    for line in notices_in_lines(st.session_state.get(TOLD, [])):
        st.text(line)  # names of files are data, not Markdown


def forget() -> None:
    """Go back to what the dashboard was opened on."""
    for key in (ADDED, SCORED, CHOICE, TOLD, NAMES, REPEATED):
        st.session_state.pop(key, None)
    ask_to_clear()


main()
