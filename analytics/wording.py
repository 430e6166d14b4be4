"""Numbers as people read them: amounts with the right form of their noun, and values with a true minus."""

from __future__ import annotations

import math


def amount(number: int, one: str, several: str = "") -> str:
    """``1 article``, ``2,000 articles``; ``several`` is the plural where it is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"


def said_in(statements: int, articles: int) -> str:
    """What a mean rests on, as it stands beside a mark: ``14 in 1 article``."""
    return f"{statements:,} in {amount(articles, 'article')}"


def basis(statements: int, articles: int) -> str:
    """What a mean rests on, in a sentence: ``14 statements in 1 article``."""
    return f"{amount(statements, 'statement')} in {amount(articles, 'article')}"


def true_minus(text: str) -> str:
    """A formatted number with the minus sign in place of the hyphen."""
    return text.replace("-", "−")


def signed(value: float) -> str:
    """A stance with its sign, two decimals, a true minus; a dash where there is none."""
    if math.isnan(value):
        return "–"
    return "0.00" if abs(value) < 0.005 else true_minus(f"{value:+.2f}")
