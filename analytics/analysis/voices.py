"""Whose voices an outlet carries: its speakers' shares of its statements, and which side each of them takes."""

from __future__ import annotations

import pandas as pd

from analytics.records import LABELS


def voices(statements: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """The statements by outlet and speaker, the outlet's most heard speaker first.

    Args:
        statements: the table ``statements``; the speaker is ``""`` where it is not known.
        rows: stances toward one target, as :func:`.groups.observations` gives them.

    Returns:
        The columns ``outlet``, ``speaker``, ``n`` (statements), ``share`` (of the outlet's statements, 0..1),
        ``n_target`` (how many of ``rows`` are this speaker's there), and ``critical``, ``neutral``, ``favourable``: how
        many of these are.
    """
    keys = ["outlet", "speaker"]
    table = statements.groupby(keys).size().reset_index(name="n")
    table["share"] = table["n"] / table.groupby("outlet")["n"].transform("sum")
    sides = pd.DataFrame({name: (rows["label"] == name).astype("int64") for name in LABELS})
    counts = pd.concat([rows[keys], sides], axis=1).groupby(keys)[list(LABELS)].sum().reset_index()
    table = table.merge(counts, on=keys, how="left")
    table[list(LABELS)] = table[list(LABELS)].fillna(0).astype("int64")
    table.insert(4, "n_target", table[list(LABELS)].sum(axis=1))
    return table.sort_values(["outlet", "n", "speaker"], ascending=[True, False, True]).reset_index(drop=True)
