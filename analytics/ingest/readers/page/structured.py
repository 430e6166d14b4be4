"""What a page says of itself in data for machines: JSON-LD, Open Graph, the classes of its body."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from analytics.errors import InputError
from analytics.ingest.characters import one_line
from analytics.ingest.dates import parse_date
from analytics.ingest.markup import without_markup
from analytics.ingest.model import Limits

_ARTICLES = re.compile(r"(?:Article|BlogPosting|Reportage|LiveBlogPosting|Report)$")
_LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "Blog"})
_CLASSES_OF_LISTS = frozenset({"archive", "category", "home", "blog", "tag", "search", "search-results", "front-page"})
_CLASSES_OF_ARTICLES = frozenset({"single", "single-post", "article-page", "post-template-default"})

Element = Any  # of lxml, which ships no types
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says: empty where nothing. ``body`` is the article's text with empty lines between paragraphs.

    ``is_article`` and ``is_list``: it calls itself an article, a list of them. ``paid``: not for everybody to read.
    """

    headline: str = ""
    publisher: str = ""
    published: dt.date | None = None
    url: str = ""
    body: str = ""
    is_article: bool = False
    is_list: bool = False
    paid: bool = False


def what_is_said(tree: Element, limits: Limits) -> Said:
    """What the page in this tree says of itself."""
    nodes = list(_nodes(tree, limits))
    articles = [node for node in nodes if any(map(_ARTICLES.search, _types(node)))]
    several = len({_text(node.get("headline")) for node in articles}) > 1
    article = articles[0] if articles and not several else {}
    classes = _classes(tree)
    url = _address(tree, article)
    single = bool(_CLASSES_OF_ARTICLES & classes or tree.xpath("//meta[@property='article:published_time']"))
    classed = bool(_CLASSES_OF_LISTS & classes) and not single
    listed = several or classed or any(_LISTS & set(_types(node)) for node in nodes)
    return Said(
        headline=_text(article.get("headline")),
        publisher=_name(article.get("publisher")),
        published=_day(article.get("datePublished")),
        url=url,
        body=_paragraphs(_text(article.get("articleBody"))),
        is_article=bool(article) or single,
        is_list=not article and (listed or (bool(url) and urlsplit(url).path in {"", "/"})),
        paid=_is_false(article.get("isAccessibleForFree")),
    )


def _nodes(tree: Element, limits: Limits) -> Iterator[Node]:
    """The objects of the page's JSON-LD, those of lists and graphs too; what is not JSON is passed over."""
    left = limits.page_data_objects
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", "") or len(script.text or "") > limits.page_data_characters:
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        stack = [found]
        while stack and left:
            one = stack.pop()
            if isinstance(one, list):
                stack += reversed(one[:left])
            elif isinstance(one, dict):
                left -= 1
                yield one
                stack += [one[key] for key in ("@graph", "mainEntity") if isinstance(one.get(key), list | dict)]


def _types(node: Node) -> list[str]:
    kind = node.get("@type")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]


def _classes(tree: Element) -> set[str]:
    body = next(tree.iter("body"), None)
    return set(body.get("class", "").lower().split()) if body is not None else set()


def _text(value: object) -> str:
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _name(value: object) -> str:
    first = value[0] if isinstance(value, list) and value else value
    return _text(first.get("name")) if isinstance(first, dict) else ""


def _day(value: object) -> dt.date | None:
    try:
        return parse_date(value) if isinstance(value, str) else None
    except InputError:
        return None


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.lower() == "false")


def _paragraphs(body: str) -> str:
    """Text of an article body without markup, an empty line between paragraphs."""
    return "\n\n".join(filter(None, map(one_line, without_markup(body).split("\n"))))


def _address(tree: Element, article: Node) -> str:
    """The page's address on the web: the canonical one, then what Open Graph or JSON-LD gives; "" without one."""
    entity = article.get("mainEntityOfPage")
    given = [
        *(tree.xpath("//link[@rel='canonical']/@href")),
        *(tree.xpath("//meta[@property='og:url']/@content")),
        _text(article.get("url")),
        _text(entity.get("@id") if isinstance(entity, dict) else entity),
    ]
    base = str(next(iter(tree.xpath("//base/@href")), ""))
    for one in given:
        try:
            whole: str = urljoin(base, str(one).strip())
            if urlsplit(whole).scheme in {"http", "https"} and urlsplit(whole).hostname:
                return whole
        except ValueError:
            continue
    return ""
