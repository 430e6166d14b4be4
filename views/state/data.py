"""Where the dashboard's data comes from: the bundled sample, a folder of results, or articles added in the app."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import streamlit as st

from analytics import bundled
from analytics.analysis.results import Results
from analytics.errors import QuotedStanceError, StoreError
from analytics.store.results import files, read_results
from views.state.digest import digest
from views.state.selection import Source

SAMPLE = bundled.DATA
SAMPLE_RESULTS = SAMPLE / "results"
"""What ``make sample`` made of the sample's articles, so that the first page need not wait for the models."""
ADDED = "added_articles"
"""Session state: the Source of the articles that were added."""
SCORED = "added_and_scored"
"""Session state: these articles one by one, so that more can be added."""
LAST_READ = "last_read"
"""Session state: the Source that was last read from a folder, for when it cannot be read any more."""
CHOICE = "show_added_articles"
"""Session state: whether the added articles are shown, or what the dashboard was opened on."""


def load_source() -> Source:
    """What the dashboard shows now: the articles that were added, or else what it was opened on."""
    added = st.session_state.get(ADDED)
    return added if isinstance(added, Source) and st.session_state.get(CHOICE, False) else opened_source()


def opened_source() -> Source:
    """What the dashboard was opened on; of a folder that cannot be read any more, what it held when it last could.

    Raises QuotedStanceError where it never could.
    """
    named = _folder()
    folder = named or SAMPLE_RESULTS
    try:
        results, fingerprint = _read_folder(folder, _stamp(folder))
    except QuotedStanceError as error:
        return _last_read(folder, error)
    read = Source(results, f"{folder}", fingerprint, is_sample=named is None)
    st.session_state[LAST_READ] = read
    return read


def load_folder(folder: Path) -> Results:
    """The results in a folder, read once for as long as its files stay the same. Raises StoreError."""
    return _read_folder(folder, _stamp(folder))[0]


def _folder() -> Path | None:
    """The folder named after ``--`` on the command line: ``streamlit run dashboard.py -- --data out``."""
    parser = argparse.ArgumentParser(prog="dashboard.py", add_help=False, exit_on_error=False)
    parser.add_argument("--data", type=Path)
    known, unknown = parser.parse_known_args(sys.argv[1:])
    if unknown:
        raise StoreError(f"unknown argument {unknown[0]!r}: the dashboard takes --data FOLDER, nothing else")
    return known.data if isinstance(known.data, Path) else None


def _last_read(folder: Path, error: QuotedStanceError) -> Source:
    """What this session last read of the folder, with the reason why it is no longer the same; else raises that."""
    last = st.session_state.get(LAST_READ)
    if not isinstance(last, Source) or last.name != f"{folder}":
        raise error
    return replace(last, stale=str(error))


Stamp = tuple[tuple[int, ...], ...]


def _stamp(folder: Path) -> Stamp:
    """What changes when a file of the folder is written anew, comes or goes."""
    return tuple(_stamp_of(file) for file in files(folder))


def _stamp_of(file: Path) -> tuple[int, ...]:
    """What tells a file from an earlier one of its name; nothing where there is none that can be reached."""
    try:
        found = file.stat()
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns, found.st_ctime_ns, found.st_size


# cache_resource: the tables are shared, not copied at each run of the script, because copying 200 000 rows takes longer
# than showing them. What keeps them unchanged is that every function here takes a table and returns another.
@st.cache_resource(show_spinner="Reading the results …", max_entries=4)
def _read_folder(folder: Path, stamp: Stamp) -> tuple[Results, str]:
    """The results, and the digest of all that they hold; of the articles, which are read when asked for, the stamp."""
    results = read_results(folder)
    return results, digest(results, folder, stamp)
