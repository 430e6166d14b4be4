"""Turn the marked-up articles beside this file into ``statements.jsonl``: ``python -m evaluation.gold.build``.

Nobody can edit character offsets by hand, so the articles are kept as text with marks in it::

    {1d Mara Velt|“We are ready,”} {1s|the envoy} {1q|said}. {1c|“We always were.”}

A mark is ``{`` numbers, role, an optional note, ``|``, the marked text, ``}``. The number ties source, cue and
content of one attribution together; a source that serves two carries both (``{1,2s|She}``). The roles:

    d m i a   the first content span of a direct, mixed or indirect statement, or of an attitude; the note is the
              speaker, or ``? reason`` where nobody can say who it is
    c         a further content span
    s, q      source, cue
    x         no statement, and so without a number; the note says why

README.md in this folder has the conventions.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .constructions import constructions

HERE = Path(__file__).parent
GOLD = HERE / "statements.jsonl"

KIND = {"d": "direct", "m": "mixed", "i": "indirect", "a": "attitude"}
HEADER = ("style", "title", "outlet", "published")
MARK = re.compile(r"\{(?P<ids>\d+(?:,\d+)*)?(?P<role>[dmiacsqx])(?: (?P<note>[^|{}]+))?\||\}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span of the plain text: ``ids`` of the attributions it belongs to, its role and its note."""

    ids: tuple[int, ...]
    role: str
    note: str
    span: tuple[int, int]


def unmark(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks, in the order of their starts; ValueError where a brace has no partner."""
    plain, at, marks = "", 0, []
    opened: list[tuple[re.Match[str], int]] = []
    for token in MARK.finditer(marked):
        plain += marked[at : token.start()]
        at = token.end()
        if token["role"]:
            opened.append((token, len(plain)))
        elif opened:
            begun, start = opened.pop()
            ids = tuple(int(number) for number in (begun["ids"] or "").split(",") if number)
            marks.append(Mark(ids, begun["role"], begun["note"] or "", (start, len(plain))))
        else:
            raise ValueError(f"a mark is closed that was never opened, before {marked[at : at + 40]!r}")
    plain += marked[at:]
    if opened or set(plain) & set("{}"):
        raise ValueError(f"a mark is malformed or never closed: {[token[0] for token, _ in opened]}")
    return plain, sorted(marks, key=lambda mark: mark.span)


def attribution(number: int, marks: Sequence[Mark]) -> dict[str, Any]:
    """The attribution that the marks with one number make up; ValueError where it has not one speaker."""
    first = [mark for mark in marks if mark.role in KIND]
    if len(first) != 1 or not first[0].note:
        raise ValueError(f"attribution {number} needs one content mark with a speaker, it has {len(first)}")
    note = first[0].note
    spans = {role: [list(mark.span) for mark in marks if mark.role in role] for role in ("dmiac", "s", "q")}
    made: dict[str, Any] = {"content": spans["dmiac"], "source": spans["s"], "cue": spans["q"]}
    made |= {"kind": KIND[first[0].role], "speaker": "" if note.startswith("?") else note}
    if note.startswith("?"):
        made["unresolved"] = note.removeprefix("?").strip()
    return made


def described(text: str, attributions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The attributions of one article, each with the constructions that it shows."""
    return [made | {"constructions": constructions(text, attributions, at)} for at, made in enumerate(attributions)]


def article(name: str, written: str) -> dict[str, Any]:
    """One line of the gold set from one marked-up file: header lines, an empty line, the text."""
    head, _, body = written.partition("\n\n")
    header = dict(line.split(": ", 1) for line in head.splitlines())
    if tuple(header) != HEADER:
        raise ValueError(f"{name}: header lines are {', '.join(header)}, expected {', '.join(HEADER)}")
    text, marks = unmark(body.rstrip("\n"))
    numbers = sorted({number for mark in marks for number in mark.ids})
    found = [attribution(number, [mark for mark in marks if number in mark.ids]) for number in numbers]
    return {
        "id": name,
        **header,
        "text": text,
        "attributions": described(text, sorted(found, key=lambda made: made["content"])),
        "not_statements": [{"span": list(m.span), "why": m.note} for m in marks if m.role == "x"],
    }


def articles(folder: Path = HERE / "articles") -> Iterator[dict[str, Any]]:
    """The gold articles of a folder, in the order of their names."""
    for path in sorted(folder.glob("*.txt")):
        try:
            yield article(path.stem, path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ValueError(f"{path.name}: {error}") from error


def as_jsonl(lines: Iterator[dict[str, Any]]) -> str:
    """One JSON object a line, characters as they are."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def main() -> None:
    """Write ``statements.jsonl`` and say how many articles and attributions it holds."""
    argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0]).parse_args()
    made = list(articles())
    GOLD.write_text(as_jsonl(iter(made)), encoding="utf-8")
    total = sum(len(line["attributions"]) for line in made)
    print(f"{GOLD.name}: {len(made)} articles, {total} attributions")


if __name__ == "__main__":
    main()
