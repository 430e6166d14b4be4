"""Finding statements: what an article attributes to somebody, and the words that say so."""

from analytics.quotes.extractor import find_attributions
from analytics.quotes.plausibility import with_sense

__all__ = ["find_attributions", "with_sense"]
