"""An article out of a row of a table or a line of JSON, whichever file it stands in.

Columns or keys: ``text`` (needed), ``article_id``, ``title``, ``outlet``, ``published``, ``url``; further ones are left
alone. A row that cannot be used is rejected as ``path:line``, the others are used.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import normalise_newlines
from analytics.ingest.cleaning import cleaned
from analytics.ingest.columns import FIELDS
from analytics.ingest.dates import Dates
from analytics.ingest.fields import Fields, fields_of
from analytics.ingest.model import Item, Read
from analytics.records import Article, Reject

_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")  # a NUL or half a character: possible in JSON, in no text


def item_of(name: str, values: Mapping[str, str] | InputError, said: Fields, dates: Dates = Dates()) -> Item:  # noqa: B008 - frozen
    """The article of a row with these cells by column, or the reject that says why there is none.

    ``name`` is what the row is called, ``said`` fills in what it does not say, ``dates`` reads its date.
    """
    try:
        return Read(name, *_article(values, said, dates))
    except InputError as error:
        return Reject(name, error.reason, error.detail)


def _article(values: Mapping[str, str] | InputError, said: Fields, dates: Dates) -> tuple[Article, tuple[str, ...]]:
    if isinstance(values, InputError):
        raise values
    if not values.get("text", "").strip():
        raise InputError(reasons.NO_TEXT, "the row has no text")
    if any(_NOT_TEXT.search(values.get(column, "")) for column in FIELDS):
        raise InputError(reasons.BAD_ROW, "holds a NUL or half a character (a lone surrogate)")
    clean, mended = cleaned(values)
    text = normalise_newlines(clean["text"])
    if not text.strip():
        raise InputError(reasons.NO_TEXT, "the row has markup and no text")
    fields, doubts = fields_of(clean, dates)
    article = fields.or_else(said).article(text, article_id=values.get("article_id", "").strip())
    return article, (*mended, *doubts)
