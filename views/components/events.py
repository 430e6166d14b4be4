"""Events that the user adds to the timelines, from a CSV; kept for the session, and never rendered as markup."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analytics.analysis.trend import Event
from analytics.ingest.delimited import BrokenRow, rows
from views.components.faults import told

EVENTS = "timeline_events"
"""Session state: the events that the timelines show."""
AT_MOST = 200
EXAMPLE = b"date,label\n2023-02-20,Observers arrive\n2024-02-23,Membership suspended\n"

_FILE = "events_file"
_PROBLEMS = "events_problems"
_NAMED = 5  # problems that are named one by one
_COLUMNS = ("date", "label")


@dataclass(frozen=True)
class EventsFile:
    """What an uploaded file holds: its events, or what is wrong with it, line by line; never both."""

    events: tuple[Event, ...] = ()
    problems: tuple[str, ...] = ()


def read_events(data: bytes) -> EventsFile:
    """The events of a CSV (UTF-8) with the columns ``date`` (YYYY-MM-DD) and ``label``, earliest first."""
    text = data.decode("utf-8-sig", errors="replace")
    if "\ufffd" in text:
        return EventsFile(problems=("The file is not text in UTF-8. Save it as CSV UTF-8.",))
    header, *body = list(rows(text)) or [BrokenRow(1, "the file is empty")]
    names = [] if isinstance(header, BrokenRow) else [name.strip().lower() for name in header.cells]
    if not set(_COLUMNS) <= set(names):
        return EventsFile(problems=("The first line must name the columns: date,label",))
    if len(body) > AT_MOST:
        return EventsFile(problems=(f"The file holds {len(body)} events; at most {AT_MOST} can be drawn.",))
    read = [
        _event(line.line, dict(zip(names, line.cells, strict=False)))
        if not isinstance(line, BrokenRow)
        else f"Line {line.line}: {line.detail}"
        for line in body
    ]
    problems = tuple(one for one in read if isinstance(one, str))
    if not body:
        problems = ("The file names its columns and holds no event.",)
    events = sorted((one for one in read if isinstance(one, Event)), key=lambda one: one.day)
    return EventsFile(problems=problems) if problems else EventsFile(tuple(events))


def current_events() -> tuple[Event, ...]:
    """The events of this session."""
    return tuple(st.session_state.get(EVENTS, ()))


def events_panel() -> None:
    """Where events are added and removed, and a list of those that are shown."""
    events = current_events()
    with st.expander("Events", icon=":material/event:"):
        st.caption(
            "A CSV file with the columns date (YYYY-MM-DD) and label. Each event is a dotted line in the timelines. "
            "Where labels would overlap, a line stands without one. Events stay in this session, not in a shared link."
        )
        st.file_uploader("Events", type="csv", key=_FILE, on_change=_uploaded, max_upload_size=1)
        problems = st.session_state.get(_PROBLEMS, ())
        if problems:
            st.error("The file was not used.")
            st.text("\n".join(problems[:_NAMED]))
            if len(problems) > _NAMED:
                st.text(f"… and {len(problems) - _NAMED} more")
        with st.container(horizontal=True):
            st.download_button(
                "Example (CSV)",
                data=EXAMPLE,
                file_name="events.csv",
                mime="text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
            if events:
                st.button("Remove all events", on_click=_remove, icon=":material/delete:")
        if events:
            _list(events)


def _list(events: tuple[Event, ...]) -> None:
    st.dataframe(
        pd.DataFrame({"date": [event.day for event in events], "label": [event.label for event in events]}),
        hide_index=True,
        alt=f"{len(events)} events with their dates",
        column_config={
            "date": st.column_config.DateColumn("Date", width="small"),
            "label": st.column_config.TextColumn("Event", width="large"),
        },
    )


def _event(line: int, cells: dict[str, str]) -> Event | str:
    """The event of a line, or what is wrong with it."""
    written, label = (" ".join(cells.get(name, "").split()) for name in _COLUMNS)
    day = pd.to_datetime(written, format="%Y-%m-%d", errors="coerce")
    if pd.isna(day):
        return f"Line {line}: {written[:40]!r} is not a date as YYYY-MM-DD."
    return Event(day.date(), label) if label else f"Line {line}: the label is missing."


@told("The file was not used.")
def _uploaded() -> None:
    """Take the events of a file that was chosen just now; those of before stay where it cannot be used."""
    file = st.session_state.get(_FILE)
    read = read_events(file.getvalue()) if file is not None else EventsFile()
    st.session_state.update({_PROBLEMS: read.problems} | ({EVENTS: read.events} if read.events else {}))


def _remove() -> None:
    st.session_state[EVENTS] = ()
