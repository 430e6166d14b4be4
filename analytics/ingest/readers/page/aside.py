"""An article that stands in ``<aside>``, which is for what stands beside one: some pages name their columns so."""

from __future__ import annotations

from typing import Any

Element = Any  # of lxml, which ships no types
_PARTS = ("h1", "article")


def open_aside(tree: Element) -> None:
    """Make an ``<aside>`` an ``<article>`` where the page's title or most of its paragraphs are in it."""
    whole = _length(tree)
    for aside in list(tree.iter("aside")):
        titled = any(True for _ in aside.iter(*_PARTS)) and not any(
            True for _ in aside.iterancestors("article", "main")
        )
        if (titled and _length(aside)) or _length(aside) > whole / 2:
            aside.tag = "article"
            aside.attrib.clear()


def _length(element: Element) -> int:
    """Characters in its paragraphs."""
    return sum(len("".join(paragraph.itertext())) for paragraph in element.iter("p"))
