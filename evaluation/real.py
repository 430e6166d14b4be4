"""Measure who said it on real articles: python -m evaluation.real CORPORA [options].

CORPORA is the folder that holds ``readers/articles.jsonl.gz`` and ``polnear/train.jsonl.gz``; ``gold/real.jsonl`` (its
card: ``gold/REAL.md``) says where their statements stand and who speaks. Prints the share found, rightly named and
rightly left open, each with its counts; the same by kind of source; and how far the confidence in the speaker can be
believed. ``--errors`` lists what is wrong, for reading in the article; ``--held`` measures on articles held back, where
a rule that was made after reading errors shows whether it helps elsewhere.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from analytics import Article, Statement, extract_statements
from analytics.records import KINDS, Kind
from analytics.speakers.names.matching import fold
from evaluation.gold.reading import FOLDER
from evaluation.metrics import characters, equal_mass, equal_mass_error, share
from evaluation.rows import MalformedRowError, Row, parsed, rows
from evaluation.statements import Extractor, comparable

GOLD = "real.jsonl"
COVERED = 0.5
"""The share of a gold content that a statement has to cover to have found it."""

Naming = Literal["name", "pronoun", "role", "institution", "none"]
NAMINGS: tuple[Naming, ...] = get_args(Naming)
Outcome = Literal["missed", "right", "wrong name", "left open", "rightly open", "should be open"]


@dataclass(frozen=True, slots=True)
class RealStatement:
    """A statement as a reader marked it; ``accepted`` are the right names, "" among them where it may stay open."""

    content: frozenset[int]
    kind: Kind
    speaker: str
    accepted: frozenset[str]
    naming: Naming
    optional: bool

    def accepts(self, name: str) -> bool:
        """True where ``name`` is a right answer."""
        return name in self.accepted or any(_same(name, right) for right in self.accepted)


@dataclass(frozen=True, slots=True)
class RealArticle:
    """An article of the corpora with every statement in it; ``held`` where nobody may read what goes wrong in it."""

    article: Article
    statements: tuple[RealStatement, ...]
    held: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold statement with what was found for it."""

    gold: RealStatement
    found: Statement | None

    @property
    def outcome(self) -> Outcome:
        """What the speaker that was found is, held against the right one."""
        if self.found is None:
            return "missed"
        if self.gold.accepts(self.found.speaker):
            return "right" if self.gold.speaker else "rightly open"
        if not self.found.speaker:
            return "left open"
        return "wrong name" if self.gold.speaker else "should be open"


@dataclass(frozen=True)
class Reading:
    """One article read by the extractor: the gold statements judged, and the statements that match none."""

    article: Article
    judged: tuple[Judged, ...]
    predicted: int
    false: tuple[Statement, ...]


@dataclass(frozen=True)
class Measures:
    """The figures over several articles."""

    readings: tuple[Reading, ...]

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """All gold statements, in their order."""
        return tuple(one for reading in self.readings for one in reading.judged)

    def counts(self) -> dict[str, tuple[int, int]]:
        """Each figure as a numerator and a denominator.

        ``found``: of gold statements, those with at least half of their content in one statement; ``right``: of those
        found that have a name, those with an accepted one; ``rightly open``: of those found that have none, those
        left open; ``wrong names``: of those found that were given a name, those given a wrong one; ``false``: of the
        statements, those that match nothing. Optional gold statements count where they are found, and are not missed.
        """
        found = [one for one in self.judged if one.found]
        due = [one for one in self.judged if not one.gold.optional]
        named = [one for one in found if one.gold.speaker]
        nobody = [one for one in found if not one.gold.speaker]
        given = [one for one in found if one.found and one.found.speaker]
        return {
            "found": (sum(one.found is not None for one in due), len(due)),
            "right": (_count(named, "right"), len(named)),
            "rightly open": (_count(nobody, "rightly open"), len(nobody)),
            "wrong names": (_count(given, "wrong name", "should be open"), len(given)),
            "false": (sum(len(r.false) for r in self.readings), sum(r.predicted for r in self.readings)),
        }

    def confidences(self) -> tuple[list[float], list[bool]]:
        """The confidence in each speaker that was named for a gold statement, and whether the name is right."""
        named = [one for one in self.judged if one.found and one.found.speaker]
        stated = [one.found.speaker_confidence for one in named if one.found]
        return stated, [one.outcome in ("right", "rightly open") for one in named]


def real_articles(corpora: Path, path: Path = FOLDER / GOLD) -> list[RealArticle]:
    """The gold articles with their texts from ``corpora``.

    Raises MalformedRowError for a malformed line; ValueError where a text is missing or is not the one that was read.
    """
    gold = list(rows(path))
    texts = {corpus: _texts(corpora, corpus) for corpus in {row["corpus"] for row in gold}}
    return list(parsed(path, lambda row: _article(row, texts)))


def _texts(corpora: Path, corpus: str) -> dict[str, str]:
    return {row["article"]: row["text"] for row in rows(corpora / f"{corpus}.jsonl.gz")}


def _article(row: Row, texts: dict[str, dict[str, str]]) -> RealArticle:
    text = texts[row["corpus"]][row["article"]]
    if hashlib.sha256(text.encode()).hexdigest() != row["sha256"]:
        raise ValueError(f"the text of {row['article']} is not the one that was read")
    date = re.search(r"\d{4}-\d\d-\d\d", row["article"])
    published = dt.date.fromisoformat(date.group()) if date else None
    article = Article(text, article_id=row["article"], published=published)
    statements = tuple(_statement(made, len(text)) for made in row["statements"])
    return RealArticle(article, statements, row.get("held", False))


