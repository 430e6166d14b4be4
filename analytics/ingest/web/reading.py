"""Addresses in, articles and rejects out: pages, and all that a feed, a sitemap or a list of addresses names.

A page goes to the reader of saved pages, as bytes with the encoding that the server named. What the page says of itself
goes before what a feed says of it.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Container, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.fields import Fields
from analytics.ingest.guard import Guard
from analytics.ingest.markup import begins_as_markup
from analytics.ingest.model import ALREADY_KNOWN, ENTRIES_WITHOUT_ADDRESS, Found, Limits, Notice, Read
from analytics.ingest.reader import Session, Source
from analytics.ingest.readers import reader_for
from analytics.ingest.readers.page import PAGE_TYPES, article_of_page
from analytics.ingest.web.fetcher import Fetched, Fetcher
from analytics.ingest.web.listings import Entry, Job, Listing, kind_of, parse_listing
from analytics.ingest.web.lists import listed
from analytics.ingest.web.transfer import gunzipped, is_gzip
from analytics.ingest.web.urls import joined, key_of, parse_url
from analytics.records import Article, Reject

_SUFFIXES = {
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""How files of these types are called whose readers take them; whatever looks like a page is one."""
_PDF = b"%PDF-"
_UNTOLD = ("", "application/octet-stream", "binary/octet-stream")
"""What servers say of files of which they do not know the type: then its name tells."""

Told = Read | Reject | Notice


class Web:
    """Reads addresses in one run.

    ``known`` holds keys of articles that are not fetched again (see :meth:`analytics.ingest.read.Inputs.keys_of`).
    """

    def __init__(self, session: Session, known: Container[str] = frozenset(), fetcher: Fetcher | None = None) -> None:
        self._session = session
        self._known = known
        self._limits = session.limits.web
        self._given = fetcher
        self._passed: set[str] = set()

    def read(self, url: str) -> Iterator[Told]:
        """What an address holds: an article, or those that a feed or a sitemap names."""
        return _told(url, self._read(Entry(url), inside=False))

    def read_feed(self, url: str) -> Iterator[Told]:
        """The articles of a feed or a sitemap, or of the first feed that a page names."""
        return _told(url, self._read_feed(url))

    def read_list(self, path: Path) -> Iterator[Told]:
        """What the addresses in a file hold: one in each line, or a table with a column of them."""
        return _told(str(path), self._read_list(path))

    def _read(self, entry: Entry, *, inside: bool) -> Iterator[Told]:
        """``inside`` is true for an entry of a list, which must be an article. Raises InputError."""
        fetched = self._fetched(entry)
        if fetched is None:
            yield Notice(ALREADY_KNOWN, entry.url)
        elif not _is_listing(fetched):
            yield from self._article(entry, fetched)
        elif inside:
            raise InputError(reasons.NO_ARTICLE_IN_PAGE, "a feed or a sitemap, inside another")
        else:
            yield from self._listed(entry.url, fetched)

    def _read_feed(self, url: str) -> Iterator[Told]:
        fetched = self._opened(url)
        if not _is_listing(fetched):
            named = self._parsed(fetched).feeds
            if not named:
                raise InputError(reasons.NO_FEED, "no feed and no sitemap, and a page that names none")
            fetched = self._opened(str(joined(parse_url(fetched.url), named[0])))
        yield from self._listed(url, fetched)

    def _read_list(self, path: Path) -> Iterator[Told]:
        """``path:line`` is the name of a line that holds no address."""
        nothing = True
        for item in listed(Source(path, str(path)), self._session):
            if isinstance(item, Notice):
                yield item
                continue
            nothing, (number, entry) = False, item
            try:
                if isinstance(entry, InputError):
                    raise entry
                parse_url(entry.url)
            except InputError as error:
                yield Reject(f"{path}:{number}", error.reason, error.detail)
            else:
                yield from _told(entry.url, self._read(entry, inside=False))
        if nothing:
            raise InputError(reasons.EMPTY, "the list holds no address")

    def _listed(self, name: str, first: Fetched) -> Iterator[Told]:
        """The new articles of what a feed or a sitemap lists, as many as are taken at once."""
        taken = 0
        for item in self._entries(name, first):
            if not isinstance(item, Entry):
                yield item
            elif self._is_known(item):
                yield Notice(ALREADY_KNOWN, item.url)
            elif taken < self._limits.listed_addresses:
                taken += 1
                yield from _told(item.url, self._read(item, inside=True))
            else:
                yield Reject(name, reasons.TOO_LARGE, f"only the first {taken:,} new addresses in it were taken")
                return

    def _entries(self, name: str, first: Fetched) -> Iterator[Entry | Reject | Notice]:
        """The entries of a feed or a sitemap, and of the sitemaps that it names, and they in turn."""
        listing = self._parsed(first)
        yield from _own(listing, name)
        waiting, opened = deque(listing.sitemaps), {key_of(first.url)}
        while waiting:
            url = waiting.popleft()
            if key_of(url) in opened:
                continue
            if len(opened) > self._limits.sitemap_files:
                yield Reject(name, reasons.TOO_LARGE, f"only the first {len(opened) - 1} sitemaps in it were read")
                return
            opened.add(key_of(url))
            try:
                listing = self._parsed(self._opened(url))
            except InputError as error:
                yield Reject(url, error.reason, error.detail)
                continue
            yield from _own(listing, url)
            waiting.extend(listing.sitemaps)

    def _is_known(self, entry: Entry) -> bool:
        return key_of(entry.url) in self._known or (bool(entry.guid) and entry.guid in self._known)

    def _fetched(self, entry: Entry) -> Fetched | None:
        """What an address holds; None where it is known. Raises InputError."""
        if self._is_known(entry):
            return None
        self._pass(entry.url)
        fetched = self._opened(entry.url)
        if key_of(fetched.url) == key_of(entry.url):
            return fetched
        if key_of(fetched.url) in self._known:
            return None
        self._pass(fetched.url)
        return fetched

    def _pass(self, url: str) -> None:
        """Raises InputError (duplicate) at the second time."""
        key = key_of(url)
        if key in self._passed:
            raise InputError(reasons.DUPLICATE, f"the same address came before: {url}"[:200])
        self._passed.add(key)

    def _opened(self, url: str) -> Fetched:
        fetched = self._fetcher.get(url)
        if is_gzip(fetched.data):
            return replace(fetched, data=gunzipped(fetched.data, limit=self._limits.unpacked_bytes))
        return fetched

    def _parsed(self, fetched: Fetched) -> Listing:
        job = Job(fetched.data, fetched.url, self._limits.listing_entries, fetched.media_type, fetched.charset)
        return self._session.keep(_guard)(job)

    def _article(self, entry: Entry, fetched: Fetched) -> Iterator[Told]:
        """The article of a page, or what a reader of files makes of another kind of file. Raises InputError."""
        keys = tuple(dict.fromkeys(filter(None, (key_of(entry.url), entry.guid, key_of(fetched.url)))))
        for item in self._items(entry.url, fetched):
            if isinstance(item, Read):
                yield replace(item, article=_completed(item.article, entry, fetched), keys=keys)
            else:
                yield item

    @cached_property
    def _fetcher(self) -> Fetcher:
        return self._given or Fetcher(self._limits)

    def _items(self, name: str, fetched: Fetched) -> Iterator[Told]:
        if not fetched.data.strip():
            raise InputError(reasons.EMPTY, "the answer holds nothing")
        suffix = _suffix(fetched)
        if not suffix:
            limit = self._session.limits.file_bytes
            if len(fetched.data) > limit:
                raise InputError(reasons.TOO_LARGE, f"the page is larger than {limit:,} bytes")
            yield from article_of_page(name, fetched.data, self._session, encoding=fetched.charset)
            return
        reader = reader_for(Path(f"file{suffix}"))
        if reader is None:
            raise InputError(reasons.UNSUPPORTED_TYPE, f"{fetched.media_type or suffix} is not read")
        for item in reader.read(Source(Path(f"file{suffix}"), name, fetched.data), Fields(), self._session):
            if not isinstance(item, Found):
                yield item


