import datetime as dt
import io
import math
from typing import get_args

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import tables
from analytics.analysis.groups import Counting, aggregate, aggregate_by, difference, observations
from analytics.analysis.intervals import interval

LABELS = ("critical", "neutral", "favourable")


def frames(rows):
    """Tables of statements and stances from dicts: article, speaker, outlet, target, stance, kind, date ..."""
    statements, stances = [], []
    for number, row in enumerate(rows):
        given_row = {
            "article": "a", "speaker": "Ana Bel", "outlet": "Port Times", "target": "Guild", "kind": "direct",
            "date": dt.date(2021, 1, 1), "confidence": 1.0, "tone": 0.5, "text": "words", **row,
        }  # fmt: skip
        value, key = given_row["stance"], f"s{number}"
        label = LABELS[1 + (value > 0.3) - (value < -0.3)]
        about = [given_row[name] for name in ("article", "outlet", "date")]
        statements.append(
            [
                key,
                *about,
                "",
                "",
                given_row["speaker"],
                "",
                given_row["kind"],
                given_row["text"],
                "[]",
                "",
                given_row["confidence"],
                *("", "named", 1.0, "en", "", ""),
            ]
        )
        parts = (max(0.0, -value), 1 - abs(value), max(0.0, value))
        stances.append((key, given_row["target"], value, label, *parts, given_row["tone"], "[[0, 5]]"))
    return tables.from_rows("statements", statements), tables.from_rows("stances", stances)


def one_row(*rows, **options):
    made = aggregate(*frames(rows), **options)
    assert len(made) == 1
    return made.iloc[0]


def reread(frame, name):
    written = io.BytesIO(frame.to_csv(index=False, lineterminator="\n").encode())
    return tables.conform(pd.read_csv(written, dtype="str", keep_default_na=False), name)


def test_a_row_counts_and_averages_its_statements():
    row = one_row(
        {"article": "a", "stance": -0.8, "tone": 0.1, "date": dt.date(2021, 5, 1)},
        {"article": "a", "stance": 0.0, "tone": 0.2, "date": dt.date(2021, 5, 1)},
        {"article": "b", "stance": 0.5, "tone": 0.6, "date": dt.date(2020, 5, 1)},
        {"article": "b", "stance": 0.7, "tone": 0.3, "date": None},
    )
    assert (row["speaker"], row["outlet"], row["target"]) == ("Ana Bel", "Port Times", "Guild")
    assert (row["n_statements"], row["n_articles"]) == (4, 2)
    assert row["mean_stance"] == pytest.approx(0.1)
    assert (row["share_critical"], row["share_neutral"], row["share_favourable"]) == (0.25, 0.25, 0.5)
    assert row["mean_tone"] == pytest.approx(0.3)
    assert row["first_published"] == pd.Timestamp("2020-05-01")
    assert row["last_published"] == pd.Timestamp("2021-05-01")


def test_the_interval_is_clustered_by_article():
    # Residuals from the mean 0.2: article a -0.2 and -0.1, b 0.1, c 0.2; sums -0.3, 0.1, 0.2.
    row = one_row(
        {"article": "a", "stance": 0.0},
        {"article": "a", "stance": 0.1},
        {"article": "b", "stance": 0.3},
        {"article": "c", "stance": 0.4},
    )
    error = math.sqrt(3 / 2 * (0.3**2 + 0.1**2 + 0.2**2)) / 4
    reach = 4.30265272975 * error  # Student's t, 2 degrees of freedom
    assert row["mean_stance"] == pytest.approx(0.2)
    assert row["ci_low"] == pytest.approx(0.2 - reach)
    assert row["ci_high"] == pytest.approx(0.2 + reach)


def test_the_interval_stays_on_the_scale():
    row = one_row({"article": "a", "stance": 1.0}, {"article": "b", "stance": 0.2})
    assert row["ci_high"] == 1
    assert row["ci_low"] == -1


def test_one_article_has_no_interval():
    row = one_row({"article": "a", "stance": 1.0}, {"article": "a", "stance": 0.2})
    assert math.isnan(row["ci_low"])
    assert math.isnan(row["ci_high"])


@pytest.mark.parametrize(
    "values",
    [
        {"a": [0.1, 0.1], "b": [0.1], "c": [0.1]},
        {"a": [0.5, -0.5], "b": [0.0]},
    ],
)
def test_articles_that_do_not_differ_give_no_interval_rather_than_one_without_width(values):
    row = one_row(*({"article": key, "stance": value} for key, listed in values.items() for value in listed))
    assert math.isnan(row["ci_low"])
    assert math.isnan(row["ci_high"])


def test_statements_of_a_speaker_who_is_not_known_are_left_out():
    statements, stances = frames([{"stance": 0.1, "speaker": ""}, {"stance": 0.2}])
    assert aggregate(statements, stances)["n_statements"].tolist() == [1]
    assert aggregate_by(statements, stances, by=["outlet"])["n_statements"].tolist() == [2]


