"""Readers' labels of statements in articles that are not part of this project: offsets and probabilities, no text.

    python -m training.stance.readings PAIRS LABELS [LABELS ...] --out training/stance/read/polnear.jsonl

PAIRS is what ``training.stance.pairs`` wrote. Each line of LABELS is a reader's: the id, the probabilities of critical,
neutral and favourable in percent, and ``d`` where the pair is doubtful (no statement, or not the holder's, or the
mention means another): ``p0012 85 10 5``. Several readers of one pair are averaged; how far they agree is printed.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.metrics import share
from evaluation.rows import MalformedRowError, Row, rows

FOLDER = Path(__file__).parent / "read"
FIELDS = ("article", "window", "target", "source", "speaker", "key", "kind", "mentions", "content")


@dataclass(frozen=True, slots=True)
class Reading:
    """One reader's label of one pair."""

    shares: tuple[float, float, float]
    doubtful: bool

    @property
    def stance(self) -> int:
        """The likeliest label: -1, 0 or 1."""
        return self.shares.index(max(self.shares)) - 1


def readings(path: Path) -> Iterator[tuple[str, Reading]]:
    """The labels of one reader. Raises MalformedRowError for a line that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        name, *said = line.split()
        try:
            critical, neutral, favourable = map(float, said[:3])
        except ValueError as error:
            raise MalformedRowError(f"{path}, line {number}: expected an id and three numbers") from error
        total = critical + neutral + favourable
        if not 95 <= total <= 105 or min(critical, neutral, favourable) < 0 or said[3:] not in ([], ["d"]):
            raise MalformedRowError(f"{path}, line {number}: expected percentages that sum to 100, and d or nothing")
        yield name, Reading((critical / total, neutral / total, favourable / total), bool(said[3:]))


def labelled(pairs: Iterable[Row], found: dict[str, list[Reading]]) -> Iterator[Row]:
    """The pairs that were read, without their text, with what their readers said."""
    for pair in pairs:
        if said := found.get(pair["id"], []):
            shares = [round(sum(one.shares[place] for one in said) / len(said), 3) for place in range(3)]
            yield {field: pair[field] for field in FIELDS} | {
                "stance": shares.index(max(shares)) - 1,
                "p": shares,
                "readers": len(said),
                "doubtful": any(one.doubtful for one in said),
            }


def agreement(found: Iterable[list[Reading]]) -> str:
    """How often two readers of a pair, neither of whom doubts it, gave the same label, and the opposite one."""
    count: Counter[str] = Counter()
    for said in found:
        if len(said) > 1 and not any(one.doubtful for one in said):
            first, second = said[0].stance, said[1].stance
            count["pairs"] += 1
            count["same"] += first == second
            count["opposite"] += first * second < 0
    pairs = count["pairs"]
    return (
        f"read twice: {pairs}; same {share(count['same'], pairs):.3f}, opposite {share(count['opposite'], pairs):.3f}"
    )


def with_text(path: Path, texts: dict[str, str]) -> Iterator[Row]:
    """The rows of a file that this module wrote, with the text of their window again."""
    for row in rows(path):
        start, end = row["window"]
        yield row | {"text": texts[row["article"]][start:end]}


def main() -> None:
    """Write the labelled pairs, and print how far readers agree."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    found: dict[str, list[Reading]] = {}
    for path in options.labels:
        for name, reading in readings(path):
            found.setdefault(name, []).append(reading)
    lines = [json.dumps(row, ensure_ascii=False) for row in labelled(rows(options.pairs), found)]
    options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} pairs; {agreement(found.values())}")


if __name__ == "__main__":
    main()
