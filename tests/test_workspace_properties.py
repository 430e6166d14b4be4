"""A workspace, whatever comes: its tables are those of one run, and what is stored comes back."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from workspace_support import (
    TEXT,
    add,
    exported,
    faults,
    other_targets,
    scored_at_once,
    table,
)

from analytics.records import (
    KINDS,
    RESOLUTIONS,
    Article,
    Stance,
    StanceScore,
    Statement,
)
from analytics.stages import Analysed
from analytics.store import workspace
from analytics.store.workspace import rows, runs

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(["", *(TEXT.format(day=day) for day in range(4))]),
            "outlet": st.sampled_from(["", "Lorvan Post", "=Marsk"]),
            "published": st.sampled_from(["", "2024-01-10", "never"]),
        }
    ),
    min_size=1,
    max_size=5,
)


@settings(max_examples=15)
@given(ROWS, st.integers(0, 5), st.booleans())
def test_however_inputs_are_divided_and_repeated_the_tables_are_those_of_one_run(tmp_path_factory, records, cut, again):
    place = tmp_path_factory.mktemp("divided")
    parts = [table(place / f"{number}.csv", part) for number, part in enumerate((records[:cut], records[cut:])) if part]
    path = place / "work.sqlite"
    for part in parts:
        add(path, part)
        if again:
            add(path, part)
    there, once = exported(path), scored_at_once(*parts)
    for name in ("statements", "stances", "aggregates"):
        assert there[name] == once[name]
    assert faults(path) == []
    whole = place / "whole.sqlite"
    add(whole, *parts)
    assert exported(whole) == once


TEXTS = st.text(st.characters(), max_size=12)  # half characters and control characters among them
SHARES = st.floats(0, 1)


@st.composite
def analysed(draw):
    text = draw(st.text(st.characters(), min_size=1, max_size=40))
    article = Article(
        text,
        title=draw(TEXTS),
        outlet=draw(TEXTS),
        url=draw(TEXTS),
        published=draw(st.none() | st.dates()),
        article_id=draw(st.none() | st.text(st.characters(), min_size=1, max_size=9)),
    )
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 5)).map(
        lambda pair: (pair[0], min(len(text), pair[0] + pair[1]))
    )
    statements = draw(
        st.lists(
            st.builds(
                Statement,
                content=spans.map(lambda span: (span,)),
                source=st.none() | spans,
                cue=st.none() | spans,
                speaker=TEXTS,
                kind=st.sampled_from(KINDS),
                confidence=SHARES,
                resolution=st.sampled_from(RESOLUTIONS),
                speaker_confidence=SHARES,
            ),
            max_size=4,
            unique_by=lambda one: one.content,
        )
    )
    stances = [
        Stance(one.id(article), target, StanceScore(share, 0.0, 1 - share), draw(st.floats(-1, 1)), (draw(spans),))
        for one in statements
        for target in draw(st.lists(TEXTS, max_size=2, unique=True))
        for share in [draw(SHARES)]
    ]
    return Analysed(article, tuple(statements), tuple(draw(st.permutations(stances))))


SMALLEST = Analysed(
    Article("00"),
    (Statement(((0, 1),), None, None, "", "direct", 0.0),),
    (
        Stance(
            Statement(((0, 1),), None, None, "", "direct", 0.0).id(Article("00")),
            "",
            StanceScore(0.0, 0.0, 1.0),
            -0.0,
            ((0, 1),),
        ),
    ),
)
"""A tone of zero below zero, which SQLite does not know."""


@pytest.fixture(scope="module")
def emptied(tmp_path_factory):
    """A workspace, open for writing, in which a run is known."""
    with workspace.writing(tmp_path_factory.mktemp("round") / "work.sqlite", create=True) as connection:
        using = workspace.Using(other_targets(), runs.default_book(), "vader")
        runs.keep(connection, using)
        yield connection, using.fingerprint


@example(SMALLEST)
@given(analysed())
def test_whatever_an_article_holds_comes_back_as_it_was(emptied, found):
    connection, run = emptied
    with workspace.transaction(connection):
        connection.execute("DELETE FROM articles")
        connection.execute("DELETE FROM statements_search")
        connection.execute("INSERT INTO articles_search (articles_search) VALUES ('rebuild')")
        rows.insert(connection, found, read=found.article, name="in.txt", run=run, now="2026-01-01")
    (position,) = connection.execute("SELECT position FROM articles").fetchone()
    assert rows.analysed_at(connection, position) == found
    assert [fault for fault in workspace.faults(connection) if "table" not in fault] == []
