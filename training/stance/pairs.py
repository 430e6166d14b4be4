"""Statements and targets in articles of a corpus, for readers to label.

    python -m training.stance.pairs CORPORA --targets training/stance/read/targets.yaml --out pairs.jsonl

Reads PolNeAR train, less every article that has rows in readers dev, and leaves out what readers have labelled:
statements of which half is a labelled one, for the same target. Each line has an ``id``, what the scorer reads
(``text``, ``target``, ``source``, ``speaker``), and where that stands in which ``article``: ``window``, ``mentions``,
``content``. ``training.stance.readings`` keeps the labels that readers gave without the text.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from analytics.records import Article, Span, Statement
from analytics.stages import prepare
from analytics.stance.passages import Passage
from analytics.targets import TargetBook
from evaluation.metrics import characters, share
from evaluation.rows import Row, rows
from evaluation.speakers import article_of

ALIKE = 0.5
"""The share of a content from which it has been read already."""
LABELLED = ("train", "train-quick")
CORPUS = "polnear/"
"""Readers name the articles of PolNeAR so."""

Read = dict[tuple[str, str], list[frozenset[int]]]
"""The contents that have been read, by article and target."""


def read_before(corpora: Path) -> tuple[Read, set[str]]:
    """What readers have labelled, and the articles of readers dev."""
    known: Read = {}
    for name in LABELLED:
        for row in rows(corpora / "readers" / f"{name}.jsonl.gz"):
            known.setdefault((row["article"], row["key"]), []).append(characters(map(tuple, row["content"])))
    return known, {row["article"] for row in rows(corpora / "readers" / "dev.jsonl.gz")}


def pairs(corpora: Path, targets: TargetBook) -> Iterator[Row]:
    """The rows that nobody has labelled, article by article."""
    known, kept_apart = read_before(corpora)
    for document in rows(corpora / "polnear" / "train.jsonl.gz"):
        name = f"{CORPUS}{document['article']}"
        if name not in kept_apart:
            yield from of_article(article_of(document), name, targets, known)


def of_article(article: Article, name: str, targets: TargetBook, known: Read) -> Iterator[Row]:
    """The rows of one article."""
    prepared = prepare(article, targets=targets)
    statements = {statement.id(article): statement for statement in prepared.statements}
    for passage in prepared.passages:
        statement = statements[passage.statement_id]
        content = characters(statement.content)
        before = known.get((name, passage.target), [])
        if all(share(len(content & one), len(content)) < ALIKE for one in before):
            yield row_of(passage, statement, name)


def row_of(passage: Passage, statement: Statement, name: str) -> Row:
    """A passage as a line for readers."""
    query, start = passage.query, passage.start

    def moved(span: Span) -> list[int]:
        return [span[0] + start, span[1] + start]

    return {
        "article": name,
        "text": query.text,
        "target": list(query.target),
        "source": list(query.source) if query.source else None,
        "speaker": query.speaker,
        "key": passage.target,
        "kind": statement.kind,
        "window": moved((0, len(query.text))),
        "mentions": [moved(span) for span in query.targets],
        "content": [list(span) for span in statement.content],
    }


def main() -> None:
    """Write the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--targets", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    with options.out.open("w", encoding="utf-8") as out:
        for number, row in enumerate(pairs(options.corpora, TargetBook.load(options.targets))):
            print(json.dumps({"id": f"p{number:04d}"} | row, ensure_ascii=False), file=out)


if __name__ == "__main__":
    main()
