"""Where the dashboard's data comes from: the bundled sample, results that are kept, or articles added in the app."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import streamlit as st

from analytics import bundled
from analytics.analysis.results import Results
from analytics.errors import QuotedStanceError, StoreError
from analytics.store.opening import is_workspace, open_results
from analytics.store.place import default_path
from analytics.store.results import files, read_results
from analytics.store.workspace import Watch
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
"""Session state: the Source that was last read, for when it cannot be read any more."""
KEPT = "kept_in"
"""Session state: the workspace in which the user kept articles, which is open from then on."""
CHOICE = "show_added_articles"
"""Session state: whether the added articles are shown, or what the dashboard was opened on."""


def load_source() -> Source:
    """What the dashboard shows now: the articles that were added, or else what it was opened on."""
    added = st.session_state.get(ADDED)
    return added if isinstance(added, Source) and st.session_state.get(CHOICE, False) else opened_source()


def opened_source() -> Source:
    """What the dashboard was opened on; of what cannot be read any more, what it held when it last could.

    Raises QuotedStanceError where it never could.
    """
    place = opened_place()
    if place is None:
        return Source(*_placed(SAMPLE_RESULTS), is_sample=True)
    try:
        read = Source(*_placed(place), workspace=place if is_workspace(place) else None)
    except QuotedStanceError as error:
        return _last_read(place, error)
    st.session_state[LAST_READ] = read
    return read


def opened_place() -> Path | None:
    """Where that lies: the workspace in which the user kept something, or what the command line names, or the user's
    own workspace if there is one; None for the bundled sample."""
    kept = st.session_state.get(KEPT)
    if isinstance(kept, Path):
        return kept
    named = _named()
    own = default_path()
    return own if named is None and is_workspace(own) else named


def load_folder(folder: Path) -> Results:
    """The results in a folder, read once for as long as its files stay the same. Raises StoreError."""
    return _read_folder(folder, _stamp(folder))[0]


def changed(path: Path) -> tuple[int, int]:
    """What changes when anybody writes into a workspace. Raises StoreError where it cannot be read."""
    return _watch(path).state()


def _placed(place: Path) -> tuple[Results, str, str]:
    """The results that lie somewhere, what to call them, and what stands for their content."""
    if is_workspace(place):
        results, fingerprint = _read_workspace(place, changed(place))
    else:
        results, fingerprint = _read_folder(place, _stamp(place))
    return results, f"{place}", fingerprint


def _named() -> Path | None:
    """What is named after ``--`` on the command line: ``streamlit run dashboard.py -- --data out``."""
    parser = argparse.ArgumentParser(prog="dashboard.py", add_help=False, exit_on_error=False)
    parser.add_argument("--data", type=Path)
    known, unknown = parser.parse_known_args(sys.argv[1:])
    if unknown:
        raise StoreError(f"unknown argument {unknown[0]!r}: the dashboard takes --data FOLDER|FILE, nothing else")
    return known.data if isinstance(known.data, Path) else None


def _last_read(place: Path, error: QuotedStanceError) -> Source:
    """What this session last read of the place, with the reason why it is no longer the same; else raises that."""
    last = st.session_state.get(LAST_READ)
    if not isinstance(last, Source) or last.name != f"{place}":
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


@st.cache_resource(show_spinner="Reading the workspace …", max_entries=4)
def _read_workspace(path: Path, state: tuple[int, int]) -> tuple[Results, str]:
    results = open_results(path)
    return results, digest(results, path, state)


@st.cache_resource(show_spinner=False, max_entries=8, on_release=Watch.close)
def _watch(path: Path) -> Watch:
    return Watch(path)
