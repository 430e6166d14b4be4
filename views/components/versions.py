"""One utterance as several articles give it, side by side, with what each has alone marked in it."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analytics.analysis.selection import among
from analytics.analysis.versions import Kept, Piece, compare_versions, repeated
from analytics.charts import shown
from analytics.wording import amount, signed
from views.components.statement import published_shown
from views.state.selection import HASHED, View

AT_A_TIME = 10
AT_MOST = 6
"""How many versions of an utterance are shown: more cannot be read beside each other."""

MEANINGS: dict[Kept, str] = {
    "all": "in every version shown",
    "some": "in some of the others",
    "one": "at this place in no other version",
}

STYLE = """<style>
.qs-version { line-height: 1.75; overflow-wrap: anywhere; white-space: pre-wrap; margin: 0; }
.qs-kept-one { font-weight: 600; text-decoration: underline 2px; text-underline-offset: .2em;
  background: rgba(127, 127, 127, .16); }
.qs-kept-some { text-decoration: underline dotted 2px; text-underline-offset: .2em; }
</style>"""


def show_versions(view: View) -> None:
    """The utterances that stand in two articles or more, AT_A_TIME at once."""
    table = _repeated(view)
    if table.empty:
        st.info("No utterance in view stands in more than one article.")
        return
    st.html(STYLE)
    st.html(legend())
    page = 1
    if len(table) > AT_A_TIME:
        st.caption(f"{len(table):,} utterances, {AT_A_TIME} on a page.")
        page = st.pagination(-(-len(table) // AT_A_TIME), key="repeats", bind="query-params")
    part = table.iloc[(page - 1) * AT_A_TIME : page * AT_A_TIME]
    utterances = view.utterances
    members = view.statements[among(utterances, part["utterance"])].assign(utterance=utterances)
    for line in part.itertuples():
        with st.container(border=True):
            _utterance(view, members[members["utterance"] == line.utterance])


@st.cache_data(show_spinner="Looking for statements that repeat one another …", max_entries=16, hash_funcs=HASHED)
def _repeated(view: View) -> pd.DataFrame:
    return repeated(view.statements, view.utterances)


def legend() -> str:
    """What the marks in a version stand for."""
    items = "".join(f"<span>{_marked(Piece('words', kept))} {meaning}</span>" for kept, meaning in MEANINGS.items())
    return f'<div class="qs-legend">{items}</div>'


def version(pieces: Sequence[Piece]) -> str:
    """A version's text as HTML, everything in it escaped."""
    return f'<p class="qs-version">{"".join(map(_marked, pieces))}</p>'


def _marked(piece: Piece) -> str:
    words = html.escape(piece.text)
    return words if piece.kept == "all" else f'<span class="qs-kept-{piece.kept}">{words}</span>'


def _utterance(view: View, said: pd.DataFrame) -> None:
    """All versions of one utterance, the earliest first."""
    said = said.sort_values(["published", "outlet", "statement_id"])
    count = f"{amount(said['article_id'].nunique(), 'article')}, {amount(said['outlet'].nunique(), 'outlet')}"
    dates = " to ".join(dict.fromkeys(published_shown(said["published"].agg(end)) for end in ("min", "max")))
    who = html.escape(shown(said["speaker"].iloc[0]))
    st.html(f'<p class="qs-head"><b>{who}</b> · <span class="qs-date">{dates}</span> · {count}</p>')
    lines = said.head(AT_MOST).to_dict("records")
    pieces = compare_versions([line["text"] for line in lines])
    both = list(zip(lines, pieces, strict=True))
    wide = 2 if len(both) in (2, 4) else 3  # columns: even rows are easier to compare
    for start in range(0, len(both), wide):
        for column, (line, cut) in zip(st.columns(wide, gap="medium"), both[start : start + wide], strict=False):
            with column:
                _version(view, str(line["statement_id"]), line["outlet"], published_shown(line["published"]), cut)
    if len(said) > AT_MOST:
        st.caption(f"The earliest {AT_MOST} of {len(said)} versions.")


def _version(view: View, statement_id: str, outlet: str, day: str, pieces: Sequence[Piece]) -> None:
    where = f'<b>{html.escape(shown(outlet))}</b>, <span class="qs-date">{day}</span>'
    st.html(f'<p class="qs-note">{where}</p>{version(pieces)}{_stances(view, statement_id)}')
    st.page_link("views/pages/statements.py", label="Read it in its article", query_params={"statement": statement_id})


def _stances(view: View, statement_id: str) -> str:
    rows = view.stances[view.stances["statement_id"] == statement_id]
    said = (
        f"<li>toward {html.escape(view.targets[target])}: {html.escape(label)} {signed(stance)}</li>"
        for target, label, stance in zip(rows["target"], rows["label"], rows["stance"], strict=True)
    )
    items = "".join(said)
    return f'<ul class="qs-scores">{items}</ul>' if items else '<p class="qs-note">No target mentioned.</p>'
