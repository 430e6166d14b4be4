"""How sure a speaker is said to be: a probability, and how it is measured."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import Article, extract_statements
from analytics.bundled import MODELS
from analytics.records import Speaker
from analytics.speakers.calibration import LEAST, MOST, calibrated
from evaluation.confidence import Judged, reliability

SHARES = st.floats(0.01, 1)


@given(SHARES, SHARES)
def test_a_surer_judgement_never_makes_a_less_sure_speaker(one, other):
    less, more = (calibrated(sure) for sure in sorted((one, other)))
    assert LEAST <= less <= more <= MOST


def test_nobody_is_never_sure_and_a_guess_stays_a_guess():
    assert calibrated(0.0) == 0.0
    assert calibrated(0.5) == 0.5


def test_a_full_name_is_surer_than_a_guess():
    text = "Petra Holm, the mayor, said the bridge was closed. Otto Lunt met Sam Orrin. He said it would open in May."
    named, guessed = extract_statements(Article(text))
    assert named.speaker == "Petra Holm" and named.speaker_confidence > 0.9
    assert guessed.speaker_confidence < named.speaker_confidence


def judged(name: str, confidence: float, right: bool) -> Judged:
    return Judged(name, Speaker("Petra Holm", "named", confidence), right)


def test_reliability_holds_of_each_set_the_share_right_at_each_level():
    found = reliability([judged("one", 0.9, True)] * 3 + [judged("one", 0.9, False), judged("other", 0.2, False)])
    assert list(found["set"]) == ["one", "other"]
    assert list(found["right"]) == [0.75, 0.0] and list(found["pairs"]) == [4, 1]
    assert found["confidence"][0] == pytest.approx(judged("one", 0.9, True).confidence, abs=1e-4)


def test_what_the_method_page_shows_is_near_the_diagonal():
    """Of the speakers said to be 0.9 sure about nine in ten are right: the weighted gap is 0.06 at most on each set."""
    table = pd.read_csv(MODELS / "speakers" / "reliability.csv")
    gaps = ((table["confidence"] - table["right"]).abs() * table["pairs"]).groupby(table["set"]).sum()
    assert (gaps / table.groupby("set")["pairs"].sum()).max() <= 0.06
