"""Transcripts: paragraphs that begin with a speaker's label ("VELT: ..."), each a turn of direct speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from analytics.lang import lexicon
from analytics.records import Attribution, Span
from analytics.text.document import Document
from analytics.text.subtitles import VOICE

_PARTICLES = lexicon.alternatives(lexicon.words("label_particles"))
_LABEL = re.compile(
    rf"[\"“]?((?:[A-Z][\w.’'-]*)(?: (?:[A-Z][\w.’'-]*|{_PARTICLES})){{0,4}})(?: \([^)]{{1,40}}\))?(:)\s+(?=\S)"
)
_FEWEST_TURNS = 4
_LONGEST_GAP = 3  # paragraphs without a label between two turns
_CONFIDENCE = 0.9


def turns(text: str, paragraphs: Sequence[Span]) -> list[tuple[Attribution, Span]]:
    """The turns of the transcripts in an article, each with the span of the paragraphs that it fills.

    A transcript is a run of at least four labelled paragraphs in which two labels come back: an article in which
    "Note: ..." or "Score: ..." stands once or twice holds none. Paragraphs without a label go on with the turn before.
    """
    labels = [_LABEL.match(text, *span) for span in paragraphs]
    found: list[tuple[Attribution, Span]] = []
    for first, last in _runs([match.group(1) if match else None for match in labels]):
        for start, end in _of_run(labels, first, last):
            match = labels[start]
            if match is None:  # a run's turns begin with a label
                continue
            span = (paragraphs[start][0], paragraphs[end - 1][1])
            content = ((match.end(), span[1]),)
            found.append((Attribution(content, match.span(1), match.span(2), "direct", _CONFIDENCE), span))
    return found


def voices(document: Document) -> list[tuple[Attribution, Span]]:
    """What the tags of subtitles give to somebody ("<v Mara Velt>..."), each with the span that it fills."""
    found: list[tuple[Attribution, Span]] = []
    for start, end in (block.span for block in document.blocks):
        tag = VOICE.match(document.text, start, end)
        if tag and tag.end() < end:
            said = Attribution(((tag.end(), end),), tag.span(1), None, "direct", _CONFIDENCE)
            found.append((said, (start, end)))
    return found


def _runs(names: Sequence[str | None]) -> list[tuple[int, int]]:
    """Where transcripts stand: numbers [first, end) of paragraphs, from a label to the last one of its run."""
    runs: list[list[int]] = []
    for number in (i for i, name in enumerate(names) if name):
        if runs and number - runs[-1][-1] <= _LONGEST_GAP + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [(run[0], run[-1] + 1) for run in runs if _is_transcript([names[i] for i in run])]


def _is_transcript(names: Sequence[str | None]) -> bool:
    returning = [name for name, times in Counter(names).items() if times > 1]
    return len(names) >= _FEWEST_TURNS and len(returning) > 1


def _of_run(labels: Sequence[re.Match[str] | None], first: int, last: int) -> list[tuple[int, int]]:
    """The turns of a run: numbers [start, end) of paragraphs, each from a label to the next."""
    starts = [i for i in range(first, last) if labels[i]]
    return list(zip(starts, [*starts[1:], last], strict=True))
