"""Which of our own statements are near a passage of the gold set or a check, so that training must not have them.

    python -m training.stance.nearness

Prints their ids, and how near they are; ends with 1 where there are any. Nearness is the cosine of the counts of
neighbouring words, each pair of words weighted by how rare it is among all the passages (the logarithm of the inverse
document frequency), without regard to case.
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from evaluation.checklist import checks
from evaluation.gold.reading import gold_stances
from evaluation.rows import rows
from training.stance import data

NEAR = 0.2
"""From this cosine on, two passages are too much alike."""
Pair = tuple[str, str]
Vector = dict[Pair, float]


def word_pairs(text: str) -> Counter[Pair]:
    """How often each two neighbouring words occur."""
    words: list[str] = re.findall(r"\w+", text.casefold())
    return Counter(itertools.pairwise(words))


def vectors(texts: Iterable[str]) -> dict[str, Vector]:
    """Each text's pairs of words, weighted by rarity, as a vector of length one (empty where all hold all)."""
    counted = {text: word_pairs(text) for text in texts}
    holding = Counter(pair for pairs in counted.values() for pair in pairs)
    found = {}
    for text, pairs in counted.items():
        weighted = {pair: count * math.log(len(counted) / holding[pair]) for pair, count in pairs.items()}
        length = math.sqrt(sum(weight**2 for weight in weighted.values()))
        found[text] = {pair: weight / length for pair, weight in weighted.items()} if length else {}
    return found


def cosine(one: Mapping[Pair, float], other: Mapping[Pair, float]) -> float:
    """Of two vectors of length one."""
    return sum(weight * other.get(pair, 0.0) for pair, weight in one.items())


def measured_on() -> list[str]:
    """The passages that training must not resemble: those of the gold set of stances and those of the checklist."""
    texts = [pair.query.text for pair in gold_stances()] + [check.query.text for check in checks()]
    return list(dict.fromkeys(texts))


def near(texts: Iterable[str], gold: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Those of ``texts`` that are near one of ``gold``, with the largest cosine."""
    ours, measures = dict.fromkeys(texts), set(gold)
    vector_of = vectors([*ours, *sorted(measures - ours.keys())])
    holding = defaultdict(set)
    for measure in measures:
        for pair in vector_of[measure]:
            holding[pair].add(measure)
    for text in ours:
        sharing = set().union(*(holding[pair] for pair in vector_of[text] if pair in holding))
        largest = max((cosine(vector_of[text], vector_of[measure]) for measure in sharing), default=0.0)
        if largest >= NEAR:
            yield text, largest


def main() -> None:
    """Print what is near; exit with 1 where anything is."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    id_of = {row["text"]: row["id"] for path in data.own_files() for row in rows(path)}
    found = list(near(id_of, measured_on()))
    for text, nearest in found:
        print(f"{id_of[text]} {nearest:.2f} {text}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
