"""Tables on a page: what is shown can be taken away as it stands, and says which filters made it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from analytics.store.export import csv_bytes
from analytics.wording import signed
from views.components.faults import file_of
from views.components.files import file_name
from views.state.selection import View


def offered_table(
    frame: pd.DataFrame,
    view: View,
    *,
    name: str,
    alt: str,
    columns: Mapping[str, Any],
    stances: Sequence[str],
    taken: pd.DataFrame | None = None,
) -> None:
    """Draw a table, and under it a button that gives exactly its rows as CSV.

    ``columns`` says which columns are shown and how, in their order; ``stances`` are those that hold values with a
    sign. ``taken`` is what the file holds where that is not the frame: the same rows in the names of the tables.
    """
    st.dataframe(
        written(frame, stances),
        hide_index=True,
        placeholder="",
        alt=alt,
        column_order=list(columns),
        column_config=columns,
    )
    data_button("This table (CSV)", frame if taken is None else taken, view, name=f"table {name}", key=f"table-{name}")


def data_button(label: str, data: pd.DataFrame, view: View, *, name: str, key: str) -> None:
    """A button that gives these rows as CSV, with the filters that made them in a last column."""
    st.download_button(
        label,
        data=file_of(lambda: csv_bytes(data.assign(filters=view.said))),
        file_name=file_name(name, view, "csv"),
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )


def written(frame: pd.DataFrame, stances: Sequence[str]) -> Styler:
    """The frame with the values of these columns written as everywhere else: with a sign, and a true minus."""
    return frame.style.format(_signed, subset=list(stances), na_rep="")


def _signed(value: Any) -> str:  # noqa: ANN401 (a cell of a table)
    return signed(value)
