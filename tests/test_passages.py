import math

from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.records import Article, Evidence, StanceScore, Statement
from analytics.stance.passages import average, combine, find_passages
from analytics.stance.vader import tone
from analytics.targets import Target, TargetBook, find_mentions, mentions_of
from analytics.text.document import Document

BOOK = TargetBook(
    (
        Target("Guild", "Guild of Harbours", names=("Guild of Harbours", "Guild"), anaphors=("the society",)),
        Target("Borland", "Borland", names=("Borland",), adjectives=("Borlandian",)),
    )
)


def span(text, words):
    return text.index(words), text.index(words) + len(words)


def made(text, *content, kind="indirect", source=None, speaker="Ana Bel"):
    statement = Statement(
        content=tuple(span(text, words) for words in content),
        source=span(text, source) if source else None,
        cue=None,
        speaker=speaker,
        kind=kind,
        confidence=1.0,
    )
    article = Article(text)
    return article, statement, mentions_of(Document.of(article), [statement], find_mentions(text, BOOK))[0]


def queries(text, *content, **options):
    article, statement, mentions = made(text, *content, **options)
    return [passage.query for passage in find_passages(article, [statement], [mentions])]


def stances(score, text, *content, **options):
    article, statement, mentions = made(text, *content, **options)
    passages = find_passages(article, [statement], [mentions])
    return combine(article, [statement], [mentions], passages, [score] * len(passages))


def test_a_direct_quotation_is_read_with_the_words_that_attribute_it():
    text = "They came late. “The Guild of Harbours has failed all of the towns on the coast,” said Bel. It rained."
    (query,) = queries(text, text[16 : text.index(" said")], kind="direct", source="Bel")
    assert query.text == text[16 : text.index(" It rained")]
    assert query.text[slice(*query.target)] == "Guild of Harbours"
    assert query.source is not None
    assert query.text[slice(*query.source)] == "Bel"


def test_an_indirect_statement_is_read_with_the_words_that_attribute_it():
    text = "They came late. Bel said that the Guild had failed. It rained."
    (query,) = queries(text, "the Guild had failed", source="Bel")
    assert query.text == "They came late. Bel said that the Guild had failed."[16:]
    assert query.source is not None
    assert query.text[slice(*query.source)] == "Bel"


def test_an_unresolved_speaker_is_named_as_written():
    text = "“The Guild of Harbours has failed all of the towns on the northern coast,” said a pilot."
    (query,) = queries(text, text[:75], kind="direct", source="a pilot", speaker="")
    assert query.speaker == "a pilot"


def test_two_mentions_of_one_target_in_one_sentence_are_one_passage():
    text = "Bel said the Guild failed and that the Guild of Harbours knew it."
    (query,) = queries(text, text[9:], source="Bel")
    assert query.text[slice(*query.target)] == "Guild"


def test_two_targets_in_one_sentence_are_two_passages():
    text = "Bel said the Guild had failed Borland."
    found = queries(text, text[9:], source="Bel")
    assert [one.text[slice(*one.target)] for one in found] == ["Guild", "Borland"]


def test_a_quotation_that_comes_back_to_a_target_is_read_at_once():
    text = (
        "“The Guild of Harbours came to the northern coast with nine ships. It rained on all of them for a week. "
        "Then the Guild left the towns of the northern coast to their fate,” said Bel."
    )
    (query,) = queries(text, text[: text.index(" said")], kind="direct")
    assert [query.text[slice(*place)] for place in query.targets] == ["Guild of Harbours", "Guild"]


def test_mentions_far_from_one_another_are_read_in_passages_of_their_own():
    text = f"“The Guild of Harbours came. {'It rained on the northern coast. ' * 60}Then the Guild left.”"
    first, second = queries(text, text, kind="direct")
    assert first.text.startswith("“The Guild of Harbours came.")
    assert second.text.endswith("Then the Guild left.”")
    assert max(len(first.text), len(second.text)) < 600


def test_a_sentence_that_only_refers_back_is_read_with_the_one_before():
    text = "The Guild of Harbours came to the coast. Bel said that all the society had ever done was harm."
    (query,) = queries(text, "all the society had ever done was harm", source="Bel")
    assert query.text == text
    assert query.text[slice(*query.target)] == "the society"


