"""What a folder of results may hold: whatever is done to good ones, reading works or says where they are broken."""

from __future__ import annotations

import csv
import io
import json
import math
import shutil
from pathlib import Path

import pytest
from app_support import invented_results
from hypothesis import given, settings
from hypothesis import strategies as st
from test_store import assert_equal, write_older

from analytics import tables
from analytics.analysis.groups import aggregate
from analytics.analysis.results import Results
from analytics.errors import StoreError
from analytics.store.own import ARTICLES
from analytics.store.results import read_results, write_results
from analytics.tables import spans_from_json

GOOD = invented_results()
HOSTILE = [
    "",
    "NaN",
    "Infinity",
    "-1",
    "1e308",
    "1e30",
    "0.5",
    "2",
    "9" * 30,
    "[[0, Infinity]]",
    "[[5, 2]]",
    "[[0, 9999]]",
    "[]",
    "{}",
]
HOSTILE += [
    "sung",
    "0001-01-01",
    "9999-12-31",
    "2024-13-45",
    "2024-01-10T11:12:13",
    "direct",
    "neutral",
    '"',
    "\n",
    "\r",
    "'=1",
    "é",
    "\x00",
]
VALUES = [
    None,
    True,
    -1,
    0,
    10**400,
    0.5,
    math.nan,
    math.inf,
    "",
    "x",
    [],
    {},
    ["a"],
    {"a": 1},
    [[0, 9999]],
    [[5, 2]],
    [[1.5, 2]],
]


@pytest.fixture(scope="module")
def older(tmp_path_factory):
    folder = tmp_path_factory.mktemp("older")
    write_older(folder, GOOD)
    return folder


@pytest.fixture
def copied(older, tmp_path):
    return Path(shutil.copytree(older, tmp_path / "copied", ignore=shutil.ignore_patterns(".*")))


def change_cell(folder: Path, name: str, row: int, column: str, value: str) -> None:
    path = folder / f"{name}.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    rows[row + 1][rows[0].index(column)] = value
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_text(stream.getvalue(), encoding="utf-8", newline="")


def assert_usable(results: Results) -> None:
    """What pages and reports do with results works on these."""
    aggregate(results.statements, results.stances)
    for key, statement in results.details.items():
        article = results.articles[results.statements.set_index("statement_id").loc[key, "article_id"]]
        statement.check(article.text)
    articles = results.statements.set_index("statement_id")["article_id"]
    for stance in results.stances.itertuples():
        text = results.articles[articles[stance.statement_id]].text
        assert all(0 <= start < end <= len(text) for start, end in spans_from_json(stance.mentions))
        assert stance.stance == pytest.approx(stance.p_favourable - stance.p_critical, abs=1e-5)


def read_or_refused(folder: Path) -> None:
    try:
        found = read_results(folder)
        assert_usable(found)
    except StoreError as error:
        assert str(folder) in str(error)


