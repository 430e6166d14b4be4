"""The columns of the four tables, their order and types.

They stand below the tables, because the targets know them too: no target may be called as a column is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

TableName = Literal["statements", "stances", "aggregates", "rejects"]
TABLES: tuple[TableName, ...] = get_args(TableName)

TEXT, MEASURE, COUNT, DATE = "str", "float64", "Int64", "datetime64[us]"
"""The types of columns, as pandas names them."""

SCHEMAS: Mapping[TableName, Mapping[str, str]] = {
    "statements": {
        "statement_id": TEXT,
        "article_id": TEXT,
        "outlet": TEXT,
        "published": DATE,
        "title": TEXT,
        "url": TEXT,
        "speaker": TEXT,  # canonical name, "" where it could not be resolved
        "speaker_as_written": TEXT,
        "kind": TEXT,
        "text": TEXT,
        "spans": TEXT,  # JSON [[start, end], ...] into Article.text
        "cue": TEXT,
        "confidence": MEASURE,
        "side": TEXT,  # the country or organisation of the speaker, "" where it is not known
        "resolution": TEXT,
        "speaker_confidence": MEASURE,
        "language": TEXT,
        "speaker_in_article": TEXT,
        "speaker_merged": TEXT,
    },
    "stances": {
        "statement_id": TEXT,
        "target": TEXT,
        "stance": MEASURE,  # p_favourable - p_critical, in [-1, 1]
        "label": TEXT,
        "p_critical": MEASURE,
        "p_neutral": MEASURE,
        "p_favourable": MEASURE,
        "tone": MEASURE,  # VADER's compound of the statement, in [-1, 1]
        "mentions": TEXT,  # JSON [[start, end], ...] into Article.text
    },
    "aggregates": {
        "speaker": TEXT,
        "outlet": TEXT,
        "target": TEXT,
        "n_statements": COUNT,
        "n_articles": COUNT,
        "mean_stance": MEASURE,
        "ci_low": MEASURE,
        "ci_high": MEASURE,
        "share_critical": MEASURE,
        "share_neutral": MEASURE,
        "share_favourable": MEASURE,
        "mean_tone": MEASURE,
        "first_published": DATE,
        "last_published": DATE,
    },
    "rejects": {"input": TEXT, "reason": TEXT, "detail": TEXT},
}
