"""Which statements are one utterance, and which only look like it."""

import datetime as dt
import random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.analysis.utterances import WINDOW_DAYS, group_utterances, same_utterance
from analytics.tables import from_rows

DAY = dt.date(2024, 5, 1)
LETTER = "The guild will not return to the harbour before the council has answered our letter"
CLAUSES = "after which every captain may load timber, grain and salt at the northern quay without paying twice"


def statements(*rows):
    """A table of statements from (id, speaker, text) or (id, speaker, text, published)."""
    made = [
        (key, f"in {key}", "Post", rest[0] if rest else DAY, "", "", speaker, "", "direct", text, "[]", "", 1.0)
        for key, speaker, text, *rest in rows
    ]
    return from_rows("statements", [(*row, "", "", 1.0, "en", "", "") for row in made])


def grouped(*rows):
    table = statements(*rows)
    return dict(zip(table["statement_id"], group_utterances(table), strict=True))


def test_an_utterance_is_named_after_its_earliest_statement():
    later, sooner = DAY + dt.timedelta(days=1), DAY
    assert grouped(("a", "Ada", LETTER, later), ("b", "Ada", LETTER, sooner)) == {"a": "b", "b": "b"}


def test_the_result_has_the_index_of_the_statements():
    table = statements(("a", "Ada", LETTER), ("b", "Ada", LETTER)).set_index(pd.Index([7, 3]))
    made = group_utterances(table)
    assert (made.name, made.index.tolist(), made.tolist()) == ("utterance", [7, 3], ["a", "a"])


def test_no_statements_have_no_utterances():
    assert grouped() == {}


def test_only_the_same_speaker_repeats_an_utterance():
    assert grouped(("a", "Ada", LETTER), ("b", "Bram", LETTER)) == {"a": "a", "b": "b"}


def test_speakers_who_are_not_known_may_be_several_and_are_never_grouped():
    assert grouped(("a", "", LETTER), ("b", "", LETTER)) == {"a": "a", "b": "b"}


def test_an_article_that_repeats_a_quotation_holds_one_utterance():
    table = statements(("a", "Ada", LETTER), ("b", "Ada", LETTER)).assign(article_id="one")
    assert group_utterances(table).tolist() == ["a", "a"]


@pytest.mark.parametrize(("days", "same"), [(WINDOW_DAYS, True), (WINDOW_DAYS + 1, False)])
def test_what_is_said_again_much_later_is_another_utterance(days, same):
    found = grouped(("a", "Ada", LETTER), ("b", "Ada", LETTER, DAY + dt.timedelta(days=days)))
    assert found["b"] == ("a" if same else "b")


def test_a_statement_without_a_date_may_belong_to_any_day_and_names_no_group_that_has_one():
    assert grouped(("a", "Ada", LETTER, None), ("b", "Ada", LETTER)) == {"a": "b", "b": "b"}


@pytest.mark.parametrize(
    "other",
    [
        "“The guild will not return to the harbor before the council has answered our letter,”",  # marks, spelling
        "the guild would not return to the harbour until the council answered its letter",  # reported
        "will not return to the harbour before the council has answered our letter",  # cut before
        f"{LETTER}, {CLAUSES}",  # more of it
        f"“{LETTER}” … “{CLAUSES}”",
        "The guild won’t return to the harbour before the council has answered our letter",
        "The guild will never return to the harbour before the council has answered our letters",
        "The guild will not return to the port before the council has answered our letter",  # translated otherwise
    ],
)
def test_marks_cuts_spellings_and_small_differences_of_translation_are_one_utterance(other):
    assert same_utterance(LETTER, other)
    assert same_utterance(other, LETTER)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("At least 12 sailors died when the bridge fell", "At least 21 sailors died when the bridge fell"),
        (
            "Five captains of the fleet signed the treaty of Velria",
            "Six captains of the fleet signed the treaty of Velria",
        ),
        ("Captain Orla Venn signed the treaty of Velria", "Captain Orla Wenn signed the treaty of Velria"),
    ],
)
def test_another_number_or_name_is_still_the_same_utterance(a, b):
    assert same_utterance(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (LETTER, LETTER.replace("not ", "")),
        ("The League answered our call about the harbour", "The League failed to answer our call about the harbour"),
        ("The League didn't close the harbour in spring", "The League closed the harbour in spring"),
        ("Nobody of the League came to the harbour in spring", "Everybody of the League came to the harbour in spring"),
    ],
)
def test_what_one_denies_and_the_other_says_is_not_one_utterance(a, b):
    assert not same_utterance(a, b)


