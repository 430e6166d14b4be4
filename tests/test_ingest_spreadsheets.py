"""Spreadsheets: .xlsx, .xls and .ods as tables; what is locked, broken or made to do harm is a reject with a reason."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from ingest_support import write
from spreadsheet_support import ods, xls, xlsx

from analytics.ingest import Asked, Limits, Notice, read_inputs, reasons
from analytics.ingest.archives import OLE
from analytics.records import Article, Reject

FIFTH = dt.date(2024, 3, 5)
SAID = "Mayor Petra Holm of Lorvan said on Monday: “The harbour stays open,\nwhatever happens.”"
ROWS = [["text", "outlet", "published"], [SAID, "Lorvan Post", "2024-03-05"]]
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def found_in(path, **options):
    """The articles, the rejects and the notices."""
    notices: list[Notice] = []
    items = list(read_inputs([path], notify=notices.append, **options))
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [item for item in items if isinstance(item, Reject)], notices


def only_reject(path, **options):
    articles, (reject,), _ = found_in(path, **options)
    assert (articles, reject.input) == ([], str(path))
    return reject.reason, reject.detail


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", xlsx({"Sheet1": ROWS})),
        ("a.xlsm", xlsx({"Sheet1": ROWS, "Sheet2": []})),
        ("a.ods", ods({"Sheet1": ROWS})),
        ("a.xls", xls(ROWS)),
        ("b.xls", xlsx({"Sheet1": ROWS})),
        ("c.xls", "text\toutlet\tpublished\n" + '"' + SAID + '"\tLorvan Post\t2024-03-05\n'),
    ],
)
def test_every_kind_of_spreadsheet_is_a_table(tmp_path, name, data):
    path = write(tmp_path / name, data)
    inputs = read_inputs([path])
    (article,) = inputs
    assert (article.text, article.outlet, article.published) == (SAID, "Lorvan Post", FIFTH)
    assert inputs.input_of(article) == f"{path}:2"


def test_dates_and_numbers_of_cells_are_read(tmp_path):
    rows = [
        ["text", "published", "article_id"],
        ["Holm said yes.", '<c s="1"><v>45356</v></c>', "<c><v>7</v></c>"],
        ["Holm said no.", '<c s="1"><v>45356.75</v></c>', "<c><v>7.5</v></c>"],
        ["Holm said more.", "25.03.2024", '<c t="b"><v>1</v></c>'],
        ["Holm said less.", "05.03.2024", ""],
    ]
    articles, *_ = found_in(write(tmp_path / "a.xlsx", xlsx({"A": rows})))
    assert [article.published for article in articles] == [FIFTH, FIFTH, dt.date(2024, 3, 25), FIFTH]
    assert [article.article_id for article in articles[:2]] == ["7", "7.5"]


def test_columns_are_guessed_and_set_as_in_any_table(tmp_path):
    rows = [["Export of 5 March"], ["", "Beitrag", "Source"], ["1", SAID, "Lorvan Post"]]
    path = write(tmp_path / "a.xlsx", xlsx({"A": rows}))
    assert "no column text among Export of 5 March" in only_reject(path)[1]
    (article,), _, notices = found_in(path, asked=Asked(columns={"text": "Beitrag"}))
    assert (article.text, article.outlet) == (SAID, "Lorvan Post")
    assert [notice.kind for notice in notices] == [
        "columns guessed: outlet from Source; --columns sets them",
        "lines above the names of the columns, left alone",
        "column without a name, left alone",
    ]


def test_every_visible_sheet_with_a_column_of_text_is_read_and_the_others_told(tmp_path):
    other = [["text", "outlet"], ["Holm said no.", "Marsk Echo"], ["", "x"]]
    sheets = {"A": ROWS, "Notes": [["Made in", "March"]], "B": other, "Old": ROWS, "Empty": []}
    path = write(tmp_path / "a.xlsx", xlsx(sheets, hidden=["Old"]))
    articles, (reject,), notices = found_in(path)
    assert [article.outlet for article in articles] == ["Lorvan Post", "Marsk Echo"]
    assert (reject.input, reject.reason) == (f"{path}:B:3", reasons.NO_TEXT)
    assert notices == [
        Notice("sheet without a column of text, left alone", f"{path}:Notes"),
        Notice("hidden sheet, left alone", f"{path}:Old"),
    ]


@pytest.mark.parametrize("sheets", [{}, {"A": []}, {"A": [["", ""]]}])
def test_workbook_without_anything_is_empty(tmp_path, sheets):
    path = write(tmp_path / "a.xlsx", xlsx(sheets))
    assert only_reject(path)[0] in (reasons.EMPTY, reasons.UNREADABLE)


def test_of_a_formula_the_stored_value_is_read_and_nothing_is_run(tmp_path):
    marker = tmp_path / "run"
    rows = [
        ["text", "outlet", "title"],
        [
            f"<c t=\"str\"><f>cmd|'/C touch {marker}'!A0</f><v>Holm said yes.</v></c>",
            '<c t="str"><f>HYPERLINK("http://127.0.0.1:9/","Post")</f><v>Post</v></c>',
            "<c><f>1+1</f></c>",
        ],
        ['<c><f>WEBSERVICE("http://127.0.0.1:9/")</f></c>', "Post", ""],
    ]
    links = {
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
        "xl/vbaProject.bin": "Sub Auto_Open()",
    }
    path = write(tmp_path / "a.xlsm", xlsx({"A": rows}, more=links))
    (article,), (reject,), _ = found_in(path)
    assert (article.text, article.outlet, article.title) == ("Holm said yes.", "Post", "")
    assert (reject.input, reject.reason) == (f"{path}:3", reasons.NO_TEXT)
    assert not marker.exists()


def test_words_that_a_spreadsheet_would_run_are_words(tmp_path):
    (article,), *_ = found_in(write(tmp_path / "a.xlsx", xlsx({"A": [["text"], ["=Holm said yes."]]})))
    assert article.text == "=Holm said yes."


def test_text_as_long_as_a_cell_can_be_is_told(tmp_path):
    path = write(tmp_path / "a.xlsx", xlsx({"A": [["text"], [("Holm said yes. " * 3000)[:32_767]]]}))
    (article,), _, notices = found_in(path)
    assert len(article.text) == 32_767
    assert Notice("text as long as a cell can be, so perhaps cut short", f"{path}:2") in notices


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xlsx", b"PK\x03\x04 no archive"),
        ("a.xlsx", xlsx({"A": ROWS})[:-300]),
        ("a.xlsx", xlsx({"A": ROWS}, more={"xl/workbook.xml": "<workbook"})),
        ("a.xls", OLE + bytes(2000)),
        ("a.xls", xls(ROWS)[:1024]),
        ("a.ods", ods({"A": ROWS})[:200]),
    ],
)
def test_broken_workbook_is_a_reject(tmp_path, name, data):
    assert only_reject(write(tmp_path / name, data))[0] in (reasons.DAMAGED, reasons.UNREADABLE)


@pytest.mark.parametrize(
    ("data", "reason", "said"),
    [
        (OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le"), reasons.LOCKED, "save it without one"),
        (b"\xef\xbb\xbf<html><table><tr><td>text</td></tr></table></html>", reasons.UNREADABLE, "save it as .xlsx"),
    ],
)
def test_file_that_is_no_open_workbook_is_told_with_what_to_do(tmp_path, data, reason, said):
    told = only_reject(write(tmp_path / "a.xls", data))
    assert (told[0], said in told[1]) == (reason, True)


def sheet(content, *, before=""):
    return {
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{MAIN}"><sheetData>{content}</sheetData></worksheet>'
    }


def test_archive_that_unpacks_to_more_than_the_bound_is_too_large(tmp_path):
    path = write(tmp_path / "a.xlsx", xlsx({"A": []}, more=sheet(" " * 3_000_000)))
    reason, detail = only_reject(path, limits=Limits(unpacked_bytes=1_000_000))
    assert (reason, "the bound is 1,000,000" in detail) == (reasons.TOO_LARGE, True)


def test_sheet_of_two_cells_far_apart_is_rejected_and_the_next_file_read(tmp_path):
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    write(tmp_path / "a.xlsx", xlsx({"A": []}, more=sheet(far)))
    write(tmp_path / "b.xlsx", xlsx({"A": ROWS}))
    reject, article = read_inputs([tmp_path])
    assert (reject.reason in (reasons.UNREADABLE, reasons.TOO_LARGE), article.outlet) == (True, "Lorvan Post")


def test_entities_of_a_sheet_are_not_expanded(tmp_path):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row>'
    bomb = sheet(cell, before=f'<!DOCTYPE x [<!ENTITY e0 "boom">{entities}]>')
    assert only_reject(write(tmp_path / "a.xlsx", xlsx({"A": []}, more=bomb)))[0] == reasons.UNREADABLE


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(file_bytes=100), reasons.TOO_LARGE),
        (Limits(sheet_cells=5), reasons.TOO_LARGE),
        (Limits(sheets=1), reasons.TOO_LARGE),
    ],
)
def test_workbook_over_a_bound_is_rejected(tmp_path, limits, reason):
    path = write(tmp_path / "a.xlsx", xlsx({"A": ROWS, "B": ROWS}))
    assert only_reject(path, limits=limits)[0] == reason


def test_workbook_that_takes_longer_than_the_bound_is_given_up_and_the_next_file_read(tmp_path):
    write(tmp_path / "a.xlsx", xlsx({"A": [["text"], *([f"Holm said {number}."] for number in range(60_000))]}))
    write(tmp_path / "b.csv", "text,outlet\nHolm said yes.,Lorvan Post\n")
    reject, article = read_inputs([tmp_path], limits=Limits(spreadsheet_seconds=0.001))
    assert (reject.reason, article.outlet) == (reasons.UNREADABLE, "Lorvan Post")
    assert "took over 0.001 s" in reject.detail


def test_sheet_with_more_rows_than_the_bound_is_read_up_to_it(tmp_path):
    rows = [["text"], *([f"Holm said {number}."] for number in range(9))]
    articles, (reject,), _ = found_in(write(tmp_path / "a.xlsx", xlsx({"A": rows})), limits=Limits(table_rows=3))
    assert (len(articles), reject.reason) == (3, reasons.TOO_LARGE)


@pytest.mark.parametrize("seed", range(20))
def test_harmed_workbook_is_articles_and_rejects(tmp_path, seed):
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    name, data = chance.choice([("a.xlsx", xlsx({"A": ROWS})), ("a.ods", ods({"A": ROWS})), ("a.xls", xls(ROWS))])
    for _ in range(chance.choice((1, 3, 9))):
        place = chance.randrange(len(data))
        data = data[:place] + chance.randbytes(chance.choice((1, 2, 8))) + data[place + chance.choice((0, 1, 40)) :]
    for item in read_inputs([write(tmp_path / name, data)], limits=Limits(spreadsheet_seconds=10)):
        assert isinstance(item, Article) or (isinstance(item, Reject) and item.detail)