def _guard(limits: Limits) -> Guard[Job, Listing]:
    return Guard(parse_listing, seconds=limits.page_seconds, called="the feed or sitemap")


def _told(name: str, items: Iterator[Told]) -> Iterator[Told]:
    """The items; where they end in an InputError, a reject of ``name`` instead."""
    try:
        yield from items
    except InputError as error:
        yield Reject(name, error.reason, error.detail)


def _own(listing: Listing, name: str) -> Iterator[Entry | Reject | Notice]:
    """The entries of one feed or sitemap.

    A guid that is no address is one among those of its feed alone, and one that several entries have tells nothing.
    """
    if listing.without_address:
        yield Notice(ENTRIES_WITHOUT_ADDRESS, name)
    if not listing.entries and not listing.sitemaps:
        yield Reject(name, reasons.EMPTY, "lists no address")
    times = Counter(entry.guid for entry in listing.entries)
    for entry in listing.entries:
        own = entry.guid if ":" in entry.guid else f"{key_of(name)} {entry.guid}"
        yield replace(entry, guid=own if entry.guid and times[entry.guid] == 1 else "")


def _is_listing(fetched: Fetched) -> bool:
    return bool(kind_of(fetched.data, fetched.media_type))


def _suffix(fetched: Fetched) -> str:
    """How a file of this type is called; ``""`` for a page. Raises InputError (unsupported-type)."""
    if fetched.data.startswith(_PDF):
        return ".pdf"
    if fetched.media_type in PAGE_TYPES or begins_as_markup(fetched.data):
        return ""
    if fetched.media_type in _SUFFIXES:
        return _SUFFIXES[fetched.media_type]
    named = PurePosixPath(urlsplit(fetched.url).path).suffix.lower()
    if fetched.media_type in _UNTOLD and named in _SUFFIXES.values():
        return named
    raise InputError(reasons.UNSUPPORTED_TYPE, f"{fetched.media_type or 'something without a type'} is no page")


def _completed(article: Article, entry: Entry, fetched: Fetched) -> Article:
    """The article with what its page does not say: from the feed, and from where it came."""
    said = Fields(article.title, article.outlet, article.published, _canonical(article.url, fetched.url))
    return (
        entry.said.or_else(said).or_else(entry.fields).or_else(Fields(outlet=_site(fetched.url))).article(article.text)
    )


def _canonical(said: str, final: str) -> str:
    """The address that a page gives as its own, where it is one of its site and no front page; else the final one."""
    ours, theirs = _site(final), _site(said)
    related = theirs == ours or theirs.endswith(f".{ours}") or ours.endswith(f".{theirs}")
    return said if theirs and related and urlsplit(said).path.strip("/") else final


def _site(url: str) -> str:
    """The host of an address without ``www.``; ``""`` where it is none."""
    try:
        return parse_url(url).host.removeprefix("www.")
    except InputError:
        return ""
