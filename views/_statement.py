"""One statement: who, where, when, its passage with the parts marked, and how it was scored."""

from __future__ import annotations

import html
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts import UNRESOLVED, signed
from analytics.records import Resolution, Span
from analytics.tables import spans_from_json
from views._passage import passage
from views._selection import View

HOW_RESOLVED: dict[Resolution, str] = {
    "named": "the article names them here",
    "role": "found by a role or a description",
    "pronoun": "found by what a pronoun refers to",
    "continued": "goes on from the statement before",
    "unresolved": "the article's words could not be resolved to a person or body",
}


def speaker_shown(speaker: str, as_written: str) -> str:
    """The speaker's name; where it is unresolved, that, and the article's own words."""
    return speaker or (f"{UNRESOLVED}: {as_written}" if as_written else UNRESOLVED)


def show_statement(view: View, statement_id: str, *, around: int = 1) -> None:
    """The statement with this id, in its article, with ``around`` paragraphs before and after."""
    line = view.statements[view.statements["statement_id"] == statement_id].iloc[0]
    stances = view.stances[view.stances["statement_id"] == statement_id]
    st.html(_head(line))
    article = view.source.results.articles.get(line["article_id"])
    statement = view.source.results.details.get(statement_id)
    if article is None or statement is None:
        st.html(f'<div class="qs-passage"><p>{html.escape(line["text"])}</p></div>')
        st.caption("The passage is not in this folder of results: it has no articles.jsonl that holds it.")
    else:
        st.html(passage(article, statement, _mentions(stances), around=around))
        st.html(_why_this_speaker(statement.resolution, statement.speaker_confidence))
    st.html(_scores(stances, view))


def published_shown(published: pd.Timestamp) -> str:
    """A date as it is shown, or that it is not known."""
    return "no date" if pd.isna(published) else f"{published:%Y-%m-%d}"


def _mentions(stances: pd.DataFrame) -> list[Span]:
    return [span for text in stances["mentions"] for span in spans_from_json(text)]


def _head(line: pd.Series[Any]) -> str:
    who = html.escape(speaker_shown(line["speaker"], line["speaker_as_written"]))
    where = f'{html.escape(line["outlet"])}, <span class="qs-date">{published_shown(line["published"])}</span>'
    title = html.escape(line["title"])
    return f'<p class="qs-head"><b>{who}</b> · {line["kind"]} · {where}<br>{title}</p>{_link(line["url"])}'


def _link(url: str) -> str:
    """A link to the source, for web addresses only: an address is data as well."""
    if not url.startswith(("https://", "http://")):
        return ""
    safe = html.escape(url)
    return f'<p class="qs-note"><a href="{safe}" target="_blank" rel="noopener noreferrer">{safe}</a></p>'


def _why_this_speaker(resolution: Resolution, confidence: float) -> str:
    return f'<p class="qs-note">Speaker: {HOW_RESOLVED[resolution]}; confidence {confidence:.0%}.</p>'


def _scores(stances: pd.DataFrame, view: View) -> str:
    if stances.empty:
        return '<p class="qs-note">Mentions none of the targets in view, so it has no stance.</p>'
    return f'<ul class="qs-scores">{"".join(_score(line, view) for _, line in stances.iterrows())}</ul>'


def _score(line: pd.Series[Any], view: View) -> str:
    toward = html.escape(view.targets.get(line["target"], line["target"]))
    chances = ", ".join(f"{name} {line[f'p_{name}']:.0%}" for name in ("critical", "neutral", "favourable"))
    return (
        f"<li>toward {toward}: <b>{html.escape(line['label'])} {signed(line['stance'])}</b> "
        f"({chances}); tone of the words {signed(line['tone'])}</li>"
    )
