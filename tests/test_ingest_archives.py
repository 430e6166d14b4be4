"""Files in archives and pages with their parts: what is read of them, and what means harm."""

from __future__ import annotations

import io
import stat
import zipfile
from dataclasses import replace

import pytest
from document_support import FIRST, SECOND, docx, nexis
from hypothesis import given, settings
from hypothesis import strategies as st
from ingest_support import ENGLISH, only, reject_of, write
from spreadsheet_support import ods

from analytics.errors import InputError
from analytics.ingest import Limits, Notice, read_inputs, reasons
from analytics.ingest.archives import check, open_archive, unpack
from analytics.ingest.files import is_part_of_page
from analytics.records import Article, Reject
from views.state.adding import read_uploads

PAGE = "<html><body><article><h1>The bridge</h1>{}</article></body></html>".format(
    "".join(f"<p>{paragraph}</p>" for paragraph in (*FIRST, *SECOND))
)
ADVERTISEMENT = PAGE.replace("Holm", "Bell").replace("bridge", "destination")


def zipped(files, *, packed=zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files, by their names; a name may be an entry of its own."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packed) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def entry(name: str, mode: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    made.external_attr = mode << 16
    return made


def test_files_of_an_archive_are_read_as_those_of_a_folder_are(tmp_path):
    files = {
        "a/page.html": PAGE,
        "a/table.csv": "text,outlet\nHolm said yes.,Post\n",
        "download.docx": docx(nexis()),
        "a/.hidden.txt": ENGLISH,
        "__MACOSX/a/._page.html": "x",
        "picture.png": b"\x89PNG",
        "README.txt": ENGLISH,
    }
    path = write(tmp_path / "all.zip", zipped(files))
    inputs = read_inputs([path])
    found = list(inputs)
    used = [inputs.input_of(one) for one in found if isinstance(one, Article)]
    read = ["a/page.html", "a/table.csv:2", "download.docx:1", "download.docx:2"]
    assert used == [f"{path}/{name}" for name in read]
    rejected = {one.input: one.reason for one in found if isinstance(one, Reject)}
    assert rejected == dict.fromkeys((f"{path}/README.txt", f"{path}/picture.png"), reasons.UNSUPPORTED_TYPE)


def test_archive_that_was_uploaded_is_read_under_its_own_name():
    notices: list[Notice] = []
    article, reject = read_uploads(
        [("the news.zip", zipped({"a/b.txt": ENGLISH, "c.png": b"x"}))], notify=notices.append
    )
    assert isinstance(article, Article)
    assert reject.input == "the news.zip/c.png"
    assert [notice.input for notice in notices] == ["the news.zip/a/b.txt"]


def test_metadata_names_files_of_an_archive(tmp_path):
    path = write(
        tmp_path / "in" / "all.zip", zipped({"a/x.txt": ENGLISH, "y.txt": ENGLISH + "y", "z.txt": ENGLISH + "z"})
    )
    rows = "file,outlet\na/x.txt,Post\ny.txt,Echo\nin/all.zip/z.txt,Herald\n"
    metadata = write(tmp_path / "metadata.csv", rows)
    assert [one.outlet for one in read_inputs([path], metadata=metadata)] == ["Post", "Echo", "Herald"]


def test_archives_in_archives_are_read_to_a_depth(tmp_path):
    inner = zipped({"a.txt": ENGLISH})
    for depth in range(3):
        path = write(tmp_path / f"{depth}.zip", inner)
        assert isinstance(only(path), Article)
        inner = zipped({"inner.zip": inner})
    (reject,) = read_inputs([write(tmp_path / "deep.zip", inner)])
    assert (reject.reason, reject.input.count("inner.zip")) == (reasons.UNSAFE, 3)


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "C:/a.txt", "..\\a.txt"])
def test_name_that_leads_out_of_an_archive_is_refused_and_the_others_are_read(tmp_path, name):
    path = write(tmp_path / "a.zip", zipped({name: ENGLISH, "z.txt": ENGLISH}))
    (reject,) = (one for one in read_inputs([path]) if isinstance(one, Reject))
    assert (reject.reason, reject.detail) == (reasons.UNSAFE, "its name leads out of the archive")
    assert sum(isinstance(one, Article) for one in read_inputs([path])) == 1
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("mode", [stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o600, stat.S_IFCHR | 0o600])
def test_link_or_device_in_an_archive_is_refused(tmp_path, mode):
    path = write(tmp_path / "a.zip", zipped({entry("a.txt", mode): "/etc/passwd"}))
    (reject,) = read_inputs([path])
    assert (reject.input, reject.reason) == (f"{path}/a.txt", reasons.UNSAFE)


