"""PolNeAR as word pieces, tags and links, cut into windows."""

from __future__ import annotations

import random
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from analytics.quotes.tagger.labels import SpanType, encode
from analytics.quotes.tagger.pieces import Pieces, cut
from analytics.quotes.tagger.windows import Window, windows
from analytics.records import Span
from evaluation.rows import Row, rows

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Link:
    """One attribution, in word numbers: its cue, its source or None, and its contents.

    ``source_cut`` is set where a window ends before the source.
    """

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]
    source_cut: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its pieces, the tag of each word, and its attributions."""

    name: str
    text: str
    pieces: Pieces
    tags: Ints
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A window of a document with the attributions whose cue lies in it, in word numbers of the window."""

    document: Document
    window: Window
    links: tuple[Link, ...]


def documents(path: Path, tokenizer: Tokenizer) -> list[Document]:
    """Every article of a corpus file; the format is that of the corpora's README."""
    return [document(record, cut(record["text"], tokenizer)) for record in rows(path)]


def document(record: Row, pieces: Pieces) -> Document:
    """One article, its character spans turned into spans of whole words."""
    starts, ends = [s for s, _ in pieces.words], [e for _, e in pieces.words]

    def as_words(span: Sequence[int]) -> Span:
        return bisect_right(ends, span[0]), bisect_left(starts, span[1])

    links = []
    spans: dict[SpanType, list[Span]] = {"source": [], "cue": [], "content": []}
    for attribution in record["attributions"]:
        cues, sources, contents = (
            [w for w in map(as_words, attribution[span_type]) if w[0] < w[1]]
            for span_type in ("cue", "source", "content")
        )
        spans["source"] += sources
        spans["cue"] += cues
        spans["content"] += contents
        if cues and contents:
            links.append(Link(cues[0], sources[0] if sources else None, tuple(contents)))
    tags = encode(_apart(spans), len(pieces.words))
    return Document(str(record["article"]), record["text"], pieces, tags, tuple(links))


def _apart(spans: dict[SpanType, list[Span]]) -> dict[SpanType, list[Span]]:
    """The spans without those that break into another; a handful in PolNeAR do, and no sequence of tags can say so."""
    whose: dict[int, tuple[SpanType, Span]] = {}
    kept: dict[SpanType, list[Span]] = {span_type: [] for span_type in spans}
    for span_type, its_spans in spans.items():
        for span in its_spans:
            mark = span_type, span
            if all(whose.get(word, mark) == mark for word in range(*span)):
                whose.update(dict.fromkeys(range(*span), mark))
                kept[span_type].append(span)
    return kept


def examples(document: Document, *, size: int, rng: random.Random | None) -> list[Example]:
    """The document's windows of at most ``size`` pieces; with ``rng``, the first one is cut at a chance place."""
    first = rng.randint(size // 4, size) if rng else size
    result = []
    for window in windows(document.pieces, size=size, first=first):
        inside = [link for link in document.links if _lies_in(link.cue, window.words)]
        result.append(Example(document, window, tuple(_in_window(link, window.words) for link in inside)))
    return result


def _lies_in(span: Span, window: Span) -> bool:
    return window[0] <= span[0] and span[1] <= window[1]


def _in_window(link: Link, window: Span) -> Link:
    def moved(span: Span) -> Span:
        return span[0] - window[0], span[1] - window[0]

    contents = tuple(moved(span) for span in link.contents if _lies_in(span, window))
    seen = link.source is not None and _lies_in(link.source, window)
    source = moved(link.source) if link.source and seen else None
    return Link(moved(link.cue), source, contents, source_cut=link.source is not None and not seen)


def batches(found: list[Example], *, pieces: int, rng: random.Random) -> list[list[Example]]:
    """Batches of examples of like length, each of about ``pieces`` pieces with its padding, in chance order."""
    order = sorted(found, key=lambda example: (len(example.window), rng.random()))
    result: list[list[Example]] = [[]]
    for example in order:
        if result[-1] and len(example.window) * (len(result[-1]) + 1) > pieces:
            result.append([])
        result[-1].append(example)
    rng.shuffle(result)
    return result
