"""The articles of an open workspace in the dashboard: found, corrected, removed, merged, and every change undone."""

from __future__ import annotations

import datetime as dt

import pytest
from test_workspace_changes import OUTLETS, described, outlets
from workspace_support import add, entries, faults, ids, written

from analytics.store import workspace
from analytics.store.opening import open_results


@pytest.fixture
def path(tmp_path):
    at = tmp_path / "work.sqlite"
    add(at, written(tmp_path / "in", days=range(4)), metadata=described(tmp_path / "metadata.csv", OUTLETS))
    return at


@pytest.fixture
def app(open_app, path):
    return open_app(path, page="articles")


def press(app, label):
    app = next(one for one in app.button if one.label == label).click().run()
    assert not app.exception
    return app


def choose(app, key):
    return app.selectbox(key="articles-chosen").set_value(key).run()


def said(app):
    return [one.value for one in (*app.success, *app.error)]


def test_an_article_is_corrected_everywhere_and_that_is_undone(app, path):
    first = ids(path)[0]
    choose(app, first)
    app.text_input(key=f"outlet-{first}").set_value("Orrin Times")
    app.date_input(key=f"published-{first}").set_value(dt.date(2024, 3, 5))
    press(app, "Correct this article")
    assert said(app) == ["It is corrected. Under Changes it can be undone."]
    assert (entries(path)[0].outlet, entries(path)[0].published) == ("Orrin Times", "2024-03-05")
    assert "Orrin Times" in app.multiselect(key="outlet").options
    assert any("Lorvan Post -> Orrin Times" in one.value for one in app.text)
    press(app, "Undo")
    assert outlets(path) == list(OUTLETS)
    assert not any(one.label == "Undo" for one in app.button)
    assert faults(path) == []


def test_an_article_is_removed_and_brought_back(app, path):
    first = ids(path)[0]
    press(choose(app, first), "Remove this article")
    assert first not in open_results(path).articles
    press(choose(app, first), "Bring it back")
    assert first in open_results(path).articles


def test_outlets_are_merged(app, path):
    assert next(one for one in app.button if one.label == "Merge these outlets").disabled
    app.multiselect(key="outlets-several").set_value(["Marsk Radio"])
    app.text_input(key="outlets-into").set_value("Radio Marsk").run()
    press(app, "Merge these outlets")
    assert outlets(path).count("Radio Marsk") == 2
    assert "Marsk Radio" not in app.multiselect(key="outlet").options


def test_an_earlier_version_can_count_too(app, path):
    for one in (0, 1):
        with workspace.writing(path) as connection:
            workspace.edit(connection, [ids(path)[one]], {"outlet": "Lorvan Post", "title": "Day of talks"})
    (replaced,) = [one.article_id for one in entries(path) if one.replaced]
    press(choose(app.run(), replaced), "Count it, too")
    assert [one.replaced for one in entries(path)] == [""] * 4


def test_words_find_the_articles_to_choose_from(app, path):
    app.text_input(key="articles-words").set_value('"Day 2"').run()
    assert app.selectbox(key="articles-chosen").options == ["no date · Radio Marsk · Day 2"]
    app.text_input(key="articles-words").set_value("lighthouse").run()
    assert app.selectbox(key="articles-chosen").options == []
    app.text_input(key="articles-words").set_value("?").run()
    assert any("there is no word to look for" in one.value for one in app.info)


def test_what_cannot_be_is_told_and_nothing_changes(app, path):
    first = ids(path)[0]
    choose(app, first)
    app.date_input(key=f"published-{first}").set_value(dt.date.today() + dt.timedelta(30))
    press(app, "Correct this article")
    assert "no article was published then" in said(app)[0]
    assert entries(path)[0].published == ""
