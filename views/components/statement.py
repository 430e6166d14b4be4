"""One statement: who, where, when, its passage with the parts marked, and how it was scored."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts import PALETTE, UNRESOLVED, signed
from analytics.records import CERTAIN, LABELS, Resolution, Span
from analytics.reporting.citation import web_address
from analytics.tables import spans_from_json
from views.components.passage import passage
from views.state.selection import View

HOW_RESOLVED: dict[Resolution, str] = {
    "named": "the article names them where it attributes the statement",
    "role": "the article gives a role or a description (“the minister”), matched to a person it names or one known "
    "to hold the office on that day",
    "pronoun": "the article says “he”, “she” or “they”, matched to someone named before",
    "continued": "the words go on from the statement before, so they have its speaker",
    "unresolved": "the article's words could not be matched to one person or body",
}
NO_PASSAGE = "The passage cannot be shown, as its article was not kept with these results."
NO_STANCE = "Mentions none of the targets in view, so it has no stance."


def speaker_shown(speaker: str, as_written: str) -> str:
    """The speaker's name; where it is unresolved, that, and the article's own words."""
    return speaker or (f"{UNRESOLVED}: {as_written}" if as_written else UNRESOLVED)


def published_shown(published: pd.Timestamp) -> str:
    """A date as it is shown, or that it is not known."""
    return "no date" if pd.isna(published) else published.date().isoformat()


def period_shown(published: pd.Series[Any]) -> str:
    """The first and the last day, or that there is no date."""
    known = published.dropna()
    ends = dict.fromkeys([published_shown(known.min()), published_shown(known.max())])
    return " – ".join(ends) if len(known) else "no dates"


def label_shown(line: pd.Series[Any]) -> str:
    """The label of a row of ``stances``, or that it is unclear and which is most likely."""
    return str(line["label"]) if surest(line) >= CERTAIN else f"unclear (most likely {likeliest(line)})"


def likeliest(line: pd.Series[Any]) -> str:
    """The label of a row of ``stances`` with the highest probability; the row's own may be more cautious."""
    return max(LABELS, key=lambda label: float(line[f"p_{label}"]))


def surest(line: pd.Series[Any]) -> float:
    """The probability of the likeliest label of a row of ``stances``."""
    return float(line[f"p_{likeliest(line)}"])


def show_statement(view: View, statement_id: str, *, around: int = 1) -> None:
    """The statement with this id, in its article, with ``around`` paragraphs before and after."""
    line, stances = rows_of(view, statement_id)
    st.html(head(line))
    article = view.source.results.articles.get(line["article_id"])
    statement = view.source.results.details.get(statement_id)
    if article is None or statement is None:
        st.html(bare(line))
        st.caption(NO_PASSAGE)
    else:
        st.html(passage(article, statement, mentions(stances), around=around))
        sure = f"; confidence {statement.speaker_confidence:.0%}" if statement.speaker else ""
        st.html(f'<p class="qs-note">Speaker: {HOW_RESOLVED[statement.resolution]}{sure}.</p>')
    st.html(scores(stances, view))


def rows_of(view: View, statement_id: str) -> tuple[pd.Series[Any], pd.DataFrame]:
    """The row of a statement, and those of its stances in view."""
    line = view.statements[view.statements["statement_id"] == statement_id].iloc[0]
    return line, view.stances[view.stances["statement_id"] == statement_id]


def mentions(stances: pd.DataFrame) -> list[Span]:
    """Where these stances' targets are mentioned."""
    return [span for text in stances["mentions"] for span in spans_from_json(text)]


def head(line: pd.Series[Any]) -> str:
    """Who, how, where and when, the article's title and a link to it."""
    who = html.escape(speaker_shown(line["speaker"], line["speaker_as_written"]))
    where = f'{html.escape(line["outlet"])}, <span class="qs-date">{published_shown(line["published"])}</span>'
    title = html.escape(line["title"])
    return f'<p class="qs-head"><b>{who}</b> · {html.escape(line["kind"])} · {where}<br>{title}</p>{_link(line["url"])}'


def bare(line: pd.Series[Any]) -> str:
    """The words of a statement whose article is not kept."""
    return f'<div class="qs-passage"><p>{html.escape(line["text"])}</p></div>'


def scores(stances: pd.DataFrame, view: View) -> str:
    """How the statement stands toward each target, with the tone of its words beside it."""
    if stances.empty:
        return f'<p class="qs-note">{NO_STANCE}</p>'
    return f'<ul class="qs-scores">{"".join(_score(line, view) for _, line in stances.iterrows())}</ul>'


def shares(line: pd.Series[Any]) -> str:
    """The three probabilities, as a bar and in words."""
    found = dict(zip(LABELS, (float(line[f"p_{label}"]) for label in LABELS), strict=True))
    colours = dict(zip(LABELS, (PALETTE[0], PALETTE[2], PALETTE[4]), strict=True))
    parts = "".join(
        f'<span style="width:{100 * share:.1f}%;background:{colours[label]}"></span>' for label, share in found.items()
    )
    said = " · ".join(f"{label} {share:.0%}" for label, share in found.items())
    return f'<div class="qs-shares" aria-hidden="true">{parts}</div><div class="qs-note">{said}</div>'


def _link(url: str) -> str:
    """A link to the source, for web addresses only: an address is data as well."""
    address = web_address(url)
    if not address:
        return ""
    safe = html.escape(address)
    return f'<p class="qs-note"><a href="{safe}" target="_blank" rel="noopener noreferrer">{safe}</a></p>'


def _score(line: pd.Series[Any], view: View) -> str:
    toward = html.escape(view.targets.get(line["target"], line["target"]))
    return (
        f"<li>toward {toward}: <b>{html.escape(label_shown(line))} {signed(line['stance'])}</b>; "
        f"tone of the words {signed(line['tone'])}{shares(line)}</li>"
    )
