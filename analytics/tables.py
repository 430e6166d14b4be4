"""The four tables: what their columns (analytics/schemas.py) mean, and how records become rows of them.

========== =========================================================================================
statements one row for each statement of an article
stances    one row for each target that a statement mentions
aggregates one row for each speaker, outlet and target
rejects    one row for each input that could not be used
========== =========================================================================================

Text is pandas' ``str`` and never missing (``""`` stands for "not known"), measures are ``float64`` (NaN where
there is none), counts ``Int64``, dates ``datetime64[us]`` at midnight (NaT where unknown), lists of spans are
JSON text. So every table reads back from CSV and Parquet equal to what was written: see :func:`conform`.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analytics.records import Article, Merge, Reject, Span, Stance, Statement
from analytics.schemas import COUNT, DATE, MEASURE, SCHEMAS, TABLES, TEXT, TableName

__all__ = [
    "DESCRIPTIONS",
    "SCHEMAS",
    "TABLES",
    "UNKNOWN_OUTLET",
    "TableName",
    "columns",
    "conform",
    "empty",
    "from_rows",
    "rejects_table",
    "spans_from_json",
    "spans_to_json",
    "stances_table",
    "statements_table",
    "validate",
]

UNKNOWN_OUTLET = "unknown"
"""What the tables say where nobody said which outlet published an article."""

LANGUAGE = "en"
"""The language of every article that is used; others are rejected when they are read."""

_IN_TEXT = "JSON [[start, end], ...], in characters of the article's text, end exclusive"

DESCRIPTIONS: Mapping[TableName, Mapping[str, str]] = {
    "statements": {
        "statement_id": "the statement, the same whenever article and spans are the same",
        "article_id": "the article that it stands in",
        "outlet": f"who published the article, '{UNKNOWN_OUTLET}' where nobody said",
        "published": "the day on which the article was published",
        "title": "the article's title",
        "url": "the article's address",
        "speaker": "canonical name of the one who speaks, empty where it could not be resolved",
        "speaker_as_written": "the article's words for the speaker",
        "kind": "direct: in quotation marks; mixed; indirect; attitude: a thought or an intention that is reported",
        "text": "the statement's words, its spans joined by an ellipsis",
        "spans": f"where the words stand: {_IN_TEXT}",
        "cue": "the words that attribute the statement to the speaker",
        "confidence": "how sure it is that this is a statement",
        "side": "the country or organisation that the speaker belongs to, empty where speakers.yaml does not say",
        "resolution": "how the speaker was found: named; role; pronoun; continued (from the statement before); "
        "unresolved; empty where it was not kept",
        "speaker_confidence": "how sure it is that this is the speaker, empty where it was not kept",
        "language": "the language of the article, as ISO 639-1",
        "speaker_in_article": "the speaker's name by this article alone, empty where it was not kept",
        "speaker_merged": "why the speaker has another name than by the article alone: spelling; form of given name "
        "(Bill for William); more words (a middle name); initial; surname (which nobody else in the articles bears); "
        "same (speakers.yaml says so); empty where the name is the article's",
    },
    "stances": {
        "statement_id": "the statement",
        "target": "key of the target that the statement mentions",
        "stance": "p_favourable less p_critical: how the speaker stands toward the target, not how the outlet does",
        "label": "the likeliest label, neutral where none reaches one half",
        "p_critical": "probability that the speaker is critical of the target",
        "p_neutral": "probability that the speaker takes no side",
        "p_favourable": "probability that the speaker is favourable to the target",
        "tone": "VADER's compound of the statement's words: how they sound, whatever they are about",
        "mentions": "where the target is mentioned, in the statement or, where it stands only there, in the words "
        f"around it (the attribution, the question, the sentence before): {_IN_TEXT}",
    },
    "aggregates": {
        "speaker": "canonical name of the one who speaks",
        "outlet": "who published the articles",
        "target": "key of the target",
        "n_statements": "how many statements count",
        "n_articles": "how many articles they stand in",
        "mean_stance": "mean of their stances",
        "ci_low": "low end of the mean's 95 % interval, clustered by article; empty where there is none",
        "ci_high": "high end of that interval",
        "share_critical": "share of the statements whose label is critical",
        "share_neutral": "share of the statements whose label is neutral",
        "share_favourable": "share of the statements whose label is favourable",
        "mean_tone": "mean of their tones",
        "first_published": "the first day of publication",
        "last_published": "the last day of publication",
    },
    "rejects": {
        "input": "the file, or file:line, that could not be used",
        "reason": "why, in a word",
        "detail": "why, in a sentence",
    },
}
"""What each column means, for who uses a table without this program."""

LATER: Mapping[TableName, Mapping[str, str]] = {
    "statements": {
        "side": "",
        "resolution": "",
        "speaker_confidence": "",
        "language": LANGUAGE,
        "speaker_in_article": "",
        "speaker_merged": "",
    },
}
"""Columns that earlier versions did not write, and what their cells are in a table of such a version."""

_SURROGATE = re.compile("[\ud800-\udfff]")  # half a character: neither CSV nor Parquet can hold one


def columns(name: TableName) -> tuple[str, ...]:
    """The table's columns, in order."""
    return tuple(SCHEMAS[name])


