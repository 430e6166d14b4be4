import datetime as dt

import pandas as pd
import pytest

from analytics import stages, tables
from analytics.analysis.groups import aggregate
from analytics.errors import ModelError
from analytics.pipeline import analyse
from analytics.records import Article, Reject, Statement
from analytics.stages import analyse_each
from analytics.targets import Target, TargetBook

BOOK = TargetBook((Target("Guild", "Guild", names=("Guild",)), Target("Borland", "Borland", names=("Borland",))))


def quoted(article, **_):
    """A stand-in for the extraction of statements: what stands between quotation marks, said by the first word."""
    text, found, at = article.text, [], 0
    while (start := text.find("“", at)) >= 0:
        at = text.index("”", start) + 1
        speaker = text.split()[0]
        found.append(
            Statement(
                content=((start, at),),
                source=(0, len(speaker)),
                cue=None,
                speaker=speaker,
                kind="direct",
                confidence=0.9,
            )
        )
    return found


@pytest.fixture(autouse=True)
def _simple_extraction(monkeypatch):
    monkeypatch.setattr(stages, "extract_statements", quoted)


def article(number, text, **options):
    return Article(text, article_id=f"a{number}", outlet="Port Times", published=dt.date(2021, 1, number), **options)


ARTICLES = [
    article(1, "Bel said: “The Guild is guilty of horrible crimes.” Then: “We thank Borland for its great help.”"),
    article(2, "Bel said: “The Guild lied about Borland.” It rained."),
    article(3, "Nothing was said."),
    article(4, "Cy said: “It rained.”"),
]


def run(articles, **options):
    return analyse(articles, targets=BOOK, scorer="vader", **options)


def test_articles_become_three_tables():
    made = run(ARTICLES)
    for name in ("statements", "stances", "aggregates"):
        tables.validate(getattr(made, name), name)
    assert made.statements["article_id"].tolist() == ["a1", "a1", "a2", "a4"]
    assert made.stances["target"].tolist() == ["Guild", "Borland", "Guild", "Borland"]
    assert made.stances["label"].tolist()[:2] == ["critical", "favourable"]
    assert made.aggregates[["speaker", "target", "n_statements"]].values.tolist() == [
        ["Bel", "Borland", 2],
        ["Bel", "Guild", 2],
    ]


def test_every_row_leads_back_to_its_statement_and_article():
    made = run(ARTICLES)
    assert set(made.articles) == {"a1", "a2", "a3", "a4"}
    for row in made.statements.itertuples():
        statement = made.details[row.statement_id]
        assert statement.words(made.articles[row.article_id]) == row.text
    assert set(made.stances["statement_id"]) <= set(made.details)
    for row in made.stances.itertuples():
        (statement,) = made.statements[made.statements["statement_id"] == row.statement_id].itertuples()
        for start, end in tables.spans_from_json(row.mentions):
            assert made.articles[statement.article_id].text[start:end] == row.target


def test_aggregates_are_those_of_the_two_other_tables():
    made = run(ARTICLES)
    pd.testing.assert_frame_equal(aggregate(made.statements, made.stances), made.aggregates, check_exact=True)


def test_no_articles_make_empty_tables():
    made = run([])
    for name in ("statements", "stances", "aggregates"):
        tables.validate(getattr(made, name), name)
        assert len(getattr(made, name)) == 0
    assert made.rejected == ()


def test_rejects_among_the_articles_are_passed_on():
    made = run([Reject("a.txt", "empty"), ARTICLES[0]])
    assert made.rejected == (Reject("a.txt", "empty"),)
    assert len(made.statements) == 2


def test_progress_tells_how_many_articles_are_done():
    told = []
    run(iter(ARTICLES), progress=told.append)
    assert told == [1, 2, 3, 4]


def test_an_article_on_which_extraction_fails_does_not_lose_the_others(monkeypatch):
    def fails_on_the_second(one, **options):
        if one.id == "a2":
            raise IndexError("no such word")
        return quoted(one, **options)

    monkeypatch.setattr(stages, "extract_statements", fails_on_the_second)
    made = run(ARTICLES)
    assert made.rejected == (Reject("a2", "failed", "IndexError: no such word"),)
    assert made.statements["article_id"].unique().tolist() == ["a1", "a4"]


def test_an_article_on_which_scoring_fails_does_not_lose_the_others(monkeypatch):
    vader = stages.load_scorer("vader")

    def fails_on_lies(queries):
        if any("lied" in query.text for query in queries):
            raise ArithmeticError("overflow")
        return vader(queries)

    monkeypatch.setattr(stages, "load_scorer", lambda _: fails_on_lies)
    made = run(ARTICLES)
    assert made.rejected == (Reject("a2", "failed", "ArithmeticError: overflow"),)
    assert made.stances["target"].tolist() == ["Guild", "Borland"]


def test_a_scorer_without_weights_stops_the_batch(monkeypatch):
    def without_weights(_):
        raise ModelError("the weights are missing")

    monkeypatch.setattr(stages, "load_scorer", lambda _: without_weights)
    with pytest.raises(ModelError):
        run(ARTICLES)


def test_an_unknown_scorer_is_refused():
    with pytest.raises(ValueError, match="choose one of"):
        analyse(ARTICLES, targets=BOOK, scorer="crystal")


def test_of_two_articles_with_one_id_the_first_counts():
    twice = article(1, "Cy said: “The Guild lied.”", title="Lies")
    made = run([ARTICLES[0], twice])
    assert made.articles["a1"] == ARTICLES[0]
    assert [(one.input, one.reason) for one in made.rejected] == [("Lies", "duplicate")]


def test_a_statement_that_is_found_twice_costs_its_article_alone(monkeypatch):
    monkeypatch.setattr(stages, "extract_statements", lambda one, **_: quoted(one) * (2 if one.id == "a2" else 1))
    made = run(ARTICLES)
    assert made.rejected == (Reject("a2", "failed", "ValueError: a statement was found twice"),)
    assert made.statements["article_id"].unique().tolist() == ["a1", "a4"]


def test_more_memory_than_an_article_may_have_is_a_reject(monkeypatch):
    def large(one, **_):
        raise MemoryError

    monkeypatch.setattr(stages, "extract_statements", large)
    assert [one.reason for one in run(ARTICLES[:1]).rejected] == ["too-slow"]


def test_worker_processes_give_the_same_results_in_the_same_order(monkeypatch):
    monkeypatch.undo()  # a process of its own has the real extraction
    items = [Reject("b.txt", "empty"), *ARTICLES, Reject("z.txt", "empty")]
    here, there = (list(analyse_each(items, targets=BOOK, scorer="vader", workers=n)) for n in (0, 2))
    assert there == here
    assert [one.input for one in there if isinstance(one, Reject)] == ["b.txt", "z.txt"]


def test_bundled_targets_and_speakers_are_the_default():
    text = "Bel said: “The European Union has failed us.”"
    assert analyse([Article(text)], scorer="vader").stances["target"].tolist() == ["EU"]
