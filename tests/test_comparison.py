"""Two groups beside each other: what is compared, and what may be said of it."""

import math

import pandas as pd
from app_support import invented_results
from hypothesis import given
from hypothesis import strategies as st

from analytics.analysis.comparison import AT_MOST, compare, in_words, is_few, same_speaker, with_sides, with_verdict
from analytics.analysis.groups import Difference, difference, measures, observations
from analytics.analysis.voices import voices
from analytics.store.export import csv_bytes


def rows(**chosen):
    results = invented_results()
    found = observations(results.statements, results.stances)
    for column, value in chosen.items():
        found = found[found[column] == value]
    return found


def line(**changed):
    base = {"n_statements_a": 12, "n_articles_a": 6, "n_statements_b": 9, "n_articles_b": 5}
    return {**base, "difference": 0.41, "ci_low": 0.10, "ci_high": 0.72, **changed}


def said(found, minimum=3):
    return in_words(found, names=("Ada Lorin", "Bram Tesk"), toward="the EU", minimum=minimum)


def spread(outlets, each=1):
    """Observations of one speaker in many outlets, ``each`` in an article of its own."""
    base = rows(speaker="Ada Lorin", target="CSTO").head(1)
    made = [
        base.assign(statement_id=f"s{outlet}-{at}", article_id=f"a{outlet}-{at}", outlet=f"outlet {outlet:03}")
        for outlet in range(outlets)
        for at in range(each)
    ]
    return pd.concat(made, ignore_index=True)


def test_both_sides_stand_with_the_engines_measures_and_difference():
    a, b = rows(speaker="Ada Lorin"), rows(speaker="Bram Tesk")
    table = compare(a, b).set_index("target")
    for which, side in (("a", a), ("b", b)):
        for expected in measures(side, by=()).to_dict("records"):
            found = table.loc[expected["target"]]
            for name in ("n_statements", "n_articles", "mean_stance", "share_critical", "share_neutral"):
                assert found[f"{name}_{which}"] == expected[name]
    of_csto = [side[side["target"] == "CSTO"] for side in (a, b)]
    found = table.loc["CSTO"]
    assert Difference(found["difference"], found["ci_low"], found["ci_high"]) == difference(*of_csto)


def test_a_target_that_one_side_says_nothing_of_has_n_0_and_no_mean_there():
    table = compare(rows(speaker="Ada Lorin"), rows(speaker="Bram Tesk")).set_index("target")
    assert table.loc["Azerbaijan", "n_statements_a"] == 0
    assert table.loc["Azerbaijan", "n_statements_b"] == 1
    assert math.isnan(table.loc["Azerbaijan", "mean_stance_a"])
    assert math.isnan(table.loc["Azerbaijan", "difference"])


def test_sides_turned_round_have_the_difference_turned_round():
    a, b = rows(speaker="Ada Lorin"), rows(speaker="Bram Tesk")
    there, back = compare(a, b), compare(b, a)
    assert there["difference"].dropna().tolist() == (-back["difference"]).dropna().tolist()
    assert there["ci_low"].dropna().tolist() == (-back["ci_high"]).dropna().tolist()


def test_nothing_on_either_side_is_an_empty_table():
    assert compare(rows().head(0), rows().head(0)).empty
    assert same_speaker(rows().head(0), minimum=3).empty


def test_the_same_speaker_in_two_outlets_is_one_pair():
    table = same_speaker(rows(target="CSTO"), minimum=1)
    pairs = table[["speaker", "outlet_a", "outlet_b"]].to_numpy().tolist()
    assert pairs == [["Ada Lorin", "Velria Post", "Lantern"], ["Bram Tesk", "Velria Post", "Lantern"]]
    found = table.iloc[0]
    sides = [rows(target="CSTO", speaker="Ada Lorin", outlet=found[f"outlet_{side}"]) for side in "ab"]
    assert found["difference"] == difference(*sides).mean


def test_speakers_of_one_outlet_or_of_too_few_statements_are_not_compared():
    assert "Cato Ruel" not in same_speaker(rows(target="CSTO"), minimum=1)["speaker"].tolist()
    assert same_speaker(rows(target="CSTO"), minimum=4).empty


def test_nobody_unresolved_is_compared():
    found = rows(target="CSTO").assign(speaker="")
    assert same_speaker(found, minimum=1).empty


def test_pairs_with_enough_on_both_sides_come_before_the_others():
    found = pd.concat([spread(3, each=3), rows(target="CSTO", speaker="Bram Tesk")], ignore_index=True)
    table = same_speaker(found, minimum=3)
    few = [is_few(one, 3) for one in table.to_dict("records")]
    assert few == [False, False, False, True]


