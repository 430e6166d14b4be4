"""What a page marks as quoted: written into its text in quotation marks, with who said it below."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements
from analytics.ingest.readers.page.extraction import extract_page

BEFORE = "<p>Petra Holm, the mayor of Lorvan, opened the council on Monday and spoke for an hour about the bridge.</p>"
AFTER = "<p>The council meets again on Friday, and the port stays open until then, whatever it decides.</p>"
WORDS = "Azerbaijan has broken every promise that it made to this valley."


def text_of(markup: str) -> list[str]:
    """The paragraphs between the first and the last one of the page."""
    page = (
        f"<!doctype html><html><head><title>Talks</title></head><body><article>{BEFORE}{markup}{AFTER}</article></body>"
    )
    text, _ = extract_page(page)
    return text.split("\n\n")[1:-1]


def said(paragraphs: list[str]) -> list[tuple[str, str]]:
    """The words of each statement on one line, and its speaker."""
    text = "\n\n".join(paragraphs)
    found = extract_statements(Article(text))
    return [(" ".join(" ".join(text[a:b] for a, b in one.content).split()), one.speaker) for one in found]


@pytest.mark.parametrize(
    "markup",
    [
        f"<blockquote><p>{WORDS}</p><cite>Sam Orrin, deputy mayor</cite></blockquote>",
        f"<blockquote>{WORDS}<footer>— <cite>Sam Orrin, deputy mayor</cite></footer></blockquote>",
        f"<blockquote><p>{WORDS} — <cite>Sam Orrin, deputy mayor</cite></p></blockquote>",
        f"<figure><blockquote><p>{WORDS}</p></blockquote><figcaption>Sam Orrin, deputy mayor</figcaption></figure>",
        f"<blockquote><p>{WORDS}</p>– Sam Orrin, deputy mayor</blockquote>",
        f"<blockquote><div><p>{WORDS}</p></div><p>— Sam Orrin, deputy mayor</p></blockquote>",
        f"<blockquote><p>“{WORDS}”</p><cite>Sam Orrin, deputy mayor</cite></blockquote>",
        f"<blockquote><blockquote><p>{WORDS}</p></blockquote><cite>Sam Orrin, deputy mayor</cite></blockquote>",
        f'<figure class="embed"><div class="embed">\n<blockquote><p>{WORDS}</p><cite>Sam Orrin, deputy mayor</cite>'
        "</blockquote><script>x()</script></div></figure>",
        f'<blockquote class="pullquote">{WORDS}<cite>Sam Orrin, deputy mayor</cite></blockquote>',
    ],
    ids=[
        "cite",
        "footer",
        "cite after a dash",
        "figcaption",
        "dash",
        "paragraph",
        "own marks",
        "nested",
        "embedded",
        "pulled",
    ],
)
def test_a_block_quotation_has_marks_and_who_is_cited_stands_below(markup: str) -> None:
    paragraphs = text_of(markup)
    assert paragraphs == [f"“{WORDS}”", "— Sam Orrin, deputy mayor"]
    assert said(paragraphs) == [(f"“{WORDS}”", "Sam Orrin")]


@pytest.mark.parametrize(
    "post",
    [
        f'<blockquote class="twitter-tweet"><p>{WORDS}</p>&mdash; Otto Lunt (@ottolunt) '
        '<a href="u">March 4, 2024</a></blockquote>',
        f'<blockquote class="bluesky-embed"><p>{WORDS}</p>— Otto Lunt (<a href="u">@otto.bsky.social</a>)</blockquote>',
        f'<blockquote class="instagram-media"><p><a href="u">View this post on Instagram</a></p><p>{WORDS}</p>'
        '<p><a href="u">A post shared by Otto Lunt (@ottolunt)</a></p></blockquote>',
        f'<blockquote class="fb-xfbml-parse-ignore"><p>{WORDS}</p>'
        'Posted by <a href="u">Otto Lunt</a> on Monday</blockquote>',
    ],
    ids=["twitter", "bluesky", "instagram", "facebook"],
)
def test_an_embedded_post_is_a_quotation_of_who_posted_it(post: str) -> None:
    assert said(text_of(post)) == [(f"“{WORDS}”", "Otto Lunt")]


def test_several_paragraphs_open_each_and_close_once() -> None:
    markup = f"<blockquote><p>{WORDS}</p><p>It will break the next one, “too”.</p><cite>Sam Orrin</cite></blockquote>"
    paragraphs = text_of(markup)
    assert paragraphs == [f"“{WORDS}", "“It will break the next one, ‘too’.”", "— Sam Orrin"]
    assert said(paragraphs) == [(f"“{WORDS} “It will break the next one, ‘too’.”", "Sam Orrin")]


def test_a_quotation_inside_a_line_keeps_its_line() -> None:
    markup = "<p>Lena Marsh, who runs the port, said: <q>They call it <q>peace</q>.</q> She left at <b>noon</b>.</p>"
    assert text_of(markup) == ["Lena Marsh, who runs the port, said: “They call it ‘peace’.” She left at noon."]


def test_a_block_after_a_colon_has_marks() -> None:
    paragraphs = text_of(f"<p>Sam Orrin, the deputy mayor, wrote:</p><blockquote><p>{WORDS}</p></blockquote>")
    assert said(paragraphs) == [(f"“{WORDS}”", "Sam Orrin")]


@pytest.mark.parametrize(
    "markup",
    [
        f"<blockquote><p>{WORDS}</p></blockquote>",
        f"<p>Orrin spoke:</p><blockquote><h2>Bridges</h2><p>{WORDS}</p></blockquote>",
        f"<p>Orrin spoke:</p><blockquote><p>{WORDS} The “pact” is dead, Lena Marsh said.</p></blockquote>",
        f"<p>Orrin spoke:</p><blockquote>{f'<p>{WORDS}</p>' * 50}</blockquote>",
    ],
    ids=["for its looks", "with a heading", "a report", "never closed"],
)
def test_other_blocks_get_no_marks(markup: str) -> None:
    assert f"“{WORDS}" not in "\n".join(text_of(markup))


def test_what_stands_beside_a_block_is_kept() -> None:
    block = f"<blockquote><p>{WORDS}</p><cite>Sam Orrin</cite></blockquote>"
    assert text_of(f"<div>{block} The mayor did not answer him.</div>") == [
        f"“{WORDS}”",
        "— Sam Orrin",
        "The mayor did not answer him.",
    ]
