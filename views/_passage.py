"""A statement in its article's passage, as HTML in which everything from the article is escaped.

Each part is marked in its own way, and not by colour alone: statement tinted, speaker bold with a line under it, cue
italic with dots under it, target in a box.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from analytics.records import Article, Span, Statement

PARTS: Mapping[str, str] = {
    "statement": "what is attributed",
    "speaker": "who is named as its source",
    "cue": "the words that attribute it",
    "target": "the target it is scored toward",
}

STYLE = """<style>
.qs-passage { line-height: 1.75; max-width: 46rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.qs-passage p { margin: 0 0 .6rem; }
.qs-statement { background: rgba(103, 169, 207, .24); padding: .12em 0; }
.qs-speaker { font-weight: 700; border-bottom: 2px solid currentColor; }
.qs-cue { font-style: italic; border-bottom: 2px dotted currentColor; }
.qs-target { outline: 1.5px solid currentColor; outline-offset: 1px; border-radius: 3px; padding: 0 .12em; }
.qs-legend { font-size: .875rem; display: flex; flex-wrap: wrap; gap: .35rem 1.4rem; margin: .2rem 0 .9rem; }
.qs-legend .qs-target { margin-right: .35em; }
.qs-head { margin: 0 0 .35rem; overflow-wrap: anywhere; }
.qs-date { white-space: nowrap; }
.qs-head b { font-size: 1.05rem; }
.qs-scores { margin: .3rem 0 0; padding-left: 1.1rem; }
.stPlotlyChart :is(.gtitle, .annotation text, .xtick text, .ytick text, .bartext, .cbaxis text) {
  fill: currentColor !important; /* figures do not know the theme; their text takes the page's colour */
}
.qs-note { font-size: .9rem; margin: 0; }
</style>"""

_BLANK_LINES = re.compile(r"\n(?:[ \t\r]*\n)+[ \t]*")
_LINE_BREAK = re.compile(r"[ \t\r]*\n[ \t]*")


def passage(article: Article, statement: Statement, targets: Sequence[Span], *, around: int) -> str:
    """The paragraphs that hold the statement, its source, cue and targets, and ``around`` more on either side."""
    parts = {
        "statement": list(statement.content),
        "speaker": [statement.source] if statement.source else [],
        "cue": [statement.cue] if statement.cue else [],
        "target": list(targets),
    }
    marked = [span for spans in parts.values() for span in spans]
    shown = [f"<p>{_mark(article.text, span, parts)}</p>" for span in _window(article.text, marked, around)]
    return f'<div class="qs-passage">{"".join(shown)}</div>'


def legend() -> str:
    """What each kind of marking stands for."""
    items = "".join(f'<span><span class="qs-{part}">{part}</span> {meaning}</span>' for part, meaning in PARTS.items())
    return f'<div class="qs-legend">{items}</div>'


def paragraphs(text: str) -> list[Span]:
    """The spans of a text's paragraphs: apart by blank lines or, in a text without any, by line breaks."""
    breaks = _BLANK_LINES if _BLANK_LINES.search(text) else _LINE_BREAK
    edges = [0, *(place for found in breaks.finditer(text) for place in found.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def _window(text: str, marked: Iterable[Span], around: int) -> list[Span]:
    spans = paragraphs(text)
    touched = [
        place for place, (start, end) in enumerate(spans) if any(start < right and left < end for left, right in marked)
    ]
    if not touched:
        return []
    return spans[max(0, touched[0] - around) : touched[-1] + around + 1]


def _mark(text: str, window: Span, parts: Mapping[str, Sequence[Span]]) -> str:
    """The window's text, cut at every edge of a part, each piece wrapped in the classes of the parts it is in."""
    start, end = window
    edges = {start, end}
    for spans in parts.values():
        edges.update(place for span in spans for place in span if start < place < end)
    cuts = sorted(edges)
    return "".join(_piece(text, left, right, parts) for left, right in pairwise(cuts))


def _piece(text: str, left: int, right: int, parts: Mapping[str, Sequence[Span]]) -> str:
    classes = [f"qs-{part}" for part, spans in parts.items() if any(a <= left and right <= b for a, b in spans)]
    words = html.escape(text[left:right])
    return f'<span class="{" ".join(classes)}">{words}</span>' if classes else words
