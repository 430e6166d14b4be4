"""Web pages that a browser saved as a single file."""

from __future__ import annotations

import base64
import datetime as dt
import quopri

import pytest
from ingest_support import only, reject_of, write
from test_ingest_pages import BODY, HEAD, PARAGRAPHS

from analytics.ingest import read_inputs, reasons
from analytics.records import Article

FRAME = "<html><body><article><p>Buy one, get one free, the shop said to everybody who asked for it.</p></article>"
LOCATION = "https://harbourpost.example/2023/04/venn?utm_source=mail"


def mhtml(
    page: str = HEAD + BODY, *, charset: str = "utf-8", transfer: str = "quoted-printable", head: str = ""
) -> bytes:
    """The file as Chrome writes it: the page first, its frames and style sheets after it."""
    data = page.encode(charset)
    body = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes, "binary": bytes}[transfer](data)
    begin = (
        "From: <Saved by Blink>\r\n"
        f"Snapshot-Content-Location: {LOCATION}\r\n"
        "Subject: Minister Orla Venn rejects the pact\r\n"
        "Date: Fri, 8 Mar 2024 10:00:00 -0000\r\n"
        "MIME-Version: 1.0\r\n"
        f'Content-Type: multipart/related; type="text/html"; {head}boundary="----Mark----"\r\n\r\n\r\n'
    )
    parts = [
        (f"text/html; charset={charset}", transfer, f"<page@mhtml>\r\nContent-Location: {LOCATION}", body),
        ("text/css", "quoted-printable", "<css@mhtml>", b"p { color: black }"),
        ("text/html", "quoted-printable", "<frame@mhtml>", FRAME.encode()),
    ]
    mark = b"------Mark----"
    written = [
        f"\r\nContent-Type: {kind}\r\nContent-ID: {name}\r\nContent-Transfer-Encoding: {how}\r\n\r\n".encode() + content
        for kind, how, name, content in parts
    ]
    return begin.encode() + b"".join(mark + part + b"\r\n" for part in written) + mark + b"--\r\n"


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "binary"])
@pytest.mark.parametrize("suffix", ["mhtml", "mht"])
def test_page_saved_as_a_single_file_is_read_as_the_page_is(tmp_path, suffix, transfer):
    article = only(write(tmp_path / f"a.{suffix}", mhtml(transfer=transfer)))
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == PARAGRAPHS
    assert (article.title, article.outlet) == ("Minister Orla Venn rejects the pact", "The Harbour Post")
    assert (article.published, article.url) == (dt.date(2023, 4, 5), "https://harbourpost.example/2023/04/venn")


def test_day_on_which_a_page_was_saved_is_not_its_date_and_its_place_is_its_address(tmp_path):
    page = "<html><head><title>Venn</title></head>" + BODY
    article = only(write(tmp_path / "a.mhtml", mhtml(page)))
    assert (article.published, article.url) == (None, LOCATION)


@pytest.mark.parametrize(
    ("said", "meant"),
    [("windows-1252", "cp1252"), ("iso-8859-1", "cp1252"), ("windows-1250", "cp1250"), ("windows-1251", "cp1251")],
)
def test_encoding_that_stands_beside_the_page_is_read_as_browsers_read_it(tmp_path, said, meant):
    made = mhtml(charset=meant).replace(f"charset={meant}".encode(), f"charset={said}".encode())
    assert only(write(tmp_path / "a.mhtml", made)).text.split("\n\n") == PARAGRAPHS


def test_page_that_is_named_as_the_start_is_read_wherever_it_stands(tmp_path):
    made = mhtml(FRAME, head='start="<frame@mhtml>"; ').replace(FRAME.encode(), (HEAD + BODY).encode())
    assert only(write(tmp_path / "a.mhtml", made)).outlet == "The Harbour Post"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b" \r\n", reasons.EMPTY),
        (b"no mail at all", reasons.DAMAGED),
        (mhtml().replace(b"text/html", b"text/plain"), reasons.DAMAGED),
        (mhtml("<html></html>"), reasons.NO_ARTICLE_IN_PAGE),
        (mhtml()[:700], reasons.NO_ARTICLE_IN_PAGE),
    ],
)
def test_file_without_a_page_is_told(tmp_path, content, reason):
    assert reject_of(write(tmp_path / "a.mhtml", content))[0] == reason


def test_parts_in_parts_without_end_are_a_reject_and_the_next_is_read(tmp_path):
    nested = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3_000))
    write(tmp_path / "a.mhtml", nested)
    write(tmp_path / "b.mhtml", mhtml())
    reject, article = read_inputs([tmp_path])
    assert (reject.reason in reasons.REASONS, isinstance(article, Article)) == (True, True)
