"""Evidence that is computed again: the passages are those that were scored, the words lie in the article."""

from __future__ import annotations

import pytest

from analytics import Article, analyse
from analytics.errors import ModelError
from analytics.evidence import passages_of, read, together
from analytics.records import Evidence, StanceScore
from analytics.stance import Scorer
from analytics.targets import TargetBook

TEXT = (
    "Harbour minister Orla Venn met reporters on Monday.\n\n"
    "“The European Union has failed us. It is a disgrace that the EU abandoned the port,” Venn said.\n\n"
    "Her counterpart Tomas Reld praised the CSTO and said that the CSTO was a great help to the port. "
    "He said that the Armenian-Azerbaijani border was quiet.\n"
)


@pytest.fixture(scope="module")
def analysed():
    article = Article(TEXT)
    return article, analyse([article], scorer="vader")


def reads(article, analysis, statement_id, target):
    found = passages_of(
        article, list(analysis.details.values()), analysis.details[statement_id], target, targets=analysis.targets
    )
    return [read(one, scorer="vader") for one in found]


def test_the_passages_give_the_stance_that_the_results_hold(analysed):
    article, analysis = analysed
    assert len(analysis.stances) >= 3
    for line in analysis.stances.itertuples():
        score = together(reads(article, analysis, line.statement_id, line.target))
        assert score.value == pytest.approx(line.stance)


def test_evidence_are_the_words_of_the_article_and_their_direction(analysed):
    article, analysis = analysed
    line = analysis.stances[analysis.stances["target"] == "EU"].iloc[0]
    found = {
        article.text[slice(*one.span)]: one.weight
        for passage in reads(article, analysis, line["statement_id"], "EU")
        for one in passage.score.evidence
    }
    assert {"failed", "disgrace", "abandoned"} & set(found)
    assert all(weight < 0 for weight in found.values())


def test_a_place_name_alone_was_not_read(analysed):
    article, analysis = analysed
    line = analysis.stances[analysis.stances["target"] == "Azerbaijan"].iloc[0]
    assert reads(article, analysis, line["statement_id"], "Azerbaijan") == []


def test_a_target_that_is_not_in_the_book_has_no_passages(analysed):
    article, analysis = analysed
    line = analysis.stances.iloc[0]
    statements = list(analysis.details.values())
    assert passages_of(article, statements, statements[0], line["target"], targets=TargetBook(())) == ()


def test_a_scorer_that_explains_when_asked_is_asked(analysed, monkeypatch):
    article, analysis = analysed
    asked = Scorer(
        name="asked",
        load=lambda: lambda queries: [StanceScore(0.2, 0.2, 0.6) for _ in queries],
        explain=lambda query: (Evidence((0, 3), 1.5),),
        notice="",
        weighing="",
    )
    monkeypatch.setattr("analytics.evidence.load_scorer", lambda name: asked.load())
    monkeypatch.setattr("analytics.evidence.scorer_named", lambda name: asked)
    line = analysis.stances[analysis.stances["target"] == "CSTO"].iloc[0]
    statements = list(analysis.details.values())
    (passage,) = passages_of(
        article, statements, analysis.details[line["statement_id"]], "CSTO", targets=analysis.targets
    )
    found = read(passage, scorer="asked")
    assert found.score.evidence == (Evidence((passage.start, passage.start + 3), 1.5),)
    assert article.text[slice(*found.span)] == passage.query.text


def test_missing_weights_are_an_error_that_says_so(analysed, monkeypatch):
    article, analysis = analysed

    def missing(name):
        raise ModelError("no weights")

    monkeypatch.setattr("analytics.evidence.load_scorer", missing)
    line = analysis.stances.iloc[0]
    statements = list(analysis.details.values())
    statement = analysis.details[line["statement_id"]]
    (passage, *_) = passages_of(article, statements, statement, line["target"], targets=analysis.targets)
    with pytest.raises(ModelError):
        read(passage, scorer="model")
