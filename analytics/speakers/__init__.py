"""Who speaks: names, roles and pronouns to one canonical speaker, with the speaker book as help."""

from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.book.file import default_book, load_book, parse_book
from analytics.speakers.coreference.resolution import resolve_speakers
from analytics.speakers.corpus.merging import merge_speakers

__all__ = ["SpeakerBook", "default_book", "load_book", "merge_speakers", "parse_book", "resolve_speakers"]
