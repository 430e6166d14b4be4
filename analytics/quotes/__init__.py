"""Finding statements: what an article attributes to somebody, and the words that say so."""

from analytics.quotes.extractor import find_attributions

__all__ = ["find_attributions"]