def test_attitudes_count_only_where_they_are_asked_for():
    statements, stances = frames([{"stance": 0.1, "kind": "attitude"}, {"stance": 0.2, "kind": "mixed"}])
    assert aggregate(statements, stances)["n_statements"].tolist() == [1]
    assert aggregate(statements, stances, kinds=("mixed", "attitude"))["n_statements"].tolist() == [2]


def test_statements_found_with_little_confidence_can_be_left_out():
    statements, stances = frames([{"stance": 0.1, "confidence": 0.4}, {"stance": 0.2, "confidence": 0.5}])
    assert aggregate(statements, stances, min_confidence=0.5)["mean_stance"].tolist() == [0.2]


def test_rows_are_sorted_by_speaker_outlet_and_target():
    statements, stances = frames(
        [
            {"stance": 0.1, "speaker": "Cy", "target": "Guild"},
            {"stance": 0.1, "speaker": "Bo", "target": "Town"},
            {"stance": 0.1, "speaker": "Bo", "target": "Guild"},
        ]
    )
    made = aggregate(statements, stances)
    assert made[["speaker", "target"]].values.tolist() == [["Bo", "Guild"], ["Bo", "Town"], ["Cy", "Guild"]]


def test_any_columns_can_group():
    statements, stances = frames([{"stance": 0.1, "kind": "mixed"}, {"stance": 0.3}, {"stance": 0.5, "outlet": "Sea"}])
    made = aggregate_by(statements, stances, by=["kind", "outlet"])
    assert list(made.columns[:3]) == ["kind", "outlet", "target"]
    assert made["mean_stance"].tolist() == [0.3, 0.5, 0.1]
    assert aggregate_by(statements, stances, by=[])["n_statements"].tolist() == [3]


def test_no_statements_give_an_empty_table():
    made = aggregate(*frames([]))
    tables.validate(made, "aggregates")
    assert len(made) == 0


def test_a_statement_that_stands_twice_is_refused():
    statements, stances = frames([{"stance": 0.1}])
    with pytest.raises(ValueError, match="many-to-one"):
        aggregate(pd.concat([statements, statements]), stances)


CALL = "The guild will keep every northern harbour open until spring"
REPEATED = [  # one utterance: twice in the Post, once in the Lantern, which translates it otherwise; and another one
    {"article": "a", "outlet": "Post", "date": dt.date(2024, 1, 2), "text": CALL, "stance": 0.1},
    {"article": "a", "outlet": "Post", "date": dt.date(2024, 1, 2), "text": f"“{CALL}”", "stance": 0.2},
    {"article": "b", "outlet": "Lantern", "date": dt.date(2024, 1, 1), "text": f"that {CALL}", "stance": 0.7},
    {"article": "c", "outlet": "Post", "date": dt.date(2024, 1, 3), "text": "Nothing moves", "stance": -0.5},
]


def counted(counting):
    made = aggregate(*frames(REPEATED), counting=counting)
    return {row.outlet: (row.n_statements, row.mean_stance) for row in made.itertuples()}


def test_each_statement_counts_by_default():
    assert counted("statement") == {"Lantern": (1, 0.7), "Post": (3, pytest.approx(-0.2 / 3))}


def test_an_utterance_counts_once_for_each_outlet_that_has_it():
    assert counted("outlet") == {"Lantern": (1, 0.7), "Post": (2, pytest.approx(-0.2))}


def test_an_utterance_in_two_outlets_counts_once_where_it_was_published_first():
    assert counted("utterance") == {"Lantern": (1, 0.7), "Post": (1, -0.5)}


def test_intervals_are_by_the_articles_of_the_statements_that_count():
    assert aggregate_by(*frames(REPEATED), by=["speaker"], counting="utterance")["n_articles"].tolist() == [2]


def test_the_table_says_what_counts_in_a_last_column():
    made = aggregate(*frames(REPEATED), counting="outlet")
    assert list(made.columns) == [*tables.columns("aggregates"), "counting"]
    assert set(made["counting"]) == {"outlet"}
    tables.validate(aggregate(*frames(REPEATED)), "aggregates")
    assert aggregate(*frames([]), counting="outlet")["counting"].tolist() == []


def test_the_earliest_that_mentions_a_target_speaks_for_the_utterance():
    rows = [REPEATED[0] | {"target": "Town"}, REPEATED[2]]
    seen = observations(*frames(rows), counting="utterance")
    assert seen[["target", "stance"]].values.tolist() == [["Town", 0.1], ["Guild", 0.7]]


def test_groups_that_are_known_already_are_not_made_again():
    statements, stances = frames(REPEATED)
    known = pd.Series(["s0", "s0", "s2", "s2"], index=statements.index, name="utterance")
    made = observations(statements, stances, counting="utterance", utterances=known)
    assert made["statement_id"].tolist() == ["s0", "s2"]


