"""The commands on a workspace: exit statuses, what they say, and that a kill costs nothing that was stored."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from workspace_support import OTHER_TARGETS, TEXT, exported, faults, ids, scored_at_once, written

from analytics.cli import main as cli
from analytics.errors import StoreError
from analytics.store import workspace
from analytics.store.results import read_results

ROOT = Path(cli.__file__).parents[2]
TABLES = ("statements.csv", "stances.csv", "aggregates.csv", "rejects.csv", "articles.jsonl")


@pytest.fixture
def folder(tmp_path):
    made = written(tmp_path / "in")
    (made / "4.txt").write_text("")
    return made


@pytest.fixture
def at(tmp_path):
    return tmp_path / "work.sqlite"


def run(command, at, *more) -> int:
    return cli.main([command, *map(str, more), "--workspace", str(at)])


def add(at, *more) -> int:
    return run("add", at, *more, "--scorer", "vader")


def test_the_folder_that_is_exported_is_the_one_that_score_writes(folder, at, tmp_path, capsys):
    assert add(at, folder) == 0
    assert run("export", at, "--out", tmp_path / "out") == 0
    assert "3 articles" in capsys.readouterr().out
    assert cli.main(["score", str(folder), "--out", str(tmp_path / "once"), "--scorer", "vader"]) == 0
    for name in TABLES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "once" / name).read_bytes()
    there, once = (read_results(tmp_path / name).run for name in ("out", "once"))
    assert (there.scorer, there.weights, there.files, there.version) == (
        once.scorer,
        once.weights,
        once.files,
        once.version,
    )


def test_adding_again_scores_nothing_and_says_what_was_there(folder, at, capsys):
    assert add(at, folder) == 0
    assert "3 new articles, 0 there already, 1 rejected (1 empty)" in capsys.readouterr().out
    assert add(at, folder) == 0
    assert "0 new articles, 3 there already, 1 rejected (1 empty)" in capsys.readouterr().out


def test_an_update_reads_only_files_that_are_new_or_changed(folder, at, capsys):
    assert add(at, folder) == 0
    (folder / "7.txt").write_text(TEXT.format(day=7))
    os.utime(folder / "1.txt", (1, 1))
    capsys.readouterr()
    assert add(at, "--update", folder) == 0
    said = capsys.readouterr().out
    assert "3 files are as they were and were not read" in said
    assert "1 new articles, 1 there already, 0 rejected" in said
    assert exported(at) == scored_at_once(*(folder / f"{day}.txt" for day in (1, 2, 3, 7)), folder / "4.txt")
    assert add(at, "--update", folder) == 0
    assert "5 files are as they were" in capsys.readouterr().out


def test_an_update_that_was_interrupted_reads_the_files_again(folder, at, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("analytics.store.workspace.adding._Adding.store", stop)
    assert add(at, "--update", folder) == 130
    monkeypatch.undo()
    assert add(at, "--update", folder) == 0
    assert len(ids(at)) == 3


def test_a_workspace_among_the_inputs_is_not_read_as_an_article(folder, capsys):
    at = folder / "work.txt"
    assert add(at, folder) == 0
    assert add(at, folder) == 0
    assert "0 new articles, 3 there already, 1 rejected (1 empty)" in capsys.readouterr().out


def test_the_list_names_every_article_and_says_what_became_of_it(folder, at, capsys):
    add(at, folder)
    first, second, third = ids(at)
    assert run("remove", at, third) == 0
    assert run("add", at, folder / "1.txt", "--targets", targets(folder)) == 0
    capsys.readouterr()
    assert run("list", at) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ")[0] for line in lines[:3]] == [first, second, third]
    assert str(folder / "1.txt") in lines[0]
    assert [line.rpartition("  ")[2] for line in lines[1:3]] == ["older", "removed"]
    assert "2 articles (1 with older scores, 1 removed)" in lines[3]
    assert run("list", at, "--rejects") == 0
    assert f"{folder / '4.txt'}  empty" in capsys.readouterr().out


def targets(folder: Path) -> Path:
    path = folder.parent / "targets.yaml"
    path.write_text(OTHER_TARGETS)
    return path


def test_other_targets_are_told_until_everything_is_scored_with_them(folder, at, tmp_path, capsys):
    add(at, folder)
    assert run("add", at, folder / "1.txt", "--targets", targets(folder)) == 0
    assert "2 articles were scored with other targets, weights or metadata; see `rescore`" in capsys.readouterr().out
    assert run("export", at, "--out", tmp_path / "out") == 0
    assert "2 articles have scores of other targets" in capsys.readouterr().err
    assert run("rescore", at) == 0
    assert "2 of 3 articles" in capsys.readouterr().out
    assert run("rescore", at) == 0
    assert "0 of 3 articles" in capsys.readouterr().out
    assert run("export", at, "--out", tmp_path / "out") == 0
    assert capsys.readouterr().err == ""
    assert set(read_results(tmp_path / "out").stances["target"]) == {"Port"}


def test_removed_articles_are_brought_back(folder, at, capsys):
    add(at, folder)
    first = ids(at)[0]
    assert run("remove", at, first) == 0
    assert run("remove", at, first) == 2
    assert run("remove", at, first, "--undo") == 0
    assert "brought back 1 articles; 3 are in the workspace" in capsys.readouterr().out


def test_what_is_sound_is_verified_and_what_is_not_is_listed(folder, at, capsys):
    add(at, folder)
    assert run("verify", at) == 0
    assert "3 articles" in capsys.readouterr().out
    with workspace.writing(at) as connection:
        connection.execute("UPDATE articles SET title = 'Another' WHERE position = 2")
    assert run("verify", at) == 2
    said = capsys.readouterr().err
    assert ids(at)[1] in said
    assert "put back a copy" in said


@pytest.mark.parametrize("command", [["list"], ["verify"], ["rescore"], ["remove", "x"], ["export", "--out", "out"]])
def test_where_there_is_no_workspace_it_is_told(command, at, capsys):
    assert run(command[0], at, *command[1:]) == 2
    assert "there is no such workspace" in capsys.readouterr().err
    assert not at.exists()


def test_where_nothing_can_be_used_the_status_is_1(at, tmp_path, capsys):
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert add(at, empty) == 1
    assert "1 empty" in capsys.readouterr().err
    assert run("export", at, "--out", tmp_path / "out") == 1
    assert not (tmp_path / "out").exists()


def test_naming_nothing_to_add_is_wrong_usage(at, capsys):
    with pytest.raises(SystemExit) as ended:
        add(at)
    assert ended.value.code == 2
    assert "name something to read" in capsys.readouterr().err
    assert not at.exists()


def test_what_was_malformed_changes_nothing(folder, at, tmp_path):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("targets: 3")
    assert run("add", at, folder, "--targets", wrong) == 2
    assert not at.exists()


def test_without_a_name_it_lies_in_the_users_data_folder(folder, tmp_path):
    home = {**os.environ, "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")}
    command = [sys.executable, "-m", "analytics", "add", str(folder), "--scorer", "vader"]
    done = subprocess.run(command, cwd=ROOT, env=home, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (found,) = tmp_path.rglob("workspace.sqlite")
    assert len(ids(found)) == 3


def test_a_kill_at_any_moment_costs_nothing_that_was_stored(tmp_path, at):
    folder = written(tmp_path / "in", days=range(12))
    command = [sys.executable, "-m", "analytics", "add", str(folder), "--workspace", str(at), "--scorer", "vader"]
    killed, stored = 0, 0
    while True:
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and articles(at) < stored + 1 + killed % 3:
            time.sleep(0.005)
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGKILL)
        process.wait()
        if not at.exists():
            continue
        assert faults(at) == []
        there = articles(at)
        assert there >= stored
        stored = there
        if process.returncode == 0:
            break
        killed += 1
    assert killed >= 4
    assert exported(at) == scored_at_once(folder)


def articles(at: Path) -> int:
    """How many articles are stored, 0 where the workspace is not made yet."""
    try:
        with workspace.reading(at) as connection:
            return workspace.counts(connection).articles
    except StoreError:
        return 0


def test_two_runs_at_once_add_everything_and_one_says_that_there_are_two(tmp_path, at):
    folders = [written(tmp_path / name, days=range(first, first + 30)) for name, first in (("one", 0), ("two", 50))]
    commands = [
        [sys.executable, "-m", "analytics", "add", str(one), "--workspace", str(at), "--scorer", "vader"]
        for one in folders
    ]
    running = [
        subprocess.Popen(one, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for one in commands
    ]
    ended = [one.communicate() for one in running]
    assert [one.returncode for one in running] == [0, 0], ended
    assert any("is being written by another run, too" in said for _, said in ended)
    assert len(ids(at)) == 60
    assert faults(at) == []