def headers(name: TableName) -> tuple[tuple[str, ...], ...]:
    """The columns that a table of this version, or of an earlier one, has."""
    later = len(LATER.get(name, ()))
    return tuple(columns(name)[: len(columns(name)) - missing] for missing in range(later + 1))


def empty(name: TableName) -> pd.DataFrame:
    """The table with no rows, columns and types in place."""
    return from_rows(name, [])


def from_rows(name: TableName, rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """A table from rows of values in its columns' order; None or ``""`` is a missing measure or date."""
    table = list(rows)
    made = {
        column: _series([row[place] for row in table], dtype)
        for place, (column, dtype) in enumerate(SCHEMAS[name].items())
    }
    return pd.DataFrame(made, columns=list(columns(name)))


def conform(frame: pd.DataFrame, name: TableName) -> pd.DataFrame:
    """The table with its own types, from a frame that holds its columns as text, as a CSV file gives them.

    Columns of LATER may be missing.

    A frame read with ``dtype="str", keep_default_na=False`` comes back equal to what was written, floats to
    the last bit. Raises ValueError where columns are missing, or hold what their type cannot be.
    """
    frame = frame.assign(**{key: cell for key, cell in LATER.get(name, {}).items() if key not in frame.columns})
    missing = [column for column in columns(name) if column not in frame.columns]
    if missing:
        raise ValueError(f"{name}: no column {', '.join(missing)}")
    made = {column: _column(frame[column], dtype) for column, dtype in SCHEMAS[name].items()}
    return pd.DataFrame(made, columns=list(columns(name)))


def validate(frame: pd.DataFrame, name: TableName) -> None:
    """Raise ValueError, naming the first difference, where columns, order or types are not the table's."""
    found, wanted = list(frame.columns), list(columns(name))
    if found != wanted:
        raise ValueError(f"{name}: columns are {found}, not {wanted}")
    for column, dtype in SCHEMAS[name].items():
        if str(frame[column].dtype) != dtype:
            raise ValueError(f"{name}.{column}: type is {frame[column].dtype}, not {dtype}")
        if dtype == TEXT and bool(frame[column].isna().any()):
            raise ValueError(f'{name}.{column}: text is missing; "" stands for what is not known')


def statements_table(
    articles: Iterable[tuple[Article, Sequence[Statement]]],
    *,
    side: Callable[[str], str] = lambda _: "",
    merges: Mapping[tuple[str, str], Merge] = MappingProxyType({}),
) -> pd.DataFrame:
    """The statements of articles, in the order given.

    ``side`` says to whom the speaker of a canonical name belongs, ``merges`` which name a speaker has over all articles
    by an article's id and the name in it, where it is another.
    """
    rows = (
        _statement_row(article, one, side, merges.get((article.id, one.speaker)))
        for article, found in articles
        for one in found
    )
    return from_rows("statements", rows)


def stances_table(stances: Iterable[Stance]) -> pd.DataFrame:
    """The stances, in the order given."""
    return from_rows("stances", map(_stance_row, stances))


def rejects_table(rejects: Iterable[Reject]) -> pd.DataFrame:
    """The rejected inputs, in the order given."""
    return from_rows("rejects", ((reject.input, reject.reason, reject.detail) for reject in rejects))


def spans_to_json(spans: Iterable[Span]) -> str:
    """Spans as the tables hold them: ``[[0, 5], [9, 20]]``."""
    return json.dumps([list(span) for span in spans])


def spans_from_json(text: str) -> tuple[Span, ...]:
    """The spans that :func:`spans_to_json` wrote; ValueError where the text is not such a list."""
    pairs = json.loads(text)
    if not isinstance(pairs, list) or not all(_is_span(pair) for pair in pairs):
        raise ValueError(f"not a list of [start, end] pairs: {text[:80]}")
    return tuple((start, end) for start, end in pairs)


def _is_span(pair: object) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(place) is int for place in pair)


