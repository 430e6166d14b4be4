"""One runner for accuracy: it evaluates, and with ``--gate`` holds the figures above the floors in floors.json.

    python -m training.evaluate            print every figure
    python -m training.evaluate --gate     and end with status 1 where one has fallen below its floor

A floor may be raised when a change brings more; ``--gate`` never writes it. A crash or a
malformed gold line ends the run: neither can pass as a figure.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analytics import Article, StanceQuery, StanceScore, Statement, extract_statements, score_stance
from analytics.records import LABELS, Label
from analytics.stance import SCORERS

HERE = Path(__file__).resolve().parent
STATEMENTS = HERE / "gold" / "statements.jsonl"
STANCES = HERE / "gold" / "stance.jsonl"
FLOORS = HERE / "floors.json"
_LABEL_OF: dict[int, Label] = {-1: "critical", 0: "neutral", 1: "favourable"}
SAME = 0.5  # intersection over union from which two contents are the same statement


@dataclass(frozen=True, slots=True)
class Gold:
    """An attribution as an annotator marked it."""

    content: frozenset[int]
    source: frozenset[int]
    kind: str
    speaker: str


def read(path: Path = STATEMENTS) -> Iterator[tuple[Article, list[Gold]]]:
    """The gold articles with their attributions; a malformed line is an error, never skipped."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            row: dict[str, Any] = json.loads(line)
            article = _article(row)
            yield (
                article,
                [
                    Gold(_characters(a["content"]), _characters(a["source"]), a["kind"], a["speaker"])
                    for a in row["attributions"]
                ],
            )


def _article(row: dict[str, Any]) -> Article:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    return Article(row["text"], title=row["title"], outlet=row["outlet"], published=published)


def _characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def _overlap(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / max(1, len(a | b))


def matched(found: Sequence[Statement], gold: Sequence[Gold]) -> list[tuple[Statement, Gold]]:
    """One-to-one pairs of the same statement, the greatest overlap first."""
    pairs = sorted(
        ((_overlap(_characters(f.content), g.content), i, j) for i, f in enumerate(found) for j, g in enumerate(gold)),
        reverse=True,
    )
    used_f: set[int] = set()
    used_g: set[int] = set()
    result = []
    for overlap, i, j in pairs:
        if overlap >= SAME and i not in used_f and j not in used_g:
            used_f.add(i)
            used_g.add(j)
            result.append((found[i], gold[j]))
    return result


def statements(path: Path = STATEMENTS) -> dict[str, float]:
    """Figures of extraction and of speaker resolution on the gold articles, each in [0, 1].

    ``found``: F1 of statements whose content is found; ``found quoted``: recall of direct and mixed ones; ``linked``:
    F1 where the source must overlap, too; ``kind``: of those found, the share of the right kind; ``speaker``: of those
    found whose gold speaker is named, the share with that very name; ``unresolved``: of those found that nobody can
    resolve, the share left so.
    """
    count: Counter[str] = Counter()
    for article, gold in read(path):
        found = extract_statements(article)
        pairs = matched(found, gold)
        count["predicted"] += len(found)
        count["gold"] += len(gold)
        count["quoted"] += sum(g.kind in {"direct", "mixed"} for g in gold)
        for f, g in pairs:
            _count_pair(count, f, g)
    return {
        "found": _f1(count["found"], count["predicted"], count["gold"]),
        "found quoted": count["found quoted"] / count["quoted"],
        "linked": _f1(count["linked"], count["predicted"], count["gold"]),
        "kind": count["kind"] / max(1, count["found"]),
        "speaker": count["speaker"] / max(1, count["named"]),
        "unresolved": count["left unresolved"] / max(1, count["nobody"]),
    }


def _count_pair(count: Counter[str], found: Statement, gold: Gold) -> None:
    source = _characters([found.source] if found.source else [])
    count["found"] += 1
    count["found quoted"] += gold.kind in {"direct", "mixed"}
    count["linked"] += bool(source & gold.source) or (not source and not gold.source)
    count["kind"] += found.kind == gold.kind
    count["named"] += bool(gold.speaker)
    count["speaker"] += bool(gold.speaker) and _folded(found.speaker) == _folded(gold.speaker)
    count["nobody"] += not gold.speaker
    count["left unresolved"] += not gold.speaker and not found.speaker


def _folded(name: str) -> str:
    """A name for comparison: typographic apostrophes and the article before an institution make no difference."""
    return name.replace("’", "'").casefold().removeprefix("the ")


def _f1(hits: int, predicted: int, gold: int) -> float:
    return 2 * hits / max(1, predicted + gold)


def stances(scorer: str, path: Path = STANCES) -> dict[str, float]:
    """Figures of a scorer on the gold pairs, each in [0, 1], the higher the better.

    ``macro-F1`` over the three labels; ``right sign``: of the pairs that are not neutral, the share not given the
    opposite label; ``calibration``: one less the expected calibration error (15 bins of the likeliest label).
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    scores = score_stance([_query(row) for row in rows], scorer=scorer)
    gold = [_LABEL_OF[row["stance"]] for row in rows]
    said = [score.label for score in scores]
    of_label = [
        _f1(sum(g == s == label for g, s in zip(gold, said, strict=True)), said.count(label), gold.count(label))
        for label in LABELS
    ]
    opposite = sum({g, s} == {"critical", "favourable"} for g, s in zip(gold, said, strict=True))
    return {
        "macro-F1": sum(of_label) / len(LABELS),
        "right sign": 1 - opposite / (len(gold) - gold.count("neutral")),
        "calibration": 1 - _calibration_error(scores, gold),
    }


def _query(row: dict[str, Any]) -> StanceQuery:
    source = tuple(row["source"]) if row["source"] else None
    return StanceQuery(row["text"], tuple(row["target"]), source, row["speaker"])


def _calibration_error(scores: Sequence[StanceScore], gold: Sequence[str], bins: int = 15) -> float:
    gaps = [0.0] * bins
    for score, label in zip(scores, gold, strict=True):
        top = max(score.critical, score.neutral, score.favourable)
        gaps[min(bins - 1, int(top * bins))] += top - (score.label == label)
    return sum(map(abs, gaps)) / len(scores)


def figures() -> dict[str, dict[str, float]]:
    """Every figure by what it measures."""
    return {"statements": statements(), **{f"stance {name}": stances(name) for name in SCORERS}}


def main() -> int:
    """Print the figures; with ``--gate`` compare them with the floors."""
    parser = argparse.ArgumentParser(description="Measure accuracy on the project's own gold sets.")
    parser.add_argument("--gate", action="store_true", help="fail where a figure is below its floor")
    options = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    fallen = 0
    for part, values in figures().items():
        if missing := floors[part].keys() - values.keys():
            raise KeyError(f"{FLOORS.name} has floors that nothing measures: {sorted(missing)}")
        for name, value in values.items():
            floor = floors[part].get(name)
            below = floor is not None and value < floor
            fallen += below
            print(f"{part:12} {name:14} {value:.3f}  floor {floor}{'  BELOW ITS FLOOR' if below else ''}")
    return 1 if options.gate and fallen else 0


if __name__ == "__main__":
    sys.exit(main())
