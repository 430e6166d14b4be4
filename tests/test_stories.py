"""The same story twice: which articles are nearly the same, and how often an utterance in them counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pandas as pd
import pytest
from app_support import invented_results, view_of
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.analysis import stories
from analytics.analysis.groups import aggregate
from analytics.analysis.stories import all_pairs, find_stories, is_version, parts, share, shingles, stories_of
from analytics.records import Article
from views.state.selection import aggregates

LEAD = (
    "Harbour minister Petra Holm told reporters in Norland on Monday that the European Union had kept every promise "
    "that it made to the fishing towns of the coast, and that her government would sign the agreement before the end "
    "of May."
)
MORE = (
    "Mara Velt, who speaks for the towns, was less sure: the boats lie idle, she said, and nobody has seen the money "
    "that was to come with the first treaty. A second round of talks is planned in Lorvan, where the mayor has offered "
    "the old lighthouse as a place to meet."
)
LAST = "The commission did not answer a request for comment that was sent on Sunday evening."
OTHER = (
    "Snow closed the mountain road to Marsk for a third day, and the keeper of the pass, José Orrin, asked drivers to "
    "wait in the valley until the plough from the next district arrives, which he did not expect before Thursday."
)
WIRE = f"{LEAD}\n\n{MORE}\n\n{LAST}"
DAY = dt.date(2024, 3, 5)


def article(text, outlet="Lorvan Post", day=DAY, **more):
    return Article(text, outlet=outlet, published=day, **{"title": "Holm praises the Union", **more})


def test_a_text_is_as_like_another_as_the_runs_of_words_that_they_share():
    assert share(shingles(WIRE), shingles(WIRE)) == 1
    assert share(shingles(WIRE), shingles(OTHER)) < 0.05
    assert share(shingles(WIRE), shingles(WIRE.upper().replace(",", " ;"))) == 1
    assert stories.NEAR < share(shingles(WIRE), shingles(f"{LEAD}\n\n{MORE}")) < 1
    assert share(frozenset(), frozenset()) == 0


def test_texts_that_are_like_one_another_share_parts_of_their_sketches():
    assert len(parts(WIRE)) == 32
    assert set(parts(WIRE)) & set(parts(f"{LEAD} {MORE}"))
    assert not set(parts(WIRE)) & set(parts(OTHER))
    assert parts("Too few words to compare.") == ()
    assert all(0 <= part < 2**63 for part in parts(OTHER))


@settings(max_examples=20)
@given(st.lists(st.sampled_from((WIRE, f"{LEAD} {MORE}", f"{MORE} {LAST}", OTHER, "Short.")), max_size=6))
def test_pairs_are_those_that_comparing_every_two_would_give(texts):
    found = {(one.first, one.second): one.share for one in all_pairs(texts)}
    expected = {
        (first, second): share(shingles(texts[first]), shingles(texts[second]))
        for second in range(len(texts))
        for first in range(second)
        if texts[second] != "Short." and share(shingles(texts[first]), shingles(texts[second])) >= stories.NEAR
    }
    assert {pair: common for pair, common in found.items() if common >= stories.NEAR} == expected


def test_of_many_that_are_alike_each_is_compared_with_a_few_and_all_are_one_story():
    many = {f"{number}": article(WIRE, article_id=f"{number}", outlet=f"Outlet {number}") for number in range(40)}
    assert len(all_pairs([one.text for one in many.values()])) < 40 * stories.MOST
    assert set(find_stories(many).values()) == {"0"}


@pytest.mark.parametrize(
    ("change", "common", "expected"),
    [
        ({}, 0.8, True),
        ({"title": "UPDATE: Holm praises the Union"}, 0.8, True),
        ({}, 0.5, False),
        ({"outlet": "Marsk Radio"}, 1.0, False),
        ({"published": DAY + dt.timedelta(7)}, 0.8, True),
        ({"published": DAY + dt.timedelta(8)}, 0.8, False),
        ({"published": None}, 0.8, True),
        ({"title": "The weather of the day"}, 0.9, False),
        ({"title": ""}, 0.9, False),
        ({"title": "The weather of the day", "url": "https://norland.example/a"}, 0.4, True),
        ({"url": "https://norland.example/a"}, 0.2, False),
        ({"url": "https://norland.example/b"}, 0.8, True),
    ],
)
def test_versions_are_of_one_outlet_and_of_one_address_or_title(change, common, expected):
    known = article(WIRE, url="https://norland.example/a" if "url" in change else "")
    assert is_version(known, replace(known, **change), common) is expected
    assert is_version(replace(known, **change), known, common) is expected


def test_forms_that_are_filled_each_day_are_no_versions_and_nothing_is_of_an_unknown_outlet():
    days = [article(WIRE, title=f"Situation report {number}") for number in (17, 18)]
    assert not is_version(*days, 0.95)
    assert not is_version(article(WIRE, outlet=""), article(WIRE, outlet=""), 1.0)


def test_a_story_is_named_after_the_article_that_came_out_first():
    articles = {
        "b": article(WIRE, article_id="b", outlet="Marsk Radio", day=DAY + dt.timedelta(1)),
        "c": article(f"{LEAD} {MORE}", article_id="c", outlet="Orrin Times", day=None),
        "a": article(WIRE, article_id="a"),
        "x": article(OTHER, article_id="x"),
        "late": article(WIRE, article_id="late", day=DAY + dt.timedelta(30)),
    }
    assert find_stories(articles) == {"a": "a", "b": "a", "c": "a", "late": "a"}
    del articles["c"]  # by which alone, as its day is not known, the late one belonged to them
    assert find_stories(articles) == {"a": "a", "b": "a"}
    assert stories_of([], []) == {}


def test_an_utterance_counts_once_for_each_story_that_has_it():
    results = invented_results()
    _, one, two, *_ = results.articles  # of nearly the same day
    copied = results.statements.assign(
        speaker="Ada Lorin", text="the harbour keeps its old word on every northern road"
    )
    repeated = replace(results, statements=copied)
    alone = aggregate(repeated.statements, repeated.stances, counting="story")
    told = replace(repeated, told={two: one})
    made = aggregates(view_of(told, counting="story"))
    each = aggregates(view_of(repeated, counting="utterance"))
    assert alone["n_statements"].sum() > made["n_statements"].sum() > each["n_statements"].sum()
    assert set(made["counting"]) == {"story"}
    same = aggregates(view_of(replace(repeated, told=dict.fromkeys(results.articles, one)), counting="story"))
    pd.testing.assert_frame_equal(same.drop(columns="counting"), each.drop(columns="counting"))


def test_stories_are_found_when_they_are_asked_for_and_where_articles_were_kept():
    results = invented_results()
    assert results.stories.tolist() == results.statements["article_id"].tolist()
    first, *others = results.articles
    alike = {key: replace(one, text=WIRE) for key, one in results.articles.items()}
    days = replace(results, articles={key: replace(one, published=DAY) for key, one in alike.items()})
    assert set(days.stories) == {first}
    assert set(replace(days, articles={}).stories) == set(results.statements["article_id"])
    assert set(replace(days, told={others[0]: first}).stories) == set(results.articles) - {others[0]}
