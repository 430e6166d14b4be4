"""What goes wrong, said in plain words. What nobody foresaw gets a number, under which the log has its traceback."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st

from analytics.errors import QuotedStanceError
from views.components.plain import message

UNTOLD = "untold_faults"
"""Session state: what failed outside of a run of the page, and is to be told at the next one."""

UNFORESEEN = (
    "Something failed that this program did not foresee. Try again, or with other filters or another page; nothing "
    "that you added is lost. If it fails again, whoever runs the dashboard finds the cause in its log, under {number}."
)

_LOG = logging.getLogger(__name__)


@contextmanager
def told(what: str) -> Iterator[None]:
    """Whatever is raised inside is told on the page instead, after ``what``: also as a decorator.

    Streamlit's own signals to stop or run anew are no Exceptions, and go on.
    """
    try:
        yield
    except Exception as error:
        st.error(f"{what} {_in_words(error)}")


def file_of(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make``, for a download button: Streamlit calls it outside of a run, so what it raises is told at the next."""
    untold: list[str] = st.session_state.setdefault(UNTOLD, [])

    def made() -> bytes:
        try:
            return make()
        except Exception as error:
            untold.append(f"The last download could not be made. {_in_words(error)}")
            raise  # Streamlit says beside the button that there is no file

    return made


def tell() -> None:
    """Tell what failed since the last run."""
    for text in st.session_state.pop(UNTOLD, []):
        st.error(text)


def _in_words(error: Exception) -> str:
    """An error that was foreseen says what to do; any other goes into the log."""
    if isinstance(error, QuotedStanceError):
        return message(str(error))
    number = secrets.token_hex(4)
    _LOG.error("Unforeseen, told to the reader under %s", number, exc_info=error)
    return UNFORESEEN.format(number=number)
