"""Versions of one utterance: what each kept, and what only one has."""

import itertools

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from analytics.analysis.versions import Piece, compare_versions, repeated


def marked(pieces, kept="one"):
    return [piece.text for piece in pieces if piece.kept == kept]


def test_words_that_the_other_version_does_not_have_are_apart():
    short, long = compare_versions(["The harbour is closed.", "The old harbour is closed until May."])
    assert short == (Piece("The harbour is closed.", "all"),)
    assert marked(long) == ["old", "until May"]
    assert marked(long, "all") == ["The ", " harbour is closed ", "."]


def test_another_choice_of_words_is_marked_on_both_sides():
    first, second = compare_versions(["The bloc betrayed us.", "The bloc deserted us."])
    assert (marked(first), marked(second)) == (["betrayed"], ["deserted"])


def test_case_quotation_marks_and_punctuation_make_no_difference():
    versions = compare_versions(["“The treaty stands,” she said", '"the Treaty – stands" she said'])
    assert [[piece.kept for piece in pieces] for pieces in versions] == [["all"], ["all"]]


def test_straight_and_curly_apostrophes_are_the_same_word():
    first, second = compare_versions(["The bloc's mission", "The bloc’s mission"])
    assert not marked(first)
    assert not marked(second)


def test_of_three_versions_a_word_in_two_is_neither_in_all_nor_in_one():
    versions = compare_versions(["they will leave soon", "they will leave", "they leave now"])
    assert marked(versions[0], "some") == ["will"]
    assert marked(versions[1], "some") == ["will"]
    assert marked(versions[0]) == ["soon"]
    assert marked(versions[2]) == ["now"]


def test_versions_with_nothing_in_common_are_marked_whole():
    first, second = compare_versions(["closed at once", "nobody came"])
    assert marked(first) == ["closed at once"]
    assert marked(second) == ["nobody came"]


def test_one_version_alone_and_none_at_all():
    assert compare_versions(["the road opens"]) == [(Piece("the road opens", "all"),)]
    assert compare_versions([]) == []
    assert compare_versions(["", "…"]) == [(), (Piece("…", "all"),)]


TEXTS = st.lists(st.text("ab cB,.’'<&\n", max_size=40), min_size=1, max_size=4)


@given(TEXTS)
def test_the_pieces_joined_are_the_text(texts):
    for text, pieces in zip(texts, compare_versions(texts), strict=True):
        assert "".join(piece.text for piece in pieces) == text
        assert all(piece.text for piece in pieces)
        assert all(a.kept != b.kept for a, b in itertools.pairwise(pieces))


@given(st.text("ab c,.", max_size=40), st.integers(2, 4))
def test_versions_that_are_the_same_have_nothing_marked(text, count):
    assert all(piece.kept == "all" for pieces in compare_versions([text] * count) for piece in pieces)


@given(st.lists(st.sampled_from(["one", "two", "three"]), max_size=8), st.text("ab ", max_size=20))
def test_in_two_versions_a_word_is_in_both_or_in_one(words, other):
    for pieces in compare_versions([" ".join(words), other]):
        assert {piece.kept for piece in pieces} <= {"all", "one"}


def statements(*rows):
    """Statements of which only what groups of them need is given: id, article, outlet, day."""
    table = pd.DataFrame(
        rows, columns=["statement_id", "article_id", "outlet", "published"], index=range(5, 5 + len(rows))
    )
    return table.astype({"published": "datetime64[us]"})


def test_only_what_stands_in_two_articles_is_repeated_and_the_most_repeated_comes_first():
    said = statements(
        ("s1", "a1", "Lantern", "2024-01-01"),
        ("s2", "a2", "Lantern", "2024-01-05"),
        ("s3", "a3", "Velria Post", "2024-01-02"),
        ("s4", "a1", "Lantern", "2024-02-01"),
        ("s5", "a1", "Lantern", "2024-02-01"),
        ("s6", "a2", "Lantern", "2024-03-01"),
        ("s7", "a3", "Lantern", "2024-03-02"),
        ("s8", "a4", "Lantern", "2024-03-02"),
    )
    groups = pd.Series(["s1", "s1", "s1", "s4", "s4", "s6", "s6", "s8"], index=said.index)
    table = repeated(said, groups)
    assert table[["utterance", "articles", "outlets"]].to_numpy().tolist() == [["s1", 3, 2], ["s6", 2, 1]]
    assert table["latest"].tolist() == [pd.Timestamp("2024-01-05"), pd.Timestamp("2024-03-02")]


def test_of_equally_repeated_utterances_the_latest_comes_first_and_the_undated_last():
    said = statements(
        *(
            (f"s{at}", f"a{at}", "Lantern", day)
            for at, day in enumerate([None, None, "2024-01-01", None, "2024-05-01", None])
        )
    )
    groups = pd.Series(["s0", "s0", "s2", "s2", "s4", "s4"], index=said.index)
    assert repeated(said, groups)["utterance"].tolist() == ["s4", "s2", "s0"]


def test_without_statements_nothing_is_repeated():
    said = statements()
    assert repeated(said, pd.Series([], index=said.index, dtype="str")).empty


def test_thousands_of_the_same_wording_are_compared_once():
    versions = compare_versions(["The harbour is closed."] * 5_000 + ["The harbour was closed."])
    assert set(versions[:-1]) == {versions[0]}
    assert [piece.text.strip() for piece in versions[-1] if piece.kept == "one"] == ["was"]
    assert [piece.text.strip() for piece in versions[0] if piece.kept == "some"] == ["is"]
