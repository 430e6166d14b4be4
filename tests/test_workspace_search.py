"""Words in a workspace: which articles and which statements hold them, whatever is added, changed or typed."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workspace_support import add, faults, ids, other_targets, written

from analytics.cli import main as cli
from analytics.errors import StoreError
from analytics.store import workspace


@pytest.fixture
def path(tmp_path):
    folder = written(tmp_path / "in", days=range(2))
    (folder / "2.txt").write_text(
        "The lighthouse of Norland stands empty.\n\nKeeper José Orrin said that the CSTO had promised a lamp.\n"
    )
    at = tmp_path / "work.sqlite"
    add(at, folder)
    return at


def search(path, words, **more):
    with workspace.reading(path) as connection:
        return workspace.search(connection, words, **more)


def test_statements_that_hold_the_words_are_given_with_their_article(path):
    (found,) = search(path, "lamp promised")
    assert found.article_id == ids(path)[2]
    (statement,) = found.statements
    assert statement[0] == "José Orrin"
    assert "lamp" in statement[1]


def test_an_article_that_holds_them_elsewhere_is_given_without_statements(path):
    (found,) = search(path, "lighthouse")
    assert (found.article_id, found.statements) == (ids(path)[2], ())


def test_a_speaker_is_found_by_the_name(path):
    assert {speaker for found in search(path, "Mara Velt") for speaker, _ in found.statements} == {"Mara Velt"}


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("jose", 1),
        ("LAMP", 1),
        ('"failed us again"', 2),
        ('"us failed again"', 0),
        ("failed again us", 2),
        ("light*", 1),
        ("light", 0),
        ("lamp harbour", 0),
        ("lamp OR harbour", 0),
        ("NEAR(lamp", 0),
        ("text:lamp", 0),
        ("lamp'; DROP TABLE articles", 0),
    ],
)
def test_words_are_words_whatever_they_look_like(path, words, count):
    assert len(search(path, words)) == count
    assert faults(path) == []


@pytest.mark.parametrize("words", ["", " ", "-", '""', '"*"'])
def test_where_there_is_no_word_that_is_told(path, words):
    with pytest.raises(StoreError, match="there is no word to look for"):
        search(path, words)


@given(st.text(max_size=20))
def test_whatever_is_typed_is_answered_or_told(searched, words):
    try:
        search(searched, words)
    except StoreError as error:
        assert "no word" in str(error)


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    place = tmp_path_factory.mktemp("searched")
    add(place / "work.sqlite", written(place / "in"))
    return place / "work.sqlite"


def test_the_search_follows_what_is_scored_anew_corrected_and_removed(path):
    third = ids(path)[2]
    with workspace.writing(path) as connection:
        workspace.edit(connection, [third], {"title": "A lantern"})
        with workspace.transaction(connection):
            using = workspace.choose(connection, targets=other_targets())
        workspace.rescore(connection, using)
    assert [found.article_id for found in search(path, "lantern")] == [third]
    assert len(search(path, "lamp")[0].statements) == 1
    with workspace.writing(path) as connection:
        workspace.remove(connection, [third])
    assert search(path, "lamp") == []
    with workspace.writing(path) as connection:
        workspace.undo(connection)
    assert len(search(path, "lamp")) == 1
    assert faults(path) == []


def test_only_as_many_as_are_wanted_are_given(path):
    assert len(search(path, "harbour")) == 2
    assert len(search(path, "harbour", most=1)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM statements_search WHERE rowid = (SELECT min(rowid) FROM statements_search)",
        "UPDATE statements_search SET text = 'other words'",
        "INSERT INTO statements_search (rowid, text) VALUES (1, 'more')",
        "INSERT INTO articles_search (articles_search) VALUES ('delete-all')",
    ],
)
def test_a_search_that_does_not_hold_what_it_should_is_found(path, statement):
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(statement)
        raw.commit()
    assert faults(path) == ["the search does not hold the words of all articles and statements"]


def test_the_command_lists_articles_and_below_them_statements(path, capsys):
    assert cli.main(["list", "--search", "lamp", "--workspace", str(path)]) == 0
    first, second, _ = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{ids(path)[2]}  no date  unknown")
    assert second.startswith("-  José Orrin:  ")
    assert cli.main(["list", "--search", "?", "--workspace", str(path)]) == 2
