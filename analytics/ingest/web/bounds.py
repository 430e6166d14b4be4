"""Bounds on fetching, by name; the fetcher keeps to them, whatever a server does."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebLimits:
    """How much is taken from the web, how fast and for how long.

    ``seconds`` is for one address from its first connection to its last byte, with redirects, robots.txt and the second
    try, and without the wait for a host's turn. ``received_bytes`` is for one answer, head and all,
    ``unpacked_bytes`` for what it unpacks to.

    Between two requests to a host pass ``pause_seconds``, or what its robots.txt asks, and at most
    ``longest_pause_seconds``; a server that asks to come back later than that is not tried again. The second try comes
    ``retry_seconds`` after the first, where the server does not say when. A host that gave nothing at ``host_failures``
    tries in a row is left alone for the rest of the run.

    One feed or sitemap gives at most ``listed_addresses`` new addresses, out of at most ``sitemap_files`` sitemaps, of
    each of which ``listing_entries`` are looked at.

    ``allow_private`` lets addresses of one's own machine and network in, for an intranet.
    """

    received_bytes: int = 20_000_000
    unpacked_bytes: int = 50_000_000
    robots_bytes: int = 500_000
    seconds: float = 60.0
    redirects: int = 5
    pause_seconds: float = 1.0
    longest_pause_seconds: float = 30.0
    retry_seconds: float = 2.0
    host_failures: int = 6
    listed_addresses: int = 1_000
    listing_entries: int = 50_000
    sitemap_files: int = 50
    allow_private: bool = False
