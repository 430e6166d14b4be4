"""A folder of results: written whole or not at all, read back equal, refused where it is broken."""

from __future__ import annotations

import codecs
import datetime as dt
import json
import platform
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from app_support import targets_file
from hypothesis import given, settings
from hypothesis import strategies as st

import analytics
from analytics import bundled, tables
from analytics.analysis.results import Results
from analytics.analysis.run import Run
from analytics.analysis.utterances import group_utterances
from analytics.digests import sha256
from analytics.errors import ConfigurationError, StoreError
from analytics.records import Article, Reject, Stance, StanceScore, Statement
from analytics.reporting.citation import software
from analytics.speakers import default_book
from analytics.store import atomic
from analytics.store.own import NAMES, own_files
from analytics.store.results import files, read_results, write_results
from analytics.store.run import begun
from analytics.targets import default_targets

TEXT = "“We go on,” Orla Venn said. She thanked the League."
ROOT = Path(__file__).parents[1]
YAML = {"targets.yaml": b"targets: []\n", "speakers.yaml": b"people: []\n"}


def make_results(text: str = TEXT, *, title: str = "On") -> Results:
    article = Article(text, title=title, outlet="Harbour Post", published=dt.date(2023, 4, 5))
    silent = Article(text + "!", article_id="silent")
    found = [
        Statement(((0, 4), (5, 8)), (9, 10), None, "Orla Venn", "direct", 0.1, "named", 0.9),
        Statement(((1, 3),), None, (4, 6), "", "indirect", 0.7),
    ]
    stance = Stance(found[0].id(article), "league", StanceScore(0.1, 0.2, 0.7), 0.3, ((1, 3),))
    return Results(
        statements=tables.statements_table([(article, found)]),
        stances=tables.stances_table([stance]),
        aggregates=tables.empty("aggregates"),
        rejects=tables.rejects_table([Reject("a.txt", "empty", "-")]),
        articles={article.id: article, silent.id: silent},
        details={one.id(article): one for one in found},
        scorer="vader",
    )


def write_older(folder: Path, results: Results) -> None:
    """The folder as versions without run.json wrote it: what is broken there shows only by what it is."""
    write_results(folder, results)
    for name in ("run.json", "datapackage.json"):
        (folder / name).unlink()


def write_as_first_version(folder: Path, results: Results) -> None:
    """The folder as the first version wrote it: its CSV had no byte order mark, its statements fewer columns."""
    write_older(folder, replace(results, statements=results.statements.drop(columns=list(tables.LATER["statements"]))))
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_bytes().removeprefix(codecs.BOM_UTF8))


def assert_equal(found: Results, expected: Results) -> None:
    for name in tables.TABLES:
        pd.testing.assert_frame_equal(found.table(name), expected.table(name), check_exact=True)
    assert dict(found.articles) == dict(expected.articles)
    assert dict(found.details) == dict(expected.details)
    assert found.scorer == expected.scorer


@settings(deadline=None, max_examples=15)  # each writes to the disk
@given(text=st.text(min_size=12), title=st.text())
def test_results_read_back_equal(tmp_path_factory, text, title):
    folder = tmp_path_factory.mktemp("out")
    expected = make_results(text, title=title)
    write_results(folder, expected)
    assert_equal(read_results(folder), expected)


def test_folder_holds_the_files_and_nothing_else_that_is_not_hidden(tmp_path):
    write_results(tmp_path / "new" / "out", replace(make_results(), configuration=YAML))
    names = [path.name for path in (tmp_path / "new" / "out").iterdir()]
    assert sorted(name for name in names if not name.startswith(".")) == sorted(NAMES)


def test_run_is_read_back_with_the_digest_of_every_file_and_the_configuration_that_was_used(tmp_path):
    run = Run("vader", options={"out": "out"}, weights={"toy": {"model.onnx": "0" * 64}}, platform={"system": "Linux"})
    write_results(tmp_path, replace(make_results(), run=run, configuration=YAML))
    found = read_results(tmp_path)
    assert found.configuration == YAML
    assert found.run is not None
    assert found.run == replace(run, counts=found.run.counts, files=found.run.files)
    assert found.run.counts == {"articles": 2, "statements": 2, "stances": 1, "aggregates": 0, "rejects": 1}
    assert found.run.files == {name: sha256(tmp_path / name) for name in NAMES if name != "run.json"}
    assert found.run.targets == sha256(tmp_path / "targets.yaml")
    assert found.run.speakers == sha256(tmp_path / "speakers.yaml")


def test_configuration_of_an_earlier_run_does_not_stay_beside_a_later_one(tmp_path):
    write_results(tmp_path, replace(make_results(), configuration=YAML))
    write_results(tmp_path, make_results())
    assert not (tmp_path / "targets.yaml").exists()
    assert read_results(tmp_path).configuration == {}


