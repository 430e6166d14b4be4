"""Which files are read: folders, links, names that no file can have, and what is no file."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from ingest_support import ENGLISH, only, reject_of, write

from analytics.ingest import read_inputs, reasons
from analytics.records import Article, Reject


def test_folder_is_read_recursively_sorted_and_without_hidden_files(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/c.txt", ".hidden.txt", ".git/x.txt"):
        write(tmp_path / name, f"{ENGLISH}{name}")
    found = [item.text.removeprefix(ENGLISH) for item in read_inputs([tmp_path])]
    assert found == ["a/c.txt", "a/z.txt", "b.txt"]


@pytest.mark.parametrize("name", ["a.png", "a.doc", "a.mp3", "noextension"])
def test_other_file_types_are_rejected_and_the_rest_goes_on(tmp_path, name):
    write(tmp_path / name, ENGLISH)
    write(tmp_path / "z.txt", ENGLISH)
    first, second = read_inputs([tmp_path])
    assert (first.reason, first.input) == (reasons.UNSUPPORTED_TYPE, str(tmp_path / name))
    assert isinstance(second, Article)


def test_readme_in_a_folder_is_no_article_and_is_read_when_named(tmp_path):
    path = write(tmp_path / "README.txt", ENGLISH)
    assert [item.reason for item in read_inputs([tmp_path])] == [reasons.UNSUPPORTED_TYPE]
    assert isinstance(only(path), Article)


def test_excluded_files_and_folders_are_not_input(tmp_path):
    write(tmp_path / "a.txt", ENGLISH)
    write(tmp_path / "out" / "statements.csv", "text\nx\n")
    (item,) = read_inputs([tmp_path], exclude=[tmp_path / "out"])
    assert isinstance(item, Article)


def test_pipe_is_unreadable_and_does_not_block(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert reject_of(path) == (reasons.UNREADABLE, "not a regular file")


def test_file_without_permission_is_unreadable(tmp_path, monkeypatch):
    path = write(tmp_path / "a.txt", ENGLISH)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the superuser may read everything, so permissions tell nothing
    assert reject_of(path) == (reasons.UNREADABLE, "Permission denied")


def test_link_to_its_own_folder_ends(tmp_path):
    write(tmp_path / "a.txt", ENGLISH)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(read_inputs([tmp_path]))) == 1


@pytest.mark.parametrize("target", ["loop.txt", "other.txt", "a.txt/inside.txt"])
def test_link_that_leads_nowhere_is_a_reject_and_the_rest_goes_on(tmp_path, target):
    write(tmp_path / "a.txt", ENGLISH)
    (tmp_path / "loop.txt").symlink_to(tmp_path / target)
    (tmp_path / "other.txt").symlink_to(tmp_path / "loop.txt")
    article, *rejects = read_inputs([tmp_path], exclude=[tmp_path / "loop.txt" / "out"])
    assert isinstance(article, Article)
    assert {one.reason for one in rejects} <= {reasons.UNREADABLE, reasons.MISSING}
    assert len(rejects) == 2
    assert only(tmp_path / "loop.txt") == rejects[0]


def test_link_to_a_folder_is_followed_where_it_is_named(tmp_path):
    write(tmp_path / "in" / "a.txt", ENGLISH)
    (tmp_path / "link").symlink_to(tmp_path / "in")
    assert isinstance(only(tmp_path / "link"), Article)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("a" * 300 + ".txt", reasons.UNREADABLE), ("a\0.txt", reasons.MISSING), ("\udcff.txt", reasons.MISSING)],
)
def test_name_that_no_file_can_have_is_a_reject(tmp_path, name, reason):
    assert reject_of(tmp_path / name)[0] == reason


def test_name_that_is_not_utf8_is_read(tmp_path):
    assert isinstance(only(write(Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt")), ENGLISH)), Article)


def test_empty_name_is_not_the_working_folder(tmp_path, monkeypatch):
    write(tmp_path / "a.txt", ENGLISH)
    monkeypatch.chdir(tmp_path)
    (reject,) = read_inputs([""])
    assert (reject.input, reject.reason) == ("", reasons.MISSING)
    assert isinstance(only(Path()), Article)


@pytest.fixture
def deep(tmp_path, monkeypatch):
    """A folder in a folder in a folder ..., as seen from where the test is; pytest could not clear it away."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1200):
        Path("d").mkdir()
        os.chdir("d")
    write(Path("a.txt"), ENGLISH)
    inside = Path.cwd()
    os.chdir(tmp_path)
    yield Path("d")
    os.chdir(inside)
    Path("a.txt").unlink()
    for _ in range(1200):
        os.chdir("..")
        Path("d").rmdir()


def test_folders_may_be_nested_deeper_than_calls(deep):
    assert isinstance(only(deep), Article)


def test_folder_without_permission_is_a_reject_and_the_rest_goes_on(tmp_path, monkeypatch):
    write(tmp_path / "shut" / "a.txt", ENGLISH)
    write(tmp_path / "z.txt", ENGLISH)
    listed = Path.iterdir

    def refuse(path):
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    reject, article = read_inputs([tmp_path])
    assert reject == Reject(str(tmp_path / "shut"), reasons.UNREADABLE, "Permission denied")
    assert isinstance(article, Article)


def test_file_that_vanishes_after_it_was_listed_is_missing(tmp_path):
    write(tmp_path / "a.txt", ENGLISH)
    second = write(tmp_path / "b.txt", ENGLISH + "b")
    items = read_inputs([tmp_path])
    assert isinstance(next(items), Article)
    second.unlink()
    assert next(items).reason == reasons.MISSING


def test_device_and_socket_are_no_files(tmp_path):
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.txt"))
        found = list(read_inputs([tmp_path]))
    assert [(one.reason, one.detail) for one in found] == [(reasons.UNREADABLE, "not a regular file")] * 2
