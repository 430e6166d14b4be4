"""CONTRIBUTING.md is true: its commands run, its paths exist, its target is found (its reader and its scorer are those
that tests/test_registries.py adds)."""

from __future__ import annotations

import importlib.util
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from analytics.targets import TargetBook, find_mentions

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROSE = re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL)
(SHELL,) = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line.split("#")[0].strip() for line in SHELL.splitlines()]
NAMED = re.findall(r"`([^`\s]+)`", PROSE)
PATHS = [one for one in NAMED if "/" in one or re.search(r"\.(py|md|toml|yaml|json)$", one)]


@pytest.mark.parametrize("command", [one for one in COMMANDS if one.startswith("make")])
def test_every_make_command_is_a_target(command):
    arguments = ["make", "--dry-run", *shlex.split(command)[1:]]
    planned = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, check=False)
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.strip()


@pytest.mark.parametrize("command", re.findall(r"python -m [^`#\n]+", TEXT))
def test_every_module_that_is_run_exists_with_its_options_and_files(command):
    module, *arguments = shlex.split(command)[2:]
    found = importlib.util.find_spec(f"{module}.__main__") or importlib.util.find_spec(module)
    assert found is not None
    source = Path(found.origin).read_text(encoding="utf-8")
    assert [one for one in arguments if one.startswith("--") and f'"{one}"' not in source] == []
    assert [one for one in arguments if one.startswith("tests/") and not (ROOT / one).exists()] == []


def test_no_command_goes_unchecked():
    assert COMMANDS
    assert [one for one in COMMANDS if not one.startswith("make") and "python -m" not in one] == []


@pytest.mark.parametrize("path", PATHS)
def test_every_path_is_there(path):
    assert (ROOT / path).exists()


def test_paths_are_named():
    assert {"data/targets.yaml", "views/pages/", "training/README.md", "evaluation/README.md"} <= set(PATHS)


def test_the_target_is_found_and_its_lookalike_is_not(tmp_path):
    path = tmp_path / "targets.yaml"
    path.write_text(*re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL), encoding="utf-8")
    text = "Petra Holm of Northern League Street said that the Northern League would help. The league met in Marsk."
    found = find_mentions(text, TargetBook.load(path))
    assert [text[slice(*one.span)] for one in found if one.target == "League"] == ["Northern League", "league"]
