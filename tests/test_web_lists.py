"""Lists of addresses: texts, tables, spreadsheets and JSON, and what they say of each address."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from spreadsheet_support import xlsx
from web_support import article, feed, reading, serving, shown

from analytics.ingest import Limits, read_inputs
from analytics.records import Article

PLAIN = (
    "<html><body><article><p>Harbour minister Petra Holm said on Monday that the talks would go on next week.</p>"
    "<p>“We have not given up on the port,” she told reporters at the quay, and thanked the League.</p></article>"
)


@pytest.fixture
def site():
    with serving() as one:
        yield one


@pytest.fixture
def read(site):
    """What comes of inputs, with the notices."""
    return reading()


def test_a_file_with_an_address_in_each_line(site, read, tmp_path):
    site.routes |= {"/a": article("A"), "/f": feed("/b"), "/b": article("B")}
    path = tmp_path / "urls.txt"
    path.write_text(f"# ours\n{site.url}/a\r\n\nnot an address\n{site.url}/f\n", encoding="utf-8-sig")
    assert shown(read(lists=[path])) == ["A", ("address-refused", f"{path}:4"), "B"]


def test_a_table_of_addresses_says_more_of_each(site, read, tmp_path):
    site.routes |= {"/a": article("A"), "/b": PLAIN}
    path = tmp_path / "mediacloud.csv"
    rows = f"7,2024-03-06,The quay,{site.url}/a,Marsk Daily\n8,2024-03-09,,{site.url}/b,\n9,,none,,\n"
    path.write_text(f"id,publish_date,title,url,media_name\n{rows}")
    first, second, none = read(lists=[path])
    assert (first.title, first.outlet, first.published) == ("The quay", "Marsk Daily", dt.date(2024, 3, 6))
    assert (second.outlet, second.published) == ("127.0.0.1", dt.date(2024, 3, 9))
    assert (none.reason, none.input) == ("address-refused", f"{path}:4")
    assert [kind.partition(":")[0] for kind, _ in read.notices] == ["columns guessed"]


@pytest.mark.parametrize("name", ["gdelt.json", "lines.jsonl", "list.xlsx"])
def test_json_and_spreadsheets_of_addresses_are_tables_too(site, read, tmp_path, name):
    site.routes |= {"/a": article("A"), "/b": article("B")}
    keys = ("url", "title", "seendate", "domain")
    rows = [(f"{site.url}/a", "The quay", "20240306T101500Z", "marsk.example"), ("", "", "2024", "marsk.example")]
    objects = [dict(zip(keys, row, strict=True)) for row in rows]
    made = {
        "gdelt.json": json.dumps({"articles": objects}).encode(),
        "lines.jsonl": "\n".join(map(json.dumps, objects)).encode(),
        "list.xlsx": xlsx({"Notes": [["of March"]], "Old": [["url"]], "List": [keys, *rows]}, hidden=["Old"]),
    }
    path = tmp_path / name
    path.write_bytes(made[name])
    first, none = read(lists=[path])
    assert (first.title, first.outlet, first.published) == ("The quay", "marsk.example", dt.date(2024, 3, 6))
    assert none.reason == "address-refused"
    assert {kind for kind, _ in read.notices} >= {"columns guessed: outlet from domain", "date that cannot be read"}


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.json", b'{"articles": [', "broken-json"),
        ("a.json", b'{"articles": [{"title": "x"}]}', "bad-row"),
        ("a.json", b"[]", "empty"),
        ("a.xlsx", xlsx({"A": [["title"], ["x"]]}), "bad-row"),
        ("a.xlsx", xlsx({"A": [["url"], ["x"]]}, hidden=["A"]), "empty"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
    ],
)
def test_a_table_without_addresses_is_told(read, tmp_path, name, content, reason):
    (tmp_path / name).write_bytes(content)
    assert shown(read(lists=[tmp_path / name])) == [(reason, str(tmp_path / name))]


def test_a_list_of_more_rows_than_the_bound_is_read_up_to_it(tmp_path):
    path = tmp_path / "urls.csv"
    path.write_text("url,title\n" + "none,x\n" * 5)
    found = list(read_inputs([], lists=[path], limits=Limits(table_rows=2)))
    assert shown(found) == [
        ("address-refused", f"{path}:2"),
        ("address-refused", f"{path}:3"),
        ("too-large", f"{path}:4"),
    ]


def test_one_among_the_files_is_no_article_and_is_not_fetched(site, read, tmp_path):
    path = tmp_path / "urls.txt"
    path.write_text(f"# ours\n{site.url}/a\n{site.url}/b\n")
    (one,) = read(path)
    assert (one.reason, one.input) == ("no-text", str(path))
    assert "--urls" in one.detail
    path.write_text(f"{site.url}/a\nPetra Holm said that the port would stay open to everybody.\n")
    assert isinstance(read(path)[0], Article)
    path.write_text("# Petra Holm said that the port would stay open to everybody, come what may.\n")
    assert isinstance(read(path)[0], Article)
    assert site.asked == []


def test_one_without_addresses_is_told(read, tmp_path):
    (tmp_path / "urls.txt").write_text("# nothing yet\n")
    assert shown(read(lists=[tmp_path / "urls.txt"])) == [("empty", str(tmp_path / "urls.txt"))]
    assert shown(read(lists=[tmp_path / "none"])) == [("missing", str(tmp_path / "none"))]
