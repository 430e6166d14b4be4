"""What is known and can be said of one speaker, as HTML in which everything is escaped."""

from __future__ import annotations

import datetime as dt
import html
from collections import Counter
from collections.abc import Mapping

import pandas as pd

from analytics.analysis.sufficiency import TOO_FEW, needed
from analytics.analysis.trend import Movement
from analytics.charts import shown
from analytics.records import MergeRule
from analytics.speakers import SpeakerBook
from analytics.speakers.book.book import Office
from analytics.wording import amount, basis, signed

SPELLINGS = 12
WHY_MERGED: Mapping[MergeRule, str] = {
    "spelling": "another spelling",
    "form of given name": "another form of the given name",
    "more words": "a middle name more or less",
    "initial": "an initial for the given name",
    "surname": "the surname alone, which nobody else in the articles bears",
    "same": "the list of known speakers says so",
}
"""Each rule by which names of single articles are taken for one speaker's, in words."""


def known_of(book: SpeakerBook, name: str) -> str:
    """What the book knows of a speaker, as HTML: the side, and the offices, latest first."""
    offices = sorted(book.offices(name), key=lambda one: one.since, reverse=True)
    side = f"Side: {html.escape(book.side(name))}. " if book.side(name) else ""
    source = "the list of known speakers"
    if not offices:
        return f'<p class="qs-note">{side}No offices of this speaker are in {source}.</p>'
    items = "".join(f"<li>{html.escape(held(office))}</li>" for office in offices)
    as_of = f", as of {book.as_of}" if book.as_of else ""
    return f'<p class="qs-note">{side}Offices, from {source}{as_of}:</p><ul class="qs-scores">{items}</ul>'


def held(office: Office) -> str:
    """An office and when it was held."""
    since = "" if office.since[0] == dt.date.min else f"from {written(office.since)}"
    until = f"still held on {office.until[0]}" if office.until[1] == dt.date.max else f"until {written(office.until)}"
    return f"{office.title}, {office.body}: {', '.join(filter(None, (since, until)))}"


def written(days: tuple[dt.date, dt.date]) -> str:
    """A date only as exactly as the book has it: YYYY-MM-DD, YYYY-MM or YYYY."""
    first, last = days
    if first == last:
        return first.isoformat()
    return first.isoformat()[: len("YYYY-MM" if first.month == last.month else "YYYY")]


def spellings(statements: pd.DataFrame) -> str:
    """How the articles name the speaker, most often first, as HTML."""
    counts = statements.loc[statements["speaker_as_written"] != "", "speaker_as_written"].map(shown).value_counts()
    if counts.empty:
        return ""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))
    named = ", ".join(f"“{html.escape(str(name))}” ({count})" for name, count in ordered[:SPELLINGS])
    rest = f", and {len(ordered) - SPELLINGS} more" if len(ordered) > SPELLINGS else ""
    return f'<p class="qs-note">In the articles: {named}{rest}.</p>'


def brought_together(statements: pd.DataFrame) -> str:
    """Which names of single articles became this speaker's, in how many articles and why, as HTML."""
    merged = statements[statements["speaker_merged"] != ""]
    if merged.empty:
        return ""
    once = merged.drop_duplicates(["speaker_in_article", "speaker_merged", "article_id"])
    counts = Counter(zip(once["speaker_in_article"], once["speaker_merged"], strict=True))
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = "; ".join(
        f"“{html.escape(name)}” in {amount(count, 'article')} ({html.escape(WHY_MERGED[rule])})"
        for (name, rule), count in ordered[:SPELLINGS]
    )
    rest = f"; and {len(ordered) - SPELLINGS} more" if len(ordered) > SPELLINGS else ""
    return (
        f'<p class="qs-note">Taken for the same speaker: {named}{rest}. To keep two names apart, put them under '
        "<code>distinct</code> in the list of known speakers.</p>"
    )


def in_words(movement: Movement, minimum: int) -> str:
    """What can be said of a movement, and how surely, as HTML."""
    found = movement.difference
    before = basis(movement.n_before, movement.articles_before)
    since = basis(movement.n_since, movement.articles_since)
    if found is None:
        return f"<b>{TOO_FEW}</b>: {before} before, {since} since; each half needs {needed(minimum)}"
    halves = f"from {signed(movement.mean_before)} ({before}) to {signed(movement.mean_since)} ({since})"
    if pd.isna(found.ci_low):
        return f"<b>{TOO_FEW}</b>: {halves}; the articles do not differ, so nothing tells how sure the difference is"
    reach = f"difference {signed(found.mean)}, 95\u00a0% interval {signed(found.ci_low)} to {signed(found.ci_high)}"
    if found.ci_low <= 0 <= found.ci_high:
        return f"<b>no clear movement</b>: {halves}; {reach}, which holds 0"
    return f"<b>more {'favourable' if found.mean > 0 else 'critical'}</b>: {halves}; {reach}"
