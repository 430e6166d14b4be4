"""Who speaks: names, roles and pronouns to one canonical speaker, with the speaker book as help."""

from analytics.speakers.book import SpeakerBook, default_book
from analytics.speakers.resolve import resolve_speakers

__all__ = ["SpeakerBook", "default_book", "resolve_speakers"]
