"""Whom an epithet means ("the candidate") of whom the article says nothing of the kind, and when it means nobody."""

import pytest
from test_speakers import names

from analytics import Article, extract_statements

VELT = "Adam Velt said the road was closed."


def test_epithet_means_the_only_person_spoken_of():
    text = f"{VELT}\n\n“It takes time,” the cautious candidate said."
    assert names(text, "Adam Velt", "the cautious candidate") == ["Adam Velt"] * 2


def test_epithet_means_whom_the_article_tells_of_without_words():
    text = "Mara Velt held up a sign in Marsk. The activist said it would open."
    assert names(text, "The activist") == ["Mara Velt"]


@pytest.mark.parametrize(
    ("between", "source"),
    [
        ("Dan Marsh, his rival, waved.", "The candidate"),
        ("An official nodded.", "The official"),
        ("", "The officials"),
        ("", "An official"),
        ("", "The driver"),
        ("", "The other candidate"),
        ("", "The second official"),
        ("", "The candidate and the businessman"),
        ("", "The Advocate"),
        ("", "A road advocate"),
    ],
)
def test_epithet_means_nobody_where_it_may_be_another(between, source):
    text = f"{VELT} {between}\n\n{source} said it would open."
    assert names(text, "Adam Velt", source) == ["Adam Velt", ""]


def test_party_is_no_epithet_for_a_member_of_another():
    text = "Adam Velt, a Democrat, said the road was closed.\n\nThe Republican said it would open."
    assert names(text, "The Republican") == [""]


def test_gender_of_an_epithet_counts():
    text = "“We will rebuild,” Petra Holm said.\n\n“It takes time,” the man said."
    assert names(text, "the man") == [""]


def test_whoever_is_named_beside_an_epithet_is_another():
    text = f"{VELT}\n\n“It does not matter,” the candidate said of Adam Velt."
    assert names(text, "the candidate") == [""]


def test_epithet_in_a_sentence_of_reported_words_is_no_guess():
    text = "Mayor Adam Velt said the road was closed, a plan the billionaire has denied."
    assert names(text, "Adam Velt", "the billionaire") == ["Adam Velt", ""]


def test_epithet_means_whoever_was_asked_not_who_asked():
    text = "The host, Dan Marsh, asked Adam Velt whether the road would close.\n\nThe candidate said it would open."
    assert [found.speaker for found in extract_statements(Article(text))] == ["Dan Marsh", "Adam Velt"]


def test_epithet_means_nobody_where_somebody_without_a_name_spoke_under_it():
    unnamed = "A senior official said the army was worried about Adam Velt."
    text = f"{unnamed}\n\nAdam Velt is alone.\n\nSoldiers fear Adam Velt.\n\nThe official said it would open."
    assert names(text, "A senior official", "The official") == ["", ""]


def test_name_of_a_people_is_no_epithet():
    text = "Adam Velt said the road was closed.\n\nThe Swiss said it would open."
    assert names(text, "The Swiss") == [""]
