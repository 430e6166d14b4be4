"""What the accuracy figures say: what counts as found, as missed, as a label; and the metrics themselves."""

import gzip
import json
import math

import pytest
from gate_support import ARTICLES, PAIRS, SURE, always, failing_on, perfect_extractor, perfect_scorer, write_gold

from analytics import StanceScore
from evaluation.__main__ import measure
from evaluation.gold.build import as_jsonl
from evaluation.gold.reading import STANCES, STATEMENTS, gold_articles, gold_stances, query_of
from evaluation.metrics import calibration_error, f1_by_label, macro_f1, matched
from evaluation.rows import rows
from evaluation.stances import measure_stances
from evaluation.statements import measure_statements


@pytest.fixture
def gold(tmp_path):
    write_gold(tmp_path)
    return tmp_path


def test_who_finds_everything_and_knows_every_label_reaches_one_in_every_figure(gold):
    figures = measure(gold, extract=perfect_extractor, scorers={"stub": perfect_scorer}).figures
    assert set(figures.values()) == {1.0}
    assert len(figures) == 10


def test_who_finds_nothing_has_nought_in_every_figure(gold):
    assert set(measure_statements(gold_articles(gold / STATEMENTS), lambda _: []).figures.values()) == {0.0}


def test_an_article_on_which_the_extractor_crashes_counts_as_missed_and_is_reported(gold):
    articles, extract = gold_articles(gold / STATEMENTS), perfect_extractor
    crashed = measure_statements(articles, failing_on("fog", extract, text=lambda article: article.text))
    silent = measure_statements(articles, lambda article: [] if "fog" in article.text else extract(article))
    assert crashed.figures == silent.figures
    assert crashed.figures["found"] == pytest.approx(2 * 1 / (1 + 3))
    assert crashed.crashes == ("article fog: RuntimeError: no idea what fog is",)


def test_a_statement_too_many_costs_precision(gold):
    twice = measure_statements(gold_articles(gold / STATEMENTS), lambda article: 2 * perfect_extractor(article))
    assert twice.figures["found"] == pytest.approx(6 / 9)


def test_a_pair_on_which_the_scorer_crashes_is_wrong_in_every_figure_and_is_reported(gold):
    pairs = gold_stances(gold / STANCES)
    thanks = failing_on("thanked", perfect_scorer, text=lambda queries: queries[0].text)
    crashed = measure_stances(pairs, thanks)
    assert crashed.figures["macro-F1"] == pytest.approx(2 / 3)
    assert crashed.figures["right sign"] == pytest.approx(1 / 2)
    assert crashed.figures["calibration"] == pytest.approx(2 / 3)
    assert crashed.crashes == ("pair 1: RuntimeError: no idea what thanked is",)


def test_each_pair_is_scored_once_for_all_figures(gold):
    asked = []

    def noted(queries):
        asked.extend(queries)
        return perfect_scorer(queries)

    measure_stances(gold_stances(gold / STANCES), noted)
    assert asked == [query_of(row) for row in PAIRS]


def test_a_label_below_one_half_is_scored_as_the_tables_count_it_that_is_neutral(gold):
    unsure = measure_stances(gold_stances(gold / STANCES), always(StanceScore(0.45, 0.3, 0.25))).figures
    neutral = measure_stances(gold_stances(gold / STANCES), always(StanceScore(0, 1, 0))).figures
    assert unsure["macro-F1"] == neutral["macro-F1"] == pytest.approx(1 / 2 / 3)
    assert unsure["right sign"] == neutral["right sign"] == 1.0


def test_the_opposite_label_has_the_wrong_sign(gold):
    assert measure_stances(gold_stances(gold / STANCES), always(SURE[1])).figures["right sign"] == 1 / 2


def test_f1_of_each_label_and_their_mean():
    gold, said = ["a", "a", "b", "c"], ["a", "b", "b", None]
    assert f1_by_label(gold, said, ["a", "b", "c"]) == pytest.approx([2 / 3, 2 / 3, 0])
    assert macro_f1(gold, said, ["a", "b", "c"]) == pytest.approx(4 / 9)


def test_calibration_error_is_the_gap_between_confidence_and_accuracy():
    assert calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0)
    assert calibration_error([0.8] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.3)
    assert calibration_error([0.5, 1.0], [True, False]) == pytest.approx((0.5 + 1.0) / 2)  # bins do not make up
    assert math.isnan(calibration_error([0.8, math.nan], [True, True]))


def test_pairs_are_made_one_to_one_the_likest_first():
    likeness = [[0.6, 0.9], [0.5, 0.8], [0.4, 0.0]]
    assert matched(3, 2, lambda i, j: likeness[i][j]) == [(0, 1), (1, 0)]


@pytest.mark.parametrize(
    "change", [{"kind": "loud"}, {"content": []}, {"content": [[0, 999]]}, {"source": [[5, 5]]}, {"content": [[1]]}]
)
def test_a_malformed_attribution_is_an_error(gold, change):
    made = ARTICLES[1] | {"attributions": [ARTICLES[1]["attributions"][0] | change]}
    (gold / STATEMENTS).write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: "):
        gold_articles(gold / STATEMENTS)


def test_a_line_that_stands_twice_or_a_set_that_is_empty_is_an_error(gold):
    (gold / STANCES).write_text(as_jsonl(iter([*PAIRS, PAIRS[0]])), encoding="utf-8")
    with pytest.raises(ValueError, match="would count twice"):
        gold_stances(gold / STANCES)
    (gold / STANCES).write_text("", encoding="utf-8")
    with pytest.raises(ValueError, match="nothing to measure on"):
        gold_stances(gold / STANCES)


def test_a_gzipped_file_is_read_as_a_plain_one(gold):
    (gold / "pairs.jsonl.gz").write_bytes(gzip.compress((gold / STANCES).read_bytes()))
    assert list(rows(gold / "pairs.jsonl.gz")) == PAIRS