def test_file_that_unpacks_to_too_much_is_refused_and_the_others_are_read(tmp_path):
    path = write(tmp_path / "a.zip", zipped({"a.txt": b"a" * 9_000_000, "b.txt": ENGLISH}))
    reject, article = read_inputs([path])
    assert (reject.reason, reject.detail) == (reasons.UNSAFE, "unpacks to more than 200 times its size")
    assert isinstance(article, Article)
    large, _ = read_inputs([path], limits=Limits(archive_ratio=10_000, document_bytes=1_000_000, file_bytes=1_000_000))
    assert large.reason == reasons.TOO_LARGE


@pytest.mark.parametrize("bound", [{"archive_files": 3}, {"archive_unpacked_bytes": 3 * len(ENGLISH.encode()) + 30}])
def test_what_may_be_unpacked_is_bounded_over_archives_in_archives(tmp_path, bound):
    inner = zipped({f"{number}.txt": f"{ENGLISH}{number}" for number in range(2)})
    limits = replace(Limits(), **bound)
    path = write(tmp_path / "a.zip", zipped({"a.txt": ENGLISH, "b.zip": inner, "c.txt": ENGLISH + "c"}))
    *found, last = read_inputs([path], limits=limits)
    assert 1 <= sum(isinstance(one, Article) for one in found) < 4
    assert (last.reason, last.detail.partition(";")[2]) == (reasons.UNSAFE, " the rest is left")


def test_archive_of_more_files_than_the_bound_is_refused(tmp_path):
    path = write(tmp_path / "a.zip", zipped({f"{number}.txt": "x" for number in range(2_000)}))
    assert reject_of(path, limits=Limits(archive_files=1_900))[0] == reasons.UNSAFE
    assert reject_of(path, limits=Limits(archive_files=10))[0] == reasons.UNSAFE


def test_archive_of_folders_in_folders_without_end_is_refused(tmp_path):
    path = write(tmp_path / "a.zip", zipped({"a/" * 30_000 + "b.txt": ENGLISH}))
    assert reject_of(path)[0] == reasons.UNSAFE


def test_archive_over_its_bound_is_too_large(tmp_path):
    path = write(tmp_path / "a.zip", zipped({"a.txt": ENGLISH}))
    assert reject_of(path, limits=Limits(archive_bytes=100))[0] == reasons.TOO_LARGE


def test_file_that_asks_for_a_password_is_told(tmp_path):
    made = bytearray(zipped({"a.txt": ENGLISH}))
    made[6] |= 1  # the flag in the entry itself, and in the directory
    made[made.index(b"PK\x01\x02") + 8] |= 1
    (reject,) = read_inputs([write(tmp_path / "a.zip", bytes(made))])
    assert (reject.reason, "password" in reject.detail) == (reasons.LOCKED, True)


