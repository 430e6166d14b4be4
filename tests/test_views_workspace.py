"""The dashboard on a workspace: it shows what anybody adds, adds to it, and keeps what was only its session's."""

from __future__ import annotations

import sys

import pytest
from app_support import ROOT, metrics, read, using
from streamlit.testing.v1 import AppTest
from workspace_support import TEXT, add, entries, faults, ids, written

from analytics.analysis.results import Results
from analytics.errors import StoreError
from analytics.store import workspace
from analytics.store.opening import open_results
from analytics.store.place import default_path
from views.state.adding import Pasted, read_pasted, score_each
from views.state.keeping import add_to


@pytest.fixture
def path(tmp_path):
    at = tmp_path / "work.sqlite"
    add(at, written(tmp_path / "in"))
    return at


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Where the user's own workspace lies, which is not there yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    return default_path()


@pytest.fixture
def open_nothing(monkeypatch, own):
    """Opens the dashboard without a name, on a page."""

    def open_it(page="overview"):
        monkeypatch.chdir(ROOT)
        monkeypatch.setattr(sys, "argv", ["dashboard.py"])
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        return app if page == "overview" else app.switch_page(f"views/pages/{page}.py").run()

    return open_it


def press(app, label):
    return next(one for one in app.button if one.label == label).click().run()


def upload(app, name, text):
    app.file_uploader[0].upload(name, text.encode(), "text/plain").run()
    return press(app, "Score these files")


def paste(app, text):
    app.selectbox(key="scorer").set_value("vader")
    app.text_area[0].set_value(text)
    return press(app, "Score this text")


def test_a_workspace_opens_as_a_folder_does(open_app, path, tmp_path):
    from analytics.store.results import write_results

    app = open_app(path)
    assert not app.exception
    assert f"Shown: {path.name}" in read(app)
    write_results(tmp_path / "out", open_results(path))
    assert metrics(app) == metrics(open_app(tmp_path / "out"))
    assert isinstance(open_results(tmp_path / "out"), Results)


def test_what_another_adds_is_shown_without_a_restart_and_said(open_app, path, tmp_path):
    app = open_app(path)
    before = int(metrics(app)["Statements"])
    assert "New since you opened it" not in read(app)
    add(path, written(tmp_path / "more", days=(7, 8)))
    app.run()
    assert metrics(app)["Articles"] == "5"
    new = int(metrics(app)["Statements"]) - before
    assert f"New since you opened it: {new} statements in 2 articles." in read(app)
    press(app, "Show the new statements")
    assert app.title[0].value == "Statements"
    first = app.dataframe[0].value["statement_id"].tolist()[:new]
    assert first == open_results(path).statements["statement_id"].tolist()[::-1][:new]


def test_a_session_that_opens_it_later_is_not_told_what_was_there(open_app, path, tmp_path):
    open_app(path)
    add(path, written(tmp_path / "more", days=[7]))
    assert "New since you opened it" not in read(open_app(path))


def test_articles_that_are_added_are_kept_in_it_and_told_apart_from_those_that_were_there(open_app, path):
    app = open_app(path, page="articles")
    assert f"kept in the workspace {path.name}" in read(app)
    assert str(path.parent) not in read(app)
    upload(app, "eve.txt", TEXT.format(day="eve"))
    assert not app.exception
    assert "1 new article, 0 there already" in app.success[0].value
    assert [one.input for one in entries(path)][-1] == "eve.txt"
    assert " in 1 article." in read(app).partition("New since you opened it: ")[2]
    upload(app, "eve.txt", TEXT.format(day="eve"))
    assert "0 new articles, 1 there already" in app.success[0].value
    upload(app, "empty.txt", "")
    assert "Could not be used: 1" in app.warning[0].value
    assert app.dataframe[0].value["input"].tolist() == ["empty.txt"]
    assert len(ids(path)) == 4
    assert faults(path) == []


