"""Zip archives, which office documents are, too: opened with bounds, before anything in them is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.model import Allowance, Limits, Within
from analytics.ingest.reader import Source

RATIO_FROM = 1_000_000
"""Bytes; smaller files may be packed as tightly as they can be."""
ARCHIVE = b"PK\x03\x04"
"""How a zip archive begins, and so a document of the newer formats."""
OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How a document of the older formats begins, and what a locked one is wrapped in."""
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


def open_package(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive that an office document is. Raises InputError: damaged, unsafe, or too-large when unpacked."""
    archive = open_archive(data, files=limits.document_parts)
    size = sum(entry.file_size for entry in archive.infolist())
    if size > limits.unpacked_bytes:
        raise InputError(reasons.TOO_LARGE, f"unpacks to {size:,} bytes; the bound is {limits.unpacked_bytes:,}")
    return archive


def inside(source: Source, limits: Limits) -> Within:
    """Where the files inside ``source`` lie. Raises InputError (unsafe) where that is too deep."""
    if source.within is None:
        return Within(1, Allowance(limits.archive_files, limits.archive_unpacked_bytes))
    if source.within.depth == limits.archive_depth:
        raise InputError(reasons.UNSAFE, f"lies in {limits.archive_depth} others, one in the other; unpack it first")
    return replace(source.within, depth=source.within.depth + 1)


def take(allowance: Allowance, size: int) -> bool:
    """Take a file of ``size`` bytes from what may be unpacked; False where too little is left."""
    if allowance.files < 1 or allowance.bytes < size:
        return False
    allowance.files -= 1
    allowance.bytes -= size
    return True


def check(entry: zipfile.ZipInfo, *, limit: int, ratio: int) -> None:
    """See that an entry unpacks to at most ``limit`` bytes, and ``ratio`` times what it is packed in.

    Raises InputError: too-large, unsafe, locked, or damaged where it cannot be unpacked.
    """
    if entry.flag_bits & _LOCKED:
        raise InputError(reasons.LOCKED, "asks for a password; unpack it first")
    if entry.file_size > max(RATIO_FROM, ratio * entry.compress_size):
        raise InputError(reasons.UNSAFE, f"unpacks to more than {ratio} times its size")
    if entry.file_size > limit:
        raise InputError(reasons.TOO_LARGE, f"unpacks to {entry.file_size:,} bytes; the bound is {limit:,}")
    if entry.compress_type not in _PACKED:
        raise InputError(reasons.DAMAGED, "packed in a way that is not read; pack it as an ordinary .zip")


def unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry, no more than it says that it has. Raises InputError (damaged)."""
    try:
        with archive.open(entry) as stream:
            return stream.read(entry.file_size)
    except _BROKEN as error:
        raise InputError(reasons.DAMAGED, f"cannot be unpacked: {error}"[:200]) from error
