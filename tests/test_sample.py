"""The sample articles: digests, labelled as such, described by their metadata and their card."""

from __future__ import annotations

import csv
import datetime as dt
import re
import unicodedata
from pathlib import Path

import pandas as pd
import pytest

from analytics.ingest import read_inputs
from analytics.pipeline import analyse
from analytics.records import Article
from analytics.store.results import read_results
from analytics.store.run import PACKAGES

DATA = Path(__file__).parents[1] / "data"
CARD = (DATA / "README.md").read_text(encoding="utf-8")
COLUMNS = ["file", "outlet", "published", "title", "url"]

with (DATA / "metadata.csv").open(encoding="utf-8", newline="") as table:
    READER = csv.DictReader(table)
    ROWS = list(READER)

each_digest = pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])


def text_of(row: dict[str, str]) -> str:
    return (DATA / "articles" / row["file"]).read_text(encoding="utf-8")


def test_metadata_has_the_columns_that_the_card_describes() -> None:
    assert READER.fieldnames == COLUMNS
    assert all(f"| `{column}` |" in CARD for column in COLUMNS)


def test_every_digest_is_listed_once_and_every_row_has_its_digest() -> None:
    files = sorted(path.name for path in (DATA / "articles").iterdir())
    assert files == sorted(row["file"] for row in ROWS)
    assert len(files) == 5


@each_digest
def test_first_line_says_that_it_is_a_digest_of_which_outlet_and_date(row: dict[str, str]) -> None:
    date = dt.date.fromisoformat(row["published"])
    label = (
        f"Digest of an article by {row['outlet']}, {date.day} {date:%B %Y}. In our own words, not the original text."
    )
    assert text_of(row).splitlines()[:2] == [label, ""]


@each_digest
def test_title_says_that_it_is_a_digest(row: dict[str, str]) -> None:
    assert row["title"].startswith("Digest: ")


@each_digest
def test_file_name_begins_with_the_date(row: dict[str, str]) -> None:
    assert row["file"].startswith(row["published"])


@each_digest
def test_card_lists_the_digest_with_outlet_and_date(row: dict[str, str]) -> None:
    date = dt.date.fromisoformat(row["published"])
    (line,) = re.findall(rf"^\| `{re.escape(row['file'])}` .*$", CARD, flags=re.MULTILINE)
    assert row["outlet"] in line
    assert f"{date.day} {date:%B %Y}" in line


@each_digest
def test_quoted_fragments_are_short(row: dict[str, str]) -> None:
    text = text_of(row)
    assert text.count("“") == text.count("”") > 0
    assert '"' not in text
    assert all(len(fragment.split()) <= 6 for fragment in re.findall(r"“([^”]*)”", text))


@each_digest
def test_digest_is_as_long_as_a_short_news_item(row: dict[str, str]) -> None:
    _, _, body = text_of(row).partition("\n\n")
    assert 150 <= len(body.split()) <= 350


@each_digest
def test_text_is_clean(row: dict[str, str]) -> None:
    text = text_of(row)
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith(".\n")
    assert not re.search(r"[ \t]\n|\n{3}|  ", text)


def test_card_says_what_the_sample_is_not_for() -> None:
    assert "They are digests" in CARD
    assert "nothing can be concluded" in CARD
    assert "CC BY 4.0" in CARD


def test_bundled_results_are_what_the_program_makes_of_the_digests() -> None:
    bundled = read_results(DATA / "results")
    found = read_inputs([DATA / "articles"], metadata=DATA / "metadata.csv")
    made = analyse([one for one in found if isinstance(one, Article)], scorer=bundled.scorer)
    assert bundled.rejects.empty
    pd.testing.assert_frame_equal(made.statements, bundled.statements, check_exact=False, atol=0.02)
    # Integer arithmetic rounds a little differently from one kind of processor to another.
    kept = ["statement_id", "target", "mentions"]
    pd.testing.assert_frame_equal(made.stances[kept], bundled.stances[kept])
    for column in ("stance", "p_critical", "p_neutral", "p_favourable", "tone"):
        assert made.stances[column].to_list() == pytest.approx(bundled.stances[column].to_list(), abs=0.05)


def test_bundled_results_say_what_made_them_and_nothing_of_the_machine() -> None:
    run = read_results(DATA / "results").run
    assert run is not None
    assert run.options["inputs"] == ["data/articles"]
    assert not [value for value in map(str, run.options.values()) if Path(value).is_absolute()]
    assert set(run.platform) == {"python", "system", "machine", *PACKAGES}


def test_bundled_results_were_made_with_the_bundled_targets_and_speakers() -> None:
    used = read_results(DATA / "results").configuration
    assert used == {name: (DATA / name).read_bytes() for name in ("targets.yaml", "speakers.yaml")}
