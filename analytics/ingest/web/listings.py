"""What lists addresses: RSS and Atom feeds, sitemaps and their indices, plain lists; and the pages that name a feed.

Parsed in a process of its own (see analytics/ingest/guard.py). External entities are never fetched; those that a file
defines itself are left unread or bounded by the parsers.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import one_line
from analytics.ingest.dates import Dates
from analytics.ingest.fields import Fields
from analytics.ingest.markup import without_markup
from analytics.ingest.web.urls import is_web_address

_HEAD = 4_096  # bytes in which the first element of a feed or a sitemap stands
_ROOT = re.compile(rb"<(?:[\w.-]{1,40}:)?(rss|feed|RDF|channel|urlset|sitemapindex)[\s>]")
_BEFORE_ROOT = re.compile(rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL)
_SITEMAPS = (b"urlset", b"sitemapindex")
_MARKS = (b"\xef\xbb\xbf",)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml")
Element = Any  # of lxml, which ships no types
_LONGEST_WORD = 2_000  # characters of a title or an address that are kept


@dataclass(frozen=True, slots=True)
class Entry:
    """An address in a list: ``guid`` is what the list calls the article, ``fields`` what it says of it.

    ``said`` is what the user's own table says of it, which goes before what the page says of itself.
    """

    url: str
    guid: str = ""
    fields: Fields = field(default_factory=Fields)
    said: Fields = field(default_factory=Fields)


@dataclass(frozen=True, slots=True)
class Listing:
    """What a feed or a sitemap holds: articles, further sitemaps, and how many entries have no address.

    ``feeds`` are the addresses of feeds that a page names, as they stand there.
    """

    entries: tuple[Entry, ...] = ()
    sitemaps: tuple[str, ...] = ()
    without_address: int = 0
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Job:
    """What was fetched: bytes, the address that links start from, how many entries are read, and as what it came."""

    data: bytes
    url: str
    most: int
    media_type: str = ""
    charset: str = ""


def kind_of(data: bytes, media_type: str = "") -> str:
    """``feed`` or ``sitemap`` by the first element, else by the type that a server names; ``""`` for anything else."""
    head = data[:_HEAD]
    for mark in _MARKS:
        head = head.removeprefix(mark)
    before = _BEFORE_ROOT.match(head)
    root = _ROOT.match(head, before.end() if before else 0)
    if root is None:
        return "feed" if media_type in _FEED_TYPES else ""
    return "sitemap" if root.group(1) in _SITEMAPS else "feed"


def parse_listing(job: Job) -> Listing:
    """The entries of a feed or a sitemap, in their order, or the feeds that a page names.

    Raises InputError (no-feed). Whatever a parser raises on hostile markup goes through; the caller guards against it.
    """
    parse = {"feed": _feed, "sitemap": _sitemap, "": _page}
    return parse[kind_of(job.data, job.media_type)](job)


def _feed(job: Job) -> Listing:
    import feedparser  # noqa: PLC0415 - a quarter of a second that only feeds need

    headers = {"content-location": job.url}
    if job.charset:
        headers["content-type"] = f"application/xml; charset={job.charset}"
    found = feedparser.parse(io.BytesIO(job.data), response_headers=headers, sanitize_html=False)
    if not found.get("version") and not found.entries:
        raise InputError(reasons.NO_FEED, "no feed could be read in it")
    entries = [_entry(one) for one in found.entries[: job.most]]
    addressed = tuple(entry for entry in entries if entry.url)
    return Listing(addressed, without_address=len(entries) - len(addressed))


def _entry(one: Any) -> Entry:  # noqa: ANN401 - feedparser ships no types
    said = one.get("published") or one.get("updated") or ""
    fields = Fields(title=_plain(one.get("title")), published=Dates().read(_text(said)).day)
    return Entry(_address(one.get("link")), _text(one.get("id")), fields)


def _sitemap(job: Job) -> Listing:
    """Read as a stream, so that a long one takes no more memory than its addresses do."""
    from lxml import etree  # noqa: PLC0415 - as above

    entries: list[Entry] = []
    sitemaps: list[str] = []
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": True}
    for _, element in etree.iterparse(io.BytesIO(job.data), events=("end",), **safe):
        name = _name(element)
        if name in ("url", "sitemap"):
            address = _address(_values(element).get("loc"))
            if address and name == "sitemap":
                sitemaps.append(address)
            elif address:
                entries.append(Entry(address, fields=_news(element)))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        if len(entries) + len(sitemaps) >= job.most:
            break
    return Listing(tuple(entries), tuple(sitemaps))


def _news(element: Element) -> Fields:
    """What a sitemap for news says of an article; when a page changed (``lastmod``) is no date of an article."""
    news = next((child for child in element if _name(child) == "news"), None)
    if news is None:
        return Fields()
    values = _values(news)
    outlet = next((_values(child).get("name") for child in news if _name(child) == "publication"), "")
    day = Dates().read(_text(values.get("publication_date"))).day
    return Fields(title=_text(values.get("title")), outlet=_text(outlet), published=day)


def _values(element: Element) -> dict[str, str]:
    """The text of the elements right inside one, by name."""
    return {_name(child): child.text or "" for child in element}


def _page(job: Job) -> Listing:
    """The feeds that a page names in its head."""
    from lxml.etree import ParserError  # noqa: PLC0415 - as above
    from lxml.html import HTMLParser, document_fromstring  # noqa: PLC0415

    try:
        tree = document_fromstring(job.data, parser=HTMLParser(no_network=True, huge_tree=False))
    except ParserError:  # nothing is in it
        return Listing()
    links = (one for one in tree.iterfind(".//link[@href]") if "alternate" in (one.get("rel") or "").lower().split())
    return Listing(feeds=tuple(one.get("href") for one in links if (one.get("type") or "").lower() in _FEED_TYPES))


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _text(value: object) -> str:
    return one_line(value[:_LONGEST_WORD]) if isinstance(value, str) else ""


def _plain(value: object) -> str:
    """A title, which feeds write with tags and references or without."""
    return one_line(without_markup(_text(value)))


def _address(value: object) -> str:
    text = value.strip() if isinstance(value, str) else ""
    return text if len(text) <= _LONGEST_WORD and is_web_address(text) else ""
