"""What the user changes in a workspace: it holds whatever is added or scored later, tables follow, it can be undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workspace_support import TEXT, add, csv_of, entries, exported, faults, ids, other_targets, scored_at_once, written

from analytics.cli import main as cli
from analytics.errors import StoreError
from analytics.store import workspace
from analytics.store.workspace import schema

OUTLETS = ("Lorvan Post", "Marsk Radio", "Radio Marsk", "")


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path / "in", days=range(4))


@pytest.fixture
def metadata(tmp_path):
    return described(tmp_path / "metadata.csv", OUTLETS)


@pytest.fixture
def path(tmp_path, folder, metadata):
    at = tmp_path / "work.sqlite"
    add(at, folder, metadata=metadata)
    return at


def described(at, outlets):
    at.write_text("file,outlet,title\n" + "".join(f"{day}.txt,{name},Day {day}\n" for day, name in enumerate(outlets)))
    return at


def change(path, function, *given, **more):
    with workspace.writing(path) as connection:
        return function(connection, *given, **more)


def edit(path, name, **values):
    return change(path, workspace.edit, [name], values)


def outlets(path):
    return [one.outlet for one in entries(path) if not one.removed]


def rescored(path, **chosen):
    with workspace.writing(path) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, **chosen)
        return workspace.rescore(connection, using).renewed


def test_what_is_corrected_shows_in_every_table_and_the_article_keeps_its_id(path):
    before = ids(path)
    assert edit(path, before[1], outlet="Marsk Daily", published="2024-03-05", title="A day") == 1
    assert ids(path) == before
    (one,) = [entry for entry in entries(path) if entry.article_id == before[1]]
    assert (one.outlet, one.published, one.title) == ("Marsk Daily", "2024-03-05", "A day")
    with workspace.reading(path) as connection:
        results = workspace.results(connection)
    rows = results.statements[results.statements["article_id"] == before[1]]
    assert set(rows["outlet"]) == {"Marsk Daily"}
    assert "Marsk Daily" in set(results.aggregates["outlet"])
    assert "Marsk Radio" not in set(results.aggregates["outlet"])
    assert faults(path) == []


def test_a_correction_outlasts_adding_and_scoring_again(path, folder, metadata):
    edit(path, ids(path)[0], outlet="Orrin Times", title="")
    assert [one.older for one in entries(path)] == [True, False, False, False]
    assert rescored(path) == 1
    assert rescored(path, targets=other_targets()) == 4
    added = add(path, folder, metadata=metadata)
    assert (added.new, added.there) == (0, 4)
    described(metadata, ("Another Post", *OUTLETS[1:]))
    assert add(path, folder, metadata=metadata).renewed == 1
    assert outlets(path)[0] == "Orrin Times"
    assert change(path, workspace.undo)[0].field in ("outlet", "title")
    assert outlets(path)[0] == "Another Post"
    assert faults(path) == []


def test_a_corrected_article_is_scored_with_what_it_is_now(path, folder, metadata):
    edit(path, ids(path)[0], outlet="Marsk Radio")
    change(path, workspace.merge_outlets, ["Radio Marsk"], "Marsk Radio")
    rescored(path)
    described(metadata, ("Marsk Radio", "Marsk Radio", "Marsk Radio", ""))
    assert exported(path)["aggregates"] == scored_at_once(folder, metadata=metadata)["aggregates"]
    assert all(not one.older for one in entries(path))


def test_outlets_that_are_merged_are_one_also_for_what_comes_later(path, tmp_path):
    assert change(path, workspace.merge_outlets, ["Marsk Radio", "Lorvan Post"], "Radio Marsk") == 2
    assert outlets(path) == ["Radio Marsk"] * 3 + [""]
    more = written(tmp_path / "more", days=[0])
    (more / "0.txt").write_text(TEXT.format(day="later"))
    add(path, more, metadata=described(tmp_path / "m.csv", ["Marsk Radio"]))
    assert outlets(path) == ["Radio Marsk"] * 3 + ["", "Radio Marsk"]
    change(path, workspace.undo)
    assert outlets(path) == [*OUTLETS, "Marsk Radio"]
    assert faults(path) == []


def test_of_changes_that_follow_one_another_each_can_be_undone_alone(path):
    first = ids(path)[1]
    change(path, workspace.merge_outlets, ["Marsk Radio"], "Radio Marsk")
    edit(path, first, outlet="Orrin Times")
    change(path, workspace.merge_outlets, ["Orrin Times"], "Orrin Post")
    assert outlets(path)[1] == "Orrin Post"
    change(path, workspace.undo, 2)
    assert outlets(path)[1] == "Radio Marsk"
    change(path, workspace.undo, 1)
    assert outlets(path)[1] == "Marsk Radio"
    change(path, workspace.undo)
    assert outlets(path) == list(OUTLETS)
    with pytest.raises(StoreError, match="there is no change to undo"):
        change(path, workspace.undo)
    with pytest.raises(StoreError, match="no change of step 2 holds"):
        change(path, workspace.undo, 2)
    with workspace.reading(path) as connection:
        assert all(one.undone for one in workspace.changes(connection))


def test_a_removal_is_a_change_that_can_be_undone(path):
    before, first = exported(path), ids(path)[0]
    change(path, workspace.remove, [first, ids(path)[1]])
    assert len(ids(path)) == 2
    assert {one.kind for one in change(path, workspace.undo)} == {"remove"}
    assert exported(path) == before
    change(path, workspace.remove, [first])
    change(path, workspace.remove, [first], undo=True)
    with pytest.raises(StoreError, match="no change to undo"):
        change(path, workspace.undo)
    assert exported(path) == before
    assert faults(path) == []


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"published": "yesterday"}, "no date YYYY-MM-DD"),
        ({"published": "1492-10-12"}, "no article was published then"),
        ({"published": "2999-01-01"}, "no article was published then"),
    ],
)
def test_a_date_that_cannot_be_is_told_and_nothing_changes(path, values, why):
    before = exported(path)
    with pytest.raises(StoreError, match=why):
        edit(path, ids(path)[0], outlet="Orrin Times", **values)
    with pytest.raises(StoreError, match="no article with the id or the input 'nobody'"):
        change(path, workspace.edit, [ids(path)[0], "nobody"], {"outlet": "Orrin Times"})
    for wrong in (["Nobody"], [""]):
        with pytest.raises(StoreError, match="there is no article of the outlet"):
            change(path, workspace.merge_outlets, [*wrong, "Marsk Radio"], "Radio Marsk")
    for into in ("Marsk Radio", " "):
        with pytest.raises(StoreError, match="cannot be merged"):
            change(path, workspace.merge_outlets, ["Marsk Radio"], into)
    assert exported(path) == before


def test_what_is_so_already_is_no_change(path):
    assert edit(path, ids(path)[0], outlet="  Lorvan   Post ") == 0
    with workspace.reading(path) as connection:
        assert workspace.changes(connection) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET after = 'Another'",
        "UPDATE changes SET after = 'never' WHERE field = 'published'",
        "UPDATE changes SET kind = 'rename'",
        "UPDATE changes SET undone = 'now'",
        "DELETE FROM changes",
        "UPDATE articles SET removed = NULL",
        "UPDATE articles SET removed = 'now'",
        "UPDATE articles SET read_outlet = 'Another'",
    ],
)
def test_changes_that_were_tampered_with_are_found(path, statement):
    edit(path, ids(path)[0], outlet="Orrin Times", published="2024-03-05")
    change(path, workspace.remove, ids(path)[:1])
    assert faults(path) == []
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute(statement).rowcount > 0
        raw.commit()
    assert faults(path)


def test_a_workspace_of_the_first_format_keeps_what_it_had_and_what_was_removed_comes_back(path, tmp_path, monkeypatch):
    before = exported(path)
    old = tmp_path / "old.sqlite"
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        with monkeypatch.context() as early:
            early.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
            schema.migrate(connection)
        connection.execute("ATTACH ? AS now", (str(path),))
        for (table,) in connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
            names = ", ".join(name for _, name, *_ in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"DELETE FROM main.{table}")  # noqa: S608
            connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM now.{table}")  # noqa: S608
        connection.execute("UPDATE main.articles SET removed = '2026-01-01' WHERE position = 2")
    assert len(ids(old)) == 3
    assert faults(old) == []
    change(old, workspace.undo)
    assert exported(old) == before


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 3), st.sampled_from(("Lorvan Post", "Marsk Radio", "Orrin", ""))),
        st.tuples(st.just("merge"), st.sampled_from(OUTLETS[:3]), st.sampled_from((*OUTLETS[:3], "Orrin"))),
        st.tuples(st.just("remove"), st.integers(0, 3), st.booleans()),
        st.tuples(st.just("undo"), st.integers(1, 6), st.none()),
    ),
    max_size=6,
)


@settings(max_examples=25)
@given(STEPS)
def test_whatever_is_changed_in_whatever_order_undoing_all_gives_what_was(changed, steps):
    path, names, before = changed
    with workspace.writing(path) as connection:
        for kind, one, other in steps:
            try:
                if kind == "edit":
                    workspace.edit(connection, [names[one]], {"outlet": other})
                elif kind == "merge":
                    workspace.merge_outlets(connection, [one], other)
                elif kind == "remove":
                    workspace.remove(connection, [names[one]], undo=other)
                else:
                    workspace.undo(connection, one)
            except StoreError:
                continue
        assert list(workspace.faults(connection)) == []
        while any(not one.undone for one in workspace.changes(connection)):
            workspace.undo(connection)
        assert csv_of(workspace.results(connection)) == before
        assert workspace.counts(connection).older == 0


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    place = tmp_path_factory.mktemp("changed")
    path = place / "work.sqlite"
    add(path, written(place / "in", days=range(4)), metadata=described(place / "metadata.csv", OUTLETS))
    return path, ids(path), exported(path)


def test_the_commands_say_what_they_did_and_how_to_undo_it(path, capsys, tmp_path):
    def run(*given):
        status = cli.main([*map(str, given), "--workspace", str(path)])
        return status, "".join(capsys.readouterr())

    first = ids(path)[0]
    assert run("edit", first, "--outlet", "Orrin Times", "--date", "2024-03-05") == (
        0,
        "corrected   1 articles; `undo 1` takes it back\n",
    )
    assert run("edit", first, "--outlet", "Orrin Times") == (0, "corrected   0 articles\n")
    assert run("edit", first)[0] == 1
    assert run("edit", first, "--date", "soon")[0] == 2
    status, said = run("outlets", "--merge", "Marsk Radio", "--into", "Radio Marsk")
    assert (status, said) == (0, "merged      Marsk Radio into Radio Marsk: 1 articles; `undo 2` takes it back\n")
    assert run("outlets", "--merge", "Marsk Radio")[0] == 1
    status, said = run("outlets")
    assert said.splitlines() == ["     2  Radio Marsk", "     1  (unknown)", "     1  Orrin Times", "3 outlets"]
    status, said = run("list", "--changes")
    assert [" ".join(line.split()[2:]) for line in said.splitlines()[:3]] == [
        f"outlet of {first}: Lorvan Post -> Orrin Times",
        f"published of {first}: unknown -> 2024-03-05",
        "merge of Marsk Radio into Radio Marsk",
    ]
    assert run("export", "--out", tmp_path / "out")[0] == 0
    assert "Orrin Times" in (tmp_path / "out" / "aggregates.csv").read_text(encoding="utf-8")
    assert run("undo") == (0, "undone      merge of Marsk Radio into Radio Marsk\n")
    assert run("undo", "1")[0] == 0
    assert run("undo")[0] == 2
    assert outlets(path) == list(OUTLETS)
    assert run("verify")[0] == 0
