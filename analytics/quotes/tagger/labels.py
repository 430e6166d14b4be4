"""The tags of the sequence that the tagger predicts: begin, inside, end, single for each type of span; or outside."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analytics.records import Span

SpanType = Literal["source", "cue", "content"]
SPAN_TYPES: tuple[SpanType, ...] = get_args(SpanType)
OUTSIDE = 0
N_TAGS = 1 + 4 * len(SPAN_TYPES)
BEGIN, INSIDE, END, SINGLE = range(4)


def tag(span_type: SpanType, part: int) -> int:
    """The number of the tag for ``part`` (BEGIN, INSIDE, END or SINGLE) of a span of ``span_type``."""
    return 1 + 4 * SPAN_TYPES.index(span_type) + part


def begin_columns() -> list[int]:
    """The tags with which a span begins."""
    return [tag(span_type, part) for span_type in SPAN_TYPES for part in (BEGIN, SINGLE)]


def encode(spans: dict[SpanType, list[Span]], length: int) -> NDArray[np.int64]:
    """The tags of ``length`` words; ``spans`` are spans of word numbers, which do not overlap."""
    tags = np.zeros(length, dtype=np.int64)
    for span_type, its_spans in spans.items():
        for start, end in its_spans:
            tags[start:end] = tag(span_type, INSIDE)
            tags[start], tags[end - 1] = tag(span_type, BEGIN), tag(span_type, END)
            if end - start == 1:
                tags[start] = tag(span_type, SINGLE)
    return tags


def legal_transitions() -> NDArray[np.bool_]:
    """``[from, to]``: whether a tag may follow another: what begins goes on to its end, and nothing else does."""
    legal = np.zeros((N_TAGS, N_TAGS), dtype=np.bool_)
    free = [OUTSIDE, *(tag(span_type, part) for span_type in SPAN_TYPES for part in (END, SINGLE))]
    starts = [OUTSIDE, *begin_columns()]
    legal[np.ix_(free, starts)] = True
    for span_type in SPAN_TYPES:
        inner = [tag(span_type, BEGIN), tag(span_type, INSIDE)]
        legal[np.ix_(inner, [tag(span_type, INSIDE), tag(span_type, END)])] = True
    return legal


def legal_ends() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether a text may begin with a tag, and whether it may end with it."""
    legal = legal_transitions()
    return legal[OUTSIDE].copy(), legal[:, OUTSIDE].copy()
