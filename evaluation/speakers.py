"""Measure speaker resolution against coreference chains: python -m evaluation.speakers CORPORA [options].

CORPORA is the folder that holds ``polnear/dev.jsonl.gz`` and ``polnear/entities-dev.jsonl.gz``. Gold attributions are
resolved; the right answer is the fullest name of a person in the chain of the source's head. The chains are
automatic, so that a part of what counts as wrong is right: read the errors (``--errors``) before believing the figure.
Prints the accuracy over sources with a named person, by kind of source: name, pronoun, other phrase.
"""

from __future__ import annotations

import argparse
import collections
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from analytics.records import Article, Attribution, Span
from analytics.speakers import SpeakerBook, default_book, resolve_speakers
from analytics.speakers.lexicon import ATTRIBUTES, PRONOUNS, TITLES
from analytics.speakers.names.matching import same_person
from evaluation.rows import Row, rows

Document = Row


def attributions(document: Document) -> list[Attribution]:
    """The gold attributions with content, in the order of the text."""
    found = []
    for item in document["attributions"]:
        if not item["content"]:
            continue
        content = tuple((start, end) for start, end in sorted(item["content"]))
        source, cue = (tuple(item[role][0]) if item[role] else None for role in ("source", "cue"))
        quoted = document["text"][content[0][0]] in '"“‘'
        found.append(Attribution(content, source, cue, "direct" if quoted else "indirect", 1.0))
    return sorted(found, key=lambda attribution: attribution.content)


def article_of(document: Document) -> Article:
    """The article, with the day that its name holds."""
    date = re.search(r"\d{4}-\d\d-\d\d", document["article"])
    return Article(document["text"], published=dt.date.fromisoformat(date.group()) if date else None)


def gold_name(document: Document, entities: Document, source: Span) -> str:
    """The fullest name of a person in the chain whose mention is the source; "" where there is none."""
    text = document["text"]
    people = {(s, e) for s, e, kind in entities["entities"] if kind == "PERSON"}
    start, end = source
    inside = [span for span in people if start <= span[0] and span[1] <= end]
    chain = _chain_of(entities["chains"], source, text)
    if chain is None:
        heads = [span for span in inside if span[1] == end]
        return text[slice(*heads[0])] if len(heads) == 1 and heads[0][0] == start else ""
    names = [text[s:e] for s, e in map(tuple, chain) if (s, e) in people]
    names = [_without_title(re.sub(r"[’']s$", "", name)) for name in names]
    return max(names, key=lambda name: len(name.split()), default="")


def _without_title(name: str) -> str:
    words = name.split()
    while len(words) > 1 and words[0].strip(".").casefold() in TITLES | ATTRIBUTES:
        words = words[1:]
    return " ".join(words)


def _chain_of(chains: list[list[Span]], source: Span, text: str) -> list[Span] | None:
    wanted = text[slice(*source)].strip(" ,.")
    exact = [c for c in chains for s, e in c if s == source[0] and text[s:e].strip(" ,.") == wanted]
    return exact[0] if exact else None


def right(name: str, gold: str) -> bool:
    """True where a resolved name is the gold one: one person's, and not shorter than two words where gold has two."""
    mine, theirs = name.split(), gold.split()
    return bool(mine) and same_person(mine, theirs) and len(mine) >= min(2, len(theirs))


def kind_of(source: str) -> str:
    """The kind of source: pronoun, name or phrase."""
    words = source.split()
    if not words:
        return "phrase"
    if words[0].casefold() in PRONOUNS and len(words) <= 2:
        return "pronoun"
    return "name" if all(word[0].isupper() for word in words) else "phrase"


def measure(corpora: Path, split: str, book: SpeakerBook, show: int) -> None:
    """Print the accuracy on one split, and the first ``show`` errors."""
    chains = {found["article"]: found for found in rows(corpora / "polnear" / f"entities-{split}.jsonl.gz")}
    counts: collections.Counter[tuple[str, str]] = collections.Counter()
    for document in rows(corpora / "polnear" / f"{split}.jsonl.gz"):
        if document["article"] not in chains:
            continue
        for source, speaker in _resolved(document, book):
            wanted = gold_name(document, chains[document["article"]], source)
            outcome = _outcome(speaker, wanted)
            counts[kind_of(document["text"][slice(*source)]), outcome] += 1
            if outcome in ("wrong", "unresolved") and show > 0:
                show -= 1
                _print_error(document, source, speaker, wanted)
    report(counts)


def _resolved(document: Document, book: SpeakerBook) -> Iterator[tuple[Span, str]]:
    """The gold sources of one article with the names that they are resolved to, "" where they are not."""
    gold, article = attributions(document), article_of(document)
    for attribution, speaker in zip(gold, resolve_speakers(article, gold, book), strict=True):
        if attribution.source is not None:
            yield attribution.source, speaker.name


def _outcome(name: str, gold: str) -> str:
    if not gold:
        return "no gold, resolved" if name else "no gold, unresolved"
    if not name:
        return "unresolved"
    return "right" if right(name, gold) else "wrong"


def _print_error(document: Document, source: Span, name: str, gold: str) -> None:
    text = document["text"]
    context = text[max(0, source[0] - 150) : source[1] + 20].replace("\n", " | ")
    print(f"[{document['article'][:30]}] {text[slice(*source)]!r} -> {name!r}; chain: {gold!r}")
    print(f"      ...{context}\n")


def report(counts: collections.Counter[tuple[str, str]]) -> None:
    """Print the counts and the accuracy by kind of source and over all."""
    outcomes = ("right", "wrong", "unresolved", "no gold, resolved", "no gold, unresolved")
    for kind in ("name", "pronoun", "phrase", "all"):
        row = [sum(n for (k, o), n in counts.items() if o == outcome and kind in (k, "all")) for outcome in outcomes]
        share = row[0] / max(1, sum(row[:3]))
        print(f"{kind:8} {share:.3f}  " + "  ".join(f"{o}: {n}" for o, n in zip(outcomes, row, strict=True)))


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--split", default="dev", choices=("train", "dev"))
    parser.add_argument("--errors", type=int, default=0, help="how many errors to show")
    arguments = parser.parse_args()
    measure(arguments.corpora, arguments.split, default_book(), arguments.errors)


if __name__ == "__main__":
    main()
