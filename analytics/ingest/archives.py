"""Zip archives, which office documents are, too: opened with bounds, before anything in them is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from analytics.errors import InputError
from analytics.ingest import reasons

RATIO_FROM = 1_000_000
"""Bytes; smaller files may be packed as tightly as they can be."""
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}  # others can ask for gigabytes to be unpacked
_ENTRY = b"PK\x01\x02"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
_LOCKED = 0x1


def open_archive(data: bytes, *, files: int) -> zipfile.ZipFile:
    """The archive in these bytes, of at most ``files`` entries. Raises InputError: damaged or unsafe."""
    if data.count(_ENTRY) > 2 * files + 1_000:  # documents stored in it have entries of their own
        raise InputError(reasons.UNSAFE, f"an archive with more than {files:,} files")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError(reasons.DAMAGED, f"cannot be opened: {error}"[:200]) from error
    if len(archive.infolist()) > files:
        raise InputError(reasons.UNSAFE, f"an archive with more than {files:,} files")
    return archive


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, limit: int, ratio: int) -> bytes:
    """The bytes of one entry, of at most ``limit``, no more than ``ratio`` times what they are packed in.

    Raises InputError: too-large, unsafe, locked or damaged.
    """
    if entry.flag_bits & _LOCKED:
        raise InputError(reasons.LOCKED, "asks for a password; unpack it first")
    if entry.file_size > max(RATIO_FROM, ratio * entry.compress_size):
        raise InputError(reasons.UNSAFE, f"unpacks to more than {ratio} times its size")
    if entry.file_size > limit:
        raise InputError(reasons.TOO_LARGE, f"unpacks to {entry.file_size:,} bytes; the bound is {limit:,}")
    if entry.compress_type not in _PACKED:
        raise InputError(reasons.DAMAGED, "packed in a way that is not read; pack it as an ordinary .zip")
    try:
        with archive.open(entry) as stream:
            return stream.read(limit + 1)[:limit]  # it ends where the entry says, whatever is packed
    except _BROKEN as error:
        raise InputError(reasons.DAMAGED, f"cannot be unpacked: {error}"[:200]) from error
