"""The command line: exit statuses, what it writes, what it says."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas as pd
import pytest
from app_support import ENDLESS

import analytics
from analytics.analysis.groups import aggregate
from analytics.cli import main as cli
from analytics.digests import sha256
from analytics.store import results as results_folder
from analytics.store.own import NAMES
from analytics.store.results import read_results

ROOT = Path(cli.__file__).parents[2]
FILES = sorted(NAMES)
TEXT = (
    "Harbour minister Orla Venn met reporters on Monday.\n\n"
    "“The European Union has failed us again and again,” Venn said.\n\n"
    "Her counterpart Tomas Reld said that the CSTO was ready to help the port. Day {day} of the talks is over.\n"
)


@pytest.fixture
def articles(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for day in range(1, 4):
        (folder / f"{day}.txt").write_text(TEXT.format(day=day))
    (folder / "4.txt").write_text("")
    (folder / "metadata.csv").write_text("file,outlet\n1.txt,Harbour Post\nnone.txt,X\n")
    return folder


def score(articles: Path, out: Path, *more: str) -> int:
    options = ["--metadata", str(articles / "metadata.csv"), "--out", str(out), "--scorer", "vader", *more]
    return cli.main(["score", str(articles), *options])


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "analytics", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a run but run.json, which says when it was."""
    return {name: (folder / name).read_bytes() for name in names(folder) if name != "run.json"}


def test_scored_folder_holds_all_files_and_the_summary_says_what_is_in_them(articles, tmp_path, capsys):
    assert score(articles, tmp_path / "out") == 0
    results = read_results(tmp_path / "out")
    assert names(tmp_path / "out") == FILES
    assert len(results.articles) == 3
    assert set(results.details) == set(results.statements["statement_id"])
    assert list(results.rejects["reason"]) == ["empty"]
    said = capsys.readouterr().out
    assert "4 read, 3 articles used, 1 rejected (1 empty)" in said
    spoken = (results.statements["speaker"] != "").sum()
    assert f"{len(results.statements)} found, {spoken} with a known speaker" in said
    assert f"EU {(results.stances['target'] == 'EU').sum()}" in said
    assert "1 known; 2 articles of an unknown outlet" in said
    assert str(tmp_path / "out") in said


def test_aggregates_are_those_of_the_statements_and_stances_beside_them(articles, tmp_path):
    assert score(articles, tmp_path / "out") == 0
    results = read_results(tmp_path / "out")
    assert len(results.stances) > 0
    pd.testing.assert_frame_equal(results.aggregates, aggregate(results.statements, results.stances))


def test_warnings_are_one_line_for_each_kind(articles, tmp_path, capsys):
    score(articles, tmp_path / "out")
    warnings = [line for line in capsys.readouterr().err.splitlines() if line.startswith("warning")]
    assert warnings == [
        f"warning: outlet unknown (2): {articles / '2.txt'}, {articles / '3.txt'}",
        "warning: metadata row for no file (1): none.txt",
    ]


def test_any_number_of_workers_gives_the_same_files(articles, tmp_path):
    assert score(articles, tmp_path / "one") == 0
    assert score(articles, tmp_path / "three", "--workers", "3") == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "three")


def test_second_run_into_a_folder_among_the_input_gives_the_same_files(articles):
    assert score(articles, articles / "out") == 0
    first = contents(articles / "out")
    assert score(articles, articles / "out") == 0
    assert contents(articles / "out") == first


def test_results_may_lie_in_the_folder_of_the_articles(articles):
    assert score(articles, articles) == 0
    first = (articles / "statements.csv").read_bytes()
    assert score(articles, articles) == 0
    assert (articles / "statements.csv").read_bytes() == first


