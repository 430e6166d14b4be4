"""What tests of the dashboard share: the app without a browser, and a browser in which it answers."""

import os
import shutil
import sys

import app_support
import hypothesis
import pytest
from app_support import ROOT, invented_folder, served
from playwright import sync_api as playwright
from streamlit.testing.v1 import AppTest

from analytics.ingest import readers
from analytics.stance import load_scorer, scorers

# How long an example takes says more of the machine than of the code.
hypothesis.settings.register_profile("project", deadline=None)
hypothesis.settings.load_profile("project")

REQUIRE = "QUOTED_STANCE_REQUIRE_BROWSER"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",  # Chromium refuses to start for root with one; it opens nothing but this application
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_addoption(parser):
    parser.addoption("--fuzz-mutants", type=int, default=150, metavar="N", help="how many damaged articles to read")
    parser.addoption("--fuzz-seed", type=int, default=1, metavar="S", help="which damaged articles to read")


def no_browser(why):
    """Skip: trying the project takes no browser. Where REQUIRE is set, as in .ci/run, fail instead."""
    line = f"no browser test: {why}"
    if os.environ.get(REQUIRE) == "1":
        pytest.fail(line)
    pytest.skip(line)


@pytest.fixture(scope="session", autouse=True)
def own_data_folder(tmp_path_factory):
    """The user's data folder, which holds no workspace unless a test makes one."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(scope="session")
def browser():
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    with playwright.sync_playwright() as driver:
        try:
            running = driver.chromium.launch(executable_path=found, args=QUIET)
        except playwright.Error as error:
            no_browser(f"{found or 'Chromium of Playwright'} does not start ({str(error).splitlines()[0]})")
        yield running
        running.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory, browser):
    """Where the dashboard answers, opened on the invented articles."""
    made = tmp_path_factory.mktemp("app")
    data = invented_folder(made / "out")
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--", "--data", str(data)]
    with served(command, made / "log.txt", cwd=ROOT) as url:
        yield url


@pytest.fixture
def add_module(monkeypatch, tmp_path_factory):
    """Adds a module to a package of readers or scorers, as a new file in its folder would be."""
    registries = (readers.readers, scorers.scorers, load_scorer)

    def add(package, name, source):
        folder = tmp_path_factory.mktemp("added")
        (folder / f"{name}.py").write_text(source, encoding="utf-8")
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
        monkeypatch.delitem(sys.modules, f"{package.__name__}.{name}", raising=False)
        for registry in registries:
            registry.cache_clear()

    yield add
    for registry in registries:
        registry.cache_clear()


@pytest.fixture
def open_app(monkeypatch, tmp_path):
    """Opens the dashboard on a folder (by default on the invented articles), with filters, on a page."""

    def open_it(folder=None, *, page="overview", **filters):
        monkeypatch.chdir(ROOT)
        data = invented_folder(tmp_path / "out") if folder is None else folder
        monkeypatch.setattr(sys, "argv", ["dashboard.py", "--data", str(data)])
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in filters.items():
            app.query_params["from" if key == "first" else key] = value
        app.run()
        return app if page == "overview" else app.switch_page(f"views/pages/{page}.py").run()

    return open_it


@pytest.fixture
def open_page(open_app, monkeypatch, tmp_path):
    """Opens one page on articles of these sentences; without any, on the usual ones."""

    def open_it(page, said=None, **filters):
        if said is not None:
            monkeypatch.setattr(app_support, "SAID", said)
        app = open_app(invented_folder(tmp_path / page), page=page, **filters)
        assert not app.exception
        return app

    return open_it
