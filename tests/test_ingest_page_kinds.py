"""Which saved pages hold an article: news and opinion do; front pages, lists, cookie walls and stubs are refused."""

from __future__ import annotations

import datetime as dt

import pytest
from ingest_support import only, reject_of, write
from page_support import ARTICLES, CONSENT, LISTS, STORIES, STUBS, WALLS, P, data, page, ps

from analytics.errors import InputError
from analytics.ingest import Limits, reasons
from analytics.ingest.readers.page.extraction import extract_page
from analytics.records import Article


@pytest.mark.parametrize("kind", ARTICLES)
def test_an_article_is_kept_without_what_stands_beside_it(kind):
    text, _ = extract_page(ARTICLES[kind])
    assert P[0] in text
    assert not any(teaser in text for _, teaser in STORIES)
    assert not any(notice in text for notice in CONSENT)
    assert "subscriber" not in text


@pytest.mark.parametrize(
    "kind", ["other stories inside", "links between its paragraphs", "live blog", "amp", "on cookies"]
)
def test_all_of_an_article_is_kept(kind):
    text, _ = extract_page(ARTICLES[kind])
    assert [paragraph for paragraph in P[2:] if paragraph not in text] == []


def why_not(markup: str) -> str:
    with pytest.raises(InputError) as refused:
        extract_page(markup)
    assert refused.value.reason == reasons.NO_ARTICLE_IN_PAGE
    return refused.value.detail


@pytest.mark.parametrize("kind", LISTS)
def test_a_list_of_stories_is_refused_as_one(kind):
    assert "front page or list page" in why_not(LISTS[kind])


@pytest.mark.parametrize("kind", WALLS)
def test_a_cookie_wall_is_refused_as_one(kind):
    assert "cookies" in why_not(WALLS[kind])


@pytest.mark.parametrize("kind", STUBS)
def test_a_stub_for_subscribers_is_refused_as_one(kind):
    assert "for subscribers" in why_not(STUBS[kind])


def test_a_refused_page_stands_among_the_rejects_with_its_reason(tmp_path):
    reason, detail = reject_of(write(tmp_path / "page.html", LISTS["section page"]))
    assert (reason, detail) == (reasons.NO_ARTICLE_IN_PAGE, "a front page or list page: headlines of 6 other stories")


DATA = data(
    **{
        "@type": "NewsArticle",
        "headline": "Mayor &amp; fund agree",
        "datePublished": "2024-03-05T23:30:00+04:00",
        "publisher": {"@type": "Organization", "name": "Marsk Echo"},
        "mainEntityOfPage": {"@id": "https://marskecho.example/fund"},
        "articleBody": "<p>" + "</p><p>".join(P) + "</p>",
    }
)


def test_data_of_a_page_say_what_it_does_not_show(tmp_path):
    markup = f"<html><head>{DATA}</head><body><div id='app'>Loading</div></body></html>"
    article = only(write(tmp_path / "page.html", markup))
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == P
    assert (article.title, article.outlet) == ("Mayor & fund agree", "Marsk Echo")
    assert (article.published, article.url) == (dt.date(2024, 3, 5), "https://marskecho.example/fund")


def test_text_of_the_page_goes_before_that_of_its_data_which_has_no_paragraphs():
    text, _ = extract_page(page(f"<article>{ps(*P)}</article>", head=DATA.replace("</p><p>", " ")))
    assert text.split("\n\n") == P


def test_amp_page_gives_the_address_of_the_page_that_it_stands_for():
    _, fields = extract_page(ARTICLES["amp"])
    assert fields.url == "https://lorvanpost.example/2024/bridge"


@pytest.mark.parametrize("limits", [Limits(page_data_characters=10), Limits(page_data_objects=0)])
def test_data_of_a_page_over_a_bound_are_passed_over(limits):
    text, fields = extract_page(page(ps(*P), head=DATA), limits)
    assert P[0] in text
    assert (fields.outlet, fields.url) == ("Lorvan Post", "")


@pytest.mark.parametrize(
    "broken", ["{", "[" * 5000, '{"@type": 7, "headline": []}', '[null, 3, {"@type": [null]}]', "[[[{}]]]"]
)
def test_broken_data_of_a_page_cost_no_article(broken):
    text, _ = extract_page(page(ps(*P), head=f'<script type="application/ld+json">{broken}</script>'))
    assert P[0] in text
