"""Files and folders in, articles and rejects out: one pass, lazily, in the order of the input."""

from __future__ import annotations

import os
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, groupby
from pathlib import Path

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.dates import is_believed
from analytics.ingest.duplicates import Seen
from analytics.ingest.fields import Fields
from analytics.ingest.files import find_files, read_bytes
from analytics.ingest.language import other_language
from analytics.ingest.metadata import Metadata, load_metadata
from analytics.ingest.model import DATE_NOT_BELIEVED, OUTLET_UNKNOWN, Asked, Found, Limits, Notice, Notify, Read
from analytics.ingest.reader import Reader, Session, Source
from analytics.ingest.readers import reader_for, suffixes
from analytics.ingest.web.fetcher import Fetcher
from analytics.ingest.web.reading import Web
from analytics.ingest.web.urls import is_address
from analytics.records import Article, Reject


class Inputs(Iterator[Article | Reject]):
    """Articles and rejects, one at a time, and under which name each article was read."""

    def __init__(self, items: Iterator[Article | Reject], seen: Seen) -> None:
        self._items = items
        self._seen = seen

    def __next__(self) -> Article | Reject:
        return next(self._items)

    def input_of(self, article: Article) -> str:
        """The input of an article that came out of here: ``path``, or ``path:line`` for a row; else ``""``.

        It goes by the article's id, so that it can be asked of a copy that went through another process.
        """
        return self._seen.input_of(article)

    def keys_of(self, article: Article) -> tuple[str, ...]:
        """What an article that came from the web is known by: its addresses and the guid of its feed; else ``()``.

        Whoever keeps the article keeps them with it, and gives all that it keeps as ``known`` the next time. It goes
        by the article's id, too.
        """
        return self._seen.keys_of(article)


def read_inputs(
    paths: Sequence[Path | str],
    *,
    metadata: Path | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    exclude: Collection[Path] = (),
    names: Mapping[Path, str] | None = None,
    asked: Asked = Asked(),  # noqa: B008 - frozen
    notify: Notify | None = None,
    feeds: Sequence[str] = (),
    lists: Sequence[Path] = (),
    known: Container[str] = frozenset(),
    fetcher: Fetcher | None = None,
) -> Inputs:
    """Read files and folders, lazily and in their order; :mod:`analytics.ingest.readers` says of which kinds.

    A text among ``paths`` that begins like ``https://`` is fetched: a page, or a feed or sitemap with the pages that it
    names. ``feeds`` are addresses that must be feeds, sitemaps, or pages that name a feed, ``lists`` files with an
    address in each line; they come after the paths. Addresses whose keys (:meth:`Inputs.keys_of`) are in ``known`` are
    not fetched again, and a notice says so. ``limits.web`` bounds all of that; ``fetcher`` does it.

    ``metadata`` is a CSV file that gives outlet, date, title and url for files (it goes before what a page says of
    itself, and after what a row says), or outlet, date and title for the articles of addresses. ``exclude`` names files
    and folders that are not input although they lie in a folder that is. ``names`` says what to call files of ``paths``
    that do not bear the user's name for them. ``asked`` is what the user says of how rows are to be read. ``notify`` is
    called with what the user should know of inputs that are used all the same.

    What cannot be used comes out as a Reject in its place, with a reason from :mod:`analytics.ingest.reasons`, and
    the rest goes on. Raises ConfigurationError, at once, where the metadata file is malformed.
    """
    rows = load_metadata(metadata, limits=limits, asked=asked) if metadata else Metadata()
    shut = (*exclude, metadata) if metadata else tuple(exclude)
    seen = Seen()
    session = Session(limits, asked)
    web = Web(session, known, fetcher)

    def items() -> Iterator[Read | Reject | Notice]:
        for fetched, some in groupby(paths, is_address):
            if fetched:
                yield from chain.from_iterable(map(web.read, map(str, some)))
            else:
                yield from _items(find_files(list(some), exclude=shut, names=names), rows, session)
        yield from chain.from_iterable(map(web.read_list, lists))
        yield from chain.from_iterable(map(web.read_feed, feeds))

    return Inputs(_read_all(items(), rows, session, seen, notify or _ignore), seen)


def _read_all(
    items: Iterable[Read | Reject | Notice], metadata: Metadata, session: Session, seen: Seen, notify: Notify
) -> Iterator[Article | Reject]:
    with session:
        for item in items:
            if isinstance(item, Read):
                known = replace(item, article=metadata.completed(item.article))
                yield _used(known, seen, session.limits, notify)
            elif isinstance(item, Reject):
                yield item
            else:
                notify(item)
    for notice in metadata.notices():
        notify(notice)


def _items(
    files: Iterable[Found | Reject | Notice], metadata: Metadata, session: Session
) -> Iterator[Read | Reject | Notice]:
    for found in files:
        if isinstance(found, Found):
            yield from _read_file(found, metadata, session)
        else:
            yield found


def _read_file(found: Found, metadata: Metadata, session: Session) -> Iterator[Read | Reject | Notice]:
    try:
        reader = _reader_of(found)
        said = metadata.look_up(found) or Fields()
        for item in reader.read(Source(found.path, found.name, found.held, found.within), said, session):
            if isinstance(item, Found):
                yield from _read_file(item, metadata, session)
            else:
                yield item
    except InputError as error:
        yield Reject(found.name, error.reason, error.detail)


def _reader_of(found: Found) -> Reader:
    """Who reads the file. Raises InputError: unsupported-type, or why it cannot be read where there is none."""
    path = found.path
    if reader := reader_for(path):
        return reader
    if found.held is None and not os.path.exists(path):  # noqa: PTH110 - Path.exists raises where a name is too long or nothing is permitted
        read_bytes(path, limit=0)
    read = ", ".join(suffixes())
    raise InputError(reasons.UNSUPPORTED_TYPE, f"{path.suffix or 'no suffix'}: read are {read}")


def _used(read: Read, seen: Seen, limits: Limits, notify: Notify) -> Article | Reject:
    """What comes of an article: whatever it was read from, its date is believed or dropped here."""
    said = read.article.published
    believed = said is None or is_believed(said)
    judged = _judge(read if believed else replace(read, article=replace(read.article, published=None)), seen, limits)
    if isinstance(judged, Article):
        more = ((DATE_NOT_BELIEVED, not believed), (OUTLET_UNKNOWN, not judged.outlet))
        for kind in (*read.doubts, *(kind for kind, holds in more if holds)):
            notify(Notice(kind, read.input))
    return judged


def _judge(read: Read, seen: Seen, limits: Limits) -> Article | Reject:
    """The article, unless it is too long, not English, or came before."""
    article = read.article
    if len(article.text) > limits.article_characters:
        bound = f"{len(article.text):,} characters; the bound is {limits.article_characters:,}"
        return Reject(read.input, reasons.TOO_LARGE, bound)
    if other := other_language(article.text):
        return Reject(read.input, reasons.NOT_ENGLISH, other)
    if earlier := seen.earlier(article, read.input, read.keys):
        return Reject(read.input, reasons.DUPLICATE, earlier)
    return article


def _ignore(notice: Notice) -> None:
    """Nobody asked for notices."""
