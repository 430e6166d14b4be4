"""A folder of results under faults: killed writers, two of them, readers beside them, files that are the user's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from test_store import ROOT, TEXT, YAML, assert_equal, make_results, write_older

from analytics.errors import StoreError
from analytics.store import atomic
from analytics.store.own import FAILED, NAMES
from analytics.store.results import earlier_results, held, read_results, write_rejects, write_results

FIRST, SECOND = make_results(), make_results(TEXT + " More was said.")
THIRD = make_results(TEXT + " Nothing more was said.")

# Writes the second results once for each of its steps on the disk, in a copy of the folder, and dies before that step.
KILLED = """
import os, shutil, sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
from test_results_folder import SECOND, write_results
STEPS = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir")
folder, copies = map(Path, sys.argv[1:])
def die_before(step, copy):
    left = step
    def watch(event, arguments):
        nonlocal left
        if event in STEPS and str(arguments[0]).startswith(str(copy)):
            left -= 1
            if left < 0:
                os._exit(1)
    sys.addaudithook(watch)
for step in range(1000):
    copy = copies / f"{{step:03}}"
    shutil.copytree(folder, copy)
    child = os.fork()
    if child == 0:
        die_before(step, copy)
        write_results(copy, SECOND)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break
"""


def killed_copies(made: Path, copies: Path) -> list[Path]:
    copies.mkdir()
    script = KILLED.format(tests=str(ROOT / "tests"), root=str(ROOT))
    subprocess.run([sys.executable, "-c", script, str(made), str(copies)], check=True)
    return sorted(copies.iterdir())


@pytest.mark.parametrize("write", [write_results, write_older])
def test_writer_killed_at_any_step_leaves_one_run_or_the_other_and_the_next_one_goes_on(tmp_path, write):
    write(tmp_path / "out", FIRST)
    found = []
    for copy in killed_copies(tmp_path / "out", tmp_path / "copies"):
        read = read_results(copy)
        is_first = list(read.statements["statement_id"]) == list(FIRST.statements["statement_id"])
        assert_equal(read, FIRST if is_first else SECOND)
        found.append(is_first)
        write_results(copy, THIRD)
        assert_equal(read_results(copy), THIRD)
        assert [path.name for path in (copy / atomic.STATE).iterdir()] == ["lock"]
    assert len(found) > 20
    assert found == sorted(found, reverse=True)  # the first results up to some step, the second from there on
    assert {True, False} == set(found)


def test_first_writer_killed_at_any_step_leaves_its_results_or_none(tmp_path):
    (tmp_path / "out").mkdir()
    whole = 0
    for copy in killed_copies(tmp_path / "out", tmp_path / "copies"):
        try:
            assert_equal(read_results(copy), SECOND)
            whole += 1
        except StoreError as error:
            assert "is missing" in str(error)
        write_results(copy, THIRD)
        assert_equal(read_results(copy), THIRD)
    assert whole > 3


def test_reader_meets_no_mixture_while_a_writer_puts_files_in_place(tmp_path, monkeypatch):
    write_results(tmp_path, FIRST)
    taken, seen = atomic._bytes_of, []

    def replaced_meanwhile(where, name):
        data = taken(where, name)
        if name == "stances.csv" and not seen:
            seen.append(name)
            write_results(tmp_path, SECOND)
        return data

    monkeypatch.setattr(atomic, "_bytes_of", replaced_meanwhile)
    assert_equal(read_results(tmp_path), SECOND)
    assert seen


HOLDER = """
import sys, time
from pathlib import Path
from analytics.store.results import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_second_writer_is_told_who_holds_the_folder_until_that_one_is_killed(tmp_path):
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(StoreError, match=rf"another run \(process {holder.pid} on .*, since 20"):
            write_results(tmp_path, FIRST)
        holder.kill()
    write_results(tmp_path, FIRST)
    assert_equal(read_results(tmp_path), FIRST)


def test_reading_needs_no_lock(tmp_path):
    write_results(tmp_path, FIRST)
    with held(tmp_path):
        assert_equal(read_results(tmp_path), FIRST)


