"""The learned tagger: a small transformer, a CRF over words, and a linker of spans."""

from analytics.quotes.tagger.model import Proposal, Tagger, default_tagger, tag

__all__ = ["Proposal", "Tagger", "default_tagger", "tag"]
