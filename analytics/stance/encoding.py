"""A stance query as the token ids that the stance model reads; training and scoring share this one place.

Each mention of the target is wrapped in one pair of reserved tokens, the holder's in another (typed entity markers,
Zhou and Chen, "An Improved Baseline for Sentence-level Relation Extraction", AACL 2022). Where the passage does
not hold the holder, the speaker's name goes in front of it, wrapped in the holder's markers; where neither is
known, the passage stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tokenizers import Encoding, Tokenizer

from analytics.records import Span, StanceQuery

MAX_TOKENS = 256
"""Tokens of one passage, markers and sentence limits included; what lies farthest from the mentions is cut."""

TARGET_MARKERS = ("[unused1]", "[unused2]")
SOURCE_MARKERS = ("[unused3]", "[unused4]")
START, END = "<s>", "</s>"


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token ids of one passage, and which of them, counted from 0, are the target's mentions with their markers."""

    ids: tuple[int, ...]
    target: tuple[int, ...]


def _id(tokenizer: Tokenizer, token: str) -> int:
    found = tokenizer.token_to_id(token)
    if found is None:
        raise ValueError(f"the tokenizer lacks the token {token}")
    return found


def _words_of(encoding: Encoding, span: Span) -> Span:
    """The range of tokens whose words the characters of ``span`` touch (a mention may be cut inside a word)."""
    offsets, words = encoding.offsets, encoding.word_ids
    touched = {word for word, (start, end) in zip(words, offsets, strict=True) if start < span[1] and end > span[0]}
    inside = [index for index, word in enumerate(words) if word in touched]
    if inside:
        return inside[0], inside[-1] + 1
    after = sum(start < span[0] for start, _ in offsets)
    return after, after


def _with_speaker(query: StanceQuery) -> StanceQuery:
    """The query with its speaker's name in front, as the holder's mention, where the text does not hold one."""
    if query.source is not None or not query.speaker.strip():
        return query
    prefix = f"{query.speaker}: "
    length = len(prefix)
    named = query.moved(prefix + query.text, lambda span: (span[0] + length, span[1] + length))
    return replace(named, source=(0, len(query.speaker)))


def _marked(mentions: Sequence[tuple[Span, tuple[int, int]]]) -> list[tuple[int, int]]:
    """Pairs (place, marker id) in the order of the text; a place is an index into the unmarked tokens.

    At the same place closing markers come before opening ones, so that neighbours do not overlap; not so those
    of a mention that holds no token.
    """
    closing = [(end, 0, markers[1]) for (_, end), markers in mentions]
    opening = [(start, 1 if start < end else -1, markers[0]) for (start, end), markers in mentions]
    return [(place, marker) for place, _, marker in sorted(closing + opening, key=lambda item: item[:2])]


def _distance(index: int, spans: Sequence[Span]) -> int:
    return min(max(start - index, index - end + 1, 0) for start, end in spans)


def _kept(length: int, spans: Sequence[Span], limit: int) -> list[int]:
    """The indices of the ``limit`` tokens nearest to any of ``spans``, in the order of the text."""
    if length <= limit:
        return list(range(length))
    nearest = sorted(range(length), key=lambda index: _distance(index, spans))
    return sorted(nearest[:limit])


class Encoder:
    """Turns queries into token ids with one tokenizer; ``limit`` counts tokens."""

    def __init__(self, tokenizer: Tokenizer, *, limit: int = MAX_TOKENS) -> None:
        self._tokenizer = tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        # Text is data: "</s>" in an article is five characters, not the end of the passage.
        self._tokenizer.encode_special_tokens = True
        self._limit = limit
        self._target, self._source, self._limits = (
            (_id(tokenizer, first), _id(tokenizer, last))
            for first, last in (TARGET_MARKERS, SOURCE_MARKERS, (START, END))
        )
        self._closing = dict((self._target, self._source))

    def encode(self, queries: Sequence[StanceQuery]) -> list[Encoded]:
        """Token ids for each query, in the order given."""
        named = [_with_speaker(query) for query in queries]
        # Half a surrogate pair is no character that a tokenizer can take; "?" keeps the offsets.
        texts = [query.text.encode("utf-8", "replace").decode("utf-8") for query in named]
        encodings = self._tokenizer.encode_batch(texts, add_special_tokens=False)
        return [self._one(query, encoding) for query, encoding in zip(named, encodings, strict=True)]

    def _one(self, query: StanceQuery, encoding: Encoding) -> Encoded:
        mentions = [(_words_of(encoding, span), self._target) for span in query.targets]
        if query.source is not None:
            mentions.append((_words_of(encoding, query.source), self._source))
        ids: list[int] = []
        spans: dict[int, list[Span]] = {self._target[1]: [], self._source[1]: []}
        opened: dict[int, int] = {}
        done = 0
        for place, marker in _marked(mentions):
            ids += encoding.ids[done:place]
            done = place
            if marker in spans:
                spans[marker].append((opened[marker], len(ids) + 1))
            else:
                opened[self._closing[marker]] = len(ids)
            ids.append(marker)
        ids += encoding.ids[done:]
        return self._cut(ids, spans[self._target[1]], spans[self._source[1]])

    def _cut(self, ids: Sequence[int], targets: Sequence[Span], sources: Sequence[Span]) -> Encoded:
        kept = _kept(len(ids), [*targets, *sources], self._limit - 2)
        target = {index for start, end in targets for index in range(start, end)}
        body = (ids[index] for index in kept)
        inside = tuple(place for place, index in enumerate(kept, 1) if index in target)
        return Encoded((self._limits[0], *body, self._limits[1]), inside)
