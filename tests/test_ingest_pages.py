"""Saved web pages: text, title, date, outlet and url; and markup that means harm."""

from __future__ import annotations

import datetime as dt
import encodings
import pkgutil
import re
import socket

import pytest

from analytics.errors import InputError
from analytics.ingest import Limits, read_inputs, reasons
from analytics.ingest.characters import one_line
from analytics.ingest.guard import Guard, guarded
from analytics.ingest.readers.page.encoding import decode_page
from analytics.ingest.readers.page.extraction import extract_page
from analytics.records import Article, Reject

HEAD = """<!doctype html><html lang="en"><head><title>Minister Orla Venn rejects the pact | The Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="og:title" content="Minister Orla Venn rejects the pact">
<meta property="article:published_time" content="2023-04-05T09:30:00+04:00">
<link rel="canonical" href="https://harbourpost.example/2023/04/venn"></head>"""
BODY = """<body><nav><a href="/">Home</a><a href="/w">World</a></nav>
<article><h1>Minister Orla Venn rejects the pact</h1>
<p>Minister Orla Venn said on Wednesday that “the pact
is <b>dead</b>”, and that her country would not come back to the table for years.</p>
<p>“We have <a href="x">seen enough</a>,” she said.<br>“More than enough.”</p>
<blockquote><p>The League stands ready to help at any time.</p></blockquote>
<p>Her counterpart, Tomas Reld, “welcomed” the talks in a long statement on Thursday.</p>
<script>alert(1)</script></article>
<footer>Copyright 2023 The Harbour Post. All rights reserved</footer></body></html>"""
PARAGRAPHS = [
    "Minister Orla Venn said on Wednesday that “the pact is dead”, and that her country would not come back to the "
    "table for years.",
    "“We have seen enough,” she said.\n“More than enough.”",
    "The League stands ready to help at any time.",
    "Her counterpart, Tomas Reld, “welcomed” the talks in a long statement on Thursday.",
]


@pytest.fixture(scope="module")
def pages():
    with Guard(extract_page, seconds=20, called="the page") as reader:
        yield reader


def read_page(tmp_path, content: bytes | str, **options) -> Article | Reject:
    path = tmp_path / "page.html"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    (item,) = read_inputs([path], **options)
    return item


def test_page_gives_text_with_paragraphs_and_says_what_it_is(tmp_path):
    article = read_page(tmp_path, HEAD + BODY)
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == PARAGRAPHS
    assert article.title == "Minister Orla Venn rejects the pact"
    assert article.outlet == "The Harbour Post"
    assert article.published == dt.date(2023, 4, 5)
    assert article.url == "https://harbourpost.example/2023/04/venn"


def test_metadata_goes_before_what_the_page_says(tmp_path):
    metadata = tmp_path / "metadata.csv"
    metadata.write_text("file,outlet,published\npage.html,Island Echo,2023-04-06\n")
    article = read_page(tmp_path, HEAD + BODY, metadata=metadata)
    assert (article.outlet, article.published) == ("Island Echo", dt.date(2023, 4, 6))
    assert article.title == "Minister Orla Venn rejects the pact"


def test_page_may_declare_a_legacy_encoding(tmp_path):
    page = HEAD.replace("<head>", '<head><meta charset="windows-1250">') + BODY.replace("Reld", "Řeld")
    article = read_page(tmp_path, page.encode("cp1250"))
    assert "Tomas Řeld, “welcomed”" in article.text


NAMES_OF_CODECS = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)} | {"rot13", "hex", "x"})


@pytest.mark.parametrize("name", NAMES_OF_CODECS)
def test_whatever_encoding_a_page_declares_it_is_read_or_rejected(name):
    page = f'<html><meta charset="{name}"><p>Tomas Řeld said “no”.</p>'.encode("cp1250")
    try:
        assert decode_page(page).startswith("<html><meta")
    except InputError as error:
        assert error.reason == reasons.NOT_DECODABLE


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "utf-7", "unicode_escape", "rot13", "utf-16"])
def test_encoding_that_browsers_do_not_know_is_not_used(name):
    page = f'<html><meta charset="{name}"><p>Venn’s \\u0041 +ADw- café</p>'
    assert decode_page(page.encode("cp1252")) == page


