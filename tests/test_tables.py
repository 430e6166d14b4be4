import datetime as dt
import io
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import tables
from analytics.records import Article, Reject, Stance, StanceScore, Statement

DESIGNED = {
    "statements": "statement_id article_id outlet published title url speaker speaker_as_written kind text spans cue "
    "confidence side resolution speaker_confidence language speaker_in_article speaker_merged",
    "stances": "statement_id target stance label p_critical p_neutral p_favourable tone mentions",
    "aggregates": "speaker outlet target n_statements n_articles mean_stance ci_low ci_high share_critical "
    "share_neutral share_favourable mean_tone first_published last_published",
    "rejects": "input reason detail",
}

ARTICLE = Article(
    "Ana Bel said: “We\r\nagree.”", title="=Talks", outlet="", published=dt.date(2021, 3, 4), url="http://a.example/"
)
STATEMENT = Statement(
    content=((14, 26),), source=(0, 7), cue=(8, 12), speaker="Ana Bel", kind="direct", confidence=0.1 + 0.2
)

CELLS = st.text(st.characters(exclude_characters="\x00\r"), max_size=12)  # how to keep a CR is the writer's business
MEASURES = st.one_of(st.floats(allow_infinity=False), st.none())
DATES = st.one_of(st.dates(), st.none())


def written_and_read(frame: pd.DataFrame) -> pd.DataFrame:
    written = frame.to_csv(index=False, lineterminator="\n").encode()
    return pd.read_csv(io.BytesIO(written), dtype="str", keep_default_na=False)


@pytest.mark.parametrize("name", tables.TABLES)
def test_columns_are_the_designed_ones_in_order(name):
    assert list(tables.columns(name)) == DESIGNED[name].split()


@pytest.mark.parametrize("name", tables.TABLES)
def test_an_empty_table_has_its_columns_and_types(name):
    tables.validate(tables.empty(name), name)
    assert len(tables.empty(name)) == 0


def test_a_statement_becomes_a_row():
    frame = tables.statements_table([(ARTICLE, [STATEMENT])])
    tables.validate(frame, "statements")
    row = frame.iloc[0].to_dict()
    assert row["statement_id"] == STATEMENT.id(ARTICLE)
    assert (row["speaker"], row["speaker_as_written"], row["cue"]) == ("Ana Bel", "Ana Bel", "said")
    assert row["text"] == "“We\r\nagree.”"
    assert tables.spans_from_json(row["spans"]) == STATEMENT.content
    assert row["published"] == pd.Timestamp("2021-03-04")


def test_a_statement_keeps_its_id_where_its_speaker_is_corrected():
    assert replace(STATEMENT, speaker="Ana Bell").id(ARTICLE) == STATEMENT.id(ARTICLE)
    assert replace(STATEMENT, content=((15, 26),)).id(ARTICLE) != STATEMENT.id(ARTICLE)


def test_a_statement_says_whose_side_its_speaker_is_on_and_how_it_was_found_out_who_that_is():
    sure = replace(STATEMENT, resolution="role", speaker_confidence=0.5)
    row = tables.statements_table([(ARTICLE, [sure])], side={"Ana Bel": "Norland"}.get).iloc[0]
    assert row[list(tables.LATER["statements"])].tolist() == ["Norland", "role", 0.5, "en", "Ana Bel", ""]


def test_an_outlet_that_nobody_named_is_unknown():
    assert tables.statements_table([(ARTICLE, [STATEMENT])])["outlet"].tolist() == ["unknown"]


def test_what_is_not_known_is_empty_text_or_no_date():
    bare = Statement(content=((0, 3),), source=None, cue=None, speaker="", kind="indirect", confidence=1.0)
    row = tables.statements_table([(Article("She agrees."), [bare])]).iloc[0]
    assert (row["speaker"], row["speaker_as_written"], row["cue"]) == ("", "", "")
    assert pd.isna(row["published"])


def test_a_stance_becomes_a_row():
    score = StanceScore(0.5, 0.3, 0.2)
    frame = tables.stances_table([Stance("id", "EU", score, -0.25, ((3, 5), (9, 11)))])
    tables.validate(frame, "stances")
    assert frame.iloc[0].tolist() == ["id", "EU", score.value, "critical", 0.5, 0.3, 0.2, -0.25, "[[3, 5], [9, 11]]"]


def test_rejects_become_rows():
    frame = tables.rejects_table([Reject("a.txt", "empty"), Reject("b.txt", "binary", "a picture")])
    tables.validate(frame, "rejects")
    assert frame["detail"].tolist() == ["", "a picture"]


@pytest.mark.parametrize("name", tables.TABLES)
@settings(max_examples=20, deadline=None)  # each example writes and reads a file
@given(data=st.data())
def test_csv_reads_back_equal_to_the_last_bit(name, data):
    kinds = {"str": CELLS, "float64": MEASURES, "Int64": st.integers(0, 10**6), "datetime64[us]": DATES}
    row = st.tuples(*(kinds[dtype] for dtype in tables.SCHEMAS[name].values()))
    frame = tables.from_rows(name, data.draw(st.lists(row, max_size=4)))
    tables.validate(frame, name)
    pd.testing.assert_frame_equal(tables.conform(written_and_read(frame), name), frame, check_exact=True)


def test_parquet_reads_back_equal(tmp_path):
    frame = tables.statements_table([(ARTICLE, [STATEMENT])])
    frame.to_parquet(tmp_path / "statements.parquet")
    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "statements.parquet"), frame)


def test_half_a_character_becomes_a_replacement_character():
    frame = tables.rejects_table([Reject("a\ud800b", "binary")])
    assert frame["input"].tolist() == ["a\ufffdb"]


def test_conform_names_the_missing_column():
    with pytest.raises(ValueError, match="rejects: no column detail"):
        tables.conform(pd.DataFrame({"input": ["a"], "reason": ["b"]}), "rejects")


def test_validate_names_what_differs():
    frame = tables.empty("rejects")
    with pytest.raises(ValueError, match="rejects: columns are"):
        tables.validate(frame[["reason", "input", "detail"]], "rejects")
    with pytest.raises(ValueError, match=r"rejects\.reason: type is Int64, not str"):
        tables.validate(frame.assign(reason=pd.Series([], dtype="Int64")), "rejects")
    with pytest.raises(ValueError, match=r"rejects\.input: text is missing"):
        tables.validate(frame.reindex([0]).astype("str"), "rejects")


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))))
def test_spans_read_back_equal(spans):
    assert tables.spans_from_json(tables.spans_to_json(spans)) == tuple(spans)


@pytest.mark.parametrize("text", ["{}", "[1, 2]", "[[1]]", "[[1, true]]", '[["1", 2]]'])
def test_what_is_no_list_of_spans_is_refused(text):
    with pytest.raises(ValueError, match="not a list of"):
        tables.spans_from_json(text)


@pytest.mark.parametrize(
    ("score", "label", "counted"),
    [
        (StanceScore(0.5, 0.3, 0.2), "critical", "critical"),
        (StanceScore(0.49, 0.2, 0.31), "critical", "neutral"),
        (StanceScore(0.2, 0.35, 0.45), "favourable", "neutral"),
        (StanceScore(0.4, 0.4, 0.2), "neutral", "neutral"),
    ],
)
def test_a_stance_of_which_no_label_reaches_one_half_counts_as_neutral(score, label, counted):
    table = tables.stances_table([Stance("a-1", "EU", score, 0.0, ((0, 2),))])
    assert score.label == label
    assert table["label"].tolist() == [counted]
    assert table["stance"].tolist() == [score.value]
