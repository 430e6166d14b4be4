"""Word and RTF documents: one article, or a download of many from a press database; and what means harm."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from document_support import (
    FACTIVA_CODES,
    FIRST,
    NEXIS_OLDER,
    SECOND,
    docx,
    factiva,
    nexis,
    rtf,
)
from hypothesis import given
from hypothesis import strategies as st
from ingest_support import only, reject_of, write

from analytics.ingest import Limits, Notice, read_inputs, reasons
from analytics.ingest.documents import text_of
from analytics.ingest.downloads import cut
from analytics.ingest.readers.docx import extract_docx
from analytics.ingest.readers.rtf import extract_rtf
from analytics.records import Article, Reject

LONG_TITLE = "Holm: the bridge will open in May, at the very latest"
SAID = [
    ("Holm: the bridge will open in May", "Lorvan Post", dt.date(2024, 3, 5), FIRST),
    ("Valley waits for Norland", "The Marsk Herald", dt.date(2024, 3, 6), SECOND),
]
"""What the downloads hold: title, outlet, date and paragraphs of each article."""


def in_parts(path, **options):
    found = [item for item in read_inputs([path], **options) if isinstance(item, Article)]
    return [(one.title, one.outlet.removesuffix(" (Norland)"), one.published, one.text.split("\n\n")) for one in found]


def test_word_document_is_an_article_with_its_paragraphs(tmp_path):
    article = only(write(tmp_path / "a.docx", docx(FIRST)))
    assert isinstance(article, Article)
    assert article.text == "\n\n".join(FIRST)
    assert (article.title, article.outlet, article.published) == ("", "", None)


def test_title_of_a_word_document_is_the_title_and_no_part_of_the_text(tmp_path):
    article = only(write(tmp_path / "a.docx", docx(FIRST, title="The bridge opens")))
    assert (article.title, article.text) == ("The bridge opens", "\n\n".join(FIRST))


def test_metadata_goes_before_what_a_document_says_of_itself(tmp_path):
    path = write(tmp_path / "a.docx", docx(FIRST, title="The bridge opens"))
    metadata = write(tmp_path / "metadata.csv", "file,outlet,title\na.docx,Post,Bridge\n")
    article = only(path, metadata=metadata)
    assert (article.title, article.outlet) == ("Bridge", "Post")


def test_tables_are_read_where_they_stand(tmp_path):
    article = only(write(tmp_path / "a.docx", docx(FIRST, rows=[("The valley", SECOND[0])])))
    assert article.text.split("\n\n") == [*FIRST, "The valley", SECOND[0]]


def test_word_document_reads_as_with_all_changes_accepted():
    run = "<w:r><w:t>{}</w:t></w:r>"
    inserted = f'<w:ins w:id="1" w:author="a">{run.format("never ")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="a"><w:r><w:delText>always </w:delText></w:r></w:del>'
    moved = f'<w:moveFrom w:id="3" w:author="a">{run.format("moved away ")}</w:moveFrom>'
    link = f'<w:hyperlink w:anchor="x">{run.format("kept")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtContent>{run.format(' its')}</w:sdtContent></w:sdt>"
    field = f"<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{control}"
    broken = "<w:r><w:tab/><w:t>word</w:t><w:br/><w:t>on</w:t><w:noBreakHyphen/><w:t>it.</w:t></w:r>"
    made = with_body(f"<w:p>{run.format('Holm ')}{inserted}{deleted}{moved}{link}{field}{broken}</w:p>")
    assert (
        extract_docx(made, Limits()).text.replace("Holm never kept", "Holm never kept")
        == "Holm never kept its\tword\non\u2011it."
    )


def test_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>"
    namespace = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    newer, older = f'<mc:Choice Requires="wps">{box}</mc:Choice>', f"<mc:Fallback>{box}</mc:Fallback>"
    both = f"<mc:AlternateContent {namespace}>{newer}{older}</mc:AlternateContent>"
    made = with_body(f"<w:p><w:r><w:t>Around it.</w:t>{both}</w:r></w:p>")
    assert extract_docx(made, Limits()).text == "Around it.\n\nIn the box."


def test_rtf_document_is_an_article_with_its_marks_and_dashes(tmp_path):
    paragraphs = [*FIRST, *SECOND, "The café in Łódź {open} \\ 😀 stays, Holm said."]
    article = only(write(tmp_path / "a.rtf", rtf(paragraphs)))
    assert isinstance(article, Article)
    assert article.text == "\n\n".join(paragraphs)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (rb"caf\'e9 \'93no\'94", "café “no”"),
        ("caf\u00e9 “no”".encode("cp1252"), "café “no”"),
        ("café “no”".encode(), "café “no”"),
        (rb"{\field{\*\fldinst{HYPERLINK \"https://post.example/a\"}}{\fldrslt{no link}}}", "no link"),
        (rb"{\pict\pngblip " + b"89504e470d0a1a0a" * 200 + b"}no picture", "no picture"),
        (rb"{\footnote not here}{\*\comment nor here}{\header nor there}but here", "but here"),
        (rb"one\line two", "one\n\ntwo"),
        (rb"bad\'81byte", "bad\ufffdbyte"),
        (rb"never closed {\b bold", "never closed bold"),
    ],
)
def test_what_rtf_can_hold(written, read):
    head = rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 "
    assert extract_rtf(head + written + b"}", Limits()).text == read


@pytest.mark.parametrize("suffix", ["docx", "rtf", "txt"])
@pytest.mark.parametrize("download", [nexis, factiva])
def test_download_is_cut_into_its_articles(tmp_path, suffix, download):
    made = {"docx": docx, "rtf": rtf, "txt": lambda lines: "\n\n".join(lines).encode()}[suffix](download())
    path = write(tmp_path / f"download.{suffix}", made)
    assert in_parts(path) == SAID
    inputs = read_inputs([path])
    assert [inputs.input_of(article) for article in inputs] == [f"{path}:1", f"{path}:2"]


def test_older_download_of_nexis_is_cut_into_its_articles(tmp_path):
    content = NEXIS_OLDER.format(first="\n\n".join(FIRST), second="\n\n".join(SECOND))
    first, second = SAID
    assert in_parts(write(tmp_path / "a.txt", content)) == [(LONG_TITLE, *first[1:]), second]


@pytest.mark.parametrize("wrap", ["{}\t{}", "{}\n{}", "{}  {}"])
def test_download_of_factiva_with_codes_is_cut_into_its_articles(tmp_path, wrap):
    content = "\n".join(wrap.format(*pair) for pair in FACTIVA_CODES)
    assert in_parts(write(tmp_path / "a.txt", content)) == SAID


@pytest.mark.parametrize("make", [docx, rtf])
def test_download_of_factiva_with_codes_in_a_table_is_cut_into_its_articles(tmp_path, make):
    path = write(tmp_path / ("a.docx" if make is docx else "a.rtf"), make([], rows=FACTIVA_CODES))
    assert in_parts(path) == SAID


def test_download_of_one_article_says_what_it_is(tmp_path):
    lines = factiva()
    one = lines[: lines.index("Document LORPOS0020240305ek350001x") + 1]
    assert in_parts(write(tmp_path / "a.txt", "\n".join(one))) == [(*SAID[0][:3], ["\n".join(FIRST)])]


def test_what_a_download_says_of_an_article_goes_before_the_metadata(tmp_path):
    metadata = write(tmp_path / "metadata.csv", "file,outlet,url\na.txt,Database,https://post.example/\n")
    path = write(tmp_path / "a.txt", "\n\n".join(nexis()))
    found = list(read_inputs([path], metadata=metadata))
    assert [(one.outlet, one.url) for one in found][:1] == [("Lorvan Post", "https://post.example/")]


def test_article_of_a_download_without_a_head_is_kept(tmp_path):
    lines = [*nexis(), "A note from the archive that says no date or outlet at all.", "End of Document"]
    *_, last = read_inputs([write(tmp_path / "a.txt", "\n\n".join(lines))])
    assert (last.outlet, last.text) == ("", lines[-2])


def test_entry_of_a_download_without_a_text_is_a_reject_and_the_others_are_used(tmp_path):
    lines = [line for line in nexis() if line not in FIRST]
    path = write(tmp_path / "a.txt", "\n\n".join(lines))
    reject, article = read_inputs([path])
    assert (reject.input, reject.reason) == (f"{path}:1", reasons.NO_TEXT)
    assert "the bridge will open" in reject.detail
    assert article.title == "Valley waits for Norland"


def test_more_articles_in_a_file_than_the_bound_are_told(tmp_path):
    path = write(tmp_path / "a.txt", "\n\n".join(nexis()))
    article, reject = read_inputs([path], limits=Limits(file_articles=1))
    assert isinstance(article, Article)
    assert (reject.input, reject.reason) == (f"{path}:2", reasons.TOO_LARGE)


@pytest.mark.parametrize(
    "text",
    [
        "The film ends with the words:\n\nEnd of Document\n\nNobody laughed, Holm said.",
        "1 of 2 documents\n\nwas found, Holm said on Monday.\n\nBody\n\nof evidence.",
        "Document LORPOS is missing, Holm said.\n\nLength: 20 words\n\nBody",
        "Holm said yes.\n\nDocument AB12\n\nOrrin said no.",
    ],
)
def test_article_that_is_no_download_is_not_cut(tmp_path, text):
    assert only(write(tmp_path / "a.txt", text)).text == text


@given(
    st.lists(st.sampled_from([*nexis(), *factiva(), "", "Body", "LENGTH: 3 words", "2 of 3 DOCUMENTS"]), max_size=40)
)
def test_whatever_the_order_of_lines_all_text_of_an_article_is_text_of_the_file(lines):
    text = "\n".join(lines)
    for piece in cut(text):
        assert all(part in text for part in piece.text.split("\n\n"))


def with_body(body: str) -> bytes:
    return with_part(docx(["x"]), "word/document.xml", DOCUMENT.format(body=body))


DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body>{body}</w:body></w:document>"
)


def with_part(made: bytes, name: str, content: str | bytes) -> bytes:
    """The document with one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return stream.getvalue()


