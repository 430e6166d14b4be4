"""Statements written with inline markup, as rows with offsets.

    python -m training.stance.markup own.txt > own.jsonl

A line is ``register|speaker|text``. In the text, ``[[@...]]`` is the holder of the opinion, ``[[+...]]``, ``[[0...]]``
and ``[[-...]]`` are targets toward whom the holder is favourable, neutral or critical. Each target gives one row.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MARK = re.compile(r"\[\[([@+0-])(.+?)\]\]")
STANCES = {"+": 1, "0": 0, "-": -1}


def parse(line: str) -> Iterator[dict[str, Any]]:
    """The rows of one line, without ids. Raises ValueError where a line has no target or two holders."""
    register, speaker, marked = (part.strip() for part in line.split("|", maxsplit=2))
    spans: list[tuple[str, int, int]] = []
    text, last = "", 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        spans.append((mark[1], len(text), len(text) + len(mark[2])))
        text, last = text + mark[2], mark.end()
    text += marked[last:]
    holders = [[start, end] for sign, start, end in spans if sign == "@"]
    targets = [(sign, start, end) for sign, start, end in spans if sign != "@"]
    if not targets or len(holders) > 1 or bool(holders) == bool(speaker) or "[[" in text:
        raise ValueError(f"one holder or speaker and at least one target are needed: {line}")
    for sign, start, end in targets:
        yield {
            "text": text,
            "target": [start, end],
            "source": holders[0] if holders else None,
            "speaker": speaker,
            "stance": STANCES[sign],
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
