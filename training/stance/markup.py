"""Statements written with inline markup, as rows with offsets.

    python -m training.stance.markup own.txt > own.jsonl

A line is ``register|speaker|text``, the text with the marks of :mod:`evaluation.marks`, one sign for each target. Each
target gives one row.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evaluation.marks import read_marks


def parse(line: str) -> Iterator[dict[str, Any]]:
    """The rows of one line, without ids. Raises ValueError where a line has no target, two holders or an open label."""
    register, speaker, marked = (part.strip() for part in line.split("|", maxsplit=2))
    statement = read_marks(marked, speaker=speaker)
    for target, stances in statement.targets:
        if len(stances) > 1:
            raise ValueError(f"a target needs one label: {line}")
        yield {
            "text": statement.text,
            "target": list(target),
            "source": list(statement.source) if statement.source else None,
            "speaker": statement.speaker,
            "stance": stances[0],
            "register": register,
        }


def convert(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one file, each with an id made of the file's name, the line and the target's number."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            for place, row in enumerate(parse(line)):
                yield {"id": f"{path.stem}-{number}-{place}", **row}


def main() -> None:
    """Print the rows of one file."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("lines", type=Path, help="a text file with a statement a line")
    for row in convert(parser.parse_args().lines):
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
