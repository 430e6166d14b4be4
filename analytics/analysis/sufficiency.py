"""What a mean must rest on before it is ranked, coloured or compared: enough statements, and more than one article.

Statements in one article are not independent, so a mean of one article has no interval, however many statements it
holds; without this rule it would look the surest of all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics.wording import amount, basis

MIN_ARTICLES = 2
"""An interval by clusters of articles takes two."""

TOO_FEW = "too few to tell"
"""What is said of a mean that rests on too little."""


def suffices(n_statements: int, n_articles: int, *, minimum: int) -> bool:
    """True where this many statements in this many articles are enough to rank a mean or to compare it."""
    return n_statements >= minimum and n_articles >= MIN_ARTICLES


def enough(table: pd.DataFrame, *, minimum: int) -> pd.Series[bool]:
    """Which rows of aggregates suffice."""
    return (table["n_statements"] >= minimum) & (table["n_articles"] >= MIN_ARTICLES)


def is_enough(line: Mapping[Any, Any], *, minimum: int, side: str = "") -> bool:
    """As :func:`enough`, of one row; ``side`` is what follows the names of the columns in a comparison (``_a``)."""
    return suffices(line[f"n_statements{side}"], line[f"n_articles{side}"], minimum=minimum)


def needed(minimum: int) -> str:
    """What it takes: ``3 statements in 2 articles``."""
    return basis(max(minimum, MIN_ARTICLES), MIN_ARTICLES)


def shortfall(minimum: int) -> str:
    """Of what there is too little, for a heading: ``too few to tell: under 3 statements, or 1 article``."""
    few = f"under {amount(minimum, 'statement')}, or " if minimum > 1 else ""
    return f"{TOO_FEW}: {few}{amount(1, 'article')}"


def with_ranks(table: pd.DataFrame, *, minimum: int) -> pd.DataFrame:
    """The aggregates with a last column ``ranked``: ``yes``, or that there are too few to tell."""
    return table.assign(ranked=enough(table, minimum=minimum).map({True: "yes", False: TOO_FEW}).astype("str"))