@pytest.mark.parametrize("name", ["iso-8859-1", "latin1", "us-ascii"])
def test_latin_1_means_what_browsers_take_it_for(name):
    page = f'<html><meta charset="{name}"><p>“Café – no”'
    assert decode_page(page.encode("cp1252")) == page


@pytest.mark.parametrize(
    ("reference", "read"),
    [
        *(
            (code, "\ufffd")
            for code in ("&#xD800;", "&#0;", "&#x1;", "&#xFFFF;", "&#99999999;", "&#" + "9" * 5000 + ";")
        ),
        ("&#12;", ""),
        ("&bogus;", "&bogus;"),
        ("&#x41;", "A"),
    ],
)
def test_reference_to_no_character_is_replaced_and_the_article_kept(pages, reference, read):
    text, _ = pages((HEAD + BODY).replace("come back", f"come {reference} back"))
    assert f"would not {one_line(f'come {read} back')} to the table" in text


def test_half_characters_in_the_data_of_a_page_do_not_reach_its_fields(pages):
    data = r'{"@type": "NewsArticle", "headline": "Venn \ud800 goes", "publisher": {"name": "Post \u0000"}}'
    script = f'<script type="application/ld+json">{data}</script></head>'
    _, fields = pages("<html><head><title>x</title>" + script + BODY)
    assert not re.search("[\x00\ud800-\udfff]", fields.title + fields.outlet)


@pytest.mark.parametrize("content", ["<html></html>", "<html><body><nav><a href='/'>Home</a></nav></body></html>"])
def test_page_without_an_article(tmp_path, content):
    item = read_page(tmp_path, content)
    assert isinstance(item, Reject)
    assert item.reason == reasons.NO_ARTICLE_IN_PAGE


def test_date_guessed_from_the_text_is_not_taken(pages):
    _, fields = pages("<html><body>" + BODY.replace("Wednesday", "Wednesday 3 May 2017"))
    assert fields.published is None


def test_address_that_is_not_of_the_web_is_dropped(pages):
    markup = (HEAD + BODY).replace("https://harbourpost.example/2023/04/venn", "javascript:alert(1)")
    _, fields = pages(markup)
    assert not fields.url.startswith("javascript")


def test_deeply_nested_page_is_rejected_or_read_and_the_next_is_read(tmp_path):
    (tmp_path / "a.html").write_text("<html><body>" + "<div>" * 100_000 + "<p>deep</p>")
    (tmp_path / "b.html").write_text(HEAD + BODY)
    first, second = read_inputs([tmp_path])
    assert isinstance(first, Reject)
    assert isinstance(second, Article)


def test_page_that_keeps_its_parser_busy_is_given_up_and_the_next_is_read(tmp_path):
    attributes = " ".join(f'a{number}="x"' for number in range(150_000))
    (tmp_path / "a.html").write_text(f"<html><body><article><p {attributes}>{PARAGRAPHS[0]}</p>")
    (tmp_path / "b.html").write_text(HEAD + BODY)
    first, second = read_inputs([tmp_path], limits=Limits(page_seconds=4))
    assert (first.reason, second.outlet) == (reasons.UNREADABLE, "The Harbour Post")
    assert "took over 4 s" in first.detail


def test_whatever_a_parser_raises_is_a_reject_with_type_and_message():
    def fail(markup):
        raise RecursionError("too deep")

    with pytest.raises(InputError) as raised:
        guarded(fail, "<html>", seconds=20, called="the page")
    told = "the page cannot be read: RecursionError: too deep"
    assert (raised.value.reason, raised.value.detail) == (reasons.UNREADABLE, told)


def test_pages_are_parsed_without_the_network(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("no page may reach the network")

    assert extract_page(HEAD + BODY)  # imports are done
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = HEAD + '<link rel="stylesheet" href="https://harbourpost.example/s.css">' + BODY
    _, fields = extract_page(page)
    assert fields.outlet == "The Harbour Post"


def test_entity_bomb_expands_to_nothing_large(pages):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    markup = f'<!DOCTYPE html [<!ENTITY e0 "boom">{entities}]><html><body><article><p>{PARAGRAPHS[0]} &e11;</p>'
    text, _ = pages(markup)
    assert len(text) < 1000