def test_not_only_denies_nothing():
    said = "The League closed {} the northern harbour but the southern quay in spring"
    assert same_utterance(said.format("not only"), said.format(""))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Yes", "Yes"),
        ("We will see", "We will see"),
        ("the northern harbour closes", "the northern harbour opens"),  # short: only the same words are the same
        (LETTER, "The council wrote that the harbour letter of the guild was a forgery made in winter"),
        (f"{LETTER}. {CLAUSES}", "Salt was loaded before the guild paid for a letter"),  # scattered
    ],
)
def test_trivial_short_or_merely_similar_statements_are_kept_apart(a, b):
    assert not same_utterance(a, b)


def test_short_statements_are_one_where_they_are_the_same():
    assert same_utterance("“The northern harbour closes”", "the northern harbour closes,")


def test_parts_that_overlap_by_many_words_are_one_utterance():
    words = "alpha bravo castle delta echo forest gamma hotel india jungle kilo lemon mango nickel orange piano"
    assert same_utterance(words, f"{words.partition(' delta')[2]} quebec romeo silver tango")


def test_nothing_joins_a_group_by_way_of_a_third_statement():
    barn, wolf = "old barn burns slowly this cold night today", "grey wolf howls loudly every morning"
    mast = "tall mast falls broken straight into harbour water"
    found = grouped(("a", "Ada", f"{barn} {wolf}"), ("b", "Ada", f"{wolf}"), ("c", "Ada", f"{wolf} {mast}"))
    assert found["a"] != found["c"]
    assert found["b"] in (found["a"], found["c"])


WORDS = [f"{a}{b}" for a in ("mar", "tol", "vek", "sun", "pid") for b in ("ona", "ick", "ulf", "arm")]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=6, max_size=14, unique=True)
TEXTS = st.lists(st.sampled_from([*WORDS[:8], "not", "the", "12"]), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(SENTENCES, st.data())
def test_whatever_part_of_a_statement_an_outlet_keeps_it_is_the_same_utterance(words, data):
    start = data.draw(st.integers(0, len(words) - 6))
    end = data.draw(st.integers(start + 6, len(words)))
    assert same_utterance(" ".join(words), f"“{' '.join(words[start:end]).capitalize()},”")


@settings(max_examples=60, deadline=None)
@given(SENTENCES, st.data())
def test_a_negation_anywhere_inside_makes_another_utterance(words, data):
    place = data.draw(st.integers(1, len(words) - 2))
    assert not same_utterance(" ".join(words), " ".join([*words[:place], "not", *words[place:]]))


@settings(max_examples=60, deadline=None)
@given(TEXTS, TEXTS)
def test_it_makes_no_difference_which_of_two_statements_comes_first(a, b):
    assert same_utterance(a, b) == same_utterance(b, a)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["Ada", "Bram", ""]), TEXTS, st.none() | st.dates(DAY, dt.date(2024, 6, 30)))),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_the_order_of_rows(rows, shuffle):
    table = statements(*((str(number), *row) for number, row in enumerate(rows)))
    again = table.sample(frac=1, random_state=shuffle.randint(0, 999))
    pd.testing.assert_series_equal(
        group_utterances(again).sort_index(), group_utterances(table), check_index_type=False
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["Ada", "Bram", ""]), TEXTS), max_size=12))
def test_every_group_is_named_after_a_member_and_has_one_known_speaker(rows):
    table = statements(*((str(number), *row) for number, row in enumerate(rows)))
    table["utterance"] = group_utterances(table)
    assert table[table["speaker"] == ""].eval("utterance == statement_id").all()
    for name, group in table.groupby("utterance"):
        assert name in set(group["statement_id"])
        assert group["speaker"].nunique() == 1


def test_many_statements_are_looked_through_quickly_enough_to_find_each_repeated_one():
    chance = random.Random(3)  # noqa: S311 - invented words
    said = [" ".join(chance.choices(WORDS, k=12)) for _ in range(1000)]
    rows = [(f"{number:04}", "Ada", text) for number, text in enumerate([*said, *said])]
    found = grouped(*rows)
    assert all(found[f"{number:04}"] == found[f"{number + 1000:04}"] for number in range(1000))