def test_a_mention_in_the_words_that_name_the_speaker_is_not_in_the_statement():
    text = "The Guild of Harbours said that it rained in Borland."
    article, statement, mentions = made(text, "it rained in Borland", source="The Guild of Harbours")
    assert [one.target for one in mentions] == ["Borland"]
    assert [one.target for one in find_passages(article, [statement], [mentions])] == ["Borland"]


def test_a_statement_without_a_mention_has_no_stance():
    assert stances(StanceScore(1.0, 0.0, 0.0), "Bel said that it rained.", "it rained") == []


def test_a_target_named_for_a_place_alone_is_neutral():
    (stance,) = stances(
        StanceScore(1.0, 0.0, 0.0), "Bel saw ships at the Borlandian border.", "ships at the Borlandian border"
    )
    assert (stance.target, stance.score) == ("Borland", StanceScore(0.0, 1.0, 0.0))


def test_a_stance_rests_on_all_mentions_of_its_target_in_the_statement():
    text = "Bel said the Guild failed at the border with Borland and that Borland knew the Guild."
    score = StanceScore(0.7, 0.2, 0.1)
    guild, borland = stances(score, text, text[9:])
    assert [text[slice(*place)] for place in guild.mentions] == ["Guild", "Guild"]
    assert [text[slice(*place)] for place in borland.mentions] == ["Borland", "Borland"]
    assert guild.score == borland.score == score
    assert guild.tone == tone(text[9:])


def test_evidence_is_moved_to_the_text_of_the_article():
    text = "They came late. Bel said that the Guild had failed."
    at = text.index("failed") - text.index("Bel")
    score = StanceScore(0.7, 0.2, 0.1, evidence=(Evidence((at, at + 6), -2.0),))
    (stance,) = stances(score, text, "the Guild had failed", source="Bel")
    assert [text[slice(*word.span)] for word in stance.score.evidence] == ["failed"]


def test_a_clear_word_is_not_drowned_by_passages_that_only_report():
    report, blame = StanceScore(0.02, 0.96, 0.02), StanceScore(0.9, 0.05, 0.05)
    assert average([report, report, report, blame]).label == "critical"


def test_praise_and_blame_of_the_same_weight_balance():
    assert average([StanceScore(0.8, 0.1, 0.1), StanceScore(0.1, 0.1, 0.8)]).value == 0


WORDS = st.sampled_from("The Guild Borland Borlandian border society the lied . ! “ ” \n , Bel said".split(" "))


@settings(max_examples=50, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=30), st.data())
def test_every_passage_holds_its_mention_and_lies_where_it_says(words, data):
    text = " ".join(words)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = data.draw(st.sampled_from(["direct", "mixed", "indirect"]))
    statement = Statement(content=((start, end),), source=None, cue=None, speaker="", kind=kind, confidence=1.0)
    article = Article(text)
    mentions = mentions_of(Document.of(article), [statement], find_mentions(text, BOOK))[0]
    passages = find_passages(article, [statement], [mentions])
    for passage in passages:
        assert text[passage.start :].startswith(passage.query.text)
        at = [(passage.start + start, passage.start + end) for start, end in passage.query.targets]
        assert set(at) <= {one.span for one in mentions if one.target == passage.target}
    assert all(start <= one.span[0] < one.span[1] <= end for one in mentions if one.how != "context")
    made = combine(article, [statement], [mentions], passages, [StanceScore(1.0, 0.0, 0.0)] * len(passages))
    assert {one.target for one in made} == {one.target for one in mentions}


SCORES = st.tuples(*[st.floats(0.001, 1)] * 3).map(lambda parts: StanceScore(*(part / sum(parts) for part in parts)))


@settings(max_examples=60, deadline=None)
@given(st.lists(SCORES, min_size=1, max_size=5))
def test_an_average_lies_between_the_scores(scores):
    mean = average(scores)
    assert min(one.value for one in scores) - 1e-9 <= mean.value <= max(one.value for one in scores) + 1e-9
    assert math.isclose(mean.critical + mean.neutral + mean.favourable, 1)
    assert math.isclose(average(scores * 2).value, mean.value, abs_tol=1e-9)