def test_file_packed_in_a_way_that_may_ask_for_much_memory_is_told(tmp_path):
    path = write(tmp_path / "a.zip", zipped({"a.txt": ENGLISH}, packed=zipfile.ZIP_LZMA))
    (reject,) = read_inputs([path])
    assert (reject.reason, "ordinary .zip" in reject.detail) == (reasons.DAMAGED, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", reasons.EMPTY),
        (b"PK\x03\x04 and nothing more", reasons.DAMAGED),
        (zipped({}), reasons.EMPTY),
        (zipped({"a.txt": ENGLISH})[:-30], reasons.DAMAGED),
        (docx([ENGLISH]), reasons.UNSUPPORTED_TYPE),
        (ods({"A": [["text"], [ENGLISH]]}), reasons.UNSUPPORTED_TYPE),
    ],
)
def test_what_is_no_archive_or_holds_nothing_is_told(tmp_path, content, reason):
    assert reject_of(write(tmp_path / "a.zip", content))[0] == reason


def test_damaged_file_of_an_archive_is_told_and_the_others_are_read(tmp_path):
    made = zipped({"a.txt": ENGLISH, "b.txt": ENGLISH}, packed=zipfile.ZIP_STORED).replace(b"Harbour", b"Garbour", 1)
    reject, article = read_inputs([write(tmp_path / "a.zip", made)])
    assert (reject.reason, isinstance(article, Article)) == (reasons.DAMAGED, True)


@settings(deadline=None)
@given(st.data())
def test_any_damage_to_an_archive_is_an_input_error(data):
    made = bytearray(zipped({"a.txt": ENGLISH, "b/c.txt": "x" * 300}))
    for _ in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        archive = open_archive(bytes(made), files=10)
        for one in archive.infolist():
            check(one, limit=1_000_000, ratio=200)
            assert len(unpack(archive, one)) <= 1_000_000
    except InputError as error:
        assert error.reason in reasons.REASONS


def test_what_a_browser_saved_beside_a_page_is_no_article(tmp_path):
    write(tmp_path / "in" / "The bridge.html", PAGE)
    write(tmp_path / "in" / "The bridge_files" / "saved_resource.html", ADVERTISEMENT)
    write(tmp_path / "in" / "The bridge_files" / "a" / "frame.html", ADVERTISEMENT + "a")
    notices: list[Notice] = []
    (article,) = read_inputs([tmp_path / "in"], notify=notices.append)
    assert "Holm" in article.text
    told = Notice("what a browser saved beside a page, not read as articles", str(tmp_path / "in" / "The bridge_files"))
    assert told in notices


def test_what_a_browser_saved_beside_a_page_is_no_article_in_an_archive(tmp_path):
    files = {"x/b.htm": PAGE, "x/b_files/saved_resource.html": ADVERTISEMENT, "x/b_files/a/f.html": ADVERTISEMENT}
    notices: list[Notice] = []
    path = write(tmp_path / "a.zip", zipped(files))
    (article,) = read_inputs([path], notify=notices.append)
    assert "Holm" in article.text
    assert f"{path}/x/b_files" in [notice.input for notice in notices]


def test_parts_of_a_page_that_are_named_beside_it_are_no_articles(tmp_path):
    page = write(tmp_path / "b.html", PAGE)
    frame = write(tmp_path / "b_files" / "frame.html", ADVERTISEMENT)
    assert len(list(read_inputs([page, tmp_path / "b_files"]))) == 1
    assert len(list(read_inputs([page, frame]))) == 2


def test_folder_of_articles_that_only_ends_as_parts_of_a_page_do_is_read(tmp_path):
    write(tmp_path / "in" / "press_files" / "a.txt", ENGLISH)
    write(tmp_path / "in" / "other.html", PAGE)
    assert len(list(read_inputs([tmp_path / "in"]))) == 2


@pytest.mark.parametrize(
    ("folder", "beside", "is_part"),
    [
        ("a_files", {"a.html"}, True),
        ("a-Dateien", {"a.htm"}, True),
        ("a_fichiers", {"a.HTML"}, True),
        ("a.files", {"a.htm", "b.htm"}, True),
        ("a_files", {"b.html"}, False),
        ("_files", {".html"}, False),
        ("a", {"a.html"}, False),
    ],
)
def test_parts_of_a_page_are_known_by_the_page_beside_them(folder, beside, is_part):
    assert is_part_of_page(folder, beside) is is_part