@pytest.mark.parametrize("name", tables.TABLES)
def test_data_package_describes_the_columns_of_the_tables_in_their_order(tmp_path, name):
    write_results(tmp_path, make_results())
    resources = {
        one["path"]: one["schema"] for one in json.loads((tmp_path / "datapackage.json").read_text())["resources"]
    }
    header = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    fields = resources[f"{name}.csv"]["fields"]
    assert [one["name"] for one in fields] == header
    assert all(len(one["description"]) > 5 for one in fields)
    assert set(resources[f"{name}.csv"].get("primaryKey", [])) <= set(header)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("run.json", *YAML)])
def test_file_that_was_changed_after_the_run_is_an_error_that_names_it(tmp_path, name):
    write_results(tmp_path, replace(make_results(), configuration=YAML))
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    with pytest.raises(StoreError, match=rf"{name} was changed after the run"):
        read_results(tmp_path)


@pytest.mark.parametrize("name", YAML)
@pytest.mark.parametrize("spoil", [Path.unlink, lambda path: path.write_bytes(b"targets: []")])
def test_configuration_that_was_lost_or_changed_is_never_replaced_by_another_and_the_tables_are_read(
    tmp_path, name, spoil
):
    write_results(tmp_path, replace(make_results(), configuration=YAML))
    spoil(tmp_path / name)
    found = read_results(tmp_path)
    assert_equal(found, make_results())
    with pytest.raises(ConfigurationError, match=rf"{name}: it is missing or was changed after the run"):
        getattr(found, name.removesuffix(".yaml"))


def test_targets_and_speakers_are_those_in_the_folder_and_read_once(tmp_path):
    used = {"targets.yaml": targets_file({"GUILD": "Harbour Guild"}), "speakers.yaml": bundled.SPEAKERS.read_bytes()}
    write_results(tmp_path, replace(make_results(), configuration=used))
    found = read_results(tmp_path)
    assert found.labels == {"GUILD": "Harbour Guild"}
    assert found.speakers == default_book()
    assert found.targets is read_results(tmp_path).targets
    assert list(found.faults()) == []


def test_results_that_say_nothing_of_targets_were_scored_with_those_of_the_project(tmp_path):
    write_older(tmp_path, make_results())
    assert read_results(tmp_path).targets == default_targets()


def test_broken_targets_leave_the_tables_and_are_named_with_their_line(tmp_path):
    write_results(tmp_path, replace(make_results(), configuration={"targets.yaml": b"targets:\n- {key: 5}\n"}))
    found = read_results(tmp_path)
    assert found.labels == {}
    (fault,) = found.faults()
    assert str(fault).startswith("targets.yaml, line 2: ")


def test_rejects_are_there_as_records():
    assert make_results().rejected == (Reject("a.txt", "empty", "-"),)


def test_tables_of_an_older_version_are_read_and_recognised(tmp_path):
    expected = make_results()
    write_as_first_version(tmp_path, expected)
    found = read_results(tmp_path)
    later = {"side": "", "resolution": "", "speaker_confidence": float("nan"), "language": "en"}
    later |= {"speaker_in_article": "", "speaker_merged": ""}
    pd.testing.assert_frame_equal(found.statements, expected.statements.assign(**later), check_dtype=False)
    assert set(own_files(tmp_path, NAMES)) == {*(f"{name}.csv" for name in tables.TABLES), "articles.jsonl"}
    write_results(tmp_path, found)
    assert_equal(read_results(tmp_path), found)


def test_tables_without_the_names_of_single_articles_are_read_and_recognised(tmp_path):
    expected = make_results()
    names = ["speaker_in_article", "speaker_merged"]
    write_older(tmp_path, replace(expected, statements=expected.statements.drop(columns=names)))
    found = read_results(tmp_path)
    assert found.statements[names].eq("").all(axis=None)
    assert "statements.csv" in own_files(tmp_path, NAMES)


def test_tables_begin_with_a_byte_order_mark(tmp_path):
    write_results(tmp_path, make_results())
    assert all((tmp_path / f"{name}.csv").read_bytes().startswith(codecs.BOM_UTF8) for name in tables.TABLES)


@pytest.mark.parametrize(
    "change",
    [
        lambda record: {**record, "program": "another"},
        lambda record: {**record, "schema": 2},
        lambda record: {**record, "files": ["statements.csv"]},
        lambda record: {**record, "counts": {"articles": "two"}},
        lambda record: {**record, "scored": "yesterday"},
        lambda record: {**record, "files": {}},
        lambda record: [record],
    ],
)
def test_broken_run_json_is_an_error_that_names_a_file_and_says_what_to_do(tmp_path, change):
    write_results(tmp_path, make_results())
    path = tmp_path / "run.json"
    path.write_text(json.dumps(change(json.loads(path.read_text()))))
    with pytest.raises(StoreError, match=r"(run\.json is broken|statements.csv is missing).*again"):
        read_results(tmp_path)


def test_weights_and_versions_are_those_of_the_scorer():
    run = begun("model", {"workers": 2})
    assert set(run.weights) == {"statements", "stance"}
    assert set(begun("vader", {}).weights) == {"statements"}
    assert all(len(digest) == 64 for files in run.weights.values() for digest in files.values())
    assert run.platform["python"] == platform.python_version()
    assert run.version == software().version == analytics.__version__


