"""Articles out of web pages, parsed in a process of their own."""

from __future__ import annotations

from analytics.ingest.fields import Fields
from analytics.ingest.guard import Guard, guarded
from analytics.ingest.readers.page.extraction import extract_page


class PageParser(Guard[str, tuple[str, Fields]]):
    """Reads one page after another; what it cannot read is an InputError: as of :func:`extract_page`, or unreadable."""

    def __init__(self, *, seconds: float) -> None:
        super().__init__(extract_page, seconds=seconds, called="the page")

    def parse(self, markup: str) -> tuple[str, Fields]:
        """Text and fields of the article in a page. Raises InputError."""
        return self(markup)


def parse_page(markup: str, *, seconds: float) -> tuple[str, Fields]:
    """What :func:`extract_page` returns, as the worker process finds it. Raises InputError."""
    return guarded(extract_page, markup, seconds=seconds)
