"""Reading a file whose name somebody gave: never a pipe or a device, and no more than a bound where there is one."""

from __future__ import annotations

import errno
import stat
from pathlib import Path


def read_regular(path: Path, *, limit: int | None = None) -> bytes:
    """The bytes of a regular file, of at most ``limit`` bytes where that is given.

    Raises OSError, whose ``strerror`` is a sentence for the user; ``errno`` is EFBIG for a file over the bound and
    EINVAL for what is no regular file. A pipe would wait for ever, and a device never end.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(errno.EINVAL, "not a regular file")
        with path.open("rb") as stream:
            data = stream.read() if limit is None else stream.read(limit + 1)
    except ValueError as error:  # a NUL in the name
        raise OSError(errno.ENOENT, "no file can have this name") from error
    if limit is not None and len(data) > limit:
        raise OSError(errno.EFBIG, f"the file is larger than {limit:,} bytes")
    return data
