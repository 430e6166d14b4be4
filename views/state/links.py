"""What a link asks for: told where it cannot be had, and the choice in force always in the URL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import streamlit as st
from streamlit.errors import StreamlitAPIException

PROBLEMS = "link_problems"
"""Session state: what the link asked for that is not there, until the reader has taken note."""
_EACH = 80  # characters of what a link says that are repeated to the reader

_Choice = TypeVar("_Choice")


def note_unknown(key: str, what: str, known: Iterable[str]) -> None:
    """Note each value of a parameter of the URL that is none of ``known``, the values as the URL says them.

    To be called before the widget of that key is drawn, which drops such values without a word.
    """
    there = set(known)
    for asked in st.query_params.get_all(key):
        if asked and asked not in there:
            _note(f"{what} “{_short(asked)}” in this link is not in the data or not in view; it was left out.")


def note_unknown_day(key: str, what: str, bounds: tuple[dt.date, dt.date] | None) -> None:
    """As :func:`note_unknown`, for a day that must be one of the calendar and within bounds."""
    for asked in st.query_params.get_all(key):
        if asked and not _within(asked, bounds):
            reach = f", which has days from {bounds[0]} to {bounds[1]}" if bounds else ""
            _note(f"{what} “{_short(asked)}” in this link is no day of the data{reach}; it was left out or moved.")


def settle(
    key: str, what: str, options: Sequence[_Choice], default: _Choice, shown: Callable[[_Choice], str] = str
) -> None:
    """Have session state and the URL hold the choice that is in force, before its widget is drawn.

    The widget must have the same ``key``, be bound to the URL, and have no default of its own: Streamlit keeps defaults
    out of the URL, so that with other data the same link would show something else. What the link asks for counts where
    it is among the options, as ``shown`` writes them, then what was chosen before, then ``default``.
    """
    names: Mapping[str, _Choice] = {shown(option): option for option in options}
    if key in st.session_state:
        if st.session_state[key] in options:
            return
    elif st.query_params.get(key) in names:
        return
    else:
        note_unknown(key, what, names)
    st.session_state[key] = default
    try:
        st.query_params[key] = shown(default)
    except StreamlitAPIException:
        return  # bound to its widget already, which takes the new value to the URL


def tell_problems() -> None:
    """What the link asked for in vain, with a button to put it away."""
    problems: list[str] = st.session_state.get(PROBLEMS, [])
    if not problems:
        return
    with st.container(border=True, key="link-problems"):
        for said in problems:
            st.text(said, width="stretch")  # words of a link are data, not Markdown
        st.button("Understood", on_click=_forget, key="link-problems-read")


def _note(said: str) -> None:
    problems: list[str] = st.session_state.setdefault(PROBLEMS, [])
    if said not in problems:
        problems.append(said)


def _forget() -> None:
    st.session_state.pop(PROBLEMS, None)


def _short(asked: str) -> str:
    line = " ".join(asked.split())
    return line if len(line) <= _EACH else f"{line[: _EACH - 1]}…"


def _within(asked: str, bounds: tuple[dt.date, dt.date] | None) -> bool:
    try:
        day = dt.date.fromisoformat(asked)
    except ValueError:
        return False
    return bounds is None or bounds[0] <= day <= bounds[1]