def _statement(made: Row, length: int) -> RealStatement:
    if made["kind"] not in KINDS or made["source"] not in NAMINGS:
        raise ValueError(f"a statement needs a known kind and kind of source: {made}")
    content = characters(map(tuple, made["content"]))
    if not content or not 0 <= min(content) <= max(content) < length:
        raise ValueError(f"a content that does not lie in the text: {made}")
    accepted = frozenset([made["speaker"], *made["also"]])
    return RealStatement(content, made["kind"], made["speaker"], accepted, made["source"], made.get("optional", False))


def _same(name: str, right: str) -> bool:
    """True for one name in two spellings, or with and without an initial.

    A title or a role before the name makes it another: who prints "Captain Petra Holm" has not found the name.
    """
    return bool(name) and _folded(name) == _folded(right)


def _folded(name: str) -> list[str]:
    """The words of a name as their spellings fall together, initials apart."""
    return [fold(word) for word in comparable(name).split() if len(word.strip(".")) > 1]


def best(content: frozenset[int], found: Sequence[frozenset[int]]) -> int | None:
    """The number of the statement that covers most of ``content``, of equals the shortest; None where none does."""
    covers = [(share(len(content & one), len(content)), -len(one), -at) for at, one in enumerate(found)]
    most = max(covers, default=(0.0, 0, 0))
    return -most[2] if most[0] >= COVERED else None


def measure(gold: Iterable[RealArticle], extract: Extractor) -> Measures:
    """What ``extract`` finds in the gold articles."""
    return Measures(tuple(_read(one, extract(one.article)) for one in gold))


def _read(gold: RealArticle, found: Sequence[Statement]) -> Reading:
    contents = [characters(one.content) for one in found]
    places = [best(one.content, contents) for one in gold.statements]
    judged = tuple(
        Judged(one, None if at is None else found[at]) for one, at in zip(gold.statements, places, strict=True)
    )
    said = frozenset().union(*(one.content for one in gold.statements))
    false = [
        one
        for at, one in enumerate(found)
        if at not in places and share(len(contents[at] & said), len(contents[at])) < COVERED
    ]
    return Reading(gold.article, judged, len(found), tuple(false))


def _count(judged: Iterable[Judged], *outcomes: Outcome) -> int:
    return sum(one.outcome in outcomes for one in judged)


def report(measures: Measures) -> None:
    """Print the figures, by kind of source, and the reliability of the confidence in the speaker."""
    for name, (part, whole) in measures.counts().items():
        print(f"{name:13} {share(part, whole):.3f}  ({part}/{whole})")
    print("\nsource       right  wrong name  left open  |  rightly open  should be open")
    for naming in NAMINGS:
        of_kind = [judged for judged in measures.judged if judged.gold.naming == naming]
        row = [_count(of_kind, outcome) for outcome in get_args(Outcome)[1:]]
        print(f"{naming:11} {row[0]:6} {row[1]:11} {row[2]:10}  | {row[3]:13} {row[4]:15}")
    stated, hit = measures.confidences()
    print("\nconfidence in the speaker, of those named:    n   mean  right")
    bins = equal_mass(stated, hit)
    for one in bins:
        print(f"  {one.low:.2f} to {one.high:.2f} {one.n:32} {one.confidence:6.3f} {one.right:6.3f}")
    print(f"expected calibration error {equal_mass_error(bins):.3f}")


def errors(measures: Measures) -> Iterator[str]:
    """A line for each gold statement that is missed or has a wrong speaker, and for each false statement."""
    for reading in measures.readings:
        for one in reading.judged:
            if one.outcome in ("right", "rightly open") or (one.outcome == "missed" and one.gold.optional):
                continue
            came = one.found.speaker if one.found else ""
            words = _words(reading.article.text, one.gold.content)
            yield _line(reading.article, one.outcome, words, f"{came or 'open'} -> {one.gold.speaker or 'open'}")
        for false in reading.false:
            words = _words(reading.article.text, characters(false.content))
            yield _line(reading.article, "false", words, false.speaker or "open")


def _words(text: str, content: frozenset[int], most: int = 90) -> str:
    words = " ".join(text[min(content) : max(content) + 1].split())
    return words if len(words) <= most else f"{words[:most]} ..."


def _line(article: Article, *parts: str) -> str:
    return " | ".join((article.id, *parts))


def main(arguments: Sequence[str] | None = None, extract: Extractor = extract_statements) -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--gold", type=Path, default=FOLDER / GOLD)
    part = parser.add_mutually_exclusive_group()
    part.add_argument("--errors", action="store_true", help="list what is wrong")
    part.add_argument(
        "--held", action="store_true", help="measure on the articles held back, whose errors nobody reads"
    )
    given = parser.parse_args(arguments)
    try:
        gold = real_articles(given.corpora, given.gold)
        measures = measure([one for one in gold if one.held == given.held], extract)
    except (OSError, MalformedRowError) as error:
        parser.error(str(error))
    if given.errors:
        print("\n".join(errors(measures)))
    report(measures)


if __name__ == "__main__":
    main()
