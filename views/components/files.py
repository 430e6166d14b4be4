"""Names of files that are taken away: they say what the files hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from views.state.selection import View

_NAMED = 2
_LONGEST = 100


def file_name(what: str, view: View, ending: str) -> str:
    """What it is, then what the filters chose: ``aggregates_ada-lorin_csto_from-2024-01-10.csv``.

    More than two choices are counted. Without an ``ending`` there is no dot either.
    """
    filters = view.filters
    parts = [_plain(what)]
    for noun, chosen in (("speakers", filters.speakers), ("outlets", filters.outlets), ("targets", filters.targets)):
        parts += _chosen(noun, chosen)
    parts += [f"from-{filters.first}"] if filters.first else []
    parts += [f"to-{filters.last}"] if filters.last else []
    name = "_".join(parts)[:_LONGEST].rstrip("_-")
    return f"{name}.{ending}" if ending else name


def _chosen(noun: str, chosen: Sequence[str]) -> list[str]:
    if len(chosen) > _NAMED:
        return [f"{len(chosen)}-{noun}"]
    return [_plain(one) or "unresolved" for one in chosen]


def _plain(text: str) -> str:
    """Lower-case letters and digits of any script, with hyphens between words."""
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-")
