"""The scorers: each module here holds one, as ``SCORER``. Whoever needs a scorer's name or text asks here.

To add one, add a module (CONTRIBUTING.md says how). Imports that take long belong inside its functions.
"""

from __future__ import annotations

import re
from functools import cache

from analytics.discovery import offered
from analytics.stance.scorer import Scorer


@cache
def scorers() -> tuple[Scorer, ...]:
    """All scorers, in the order of their modules' names.

    Raises TypeError where a module offers none, ValueError where a name is no plain word or is taken.
    """
    found = offered(__name__, "SCORER", Scorer)
    given = [scorer.name for scorer in found]
    for name in given:
        if not re.fullmatch(r"[a-z][a-z0-9-]*", name) or given.count(name) > 1:
            raise ValueError(f"{name!r} is no name for a scorer: it is no word in lower case, or there are two")
    return found


def names() -> tuple[str, ...]:
    """The names of all scorers."""
    return tuple(scorer.name for scorer in scorers())


def scorer_named(name: str) -> Scorer:
    """The scorer of this name. Raises ValueError, with the names that there are."""
    for scorer in scorers():
        if scorer.name == name:
            return scorer
    raise ValueError(f"there is no scorer {name!r}; choose one of: {', '.join(names())}")


def scorers_in(said: str) -> tuple[Scorer, ...]:
    """The scorers that are named in what results say of theirs: none, one, or several ("model and vader")."""
    words = set(re.findall(r"[\w-]+", said))
    return tuple(scorer for scorer in scorers() if scorer.name in words)
