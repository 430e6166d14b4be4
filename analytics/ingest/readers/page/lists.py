"""Front pages and section pages: the cards of other stories in a page, and the page without them.

A card is what stands around a linked headline and holds no other: the headline, a teaser, a date.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from analytics.ingest.characters import one_line

FEWEST = 3
"""A page with fewer cards is no list."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LONGEST_CARD = 700  # characters
_FEWEST_WORDS = 3
_STOP = frozenset({"body", "html", "main", "h1"})
_ROWS = frozenset({"tr", "dt"})
_LINES = frozenset({"p", "li", "div", "td", "dt", "dd", "article", "section"})

Element = Any  # of lxml, which ships no types


def cards(tree: Element, *, own: str = "") -> list[Element]:
    """The cards of a page, in its order; ``own`` is the page's own address, to which a headline may link."""
    links = list(_headlines(tree, own))
    if len({_target(link) for link in links}) < FEWEST:
        return []
    targets: dict[Element, set[str]] = {}
    for link in links:
        for around in (link, *link.iterancestors()):
            targets.setdefault(around, set()).add(_target(link))
    found: dict[Element, None] = {}  # in their order
    for link in links:
        card = _card(link, targets)
        if card not in found and not any(around in found for around in card.iterancestors()):
            found[card] = None
    return [part for card in found for part in (card, *_teaser(card, targets))]


def _teaser(card: Element, targets: dict[Element, set[str]]) -> Iterator[Element]:
    """The row or definition below a headline that is one itself."""
    below = card.getnext()
    if card.tag in _ROWS and below is not None and below not in targets:
        yield below


def _headlines(tree: Element, own: str) -> Iterator[Element]:
    """The links that are headlines: in a heading, around one, or a line of its own."""
    home = urlsplit(own).path.rstrip("/") if own else None
    for link in tree.iter("a"):
        href = link.get("href", "")
        if not href or href.startswith(("#", "mailto:", "javascript:", "tel:")):
            continue
        try:
            path = urlsplit(href).path.rstrip("/")
        except ValueError:
            continue
        text = one_line("".join(link.itertext()))
        if text and not (home and path == home) and (_is_heading(link) or _is_line(link, text)):
            yield link


def _is_heading(link: Element) -> bool:
    return any(around.tag in _HEADINGS for around in link.iterancestors()) or any(True for _ in link.iter(*_HEADINGS))


def _is_line(link: Element, text: str) -> bool:
    """True where a link begins a block: alone in it, or before a teaser that stands in a block of its own."""
    if len(text.split()) < _FEWEST_WORDS:
        return False
    block = next((around for around in link.iterancestors() if around.tag in _LINES), None)
    if block is None or (block.text or "").strip():
        return False
    own = "".join([*block.xpath("./text()"), *("".join(one.itertext()) for one in block if one.tag not in _LINES)])
    return one_line(own) == text


def _target(link: Element) -> str:
    return str(link.get("href", "")).partition("#")[0].partition("?")[0]


def _card(link: Element, targets: dict[Element, set[str]]) -> Element:
    """The largest element around a headline with no other one's address in it, no title of a page, and little text."""
    card = link
    for around in link.iterancestors():
        if around.tag in _STOP or len(targets[around]) > 1 or len("".join(around.itertext())) > _LONGEST_CARD:
            break
        card = around
    return card