def as_text(value: object) -> str:
    """A value as the cells of text hold it: without half characters, which neither CSV nor Parquet can hold."""
    return _SURROGATE.sub("\ufffd", str(value))


def _statement_row(
    article: Article, statement: Statement, side: Callable[[str], str], merge: Merge | None
) -> tuple[object, ...]:
    speaker = merge.name if merge else statement.speaker
    return (
        statement.id(article),
        article.id,
        article.outlet or UNKNOWN_OUTLET,
        article.published,
        article.title,
        article.url,
        speaker,
        _words(article, statement.source).rstrip(" ,"),
        statement.kind,
        statement.words(article),
        spans_to_json(statement.content),
        _words(article, statement.cue),
        statement.confidence,
        side(speaker),
        statement.resolution,
        statement.speaker_confidence,
        LANGUAGE,
        statement.speaker,
        merge.rule if merge else "",
    )


def _stance_row(stance: Stance) -> tuple[object, ...]:
    score = stance.score
    return (
        stance.statement_id,
        stance.target,
        score.value,
        score.counted,
        score.critical,
        score.neutral,
        score.favourable,
        stance.tone,
        spans_to_json(stance.mentions),
    )


def _words(article: Article, span: Span | None) -> str:
    return "" if span is None else article.text[slice(*span)]


def _column(column: pd.Series[Any], dtype: str) -> pd.Series[Any]:
    """A column as its type; text is taken as it is, because pandas' ``str`` cannot hold half a character."""
    if column.dtype == TEXT and not column.hasnans:
        if dtype == TEXT:
            return column.reset_index(drop=True)
        if dtype == MEASURE:  # Arrow's reading is rounded correctly, as Python's is
            text = pa.array(column)
            return pd.Series(pc.if_else(pc.equal(text, ""), "nan", text).cast("float64").to_numpy())
    values = column.tolist()
    if dtype == DATE:
        known = {value: _date(value) for value in set(values)}  # a few days, each of them often
        return pd.Series([known[value] for value in values], dtype=dtype)
    return _series(values, dtype)


def _series(values: list[object], dtype: str) -> pd.Series[Any]:
    read = {TEXT: as_text, MEASURE: _measure, COUNT: _count, DATE: _date}[dtype]
    return pd.Series([read(value) for value in values], dtype=dtype)


def _measure(value: object) -> float:
    return float("nan") if _is_missing(value) else float(str(value))


def _count(value: object) -> object:
    return pd.NA if _is_missing(value) else int(str(value))


def _date(value: object) -> object:
    if _is_missing(value):
        return pd.NaT
    if isinstance(value, dt.datetime):  # pandas' Timestamp is one as well
        return value.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    if isinstance(value, dt.date):
        return dt.datetime(value.year, value.month, value.day)
    return dt.datetime.fromisoformat(str(value)).replace(tzinfo=None)


def _is_missing(value: object) -> bool:
    return value is None or value == "" or bool(pd.isna(value))  # type: ignore[call-overload]
