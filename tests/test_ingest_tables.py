"""Tables as people have them: what stands between cells, what columns are called, and what the user says of them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_support import write
from spreadsheet_support import xlsx

from analytics.cli import main as cli
from analytics.ingest import Asked, Limits, Notice, read_inputs, reasons
from analytics.ingest.columns import known_fields
from analytics.ingest.delimited import Row, rows_of_table
from analytics.records import Article, Reject

FIFTH = dt.date(2024, 3, 5)
SAID = "Mayor Petra Holm of Lorvan said on Monday that the harbour would stay open"
SEPARATORS = [",", ";", "\t", "|"]


def found_in(path, **options):
    """The articles, the rejects and the kinds of notices."""
    notices: list[Notice] = []
    items = list(read_inputs([path], notify=notices.append, **options))
    articles = [item for item in items if isinstance(item, Article)]
    return articles, [item for item in items if isinstance(item, Reject)], [notice.kind for notice in notices]


def known(cells):
    return known_fields(cells, {})


def as_table(rows, separator=",", **form):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n", **form).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.TAB"])
@pytest.mark.parametrize("separator", SEPARATORS)
def test_whatever_stands_between_the_cells_a_table_is_read(tmp_path, separator, name, encoding):
    rows = [["text", "outlet", "published"], [f"{SAID}; yes, “all” of it | or not", "Lorvan Post", "2024-03-05"]]
    path = write(tmp_path / name, as_table(rows, separator).encode(encoding))
    (article,), rejects, kinds = found_in(path)
    assert (article.text, article.outlet, article.published) == (rows[1][0], "Lorvan Post", FIFTH)
    assert (rejects, kinds) == ([], [])


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"'])
def test_first_line_may_say_what_stands_between_the_cells_and_lines_are_counted_with_it(tmp_path, first):
    path = write(tmp_path / "a.csv", f"{first}\r\ntext;outlet\r\n{SAID};Post\r\n;Echo\r\n")
    (article,), (reject,), _ = found_in(path)
    assert (article.outlet, reject.input, reject.reason) == ("Post", f"{path}:4", reasons.NO_TEXT)


@given(
    st.sampled_from(SEPARATORS),
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2), max_size=4),
)
def test_every_table_comes_back_as_it_was_written(separator, body):
    rows = [["text", "outlet"], *body]
    text = as_table(rows, separator, quoting=csv.QUOTE_ALL)
    read = rows_of_table(text, known, limit=100)
    assert [list(row.cells) for row in read if isinstance(row, Row)] == rows


@given(st.text(st.sampled_from("text;,|\t\"\\\n='sepoutl")))
def test_whatever_a_table_holds_its_rows_are_read_or_said_to_be_broken(text):
    assert all(row.line > 0 for row in rows_of_table(text, known, limit=50))


def test_cells_between_tabs_need_no_quotation_marks(tmp_path):
    table = f'text\toutlet\n"We stay," said Petra Holm.\tPost\n{SAID} "for now".\tEcho\n'
    articles, rejects, _ = found_in(write(tmp_path / "a.tsv", table))
    assert [article.text for article in articles] == ['"We stay," said Petra Holm.', f'{SAID} "for now".']
    assert rejects == []


def test_quotation_marks_may_be_escaped_by_backslashes(tmp_path):
    table = 'text,outlet\n"Petra Holm said: \\"Yes, and no.\\"",Post\n'
    (article,), rejects, _ = found_in(write(tmp_path / "a.csv", table))
    assert (article.text, rejects) == ('Petra Holm said: "Yes, and no."', [])


USUAL = [
    ("Body;Source;Date", {"text": "Body", "outlet": "Source", "published": "Date"}),
    (
        "stories_id,publish_date,title,url,language,media_name,story_text",
        {"text": "story_text", "outlet": "media_name"},
    ),
    ("URL,seendate,domain,title,Full Text", {"text": "Full Text", "outlet": "domain", "published": "seendate"}),
    ("source.id,source.name,author,title,url,publishedAt,content", {"text": "content", "outlet": "source.name"}),
    ("uri,lang,dateTimePub,date,url,title,body,source.uri,source.title", {"text": "body", "outlet": "source.title"}),
    ("Title,pubtitle,pubdate,fullText,DocumentURL", {"text": "fullText", "outlet": "pubtitle", "published": "pubdate"}),
    (
        "Headline,Publication,Load-Date,Article Text",
        {"text": "Article Text", "outlet": "Publication", "title": "Headline"},
    ),
]


@pytest.mark.parametrize(("header", "columns"), USUAL)
def test_columns_are_found_by_the_names_that_services_give_them_and_that_is_told(tmp_path, header, columns):
    separator = ";" if ";" in header else ","
    names = header.split(separator)
    cells = dict.fromkeys(names, "-") | {
        columns["text"]: SAID,
        columns["outlet"]: "Lorvan Post",
        columns.get("published", "-"): "5 March 2024",
    }
    path = write(tmp_path / "a.csv", as_table([names, [cells[name] for name in names]], separator))
    (article,), rejects, kinds = found_in(path)
    assert (article.text, article.outlet, rejects) == (SAID, "Lorvan Post", [])
    assert article.published == (FIFTH if "published" in columns else None)
    (told,) = kinds
    assert told.startswith("columns guessed: ")
    assert all(f"{field} from {name}" in told for field, name in columns.items())


def test_lead_and_body_of_a_factiva_table_are_one_text(tmp_path):
    table = as_table(
        [["AN", "HD", "SN", "PD", "LP", "TD"], ["x1", "Open", "Lorvan Post", "5 March 2024", SAID, "More."]]
    )
    (article,), _, (told,) = found_in(write(tmp_path / "a.csv", table))
    assert article.text == f"{SAID}\n\nMore."
    assert (article.title, article.outlet, article.published) == ("Open", "Lorvan Post", FIFTH)
    assert "text from LP and TD" in told


def test_columns_that_bear_their_own_names_are_no_guess(tmp_path):
    path = write(tmp_path / "a.csv", f"Text,OUTLET,source,date,published\n{SAID},Post,AFP,1 May 2023,5 March 2024\n")
    (article,), _, kinds = found_in(path)
    assert (article.outlet, article.published, kinds) == ("Post", FIFTH, [])


def test_table_without_names_of_columns_is_told_to_have_none(tmp_path):
    _, (reject,), _ = found_in(write(tmp_path / "a.csv", f'"{SAID} {SAID} {SAID}",Lorvan Post\n"{SAID}",Marsk Echo\n'))
    told = "no names of columns stand above the rows: put a row such as text,outlet,published above them"
    assert (reject.reason, reject.detail) == (reasons.BAD_ROW, told)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.jsonl"])
def test_statements_of_earlier_results_are_no_articles(tmp_path, name):
    row = {"statement_id": "1", "article_id": "2", "text": SAID, "speaker": "Petra Holm", "spans": "[[0, 5]]"}
    made = {
        "a.csv": "\n".join([",".join(row), ",".join(f'"{cell}"' for cell in row.values())]).encode(),
        "a.xlsx": xlsx({"A": [list(row), list(row.values())]}),
        "a.jsonl": json.dumps(row).encode(),
    }
    _, (reject,), _ = found_in(write(tmp_path / name, made[name]))
    assert (reject.reason, "not articles" in reject.detail) == (reasons.UNSUPPORTED_TYPE, True)


def test_the_user_says_which_columns_are_meant(tmp_path):
    path = write(tmp_path / "a.csv", f"nr;Beitrag;Blatt;source;\n1;{SAID};Post;AFP;Marsk\n")
    (_, (reject,), _) = found_in(path)
    assert "no column text among nr, Beitrag, Blatt, source; --columns text=NAME says which it is" in reject.detail
    (article,), _, kinds = found_in(path, asked=Asked(columns={"text": "Beitrag", "outlet": "blatt"}))
    assert (article.text, article.outlet) == (SAID, "Post")
    assert kinds == ["column without a name, left alone"]
    (article,), _, kinds = found_in(path, asked=Asked(columns={"text": "#2", "outlet": "#5", "title": "nr+Blatt"}))
    assert (article.text, article.outlet, article.title, kinds) == (SAID, "Marsk", "1 Post", [])
    (article,), *_ = found_in(path, asked=Asked(columns={"text": "Beitrag", "outlet": ""}))
    assert article.outlet == ""


def test_column_that_the_user_asks_for_and_that_is_not_there_is_told(tmp_path):
    path = write(tmp_path / "a.csv", f"text,source\n{SAID},Post\n")
    (article,), _, kinds = found_in(path, asked=Asked(columns={"outlet": "Blatt", "text": "text"}))
    assert article.outlet == "Post"
    assert "column asked for is not there: Blatt" in kinds


@pytest.mark.parametrize("asked", ["#0", "#9", "#99999999999", "+", "a+z", "#²"])
def test_column_that_no_table_has_is_not_there(tmp_path, asked):
    _, (reject,), _ = found_in(write(tmp_path / "a.csv", "a,b\n1,2\n"), asked=Asked(columns={"text": asked}))
    assert reject.reason == reasons.BAD_ROW


def test_two_columns_of_the_name_that_is_needed_are_told_and_others_left_alone(tmp_path):
    both = write(tmp_path / "a.csv", f"Body,body,outlet\n{SAID},x,Post\n")
    _, (reject,), _ = found_in(both)
    assert "two columns are called Body" in reject.detail
    (article,), *_ = found_in(both, asked=Asked(columns={"text": "#1"}))
    assert article.text == SAID
    (article,), rejects, _ = found_in(write(tmp_path / "b.csv", f"note,text,note,outlet\nx,{SAID},y,Post\n"))
    assert (article.outlet, rejects) == ("Post", [])


def test_columns_without_a_name_are_told_and_cost_nothing(tmp_path):
    path = write(tmp_path / "a.csv", f",text,outlet,\n0,{SAID},Post,x\n1,{SAID} again,Echo\n")
    articles, rejects, kinds = found_in(path)
    assert ([article.outlet for article in articles], rejects) == (["Post", "Echo"], [])
    assert kinds == ["column without a name, left alone"]


def test_lines_above_the_names_of_the_columns_are_told_and_left_alone(tmp_path):
    path = write(tmp_path / "a.csv", f"Export of 5 March 2024\n\nQuery;harbour\nText;Outlet\n{SAID};Post\n")
    (article,), rejects, kinds = found_in(path)
    assert (article.outlet, rejects) == ("Post", [])
    assert kinds == ["lines above the names of the columns, left alone"]


def test_list_of_addresses_without_text_is_refused_with_what_to_do(tmp_path):
    path = write(tmp_path / "a.csv", "URL,MobileURL,Date,Title\nhttps://post.example/1,,2024-03-05,Open\n")
    assert found_in(path)[1] == [
        Reject(
            f"{path}:1",
            reasons.NO_TEXT,
            "a list of 1 addresses without text: give it with --urls, and they are fetched",
        )
    ]


def test_table_with_more_rows_than_the_bound_is_read_up_to_it(tmp_path):
    path = write(tmp_path / "a.csv", "text\n" + "".join(f"{SAID} {number}\n" for number in range(9)))
    articles, (reject,), _ = found_in(path, limits=Limits(table_rows=3))
    assert (len(articles), reject.reason) == (3, reasons.TOO_LARGE)
    assert "more than 3 rows" in reject.detail
    assert found_in(path, limits=Limits(table_rows=9))[1] == []


@pytest.mark.parametrize(("times", "reason"), [(3, None), (5, reasons.TOO_LARGE)])
def test_text_that_no_markup_makes_so_long_is_not_cleaned(tmp_path, times, reason):
    limit = len(SAID) + 2
    cell = f"<p>{SAID}{'<br>' * (times * limit // 4 - 20)}</p>"
    articles, rejects, _ = found_in(
        write(tmp_path / "a.csv", f"text\n{cell}\n"), limits=Limits(article_characters=limit)
    )
    assert [reject.reason for reject in rejects] == ([reason] if reason else [])
    assert [article.text for article in articles] == ([] if reason else [SAID])


def test_json_of_more_lines_than_the_bound_is_read_up_to_it(tmp_path):
    path = write(tmp_path / "a.jsonl", "".join(f'{{"text": "{SAID} {number}"}}\n\n' for number in range(9)))
    articles, (reject,), _ = found_in(path, limits=Limits(table_rows=3))
    assert (len(articles), reject.reason) == (3, reasons.TOO_LARGE)
    assert found_in(path, limits=Limits(table_rows=9))[1] == []


def test_table_of_more_columns_than_a_spreadsheet_can_have_is_rejected(tmp_path):
    _, (reject,), _ = found_in(write(tmp_path / "a.csv", "text" + "," * 20_000 + f"\n{SAID}\n"))
    assert (reject.reason, "20,001 columns" in reject.detail) == (reasons.BAD_ROW, True)


def test_keys_of_json_are_found_as_columns_are(tmp_path):
    path = write(tmp_path / "a.jsonl", f'{{"body": "{SAID}", "Source": "Post", "seendate": "20240305T093000Z"}}\n')
    (article,), rejects, (told,) = found_in(path)
    assert (article.text, article.outlet, article.published, rejects) == (SAID, "Post", FIFTH, [])
    assert "text from body, outlet from Source" in told
    (article,), *_ = found_in(path, asked=Asked(columns={"outlet": ""}))
    assert article.outlet == ""


def test_file_of_broken_json_says_so_line_by_line(tmp_path):
    _, rejects, _ = found_in(write(tmp_path / "a.jsonl", "{\n[\n"))
    assert [reject.reason for reject in rejects] == [reasons.BROKEN_JSON] * 2


@pytest.mark.parametrize(
    "content",
    [
        "file;outlet;published\na.txt;Lorvan Post;25.03.2024\n",
        "sep=\t\nFile name\tNewspaper\tDate\na.txt\tLorvan Post\t25.03.2024\n",
    ],
)
def test_metadata_is_read_as_any_table_is(tmp_path, content):
    path, metadata = write(tmp_path / "a.txt", SAID), write(tmp_path / "metadata.csv", content)
    (article,), _, kinds = found_in(path, metadata=metadata)
    assert (article.outlet, article.published) == ("Lorvan Post", dt.date(2024, 3, 25))
    guessed = "columns guessed: file from File name, outlet from Newspaper, published from Date; --columns sets them"
    assert kinds == ([guessed] if "Newspaper" in content else [])


@pytest.mark.parametrize("wrong", ["Body", "body=Text", "text=A,text=B", "=A"])
def test_columns_that_are_not_said_as_they_must_be_are_wrong_usage(wrong, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["score", "a.csv", "--out", "out", "--columns", wrong])
    assert ended.value.code == 2
    assert "--columns" in capsys.readouterr().err
