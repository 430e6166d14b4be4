"""The learned tagger: what a text attributes, by a small transformer, a CRF over words and a linker of spans.

The weights are those of data/models/statements; training/statements says how they were made.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from analytics.errors import ModelError
from analytics.quotes.tagger.crf import best_tags, columns_of, marginals, typed_spans
from analytics.quotes.tagger.labels import N_TAGS, OUTSIDE, SpanType, begin_columns
from analytics.quotes.tagger.linking import (
    FOR_CONTENT,
    FOR_SOURCE,
    N_BETWEEN,
    N_DISTANCES,
    LinkWeights,
    Vectored,
    likeliest,
    none_scores,
)
from analytics.quotes.tagger.pieces import BREAK, OPENING, Pieces, cut, piece_id
from analytics.quotes.tagger.windows import Window, windows
from analytics.records import Span
from analytics.weights import Weights, cores, find_weights

HEADS = "heads.json"

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_LETTER = re.compile(r"[^\W\d_]")


_Key = tuple[bytes, ...]  # what a window holds: windows that hold the same are read once


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribution as the model sees it: spans of characters; ``confidence`` in [0, 1]."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float


@dataclass(frozen=True)
class Reading:
    """The model's view of a text before any decision.

    ``emissions`` are [words, tags] (the tags of labels.py), ``transitions`` [tags, tags]. ``runs`` are the spans of the
    words that were read, the others being outside everything. ``vectors`` are [words, 4, link size] for each window
    that was read, ``begins`` the word with which each of these begins.
    """

    pieces: Pieces
    emissions: Floats
    transitions: Floats
    runs: Sequence[Span]
    begins: Sequence[int]
    vectors: Sequence[Floats]

    def spans(self) -> dict[SpanType, list[Span]]:
        """The likeliest spans of words, by type."""
        tags = np.full(len(self.emissions), OUTSIDE)
        for run in self.runs:
            tags[slice(*run)] = best_tags(self.emissions[slice(*run)], self.transitions)
        return typed_spans(tags)

    @cached_property
    def probabilities(self) -> Floats:
        """The probability of each tag of each word, [words, tags]."""
        found = np.zeros_like(self.emissions)
        found[:, OUTSIDE] = 1
        for run in self.runs:
            found[slice(*run)] = marginals(self.emissions[slice(*run)], self.transitions)
        return found

    def probability_of(self, span_type: SpanType) -> Floats:
        """The probability that each word belongs to ``span_type``, [words]."""
        total: Floats = self.probabilities[:, columns_of(span_type)].sum(1)
        return total

    def vectored(self, spans: Sequence[Span], which: int) -> Vectored:
        """Spans with the mean of their first and last word's vector ``which``."""
        words = np.array(spans, dtype=np.int64).reshape(-1, 2)
        first, last = self._vectors(words[:, 0], which), self._vectors(words[:, 1] - 1, which)
        return Vectored(words, ((first + last) / 2).astype(np.float32))

    def _vectors(self, words: Ints, which: int) -> Floats:
        windows = (np.searchsorted(self.begins, words, "right") - 1).tolist()
        found = [self.vectors[k][word - self.begins[k], which] for k, word in zip(windows, words.tolist(), strict=True)]
        return np.array(found, dtype=np.float32).reshape(len(found), self.vectors[0].shape[-1])