BOMB = (
    '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    + DOCUMENT.partition("?>")[2]
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_word_document_that_defines_entities_is_refused(tmp_path, encoding):
    content = BOMB.format(body="<w:p><w:r><w:t>&b;</w:t></w:r></w:p>").encode(encoding)
    path = write(tmp_path / "a.docx", with_part(docx(FIRST), "word/document.xml", content))
    assert reject_of(path) == (reasons.UNSAFE, "defines entities, as no sound document does")


def test_word_document_that_unpacks_to_too_much_is_refused(tmp_path):
    bomb = write(tmp_path / "a.docx", with_part(docx(FIRST), "word/x.xml", b" " * 9_000_000))
    assert reject_of(bomb) == (reasons.UNSAFE, "unpacks to more than 200 times its size")
    assert reject_of(bomb, limits=Limits(unpacked_bytes=1_000))[0] == reasons.TOO_LARGE


def test_nesting_without_end_is_a_reject_and_the_next_is_read(tmp_path):
    deep = "<w:sdt>" * 5_000 + "</w:sdt>" * 5_000
    write(tmp_path / "a.docx", with_body(f"<w:p>{deep}</w:p>"))
    write(tmp_path / "b.rtf", rb"{\rtf1 " + b"{" * 100_000 + b"deep")
    write(tmp_path / "c.docx", docx(FIRST))
    found = list(read_inputs([tmp_path]))
    assert isinstance(found[0], Reject)
    assert isinstance(found[-1], Article)
    assert len(found) == 3


@pytest.mark.parametrize("suffix", ["docx", "rtf"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", reasons.EMPTY),
        (b"Holm said that this is a plain text.", reasons.DAMAGED),
        (docx(FIRST)[:2_000], reasons.DAMAGED),
        (with_part(docx([]), "[Content_Types].xml", "<Types/>"), reasons.DAMAGED),
    ],
)
def test_what_is_no_such_document_is_told(tmp_path, suffix, content, reason):
    assert reject_of(write(tmp_path / f"a.{suffix}", content))[0] == reason


def test_document_without_text_is_told(tmp_path):
    assert reject_of(write(tmp_path / "a.docx", docx(["", " "]))) == (reasons.NO_TEXT, "the document holds no text")
    assert reject_of(write(tmp_path / "b.rtf", rtf([])))[0] == reasons.NO_TEXT


def test_word_document_that_is_locked_or_of_the_older_format_is_told(tmp_path):
    reason, detail = reject_of(write(tmp_path / "a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500))
    assert (reason, "save it as .docx" in detail) == (reasons.LOCKED, True)


def test_document_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path):
    write(tmp_path / "a.rtf", rtf(["Holm said so. " * 100_000] * 10))
    write(tmp_path / "b.txt", "\n\n".join(FIRST))
    notices: list[Notice] = []
    first, second = read_inputs([tmp_path], limits=Limits(document_seconds=0.5), notify=notices.append)
    assert (first.reason, first.detail) == (reasons.UNREADABLE, "the document took over 0.5 s")
    assert isinstance(second, Article)


@given(st.lists(st.text(max_size=40), max_size=8))
def test_paragraphs_of_a_document_hold_no_character_that_is_no_text(paragraphs):
    found = text_of(paragraphs)
    assert not set(found) & set(map(chr, [*range(9), 11, 12, *range(14, 32), 127]))
    assert found == found.strip()
