"""A statement in its article's passage, as HTML in which everything from the article is escaped.

Each part is marked in its own way, and not by colour alone: statement tinted, speaker bold with a line under it, cue
italic with dots under it, target in a box, evidence with an arrow after it and a wavy line under it, the thicker the
more it weighs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from analytics.charts import signed
from analytics.records import Article, Evidence, Span, Statement

PARTS: Mapping[str, str] = {
    "statement": "what is attributed",
    "speaker": "who is named as its source",
    "cue": "the words that attribute it",
    "target": "the target it is scored toward",
}

ARROWS: Mapping[str, str] = {"critical": "▼", "favourable": "▲"}
"""What stands after a word that speaks for one side."""

STYLE = """<style>
.qs-passage { line-height: 1.75; max-width: 46rem; overflow-wrap: anywhere; white-space: pre-wrap; }
.qs-passage p { margin: 0 0 .6rem; }
.qs-statement { background: rgba(103, 169, 207, .24); padding: .12em 0; }
.qs-speaker { font-weight: 700; border-bottom: 2px solid currentColor; }
.qs-cue { font-style: italic; border-bottom: 2px dotted currentColor; }
.qs-target { outline: 1.5px solid currentColor; outline-offset: 1px; border-radius: 3px; padding: 0 .12em; }
.qs-evidence { text-decoration: underline wavy; text-underline-offset: .28em; text-decoration-skip-ink: none; }
.qs-weight-1 { text-decoration-thickness: 1px; }
.qs-weight-2 { text-decoration-thickness: 2px; }
.qs-weight-3 { text-decoration-thickness: 3px; }
.qs-toward-critical { text-decoration-color: color-mix(in srgb, #b35806 78%, currentColor); }
.qs-toward-favourable { text-decoration-color: color-mix(in srgb, #2166ac 70%, currentColor); }
.qs-arrow { font-size: .72em; vertical-align: .45em; line-height: 0; display: inline-block; margin-left: .1em; }
.qs-arrow-critical { color: color-mix(in srgb, #b35806 78%, currentColor); }
.qs-arrow-favourable { color: color-mix(in srgb, #2166ac 70%, currentColor); }
.qs-unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.qs-shares { display: flex; height: .9rem; margin: .35rem 0 .25rem; max-width: 26rem; outline: 1px solid #7f7f7f; }
.qs-why { font-size: .95rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
.qs-why b { font-weight: 600; }
.qs-quote { border-left: 3px solid #7f7f7f; padding-left: .6rem; }
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


def passage(
    article: Article, statement: Statement, targets: Sequence[Span], *, around: int, evidence: Sequence[Evidence] = ()
) -> str:
    """The paragraphs that hold any of the parts, and ``around`` more on either side.

    The weights of ``evidence`` are compared with each other, so all of it must be of one scorer.
    """
    parts = {
        "statement": list(statement.content),
        "speaker": [statement.source] if statement.source else [],
        "cue": [statement.cue] if statement.cue else [],
        "target": list(targets),
        **_by_look(evidence),
    }
    marked = [span for spans in parts.values() for span in spans]
    arrows = {weighed.span[1]: _arrow(weighed) for weighed in evidence}
    shown = [f"<p>{_mark(article.text, span, parts, arrows)}</p>" for span in _window(article.text, marked, around)]
    return f'<div class="qs-passage">{"".join(shown)}</div>'


def legend() -> str:
    """What each kind of marking stands for."""
    items = "".join(f'<span><span class="qs-{part}">{part}</span> {meaning}</span>' for part, meaning in PARTS.items())
    return f'<div class="qs-legend">{items}</div>'


def legend_of_evidence() -> str:
    """How the words that carried a score are marked."""
    looks = "".join(
        f'<span><span class="qs-evidence qs-weight-2 qs-toward-{side}">evidence</span>'
        f'<span class="qs-arrow qs-arrow-{side}">{arrow}</span> speaks for {side}</span>'
        for side, arrow in ARROWS.items()
    )
    return f'<div class="qs-legend">{looks}<span>a thicker line weighs more; rest the pointer on an arrow</span></div>'


def side_of(weight: float) -> str:
    """Which side evidence of this weight speaks for."""
    return "critical" if weight < 0 else "favourable"


def paragraphs(text: str) -> list[Span]:
    """The spans of a text's paragraphs: apart by blank lines or, in a text without any, by line breaks."""
    breaks = _BLANK_LINES if _BLANK_LINES.search(text) else _LINE_BREAK
    edges = [0, *(place for found in breaks.finditer(text) for place in found.span()), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if text[start:end].strip()]


def _by_look(evidence: Sequence[Evidence]) -> dict[str, list[Span]]:
    """The spans of evidence by the classes that they get: which side, and which of three weights."""
    most = max((abs(weighed.weight) for weighed in evidence), default=0.0)
    found: dict[str, list[Span]] = {}
    for one in evidence:
        weight = min(3, 1 + int(3 * abs(one.weight) / most)) if most else 1
        found.setdefault(f"evidence qs-weight-{weight} qs-toward-{side_of(one.weight)}", []).append(one.span)
    return found


def _arrow(evidence: Evidence) -> str:
    """What follows a word of evidence: the arrow for the eye, the same in words for a screen reader."""
    side = side_of(evidence.weight)
    said = f"speaks for {side}, weight {signed(evidence.weight)}"
    return (
        f'<span class="qs-arrow qs-arrow-{side}" title="{said}" aria-hidden="true">{ARROWS[side]}</span>'
        f'<span class="qs-unseen"> ({said}) </span>'
    )


def _window(text: str, marked: Iterable[Span], around: int) -> list[Span]:
    spans = paragraphs(text)
    touched = [
        place for place, (start, end) in enumerate(spans) if any(start < right and left < end for left, right in marked)
    ]
    if not touched:
        return []
    return spans[max(0, touched[0] - around) : touched[-1] + around + 1]


def _mark(text: str, window: Span, parts: Mapping[str, Sequence[Span]], arrows: Mapping[int, str]) -> str:
    """The window's text, cut at every edge of a part, each piece wrapped in the classes of the parts it is in; what
    ``arrows`` holds for a place stands there."""
    start, end = window
    edges = {start, end}
    for spans in parts.values():
        edges.update(place for span in spans for place in span if start < place < end)
    cuts = sorted(edges)
    return "".join(_piece(text, left, right, parts) + arrows.get(right, "") for left, right in pairwise(cuts))


def _piece(text: str, left: int, right: int, parts: Mapping[str, Sequence[Span]]) -> str:
    classes = [f"qs-{part}" for part, spans in parts.items() if any(a <= left and right <= b for a, b in spans)]
    words = html.escape(text[left:right])
    return f'<span class="{" ".join(classes)}">{words}</span>' if classes else words