class Tagger:
    """The model with its session; one serves any number of texts, and any number of threads."""

    def __init__(self, weights: Weights, *, threads: int | None = None) -> None:
        """``threads``: how many windows of a text are read at once; by default what :func:`cores` says."""
        if weights.settings.get("version") != 1:
            raise ModelError(f"{weights.folder}: the weights are of another version than this program")
        self._window = weights.whole("window", least=16, most=512)
        self._transitions, self._links = _heads(weights)
        self._transitions[:, begin_columns()] += np.float32(weights.number("begin_bonus", least=-10, most=10))
        outputs = {"emissions": N_TAGS, "vectors": 4 * len(self._links.none)}
        self._session = weights.session("model.onnx", inputs=("ids", "features"), outputs=outputs)
        self._threads = threads or cores()
        self._tokenizer = weights.tokenizer()
        self._opening, self._closing = (piece_id(self._tokenizer, piece) for piece in (OPENING, BREAK))

    def read(self, text: str, within: Sequence[Span] | None = None) -> Reading:
        """The scores of the words of ``text``: of all, or of those in windows that hold words of the spans ``within``.

        What comes again, piece by piece, is read once.
        """
        pieces = cut(text, self._tokenizer)
        emissions = np.zeros((len(pieces.words), N_TAGS), dtype=np.float32)
        wanted: dict[_Key, tuple[dict[str, Ints], Ints]] = {}
        to_read: list[tuple[slice, _Key]] = []
        for window in windows(pieces, size=self._window - 2):
            words = slice(*window.words)
            if words.start == words.stop or (within is not None and not _holds_words(text, pieces, window, within)):
                continue
            given = self._inputs(pieces, window.pieces)
            places = pieces.first[words] - window.pieces[0] + 1
            key = (*(array.tobytes() for array in given.values()), places.tobytes())
            wanted.setdefault(key, (given, places))
            to_read.append((words, key))
        known = self._scored(wanted)
        runs, begins, vectors = [(0, 0)], [0], [np.zeros((0, 4, len(self._links.none)), dtype=np.float32)]
        for words, key in to_read:
            emissions[words] = known[key][0]
            vectors.append(known[key][1])
            begins.append(words.start)
            begin = runs.pop()[0] if runs[-1][1] == words.start else words.start
            runs.append((begin, words.stop))
        return Reading(pieces, emissions, self._transitions, runs, begins, vectors)

    def tag(self, text: str, *, start: int = 0, within: Sequence[Span] | None = None) -> list[Proposal]:
        """The attributions of ``text``, in the order of their contents; ``start`` is added to every offset.

        Spans hold whole words; contents, cues and sources do not overlap. ``within`` are the parts of the text (in
        order, apart) that can hold contents: far from all of them nothing is looked for.
        """
        reading = self.read(text, within)
        return [_in_characters(reading, found, start) for found in self._linked(reading, reading.spans())]

    def _scored(self, wanted: Mapping[_Key, tuple[dict[str, Ints], Ints]]) -> dict[_Key, tuple[Floats, Floats]]:
        """Emissions and vectors of the words of each window, several windows at once where there are cores for it."""

        def score(window: tuple[dict[str, Ints], Ints]) -> tuple[Floats, Floats]:
            given, places = window
            scores, vectors = self._session.run(["emissions", "vectors"], given)
            return scores[0, places], vectors[0, places].reshape(len(places), 4, -1)

        with ThreadPoolExecutor(self._threads) as pool:
            return dict(zip(wanted, pool.map(score, wanted.values()), strict=True))

    def _inputs(self, pieces: Pieces, span: Span) -> dict[str, Ints]:
        part = slice(*span)
        ids = np.pad(pieces.ids[part], 1)
        ids[0], ids[-1] = self._opening, self._closing
        return {"ids": ids[None], "features": np.pad(pieces.features[part], 1)[None]}

    def _linked(self, reading: Reading, spans: dict[SpanType, list[Span]]) -> list[_Linked]:
        contents = reading.vectored(spans["content"], 2 * FOR_CONTENT)
        cues = reading.vectored(spans["cue"], 2 * FOR_CONTENT + 1)
        never = np.full(len(contents.spans), np.finfo(np.float32).min)
        of_content = likeliest(contents, cues, cues.spans, never, kind=FOR_CONTENT, weights=self._links)
        cues = reading.vectored(spans["cue"], 2 * FOR_SOURCE)
        sources = reading.vectored(spans["source"], 2 * FOR_SOURCE + 1)
        none = none_scores(cues, self._links)
        of_cue = likeliest(cues, sources, cues.spans, none, kind=FOR_SOURCE, weights=self._links)
        return _attributions(spans, of_content.tolist(), of_cue.tolist())


