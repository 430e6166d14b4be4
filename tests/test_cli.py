"""The command line: exit statuses, what it writes, what it says."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas as pd
import pytest

import analytics
from analytics import cli
from analytics.aggregation.groups import aggregate
from analytics.results import workspace
from analytics.results.workspace import read_results

ROOT = Path(cli.__file__).parents[1]
FILES = ["aggregates.csv", "articles.jsonl", "rejects.csv", "stances.csv", "statements.csv"]
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
    return sorted(path.name for path in folder.iterdir())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


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
from analytics import cli, stages
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
from analytics import cli
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
    assert not [path for path in workspace.files(tmp_path / "out") if path.exists()]


def test_an_article_over_its_time_is_a_reject_and_the_others_are_scored(articles, tmp_path):
    (articles / "long.txt").write_text(f"{TEXT}\n\n" * 2000)
    assert score(articles, tmp_path / "out", "--seconds", "1") == 0
    rejects = (tmp_path / "out" / "rejects.csv").read_text()
    assert "too-slow,finding its statements took more than 1 s" in rejects
    assert len((tmp_path / "out" / "articles.jsonl").read_text().splitlines()) == 3


@pytest.mark.parametrize("said", ["0", "-1", "nan", "inf", "soon", "1e9"])
def test_a_time_that_is_none_is_refused(articles, tmp_path, said):
    with pytest.raises(SystemExit) as raised:
        score(articles, tmp_path / "out", "--seconds", said)
    assert raised.value.code == 2


def test_progress_is_sparse_where_lines_cannot_be_overwritten(articles, tmp_path, capsys):
    score(articles, tmp_path / "out")
    assert "\r" not in capsys.readouterr().err


def report(folder: Path, out: Path, *more: str) -> int:
    return cli.main(["report", str(folder), "--out", str(out), *more])


@pytest.fixture
def scored(articles, tmp_path):
    assert score(articles, tmp_path / "scored") == 0
    return tmp_path / "scored"


def test_report_is_one_file_that_says_what_was_scored_and_by_what(scored, tmp_path, capsys):
    assert report(scored, tmp_path / "report.html") == 0
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert "scorer: vader" in text
    assert "has failed us again and again" in text
    assert "report.html: " in capsys.readouterr().out
    assert not list(tmp_path.glob("*.part"))


def test_report_takes_the_filters_of_the_dashboard(scored, tmp_path):
    options = [
        "--speaker",
        "Tomas Reld",
        "--target",
        "CSTO",
        "--kind",
        "indirect",
        "--min",
        "1",
        "--counting",
        "utterance",
    ]
    assert report(scored, tmp_path / "report.html", *options) == 0
    text = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "has failed us again and again" not in text
    assert "ready to help the port" in text
    assert "rows of fewer than 1 statements" in text
    assert "an utterance counts once, however many outlets" in text


@pytest.mark.parametrize(
    ("options", "answer"),
    [
        (["--speaker", "Thomas Reld"], (2, "did you mean 'Tomas Reld'?")),
        (["--target", "NATO"], (2, "no such target")),
        (["--from", "2024-01-01"], (1, "no statement matches")),
    ],
)
def test_report_that_would_be_empty_is_not_written(scored, tmp_path, capsys, options, answer):
    status, said = answer
    assert report(scored, tmp_path / "report.html", *options) == status
    assert said in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()


@pytest.mark.parametrize("options", [["--from", "yesterday"], ["--min", "0"], ["--kind", "sung"], ["--counting", "x"]])
def test_report_with_wrong_usage_exits_with_two(scored, tmp_path, options):
    with pytest.raises(SystemExit) as ended:
        report(scored, tmp_path / "report.html", *options)
    assert ended.value.code == 2


def test_report_says_which_folder_or_file_cannot_be_used(scored, tmp_path, capsys):
    assert report(tmp_path / "nowhere", tmp_path / "report.html") == 2
    assert "missing" in capsys.readouterr().err
    assert report(scored, tmp_path / "no folder" / "report.html") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert report(scored, tmp_path) == 2
    assert "cannot be written" in capsys.readouterr().err


HEAVY = """
import sys
from analytics import cli
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
