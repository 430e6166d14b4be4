"""Markup in a cell, and words that were read in a wrong encoding: taken out and put right, and never in silence."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_support import write

from analytics.ingest import Notice, read_inputs, reasons
from analytics.ingest.cleaning import MARKUP_TAKEN_OUT, MISREAD_LEFT, MISREAD_MENDED, cleaned
from analytics.ingest.markup import without_markup
from analytics.ingest.mojibake import looks_misread, read_right
from analytics.records import Article

SAID = "“We have not given up,” said Petra Holm at the café – it wasn’t easy."


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        (
            "<p>Holm, the mayor,\n said no.</p><p>&ldquo;No,&rdquo; she said.</p>",
            "Holm, the mayor, said no.\n\n“No,” she said.",
        ),
        (
            "Holm said: &quot;No.&quot; The mayor&#39;s aide &#x2013; left.",
            'Holm said: "No." The mayor\'s aide – left.',
        ),
        ("Holm said&amp;nbsp;no: &amp;quot;No.&amp;quot;", 'Holm said no: "No."'),
        ('<a href="x>y" class=z>Holm</a> <b>said</b><br/>no.<br>No.', "Holm said\nno.\nNo."),
        ("One.\n\nTwo <em>two</em>.\nThree.", "One.\n\nTwo two.\nThree."),
        ("<p>One.</p>\n\n<p>Two\nlines.</p>\nThree.", "One.\n\nTwo lines.\n\nThree."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\n\nTwo"),
        ("<q>No</q>, she said.", "“No”, she said."),
        ("No.<script>if (a < b) { said('<p>') }</script><STYLE>p {}</style><!-- <p>aside</p> --> Yes.", "No. Yes."),
    ],
)
def test_markup_is_taken_out_and_its_blocks_are_paragraphs(marked, plain):
    assert without_markup(marked) == plain


@pytest.mark.parametrize(
    "text",
    [
        "Holm said a < b and c > d.",
        "I <3 the port, and AT&T; R&D & more.",
        "The address is post.example/?a=1&copy=2&lt=3",
        "<unknown> said <no comment>",
        "<!-- never closed",
        "x <p never closed",
        "  two  spaces\u00a0and\n\n\n\nfour lines ",
        "&#99999999; and &bogus;",
    ],
)
def test_what_is_no_markup_stays_as_it_is(text):
    assert without_markup(text) == text
    assert cleaned({"text": text}) == ({"text": text}, ())


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zs", "Zl", "Zp"])))
def test_text_comes_back_from_its_references(text):
    assert html.unescape(without_markup(html.escape(text))) == html.unescape(html.unescape(text))


@given(st.text(st.sampled_from("<>/&;#x0!-pb \n\"'=")))
def test_whatever_markup_is_like_it_ends_without_tags(text):
    assert "<p>" not in without_markup(without_markup(text))


@pytest.mark.parametrize("reference", ["&#0;", "&#xD800;", "&#xFFFF;", "&#7;"])
def test_reference_to_no_character_is_the_sign_of_that(reference):
    assert without_markup(f"a{reference}b") == "a\ufffdb"


@pytest.mark.parametrize(
    "piece", ["<", "<a ", '<a "', "<!--", "<script", "&#1", "<p ", "\n ", "<p>\n \t", "â€", "<b>\n"]
)
def test_no_markup_takes_more_than_its_length(piece):
    text = piece * (400_000 // len(piece))
    assert len(without_markup(text)) <= len(text)
    assert len(read_right(text)) <= len(text)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
def test_words_that_were_read_in_a_wrong_encoding_are_put_right(encoding):
    misread = "".join(one.encode().decode(encoding, "surrogateescape") for one in SAID)
    misread = "".join(chr(ord(one) - 0xDC00) if 0xDC80 <= ord(one) <= 0xDCFF else one for one in misread)
    assert misread != SAID
    assert looks_misread(misread)
    assert read_right(misread) == SAID
    assert cleaned({"text": misread}) == ({"text": SAID}, (MISREAD_MENDED,))


def test_words_that_were_read_wrong_twice_are_put_right():
    assert read_right("It wasnâ€™t".encode().decode("cp1252")) == "It wasn’t"


@pytest.mark.parametrize(
    "text", [SAID, "Əliyev in Şəki, Łódź, Ågård: “naïve”", "Он сказал: «нет»", "Հայաստան", "© 2024 ™ £5 ½"]
)
def test_letters_of_other_languages_are_no_mistake(text):
    assert cleaned({"text": text}) == ({"text": text}, ())


def test_what_looks_misread_and_cannot_be_put_right_is_left_and_told():
    text = "It wasnâ€ t easy, she said."
    assert cleaned({"text": text}) == ({"text": text}, (MISREAD_LEFT,))


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_cells_are_cleaned_and_that_is_told(tmp_path, name):
    row = {
        "text": "<p>Petra Holm said: &ldquo;No.&rdquo;</p>",
        "title": "R&amp;D at the cafÃ©",
        "outlet": "Post &amp; Echo",
    }
    lines = {
        "a.csv": ",".join(row) + "\n" + ",".join(row.values()) + "\n,x,y\n<br>,x,y\n",
        "a.jsonl": json.dumps(row) + '\n{"title": "x"}\n{"text": "<br>"}',
    }
    notices: list[Notice] = []
    path = write(tmp_path / name, lines[name])
    article, *rejects = read_inputs([path], notify=notices.append)
    assert isinstance(article, Article)
    assert (article.text, article.title) == ("Petra Holm said: “No.”", "R&D at the café")
    assert article.outlet == "Post & Echo"
    assert [reject.reason for reject in rejects] == [reasons.NO_TEXT] * 2
    first = f"{path}:{2 if name == 'a.csv' else 1}"
    assert notices == [Notice(MARKUP_TAKEN_OUT, first), Notice(MISREAD_MENDED, first)]
