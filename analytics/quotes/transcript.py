"""Transcripts: paragraphs that begin with a speaker's label ("VELT: ..."), each a turn of direct speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analytics.records import Attribution, Span

_LABEL = re.compile(
    r"[\"“]?((?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|of|de|van|von|the)){0,4})(?: \([^)]{1,40}\))?(:)\s+(?=\S)"
)
_FEWEST_TURNS = 4
_SMALLEST_SHARE = 0.3
_CONFIDENCE = 0.9


def turns(text: str, paragraphs: Sequence[Span]) -> list[Attribution]:
    """The turns of a transcript, or none where the paragraphs are not one.

    A label must come back: an article in which "Note: ..." or "Score: ..." stands once or twice is not a transcript.
    Paragraphs without a label go on with the turn before.
    """
    labels = [_LABEL.match(text, *span) for span in paragraphs]
    names = [match.group(1) for match in labels if match]
    returning = {name for name in names if names.count(name) > 1}
    if len(names) < max(_FEWEST_TURNS, _SMALLEST_SHARE * len(paragraphs)) or len(returning) < 2:
        return []
    found: list[Attribution] = []
    for (start, end), match in zip(paragraphs, labels, strict=True):
        if match:
            content = ((match.end(), end),)
            found.append(Attribution(content, match.span(1), match.span(2), "direct", _CONFIDENCE))
        elif found and text[start] != "(":
            last = found.pop()
            content = ((last.content[0][0], end),)
            found.append(Attribution(content, last.source, last.cue, "direct", _CONFIDENCE))
    return found