def test_a_later_version_that_is_added_is_told(open_app, path):
    app = open_app(path, page="articles")
    for day in ("one", "two"):
        row = f'text,outlet,title\n"{TEXT.format(day=day)}",Harbour Post,Talks\n'
        app.file_uploader[0].upload(f"{day}.csv", row.encode(), "text/csv").run()
        press(app, "Score these files")
    assert any("replaced by a later one (1): one.csv:2 by two.csv:2" in one.value for one in app.text)
    assert metrics(app.switch_page("views/pages/overview.py").run())["Articles"] == "4"


def test_what_was_pasted_is_kept_by_a_button_and_there_the_next_day(open_nothing, own):
    app = open_nothing("articles")
    assert "kept only while this browser tab is open, unless you keep them" in read(app)
    paste(app, TEXT.format(day=1))
    assert not own.exists()
    press(app, "Keep this")
    assert not app.exception
    assert f"Kept in {own.name}: 1 new article," in app.success[0].value
    assert f"Shown: {own.name}" in read(app)
    assert entries(own)[0].input.startswith("pasted text, 20")
    assert faults(own) == []
    later = open_nothing()
    assert metrics(later)["Articles"] == "1"
    assert f"Shown: {own.name}" in read(later)


def test_what_is_kept_is_not_scored_again_and_joins_what_is_there(open_nothing, own, monkeypatch, tmp_path):
    app = paste(open_nothing("articles"), TEXT.format(day=1))
    add(own, written(tmp_path / "in", days=[5]))
    scored = []

    def none(items, **_):
        scored.extend(items)
        yield from ()

    monkeypatch.setattr("analytics.store.workspace.adding.analyse_each", none)
    press(app.run(), "Keep this")
    assert scored == []
    assert len(ids(own)) == 2


def test_what_cannot_be_kept_stays_in_the_session(open_nothing, own):
    app = paste(open_nothing("articles"), TEXT.format(day=1))
    own.parent.parent.mkdir(parents=True)
    own.parent.write_text("a file where the folder should be")
    press(app, "Keep this")
    assert not app.exception
    assert "cannot be used" in app.error[0].value
    assert "Articles: 1," in app.success[0].value


def test_what_was_done_before_a_cancel_stays(path):
    def stop(_):
        raise KeyboardInterrupt

    items = read_pasted(Pasted(TEXT.format(day=9)))
    with pytest.raises(KeyboardInterrupt):
        add_to(path, items, using("vader"), stored=stop)
    assert len(ids(path)) == 4


def test_a_workspace_scores_with_what_it_did_before(path):
    items = read_pasted(Pasted(TEXT.format(day=9)))
    scored = list(score_each(items, using("model"), lambda: None))
    added = add_to(path, items, using("model"), scored=scored)
    assert added.new == 1
    with workspace.reading(path) as connection:
        assert workspace.in_force(connection).scorer == "vader"
        assert workspace.counts(connection).older == 0


def test_a_damaged_workspace_gets_a_message_and_one_that_is_gone_stays_in_view(open_app, path, tmp_path):
    wrong = tmp_path / "wrong.sqlite"
    wrong.write_bytes(b"not a workspace at all")
    app = open_app(wrong)
    assert not app.exception
    assert "is not a workspace" in app.error[0].value
    app = open_app(path)
    before = metrics(app)
    path.unlink()
    app.run()
    assert not app.exception
    assert "cannot be read now" in app.warning[0].value
    assert metrics(app) == before


def test_a_watch_tells_every_change_by_whomever_and_nothing_else(path, tmp_path):
    watch = workspace.Watch(path)
    try:
        before = watch.state()
        assert ids(path)
        assert watch.state() == before
        add(path, written(tmp_path / "more", days=[7]))
        changed = watch.state()
        assert changed != before
        other = tmp_path / "other.sqlite"
        add(other, written(tmp_path / "others", days=[8]))
        other.replace(path)
        assert watch.state() not in (before, changed)
        path.unlink()
        with pytest.raises(StoreError, match="cannot be used"):
            watch.state()
    finally:
        watch.close()
