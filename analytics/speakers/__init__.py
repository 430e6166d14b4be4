"""Who speaks: names, roles and pronouns to one canonical speaker, with the speaker book as help."""

from analytics.speakers.book import SpeakerBook
from analytics.speakers.book_file import default_book, load_book
from analytics.speakers.resolve import resolve_speakers

__all__ = ["SpeakerBook", "default_book", "load_book", "resolve_speakers"]
