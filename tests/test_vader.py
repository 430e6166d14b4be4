import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import ModelError
from analytics.records import StanceQuery
from analytics.stance import DEFAULT_SCORER, SCORERS, load_scorer, model, score_stance
from analytics.stance.vader import clause, features, tone


def query(marked, **options):
    """A query from a text whose target stands in [brackets]."""
    start, end = marked.index("["), marked.index("]") - 1
    return StanceQuery(marked.replace("[", "").replace("]", ""), target=(start, end), **options)


def score(marked, **options):
    (one,) = score_stance([query(marked, **options)], "vader")
    return one


def own_clause(marked):
    one = query(marked)
    return one.text[slice(*clause(one.text, one.target))]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The [Guild] lied, but the town is happy.", "The Guild lied"),
        ("The town is happy, although the [Guild] lied.", "the Guild lied."),
        ("The town is happy; the [Guild] lied.", " the Guild lied."),
        ("The town is happy. The [Guild] lied.", "The Guild lied."),
        ("The town is happy — the [Guild] lied.", " the Guild lied."),
        ("They thanked the [Guild], which had helped, and left.", "They thanked the Guild"),
        ("The ships of the [Guild] and of the town left.", "The ships of the Guild and of the town left."),
    ],
)
def test_the_clause_of_the_target_ends_where_another_begins(marked, expected):
    assert own_clause(marked) == expected


def test_praise_and_blame_are_told_apart():
    assert score("We thank the [Guild] for its great help.").label == "favourable"
    assert score("The [Guild] is guilty of horrible crimes.").label == "critical"
    assert score("The [Guild] met on the second day.").label == "neutral"


def test_words_about_others_in_another_clause_do_not_count():
    alone = score("The [Guild] met on the second day")
    beside = score("The [Guild] met on the second day, while horrible crimes went on.")
    assert beside == alone


def test_words_of_the_targets_own_name_do_not_count():
    assert features(query("The [Collective Security Trust] met.")) == features(query("The [Collective Xy Zzzzz] met."))
    assert score("The [Great Hope Guild] met. Great Hope Guild.").evidence == ()


def test_words_of_the_holders_name_do_not_count():
    assert score("The Happy Party named the [Guild].", source=(4, 15)).evidence == ()


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_negation_turns_a_word_round(apostrophe):
    (word,) = score(f"The [Guild] isn{apostrophe}t good.").evidence
    assert word.weight < 0


def test_evidence_is_the_words_that_count_with_their_place():
    one = query("He said: the “great” [Guild] (a very honest one) failed, and all is horrible.")
    (found,) = score_stance([one], "vader")
    assert [one.text[slice(*word.span)] for word in found.evidence] == ["great", "honest", "failed"]
    assert [math.copysign(1, word.weight) for word in found.evidence] == [1, 1, -1]


def test_evidence_carries_intensifiers():
    (plain,) = score("The [Guild] is good.").evidence
    (strong,) = score("The [Guild] is very good.").evidence
    assert strong.weight > plain.weight > 0


def test_tone_is_of_the_whole_text():
    assert tone("The town is happy, but the guild met.") > 0
    assert tone("Horrible crimes.") < 0
    assert tone("") == 0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(min_size=1, max_size=8), st.text(max_size=40))
def test_any_text_gets_probabilities_and_evidence_inside_it(before, target, after):
    one = StanceQuery(before + target + after, target=(len(before), len(before) + len(target)))
    (found,) = score_stance([one], "vader")
    assert math.isclose(found.critical + found.neutral + found.favourable, 1)
    for word in found.evidence:
        assert 0 <= word.span[0] < word.span[1] <= len(one.text)
        assert one.text[slice(*word.span)].strip()


def test_scores_come_in_the_order_of_the_queries():
    queries = [query("The [Guild] is good."), query("The [Guild] is horrible."), query("The [Guild] met.")]
    assert score_stance(queries, "vader") == [score_stance([one], "vader")[0] for one in queries]
    assert score_stance([], "vader") == []


def test_an_unknown_scorer_is_refused_with_the_choices():
    with pytest.raises(ValueError, match=r"no scorer 'crystal'; choose one of: .*vader"):
        score_stance([], "crystal")


def test_the_default_scorer_is_one_of_the_choices():
    assert DEFAULT_SCORER in SCORERS


def test_missing_weights_are_an_error_that_says_what_to_do(tmp_path, monkeypatch):
    def without_weights():
        return model.ModelScorer(model.find_weights("stance", root=tmp_path))

    monkeypatch.setattr(model, "load", without_weights)
    load_scorer.cache_clear()
    with pytest.raises(ModelError, match="restore"):
        score_stance([], "model")
    load_scorer.cache_clear()
