"""Attributions that rules read off the text: frames around quotations, reported speech, transcripts."""

from analytics.quotes.rules.attributions import attributions

__all__ = ["attributions"]
