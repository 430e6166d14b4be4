"""PDF documents: paragraphs out of lines, what stands on every page, columns, locks, scans, and what means harm."""

from __future__ import annotations

import itertools

import pytest
from document_support import FIRST, SECOND, factiva, nexis
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_support import only, reject_of, write
from pdf_support import Set, locked, pdf, typeset

from analytics.errors import InputError
from analytics.ingest import Limits, Notice, read_inputs, reasons
from analytics.ingest.readers.pdf.extraction import COLUMNS, PAGES_LEFT_OUT, extract_pdf
from analytics.ingest.readers.pdf.paragraphs import Line, paragraphs
from analytics.records import Article

LONG = [
    "The bridge over the Lorvan has been closed since the autumn, when the river took both its pillars, and those who "
    "live there have had to go the long way round by Marsk, which takes an hour on a good day and two on any other.",
    "“We were promised a bridge, and we have one,” Mayor Petra Holm told reporters on Monday – the first in years to "
    "say so in front of the town hall, where a hundred people had come.",
    "Sam Orrin, the engineer, was not among them.",
    "He said later that Norland had kept its word on the money, if on nothing else, and that the well-known quarrel "
    "over the road would go on for as long as the ministry in Norland did not answer the letters of the valley.",
]


def text_in(*pages):
    return extract_pdf(pdf(*pages), Limits()).text.split("\n\n")


@pytest.mark.parametrize(
    "style",
    [
        {"gap": 7},
        {"gap": 0, "indent": 18},
        {"gap": 0},
        {"gap": 4, "leading": 11, "size": 9, "width": 95},
        {"gap": 7, "width": 40},
    ],
)
def test_paragraphs_of_a_pdf_are_those_that_a_reader_sees(style):
    assert text_in(typeset(LONG, **style)) == LONG


def test_pdf_is_an_article_with_its_title(tmp_path):
    title = [Set(72, 760, 20, "The bridge over the Lorvan opens")]
    article = only(write(tmp_path / "a.pdf", pdf(title + typeset(LONG))))
    assert isinstance(article, Article)
    assert (article.title, article.text.split("\n\n")) == ("The bridge over the Lorvan opens", LONG)


def test_title_may_take_several_lines():
    title = [Set(72, 770, 20, "The bridge over the Lorvan is to"), Set(72, 748, 20, "open in May")]
    assert extract_pdf(pdf(title + typeset(LONG)), Limits()).own.title == "The bridge over the Lorvan is to open in May"


def test_paragraph_goes_on_over_the_end_of_a_page():
    lines = typeset(LONG, gap=0)
    first, second = lines[:5], [line._replace(y=line.y + 70) for line in lines[5:]]
    assert text_in(first, second) == LONG


def test_what_stands_on_every_page_is_left_out():
    def page(number, lines):
        top = [Set(72, 770, 9, "Lorvan Post archive, March 2024")]
        return [*top, *lines, Set(300, 30, 9, f"Page {number} of 3")]

    texts = [LONG, LONG[::-1], LONG[1:]]
    pages = [page(number, typeset(text)) for number, text in enumerate(texts, start=1)]
    assert text_in(*pages) == [*LONG, *LONG[::-1], *LONG[1:]]


def test_what_a_browser_prints_at_the_edges_is_left_out_but_for_the_address():
    edges = [
        Set(24, 776, 8, "3/8/24, 10:12 AM The bridge opens | Lorvan Post"),
        Set(24, 16, 8, "https://lorvanpost.example/bridge?id=7 1/1"),
    ]
    found = extract_pdf(pdf([*edges, *typeset(LONG)]), Limits())
    assert found.text.split("\n\n") == LONG
    assert found.own.url == "https://lorvanpost.example/bridge?id=7"


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["the gov-", "ernment of Norland"], "the government of Norland"),
        (["a well-", "known engineer, so well-known"], "a well-known engineer, so well-known"),
        (["the gov\u00ad", "ernment"], "the government"),
        (["the Lorvan-", "Marsk road"], "the Lorvan-Marsk road"),
        (["the bridge—", "a new one"], "the bridge—a new one"),
        (["the bridge –", "a new one"], "the bridge – a new one"),
        (["from 2023-", "2024 on"], "from 2023- 2024 on"),
        (["the bridge", "a new one"], "the bridge a new one"),
    ],
)
def test_words_that_were_cut_at_the_end_of_a_line_are_whole(lines, joined):
    page = [Line(text, 72, 700 - 14 * i, 11) for i, text in enumerate(lines)]
    assert [one.text for one in paragraphs([page])] == [joined]


def test_ligatures_are_letters():
    page = [Line("oﬃce", 72, 700, 11)]
    assert [one.text for one in paragraphs([page])] == ["office"]


