"""A reader or a scorer is one new file, and everything that lists them knows it: here those of CONTRIBUTING.md."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from app_support import invented_results, read
from ingest_support import only, write

from analytics import analyse
from analytics.cli import main as cli
from analytics.evidence import passages_of
from analytics.evidence import read as read_passage
from analytics.ingest import read_inputs, readers, reasons
from analytics.records import Article
from analytics.stance import scorers
from analytics.store.results import write_results
from analytics.store.run import begun
from views.state.adding import file_types, read_uploads

ROOT = Path(__file__).resolve().parents[1]
LETTER, COIN = re.findall(r"```python\n(.*?)```", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.DOTALL)
SENT = "From: Harbour Post\n\nMayor Petra Holm said on Monday that the CSTO had kept its word to the port."


@pytest.fixture
def letters(add_module):
    add_module(readers, "letter", LETTER)


@pytest.fixture
def coin(add_module):
    add_module(scorers, "coin", COIN)


def help_of(command, capsys):
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    return " ".join(capsys.readouterr().out.split())


def test_a_new_reader_reads_its_files_with_metadata_and_in_folders(letters, tmp_path):
    write(tmp_path / "in" / "a.LETTER", SENT)
    (tmp_path / "metadata.csv").write_text("file,title\na.LETTER,To the port\n")
    article = only(tmp_path / "in", metadata=tmp_path / "metadata.csv")
    assert isinstance(article, Article)
    assert (article.outlet, article.title) == ("Harbour Post", "To the port")


def test_what_a_new_reader_cannot_use_is_a_reject_and_the_rest_goes_on(letters, tmp_path):
    write(tmp_path / "a.letter", "From: nobody\n\n \n")
    write(tmp_path / "b.letter", SENT)
    reject, article = read_inputs([tmp_path])
    assert (reject.input, reject.reason) == (str(tmp_path / "a.letter"), reasons.NO_TEXT)
    assert isinstance(article, Article)


def test_a_new_reader_is_in_every_list_of_what_can_be_read(letters, tmp_path, open_app, capsys):
    assert "letter" in file_types()
    assert ".letter a letter to the editor" in help_of("score", capsys)
    assert ".letter" in only(write(tmp_path / "a.png", SENT)).detail
    uploader = open_app(page="articles").file_uploader[0]
    assert ".letter" in uploader.label
    assert ".letter" in uploader.proto.type


def test_an_upload_goes_to_the_new_reader(letters):
    (article,) = read_uploads([("from the port.letter", SENT.encode())])
    assert article.outlet == "Harbour Post"


def test_every_reader_says_what_it_reads():
    assert {".txt", ".html", ".htm", ".csv", ".jsonl"} <= set(readers.suffixes())
    assert all(reader.called for reader in readers.readers())


@pytest.mark.parametrize(
    ("source", "error", "said"),
    [
        ("", TypeError, r"readers\.other must hold a Reader called READER; found NoneType"),
        ("READER = '.letter'", TypeError, "found str"),
        (LETTER.replace('".letter"', '".csv"'), ValueError, r"two readers take \.csv: .*table.*letter"),
        (LETTER.replace('".letter"', '"letter"'), ValueError, "'letter' is not in lower case with its dot"),
        (LETTER.replace('".letter"', '".Letter"'), ValueError, "'.Letter' is not in lower case"),
    ],
)
def test_a_reader_that_is_not_as_it_must_be_is_an_error_that_says_so(add_module, source, error, said):
    add_module(readers, "other", source)
    with pytest.raises(error, match=said):
        readers.readers()


def test_a_new_scorer_scores_and_is_recorded_with_its_weights(coin):
    article = Article("Mayor Petra Holm said on Monday that the CSTO had kept its word to the port.")
    analysis = analyse([article], scorer="coin")
    assert analysis.stances["stance"].tolist() == [0.8]
    assert set(begun("coin", {}).weights) == {"statements"}
    (line,) = analysis.stances.itertuples()
    statements = list(analysis.details.values())
    said = analysis.details[line.statement_id]
    (passage,) = passages_of(article, statements, said, "CSTO", targets=analysis.targets)
    (word,) = read_passage(passage, scorer="coin").score.evidence
    assert article.text[slice(*word.span)] == "CSTO"


def test_a_new_scorer_can_be_chosen_wherever_there_is_a_choice(coin, open_app, capsys):
    assert "{coin,model,vader}" in help_of("score", capsys)
    assert open_app(page="articles").selectbox(key="scorer").options == ["coin", "model", "vader"]


def test_what_a_new_scorer_says_of_its_stances_is_told_on_every_page(coin, open_app, tmp_path):
    write_results(tmp_path / "coin", dataclasses.replace(invented_results(), scorer="coin"))
    shown = read(open_app(tmp_path / "coin"))
    assert "Stances here are **tossed**" in shown


@pytest.mark.parametrize(
    ("scorer", "told"),
    [
        ("model", ["one time in four"]),
        ("vader", ["baseline numbers"]),
        ("model and vader", ["one time in four", "baseline numbers"]),
        ("", []),
        ("remodelled", []),
    ],
)
def test_what_is_told_is_told_of_the_scorers_that_the_results_name(scorer, told):
    notices = " ".join(one.notice for one in scorers.scorers_in(scorer))
    assert [words for words in ("one time in four", "baseline numbers") if words in notices] == told


@pytest.mark.parametrize(
    ("source", "error", "said"),
    [
        ("", TypeError, "must hold a Scorer called SCORER"),
        (COIN.replace('"coin"', '"vader"'), ValueError, "'vader' is no name for a scorer"),
        (COIN.replace('"coin"', '"the coin"'), ValueError, "'the coin' is no name for a scorer"),
    ],
)
def test_a_scorer_that_is_not_as_it_must_be_is_an_error_that_says_so(add_module, source, error, said):
    add_module(scorers, "other", source)
    with pytest.raises(error, match=said):
        scorers.scorers()
