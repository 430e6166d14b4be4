"""What a page tells its reader beside the article: that it sets cookies, that the rest is for subscribers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from analytics.ingest.characters import one_line
from analytics.lang import lexicon

_CONSENTS = re.compile(rf"\b{lexicon.alternatives(lexicon.phrases('consents'))}\b")
_ABOUT = re.compile(rf"\b{lexicon.alternatives(lexicon.phrases('about_consents'))}\b")
_PAYWALLS = re.compile(rf"\b{lexicon.alternatives(lexicon.phrases('paywalls'))}\b")
_READER = re.compile(r"\b(?:we|our|you|your|this (?:web)?site|this page)\b")
_MARKED = re.compile(r"(?:^|[\s_-])(?:cookies?|consent|gdpr|cmp|ccpa|onetrust|didomi|cookiebot)", re.IGNORECASE)
_BANNERS = ("div", "section", "aside", "dialog", "form", "footer", "p")
_LONGEST_PAYWALL = 400  # characters: a paragraph of an article about subscriptions is no notice where it is longer

Element = Any  # of lxml, which ships no types


def is_consent(paragraph: str) -> bool:
    """True where a paragraph asks the reader to take cookies. One that quotes somebody on cookies does not."""
    lowered = paragraph.lower()
    if "“" in paragraph or '"' in paragraph:
        return False
    return bool(_CONSENTS.search(lowered) and _ABOUT.search(lowered) and _READER.search(lowered))


def is_paywall(paragraph: str) -> bool:
    """True where a paragraph tells the reader to pay or to register for the rest."""
    found = _PAYWALLS.search(paragraph.lower().replace("’", "'"))
    return bool(found) and len(paragraph) <= _LONGEST_PAYWALL and "“" not in paragraph and '"' not in paragraph


def drop_consents(tree: Element) -> bool:
    """Take the boxes that ask for consent out of a page; True where there was one. An article is in none of them."""
    found = list(_banners(tree))
    for element in found:
        if element.getparent() is not None:
            element.drop_tree()
    return bool(found)


def _banners(tree: Element) -> Iterator[Element]:
    for element in tree.iter(*_BANNERS):
        names = f"{element.get('class', '')} {element.get('id', '')} {element.get('aria-label', '')}"
        if _MARKED.search(names) and not any(True for _ in element.iter("h1", "article", "main")):
            text = one_line("".join(element.itertext()))
            if _CONSENTS.search(text.lower()) or "cookies" in text.lower():
                yield element
