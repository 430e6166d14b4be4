"""The file of a workspace: what is none is told and left alone, writers take turns, earlier formats are kept."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing

import pytest
from workspace_support import add, exported, faults, ids, written

from analytics.errors import StoreError
from analytics.store import workspace
from analytics.store.workspace import schema


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.sqlite"


def opened(path):
    with workspace.reading(path) as connection:
        return workspace.counts(connection)


def refused(path) -> str:
    """What is said of a file by whoever reads and whoever writes; it is left as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as reading:
        opened(path)
    with pytest.raises(StoreError) as writing, workspace.writing(path, create=True):
        pass
    assert before is None or path.read_bytes() == before
    assert str(reading.value) == str(writing.value)
    assert str(path) in str(reading.value)
    return str(reading.value)


def database(path, *statements: str):
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
    return path


def test_where_there_is_none_add_makes_one_and_its_folder(tmp_path):
    path = tmp_path / "new" / "folder" / "work.sqlite"
    with pytest.raises(StoreError, match="there is no such workspace; `add` makes one"):
        opened(path)
    with pytest.raises(StoreError, match="there is no such workspace"), workspace.writing(path):
        pass
    assert not path.parent.exists()
    add(path, written(tmp_path / "in"))
    assert opened(path).articles == 3


@pytest.mark.parametrize("content", [b"text", b"PK\x03\x04", b"SQLite format 4\x00" * 99, b"\x00" * 5000])
def test_a_file_that_is_something_else_is_told(path, content):
    path.write_bytes(content)
    assert "is not a workspace, and stays as it is" in refused(path)


def test_a_database_of_another_program_is_told(path):
    database(path, "CREATE TABLE mine (x)")
    assert "is a database of another program" in refused(path)


def test_a_workspace_of_a_newer_format_is_told(path):
    database(
        path, "CREATE TABLE x (y)", f"PRAGMA application_id = {schema.APPLICATION_ID}", "PRAGMA user_version = 999"
    )
    assert f"newer version of this program (format 999, and this one reads {schema.newest()})" in refused(path)


def test_a_folder_and_a_pipe_are_told(tmp_path):
    assert "is a folder" in refused(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    assert "is a device, a pipe or a socket" in refused(tmp_path / "pipe")


def test_a_folder_that_cannot_be_made_is_told(path):
    path.write_text("a file")
    with pytest.raises(StoreError, match="cannot be used"), workspace.writing(path / "work.sqlite", create=True):
        pass


def test_an_empty_file_is_nobodys_and_becomes_one(path, tmp_path):
    path.touch()
    with pytest.raises(StoreError, match="no workspace yet"):
        opened(path)
    add(path, written(tmp_path / "in"))
    assert faults(path) == []


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE rejects",
        "ALTER TABLE statements ADD COLUMN more",
        "CREATE TRIGGER sly AFTER INSERT ON articles BEGIN DELETE FROM rejects; END",
    ],
)
def test_tables_that_are_not_as_they_must_be_are_told(path, tmp_path, change):
    add(path, written(tmp_path / "in"))
    database(path, change)
    assert "is damaged" in refused(path)


def test_what_a_user_adds_with_another_program_is_left_alone(path, tmp_path):
    add(path, written(tmp_path / "in"))
    database(path, "CREATE TABLE notes (x)", "CREATE VIEW days AS SELECT published FROM articles")
    assert faults(path) == []


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_file_that_was_cut_off_is_told(path, tmp_path, part):
    add(path, written(tmp_path / "in"))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(StoreError, match="is damaged"):
        assert faults(path) == []
        raise AssertionError("a part of a file is no workspace")


def test_bytes_that_were_overwritten_are_found_or_told(path, tmp_path):
    add(path, written(tmp_path / "in"))
    whole = path.read_bytes()
    said = 0
    for page in range(4096, len(whole), 4096):
        path.write_bytes(whole[:page] + b"\xff" * 4096 + whole[page + 4096 :])
        try:
            said += bool(faults(path))
        except StoreError as error:
            said += str(path) in str(error)
    assert said == len(range(4096, len(whole), 4096))


