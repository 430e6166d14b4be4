"""Numbers as people read them."""

import math

import pandas as pd
import pytest

from analytics.analysis.sufficiency import enough, needed, shortfall, suffices, with_ranks
from analytics.wording import amount, basis, said_in, signed, true_minus


@pytest.mark.parametrize(
    ("number", "expected"), [(0, "0 articles"), (1, "1 article"), (2, "2 articles"), (2000, "2,000 articles")]
)
def test_an_amount_has_the_form_of_its_noun(number, expected):
    assert amount(number, "article") == expected


def test_a_plural_of_its_own_is_used():
    assert amount(2, "story", "stories") == "2 stories"
    assert amount(1, "story", "stories") == "1 story"


def test_what_a_mean_rests_on_is_said_short_and_long():
    assert said_in(14, 1) == "14 in 1 article"
    assert basis(5, 1) == "5 statements in 1 article"
    assert basis(1, 1) == "1 statement in 1 article"


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.50"), (-0.5, "−0.50"), (-0.001, "0.00"), (math.nan, "–")])
def test_a_value_has_its_sign_and_a_true_minus(value, shown):
    assert signed(value) == shown
    assert true_minus("-0.50 to -0.10") == "−0.50 to −0.10"


@pytest.mark.parametrize(
    ("statements", "articles", "told"), [(3, 2, True), (14, 1, False), (2, 2, False), (3, 3, True), (0, 0, False)]
)
def test_a_mean_is_told_from_the_minimum_and_two_articles_on(statements, articles, told):
    table = pd.DataFrame({"n_statements": [statements], "n_articles": [articles]})
    assert suffices(statements, articles, minimum=3) == told
    assert enough(table, minimum=3).tolist() == [told]
    assert with_ranks(table, minimum=3)["ranked"].tolist() == ["yes" if told else "too few to tell"]


def test_what_is_missing_is_said_for_any_minimum():
    assert shortfall(3) == "too few to tell: under 3 statements, or 1 article"
    assert shortfall(1) == "too few to tell: 1 article"
    assert needed(1) == "2 statements in 2 articles"
    assert needed(5) == "5 statements in 2 articles"
