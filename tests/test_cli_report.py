"""The command ``report``: exit statuses, what it writes, what it never replaces."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_cli import articles, run, score

from analytics.cli import main as cli

__all__ = ["articles"]  # a fixture


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
    assert "too few to tell: 1 article: not ranked" in text
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


@pytest.mark.parametrize("out", ["", "."])
def test_report_without_a_name_is_wrong_usage_and_writes_nothing(scored, tmp_path, out):
    done = run("report", str(scored), "--out", out)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "empty" in done.stderr or "it is a folder" in done.stderr


def test_report_with_the_longest_name_that_the_disk_takes_is_written(scored, tmp_path, capsys):
    assert report(scored, tmp_path / f"{'r' * 250}.html") == 0
    assert report(scored, tmp_path / f"{'r' * 300}.html") == 2
    assert "cannot be written" in capsys.readouterr().err
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/null"), lambda path: path.symlink_to("no")]
)
def test_report_replaces_nothing_but_an_ordinary_file(scored, tmp_path, capsys, make):
    make(tmp_path / "r.html")
    before = (tmp_path / "r.html").lstat()
    assert report(scored, tmp_path / "r.html") == 2
    assert "cannot be written: it is a" in capsys.readouterr().err
    assert (tmp_path / "r.html").lstat() == before


def test_report_replaces_an_earlier_report_and_no_other_file(scored, tmp_path, capsys):
    assert report(scored, tmp_path / "r.html") == 0
    assert report(scored, tmp_path / "r.html") == 0
    assert report(scored, scored / "statements.csv") == 2
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>A page of the user's</title>")
    assert report(scored, tmp_path / "page.html") == 2
    assert "is not a report, and is not overwritten" in capsys.readouterr().err
    assert "the user's" in (tmp_path / "page.html").read_text()