def test_of_very_many_pairs_those_with_most_statements_are_kept():
    many = pd.concat([spread(20), spread(2, each=5).assign(speaker="Bram Tesk")], ignore_index=True)
    table = same_speaker(many, minimum=1)
    assert len(table) == AT_MOST
    assert "Bram Tesk" in table["speaker"].tolist()


def test_a_difference_with_its_interval_is_said_with_what_it_rests_on():
    assert said(line()) == (
        "Ada Lorin is 0.41 more favourable than Bram Tesk toward the EU "
        "(95 % interval 0.10 to 0.72, 12 statements in 6 articles and 9 statements in 5 articles)."
    )


def test_the_upper_side_is_named_first_with_its_own_numbers():
    assert said(line(difference=-0.41, ci_low=-0.72, ci_high=-0.10)) == (
        "Bram Tesk is 0.41 more favourable than Ada Lorin toward the EU "
        "(95 % interval 0.10 to 0.72, 9 statements in 5 articles and 12 statements in 6 articles)."
    )


def test_where_the_interval_holds_zero_no_difference_is_claimed():
    for turned in (line(ci_low=-0.1), line(difference=-0.41, ci_low=-0.72, ci_high=0.1)):
        assert "the interval holds zero: no difference can be claimed (95 % interval −0.10 to 0.72" in said(turned)


def test_too_few_on_one_side_are_not_compared():
    assert said(line(n_statements_b=2)) == (
        "Too few to tell how Ada Lorin and Bram Tesk differ toward the EU (12 statements in 6 articles and "
        "2 statements in 5 articles; each side needs 3 statements in 2 articles)."
    )


def test_one_article_on_one_side_is_too_few_however_many_statements_it_holds():
    assert said(line(n_articles_b=1)).startswith("Too few to tell")
    assert "9 statements in 1 article;" in said(line(n_articles_b=1))
    assert is_few(line(n_articles_b=1), 1)
    table = with_verdict(pd.DataFrame([line(), line(n_articles_a=1)]), minimum=3)
    assert table["compared"].tolist() == ["yes", "too few to tell"]


def test_without_an_interval_no_difference_is_claimed():
    assert "no difference can be claimed" in said(line(ci_low=math.nan, ci_high=math.nan))


def test_a_side_without_statements_is_named():
    silent = line(n_statements_b=0, n_articles_b=0, difference=math.nan, ci_low=math.nan, ci_high=math.nan)
    assert said(silent) == "No comparison toward the EU: Bram Tesk has no statement toward it in view."


@given(st.floats(-2, 2), st.floats(0.001, 1), st.integers(1, 9), st.integers(1, 9))
def test_a_difference_is_claimed_only_where_both_have_enough_and_the_interval_leaves_zero_out(mean, reach, a, b):
    text = said(line(difference=mean, ci_low=mean - reach, ci_high=mean + reach, n_statements_a=a, n_statements_b=b))
    claimed = "no difference" not in text and "Too few" not in text
    assert claimed == (min(a, b) >= 3 and abs(mean) > reach)


def test_a_comparison_that_is_taken_away_names_its_sides_and_what_counts_as_one():
    table = compare(rows(speaker="Ada Lorin"), rows(speaker="Bram Tesk"))
    taken = with_sides(table, names=("Ada Lorin", "=Bram Tesk"), counting="outlet")
    header, first, *_ = csv_bytes(taken).decode("utf-8-sig").splitlines()
    assert header.startswith("side_a,side_b,target,n_statements_a,n_articles_a,mean_stance_a,")
    assert header.endswith("difference,ci_low,ci_high,counting")
    assert first.startswith("Ada Lorin,'=Bram Tesk,Azerbaijan,0,0,,"), "a spreadsheet must not run a name"


def test_voices_are_each_speakers_share_of_the_outlets_statements():
    results = invented_results()
    table = voices(results.statements, rows(target="EU"))
    assert table.groupby("outlet")["share"].sum().round(9).eq(1).all()
    of_ada = table[(table["outlet"] == "Velria Post") & (table["speaker"] == "Ada Lorin")].iloc[0]
    assert of_ada[["n", "share", "n_target", "critical", "neutral", "favourable"]].tolist() == [4, 0.5, 2, 0, 0, 2]
    assert "" in table["speaker"].tolist(), "the unresolved have a share as well"


def test_voices_without_any_stance_have_no_sides():
    results = invented_results()
    table = voices(results.statements, rows().head(0))
    assert table["n"].sum() == len(results.statements)
    assert table["n_target"].sum() == 0
    assert voices(results.statements.head(0), rows().head(0)).empty
