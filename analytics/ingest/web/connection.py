"""Connections to machines that were checked, within a time, and within a number of bytes.

A name is resolved once, every address that it has is checked, and the connection goes to a checked address itself, not
to the name: a name server that answers differently a moment later changes nothing. TLS and the header Host still bear
the name, so that certificates are checked against it.

Why http.client over a socket of our own, and not httpx, requests or urllib3: httpx and requests connect by name, behind
a pool, and by the proxies of the environment. urllib3 can be given an address and the name for TLS apart, but like the
others it bounds each read and not the whole, so that a server that sends a byte a second holds it for hours; its parts
would have to be replaced for that. http.client takes any object that reads and writes: the check, the time and the
count of bytes stand in one place, here.
"""

from __future__ import annotations

import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.web.machines import refusal
from analytics.ingest.web.urls import Url

_MOST_TRIED = 4  # addresses of one name
_PATIENCE = 10.0  # seconds for one of them to answer


class BrokenConnectionError(InputError):
    """A connection that was not made or broke off; it may be there another time."""


class Deadline:
    """The time that is left for one address; ``clock`` gives seconds."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._clock = clock
        self._end = clock() + seconds

    def left(self) -> float:
        """The seconds that are left, above 0. Raises InputError (too-slow) where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise self.over()
        return left

    def over(self) -> InputError:
        """What to raise when the time is over."""
        return InputError(reasons.TOO_SLOW, f"no whole answer within {self._seconds:g} s")

    @contextmanager
    def paused(self) -> Iterator[None]:
        """The time that passes meanwhile does not count."""
        begun = self._clock()
        yield
        self._end += self._clock() - begun


def _addresses(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def _connection(address: str, port: int, seconds: float) -> socket.socket:
    return socket.create_connection((address, port), timeout=seconds)


@dataclass(frozen=True)
class Network:
    """The network: the IP addresses of a name, a connection to one of them, and whose certificates are trusted."""

    resolve: Callable[[str, int], Sequence[str]] = _addresses
    connect: Callable[[str, int, float], socket.socket] = _connection
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)


class Line:
    """A connection as http.client takes it: each read has the time that is left, all of them a bound in bytes."""

    def __init__(self, sock: socket.socket, deadline: Deadline, limit: int) -> None:
        self.limit = limit
        self._sock = sock
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """Send all of it."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What comes back."""
        return io.BufferedReader(_Incoming(self._sock, self._deadline, self.limit))

    def close(self) -> None:
        """Nothing: http.client closes a connection as soon as it has the head of the answer, and reads on."""

    def hang_up(self) -> None:
        """End the connection."""
        self._sock.close()


class _Incoming(io.RawIOBase):
    def __init__(self, sock: socket.socket, deadline: Deadline, limit: int) -> None:
        self._sock = sock
        self._deadline = deadline
        self._limit = self._left = limit

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Bytes that are there. Raises InputError: too-slow, too-large."""
        self._sock.settimeout(self._deadline.left())
        try:
            count = self._sock.recv_into(buffer)
        except TimeoutError as error:
            raise self._deadline.over() from error
        self._left -= count
        if self._left < 0:
            raise InputError(reasons.TOO_LARGE, f"an answer of over {self._limit:,} bytes")
        return count


def connected(url: Url, network: Network, deadline: Deadline, *, limit: int, allow_private: bool) -> Line:
    """A connection to the machine that an address names; ``limit`` bounds the bytes that come back.

    Raises InputError: address-refused where one of its IP addresses is not to be asked, too-slow, or
    BrokenConnectionError.
    """
    found = _resolved(url, network, deadline)
    for address in found:
        if why := refusal(address, allow_private=allow_private):
            place = url.host if url.host == address else f"{url.host} is at {address}"
            raise InputError(reasons.ADDRESS_REFUSED, f"{place}, {why}")
    failure: OSError | None = None
    for address in found[:_MOST_TRIED]:
        try:
            sock = network.connect(address, url.port, min(deadline.left(), _PATIENCE))
        except OSError as error:
            failure = error
            continue
        return Line(_secured(sock, url, network, deadline) if url.scheme == "https" else sock, deadline, limit)
    raise BrokenConnectionError(reasons.UNREACHABLE, f"{url.netloc} does not answer: {_told(failure)}") from failure


def _resolved(url: Url, network: Network, deadline: Deadline) -> Sequence[str]:
    """The IP addresses of a host, asked in a thread: a name server may keep silent for longer than there is time."""
    found: list[Sequence[str]] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            found.append(network.resolve(url.host, url.port))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(deadline.left())
    if asking.is_alive():
        raise deadline.over()
    if not found or not found[0]:
        why = f": {_told(failed[0])}" if failed else ""
        raise BrokenConnectionError(reasons.UNREACHABLE, f"no machine is known by the name {url.host}{why}")
    return found[0]


def _secured(sock: socket.socket, url: Url, network: Network, deadline: Deadline) -> socket.socket:
    try:
        sock.settimeout(deadline.left())
        return network.trust.wrap_socket(sock, server_hostname=url.host)
    except ssl.SSLCertVerificationError as error:
        sock.close()
        raise InputError(
            reasons.UNREACHABLE, f"the certificate of {url.host} is not trusted: {error.verify_message}"
        ) from error
    except TimeoutError as error:
        sock.close()
        raise deadline.over() from error
    except OSError as error:
        sock.close()
        raise BrokenConnectionError(
            reasons.UNREACHABLE, f"no secure connection to {url.host}: {_told(error)}"
        ) from error


def _told(error: Exception | None) -> str:
    """What went wrong, in the system's words."""
    return (error.strerror if isinstance(error, OSError) and error.strerror else str(error))[:120]
