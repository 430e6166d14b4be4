"""The fields that describe an article, as a row, a page or a metadata file gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analytics.ingest.characters import one_line
from analytics.ingest.dates import Dates
from analytics.records import Article


@dataclass(frozen=True, slots=True)
class Fields:
    """What is said of an article; empty where nothing is said."""

    title: str = ""
    outlet: str = ""
    published: dt.date | None = None
    url: str = ""

    def or_else(self, other: Fields) -> Fields:
        """These, and where they say nothing, the other's."""
        return replace(
            self,
            title=self.title or other.title,
            outlet=self.outlet or other.outlet,
            published=self.published or other.published,
            url=self.url or other.url,
        )

    def article(self, text: str, *, article_id: str | None = None) -> Article:
        """The article with this text."""
        return Article(
            text,
            article_id=article_id or None,
            title=self.title,
            outlet=self.outlet,
            published=self.published,
            url=self.url,
        )


def fields_of(values: Mapping[str, str], dates: Dates) -> tuple[Fields, tuple[str, ...]]:
    """Fields from the cells of a row, by column name, and the kinds of notices on them: a date that is in doubt."""
    read = dates.read(values.get("published", ""))
    fields = Fields(
        title=one_line(values.get("title", "")),
        outlet=one_line(values.get("outlet", "")),
        published=read.day,
        url=values.get("url", "").strip(),
    )
    return fields, (read.doubt,) if read.doubt else ()
