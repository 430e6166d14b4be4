"""The documentation is true: every command in the README runs, every column and option is in it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from analytics import tables
from analytics.cli.main import main
from analytics.ingest.readers import suffixes
from analytics.store.own import NAMES

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = [line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line]


def run(arguments: list[str], **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600, **options)


@pytest.mark.parametrize("command", [one for one in commands() if one.startswith("make")])
def test_every_make_command_is_a_target(command):
    planned = run(["make", "--dry-run", *shlex.split(command)[1:]])
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.strip()


def test_there_are_the_two_commands_that_set_everything_up():
    assert {"make dashboard", "make test"} <= set(commands())


@pytest.mark.parametrize("command", [one for one in commands() if "-m analytics score" in one])
def test_every_scoring_command_writes_its_files(command, tmp_path):
    arguments = [sys.executable, *shlex.split(command)[1:]]
    arguments[arguments.index("--out") + 1] = str(tmp_path / "out")
    scored = run(arguments)
    assert scored.returncode == 0, scored.stderr
    written = {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}
    assert written == set(NAMES)
    assert {name for name in NAMES if f"`{name}`" not in README} == set()


@pytest.mark.parametrize("command", [one for one in commands() if "-m analytics report" in one])
def test_every_report_command_writes_one_file_that_holds_everything(command, tmp_path):
    arguments = [sys.executable, *shlex.split(command)[1:]]
    arguments[arguments.index("report") + 1] = str(ROOT / "data" / "results")
    arguments[arguments.index("--out") + 1] = str(tmp_path / "report.html")
    made = run(arguments)
    assert made.returncode == 0, made.stderr
    assert "Sergey Lavrov" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_the_commands_on_a_workspace_work_in_their_order(tmp_path):
    on_workspaces = [one for one in commands() if "--workspace work.sqlite" in one]
    assert len(on_workspaces) >= 5
    for command in on_workspaces:
        arguments = [sys.executable, *shlex.split(command)[1:]]
        arguments[arguments.index("work.sqlite")] = str(tmp_path / "work.sqlite")
        if "--out" in arguments:
            arguments[arguments.index("--out") + 1] = str(tmp_path / "out")
        done = run(arguments)
        assert done.returncode == 0, done.stderr
    written = {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}
    assert written == set(NAMES)


@pytest.mark.parametrize("example", blocks("python"))
def test_every_python_example_runs_and_prints(example):
    shown = run([sys.executable, "-c", example])
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.strip()


def test_no_command_of_the_readme_goes_unchecked():
    known = ("-m analytics score", "-m analytics report", "--workspace work.sqlite")
    checked = [one for one in commands() if one.startswith("make") or any(part in one for part in known)]
    assert commands() == checked


def test_every_kind_of_file_that_is_named_can_be_read():
    named = re.findall(r"`(\.\w+)`", README.partition("Put saved pages")[2].partition("into a folder")[0])
    assert named
    assert set(named) <= set(suffixes())


@pytest.mark.parametrize("name", tables.TABLES)
def test_every_column_is_documented_in_its_order(name):
    assert f"`{' '.join(tables.columns(name))}`" in README


@pytest.mark.parametrize(
    "command",
    ["score", "report", "add", "list", "edit", "outlets", "remove", "undo", "rescore", "export", "verify"],
)
def test_every_option_of_the_command_line_is_documented(capsys, command):
    with pytest.raises(SystemExit):
        main([command, "--help"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    assert {option for option in options if option not in README} == set()


def test_every_link_to_a_file_leads_somewhere():
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
