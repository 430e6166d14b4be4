"""How sure the speakers are said to be, and how many are right: python -m evaluation.confidence CORPORA [options].

Of statements found by the extractor, those that a gold set tells the speaker of: our own gold, where the name has to
be that very name, or nobody; real articles read by eye (``evaluation.real``); and PolNeAR, against the automatic
coreference chains of its people, so that a part of what counts as wrong there is right (``evaluation.speakers``).
Statements that are left open have no confidence to measure. Prints the expected calibration error and the share right
at each level of confidence; ``--write`` keeps those levels for the Method page.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analytics.quotes import find_attributions
from analytics.records import Article, Attribution, Speaker
from analytics.speakers import SpeakerBook, default_book
from analytics.speakers.calibration import calibrated
from analytics.speakers.coreference.resolution import judge_speakers
from analytics.text.document import Document
from evaluation import speakers
from evaluation.gold.reading import GoldArticle, GoldAttribution, gold_articles
from evaluation.metrics import calibration_error, characters, equal_mass, matched, overlap
from evaluation.real import best, real_articles
from evaluation.rows import rows
from evaluation.statements import comparable

LEVELS = Path("data") / "models" / "speakers" / "reliability.csv"
"""What the Method page shows, from the project's root."""
OWN, REAL, HELD = "own gold", "real articles", "real articles, held back"


@dataclass(frozen=True, slots=True)
class Judged:
    """A speaker as judged, before calibration, and whether that is who speaks."""

    set: str
    speaker: Speaker
    right: bool

    @property
    def confidence(self) -> float:
        """As the results say it."""
        return calibrated(self.speaker.confidence)


def judged_own(book: SpeakerBook) -> Iterator[Judged]:
    """Statements of our own gold articles that were found and named."""
    for gold in gold_articles():
        yield from _judged_article(gold, book)


def _judged_article(gold: GoldArticle, book: SpeakerBook) -> Iterator[Judged]:
    found, said = _analysed(gold.article, book)
    for i, j in _pairs(found, [one.content for one in gold.attributions]):
        if said[i].name:
            yield Judged(OWN, said[i], _is(said[i], gold.attributions[j]))


def _is(speaker: Speaker, gold: GoldAttribution) -> bool:
    return bool(gold.speaker) and comparable(speaker.name) == comparable(gold.speaker)


def judged_real(corpora: Path, book: SpeakerBook) -> Iterator[Judged]:
    """Statements of the real articles that were found and named; those held back are a set of their own."""
    for gold in real_articles(corpora):
        found, said = _analysed(gold.article, book)
        contents = [characters(one.content) for one in found]
        for statement in gold.statements:
            at = best(statement.content, contents)
            if at is not None and said[at].name:
                yield Judged(HELD if gold.held else REAL, said[at], statement.accepts(said[at].name))


def judged_polnear(corpora: Path, split: str, book: SpeakerBook) -> Iterator[Judged]:
    """Statements of a split of PolNeAR that were found and named, and whose source is a person in the chains."""
    chains = {found["article"]: found for found in rows(corpora / "polnear" / f"entities-{split}.jsonl.gz")}
    for document in rows(corpora / "polnear" / f"{split}.jsonl.gz"):
        if document["article"] in chains:
            yield from _judged_document(document, chains[document["article"]], f"polnear/{split}", book)


def _judged_document(
    document: speakers.Document, chains: speakers.Document, name: str, book: SpeakerBook
) -> Iterator[Judged]:
    gold = [one for one in speakers.attributions(document) if one.source is not None]
    found, said = _analysed(speakers.article_of(document), book)
    for i, j in _pairs(found, [characters(one.content) for one in gold]):
        source = gold[j].source
        wanted = speakers.gold_name(document, chains, source) if source else ""
        if wanted and said[i].name:
            yield Judged(name, said[i], speakers.right(said[i].name, wanted))


def _analysed(article: Article, book: SpeakerBook) -> tuple[list[Attribution], list[Speaker]]:
    document = Document.of(article)
    found = find_attributions(document)
    return found, judge_speakers(document, found, book)


def _pairs(found: Sequence[Attribution], gold: Sequence[frozenset[int]]) -> list[tuple[int, int]]:
    contents = [characters(one.content) for one in found]
    return matched(len(contents), len(gold), lambda i, j: overlap(contents[i], gold[j]))


def reliability(judged: Sequence[Judged]) -> pd.DataFrame:
    """Columns set, confidence (the mean of a level), right (share) and pairs: a row for each level of a set."""
    rows = []
    for name in dict.fromkeys(one.set for one in judged):
        part = [one for one in judged if one.set == name]
        for level in equal_mass([one.confidence for one in part], [one.right for one in part]):
            rows.append((name, round(level.confidence, 4), round(level.right, 4), level.n))
    return pd.DataFrame(rows, columns=["set", "confidence", "right", "pairs"])


def _error(judged: Sequence[Judged]) -> float:
    return calibration_error([one.confidence for one in judged], [one.right for one in judged])


def main() -> None:
    """Measure, print, and keep the levels where asked to."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--write", action="store_true", help=f"keep the levels in {LEVELS.as_posix()}")
    options = parser.parse_args()
    book = default_book()
    judged = [*judged_own(book), *judged_real(options.corpora, book), *judged_polnear(options.corpora, "dev", book)]
    table = reliability(judged)
    for name in table["set"].unique():
        part = [one for one in judged if one.set == name]
        print(f"{name}: calibration error {_error(part):.3f}, {len(part)} named speakers")
    print(table.to_string(index=False))
    if options.write:
        table.to_csv(LEVELS, index=False)


if __name__ == "__main__":
    main()
