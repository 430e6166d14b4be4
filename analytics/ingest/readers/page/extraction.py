"""An article out of a saved web page: text with paragraphs, title, date, outlet and url (trafilatura, offline)."""

from __future__ import annotations

import datetime as dt
import re
from copy import deepcopy
from typing import Any

from analytics.errors import InputError
from analytics.ingest import reasons
from analytics.ingest.characters import is_sound, one_line, without_unsound
from analytics.ingest.fields import Fields
from analytics.ingest.model import Limits
from analytics.ingest.readers.page.aside import open_aside
from analytics.ingest.readers.page.lists import cards
from analytics.ingest.readers.page.notices import drop_consents, is_consent, is_paywall
from analytics.ingest.readers.page.quotations import write_quotations
from analytics.ingest.readers.page.structured import Said, what_is_said

_BLOCKS = frozenset({"p", "head", "quote", "item", "list", "row", "cell", "table", "ab", "div", "body"})
_MIN_CHARACTERS = 80  # less than a sentence is what is left of navigation, not an article
_SHORTEST_TEASER = 400  # characters: what a page shows of an article that is for subscribers, and is no article yet
_SHARE_OF_BODY = 0.6  # of the text in the page's data, that the page itself must show; else its data are the article
_LEAST_BESIDE_CARDS = 250  # characters beside the cards of other stories that make an article
_LEAST_BESIDE_LIST = 1_000  # the same, where the page calls itself a list
_DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}

_REFERENCE = re.compile(r"&#(?:0*(\d{1,5})(?!\d)|x0*([\da-f]{1,4})(?![\da-f]));?", re.IGNORECASE | re.ASCII)


def extract_page(markup: str, limits: Limits = Limits()) -> tuple[str, Fields]:  # noqa: B008 - frozen
    """Text and fields of the article in a page. Raises InputError (no-article-in-page).

    Whatever a parser raises on hostile markup goes through; the caller guards against it.
    """
    from trafilatura import load_html  # noqa: PLC0415 - a second that only pages need

    sound = _REFERENCE.sub(_possible, markup)
    tree = load_html(sound)
    if tree is None:
        raise InputError(reasons.NO_ARTICLE_IN_PAGE, "no article text was found in the page")
    said = what_is_said(tree, limits)
    asks = drop_consents(tree)
    open_aside(tree)
    write_quotations(tree)
    page = _extracted(tree)
    title = _sound(page.title if page else "") or _sound(said.headline)
    paragraphs = _article(tree, page, said, title)
    if not paragraphs or sum(map(len, paragraphs)) < _MIN_CHARACTERS:
        why = "a notice about cookies and no article" if asks else "no article text was found in the page"
        raise InputError(reasons.NO_ARTICLE_IN_PAGE, why)
    return "\n\n".join(paragraphs), Fields(
        title=title,
        outlet=_sound(said.publisher or (page and (page.sitename or page.hostname))),
        published=said.published or (dt.date.fromisoformat(page.date) if page and page.date else None),
        url=_web_address(said.url or (page and page.url)),
    )


def _article(tree: Any, page: Any, said: Said, title: str) -> list[str]:  # noqa: ANN401 - as above
    """The paragraphs of the article. Raises InputError where the page is a list, a consent text or a paywall."""
    found = _without_title(_paragraphs(page.body), title) if page else []
    body = said.body.split("\n\n") if said.body else []
    if body and (_length(found) < _SHARE_OF_BODY * _length(body) or len(found) < min(2, len(body))):
        found = body
    elif others := cards(tree, own=said.url):
        found = _apart(tree, others, found, said, title)
    return _for_the_reader(found, paid=said.paid)


def _apart(tree: Any, others: list[Any], found: list[str], said: Said, title: str) -> list[str]:  # noqa: ANN401
    """The paragraphs without the cards of other stories. Raises InputError where little else is on the page."""
    beside = {one_line("".join(block.itertext())) for card in others for block in card.iter() if _is_text(block)}
    rest = [text for text in found if one_line(text) not in beside]
    listed = _length(found) - _length(rest)
    if not listed and not said.is_list:
        return found
    if said.is_article and not said.is_list:
        return rest if _length(rest) >= _MIN_CHARACTERS else found
    for card in others:
        if card.getparent() is not None:
            card.drop_tree()
    again = _extracted(tree)
    rest = _without_title(_paragraphs(again.body), title) if again else []
    least = _LEAST_BESIDE_LIST if said.is_list else _LEAST_BESIDE_CARDS
    if _length(rest) < max(least, listed / 2):
        raise InputError(
            reasons.NO_ARTICLE_IN_PAGE, f"a front page or list page: headlines of {len(others)} other stories"
        )
    return rest


def _for_the_reader(found: list[str], *, paid: bool) -> list[str]:
    """The paragraphs without what asks for consent or money. Raises InputError where little else is left."""
    kept = [text for text in found if not is_consent(text)]
    if kept != found and _length(kept) < _length(found) / 2:
        raise InputError(reasons.NO_ARTICLE_IN_PAGE, "a notice about cookies and no article")
    read = [text for text in kept if not is_paywall(text)]
    if (paid or read != kept) and _length(read) < _SHORTEST_TEASER:
        raise InputError(
            reasons.NO_ARTICLE_IN_PAGE, "the article is for subscribers: the page holds only its beginning"
        )
    return read


def _extracted(tree: Any) -> Any:  # noqa: ANN401 - an lxml element in, a document of trafilatura or None out
    from trafilatura import bare_extraction  # noqa: PLC0415 - as above

    page = bare_extraction(
        deepcopy(tree),
        with_metadata=True,
        include_comments=False,
        date_extraction_params=_DATES,  # a date guessed from the text would be worse than none
    )
    return None if page is None or isinstance(page, dict) or page.body is None else page


def _without_title(paragraphs: list[str], title: str) -> list[str]:
    return paragraphs[1:] if paragraphs and paragraphs[0] == title else paragraphs


def _length(paragraphs: list[str]) -> int:
    return sum(map(len, paragraphs))


def _is_text(element: Any) -> bool:  # noqa: ANN401 - as above
    return isinstance(element.tag, str) and element.tag not in {"script", "style"}


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
    if is_sound(char):
        return reference[0]
    return " " if char.isspace() else "\ufffd"


def _sound(text: str | None) -> str:
    """One line without a NUL or half a character, which the page's scripts (JSON-LD) can hold."""
    return one_line(without_unsound(text or "", instead="\ufffd"))
