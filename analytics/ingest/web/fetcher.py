"""Bytes of an address: the one way in which this project asks the network for anything."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from analytics import bundled
from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.web.bounds import WebLimits
from analytics.ingest.web.connection import BrokenConnectionError, Deadline, Network, connected
from analytics.ingest.web.manners import ROBOT, Robots, Turns
from analytics.ingest.web.transfer import Answer, exchange, unpacked
from analytics.ingest.web.urls import Url, joined, parse_url

_TYPE = re.compile(r"[a-z0-9.+_-]{1,100}/[a-z0-9.+_-]{1,100}", re.ASCII)
_REDIRECTS = (301, 302, 303, 307, 308)
_TOO_MANY = 429
_SERVER_ERRORS = range(500, 600)
_ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
)
_MEANINGS = {
    401: "asks for a password",
    402: "asks for payment",
    403: "access is denied",
    404: "there is no such page",
    410: "the page is gone",
    429: "too many requests",
    451: "withheld for legal reasons",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came back: from which address in the end, its bytes unpacked, and as what it is said to be.

    ``media_type`` is as ``text/html``, in lower case, and ``charset`` as the server names it; ``""`` where it does not.
    """

    url: str
    data: bytes
    media_type: str = ""
    charset: str = ""


class Fetcher:
    """Fetches addresses one after another, politely and within bounds.

    ``network``, ``sleep`` and ``clock`` (seconds) stand for the world outside.
    """

    def __init__(
        self,
        limits: WebLimits = WebLimits(),  # noqa: B008 - frozen
        *,
        network: Network | None = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limits = limits
        self._network = network or Network()
        self._sleep = sleep
        self._clock = clock
        self._turns = Turns(limits, sleep, clock)
        self._robots = Robots(self._ask_robots)
        self._headers = {
            "User-Agent": f"{ROBOT}/{bundled.version()}",
            "Accept": _ACCEPTED,
            "Accept-Encoding": "gzip",
            "Accept-Language": "en, *;q=0.5",
        }

    def get(self, url: str) -> Fetched:
        """What an address holds.

        Raises InputError: address-refused, robots-refused, unreachable, http-error, too-slow, too-large, or unreadable
        where it does not unpack.
        """
        final, answer = self._followed(parse_url(url), limit=self._limits.received_bytes, ask_robots=True)
        if answer.status != HTTPStatus.OK:
            raise InputError(reasons.HTTP_ERROR, _meaning(answer.status))
        encoding = answer.headers.get("Content-Encoding", "")
        return Fetched(
            str(final),
            unpacked(answer.body, encoding, limit=self._limits.unpacked_bytes),
            _media_type(answer),
            answer.headers.get_content_charset("") or "",
        )

    def _ask_robots(self, url: Url) -> tuple[int, bytes]:
        """Status and bytes of a robots.txt."""
        limit = self._limits.robots_bytes
        _, answer = self._followed(url, limit=limit, ask_robots=False)
        return answer.status, unpacked(answer.body, answer.headers.get("Content-Encoding", ""), limit=limit)

    def _followed(self, url: Url, *, limit: int, ask_robots: bool) -> tuple[Url, Answer]:
        """The answer where the redirects end, and the address there: each is checked as the first one is."""
        deadline = Deadline(self._limits.seconds, self._clock)
        passed: list[Url] = []
        while True:
            self._turns.check(url.host)
            pause = self._permitted(url) if ask_robots else 0.0
            answer = self._answer(url, deadline, limit=limit, pause=pause)
            passed.append(url)
            if answer.status not in _REDIRECTS or "Location" not in answer.headers:
                return url, answer
            url = joined(url, _as_sent(answer.headers["Location"]))
            if url in passed:
                raise InputError(reasons.UNREACHABLE, f"is redirected in a circle, back to {url}"[:200])
            if len(passed) > self._limits.redirects:
                raise InputError(reasons.UNREACHABLE, f"is redirected more than {self._limits.redirects} times")

    def _permitted(self, url: Url) -> float:
        """The pause that robots.txt asks for, in seconds. Raises InputError (robots-refused)."""
        rules = self._robots.of(url)
        if not rules.allow(url):
            raise InputError(reasons.ROBOTS_REFUSED, f"the robots.txt of {url.netloc} does not allow it")
        return rules.pause

    def _answer(self, url: Url, deadline: Deadline, *, limit: int, pause: float) -> Answer:
        """The answer of a server, asked a second time where the first try may have failed by chance."""
        try:
            answer = self._asked(url, deadline, limit=limit, pause=pause)
            wait = self._wait_after(answer)
            if wait is None or wait >= deadline.left():
                return answer
        except BrokenConnectionError:
            wait = self._limits.retry_seconds
            if wait >= deadline.left():
                raise
        self._sleep(wait)
        return self._asked(url, deadline, limit=limit, pause=pause)

    def _asked(self, url: Url, deadline: Deadline, *, limit: int, pause: float) -> Answer:
        with deadline.paused():
            self._turns.wait(url.host, pause=pause)
        try:
            line = connected(url, self._network, deadline, limit=limit, allow_private=self._limits.allow_private)
            answer = exchange(url, line, self._headers)
        except InputError as error:
            if error.reason in (reasons.UNREACHABLE, reasons.TOO_SLOW):
                self._turns.answered(url.host, well=False)
            raise
        self._turns.answered(url.host, well=True)
        return answer

    def _wait_after(self, answer: Answer) -> float | None:
        """In how many seconds to ask again; None where that is of no use.

        Raises InputError (http-error) where the server asks for more than are waited.
        """
        if answer.status not in _SERVER_ERRORS and answer.status != _TOO_MANY:
            return None
        asked = _seconds(answer.headers.get("Retry-After", ""))
        if asked is None:
            return self._limits.retry_seconds
        if asked > self._limits.longest_pause_seconds:
            raise InputError(reasons.HTTP_ERROR, f"{_meaning(answer.status)}; asks to come back in {asked:,.0f} s")
        return asked


def _media_type(answer: Answer) -> str:
    """The type that a server names; ``""`` where it names none."""
    named = answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
    return named if _TYPE.fullmatch(named) else ""


def _as_sent(header: str) -> str:
    """The text of a header, which http.client takes for ISO 8859-1, in UTF-8 where it is that."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _seconds(text: str) -> float | None:
    """The seconds of a header Retry-After, a number or a date; None where it says nothing that can be read."""
    if text.isascii() and text.strip().isdigit() and len(text) < 12:
        return float(text)
    try:
        when = email.utils.parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    aware = when if when.tzinfo else when.replace(tzinfo=dt.UTC)
    return max(0.0, (aware - dt.datetime.now(dt.UTC)).total_seconds())


def _meaning(status: int) -> str:
    """What a status says, in words."""
    usual = "the server failed" if status in _SERVER_ERRORS else "no page came back"
    return f"answered with {status}: {_MEANINGS.get(status, usual)}"
