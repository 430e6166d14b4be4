"""Files on the disk: written whole or not at all, and never in place of what is no ordinary file."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from analytics.errors import StoreError


def refuse_special(path: Path) -> None:
    """Raise StoreError where something stands at ``path`` that is no ordinary file.

    A link is refused as well: what it leads to may be a device, or a file that somebody else relies on.
    """
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(f"{path} cannot be written ({error.strerror or error})") from error
    kinds = {stat.S_ISDIR: "a folder", stat.S_ISLNK: "a link", stat.S_ISREG: ""}
    kind = next((name for is_kind, name in kinds.items() if is_kind(mode)), "a device, a pipe or a socket")
    if kind:
        raise StoreError(f"{path} cannot be written: it is {kind}; name an ordinary file, or one that is not there")


def replace_file(path: Path, data: bytes) -> None:
    """Write the file whole or not at all, by a part beside it that is renamed.

    Raises StoreError where something that is no ordinary file stands there, and OSError where it cannot be written.
    """
    refuse_special(path)
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        write_through(part, data)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink()
    flush_folder(path.parent)


def write_through(path: Path, data: bytes) -> None:
    """Write a new file as far as the disk. Raises OSError."""
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Bring what was renamed in a folder as far as the disk, where the system can."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:  # some file systems cannot; the files themselves are on the disk
        pass
    finally:
        os.close(descriptor)
