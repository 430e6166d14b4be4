"""Reading files and folders: what is used, what is rejected and why."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_support import ENGLISH, only, reject_of, write

from analytics.ingest import REASONS, Limits, Notice, read_inputs, reasons
from analytics.ingest.characters import normalise_newlines
from analytics.ingest.decode import decode
from analytics.records import Article, Reject


def test_text_file_is_an_article_with_its_characters_and_offsets(tmp_path):
    article = only(write(tmp_path / "a.txt", "  " + ENGLISH))
    assert isinstance(article, Article)
    assert article.text == "  " + ENGLISH


def test_only_newlines_and_byte_order_mark_are_normalised(tmp_path):
    decomposed = "Cafe\u0301 owners said\u00a0“no”.\r\nNobody\rasked.\n"
    article = only(write(tmp_path / "a.txt", b"\xef\xbb\xbf" + decomposed.encode()))
    assert article.text == "Cafe\u0301 owners said\u00a0“no”.\nNobody\nasked.\n"


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_in_utf8_is_decoded_unharmed(text):
    padded = f"Orla Venn said: {text}"
    assert decode(padded.encode()) == padded


@given(st.text(alphabet="ab\r\n"))
def test_normalised_newlines_keep_every_line(text):
    assert normalise_newlines(text).split("\n") == text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert "\r" not in normalise_newlines(text)


def test_inputs_come_in_the_order_given(tmp_path):
    b, a = write(tmp_path / "b.txt", ENGLISH + "b"), write(tmp_path / "a.txt", ENGLISH + "a")
    assert [item.text[-1] for item in read_inputs([b, a])] == ["b", "a"]


def test_reading_is_lazy(tmp_path):
    first = write(tmp_path / "a.txt", ENGLISH)
    items = read_inputs([first, tmp_path / "b.txt"])
    assert isinstance(next(items), Article)
    write(tmp_path / "b.txt", ENGLISH + "b")
    assert isinstance(next(items), Article)


def test_missing_file(tmp_path):
    assert reject_of(tmp_path / "none.txt")[0] == reasons.MISSING


@pytest.mark.parametrize("content", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xff\xfe"])
def test_file_of_nothing_or_white_space_is_empty(tmp_path, content):
    assert reject_of(write(tmp_path / "a.txt", content))[0] == reasons.EMPTY


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(1, 30)) * 9])
def test_file_with_bytes_that_no_text_holds_is_binary(tmp_path, content):
    assert reject_of(write(tmp_path / "a.txt", content))[0] == reasons.BINARY


def test_text_that_is_in_no_encoding_is_not_decodable(tmp_path):
    assert reject_of(write(tmp_path / "a.txt", bytes(range(128, 256)) * 5))[0] == reasons.NOT_DECODABLE


@pytest.mark.parametrize(
    ("data", "lost"),
    [
        (ENGLISH.encode() + b"\xff", ENGLISH + "\ufffd"),
        (ENGLISH.encode() + b"na\xefve caf\xe9", ENGLISH + "na\ufffdve caf\ufffd"),
        (ENGLISH.encode().replace(b"port", b"po\x00rt"), ENGLISH.replace("port", "po\ufffdrt")),
        (ENGLISH.encode() + "“".encode()[:2], ENGLISH + "\ufffd"),
        (ENGLISH.encode("cp1252") + b"\x9d", ENGLISH + "\ufffd"),
        (ENGLISH.encode("utf-16")[:-1], ENGLISH[:-1] + "\ufffd"),
    ],
)
def test_a_bad_byte_costs_a_character_and_not_the_file(tmp_path, data, lost):
    notices: list[Notice] = []
    path = write(tmp_path / "a.txt", data)
    article = only(path, notify=notices.append)
    assert article.text == lost
    assert Notice("bytes that are no text, U+FFFD in the place of each", str(path)) in notices


def test_legacy_encoding_is_a_guess_and_told(tmp_path):
    notices: list[Notice] = []
    path = write(tmp_path / "a.txt", ENGLISH.encode("cp1252"))
    assert only(path, notify=notices.append).text == ENGLISH
    assert notices[0] == Notice("not in UTF-8, read as windows-1252", str(path))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_encodings_of_english_articles(tmp_path, encoding):
    text = ENGLISH + "The café in Zürich – “a naïve idea” – stays open, Venn said.\n"
    assert only(write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_wide_encoding_without_a_byte_order_mark_is_told(tmp_path, encoding):
    reason, detail = reject_of(write(tmp_path / "a.txt", ENGLISH.encode(encoding)))
    assert reason == reasons.BINARY
    assert "without a byte order mark" in detail


def test_file_over_the_bound_is_too_large(tmp_path):
    path = write(tmp_path / "a.txt", ENGLISH)
    assert reject_of(path, limits=Limits(file_bytes=50)) == (
        reasons.TOO_LARGE,
        "the file is larger than 50 bytes",
    )
    assert reject_of(path, limits=Limits(article_characters=50))[0] == reasons.TOO_LARGE
    size = len(ENGLISH.encode())
    assert isinstance(only(path, limits=Limits(file_bytes=size)), Article)


def test_an_article_is_known_by_the_file_or_the_row_that_it_was_read_from(tmp_path):
    text = write(tmp_path / "a.txt", ENGLISH)
    table = write(tmp_path / "b.csv", "text,article_id\nVenn said yes.,7\nVenn said no.,7\n")
    inputs = read_inputs([text, table])
    first, second, _ = inputs
    copy = pickle.loads(pickle.dumps(second))  # noqa: S301 - as it comes back from another process
    assert (inputs.input_of(first), inputs.input_of(copy)) == (str(text), f"{table}:2")
    assert inputs.input_of(Article("Venn said nothing.")) == ""


def test_csv_rows_are_articles_and_bad_rows_are_named_by_their_line(tmp_path):
    rows = (
        "text,outlet,published,article_id,note\n"
        f'"{ENGLISH}",Harbour Post,2023-04-05,a1,x\n'  # lines 2 to 5
        ",Harbour Post,,,\n"  # 6
        '"Orla Venn said ""no"".",Harbour Post,2023-04-05T23:30:00+04:00,,\n'  # 7
        "Orla Venn said yes.,Harbour Post,5 April,a2,\n"  # 8
        "Orla Venn said no more.,Harbour Post\n"  # 9
        '"Orla Venn" said.,Harbour Post,,,\n'  # 10
        "Orla Venn said it again.,,,,\n"  # 11
    )
    path = write(tmp_path / "a.csv", rows)
    items = list(read_inputs([path]))
    rejects = {item.input: item.reason for item in items if isinstance(item, Reject)}
    assert rejects == {
        f"{path}:6": reasons.NO_TEXT,
        f"{path}:9": reasons.BAD_ROW,
        f"{path}:10": reasons.BAD_ROW,
    }
    first, second, undated, third = (item for item in items if isinstance(item, Article))
    assert (first.text, first.article_id, first.outlet) == (ENGLISH, "a1", "Harbour Post")
    assert (second.text, second.published) == ('Orla Venn said "no".', dt.date(2023, 4, 5))
    assert (undated.article_id, undated.published) == ("a2", None)
    assert (third.outlet, third.published) == ("", None)


def test_csv_with_an_unclosed_quotation_mark_says_which_lines_are_lost(tmp_path):
    path = write(tmp_path / "a.csv", 'text\nOrla Venn said so.\n"Orla\nVenn\n')
    article, reject = read_inputs([path])
    assert isinstance(article, Article)
    assert (reject.input, reject.reason) == (f"{path}:3", reasons.BAD_ROW)
    assert "opened in line 3 is never closed" in reject.detail


@pytest.mark.parametrize(
    ("content", "reason"),
    [("title,url\na,b\n", reasons.BAD_ROW), ("text,text\na,b\n", reasons.BAD_ROW), ("text\n", reasons.EMPTY)],
)
def test_csv_that_is_no_table_of_articles(tmp_path, content, reason):
    (item,) = read_inputs([write(tmp_path / "a.csv", content)])
    assert item.reason == reason


def test_empty_cells_beyond_the_header_and_columns_without_a_name_are_left_alone(tmp_path):
    notices: list[Notice] = []
    path = write(tmp_path / "a.csv", "text,outlet,,\nVenn said yes.,Post,,\nVenn said no.,Echo,,,, \nNo.,,,,x\n")
    first, second, third = read_inputs([path], notify=notices.append)
    assert (first.outlet, second.outlet) == ("Post", "Echo")
    assert (third.input, third.reason) == (f"{path}:4", reasons.BAD_ROW)
    assert notices == []


def test_column_without_a_name_that_holds_text_is_told(tmp_path):
    notices: list[Notice] = []
    path = write(tmp_path / "a.csv", ",text,outlet\n0,Venn said yes.,Post\n1,Venn said no.,Echo\n")
    assert [item.outlet for item in read_inputs([path], notify=notices.append)] == ["Post", "Echo"]
    assert notices == [Notice("column without a name, left alone", str(path))]


TODAY = dt.datetime.now(dt.UTC).date()
DAYS = ["0001-01-01", "1799-12-31", "9999-12-31", (TODAY + dt.timedelta(days=4)).isoformat()]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.csv", "text,outlet,published\nVenn said yes.,Post,{}\n", ":2"),
        ("a.jsonl", '{{"text": "Venn said yes.", "outlet": "Post", "published": "{}T10:00:00"}}', ":1"),
        ("a.txt", ENGLISH, ""),
    ],
)
def test_date_on_which_nothing_can_have_appeared_is_unknown_and_told(tmp_path, name, content, place, day):
    notices: list[Notice] = []
    path = write(tmp_path / name, content.format(day))
    metadata = write(tmp_path / "metadata.csv", f"file,outlet,published\n{name},Post,{day}\n")
    article = only(path, metadata=metadata, notify=notices.append)
    assert (article.outlet, article.published) == ("Post", None)
    assert notices == [Notice("date before 1800 or in the future, kept as unknown", f"{path}{place}")]


@pytest.mark.parametrize("day", [dt.date(1800, 1, 1), TODAY, TODAY + dt.timedelta(days=1)])
def test_date_of_an_old_paper_or_of_tomorrow_is_believed(tmp_path, day):
    notices: list[Notice] = []
    path = write(tmp_path / "a.csv", f"text,outlet,published\nVenn said yes.,Post,{day}\n")
    assert only(path, notify=notices.append).published == day
    assert notices == []


def test_very_long_csv_cell_is_read(tmp_path):
    text = "Orla Venn said so. " * 10_000
    assert only(write(tmp_path / "a.csv", f"text\n{text}\n")).text == text


def test_jsonl_lines_are_articles_and_bad_lines_are_named_by_their_number(tmp_path):
    lines = (
        '{"text": "Orla Venn said\\u2028 yes.", "outlet": "Harbour Post", "article_id": 7, "url": null}\n'
        '{"text": "Orla Venn\n'
        "\n"
        '["text"]\n'
        '{"title": "no text"}\n'
        '{"text": 5}\n'
        '{"text": "Orla Venn said yes.", "article_id": true}\n'
        '{"text": "half a character: \\ud83d"}\n'
        '{"text": "Orla Venn said no.", "published": ["2023"]}\n'
        f"{'[' * 100_000}\n"
        '{"text": "Orla Venn said no.", "published": "2023-04-05"}'
    )
    path = write(tmp_path / "a.jsonl", lines)
    items = list(read_inputs([path]))
    rejects = [(item.input, item.reason) for item in items if isinstance(item, Reject)]
    assert rejects == [
        (f"{path}:2", reasons.BROKEN_JSON),
        (f"{path}:4", reasons.BAD_ROW),
        (f"{path}:5", reasons.NO_TEXT),
        (f"{path}:6", reasons.BAD_ROW),
        (f"{path}:7", reasons.BAD_ROW),
        (f"{path}:8", reasons.BAD_ROW),
        (f"{path}:9", reasons.BAD_ROW),
        (f"{path}:10", reasons.BROKEN_JSON),
    ]
    first, last = items[0], items[-1]
    assert (first.text, first.article_id) == ("Orla Venn said\u2028 yes.", "7")
    assert last.published == dt.date(2023, 4, 5)


LANGUAGES = {
    "Russian (ru)": "Министр Орла Венн заявила в понедельник, что переговоры с Северной лигой продолжатся на "
    "следующей неделе, и поблагодарила лигу за терпение.",
    "Azerbaijani (az)": "Nazir Orla Venn bazar ertəsi bildirib ki, Şimal Liqası ilə danışıqlar gələn həftə davam "
    "edəcək və liqaya səbrinə görə təşəkkür edib.",
    "Armenian (hy)": "Նախարար Օրլա Վենը երկուշաբթի հայտարարեց, որ բանակցությունները կշարունակվեն հաջորդ շաբաթ։",
    "French (fr)": "La ministre Orla Venn a déclaré lundi que les pourparlers avec la Ligue du Nord se poursuivraient "
    "la semaine prochaine.",
    "Turkish (tr)": "Bakan Orla Venn pazartesi günü yaptığı açıklamada Kuzey Birliği ile görüşmelerin gelecek hafta "
    "süreceğini söyledi.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_article_in_another_language_is_rejected_with_the_language_found(tmp_path, language):
    path = write(tmp_path / "a.txt", LANGUAGES[language])
    assert reject_of(path) == (reasons.NOT_ENGLISH, f"in {language}")


def test_letters_of_no_language_are_rejected_in_words(tmp_path):
    path = write(tmp_path / "a.txt", "c3ab18ac2f77d0a1beef90aa4c1deadbeef0123456789abcdef" * 4)
    assert reject_of(path) == (reasons.NOT_ENGLISH, "no language could be told")


@pytest.mark.parametrize("text", ["Sí.", "Venn, Reld, Ostra.", "Нет.", "12 345 678 " * 20])
def test_text_too_short_to_judge_is_accepted(tmp_path, text):
    assert isinstance(only(write(tmp_path / "a.txt", text)), Article)


@pytest.mark.parametrize("stray", ["Մատչելիության հղումներ", "Поделиться в социальных сетях", "გააზიარე"])
def test_english_article_with_a_stray_line_in_another_script_is_accepted(tmp_path, stray):
    article = only(write(tmp_path / "a.txt", f"{stray}\n\n{ENGLISH}"))
    assert isinstance(article, Article)
    assert article.text.startswith(stray)


def test_headline_in_capitals_is_english(tmp_path):
    text = "VENN SAYS TALKS WITH NORTHERN LEAGUE TO RESUME NEXT WEEK AFTER MONTHS OF SILENCE"
    assert isinstance(only(write(tmp_path / "a.txt", text)), Article)


def test_same_text_outlet_and_date_given_twice_is_a_duplicate(tmp_path):
    first = write(tmp_path / "a.txt", ENGLISH)
    second = write(tmp_path / "b.txt", ENGLISH.replace("\n\n", "\n"))
    article, reject = read_inputs([first, second])
    assert isinstance(article, Article)
    assert (reject.input, reject.reason) == (str(second), reasons.DUPLICATE)
    assert str(first) in reject.detail


def test_same_text_at_two_outlets_is_no_duplicate(tmp_path):
    rows = f'text,outlet\n"{ENGLISH}",Harbour Post\n"{ENGLISH}",Island Echo\n'
    items = list(read_inputs([write(tmp_path / "a.csv", rows)]))
    assert [item.outlet for item in items] == ["Harbour Post", "Island Echo"]


def test_text_that_differs_in_case_is_no_duplicate(tmp_path):
    paths = [write(tmp_path / "a.txt", ENGLISH), write(tmp_path / "b.txt", ENGLISH.upper())]
    assert all(isinstance(item, Article) for item in read_inputs(paths))


def test_article_id_given_twice_is_a_duplicate(tmp_path):
    path = write(tmp_path / "a.csv", "text,article_id\nVenn said yes.,7\nVenn said no.,7\n")
    _, reject = read_inputs([path])
    assert (reject.input, reject.reason) == (f"{path}:3", reasons.DUPLICATE)


def test_unknown_outlet_is_noticed(tmp_path):
    notices: list[Notice] = []
    path = write(tmp_path / "a.txt", ENGLISH)
    assert only(path, notify=notices.append).outlet == ""
    assert notices == [Notice("outlet unknown", str(path))]


def test_every_reason_is_documented():
    assert all(f"\n{reason} " in (reasons.__doc__ or "") for reason in REASONS)
    assert len(set(REASONS)) == len(REASONS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мост открыт.", "Russian"),
        ("Կամուրջը բաց է։", "Armenian"),
        ("ხიდი ღიაა ყველასთვის.", "Georgian"),
        ("Körpü cümə günü açılacaq, mer dedi, və bərə dayanacaq.", "Azerbaijani"),
        ("Мэр заявила, что мост открыт. Она написала: “The bridge is ours.”", "Russian"),
    ],
)
def test_a_short_or_mixed_text_in_another_language_is_refused_by_name(tmp_path, text, language):
    reason, detail = reject_of(write(tmp_path / "a.txt", text))
    assert (reason, detail.partition(" (")[0]) == (reasons.NOT_ENGLISH, f"in {language}")


@pytest.mark.parametrize(
    "text",
    [
        "Holm said yes.",
        "Մ. Վ.",
        "The mayor said: «Мост будет открыт в пятницу», and then left for the ferry with her deputies and staff.",
        "Mirzoyan, Velt, Orrin, Holm, Brandt: Lorvan, Marsk, Norland.",
    ],
)
def test_a_few_words_or_an_english_text_that_quotes_another_language_are_read(tmp_path, text):
    assert isinstance(only(write(tmp_path / "a.txt", text)), Article)