def test_nothing_usable_is_exit_status_1_and_only_rejects_are_written(tmp_path):
    (tmp_path / "a.txt").write_text("")
    done = run("score", str(tmp_path / "a.txt"), str(tmp_path / "none.txt"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "no article could be used: 1 empty, 1 missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert names(tmp_path / "out") == ["rejects.csv"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["score", "x.txt"], "--out"),
        (["score", "--out", "out"], "INPUT"),
        *(
            (["score", "x.txt", "--out", "out", "--workers", number], "whole number above 0 and not above 61")
            for number in ("0", "-1", "1.5", "62", "1" + "0" * 20, "9" * 5000, "\u0661", "x", "")
        ),
        (["score", "x.txt", "--out", "out", "--scorer", "guess"], "invalid choice"),
        ([], "COMMAND"),
    ],
)
def test_wrong_usage_is_exit_status_2(arguments, said, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--targets", "--speakers", "--metadata"])
@pytest.mark.parametrize("content", ["- [broken\n", None])
def test_malformed_configuration_is_exit_status_2_before_any_output(articles, tmp_path, capsys, option, content):
    path = tmp_path / "broken.yaml"
    if content is not None:
        path.write_text(content)
    status = cli.main(["score", str(articles), "--out", str(tmp_path / "out"), option, str(path)])
    assert status == 2
    assert capsys.readouterr().err.startswith(f"error: {path}")
    assert not (tmp_path / "out").exists()


def test_folder_that_cannot_be_written_is_exit_status_2_before_anything_is_scored(articles, tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = run("score", str(articles), "--out", str(tmp_path / "file"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert (tmp_path / "file").read_text() == "in the way"


def test_help_shows_an_example():
    done = run("score", "--help")
    assert done.returncode == 0
    assert "python -m analytics score articles/" in done.stdout
    assert "--workers N" in done.stdout


def test_end_to_end_in_a_process_of_its_own(articles, tmp_path):
    done = run("score", str(articles), "--out", str(tmp_path / "out"), "--scorer", "vader")
    assert done.returncode == 0, done.stderr
    assert names(tmp_path / "out") == FILES
    assert done.stdout.startswith("inputs ")


def test_file_names_cannot_command_the_terminal(tmp_path, capsys):
    path = tmp_path / "a\x1b]0;owned\x07.txt"
    path.write_text(TEXT)
    assert cli.main(["score", str(path), "--out", str(tmp_path / "out"), "--scorer", "vader"]) == 0
    assert "\x1b" not in capsys.readouterr().err


SLOW = """
import sys, time
from analytics import stages
from analytics.cli import main as cli
def slow(articles, **options):
    sys.stderr.write("working\\n")
    sys.stderr.flush()
    time.sleep(60)
    yield from articles
stages.analyse_each = slow
sys.exit(cli.main(sys.argv[1:]))
"""


@contextmanager
def interruptible(command, **options):
    """A process that SIGINT reaches even where the tests run in the background, and that never outlives them."""

    def listen():
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=listen, **options) as process:  # noqa: PLW1509
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGKILL, -signal.SIGKILL)])
def test_interrupted_or_killed_run_leaves_the_older_files_whole(articles, tmp_path, sent, status):
    assert score(articles, tmp_path / "out") == 0
    before = contents(tmp_path / "out")
    command = [sys.executable, "-c", SLOW, "score", str(articles), "--out", str(tmp_path / "out")]
    with interruptible(command, cwd=ROOT) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "working\n"
        os.kill(process.pid, sent)
        assert process.wait(timeout=30) == status
        assert "Traceback" not in process.stderr.read()
    assert contents(tmp_path / "out") == before


TELLING = """
import os, subprocess, sys
from pathlib import Path
from analytics.cli import main as cli
class Telling(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        with Path(os.environ["PIDS"]).open("a") as told:
            told.write(f"{self.pid}\\n")
subprocess.Popen = Telling
sys.exit(cli.main(sys.argv[1:]))
"""


