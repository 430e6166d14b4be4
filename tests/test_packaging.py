"""The package as it is installed: one package at the top, everything in it, and nothing of the checkout is needed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from app_support import ROOT, served
from packaging.requirements import Requirement

import analytics

TEXT = "“The European Union has failed us again,” Harbour minister Petra Holm said on Monday.\n"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
DEVELOPMENT = Path(sysconfig.get_path("purelib")).resolve()
"""Where the packages lie that the project needs; what is tried here is this project, not those."""


@dataclass(frozen=True)
class Installed:
    """An environment outside the checkout that the wheel, and nothing else of this project, is installed in."""

    wheel: Path
    folder: Path

    @property
    def packages(self) -> Path:
        return Path(sysconfig.get_path("purelib", scheme="venv", vars={"base": str(self.folder)}))

    def tool(self, name: str) -> str:
        return str(Path(sysconfig.get_path("scripts", scheme="venv", vars={"base": str(self.folder)})) / name)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "STREAMLIT"))}
        return {**kept, "OMP_NUM_THREADS": "1"}

    def run(self, name: str, *arguments: str) -> str:
        """What a command of the environment says, run in its folder."""
        command = [self.tool(name), *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    made = tmp_path_factory.mktemp("package")
    here = ["--no-deps", "--no-build-isolation"]
    subprocess.run([*PIP, "wheel", *here, "--wheel-dir", str(made), str(ROOT)], check=True)
    (wheel,) = made.glob("*.whl")
    new = Installed(wheel, made / "environment")
    venv.create(new.folder, with_pip=False)
    (new.packages / "development.pth").write_text(f"{DEVELOPMENT}\n")
    subprocess.run(
        [*PIP, "--python", new.tool("python"), "install", "--no-deps", "--no-index", "--no-compile", str(wheel)],
        check=True,
    )
    (new.folder / "day.txt").write_text(TEXT, encoding="utf-8")
    return new


def test_one_package_stands_at_the_top(installed):
    with zipfile.ZipFile(installed.wheel) as wheel:
        names = wheel.namelist()
    assert {name.split("/")[0] for name in names} == {
        "analytics",
        f"quoted_stance-{analytics.__version__}.dist-info",
    }
    assert not [name for name in names if re.search(r"__pycache__|^analytics/(tests|training)/", name)]


def test_it_needs_what_requirements_txt_says(installed):
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    wanted = {Requirement(line.split("#")[0].lower()) for line in lines if line.split("#")[0].strip()}
    with zipfile.ZipFile(installed.wheel) as wheel:
        (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = wheel.read(name).decode()
    needed = {Requirement(line) for line in re.findall(r"^Requires-Dist: (.*)$", metadata, re.MULTILINE)}
    assert {one.name.replace("_", "-"): one.specifier for one in wanted} == {one.name: one.specifier for one in needed}


def test_the_command_has_its_own_name_in_its_help(installed):
    assert installed.run("quoted-stance", "--help").startswith("usage: quoted-stance ")
    assert installed.run("quoted-stance", "--version") == f"quoted-stance {analytics.__version__}\n"


WHENCE = """
for module in list(sys.modules.values()):
    if getattr(module, "__file__", None):
        print("FILE", module.__file__)
"""


def of_this_project(installed, what: str, *arguments: str) -> set[Path]:
    """The files of this project that are loaded after something was done, none of which may be the checkout's."""
    said = installed.run("python", "-c", f"import sys\n{what}\n{WHENCE}", *arguments)
    files = {Path(name) for name in re.findall("^FILE (.+)$", said, re.MULTILINE)}
    found = {file for file in files if file.is_relative_to(installed.packages)}
    others = {file for file in files - found if not file.resolve().is_relative_to(DEVELOPMENT)}
    assert not [file for file in others if file.resolve().is_relative_to(ROOT)]
    return {file.relative_to(installed.packages) for file in found}


@pytest.mark.parametrize("scorer", ["vader", "model"])
def test_it_scores_with_what_it_brings(installed, scorer):
    command = ["score", "day.txt", "--out", scorer, "--scorer", scorer]
    loaded = of_this_project(installed, "from analytics.cli.main import main\nassert not main(sys.argv[1:])", *command)
    assert Path("analytics/pipeline.py") in loaded
    assert "Petra Holm" in (installed.folder / scorer / "statements.csv").read_text(encoding="utf-8-sig")


def test_it_reports_with_what_it_brings(installed):
    sample = installed.packages / "analytics" / "_bundled" / "data" / "results"
    installed.run("quoted-stance", "report", str(sample), "--out", "report.html")
    assert "Accuracy of the stance model, from its card" in (installed.folder / "report.html").read_text("utf-8")


APP = """
from streamlit.testing.v1 import AppTest
from analytics.bundled import DASHBOARD
app = AppTest.from_file(str(DASHBOARD), default_timeout=60).run()
for page in ("overview", "method"):
    app.switch_page(f"views/pages/{page}.py").run()
    assert not app.exception, app.exception
    assert not app.error, app.error
    assert app.title
"""


def test_the_app_shows_the_sample_that_it_brings(installed):
    loaded = of_this_project(installed, APP)
    assert Path("analytics/_bundled/views/state/data.py") in loaded


def test_the_command_dashboard_serves_results_from_any_folder(installed, tmp_path):
    command = [installed.tool("quoted-stance"), "dashboard"]
    with served(command, tmp_path / "log.txt", cwd=tmp_path, env=installed.environment) as url:
        assert url
    assert "Traceback" not in (tmp_path / "log.txt").read_text()


SETTINGS = """
from streamlit import config
from streamlit.web import bootstrap
from analytics.cli.main import main
bootstrap.run = lambda script, *_: print(script, config.get_option("theme.light.primaryColor"))
main(["dashboard"])
"""


def test_the_apps_settings_hold_in_a_folder_with_others(installed):
    (installed.folder / ".streamlit").mkdir()
    (installed.folder / ".streamlit" / "config.toml").write_text('[theme.light]\nprimaryColor = "#ff0000"\n')
    script = installed.packages / "analytics" / "_bundled" / "dashboard.py"
    assert f"{script} #2166ac\n" in installed.run("python", "-c", SETTINGS)
