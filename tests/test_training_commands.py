"""The commands that make the weights again: each that is written down exists, with the options that it is given."""

import importlib
import importlib.util
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = ("README.md", "training/README.md", "training/statements/README.md", "data/models/stance/README.md")
WRITTEN = sorted(
    {line for name in FILES for line in re.findall(r"python -m (training\.[^`\n]+)", (ROOT / name).read_text())}
)
WITHOUT_PYTORCH = [
    "training.fit_vader",
    "training.stance.base",
    "training.stance.evaluate",
    "training.stance.markup",
    "training.stance.nearness",
    "training.statements.evaluate",
]


def source_of(module):
    found = importlib.util.find_spec(module)
    assert found is not None, module
    return Path(found.origin).read_text(encoding="utf-8")


@pytest.mark.parametrize("command", WRITTEN)
def test_every_command_that_is_written_down_has_its_module_and_options(command):
    module, *arguments = command.split()
    source = source_of(module)
    assert 'if __name__ == "__main__":' in source
    assert [one for one in arguments if one.startswith("--") and f'"{one}"' not in source] == []


def test_every_command_of_training_is_written_down_in_its_readme():
    runnable = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "training").rglob("*.py")
        if '__name__ == "__main__"' in path.read_text(encoding="utf-8")
    }
    readme = (ROOT / "training" / "README.md").read_text(encoding="utf-8")
    assert {module for module in runnable if f"python -m {module} " not in readme.replace("\n", " ")} == set()


@pytest.mark.parametrize("module", WITHOUT_PYTORCH)
def test_help_explains_a_command_where_pytorch_is_not_installed(module, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", [module, "--help"])
    with pytest.raises(SystemExit) as ended:
        importlib.import_module(module).main()
    assert ended.value.code == 0
    assert "usage:" in capsys.readouterr().out
