"""The tags of the sequence that the tagger predicts: begin, inside, end or single, for each role; or outside."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from analytics.records import Span

Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = get_args(Role)
OUTSIDE = 0
N_TAGS = 1 + 4 * len(ROLES)
BEGIN, INSIDE, END, SINGLE = range(4)


def tag(role: Role, part: int) -> int:
    """The number of the tag for ``part`` (BEGIN, INSIDE, END or SINGLE) of a span of ``role``."""
    return 1 + 4 * ROLES.index(role) + part


def begin_columns() -> list[int]:
    """The tags with which a span begins."""
    return [tag(role, part) for role in ROLES for part in (BEGIN, SINGLE)]


def encode(spans: dict[Role, list[Span]], length: int) -> NDArray[np.int64]:
    """The tags of ``length`` words; ``spans`` are spans of word numbers, which do not overlap."""
    tags = np.zeros(length, dtype=np.int64)
    for role, its_spans in spans.items():
        for start, end in its_spans:
            tags[start:end] = tag(role, INSIDE)
            tags[start], tags[end - 1] = tag(role, BEGIN), tag(role, END)
            if end - start == 1:
                tags[start] = tag(role, SINGLE)
    return tags


def legal_transitions() -> NDArray[np.bool_]:
    """``[from, to]``: whether a tag may follow another: what begins goes on to its end, and nothing else does."""
    legal = np.zeros((N_TAGS, N_TAGS), dtype=np.bool_)
    free = [OUTSIDE, *(tag(role, part) for role in ROLES for part in (END, SINGLE))]
    starts = [OUTSIDE, *begin_columns()]
    legal[np.ix_(free, starts)] = True
    for role in ROLES:
        inner = [tag(role, BEGIN), tag(role, INSIDE)]
        legal[np.ix_(inner, [tag(role, INSIDE), tag(role, END)])] = True
    return legal


def legal_ends() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Whether a text may begin with a tag, and whether it may end with it."""
    legal = legal_transitions()
    return legal[OUTSIDE].copy(), legal[:, OUTSIDE].copy()