def is_there(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


def until(holds):
    """Wait until something holds; that it does at all is what a test claims, not how soon."""
    return any(holds() or time.sleep(0.1) for _ in range(600))


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_however_a_run_ends_its_workers_end_too(articles, tmp_path, sent):
    pids = tmp_path / "pids"
    for number in range(8):
        (articles / f"long-{number}.txt").write_text(f"{TEXT}\n\n" * 1000 + str(number))
    command = [sys.executable, "-c", TELLING, "score", str(articles), "--out", str(tmp_path / "out"), "--workers", "2"]
    with interruptible(command, cwd=ROOT, env={**os.environ, "PIDS": str(pids)}) as process:
        assert until(lambda: pids.exists() and len(pids.read_text().splitlines()) >= 2)
        process.send_signal(sent)
        assert process.wait(timeout=60) == (130 if sent == signal.SIGINT else -sent)
    assert until(lambda: not any(is_there(int(pid)) for pid in pids.read_text().split()))
    assert not [path for path in results_folder.files(tmp_path / "out") if path.exists()]


def test_an_article_over_its_time_is_a_reject_and_the_others_are_scored(articles, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(ENDLESS)
    (articles / "endless.txt").write_text(f"{TEXT} It goes on for ever.")
    command = [sys.executable, "-m", "analytics", "score", str(articles), "--out", str(tmp_path / "out")]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command += ["--scorer", "vader", "--seconds", "5"]
    assert subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0
    rejects = (tmp_path / "out" / "rejects.csv").read_text()
    assert f"{articles / 'endless.txt'},too-slow,finding its statements took more than 5 s" in rejects
    assert len((tmp_path / "out" / "articles.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize("said", ["0", "-1", "nan", "inf", "soon", "1e9"])
def test_a_time_that_is_none_is_refused(articles, tmp_path, said):
    with pytest.raises(SystemExit) as raised:
        score(articles, tmp_path / "out", "--seconds", said)
    assert raised.value.code == 2


def test_progress_is_sparse_where_lines_cannot_be_overwritten(articles, tmp_path, capsys):
    score(articles, tmp_path / "out")
    assert "\r" not in capsys.readouterr().err


def test_earlier_results_among_the_input_are_no_articles_and_that_is_said(articles, tmp_path, capsys):
    assert score(articles, articles / "old") == 0
    assert score(articles, tmp_path / "again") == 0
    assert (
        f"warning: results of an earlier run, not read as articles (1): {articles / 'old'}" in capsys.readouterr().err
    )
    assert contents(tmp_path / "again") == contents(articles / "old")


@pytest.mark.parametrize("name", ["articles.jsonl", "statements.csv", "rejects.csv", "targets.yaml", "run.json"])
def test_file_of_the_user_in_the_folder_for_results_is_not_overwritten(articles, capsys, name):
    (articles / name).write_text("text\nThe bridge will open in May, Petra Holm said.\n")
    before = {path: path.read_bytes() for path in articles.iterdir()}
    assert score(articles, articles) == 2
    said = capsys.readouterr().err
    assert f"{articles / name} was not written by this program and is not overwritten: move it away" in said
    assert {path: path.read_bytes() for path in articles.iterdir()} == before


def test_nothing_usable_leaves_good_results_and_says_where_the_rejects_are(articles, tmp_path, capsys):
    assert score(articles, tmp_path / "out") == 0
    before = contents(tmp_path / "out")
    assert cli.main(["score", str(tmp_path / "none.txt"), "--out", str(tmp_path / "out")]) == 1
    assert "1 missing; see " + str(tmp_path / "out" / "rejects-failed.csv") in capsys.readouterr().err
    assert contents(tmp_path / "out") == before | {
        "rejects-failed.csv": (tmp_path / "out" / "rejects-failed.csv").read_bytes()
    }


def test_run_json_says_what_was_asked_for_and_what_was_used(articles, tmp_path):
    assert score(articles, tmp_path / "out") == 0
    run = read_results(tmp_path / "out").run
    assert run is not None
    assert run.options["inputs"] == [str(articles)]
    assert (run.options["scorer"], run.options["workers"], run.options["targets"]) == ("vader", 1, None)
    assert run.targets == sha256(ROOT / "data" / "targets.yaml")
    assert run.counts["articles"] == 3
    assert set(run.weights) == {"statements"}


@pytest.mark.parametrize("option", ["--out", "--metadata", "--targets", "--speakers", "INPUT"])
def test_empty_name_is_wrong_usage(articles, option):
    options = [
        "score",
        "" if option == "INPUT" else str(articles),
        "--out",
        "out",
        *([option, ""] if option != "INPUT" else []),
    ]
    with pytest.raises(SystemExit) as ended:
        cli.main(options)
    assert ended.value.code == 2


@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", "2>&-", "2>/dev/full", "| true", "<&- >&- 2>&-"])
def test_stream_that_cannot_be_written_costs_no_results(articles, tmp_path, redirection):
    command = [
        sys.executable,
        "-m",
        "analytics",
        "score",
        str(articles),
        "--out",
        str(tmp_path / "out"),
        "--scorer",
        "vader",
    ]
    script = f"set -o pipefail; {shlex.join(command)} {redirection}"
    done = subprocess.run(["/bin/bash", "-c", script], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert len(read_results(tmp_path / "out").articles) == 3


WAITS = """
import os, signal, sys
import analytics.__main__ as process
module = sys.argv.pop(1)
class Waiting:
    def find_spec(self, name, *rest):
        if name == module:
            os.write(1, b"importing\\n")
            signal.pause()
sys.meta_path.insert(0, Waiting())
sys.exit(process.command())
"""


@pytest.mark.parametrize("module", ["pandas", "analytics.cli.main", "analytics.targets"])
def test_interrupt_while_modules_are_imported_is_status_130_without_a_traceback(articles, tmp_path, module):
    command = [sys.executable, "-c", WAITS, module, "score", str(articles), "--out", str(tmp_path / "out")]
    with interruptible(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "importing\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr is not None
        said = process.stderr.read()
        assert said.startswith("\ninterrupted")
        assert said.count("\n") == 2
    assert not (tmp_path / "out").exists()


ENDS = """
import atexit, signal, sys
import analytics.__main__ as process
atexit.register(lambda: (sys.stderr.write("ending\\n"), signal.pause()))
sys.exit(process.command())
"""


def test_interrupt_while_the_interpreter_shuts_down_is_status_130_without_a_traceback(articles, tmp_path):
    command = [sys.executable, "-c", ENDS, "score", str(articles), "--out", str(tmp_path / "out"), "--scorer", "vader"]
    with interruptible(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        assert process.stderr is not None
        while process.stderr.readline() != "ending\n":
            pass
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == "\ninterrupted\n"
    assert len(read_results(tmp_path / "out").articles) == 3


def test_name_of_the_package_is_imported_when_it_is_asked_for():
    code = (
        "import sys, analytics; assert 'pandas' not in sys.modules; analytics.analyse; assert 'pandas' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
    assert [name for name in analytics.__all__ if not hasattr(analytics, name)] == []
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        analytics.nothing  # noqa: B018


HEAVY = """
import sys
from analytics.cli import main as cli
try:
    cli.main(sys.argv[1:])
finally:
    print(sorted({"numpy", "onnxruntime", "pandas", "plotly", "streamlit"} & set(sys.modules)), file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["score", "--help"], ["report", "--help"]])
def test_help_waits_neither_for_the_tables_nor_for_the_models_nor_for_the_app(arguments):
    said = subprocess.run(
        [sys.executable, "-c", HEAVY, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout
    assert said.stderr == "[]\n"


def test_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"quoted-stance {analytics.__version__}\n"


def test_dashboard_on_a_folder_that_is_not_there_is_wrong_usage(tmp_path, capsys):
    assert cli.main(["dashboard", str(tmp_path / "none")]) == 2
    assert "none is no folder" in capsys.readouterr().err
