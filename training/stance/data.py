"""Training rows for the stance model: corpora and our own statements as queries with a label and a weight."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.records import StanceQuery
from evaluation.gold.reading import query_of
from evaluation.rows import Row, rows
from training.stance.pairs import CORPUS
from training.stance.readings import FOLDER, with_text

OWN = Path(__file__).parent / "own"
OWN_FILES = tuple(
    "alliances assortment blame accusations calls alignments diplomacy documents guarded quotations irony "
    "justification long mixed narration newsroom newswire politics registers several contrast".split()
)
"""The files of our own statements in the order in which the bundled weights read them: training draws by number."""

# Invented, of many origins: a name in front must not tell the model anything about the stance.
FIRST = (
    "Anahit Boris Chen Dariga Elchin Fatima Gevorg Hana Ivo Jelena Kamal Lusine Marek Nino Oskar Petra Qasim "
    "Rustam Sona Tigran Ulla Vahe Wanjiru Xenia Yusuf Zurab"
).split()
LAST = (
    "Abelian Brankov Castellan Demirov Estevan Farzali Goranyan Hollund Iskander Jorvik Kestrel Lomadze Mareva "
    "Norayan Ostberg Petrenkov Quarles Rasulov Sahakyants Tverdov Ulmanis Varden Wexley Yaroshev Zelman"
).split()
INSTITUTIONS = (
    "Foreign Ministry;the ministry's spokesman;a senior diplomat;Opposition leader;the prime minister's office;"
    "Presidential adviser;the deputy speaker;Defence Ministry;a party statement;the envoy"
).split(";")


@dataclass(frozen=True, slots=True)
class Example:
    """One query with its gold stance (-1, 0, 1), the corpus it came from and its weight in the loss.

    ``shares`` are the probabilities of critical, neutral and favourable that readers gave, where they did.
    """

    query: StanceQuery
    stance: int
    corpus: str
    weight: float = 1.0
    shares: tuple[float, float, float] | None = None

    @property
    def wanted(self) -> tuple[float, float, float]:
        """The probabilities to learn: those of readers, or all of it on the one label."""
        if self.shares is not None:
            return self.shares
        return float(self.stance < 0), float(self.stance == 0), float(self.stance > 0)


def examples(path: Path, *, corpus: str) -> list[Example]:
    """The rows of one file, each pair of text and mentions once (the first label wins); without those that readers
    marked as doubtful, which are no pairs of a statement and its target."""
    return labelled(rows(path), corpus=corpus)


def labelled(found: Iterable[Row], *, corpus: str) -> list[Example]:
    """The rows of :func:`examples`, from wherever they come."""
    seen: dict[StanceQuery, Example] = {}
    for row in found:
        if row.get("doubtful"):
            continue
        query = query_of(row)
        shares = tuple(row["p"]) if "p" in row else None
        seen.setdefault(query, Example(query, row["stance"], corpus, shares=shares))
    return list(seen.values())


def without(train: Sequence[Example], held_out: Sequence[Example]) -> list[Example]:
    """``train`` without the passages that a held-out set holds, too."""
    texts = {example.query.text for example in held_out}
    return [example for example in train if example.query.text not in texts]


def directed(train: Sequence[Example], *, neutral: float, weight: float, rng: random.Random) -> list[Example]:
    """All directed pairs that take a side, and for each ``neutral`` pairs that do not.

    For every second one the same pair turned round is among those. ``weight`` is that of a neutral pair in the loss;
    it makes up for the neutral pairs that are left out, which are most of the corpus.
    """
    sided = [example for example in train if example.stance]
    pairs = {(example.query.text, example.query.source, example.query.target) for example in sided}
    plain = [example for example in train if not example.stance]
    turned = [e for e in plain if (e.query.text, e.query.target, e.query.source) in pairs]
    others = [e for e in plain if (e.query.text, e.query.target, e.query.source) not in pairs]
    chosen = rng.sample(turned, min(len(sided) // 2, len(turned)))
    chosen += rng.sample(others, min(round(neutral * len(sided)) - len(chosen), len(others)))
    return sided + [replace(example, weight=weight) for example in chosen]


def _name(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(INSTITUTIONS)
    first, last = rng.choice(FIRST), rng.choice(LAST)
    return last if rng.random() < 0.2 else f"{first} {last}"


def spoken(train: Sequence[Example], *, share: float, rng: random.Random) -> list[Example]:
    """``train`` with an invented speaker for a ``share`` of the passages that name no holder.

    The passage's own stance is then the speaker's: so the model learns that a name in front changes nothing.
    """
    return [
        replace(example, query=replace(example.query, speaker=_name(rng)))
        if example.query.source is None and not example.query.speaker and rng.random() < share
        else example
        for example in train
    ]


def own_files() -> list[Path]:
    """The files of our own statements, in the order of OWN_FILES."""
    return [OWN / f"{name}.jsonl" for name in OWN_FILES]


def own() -> list[Example]:
    """Our own statements: every row of :func:`own_files`."""
    return [example for path in own_files() for example in examples(path, corpus="own")]


def contrast() -> list[Example]:
    """Our own statements that differ only in who does what to whom, or in which verdict stands where."""
    return examples(OWN / "contrast.jsonl", corpus="own")


def read(corpora: Path) -> list[Example]:
    """The pairs of PolNeAR train that we read, with the corpus's text."""
    texts = {f"{CORPUS}{row['article']}": row["text"] for row in rows(corpora / "polnear" / "train.jsonl.gz")}
    return labelled(with_text(FOLDER / "polnear.jsonl", texts), corpus="read")


def _is_held_out(example: Example) -> bool:
    return zlib.crc32(example.query.text.encode()) % 10 == 0


def learnt(examples: Sequence[Example]) -> list[Example]:
    """Those of our own statements from which the model learns: nine texts in ten."""
    return [example for example in examples if not _is_held_out(example)]


def held_out(examples: Sequence[Example]) -> list[Example]:
    """Those of our own statements on which checkpoints are compared: every tenth text, by its checksum."""
    return [example for example in examples if _is_held_out(example)]
