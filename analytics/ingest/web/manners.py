"""What a polite visitor keeps to: robots.txt, a pause between requests to a host, and not asking the dead again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from urllib.robotparser import RobotFileParser

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.web.bounds import WebLimits
from analytics.ingest.web.urls import Url, parse_url

ROBOT = "quoted-stance"
"""The name by which robots.txt may speak to this program."""

_FORBIDDEN = (401, 403)
_CLIENT_ERRORS = range(400, 500)


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt says: who may come where, and how many seconds are to pass between two requests."""

    parser: RobotFileParser
    pause: float = 0.0

    def allow(self, url: Url) -> bool:
        """True where this program may fetch the address."""
        return self.parser.can_fetch(ROBOT, str(url))


class Robots:
    """The robots.txt of each origin, asked for once.

    ``ask`` gives status and bytes of an address, and raises InputError where there is no answer.
    """

    def __init__(self, ask: Callable[[Url], tuple[int, bytes]]) -> None:
        self._ask = ask
        self._known: dict[str, Rules | InputError] = {}

    def of(self, url: Url) -> Rules:
        """The rules for an address. Raises InputError where they cannot be had, which is then told of each address.

        As urllib.robotparser has it: where access to robots.txt itself is denied, nothing may be fetched; where there
        is none, everything may.
        """
        if url.origin not in self._known:
            self._known[url.origin] = self._read(url)
        known = self._known[url.origin]
        if isinstance(known, InputError):
            raise InputError(known.reason, known.detail)
        return known

    def _read(self, url: Url) -> Rules | InputError:
        try:
            status, body = self._ask(parse_url(f"{url.origin}/robots.txt"))
        except InputError as error:
            return InputError(error.reason, f"robots.txt: {error.detail}")
        parser = RobotFileParser()
        if status == HTTPStatus.OK:
            parser.parse(body.decode("utf-8-sig", "replace").splitlines())
        elif status in _FORBIDDEN:
            parser.parse(["User-agent: *", "Disallow: /"])
        elif status in _CLIENT_ERRORS:
            parser.parse([])
        else:
            return InputError(reasons.UNREACHABLE, f"robots.txt: answered with {status}, so nothing may be fetched")
        return Rules(parser, float(parser.crawl_delay(ROBOT) or 0))


class Turns:
    """When a host may be asked again, and whether at all."""

    def __init__(self, limits: WebLimits, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._limits = limits
        self._sleep = sleep
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def wait(self, host: str, *, pause: float = 0.0) -> None:
        """Return when it is this host's turn: ``pause`` seconds after the last one where that is more than usual."""
        due = min(max(pause, self._limits.pause_seconds), self._limits.longest_pause_seconds)
        if host in self._asked and (left := self._asked[host] + due - self._clock()) > 0:
            self._sleep(left)
        self._asked[host] = self._clock()

    def check(self, host: str) -> None:
        """Raises InputError (unreachable) for a host that gave nothing too often."""
        count = self._failures.get(host, 0)
        if count >= self._limits.host_failures:
            raise InputError(reasons.UNREACHABLE, f"{host} gave no answer {count} times in a row; not asked again")

    def answered(self, host: str, *, well: bool) -> None:
        """Note whether a host gave an answer."""
        self._failures[host] = 0 if well else self._failures.get(host, 0) + 1
