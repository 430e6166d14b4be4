"""Files and folders in, articles and rejects out: one pass, lazily, in the order of the input."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.decode import decode
from analytics.ingest.duplicates import Seen
from analytics.ingest.fields import Fields
from analytics.ingest.files import find_files, read_bytes
from analytics.ingest.language import other_language
from analytics.ingest.metadata import Metadata, load_metadata
from analytics.ingest.model import OUTLET_UNKNOWN, Found, Item, Limits, Notice, Notify, Read
from analytics.ingest.page_reader import PageReader
from analytics.ingest.tabular import read_csv, read_jsonl
from analytics.records import Article, Reject

_PAGES = (".html", ".htm")


def read_inputs(
    paths: Sequence[Path | str],
    *,
    metadata: Path | None = None,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    exclude: Collection[Path] = (),
    notify: Notify | None = None,
) -> Iterator[Article | Reject]:
    """Read files and folders of .txt, .html, .htm, .csv and .jsonl, lazily and in their order.

    ``metadata`` is a CSV file that gives outlet, date, title and url for files (it goes before what a page says of
    itself, and after what a row says). ``exclude`` names files and folders that are not input although they lie in
    a folder that is. ``notify`` is called with what the user should know of inputs that are used all the same.

    What cannot be used comes out as a Reject in its place, with a reason from :mod:`analytics.ingest.reasons`, and
    the rest goes on. Raises ConfigurationError, at once, where the metadata file is malformed.
    """
    known = load_metadata(metadata, limits=limits) if metadata else Metadata()
    shut = (*exclude, metadata) if metadata else tuple(exclude)
    return _read_all([Path(path) for path in paths], known, limits, shut, notify or _ignore)


def _read_all(
    paths: Sequence[Path], metadata: Metadata, limits: Limits, shut: Collection[Path], notify: Notify
) -> Iterator[Article | Reject]:
    seen = Seen()
    with PageReader(seconds=limits.page_seconds) as pages:
        for item in _items(paths, metadata, limits, shut, pages):
            judged = item if isinstance(item, Reject) else _judge(item, seen, limits)
            if isinstance(item, Read) and isinstance(judged, Article) and not judged.outlet:
                notify(Notice(OUTLET_UNKNOWN, item.input))
            yield judged
    for notice in metadata.notices():
        notify(notice)


def _items(
    paths: Sequence[Path], metadata: Metadata, limits: Limits, shut: Collection[Path], pages: PageReader
) -> Iterator[Item]:
    for found in find_files(paths, exclude=shut):
        if isinstance(found, Reject):
            yield found
        else:
            yield from _read_file(found, metadata, limits, pages)


def _read_file(found: Found, metadata: Metadata, limits: Limits, pages: PageReader) -> Iterator[Item]:
    said = metadata.look_up(found) or Fields()
    suffix = found.path.suffix.lower()
    try:
        text = decode(read_bytes(found.path, limit=limits.file_bytes), page=suffix in _PAGES)
        if suffix == ".csv":
            yield from read_csv(text, found.name, said)
        elif suffix == ".jsonl":
            yield from read_jsonl(text, found.name, said)
        elif suffix in _PAGES:
            body, page = pages.read(text)
            yield Read(found.name, said.or_else(page).article(body))
        else:
            yield Read(found.name, said.article(text))
    except InputError as error:
        yield Reject(found.name, error.reason, error.detail)


def _judge(read: Read, seen: Seen, limits: Limits) -> Article | Reject:
    """The article, unless it is too long, not English, or came before."""
    article = read.article
    if len(article.text) > limits.article_characters:
        bound = f"{len(article.text):,} characters; the bound is {limits.article_characters:,}"
        return Reject(read.input, reasons.TOO_LARGE, bound)
    if other := other_language(article.text):
        return Reject(read.input, reasons.NOT_ENGLISH, f"found: {other}")
    if earlier := seen.earlier(article, read.input):
        return Reject(read.input, reasons.DUPLICATE, earlier)
    return article


def _ignore(notice: Notice) -> None:
    """Nobody asked for notices."""