FOREIGN = {
    "articles.jsonl": '{"text": "The bridge will open in May."}\n',
    "statements.csv": "text,outlet\nThe bridge will open in May.,Harbour Post\n",
    "rejects.csv": "input,reason,detail\na.txt,too dull,by the editor\n",
    "aggregates.csv": "",
    "stances.csv": "statement_id,target\n",
    "targets.yaml": "targets: []\n",
    "speakers.yaml": "people: []\n",
    "datapackage.json": "{}\n",
    "run.json": '{"program": "another"}\n',
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("beside_results", [False, True])
def test_file_of_the_user_is_refused_before_any_work_and_stays(tmp_path, name, beside_results):
    if beside_results:
        write_results(tmp_path, FIRST)
    (tmp_path / name).write_text(FOREIGN[name])
    with pytest.raises(StoreError, match=rf"{name} was (not written by|changed after).* not overwritten: move"):
        write_results(tmp_path, SECOND)
    assert (tmp_path / name).read_text() == FOREIGN[name]
    assert beside_results or [path.name for path in tmp_path.iterdir()] == [name]


def link(path):
    (path.parent / "elsewhere").write_text("precious")
    path.symlink_to(path.parent / "elsewhere")


@pytest.mark.parametrize("name", ["stances.csv", "run.json"])
@pytest.mark.parametrize(
    "make",
    [os.mkfifo, Path.mkdir, link, lambda path: path.symlink_to("nowhere"), lambda path: path.symlink_to("/dev/full")],
)
def test_what_is_no_ordinary_file_is_refused_and_stays(tmp_path, name, make):
    make(tmp_path / name)
    before = (tmp_path / name).lstat()
    with pytest.raises(StoreError, match=f"{name} cannot be written: it is a "):
        write_results(tmp_path, FIRST)
    assert (tmp_path / name).lstat() == before
    assert not (tmp_path / "elsewhere").exists() or (tmp_path / "elsewhere").read_text() == "precious"


def test_pipe_among_the_results_is_an_error_and_is_not_waited_for(tmp_path):
    write_older(tmp_path, FIRST)
    (tmp_path / "stances.csv").unlink()
    os.mkfifo(tmp_path / "stances.csv")
    with pytest.raises(StoreError, match=r"stances.csv cannot be read: not a regular file"):
        read_results(tmp_path)


def test_parts_and_links_beside_the_results_are_nobodys_business(tmp_path):
    (tmp_path / "statements.csv.part").write_text("half a table of the user's")
    (tmp_path / "gone.part").symlink_to("nowhere")
    write_results(tmp_path, FIRST)
    write_results(tmp_path, SECOND)
    assert (tmp_path / "statements.csv.part").read_text() == "half a table of the user's"
    assert (tmp_path / "gone.part").is_symlink()


def test_file_that_the_user_puts_there_during_the_run_costs_neither_it_nor_the_results(tmp_path):
    with (
        pytest.raises(StoreError, match=r"stances.csv was not written by .* lies in (.*)") as caught,
        held(tmp_path),
    ):
        (tmp_path / "stances.csv").write_text("mine")
        atomic.replace_all(tmp_path, contents_of(tmp_path.parent / "made", FIRST))
    assert (tmp_path / "stances.csv").read_text() == "mine"
    assert_equal(read_results(Path(str(caught.value).rpartition(" lies in ")[2])), FIRST)


def contents_of(made, results):
    write_results(made, results)
    return {path.name: path.read_bytes() for path in made.iterdir() if path.is_file()}


def test_folder_of_an_older_version_is_replaced(tmp_path):
    write_older(tmp_path, FIRST)
    write_results(tmp_path, SECOND)
    assert_equal(read_results(tmp_path), SECOND)


def test_rejects_of_a_run_without_results_leave_good_results_as_they_are(tmp_path):
    write_results(tmp_path, FIRST)
    with held(tmp_path):
        assert write_rejects(tmp_path, SECOND.rejects) == tmp_path / FAILED
        assert write_rejects(tmp_path, SECOND.rejects) == tmp_path / FAILED
    assert_equal(read_results(tmp_path), FIRST)
    write_results(tmp_path, SECOND)
    assert not (tmp_path / FAILED).exists()


def test_rejects_of_a_run_without_results_stand_alone_in_an_empty_folder(tmp_path):
    with held(tmp_path):
        assert write_rejects(tmp_path, FIRST.rejects) == tmp_path / "rejects.csv"
    with held(tmp_path):
        assert write_rejects(tmp_path, FIRST.rejects) == tmp_path / "rejects.csv"
    write_results(tmp_path, FIRST)
    assert_equal(read_results(tmp_path), FIRST)


@pytest.mark.parametrize("write", [write_results, write_older])
def test_results_among_the_input_are_told_from_articles(tmp_path, write):
    deep = tmp_path / "in" / "deep"
    write(deep / "out", FIRST)
    for name in ("statements.csv", "articles.jsonl", "run.json", "1.txt"):
        (deep / name).write_text(FOREIGN.get(name, "The bridge will open in May."))
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    results = {deep / "out" / name for name in NAMES if (deep / "out" / name).exists()}
    assert set(earlier_results([tmp_path / "in"])) == results
    assert (
        set(
            earlier_results(
                [*results, deep / "1.txt", deep / "articles.jsonl", tmp_path / "none", tmp_path / ("n" * 300)]
            )
        )
        == results
    )


def test_configuration_beside_results_is_told_from_the_users_own(tmp_path):
    write_results(tmp_path, make_results())
    (tmp_path / "targets.yaml").write_bytes(YAML["targets.yaml"])
    assert tmp_path / "targets.yaml" not in set(earlier_results([tmp_path]))


def test_lock_of_a_dead_run_and_half_a_holder_do_no_harm(tmp_path):
    write_results(tmp_path, FIRST)
    (tmp_path / atomic.STATE / "holder.json").write_text(json.dumps({"pid": 1})[:5])
    (tmp_path / atomic.STATE / "next").mkdir()
    (tmp_path / atomic.STATE / "next" / "run.json").write_text("{")
    write_results(tmp_path, SECOND)
    assert_equal(read_results(tmp_path), SECOND)