@pytest.mark.parametrize(
    ("name", "column", "value", "why"),
    [
        ("statements", "statement_id", "", "statement_id is empty"),
        ("statements", "statement_id", GOOD.statements["statement_id"][0], "stands in a row before"),
        ("statements", "article_id", "another", "not in articles.jsonl"),
        ("statements", "kind", "sung", "kind is none of direct"),
        ("statements", "confidence", "NaN", "confidence is not between 0 and 1"),
        ("statements", "resolution", "guessed", "resolution is none of named"),
        ("statements", "speaker_confidence", "2", "speaker_confidence is not between 0 and 1"),
        ("statements", "spans", "[[0, Infinity]]", r"spans is not a list of \[start, end\]"),
        ("statements", "spans", "[[0, 9999]]", "spans does not lie in the article"),
        ("statements", "spans", "[[5, 9], [1, 2]]", "spans is not in the order of the text"),
        ("statements", "published", "0001-01-01T10:00:00", "is not a day"),
        ("statements", "published", "2024-13-45", "month must be in 1..12"),
        ("stances", "statement_id", "another", "of different runs"),
        ("stances", "stance", "NaN", "stance is not p_favourable less p_critical"),
        ("stances", "stance", "1e308", "stance is not p_favourable less p_critical"),
        ("stances", "stance", "0.123", "stance is not p_favourable less p_critical"),
        ("stances", "p_neutral", "0.99", "do not add up to 1"),
        ("stances", "label", "glad", "label is none of critical"),
        ("stances", "tone", "-2", "tone is not between -1 and 1"),
        ("stances", "mentions", "[[5]]", "mentions is not a list"),
        ("stances", "mentions", "[[7, 7]]", "mentions does not lie in"),
        ("aggregates", "n_statements", "1e30", "invalid literal"),
        ("aggregates", "n_statements", "9" * 30, "too"),
        ("aggregates", "n_articles", "0", "n_articles is no count"),
        ("aggregates", "mean_stance", "1e308", "mean_stance is not between -1 and 1"),
        ("aggregates", "ci_low", "0.99", "no interval"),
        ("aggregates", "share_neutral", "0.999", "shares do not add up to 1"),
        ("aggregates", "first_published", "2025-01-01", "no period"),
    ],
)
def test_cell_that_no_run_writes_is_an_error_with_file_and_line(copied, name, column, value, why):
    change_cell(copied, name, 2, column, value)
    with pytest.raises(StoreError, match=rf"{name}.csv is broken .*line \d+: .*{why}") as caught:
        read_results(copied)
    line = int(str(caught.value).partition("line ")[2].partition(":")[0])
    text = (copied / f"{name}.csv").read_text(encoding="utf-8").split("\n")
    assert value[:8] in text[line - 1] or value == ""


def test_label_that_is_not_that_of_the_probabilities_is_an_error(copied):
    labels = GOOD.stances["label"]
    change_cell(copied, "stances", 0, "label", "neutral" if labels[0] != "neutral" else "critical")
    with pytest.raises(StoreError, match="line 2: label is not that of the probabilities"):
        read_results(copied)


@settings(deadline=None, max_examples=150)  # each reads a folder
@given(data=st.data())
def test_any_cell_may_hold_anything(older, tmp_path_factory, data):
    folder = Path(
        shutil.copytree(older, tmp_path_factory.mktemp("cell") / "copied", ignore=shutil.ignore_patterns(".*"))
    )
    name = data.draw(st.sampled_from(["statements", "stances", "aggregates"]))
    row = data.draw(st.integers(0, len(GOOD.table(name)) - 1))
    value = data.draw(st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8))
    change_cell(folder, name, row, data.draw(st.sampled_from(tables.columns(name))), value)
    read_or_refused(folder)


@settings(deadline=None, max_examples=150)  # each reads a folder
@given(data=st.data())
def test_any_value_of_an_article_may_be_anything(older, tmp_path_factory, data):
    folder = Path(
        shutil.copytree(older, tmp_path_factory.mktemp("line") / "copied", ignore=shutil.ignore_patterns(".*"))
    )
    lines = [json.loads(line) for line in (folder / ARTICLES).read_text().splitlines()]
    line = data.draw(st.sampled_from(lines))
    place = data.draw(st.sampled_from([line, line["article"], *line["statements"]]))
    place[data.draw(st.sampled_from(sorted(place)))] = data.draw(st.sampled_from(VALUES))
    (folder / ARTICLES).write_text("".join(f"{json.dumps(one)}\n" for one in lines))
    read_or_refused(folder)


@settings(deadline=None, max_examples=100)  # each reads a folder
@given(data=st.data(), run=st.booleans())
def test_bytes_may_be_lost_or_changed_anywhere(older, tmp_path_factory, data, run):
    folder = tmp_path_factory.mktemp("bytes")
    (write_results if run else write_older)(folder, GOOD)
    path = data.draw(st.sampled_from(sorted(path for path in folder.iterdir() if path.is_file())))
    before = path.read_bytes()
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.sampled_from([start, start + 1, start + 50, len(before)]))
    path.write_bytes(before[:start] + data.draw(st.binary(max_size=3)) + before[end:])
    if not run:
        read_or_refused(folder)
        return
    try:
        assert_equal(read_results(folder), GOOD)
    except StoreError as error:
        assert path.name in str(error) or path.name == "run.json"