def test_articles_are_lines_of_json_with_their_statements(tmp_path):
    expected = make_results()
    write_results(tmp_path, expected)
    first, second = map(json.loads, (tmp_path / "articles.jsonl").read_text().splitlines())
    assert first["schema"] == 1
    assert first["article"]["text"] == TEXT
    assert first["article"]["published"] == "2023-04-05"
    assert [one["statement_id"] for one in first["statements"]] == list(expected.details)
    assert first["statements"][0]["content"] == [[0, 4], [5, 8]]
    assert second["statements"] == []


def test_results_without_articles_are_read_without_passages(tmp_path):
    write_results(tmp_path, make_results())
    (tmp_path / "articles.jsonl").unlink()
    found = read_results(tmp_path)
    assert len(found.statements) == 2
    assert not found.articles
    assert not found.details


def test_failure_while_writing_leaves_the_older_files_whole(tmp_path, monkeypatch):
    write_results(tmp_path, make_results())
    before = {path.name: path.read_bytes() for path in files(tmp_path) if path.exists()}
    written = atomic.write_through

    def full_disk(path, data):
        if path.name.startswith("rejects"):
            raise OSError(28, "No space left on device")
        written(path, data)

    monkeypatch.setattr(atomic, "write_through", full_disk)
    with pytest.raises(StoreError, match="No space left"):
        write_results(tmp_path, make_results(TEXT + " More."))
    assert {path.name: path.read_bytes() for path in files(tmp_path) if path.exists()} == before
    assert [path.name for path in (tmp_path / atomic.STATE).iterdir()] == ["lock"]


def test_folder_that_cannot_be_written_is_an_error(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be written"):
        write_results(tmp_path / "file" / "out", make_results())


@pytest.mark.parametrize(
    ("name", "change", "why"),
    [
        ("stances.csv", lambda text: text.replace("p_neutral", "p_none"), "no column p_neutral"),
        ("stances.csv", lambda text: text.replace("0.7", "much"), "broken or of another version"),
        ("stances.csv", lambda text: text[: len(text) // 2], "stances.csv"),
        ("statements.csv", lambda text: text.split("\n")[0] + "\n", "of different runs"),
        ("articles.jsonl", lambda text: text.replace('"schema": 1', '"schema": 2'), r"line 1 .*\(schema 2"),
        ("articles.jsonl", lambda text: text[: len(text) // 2], "articles.jsonl, line"),
        ("articles.jsonl", lambda text: text.replace("[[0, 4]", "[[0, 4000]"), "line 1 .* does not lie in"),
        ("articles.jsonl", lambda text: text.replace('"outlet"', '"paper"'), "line 1 "),
        ("articles.jsonl", lambda text: "[]\n" + text, "line 1 "),
    ],
)
def test_broken_file_is_an_error_that_names_it_and_says_what_to_do(tmp_path, name, change, why):
    write_older(tmp_path, make_results())
    path = tmp_path / name
    path.write_text(change(path.read_text()))
    with pytest.raises(StoreError, match=why) as caught:
        read_results(tmp_path)
    assert name.split(".")[0] in str(caught.value)
    assert "again" in str(caught.value)


@settings(deadline=None, max_examples=15)  # each writes to the disk
@given(text=st.text(min_size=12), title=st.text(), outlet=st.text())
def test_texts_that_look_like_the_files_own_form_read_back_equal(tmp_path_factory, text, title, outlet):
    folder = tmp_path_factory.mktemp("out")
    made = make_results(text, title=title)
    article = Article(text, article_id='"\\" "statement_id": "x"', outlet=outlet)
    expected = replace(made, articles={**made.articles, article.id: article})
    write_results(folder, expected)
    assert_equal(read_results(folder), expected)


def test_a_record_is_made_when_it_is_asked_for_and_a_stranger_is_none(tmp_path):
    write_results(tmp_path, make_results())
    found = read_results(tmp_path)
    assert found.articles["silent"] is found.articles["silent"]
    assert found.details.get("nobody's") is None


def test_utterances_are_grouped_once_for_the_whole_of_the_results():
    results = make_results()
    assert results.utterances.tolist() == results.statements["statement_id"].tolist()
    assert results.utterances is results.utterances


def test_grouping_the_utterances_of_one_run_makes_nobody_wait_for_those_of_another(monkeypatch):
    busy, others = threading.Event(), threading.Event()

    def group(statements):
        if statements is slow.statements:
            busy.set()
            assert others.wait(60)
        return group_utterances(statements)

    monkeypatch.setattr("analytics.analysis.results.group_utterances", group)
    slow, quick = make_results(), make_results()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(lambda: slow.utterances)
        assert busy.wait(60)
        assert quick.utterances.tolist() == quick.statements["statement_id"].tolist()
        others.set()
        assert first.result() is slow.utterances


def test_missing_table_is_an_error_that_names_it(tmp_path):
    with pytest.raises(StoreError, match=r"statements.csv is missing: run"):
        read_results(tmp_path)
