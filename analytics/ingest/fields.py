"""The fields that describe an article, as a row, a page or a metadata file gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from analytics.ingest.dates import parse_date
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


def fields_of(values: Mapping[str, str]) -> Fields:
    """Fields from the cells of a row, by column name. Raises InputError (bad-date)."""
    return Fields(
        title=one_line(values.get("title", "")),
        outlet=one_line(values.get("outlet", "")),
        published=parse_date(values.get("published", "")),
        url=values.get("url", "").strip(),
    )


def one_line(text: str) -> str:
    """White space runs become one space; none at the ends."""
    return " ".join(text.split())
