"""What a page marks as quoted, written as text is: in quotation marks, with who said it on a line of its own below.

Readers see an indented or ruled block, or a card of a social network; in plain text nothing would be left of that. So
``<q>`` gets quotation marks. A block quotation gets them at each paragraph and at its end, and its ``<cite>``,
``<footer>`` or ``<figcaption>``, or the line below a post that is embedded, follows after a dash. The same words pasted
as text are then found like those of the page. A block that nobody signs and no colon introduces may be set off for its
looks, or be the words of nobody whom the page names; it stays a paragraph without marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analytics.ingest.characters import one_line
from analytics.lang import lexicon

_CITES = frozenset({"cite", "footer", "figcaption"})
_BLOCKS = frozenset({"p", "div", "li", "blockquote", "section", "article", "header", *_CITES})
_STRUCTURE = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "form", "iframe"})
"""A block that holds one of these is set off for its looks; it is no quotation."""
_WRAPPERS = frozenset({"div", "figure", "aside", "section", "span"})
_BESIDE = frozenset({"script", "style", "noscript", "figcaption"})
_MEDIA = frozenset({"img", "picture", "video", "iframe", "figure"})
_MOST_PARAGRAPHS = 12
_LONGEST = 2_500  # characters: where the end of a block is missing, the rest of the article is in it
_LONGEST_CITE = 200
_DASH = re.compile(r"^(?:—|–|―|--?|~)\s*")
_DASH_AT_END = re.compile(r"\s(?:—|–|―|--?)$")
_DOUBLE = re.compile(r"[\"“”„«»]")
_OPENS = re.compile(r"^[\"“„«‘']")
_POSTED = re.compile(rf"{lexicon.alternatives(lexicon.phrases('credits_of_posts'))}\s+(?=\S)", re.IGNORECASE)
_BUTTON = re.compile(lexicon.alternatives(lexicon.phrases("buttons_of_posts")), re.IGNORECASE)
_INNER = str.maketrans({"“": "‘", "”": "’"})

Element = Any  # of lxml, which ships no types


def write_quotations(tree: Element) -> None:
    """Write the quotation marks and signatures into the elements of a page that quote."""
    for quoted in reversed(list(tree.iter("q"))):  # the inner ones first
        _mark_inline(quoted)
    for block in list(tree.iter("blockquote")):
        if not any(True for _ in block.iterancestors("blockquote")):
            _rewrite(block)


def _mark_inline(quoted: Element) -> None:
    """``<q>`` as its words in quotation marks, single ones inside another."""
    nested = any(True for _ in quoted.iterancestors("q"))
    opening, closing = ("‘", "’") if nested else ("“", "”")
    if not _DOUBLE.match("".join(quoted.itertext()).strip()):
        quoted.text = opening + (quoted.text or "")
        if len(quoted):
            quoted[-1].tail = (quoted[-1].tail or "").rstrip() + closing
        else:
            quoted.text = quoted.text.rstrip() + closing
    quoted.drop_tag()


def _rewrite(block: Element) -> None:
    """A block quotation as paragraphs in quotation marks and the line that says who speaks."""
    if any(True for _ in block.iter(*_STRUCTURE)):
        return
    lines = [(one_line(text), is_cite) for text, is_cite in _lines(block)]
    lines = [(text, is_cite) for text, is_cite in lines if text]
    whole = _whole(block)
    caption = [one_line("".join(one.itertext())) for one in whole.iter("figcaption")]
    words, cite = _parted(lines, [text for text in caption if text])
    if not words or len(words) > _MOST_PARAGRAPHS or sum(map(len, words)) > _LONGEST:
        return
    if cite or _is_introduced(whole):
        _replace(whole, _marked(words, signed=bool(cite)), cite)


def _is_introduced(element: Element) -> bool:
    """True where the text before an element ends in a colon."""
    while element is not None:
        before = element.getprevious()
        parent = element.getparent()
        text = (before.tail if before is not None else parent.text if parent is not None else "") or ""
        if before is not None and not text.strip():
            text = "".join(before.itertext())
        if text.strip() or before is not None:
            return text.rstrip().endswith(":")
        element = parent
    return False


def _whole(block: Element) -> Element:
    """The outermost element around a quotation that holds nothing else but a script and who said it."""
    whole = block
    for around in block.iterancestors():
        if around.tag not in _WRAPPERS or _shows_more(around, whole):
            break
        whole = around
    return whole


def _shows_more(around: Element, whole: Element) -> bool:
    """True where an element holds words or pictures beside one of its children."""
    if any((text or "").strip() for text in (around.text, *(child.tail for child in around))):
        return True
    others = [child for child in around if child is not whole and isinstance(child.tag, str)]
    return any(
        child.tag not in _BESIDE and (child.tag in _MEDIA or "".join(child.itertext()).strip()) for child in others
    )


def _lines(block: Element) -> Iterator[tuple[str, bool]]:
    """The text of each paragraph, and whether it says who speaks."""
    text: list[str] = [block.text or ""]
    for child in block:
        inline = child.tag == "cite" and (child.tail or "").strip(" \n.,")  # "In <cite>The Post</cite> she wrote ..."
        if not inline and (child.tag in _BLOCKS or child.tag == "br"):
            yield "".join(text), False
            text = []
            if child.tag in _CITES:
                yield "".join(child.itertext()), True
            elif child.tag != "br":
                yield from _lines(child)
        elif isinstance(child.tag, str):
            text.append("".join(child.itertext()))
        text.append(child.tail or "")
    yield "".join(text), False


def _parted(lines: list[tuple[str, bool]], captions: list[str]) -> tuple[list[str], str]:
    """The quoted paragraphs, and who speaks: as marked, or else a last line after a dash."""
    words = [text for text, is_cite in lines if not is_cite and not _BUTTON.match(text)]
    cites = [text for text, is_cite in lines if is_cite] + captions
    signs = _DASH if len(words) > 1 and _DASH.match(words[-1]) else _POSTED
    if words and signs.match(words[-1]) and not cites:
        cites = [signs.sub("", words.pop(), count=1)]
    if words:
        words[-1] = _DASH_AT_END.sub("", words[-1])
    cite = _DASH.sub("", "".join(cites[:1]))
    return words, cite if len(cite) <= _LONGEST_CITE else ""


def _marked(words: list[str], *, signed: bool) -> list[str]:
    """Paragraphs with quotation marks, unless they have their own; what holds some inside may be a report, and gets
    them only where somebody signs."""
    if _OPENS.match(words[0]) or (not signed and any(map(_DOUBLE.search, words))):
        return words
    inner = [_straightened(text).translate(_INNER) for text in words]
    return [f"“{text}" for text in inner[:-1]] + [f"“{inner[-1]}”"]


def _straightened(text: str) -> str:
    """Straight double marks as single ones: they stand inside a quotation."""
    return text.replace('"', "'")


def _replace(element: Element, words: list[str], cite: str) -> None:
    """Paragraphs in the place of an element."""
    tail = element.tail
    element.clear()
    element.tag, element.tail = "blockquote", tail
    for text in [*words, *([f"— {cite}"] if cite else [])]:
        paragraph = element.makeelement("p", {})
        paragraph.text = text
        element.append(paragraph)