@pytest.mark.parametrize("rows", [False, True])
def test_columns_are_told(tmp_path, rows):
    left, right = typeset(LONG * 2, width=32, x=40), typeset(LONG * 2, width=32, x=330)
    lines = list(itertools.chain.from_iterable(zip(left, right, strict=True))) if rows else left + right
    notices: list[Notice] = []
    path = write(tmp_path / "a.pdf", pdf(lines))
    article = only(path, notify=notices.append)
    assert Notice(COLUMNS, str(path)) in notices
    assert rows or article.text.split("\n\n") == LONG * 4


def test_columns_of_which_the_last_is_short_are_told(tmp_path):
    left = typeset(LONG * 3, width=32, x=40)
    notices: list[Notice] = []
    only(
        write(tmp_path / "a.pdf", pdf(left + [line._replace(x=330) for line in left[: len(left) // 3]])),
        notify=notices.append,
    )
    assert COLUMNS in {notice.kind for notice in notices}


def test_text_in_one_column_is_not_told_to_be_in_columns(tmp_path):
    notices: list[Notice] = []
    assert isinstance(only(write(tmp_path / "a.pdf", pdf(typeset(LONG))), notify=notices.append), Article)
    assert COLUMNS not in {notice.kind for notice in notices}


@pytest.mark.parametrize("download", [nexis, factiva])
@pytest.mark.parametrize("gap", [0, 7])
def test_download_is_cut_into_its_articles(tmp_path, download, gap):
    lines = typeset(download(), gap=gap)
    pages = [[line._replace(y=line.y + 300 * i) for line in lines[20 * i : 20 * i + 20]] for i in range(2)]
    numbered = [[*page, Set(300, 30, 9, f"Page {number} of 2")] for number, page in enumerate(pages, start=1)]
    found = list(read_inputs([write(tmp_path / "a.pdf", pdf(*numbered))]))
    assert [one.title for one in found] == ["Holm: the bridge will open in May", "Valley waits for Norland"]
    assert [str(one.published) for one in found] == ["2024-03-05", "2024-03-06"]
    assert [one.text.split("\n\n") for one in found] == [FIRST, SECOND]


def test_pdf_that_asks_for_a_password_is_told_and_one_that_does_not_is_read(tmp_path):
    made = pdf(typeset(LONG))
    shut, protected = (write(tmp_path / f"a{who}.pdf", locked(made, who)) for who in ("x", ""))
    assert reject_of(shut) == (reasons.LOCKED, "asks for a password; save it without one")
    assert only(protected).text.split("\n\n") == LONG


def test_scan_is_told_and_pages_without_text_among_others_too(tmp_path):
    reason, detail = reject_of(write(tmp_path / "a.pdf", pdf([], [])))
    assert (reason, "text recognition" in detail) == (reasons.NO_TEXT, True)
    notices: list[Notice] = []
    path = write(tmp_path / "b.pdf", pdf(typeset(LONG), []))
    assert isinstance(only(path, notify=notices.append), Article)
    assert Notice(PAGES_LEFT_OUT, str(path)) in notices


def test_pages_are_bounded(tmp_path):
    path = write(tmp_path / "a.pdf", pdf(*[typeset(LONG)] * 4))
    assert reject_of(path, limits=Limits(document_pages=3)) == (reasons.TOO_LARGE, "4 pages; the bound is 3")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"Holm said that this is a plain text.", pdf(typeset(LONG))[:300]])
def test_what_is_no_pdf_is_told(tmp_path, content):
    assert reject_of(write(tmp_path / "a.pdf", content))[0] == reasons.DAMAGED


def test_pages_that_hold_themselves_are_a_reject_and_the_next_is_read(tmp_path):
    write(tmp_path / "a.pdf", pdf([], []).replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [2 0 R 2 0 R]"))
    write(tmp_path / "b.pdf", pdf(typeset(LONG)))
    reject, article = read_inputs([tmp_path])
    assert (reject.reason in reasons.REASONS, isinstance(article, Article)) == (True, True)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_damage_to_a_pdf_is_read_or_an_error_that_the_guard_takes(data):
    made = bytearray(pdf(typeset(LONG[:1])))
    for _ in range(data.draw(st.integers(1, 5))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert extract_pdf(bytes(made), Limits()).text
    except InputError as error:
        assert error.reason in reasons.REASONS
    except Exception as error:  # what pypdf raises; the process that parses turns it into a reject
        assert not isinstance(error, MemoryError)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.sampled_from("the bridge over Lorvan is open and Holm said so.".split()), min_size=8), min_size=1
    )
)
def test_no_word_is_lost_or_added_by_making_paragraphs(words):
    lines = [Line(" ".join(line), 72, 700 - 14 * i, 11) for i, line in enumerate(words)]
    found = " ".join(paragraph.text for paragraph in paragraphs([lines]))
    assert found.split() == [word for line in words for word in line]
