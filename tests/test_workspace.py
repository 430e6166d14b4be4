"""A workspace: what is added once is scored once, and its tables are those of one run over all inputs."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from workspace_support import (
    TEXT,
    add,
    changed,
    entries,
    exported,
    faults,
    ids,
    other_targets,
    reasons,
    scored_at_once,
    table,
    written,
)

from analytics.errors import StoreError
from analytics.records import (
    Article,
)
from analytics.store import workspace
from analytics.store.workspace import adding, renewing, runs


@pytest.fixture
def folder(tmp_path):
    made = written(tmp_path / "in")
    (made / "4.txt").write_text("")
    return made


@pytest.fixture
def path(tmp_path):
    return tmp_path / "work.sqlite"


def test_a_workspace_holds_the_tables_of_one_run_over_the_same_inputs(folder, path):
    added = add(path, folder)
    assert (added.new, added.there, dict(added.rejected)) == (3, 0, {"empty": 1})
    assert exported(path) == scored_at_once(folder)
    assert faults(path) == []


def test_what_is_there_is_not_scored_again(folder, path):
    add(path, folder)
    before, scored = exported(path), []
    added = add(path, folder, scored=scored)
    assert (added.new, added.there, scored) == (0, 3, [])
    assert exported(path) == before


def test_what_is_new_is_scored_alone_and_comes_last(folder, path):
    add(path, folder)
    scored = []
    (folder / "0.txt").write_text(TEXT.format(day="zero"))
    assert add(path, folder, scored=scored).new == 1
    assert len(scored) == 1
    assert entries(path)[-1].input == str(folder / "0.txt")
    assert faults(path) == []


def test_an_article_is_the_same_wherever_it_is_read_from(folder, path, tmp_path):
    add(path, folder)
    added = add(path, written(tmp_path / "copy"))
    assert (added.new, added.there, dict(added.rejected)) == (0, 3, {})


def test_the_same_text_under_another_title_is_a_duplicate_as_in_one_run(path, tmp_path):
    first, second = (table(tmp_path / name, [{"text": TEXT, "title": name}]) for name in ("one.csv", "two.csv"))
    add(path, first)
    assert dict(add(path, second).rejected) == {"duplicate": 1}
    assert exported(path) == scored_at_once(first, second)


def test_another_text_under_an_article_id_that_is_there_is_a_duplicate(path, tmp_path):
    first, second = (
        table(tmp_path / f"{day}.csv", [{"article_id": "n1", "text": TEXT.format(day=day)}]) for day in "12"
    )
    add(path, first)
    add(path, second)
    assert exported(path) == scored_at_once(first, second)
    assert ids(path) == ["n1"]


def test_metadata_that_come_later_are_taken_over_and_the_id_stays(folder, path, tmp_path):
    add(path, folder)
    before = ids(path)
    metadata = tmp_path / "metadata.csv"
    metadata.write_text("file,outlet,published\n1.txt,Harbour Post,2024-01-10\n")
    added = add(path, folder, metadata=metadata)
    assert (added.new, added.renewed, added.there) == (0, 1, 2)
    assert ids(path) == before
    assert next((one.outlet, one.published) for one in entries(path)) == ("Harbour Post", "2024-01-10")
    assert add(path, folder).there == 3  # and they stay where nobody says them any more
    assert faults(path) == []


def test_a_file_whose_text_changed_is_another_article_and_that_is_said(folder, path):
    add(path, folder)
    notices = []
    (folder / "1.txt").write_text(TEXT.format(day="one, corrected,"))
    assert add(path, folder, notices=notices).new == 1
    assert [one.input for one in notices if one.kind == adding.TEXT_CHANGED] == [str(folder / "1.txt")]
    assert len(ids(path)) == 4


def test_a_reject_goes_when_its_file_can_be_used(folder, path):
    add(path, folder)
    (folder / "4.txt").write_text(TEXT.format(day=4))
    add(path, folder)
    assert reasons(path) == {}
    assert exported(path) == scored_at_once(folder)


def test_rejects_of_inputs_that_are_not_read_this_time_stay(folder, path, tmp_path):
    add(path, folder)
    add(path, written(tmp_path / "more", days=[7]))
    assert reasons(path) == {"empty": 1}


def test_other_targets_make_the_scores_older_until_they_are_renewed(folder, path):
    add(path, folder)
    with workspace.writing(path) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, targets=other_targets())
        assert workspace.counts(connection).older == 3
        assert all(one.older for one in workspace.entries(connection))
        assert workspace.rescore(connection, using).renewed == 3
        assert workspace.counts(connection).older == 0
        assert workspace.rescore(connection, using).renewed == 0
        assert workspace.rescore(connection, using, everything=True).renewed == 3
    assert exported(path) == scored_at_once(folder, targets=other_targets())
    assert faults(path) == []


def test_what_was_given_holds_until_something_else_is_given(folder, path):
    add(path, folder, targets=other_targets())
    assert add(path, folder).there == 3
    with workspace.reading(path) as connection:
        assert workspace.in_force(connection).targets == other_targets()
        assert workspace.results(connection).configuration["targets.yaml"] == other_targets().source


def test_targets_of_the_program_are_followed_where_none_were_given(folder, path, monkeypatch):
    add(path, folder)
    monkeypatch.setattr(runs, "default_targets", other_targets)  # as a later version has them
    scored = []
    assert add(path, folder, scored=scored).renewed == 3
    assert len(scored) == 3


def test_the_scores_of_another_version_or_of_other_weights_are_older(folder, path):
    add(path, folder)
    with workspace.reading(path) as connection:
        run = workspace.in_force(connection).run
    others = [
        replace(run, version="99"),
        replace(run, weights={"statements": {"model.onnx": "0"}}),
        replace(run, scorer="model"),
        replace(run, files={**run.files, "targets.yaml": "0"}),
        replace(run, files={**run.files, "speakers.yaml": "0"}),
    ]
    assert len({runs.fingerprint(one) for one in (run, *others)}) == 6
    assert runs.fingerprint(replace(run, scored="later", platform={})) == runs.fingerprint(run)


def test_what_is_removed_is_in_no_table_is_not_added_again_and_can_be_brought_back(folder, path):
    add(path, folder)
    before, first = exported(path), ids(path)[0]
    with workspace.writing(path) as connection:
        assert workspace.remove(connection, [first]) == 1
    assert first.encode() not in b"".join(exported(path).values())
    added = add(path, folder)
    assert (added.new, added.there, added.removed) == (0, 2, 1)
    with workspace.writing(path) as connection:
        assert workspace.remove(connection, [str(folder / "1.txt")], undo=True) == 1
    assert exported(path) == before
    assert faults(path) == []


def test_nothing_is_removed_where_one_of_the_names_is_nobodys(folder, path):
    add(path, folder)
    before = ids(path)
    with (
        workspace.writing(path) as connection,
        pytest.raises(StoreError, match="there is no article with the id or the input 'nobody'"),
    ):
        workspace.remove(connection, [before[0], "nobody"])
    assert ids(path) == before


def test_an_interruption_keeps_what_is_done_and_the_rest_is_scored_later(folder, path):
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), workspace.writing(path, create=True) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, scorer="vader")
        workspace.add(connection, adding_inputs(folder), using, stored=stop)
    assert len(ids(path)) == 1
    assert faults(path) == []
    scored = []
    add(path, folder, scored=scored)
    assert len(scored) == 2
    assert exported(path) == scored_at_once(folder)


def adding_inputs(*paths):
    from analytics.ingest import read_inputs

    return read_inputs(paths)


def test_a_reader_sees_one_state_while_another_writes(folder, path, tmp_path):
    add(path, folder)
    with workspace.reading(path) as connection:
        before = workspace.counts(connection)
        add(path, written(tmp_path / "more", days=[7]))
        assert workspace.counts(connection) == before
    with workspace.reading(path) as connection:
        assert workspace.counts(connection).articles == before.articles + 1


def test_two_writers_take_turns_article_by_article(path, tmp_path):
    first, second = (written(tmp_path / name, days=days) for name, days in (("one", range(4)), ("two", range(4, 8))))
    others = iter(sorted(second.iterdir()))

    def meanwhile(_):
        assert add(path, next(others)).new == 1

    added = add(path, first, meanwhile=meanwhile)
    assert added.new == 4
    names = [one.input.rpartition("/")[2] for one in entries(path)]
    assert names == ["0.txt", "4.txt", "1.txt", "5.txt", "2.txt", "6.txt", "3.txt", "7.txt"]
    assert faults(path) == []


def test_what_another_writer_adds_while_it_is_scored_is_stored_once(folder, path, monkeypatch):
    analyse = adding.analyse_each

    def slow(*inputs, **using):
        for one in analyse(*inputs, **using):
            with monkeypatch.context() as other:
                other.setattr(adding, "analyse_each", analyse)
                add(path, folder)
            yield one

    monkeypatch.setattr(adding, "analyse_each", slow)
    added = add(path, folder)
    assert (added.new, added.there) == (0, 3)
    assert exported(path) == scored_at_once(folder)
    assert faults(path) == []


class Fetched:
    """Articles as they come from the web, each known by its address."""

    def __init__(self, *texts):
        self._articles = [Article(text, url=f"https://norland.example/{n}") for n, text in enumerate(texts)]

    def __iter__(self):
        return iter(self._articles)

    def input_of(self, article):
        return article.url

    def keys_of(self, article):
        return (article.url, f"guid {article.url}")


def test_by_what_fetched_articles_are_known_is_kept_with_them(path):
    texts = [TEXT.format(day=day) for day in ("one", "two")]
    for fetched, new in ((Fetched(*texts[:1]), 1), (Fetched(*texts), 1), (Fetched(*texts), 0)):
        added = changed(path, lambda connection, using, read=fetched: workspace.add(connection, read, using))
        assert (added.new, added.used) == (new, len(list(fetched)))
        with workspace.reading(path) as connection:
            known = workspace.known_keys(connection)
        assert known == {key for one in fetched for key in fetched.keys_of(one)}
    with workspace.writing(path) as connection, workspace.transaction(connection):
        connection.execute("DELETE FROM keys")
    changed(path, lambda connection, using: workspace.add(connection, Fetched(*texts), using))
    with workspace.reading(path) as connection:
        assert len(workspace.known_keys(connection)) == 4
    assert faults(path) == []


def test_what_changes_while_it_is_scored_anew_stays_older(folder, path, monkeypatch):
    add(path, folder)
    analyse = renewing.analyse_each

    def slow(*inputs, **using):
        for one in analyse(*inputs, **using):
            with workspace.writing(path) as other:
                other.execute("UPDATE articles SET title = title || '!' WHERE position = 2")
            yield one

    monkeypatch.setattr(renewing, "analyse_each", slow)
    with workspace.writing(path) as connection:
        with workspace.transaction(connection):
            using = workspace.choose(connection, targets=other_targets())
        assert workspace.rescore(connection, using).renewed == 2
        assert [one.older for one in workspace.entries(connection)] == [False, True, False]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE articles SET text = 'something else'",
        "UPDATE articles SET title = 'Another'",
        "UPDATE articles SET published = 'yesterday'",
        "UPDATE articles SET content = ''",
        "UPDATE articles SET findings = ''",
        "UPDATE statements SET speaker = 'Orrin'",
        "UPDATE statements SET kind = 'shouted'",
        "UPDATE statements SET spans = '[[0, 999999]]'",
        "UPDATE statements SET spans = '[]'",
        "UPDATE statements SET spans = 3",
        "UPDATE statements SET text = 'other words'",
        "UPDATE statements SET confidence = 7",
        "UPDATE stances SET p_critical = 0.9, p_neutral = 0.1, p_favourable = 0",
        "UPDATE stances SET p_critical = 0.9, p_neutral = 0.9",
        "UPDATE stances SET mentions = '[[0, 999999]]'",
        "UPDATE stances SET tone = 'sad'",
        "DELETE FROM stances",
        "DELETE FROM statements",
        "UPDATE runs SET weights = '{}'",
        "UPDATE runs SET weights = 'nothing'",
        "UPDATE configurations SET data = x'00'",
        "DELETE FROM runs",
    ],
)
def test_whatever_is_changed_behind_its_back_is_found(folder, path, change):
    add(path, folder)
    raw = sqlite3.connect(path)
    assert raw.execute(change).rowcount > 0
    raw.commit()
    raw.close()
    assert faults(path)
