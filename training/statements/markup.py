"""Our own passages, written with inline markup, as rows in the form of the corpora.

A line of a file in ``own`` is a passage; ``¶`` stands for the end of a paragraph, and a line that begins with ``#``
is a remark. In the text ``{s ...}`` is a source, ``{c ...}`` a cue and ``{q ...}`` a content. A number after the letter
says which of the passage's attributions the words belong to, 1 where there is none; each digit is one (``{s12 ...}``).
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.rows import Row

OWN = Path(__file__).parent / "own"
BREAK, PARAGRAPH = " ¶ ", "\n\n"
MARK = re.compile(r"\{([scq])(\d*) ([^{}]+)\}")
TYPES = {"s": "source", "c": "cue", "q": "content"}
HELD_OUT_EVERY = 5
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def parse(line: str) -> Row:
    """The ``text`` and the ``attributions`` of one passage. Raises ValueError where its markup is not as described."""
    text, last = "", 0
    attributions: dict[str, dict[str, list[list[int]]]] = {}
    line = line.strip().replace(BREAK, PARAGRAPH)
    for mark in MARK.finditer(line):
        text += line[last : mark.start()]
        span = [len(text), len(text) + len(mark[3])]
        for number in mark[2] or "1":
            attribution = attributions.setdefault(number, {"source": [], "cue": [], "content": []})
            attribution[TYPES[mark[1]]].append(span)
        text, last = text + mark[3], mark.end()
    text += line[last:]
    if "{" in text or "}" in text or not all(attribution["content"] for attribution in attributions.values()):
        raise ValueError(f"each brace closes, none is in another, and each attribution has a content: {line}")
    return {"text": text, "attributions": list(attributions.values())}


def passages(folder: Path = OWN) -> Iterator[Row]:
    """Every passage, with ``article`` (the file's name and the line) as its name."""
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield {"article": f"{path.stem}-{number}", **parse(line)}


def learnt() -> list[Row]:
    """The passages to learn from: all but every fifth."""
    return [row for number, row in enumerate(passages()) if number % HELD_OUT_EVERY]


def held_out() -> list[Row]:
    """Every fifth passage, to choose by."""
    return [row for number, row in enumerate(passages()) if number % HELD_OUT_EVERY == 0]


def joined(rows: Sequence[Row], *, name: str) -> Row:
    """Passages one below the other, as one article."""
    text, attributions = "", []
    for row in rows:
        text += PARAGRAPH if text else ""
        for attribution in row["attributions"]:
            moved = {role: [[a + len(text), b + len(text)] for a, b in spans] for role, spans in attribution.items()}
            attributions.append(moved)
        text += row["text"]
    return {"article": name, "text": text, "attributions": attributions}


def shuffled(rows: Sequence[Row], rng: random.Random, *, most: int = 5) -> Iterator[Row]:
    """The passages in chance order, joined by up to ``most``, a third with straight marks: none is always the same."""
    order = rng.sample(rows, len(rows))
    while order:
        count = rng.randint(1, most)
        row = joined(order[:count], name=str(order[0]["article"]))
        order = order[count:]
        yield row if rng.random() < 2 / 3 else {**row, "text": row["text"].translate(STRAIGHT)}
