"""The same story twice in a workspace: a later version counts in place of the earlier, outlets share one story."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing

import pytest
from test_stories import LAST, LEAD, MORE, OTHER, WIRE
from workspace_support import add, csv_of, entries, exported, faults, ids

from analytics.analysis.groups import aggregate
from analytics.analysis.selection import Filters, options, select
from analytics.cli import main as cli
from analytics.store import workspace
from analytics.store.opening import open_results
from analytics.store.results import read_results, write_results
from analytics.store.workspace import adding

FIELDS = ("text", "outlet", "published", "title", "url")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.sqlite"


def row(text, outlet="Lorvan Post", published="2024-03-05", title="Holm praises the Union", url=""):
    return dict(zip(FIELDS, (text, outlet, published, title, url), strict=True))


def put(path, *records, name="in", **more):
    """Add these articles in a table; returns what was said of versions."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, FIELDS)
    writer.writeheader()
    writer.writerows(records)
    at = path.with_name(f"{name}.csv")
    at.write_text(stream.getvalue(), encoding="utf-8")
    notices = []
    add(path, at, notices=notices, **more)
    return [one.input for one in notices if one.kind == adding.REPLACED]


def states(path):
    return ["replaced" if one.replaced else "removed" if one.removed else "counts" for one in entries(path)]


def change(path, function, *given, **more):
    with workspace.writing(path) as connection:
        return function(connection, *given, **more)


FIRST, SECOND = row(f"{LEAD}\n\n{MORE}"), row(WIRE, title="UPDATE: Holm praises the Union", published="2024-03-06")


def test_in_one_outlet_the_later_version_counts_in_place_of_the_earlier_and_that_is_said(path):
    assert put(path, FIRST, row(OTHER, title="Snow"), name="one") == []
    said = put(path, SECOND, name="two")
    assert said == [f"{path.with_name('one.csv')}:2 by {path.with_name('two.csv')}:2"]
    assert states(path) == ["replaced", "counts", "counts"]
    with workspace.reading(path) as connection:
        results, counts = workspace.results(connection), workspace.counts(connection)
    assert list(results.articles) == ids(path)[1:]
    assert (counts.articles, counts.replaced, counts.removed) == (2, 1, 0)
    assert counts.statements == len(results.statements)
    assert counts.stances == len(results.stances)
    assert faults(path) == []


def test_it_makes_no_difference_which_version_came_first(path):
    assert put(path, SECOND, name="two") == []
    assert len(put(path, FIRST, name="one")) == 1
    assert states(path) == ["counts", "replaced"]
    put(path, FIRST, SECOND, name="both")
    assert states(path) == ["counts", "replaced"]


def test_of_many_versions_the_last_counts(path):
    versions = [row(f"{WIRE}\n\nVersion {number} of this report.", title="Holm", url="a") for number in range(4)]
    put(path, *versions)
    assert states(path) == ["replaced"] * 3 + ["counts"]
    assert {one.replaced for one in entries(path)} == {"", ids(path)[3]}


@pytest.mark.parametrize(
    "other",
    [
        {"outlet": "Marsk Radio"},
        {"outlet": ""},
        {"title": "Situation report 18"},
        {"published": "2024-04-05"},
    ],
)
def test_what_is_of_another_outlet_or_form_or_time_is_another_article(path, other):
    put(path, FIRST, SECOND | other)
    assert states(path) == ["counts", "counts"]


def test_versions_follow_what_is_corrected_merged_removed_and_undone(path):
    put(path, FIRST, SECOND | {"outlet": "Post of Lorvan"})
    assert states(path) == ["counts", "counts"]
    change(path, workspace.merge_outlets, ["Post of Lorvan"], "Lorvan Post")
    assert states(path) == ["replaced", "counts"]
    change(path, workspace.remove, ids(path)[1:])
    assert states(path) == ["counts", "removed"]
    change(path, workspace.undo)
    assert states(path) == ["replaced", "counts"]
    change(path, workspace.edit, ids(path)[1:], {"published": "2024-03-01"})
    assert states(path) == ["counts", "replaced"]
    change(path, workspace.undo)
    change(path, workspace.undo)
    assert states(path) == ["counts", "counts"]
    assert faults(path) == []


def test_an_earlier_version_can_be_kept_and_that_is_undone(path):
    put(path, FIRST, SECOND)
    before = exported(path)
    assert change(path, workspace.keep, ids(path)[:1]) == 1
    assert states(path) == ["counts", "counts"]
    put(path, FIRST, SECOND)
    assert states(path) == ["counts", "counts"]
    assert faults(path) == []
    change(path, workspace.undo)
    assert exported(path) == before


def test_over_outlets_it_is_one_story_and_the_same_as_in_the_folder_that_is_exported(path, tmp_path):
    put(path, FIRST, SECOND | {"outlet": "Marsk Radio"}, row(OTHER, outlet="Orrin Times", title="Snow"))
    first = ids(path)[0]
    assert [one.story for one in entries(path)] == [first, first, ""]
    results = open_results(path)
    write_results(tmp_path / "out", results)
    folder = read_results(tmp_path / "out")
    assert results.stories.tolist() == folder.stories.tolist()
    for counting in ("statement", "outlet", "story", "utterance"):
        made = [counted(one, counting) for one in (results, folder)]
        assert made[0] == made[1]
    assert counted(results, "story")["Marsk Radio"] < counted(results, "outlet")["Marsk Radio"]


def counted(results, counting):
    filters = Filters(counting=counting)
    statements, stances = select(results, filters)
    table = aggregate(statements, stances, **options(results, statements, filters))
    return {"Marsk Radio": 0} | table.groupby("outlet")["n_statements"].sum().to_dict()


def test_what_an_earlier_program_stored_is_compared_when_something_is_added(path):
    put(path, FIRST, SECOND)
    with closing(sqlite3.connect(path)) as raw:
        for change in ("DELETE FROM pairs", "DELETE FROM sketches", "UPDATE articles SET sketched = 0"):
            raw.execute(change)
        raw.commit()
    assert states(path) == ["counts", "counts"]
    put(path, row(OTHER, title="Snow"), name="more")
    assert states(path) == ["replaced", "counts", "counts"]


@pytest.mark.parametrize(
    "statement", ["UPDATE pairs SET share = 0.7", "UPDATE pairs SET share = 'much'", "DELETE FROM sketches"]
)
def test_likeness_that_was_tampered_with_is_found(path, statement):
    put(path, FIRST, SECOND)
    assert faults(path) == []
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(statement).rowcount > 0
        raw.commit()
    assert faults(path)


def test_the_commands_say_which_version_counts_and_keep_the_other(path, capsys):
    put(path, FIRST, name="one")
    assert put(path, SECOND, row(LAST + OTHER, outlet="Marsk Radio", title="Snow"), name="two")
    first = ids(path)[0]
    assert cli.main(["list", "--workspace", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("  replaced")
    assert lines[-1].startswith("2 articles (0 with older scores, 0 removed, 1 replaced by later versions)")
    assert cli.main(["edit", first, "--keep", "--workspace", str(path)]) == 0
    assert capsys.readouterr().out == "corrected   1 articles; `undo 1` takes it back\n"
    assert cli.main(["list", "--changes", "--workspace", str(path)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith(f"{first} counts whatever comes later")
    assert said[-1].startswith("3 articles (0 with older scores, 0 removed)")
    with workspace.reading(path) as connection:
        assert len(csv_of(workspace.results(connection))["statements"]) > 0
