"""Why a statement has this speaker and this score, how sure that is, and how to cite it."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from analytics.charts import signed
from analytics.errors import QuotedStanceError
from analytics.evidence import Read, passages_of, read, together
from analytics.records import Article, Evidence, Statement
from analytics.reporting.citation import author_date, bibtex
from analytics.stance.passages import Passage
from analytics.stance.scorers import scorers
from analytics.targets import TargetBook
from views.components.passage import ARROWS, legend, legend_of_evidence, passage, side_of
from views.components.plain import plain
from views.components.speaker import WHY_MERGED
from views.components.statement import (
    HOW_RESOLVED,
    NO_PASSAGE,
    bare,
    head,
    label_shown,
    likeliest,
    mentions,
    rows_of,
    scores,
    surest,
)
from views.state.selection import View

TOWARD = "toward"
"""The target whose evidence is shown, in session state and in the URL."""

SAME = 0.02
"""How far a stance computed again may lie from the one in the results; integer arithmetic differs by processor."""


def show_explained(view: View, statement_id: str) -> None:
    """The statement in its article with the evidence marked, and the reasons for what is said of it."""
    line, stances = rows_of(view, statement_id)
    article = view.source.results.articles.get(line["article_id"])
    statement = view.source.results.details.get(statement_id)
    st.html(head(line))
    if article is None or statement is None:
        st.html(bare(line))
        st.caption(f"{NO_PASSAGE} So neither its parts nor the words that carried its stance can be marked.")
        st.html(scores(stances, view))
        _cite(view, line)
        return
    place = st.empty()
    place.html(passage(article, statement, mentions(stances), around=1))
    legend_place = st.empty()
    legend_place.html(legend())
    target = _chosen_target(view, stances)
    left, middle, right = st.columns([4, 5, 4], gap="medium")
    with left:
        _why_this_speaker(line, statement)
    with right:
        _how_sure(line, statement, stances)
    with middle:
        st.subheader("Why this score")
        st.html(scores(stances, view))
        words = st.container()
    _cite(view, line)
    if target:
        with words:
            evidence = _why_this_score(view, line, stances, target, article)
        if evidence:
            place.html(passage(article, statement, mentions(stances), around=1, evidence=evidence))
            legend_place.html(legend() + legend_of_evidence())


def _chosen_target(view: View, stances: pd.DataFrame) -> str:
    """The target whose evidence to show; asks where there are several."""
    keys = [key for key in view.targets if key in set(stances["target"])]
    if len(keys) < 2:
        return keys[0] if keys else ""
    if st.session_state.get(TOWARD, keys[0]) not in keys:
        del st.session_state[TOWARD]
    chosen = st.pills(
        "Evidence for the stance toward",
        keys,
        default=keys[0],
        required=True,
        key=TOWARD,
        bind="query-params",
        format_func=lambda key: plain(view.targets[key]),
    )
    return str(chosen or keys[0])


_NOBODY = " It is nobody’s in the charts by speaker."


def _why_this_speaker(line: pd.Series[Any], statement: Statement) -> None:
    st.subheader("Why this speaker")
    written = html.escape(line["speaker_as_written"])
    words = f"The article's words: <b>{written}</b>. " if written else "The article has no words for the source here. "
    sure = f" Confidence {statement.speaker_confidence:.0%}: {_how_confident(statement.speaker_confidence)}."
    said = f"{_other_name(line)}{sure}" if statement.resolution != "unresolved" else _NOBODY
    st.html(f'<p class="qs-why">{words}{_sentence(HOW_RESOLVED[statement.resolution])}.{said}</p>')


def _other_name(line: pd.Series[Any]) -> str:
    """Why the speaker has another name than by this article alone."""
    if not line["speaker_merged"]:
        return ""
    alone = html.escape(line["speaker_in_article"])
    return f" By this article alone the name is <b>{alone}</b> ({html.escape(WHY_MERGED[line['speaker_merged']])})."


def _how_sure(line: pd.Series[Any], statement: Statement, stances: pd.DataFrame) -> None:
    st.subheader("How sure")
    said = [
        f"That somebody is said to have stated this: {line['confidence']:.0%}, {_how_confident(line['confidence'])}.",
    ]
    if statement.resolution != "unresolved":
        said.append(f"That it is this speaker: {statement.speaker_confidence:.0%}.")
    for _, one in stances.iterrows():
        share = surest(one)
        said.append(
            f"That the stance toward {html.escape(one['target'])} is <b>{likeliest(one)}</b>: {share:.0%}, "
            f"{_how_confident(share)}. {_in_ten(share)}"
            + (f" It therefore reads “{html.escape(label_shown(one))}”." if label_shown(one) != one["label"] else "")
        )
    st.html("".join(f'<p class="qs-why">{one}</p>' for one in said))
    if not stances.empty:
        st.caption("Measured on news sentences in English; on guarded or ironic language it errs more often.")


def _in_ten(share: float) -> str:
    """What a calibrated probability means, in words."""
    return f"Of labels given so surely, about {max(1, round(10 * share))} in 10 are right."


def _how_confident(share: float) -> str:
    words = ((0.9, "very sure"), (0.75, "fairly sure"), (0.5, "not very sure"))
    return next((said for least, said in words if share >= least), "unclear")


def _sentence(text: str) -> str:
    return html.escape(text[:1].upper() + text[1:], quote=False)


def _why_this_score(
    view: View, line: pd.Series[Any], stances: pd.DataFrame, target: str, article: Article
) -> list[Evidence]:
    """Say what was read and which words weighed; the evidence, to be marked in the passage."""
    scorer = next((one for one in scorers() if one.name == view.source.scorer), None)
    if scorer is None:
        _note("These results do not say which one scorer made them, so the words that weighed are not known.")
        return []
    try:
        reads = _reads(view, line, target, article, scorer.name)
    except QuotedStanceError as error:
        _note(f"The words that weighed cannot be found: {error}")
        return []
    if not reads:
        _note(f"No passage was read: {target} only names a place here, or these results do not say what it is.")
        return []
    now, stored = together(reads).value, float(stances.loc[stances["target"] == target, "stance"].iloc[0])
    if abs(now - stored) > SAME:
        _note(
            f"Scored again now it is {signed(now)}, not {signed(stored)}: other weights or another version made these "
            "results. The words below are those of the present one."
        )
    st.html(
        "".join(
            _read_shown(passage_read, article, place, len(reads)) for place, passage_read in enumerate(reads, start=1)
        )
    )
    st.caption(scorer.weighing)
    return [evidence for one in reads for evidence in one.score.evidence]


def _reads(view: View, line: pd.Series[Any], target: str, article: Article, scorer: str) -> list[Read]:
    """The passages one by one, so that whoever goes on meanwhile need not wait for all of them."""
    results = view.source.results
    ids = results.statements.loc[results.statements["article_id"] == line["article_id"], "statement_id"]
    said = [results.details[one] for one in ids if one in results.details]
    found = _passages(article, said, results.details[line["statement_id"]], target, results.targets)
    with st.spinner("Finding the words that weighed …"):
        return [_read_cached(one, scorer) for one in found]


# The keys of both hold the records themselves, each with all that it says: ids may be those of other data as well.
@st.cache_data(show_spinner=False, max_entries=1000, hash_funcs={Article: repr, Statement: repr, TargetBook: repr})
def _passages(
    article: Article, said: list[Statement], statement: Statement, target: str, targets: TargetBook
) -> tuple[Passage, ...]:
    return passages_of(article, said, statement, target, targets=targets)


@st.cache_data(show_spinner=False, max_entries=1000, hash_funcs={Passage: repr})
def _read_cached(passage: Passage, scorer: str) -> Read:
    return read(passage, scorer=scorer)


def _note(text: str) -> None:
    """A remark that may hold words from the data, which are no Markdown."""
    st.html(f'<p class="qs-note">{html.escape(text)}</p>')


def _read_shown(one: Read, article: Article, place: int, count: int) -> str:
    name = "The passage that was read" if count == 1 else f"Passage {place} of {count} that were read"
    value = signed(one.score.value)
    words = _listed(one.score.evidence, article) or "no single word"
    text = html.escape(article.text[slice(*one.span)])
    return (
        f'<p class="qs-why"><b>{name}</b>, stance {value}:</p><p class="qs-why qs-quote">{text}</p>'
        f'<p class="qs-why">Weighed most: {words}.</p>'
    )


def _listed(evidence: Sequence[Evidence], article: Article) -> str:
    heaviest = sorted(evidence, key=lambda one: -abs(one.weight))
    return ", ".join(
        f"“{html.escape(article.text[slice(*one.span)])}” {ARROWS[side_of(one.weight)]} {signed(one.weight)}"
        for one in heaviest
    )


def _cite(view: View, line: pd.Series[Any]) -> None:
    with st.expander("Copy as citation", icon=":material/format_quote:"):
        row = {str(name): value for name, value in line.items()}
        today = dt.datetime.now(tz=dt.UTC).date()
        st.caption("Author-date; the outlet stands for the author, whom the data does not name.")
        st.code(author_date(row, scorer=view.source.scorer, retrieved=today), language=None, wrap_lines=True)
        st.caption("BibTeX")
        st.code(bibtex(row, scorer=view.source.scorer, retrieved=today), language="bibtex", wrap_lines=True)