def test_what_the_filters_leave_of_an_utterance_speaks_for_it():
    statements, stances = frames([REPEATED[0], REPEATED[2] | {"kind": "attitude"}])
    assert observations(statements, stances, counting="utterance")["statement_id"].tolist() == ["s0"]


VALUES = st.floats(-1, 1)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "stance": VALUES,
            "tone": VALUES,
            "article": st.sampled_from("abcd"),
            "speaker": st.sampled_from(["Ana Bel", "Bo", ""]),
            "target": st.sampled_from(["Guild", "Town"]),
            "kind": st.sampled_from(["direct", "indirect", "attitude"]),
            "date": st.one_of(st.none(), st.dates()),
            "text": st.sampled_from(["words", CALL, f"{CALL}, they say"]),
        }
    ),
    max_size=12,
)


@settings(max_examples=12, deadline=None)
@given(ROWS, st.randoms(use_true_random=False), st.sampled_from(get_args(Counting)))
def test_aggregates_recompute_to_the_last_digit_from_tables_read_back_in_any_order(rows, random, counting):
    statements, stances = frames(rows)
    made = aggregate(statements, stances, counting=counting)
    order = list(range(len(rows)))
    random.shuffle(order)
    shuffled = reread(statements, "statements").iloc[order[::-1]], reread(stances, "stances").iloc[order]
    pd.testing.assert_frame_equal(aggregate(*shuffled, counting=counting), made, check_exact=True)
    contracted = made[list(tables.columns("aggregates"))]
    tables.validate(contracted, "aggregates")
    pd.testing.assert_frame_equal(reread(made, "aggregates"), contracted, check_exact=True)


@settings(max_examples=12, deadline=None)
@given(ROWS)
def test_every_mean_lies_in_its_interval_on_the_scale_and_counts_add_up(rows):
    statements, stances = frames(rows)
    made = aggregate(statements, stances)
    assert made["n_statements"].sum() == sum(row["speaker"] != "" and row["kind"] != "attitude" for row in rows)
    for row in made.dropna(subset="ci_low").itertuples():
        assert -1 <= row.ci_low <= row.mean_stance <= row.ci_high <= 1
        assert row.ci_low < row.ci_high
    shares = made["share_critical"] + made["share_neutral"] + made["share_favourable"]
    assert all(math.isclose(share, 1) for share in shares)


def groups(a, b):
    """Observations of two speakers, from (article, stance) pairs."""
    rows = [{"speaker": who, "article": key, "stance": value} for who, of in (("A", a), ("B", b)) for key, value in of]
    seen = observations(*frames(rows))
    return seen[seen["speaker"] == "A"], seen[seen["speaker"] == "B"]


def test_a_difference_is_of_means_with_its_interval():
    # Shares of the articles in the error: -0.1, 0.1 for one group, 0.05, -0.05 for the other.
    found = difference(*groups([("a", 0.3), ("b", 0.7)], [("c", -0.3), ("d", -0.1)]))
    error = math.sqrt(4 / 3 * 3 / 2 * (0.1**2 * 2 + 0.05**2 * 2))
    assert found.mean == pytest.approx(0.7)
    assert found.ci_low == pytest.approx(0.7 - 3.18244630528 * error)  # Student's t, 3 degrees of freedom
    assert found.ci_high == pytest.approx(0.7 + 3.18244630528 * error)


def test_what_an_article_does_to_both_groups_cancels_out_of_their_difference():
    paired = difference(*groups([("a", 0.1), ("b", 0.5), ("c", 0.9)], [("a", 0.0), ("b", 0.4), ("c", 0.7)]))
    apart = difference(*groups([("a", 0.1), ("b", 0.5), ("c", 0.9)], [("d", 0.0), ("e", 0.4), ("f", 0.7)]))
    assert paired.mean == pytest.approx(apart.mean)
    assert paired.ci_high - paired.ci_low < apart.ci_high - apart.ci_low


def test_a_difference_with_a_group_of_one_article_has_no_interval():
    found = difference(*groups([("a", 0.3), ("a", 0.7)], [("c", -0.3), ("d", -0.1)]))
    assert found.mean == pytest.approx(0.7)
    assert math.isnan(found.ci_low)
    assert math.isnan(found.ci_high)


def test_a_difference_from_nothing_is_nothing():
    found = difference(*groups([("a", 0.3)], []))
    assert math.isnan(found.mean)
    assert math.isnan(found.ci_low)


def test_an_interval_of_independent_observations_is_students():
    values = [0.1, 0.2, 0.4, 0.7]
    mean = sum(values) / 4
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / 3 / 4)
    low, high = interval(mean, [(str(n), (value - mean) / 4) for n, value in enumerate(values)])
    assert low == pytest.approx(mean - 3.18244630528 * deviation)
    assert high == pytest.approx(mean + 3.18244630528 * deviation)
