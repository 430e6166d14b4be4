"""The tables that are kept beside a workspace: those that would be made, whatever changes and whatever lies there."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from workspace_support import add, faults, ids, other_targets, written

from analytics.store import workspace
from analytics.store.opening import open_results
from analytics.store.workspace import contents, snapshot
from analytics.store.workspace.file import snapshot_of
from analytics.tables import TABLES


@pytest.fixture
def path(tmp_path):
    folder = written(tmp_path / "in")
    (folder / "4.txt").write_text("")
    at = tmp_path / "work.sqlite"
    add(at, folder)
    return at


@pytest.fixture
def made(monkeypatch):
    """How often the tables were made of records."""
    times = []
    make = contents.results
    monkeypatch.setattr(contents, "results", lambda connection: times.append(1) or make(connection))
    return times


def assert_same(path):
    """What is opened is what the records say."""
    found = open_results(path)
    with workspace.reading(path) as connection:
        expected = workspace.results(connection)
    for name in TABLES:
        pd.testing.assert_frame_equal(found.table(name), expected.table(name))
    assert dict(found.articles) == dict(expected.articles)
    assert dict(found.details) == dict(expected.details)
    assert found.stories.tolist() == expected.stories.tolist()
    assert (found.scorer, found.run, found.configuration) == (expected.scorer, expected.run, expected.configuration)


def test_it_is_made_once_and_holds_what_the_records_say(path, made):
    for _ in range(3):
        open_results(path)
    assert made == [1]
    assert_same(path)
    assert faults(path) == []


def test_records_that_are_not_there_are_none(path):
    found = open_results(path)
    assert "nobody" not in found.articles
    assert found.details.get("nobody") is None
    key = found.statements["statement_id"][0]
    with workspace.writing(path) as connection:
        connection.execute("DELETE FROM statements WHERE article = 1")
    assert found.details.get(key) is None


def other_text(path, folder):
    (folder / "9.txt").write_text("The lighthouse keeper José Orrin said that the CSTO had promised a lamp.\n")
    add(path, folder)


def corrected(path, _):
    with workspace.writing(path) as connection:
        workspace.edit(connection, ids(path)[:1], {"outlet": "Orrin Times"})


def removed(path, _):
    with workspace.writing(path) as connection:
        workspace.remove(connection, ids(path)[:1])


def scored_anew(path, _):
    with workspace.writing(path) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, targets=other_targets())
        workspace.rescore(connection, using)


def another_reject(path, folder):
    (folder / "5.txt").write_text("")
    add(path, folder)


@pytest.mark.parametrize("change", [other_text, corrected, removed, scored_anew, another_reject])
def test_after_a_change_it_is_made_anew(path, tmp_path, change, made):
    open_results(path)
    change(path, tmp_path / "in")
    assert_same(path)
    open_results(path)
    assert len(made) == 2


def test_of_another_version_it_is_made_anew(path, made, monkeypatch):
    open_results(path)
    monkeypatch.setattr(snapshot.analytics, "__version__", "99")
    open_results(path)
    assert len(made) == 2


@pytest.mark.parametrize(
    "spoil", [lambda _: b"", lambda _: b"{}\n", lambda data: data[:-9], lambda data: b"[]\n" + data]
)
def test_whatever_lies_in_its_place_is_not_believed(path, spoil):
    open_results(path)
    place = snapshot_of(path)
    place.write_bytes(spoil(place.read_bytes()))
    assert_same(path)


def test_where_it_cannot_be_kept_the_tables_are_made_each_time(path, made):
    snapshot_of(path).mkdir()
    open_results(path)
    open_results(path)
    assert made == [1, 1]
    assert_same(path)


def test_one_that_says_something_else_is_found(path):
    open_results(path)
    place = snapshot_of(path)
    head, _, body = place.read_bytes().partition(b"\n")
    other = json.loads(head) | {"told": {ids(path)[0]: ids(path)[1]}}
    place.write_bytes(json.dumps(other).encode() + b"\n" + body)
    assert faults(path) == [f"{place.name} does not hold the tables of this workspace: delete it, it is made anew"]
    place.unlink()
    assert faults(path) == []


def test_it_is_no_article(path, tmp_path):
    open_results(path)
    place = tmp_path / "in" / "work.txt"
    add(place, tmp_path / "in")
    open_results(place)
    assert snapshot_of(place) in workspace.side_files(place)
