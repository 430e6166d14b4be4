"""Addresses of pages: read, checked for form, resolved against one another, and compared."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import one_line

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8_000  # characters
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://", re.ASCII)
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_HOST = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*\.?", re.ASCII)
_KEPT = "!#$%&'()*+,/:;=?@[]~"  # what an address may hold as it is; the rest is written in %XX


@dataclass(frozen=True, slots=True)
class Url:
    """An address that can be asked for: ``host`` in ASCII and lower case, ``path`` with its query, no fragment."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, the last where it is not the usual one."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def netloc(self) -> str:
        """Host and port as the header Host has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return self.origin + self.path


def is_address(given: object) -> bool:
    """True for a text that begins with a scheme, as in ``https://``: what a user means as an address, not as a file."""
    return isinstance(given, str) and bool(_ADDRESS.match(given.strip()))


def is_web_address(text: str) -> bool:
    """True for a text in one word that begins with ``http://`` or ``https://``."""
    return bool(_WEB_ADDRESS.fullmatch(text))


def parse_url(text: str) -> Url:
    """Read an address. Raises InputError (address-refused) for one that is none, or that is not fetched."""
    if len(text) > _LONGEST:
        raise InputError(reasons.ADDRESS_REFUSED, f"an address of over {_LONGEST:,} characters")
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise InputError(reasons.ADDRESS_REFUSED, f"no address: {error}") from error
    scheme = parts.scheme.lower()
    if scheme not in _PORTS:
        raise InputError(reasons.ADDRESS_REFUSED, f"only http and https are fetched, not {scheme or 'a bare name'}")
    if parts.username is not None or parts.password is not None:
        raise InputError(reasons.ADDRESS_REFUSED, "holds a name or password in front of the host")
    if port == 0:
        raise InputError(reasons.ADDRESS_REFUSED, "there is no port 0")
    return Url(scheme, _host(parts), port or _PORTS[scheme], _path(parts))


def joined(base: Url, link: str) -> Url:
    """The address of a link in a page or an answer. Raises InputError (address-refused)."""
    try:
        whole = urljoin(str(base), link.strip())
    except ValueError as error:
        raise InputError(reasons.ADDRESS_REFUSED, f"no address: {error}") from error
    return parse_url(whole)


def key_of(text: str) -> str:
    """What two ways of writing one address have in common; a text that is no address is its own key, in one line."""
    try:
        return str(parse_url(text))
    except InputError:
        return one_line(text)


def addresses_in(text: str) -> Iterator[tuple[int, str]]:
    """The addresses of a plain list and their lines from 1: one in a line; empty lines and those that begin with # are
    left out."""
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped and not stripped.startswith("#"):
            yield number, stripped


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    if "%" in host:
        raise InputError(reasons.ADDRESS_REFUSED, "names an interface of this machine, or no host")
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise InputError(reasons.ADDRESS_REFUSED, f"no IPv6 address: {error}") from error
    try:
        plain = host if host.isascii() else host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise InputError(reasons.ADDRESS_REFUSED, "no name of a host") from error
    if not _HOST.fullmatch(plain) or len(plain) > 253:
        raise InputError(reasons.ADDRESS_REFUSED, "no name of a host")
    return plain


def _path(parts: SplitResult) -> str:
    path = parts.path or "/"
    whole = f"{path}?{parts.query}" if parts.query else path
    return quote(whole if whole.startswith("/") else f"/{whole}", safe=_KEPT, errors="replace")