@dataclass(frozen=True, slots=True)
class _Linked:
    """An attribution in word numbers."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None


@lru_cache(maxsize=1)
def default_tagger() -> Tagger:
    """The tagger with the weights of this project, loaded once. Raises ModelError where they are not usable."""
    return Tagger(find_weights("statements"))


def tag(text: str, *, start: int = 0, within: Sequence[Span] | None = None) -> list[Proposal]:
    """``Tagger.tag`` with the weights of this project."""
    return default_tagger().tag(text, start=start, within=within)


def _heads(weights: Weights) -> tuple[Floats, LinkWeights]:
    stored = weights.json(HEADS)
    transitions = _numbers(weights, stored, "steps", (N_TAGS, N_TAGS))
    distance = _numbers(weights, stored, "distance", (2, N_DISTANCES))
    between = _numbers(weights, stored, "between", (2, N_BETWEEN))
    none = _numbers(weights, stored, "none", (-1,))
    return transitions, LinkWeights(distance, between, none, float(_numbers(weights, stored, "none_bias", ())))


def _numbers(weights: Weights, stored: object, name: str, shape: tuple[int, ...]) -> Floats:
    """The numbers of this name in heads.json; -1 in ``shape`` stands for any length but 0."""
    try:
        numbers = np.array(stored[name], dtype=np.float32)  # type: ignore[index]
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise weights.error(f"{HEADS} holds no numbers {name}") from error
    fits = [
        found == wanted or (wanted == -1 and found > 0) for found, wanted in zip(numbers.shape, shape, strict=False)
    ]
    if numbers.ndim != len(shape) or not all(fits) or not np.isfinite(numbers).all():
        raise weights.error(f"{HEADS}: {name} is no array of finite numbers of the shape {shape}")
    return numbers


def _holds_words(text: str, pieces: Pieces, window: Window, within: Sequence[Span]) -> bool:
    """True where a window reaches into one of the spans ``within`` with anything that holds a letter."""
    start, end = pieces.words[window.words[0]][0], pieces.words[window.words[1] - 1][1]
    first = max(0, bisect_right(within, (start,)) - 1)
    last = bisect_left(within, (end,))
    return any(_LETTER.search(text, max(a, start), min(b, end)) for a, b in within[first:last])


def _attributions(spans: dict[SpanType, list[Span]], of_content: Sequence[int], of_cue: Sequence[int]) -> list[_Linked]:
    """Each content with its cue and the cue's source, by their numbers; contents of one cue are together."""
    found: list[_Linked] = []
    of: dict[int, list[Span]] = {}
    for content, number in zip(spans["content"], of_content, strict=True):
        if number < len(of_cue):
            of.setdefault(number, []).append(content)
        else:
            found.append(_Linked((content,), None, None))
    for number, contents in of.items():
        source = of_cue[number]
        whose = spans["source"][source] if source < len(spans["source"]) else None
        found.append(_Linked(tuple(contents), whose, spans["cue"][number]))
    return sorted(found, key=lambda linked: linked.content)


def _in_characters(reading: Reading, linked: _Linked, start: int) -> Proposal:
    words = reading.pieces.words

    def characters(span: Span) -> Span:
        return words[span[0]][0] + start, words[span[1] - 1][1] + start

    sure = [_certainty(reading, span, "content") for span in linked.content]
    if linked.cue:
        sure.append(_certainty(reading, linked.cue, "cue"))
    return Proposal(
        tuple(characters(span) for span in linked.content),
        characters(linked.source) if linked.source else None,
        characters(linked.cue) if linked.cue else None,
        min(sure) ** 2,  # on PolNeAR dev, the square comes close to how often such an attribution is right
    )


def _certainty(reading: Reading, span: Span, span_type: SpanType) -> float:
    """The mean probability that a span's words belong to its type."""
    probability = reading.probabilities[slice(*span), columns_of(span_type)].sum(1).mean()
    return min(1.0, float(probability))
