"""Which machines on the network may be asked: by their IP addresses, when a connection is made."""

from __future__ import annotations

import ipaddress

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""An IPv4 address in the last 32 bits, for networks that speak IPv6 alone (RFC 6052)."""


def refusal(address: str, *, allow_private: bool) -> str:
    """Why no connection is made to an IP address, as the end of a sentence; ``""`` where one may be made.

    Private addresses and those of this machine may be allowed. Never allowed are those that no page has: link-local
    ones (which clouds use to give out their keys), multicast, reserved ones.
    """
    try:
        plain = _unwrapped(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return "which is no IP address"
    if plain.is_unspecified or plain.is_multicast:
        return "which is no single machine"
    if plain.is_link_local:
        return "a link-local address, which is never fetched"
    if plain.is_loopback:
        return "" if allow_private else "which is this machine itself"
    if plain.is_reserved:
        return "a reserved address, which is never fetched"
    if plain.is_global and not getattr(plain, "is_site_local", False):
        return ""
    return "" if allow_private else "a private address"


def _unwrapped(address: _Address) -> _Address:
    """The IPv4 address that an IPv6 one stands for, else the address itself."""
    if not isinstance(address, ipaddress.IPv6Address):
        return address
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1] or address
