"""The metadata file: what it adds, what it warns of, how it fails."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from analytics.errors import ConfigurationError
from analytics.ingest import Notice, read_inputs
from analytics.records import Article

TEXT = "Harbour minister Orla Venn said on Monday that the talks would go on next week. "


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in" / "north").mkdir(parents=True)
    for number, name in enumerate(["a.txt", "north/a.txt", "north/b.txt"]):
        (tmp_path / "in" / name).write_text(f"{TEXT}{number}")
    return tmp_path / "in"


def metadata(folder: Path, content: str, name: str = "metadata.csv") -> Path:
    (folder / name).write_text(content)
    return folder / name


def test_metadata_gives_outlet_date_title_and_url_and_is_no_article(folder):
    path = metadata(
        folder, "file,outlet,published,title,url,note\nb.txt,Harbour Post,2023-04-05,On,https://h.example,x\n"
    )
    items = list(read_inputs([folder], metadata=path))
    assert len(items) == 3
    *_, last = items
    assert isinstance(last, Article)
    described = (last.outlet, last.published, last.title, last.url)
    assert described == ("Harbour Post", dt.date(2023, 4, 5), "On", "https://h.example")


def test_relative_path_goes_before_base_name(folder):
    path = metadata(folder, "file,outlet\na.txt,Harbour Post\nnorth/a.txt,Island Echo\n")
    items = list(read_inputs([folder], metadata=path))
    assert [item.outlet for item in items] == ["Harbour Post", "Island Echo", ""]


def test_path_may_be_relative_to_the_metadata_file(folder):
    path = metadata(folder.parent, "file,outlet\nin/north/a.txt,Island Echo\n")
    items = list(read_inputs([folder / "north" / "a.txt"], metadata=path))
    assert [item.outlet for item in items] == ["Island Echo"]


def test_rows_for_no_file_or_for_several_and_files_without_an_outlet_are_noticed(folder):
    path = metadata(folder, "file,outlet\nnone.txt,X\na.txt,Harbour Post\n")
    notices: list[Notice] = []
    list(read_inputs([folder], metadata=path, notify=notices.append))
    assert notices == [
        Notice("outlet unknown", str(folder / "north" / "b.txt")),
        Notice("metadata row for no file", "none.txt"),
        Notice("metadata row for several files", "a.txt"),
    ]


def test_metadata_fills_in_what_rows_of_a_csv_file_do_not_say(folder):
    table = folder / "rows.csv"
    table.write_text("text,outlet\nVenn said yes.,\nVenn said no.,Island Echo\n")
    path = metadata(folder, "file,outlet\nrows.csv,Harbour Post\n")
    assert [item.outlet for item in read_inputs([table], metadata=path)] == ["Harbour Post", "Island Echo"]


@pytest.mark.parametrize(
    ("content", "line", "expected"),
    [
        ("outlet,title\nX,Y\n", 1, "expected file,outlet,published,title,url"),
        ("file,file\nX,Y\n", 1, "expected file,outlet"),
        ("file,outlet\na.txt\n", 2, "expected 2 cells, found 1"),
        ("file,outlet\na.txt,X\na.txt,Y\n", 3, "a second time"),
        ("file,outlet\n,X\n", 2, "expected a file name"),
        ('file,outlet\na.txt,"X\n', 2, "never closed"),
        ("", 0, "empty"),
        ("\x00", 0, "binary"),
    ],
)
def test_malformed_metadata_is_an_error_that_names_file_and_line(folder, content, line, expected):
    path = metadata(folder, content)
    with pytest.raises(ConfigurationError, match=expected) as caught:
        read_inputs([folder], metadata=path)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_date_of_metadata_that_cannot_be_read_is_told_and_the_rest_used(folder):
    path = metadata(folder, "file,outlet,published\nnorth/b.txt,Harbour Post,yesterday\n")
    notices: list[Notice] = []
    *_, last = read_inputs([folder], metadata=path, notify=notices.append)
    assert (last.outlet, last.published) == ("Harbour Post", None)
    assert Notice("date that cannot be read, kept as unknown", f"{path}:2") in notices


def test_dates_of_metadata_are_read_in_the_order_that_the_column_shows(folder):
    path = metadata(folder, "file,outlet,published\na.txt,Post,25.03.2024\nnorth/b.txt,Post,05.03.2024\n")
    assert [item.published for item in read_inputs([folder], metadata=path)][-1] == dt.date(2024, 3, 5)


def test_a_list_of_addresses_describes_the_articles_of_those(tmp_path):
    page = '<html><head><link rel="canonical" href="https://www.lorvanpost.example/a/"><title>Page</title></head><body>'
    (tmp_path / "a.html").write_text(f"{page}<article><p>{TEXT}</p><p>“We have not given up,” she said.</p></article>")
    (tmp_path / "b.csv").write_text(f"text,url,outlet\n{TEXT}1,https://lorvanpost.example/b?id=7,Post\n{TEXT}2,,Post\n")
    rows = (
        "1,Lorvan Post,2024-03-05,Talks,http://lorvanpost.example/a\n2,,2024-03-06,,https://lorvanpost.example/b?id=7\n"
    )
    twice = (
        "3,Marsk Echo,2024-03-09,Other,https://lorvanpost.example/a\n4,Marsk Echo,,,https://lorvanpost.example/none\n"
    )
    path = metadata(tmp_path, f"id,media_name,publish_date,title,url\n{rows}{twice}5,Marsk Echo,,,none\n")
    notices: list[Notice] = []
    found = list(read_inputs([tmp_path], metadata=path, notify=notices.append))
    assert [(one.outlet, one.published, one.title) for one in found] == [
        ("Lorvan Post", dt.date(2024, 3, 5), "Talks"),
        ("Post", dt.date(2024, 3, 6), ""),
        ("Post", None, ""),
    ]
    assert Notice("metadata row for no file", "lorvanpost.example/none") in notices


def test_missing_metadata_file_is_an_error(folder):
    with pytest.raises(ConfigurationError, match="no such file"):
        read_inputs([folder], metadata=folder / "none.csv")


def test_metadata_that_is_no_regular_file_is_an_error_at_once(folder):
    os.mkfifo(folder / "pipe.csv")
    for path in (folder / "pipe.csv", Path("/dev/zero"), folder):
        with pytest.raises(ConfigurationError, match="not a regular file"):
            read_inputs([folder], metadata=path)


def test_empty_cells_beyond_the_header_of_metadata_are_nothing(folder):
    path = metadata(folder, "file,outlet,,\nb.txt,Harbour Post,,,,\n")
    *_, last = read_inputs([folder], metadata=path)
    assert last.outlet == "Harbour Post"


def test_files_that_lie_under_another_name_are_described_by_the_name_given(folder):
    names = {folder / "a.txt": "1.txt", folder / "north" / "a.txt": "a.txt"}
    path = metadata(folder, "file,outlet\na.txt,Harbour Post\n1.txt,Island Echo\n")
    (folder / "north" / "a.txt").write_text("")
    article, reject = read_inputs(list(names), metadata=path, names=names)
    assert (article.outlet, reject.input) == ("Island Echo", "a.txt")
