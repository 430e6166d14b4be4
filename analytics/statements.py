"""From an article to its statements: attributions found by ``quotes``, their speakers resolved by ``speakers``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.quotes import find_attributions, with_sense
from analytics.quotes.repeats import repeats
from analytics.records import Article, Statement
from analytics.speakers import SpeakerBook, default_book, resolve_speakers
from analytics.text.document import Document

_WORD = re.compile(r"[^\W_]")


def extract_statements(
    article: Article, *, speakers: SpeakerBook | None = None, document: Document | None = None
) -> list[Statement]:
    """Every statement that ``article`` attributes to somebody, in the order of its text.

    Args:
        article: the news item; all spans of the result are character offsets into ``article.text``.
        speakers: who is known beforehand, and by which names; by default data/speakers.yaml.
        document: the document of ``article``, where other stages read it as well; by default it is made here.

    Returns:
        One record for each attribution. ``speaker`` is ``""`` where the article does not allow a name.
    """
    document = Document.of(article) if document is None else document
    book = default_book() if speakers is None else speakers
    attributions = find_attributions(document)
    resolved = resolve_speakers(document, attributions, book)
    whole = [
        (with_sense(document.text, attribution), speaker)
        for attribution, speaker in zip(attributions, resolved, strict=True)
    ]
    statements = [
        Statement(
            content=attribution.content,
            source=attribution.source,
            cue=attribution.cue,
            speaker=speaker.name,
            kind=attribution.kind,
            confidence=attribution.confidence,
            resolution=speaker.resolution,
            speaker_confidence=speaker.confidence,
        )
        for attribution, speaker in whole
        if attribution is not None
    ]
    return _once(article.text, statements)


def _once(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """The statements without those that repeat the words of another by the same speaker."""
    weak = [not (one.source and one.cue and _WORD.search(text, *one.cue)) for one in statements]
    pairs = repeats(text, [one.content for one in statements], weak)
    again = {number for number, other in pairs if statements[number].speaker == statements[other].speaker}
    return [one for number, one in enumerate(statements) if number not in again]
