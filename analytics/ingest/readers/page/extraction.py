"""An article out of a saved web page: text with paragraphs, title, date, outlet and url (trafilatura, offline)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.fields import Fields, one_line
from analytics.ingest.readers.page.quotations import write_quotations

_BLOCKS = frozenset({"p", "head", "quote", "item", "list", "row", "cell", "table", "ab", "div", "body"})
_MIN_CHARACTERS = 80  # less than a sentence is what is left of navigation, not an article
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}

_REFERENCE = re.compile(r"&#(?:0*(\d{1,5})(?!\d)|x0*([\da-f]{1,4})(?![\da-f]));?", re.IGNORECASE | re.ASCII)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def extract_page(markup: str) -> tuple[str, Fields]:
    """Text and fields of the article in a page. Raises InputError (no-article-in-page).

    Whatever a parser raises on hostile markup goes through; the caller guards against it.
    """
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 - a second that only pages need

    sound = _REFERENCE.sub(_possible, markup)
    tree = load_html(sound)
    if tree is not None:
        write_quotations(tree)
    page = bare_extraction(
        sound if tree is None else tree,
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,  # a date guessed from the text would be worse than none
    )
    if page is None or isinstance(page, dict) or page.body is None:
        raise InputError(reasons.NO_ARTICLE_IN_PAGE, "no article text was found in the page")
    title = _sound(page.title)
    paragraphs = _paragraphs(page.body)
    if paragraphs and paragraphs[0] == title:
        paragraphs = paragraphs[1:]
    if sum(map(len, paragraphs)) < _MIN_CHARACTERS:
        raise InputError(reasons.NO_ARTICLE_IN_PAGE, "no article text was found in the page")
    return "\n\n".join(paragraphs), Fields(
        title=title,
        outlet=_sound(page.sitename or page.hostname),
        published=dt.date.fromisoformat(page.date) if page.date else None,
        url=_web_address(page.url),
    )


def _paragraphs(body: Any) -> list[str]:  # noqa: ANN401 - an lxml element; lxml ships no types
    """The text of each block element, in order; a line break inside one stays a line break."""
    from lxml import etree  # noqa: PLC0415 - as above

    pieces: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        pieces.append("\x00" if element.tag in _BLOCKS else "")
        if event == "start":
            pieces.append(_flat("\n" if element.tag == "lb" else element.text or "", keep=element.tag == "lb"))
        else:
            pieces.append(_flat(element.tail or "", keep=False))
    blocks = "".join(pieces).split("\x00")
    cleaned = ("\n".join(filter(None, map(one_line, block.split("\n")))) for block in blocks)
    return [block for block in cleaned if block]


def _flat(text: str, *, keep: bool) -> str:
    """Line ends of the markup are spaces; those of a line break element are kept."""
    return text if keep else text.replace("\n", " ")


def _web_address(url: str | None) -> str:
    return _sound(url) if url and url.startswith(("http://", "https://")) else ""


def _possible(reference: re.Match[str]) -> str:
    """The reference, or what stands for a character that XML cannot hold: on one, the extraction loses the article."""
    decimal, hexadecimal = reference.groups()
    char = chr(int(decimal) if decimal else int(hexadecimal, 16))
    if not _NOT_IN_XML.match(char):
        return reference[0]
    return " " if char.isspace() else "\ufffd"


def _sound(text: str | None) -> str:
    """One line without a NUL or half a character, which the page's scripts (JSON-LD) can hold."""
    return one_line(_NOT_IN_XML.sub("\ufffd", text or ""))