def test_a_link_leads_to_the_workspace_and_its_lock(path, tmp_path):
    add(path, written(tmp_path / "in"))
    link = tmp_path / "link"
    link.symlink_to(path)
    add(link, written(tmp_path / "more", days=[7]))
    assert opened(path).articles == 4
    assert not (tmp_path / "link-lock").exists()


def test_a_second_writer_is_told_of_the_first_and_both_go_on(path, tmp_path):
    add(path, written(tmp_path / "in"))
    told = []
    with workspace.writing(path) as first, workspace.writing(path, waiting=told.append) as second:
        assert told == [path]
        workspace.remove(first, ids(path)[:1])
        workspace.remove(second, ids(path)[:1])
        workspace.remove(first, ids(path)[:1])
    assert ids(path) == []
    with workspace.writing(path, waiting=lambda _: pytest.fail("nobody is at work")):
        pass


def test_a_transaction_waits_for_another_says_so_and_then_goes_on(path, tmp_path):
    add(path, written(tmp_path / "in"))
    waiting, done = threading.Event(), []

    def second():
        with workspace.writing(path) as connection:
            connection.waiting = waiting.set
            workspace.remove(connection, ids(path)[:1])
            done.append(workspace.counts(connection).articles)

    thread = threading.Thread(target=second)
    with workspace.writing(path) as connection:
        with workspace.transaction(connection):
            thread.start()
            assert waiting.wait(60)
            assert done == []
            with workspace.reading(path) as reader:  # whom nobody keeps waiting
                assert workspace.counts(reader).articles == 3
        thread.join(60)
    assert done == [2]


def test_a_writer_that_was_killed_is_not_waited_for(path, tmp_path):
    add(path, written(tmp_path / "in"))
    code = (
        "import os, pathlib, sys\nfrom analytics.store import workspace\n"
        "with workspace.writing(pathlib.Path(sys.argv[1])) as connection:\n"
        "    connection.execute('BEGIN IMMEDIATE')\n    connection.execute('DELETE FROM articles')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True)
    assert ended.returncode == -9, ended.stderr
    with workspace.writing(path, waiting=lambda _: pytest.fail("nobody is at work")) as connection:
        assert workspace.counts(connection).articles == 3


def test_where_there_is_no_room_what_was_stored_stays_and_it_is_told(path, tmp_path):
    add(path, written(tmp_path / "in"))
    before = exported(path)
    code = (
        "import pathlib, resource, signal, sys\nfrom analytics.store import workspace\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "try:\n    with workspace.writing(pathlib.Path(sys.argv[1])) as connection:\n"
        "        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "        with workspace.transaction(connection):\n"
        "            connection.execute('UPDATE articles SET text = text || hex(randomblob(200000))')\n"
        "except Exception as error:\n    print(type(error).__name__, error)\n"
    )
    said = subprocess.run([sys.executable, "-c", code, str(path)], check=False, capture_output=True, text=True).stdout
    assert said.startswith("StoreError")
    assert "see that there is room" in said
    assert exported(path) == before
    assert faults(path) == []


def test_an_earlier_format_is_brought_up_and_a_copy_of_it_is_kept(path, tmp_path, monkeypatch):
    add(path, written(tmp_path / "in"))
    before, earlier = exported(path), schema.newest()
    more = "CREATE TABLE later (x);\nCREATE INDEX later_x ON later (x);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, more))
    assert exported(path) == before  # whoever opens it first, a reader too
    assert faults(path) == []
    with workspace.reading(path) as connection:
        assert schema.format_of(connection) == earlier + 1
    monkeypatch.undo()
    assert "newer version" in refused(path)
    assert exported(path.with_name(f"work.sqlite.format-{earlier}")) == before


def test_a_migration_that_fails_leaves_the_file_as_it_was(path, tmp_path, monkeypatch):
    add(path, written(tmp_path / "in"))
    before = exported(path)
    wrong = "CREATE TABLE later (x);\nINSERT INTO nowhere VALUES (1);\n"
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, wrong))
    with pytest.raises(StoreError, match="nowhere"):
        opened(path)
    monkeypatch.undo()
    assert exported(path) == before
    assert faults(path) == []
