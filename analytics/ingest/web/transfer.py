"""One request and its answer over a connection, and the bytes of the answer unpacked; both within bounds."""

from __future__ import annotations

import http.client
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http import HTTPStatus

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.web.connection import BrokenConnectionError, Line
from analytics.ingest.web.urls import Url

_PIECE = 65_536  # bytes
_MOST_PARTS = 100  # a gzip file may be several, one after the other
_GZIP = b"\x1f\x8b"
_AS_GZIP, _AS_ZLIB = 31, 15  # what zlib calls them


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; ``body`` as it was sent, empty where the status is not 200."""

    status: int
    headers: Message
    body: bytes = b""


def exchange(url: Url, line: Line, headers: Mapping[str, str]) -> Answer:
    """Ask for an address and take the answer. Closes the connection.

    Raises InputError: too-large, too-slow; BrokenConnectionError where the answer is broken or breaks off.
    """
    asking = http.client.HTTPConnection(url.host, url.port)
    asking.sock = line
    try:
        asking.request("GET", url.path, headers={"Host": url.netloc, "Connection": "close", **headers})
        response = asking.getresponse()
        body = _body(response, line.limit) if response.status == HTTPStatus.OK else b""
        return Answer(response.status, response.headers, body)
    except (OSError, http.client.HTTPException) as error:
        what = str(error) or type(error).__name__
        raise BrokenConnectionError(
            reasons.UNREACHABLE, f"{url.netloc} broke off or gave no sound answer: {what[:120]}"
        ) from error
    finally:
        line.hang_up()


def _body(response: http.client.HTTPResponse, limit: int) -> bytes:
    promised = response.length
    if promised is not None and promised > limit:
        raise InputError(reasons.TOO_LARGE, f"{promised:,} bytes; the bound is {limit:,}")
    pieces = []
    while piece := response.read(_PIECE):
        pieces.append(piece)
    body = b"".join(pieces)
    if promised is not None and len(body) < promised:
        raise http.client.IncompleteRead(body, promised - len(body))
    return body


def unpacked(data: bytes, encoding: str, *, limit: int) -> bytes:
    """The bytes of an answer with this Content-Encoding.

    Raises InputError: too-large for over ``limit`` bytes, unreadable where they are not packed so, or in another way.
    """
    named = encoding.strip().lower()
    if named in ("", "identity"):
        return data
    if named in ("gzip", "x-gzip"):
        return gunzipped(data, limit=limit)
    if named == "deflate":
        return _inflated(data, _AS_ZLIB, limit)
    raise InputError(reasons.UNREADABLE, f"packed in a way that is not read: {named[:40]!r}")


def is_gzip(data: bytes) -> bool:
    """True of what begins as a gzip file does."""
    return data.startswith(_GZIP)


def gunzipped(data: bytes, *, limit: int) -> bytes:
    """The content of a gzip file. Raises InputError: too-large for over ``limit`` bytes, unreadable."""
    return _inflated(data, _AS_GZIP, limit)


def _inflated(data: bytes, wbits: int, limit: int) -> bytes:
    pieces: list[bytes] = []
    left = limit
    while data:
        if len(pieces) == _MOST_PARTS:
            raise InputError(reasons.UNREADABLE, f"packed in over {_MOST_PARTS} parts")
        packed = zlib.decompressobj(wbits)
        try:
            piece = packed.decompress(data, left + 1)
        except zlib.error as error:
            raise InputError(reasons.UNREADABLE, f"not packed as it says: {error}") from error
        left -= len(piece)
        if left < 0:
            raise InputError(reasons.TOO_LARGE, f"unpacks to over {limit:,} bytes")
        if not packed.eof:
            raise InputError(reasons.UNREADABLE, "packed, and cut off")
        pieces.append(piece)
        data = packed.unused_data.lstrip(b"\x00") if wbits == _AS_GZIP else b""
    return b"".join(pieces)
