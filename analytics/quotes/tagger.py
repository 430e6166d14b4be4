"""The learned tagger: what a text attributes, by a small transformer, a CRF over words and a linker of spans.

The weights are those of data/models/statements; training/statements says how they were made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from analytics.errors import ModelError
from analytics.quotes.chain import best_tags, marginals, role_columns, role_spans
from analytics.quotes.labels import N_TAGS, Role, begin_columns
from analytics.quotes.linking import (
    FOR_CONTENT,
    FOR_SOURCE,
    N_BETWEEN,
    N_DISTANCES,
    LinkWeights,
    none_scores,
    pair_scores,
)
from analytics.quotes.pieces import BREAK, OPENING, Pieces, cut, piece_id
from analytics.quotes.windows import windows
from analytics.records import Span
from analytics.weights import Weights, find_weights

HEADS = "heads.json"

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribution as the model sees it: spans of characters; ``confidence`` in [0, 1]."""

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """The model's view of a text before any decision.

    ``emissions`` and ``probabilities`` are [words, tags] (the tags of labels.py), ``vectors`` [words, 4, link size].
    """

    pieces: Pieces
    emissions: Floats
    probabilities: Floats
    vectors: Floats

    def role_probability(self, role: Role) -> Floats:
        """The probability that each word belongs to ``role``, [words]."""
        total: Floats = self.probabilities[:, role_columns(role)].sum(1)
        return total


class Tagger:
    """The model with its session; one serves any number of texts, and any number of threads."""

    def __init__(self, weights: Weights, *, threads: int = 1) -> None:
        if weights.settings.get("version") != 1:
            raise ModelError(f"{weights.folder}: the weights are of another version than this program")
        self._window = weights.whole("window", least=16, most=512)
        self._steps, self._links = _heads(weights)
        self._steps[:, begin_columns()] += np.float32(weights.number("begin_bonus", least=-10, most=10))
        outputs = {"emissions": N_TAGS, "vectors": 4 * len(self._links.none)}
        self._session = weights.session("model.onnx", inputs=("ids", "features"), outputs=outputs, threads=threads)
        self._tokenizer = weights.tokenizer()
        self._opening, self._closing = (piece_id(self._tokenizer, piece) for piece in (OPENING, BREAK))

    def read(self, text: str) -> Reading:
        """The scores of every word of ``text``."""
        pieces = cut(text, self._tokenizer)
        size = len(self._links.none)
        emissions = np.zeros((len(pieces.words), N_TAGS), dtype=np.float32)
        vectors = np.zeros((len(pieces.words), 4, size), dtype=np.float32)
        for window in windows(pieces, size=self._window - 2):
            words = slice(*window.words)
            places = pieces.first[words] - window.pieces[0] + 1
            scores, its_vectors = self._session.run(["emissions", "vectors"], self._inputs(pieces, window.pieces))
            emissions[words] = scores[0, places]
            vectors[words] = its_vectors[0, places].reshape(-1, 4, size)
        return Reading(pieces, emissions, marginals(emissions, self._steps), vectors)

    def tag(self, text: str, *, start: int = 0) -> list[Proposal]:
        """The attributions of ``text``, in the order of their contents; ``start`` is added to every offset.

        Spans hold whole words; contents, cues and sources do not overlap.
        """
        reading = self.read(text)
        spans = role_spans(best_tags(reading.emissions, self._steps))
        return [_in_characters(reading, found, start) for found in self._linked(reading, spans)]

    def _inputs(self, pieces: Pieces, span: Span) -> dict[str, Ints]:
        part = slice(*span)
        ids = np.pad(pieces.ids[part], 1)
        ids[0], ids[-1] = self._opening, self._closing
        return {"ids": ids[None], "features": np.pad(pieces.features[part], 1)[None]}

    def _linked(self, reading: Reading, spans: dict[Role, list[Span]]) -> Iterator[_Linked]:
        contents, cues, sources = (_array(spans[role]) for role in ("content", "cue", "source"))
        of_content = _likeliest_cues(reading.vectors, contents, cues, self._links)
        of_cue = _likeliest_sources(reading.vectors, cues, sources, self._links)
        lone = [spans["content"][k] for k in np.flatnonzero(of_content == len(cues))]
        found = [_Linked((content,), None, None) for content in lone]
        for number in np.unique(of_content[of_content < len(cues)]).tolist():
            its_contents = tuple(spans["content"][k] for k in np.flatnonzero(of_content == number))
            source = of_cue[number]
            whose = spans["source"][source] if source < len(sources) else None
            found.append(_Linked(its_contents, whose, spans["cue"][number]))
        yield from sorted(found, key=lambda linked: linked.content)


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


def tag(text: str, *, start: int = 0) -> list[Proposal]:
    """``Tagger.tag`` with the weights of this project."""
    return default_tagger().tag(text, start=start)


def _heads(weights: Weights) -> tuple[Floats, LinkWeights]:
    stored = weights.json(HEADS)
    steps = _numbers(weights, stored, "steps", (N_TAGS, N_TAGS))
    distance = _numbers(weights, stored, "distance", (2, N_DISTANCES))
    between = _numbers(weights, stored, "between", (2, N_BETWEEN))
    none = _numbers(weights, stored, "none", (-1,))
    return steps, LinkWeights(distance, between, none, float(_numbers(weights, stored, "none_bias", ())))


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


def _array(spans: list[Span]) -> Ints:
    return np.array(spans, dtype=np.int64).reshape(-1, 2)


def _likeliest_cues(vectors: Floats, contents: Ints, cues: Ints, weights: LinkWeights) -> Ints:
    """For each content the number of its cue, or ``len(cues)`` where none is near."""
    scores = pair_scores(vectors, contents, cues, cues, kind=FOR_CONTENT, weights=weights)
    none = np.full((len(contents), 1), np.finfo(np.float32).min)
    best: Ints = np.concatenate([scores, none], axis=1).argmax(1)
    return best


def _likeliest_sources(vectors: Floats, cues: Ints, sources: Ints, weights: LinkWeights) -> Ints:
    """For each cue the number of its source, or ``len(sources)`` for none."""
    none = none_scores(vectors, cues, weights)
    scores = pair_scores(vectors, cues, sources, cues, kind=FOR_SOURCE, weights=weights)
    best: Ints = np.concatenate([scores, none[:, None]], axis=1).argmax(1)
    return best


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


def _certainty(reading: Reading, span: Span, role: Role) -> float:
    """The mean probability that a span's words belong to its role."""
    probability = reading.probabilities[slice(*span), role_columns(role)].sum(1).mean()
    return min(1.0, float(probability))
