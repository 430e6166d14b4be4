"""CSV and Parquet bytes: what is written reads back equal, and no spreadsheet runs it."""

from __future__ import annotations

import codecs
import csv
import datetime as dt
import io
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import tables
from analytics.store.export import csv_bytes, neutralise, parquet_bytes, read_table, restore

TEXT = st.text(alphabet=st.one_of(st.sampled_from("'=+-@＝\t\r\n \"',;a"), st.characters(blacklist_categories=["Cs"])))
NUMBER = st.floats(allow_nan=True, allow_infinity=False)
DAY = st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
COUNT = st.one_of(st.none(), st.integers(0, 2**53))
VALUES = {"str": TEXT, "float64": NUMBER, "Int64": COUNT, "datetime64[us]": DAY}

FRAMES = settings(deadline=None, max_examples=25)  # frames cost milliseconds each


def rows_of(name):
    return st.lists(st.tuples(*(VALUES[dtype] for dtype in tables.SCHEMAS[name].values())), max_size=4)


def statement(**values):
    row = dict.fromkeys(tables.columns("statements"), "") | values
    return tables.from_rows("statements", [tuple(row.values())])


@pytest.mark.parametrize("name", tables.TABLES)
@FRAMES
@given(data=st.data())
def test_table_reads_back_equal_to_the_last_bit(name, data):
    frame = tables.from_rows(name, data.draw(rows_of(name)))
    pd.testing.assert_frame_equal(read_table(csv_bytes(frame), name), frame, check_exact=True)


@pytest.mark.parametrize("name", tables.TABLES)
def test_table_without_rows_reads_back(name):
    pd.testing.assert_frame_equal(read_table(csv_bytes(tables.empty(name)), name), tables.empty(name))


@given(TEXT)
def test_neutralised_text_comes_back_unharmed(text):
    assert restore(neutralise(text)) == text


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "\n@", "＝", "\u00a0+"]), TEXT)
def test_no_cell_begins_as_a_formula(start, rest):
    assert neutralise(start + rest) == f"'{start}{rest}"


@pytest.mark.parametrize("text", ["'tis said", "''", "’=", "a=b", "“-", ""])
def test_other_text_is_written_as_it_is(text):
    assert neutralise(text) == text


def test_apostrophe_before_a_formula_is_kept():
    assert neutralise("'=1+1") == "''=1+1"
    assert restore("''=1+1") == "'=1+1"


def test_numbers_below_zero_are_numbers():
    frame = tables.from_rows("stances", [("s", "eu", -0.5, "critical", 0.5, 0.5, 0.0, -0.1, "[]")])
    assert b"\ns,eu,-0.5,critical,0.5,0.5,0.0,-0.1,[]\n" in csv_bytes(frame)


def test_format_is_utf8_with_plain_line_ends_iso_dates_and_empty_cells():
    frame = statement(text="“yes”\r\nno", published=dt.date(2023, 4, 5), confidence=0.1)
    data = csv_bytes(frame)
    assert data.startswith(codecs.BOM_UTF8 + ",".join(tables.columns("statements")).encode() + b"\n")
    assert data.endswith(b",0.1,,,,,,\n")
    (row,) = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (row["text"], row["published"], row["speaker"]) == ("“yes”\r\nno", "2023-04-05", "")
    assert b",,,,,,,,,,,,,,,,,,\n" in csv_bytes(statement())


@FRAMES
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_are_written_with_the_digits_that_read_back(number):
    frame = statement(confidence=number)
    read = read_table(csv_bytes(frame), "statements")["confidence"][0]
    assert read == number
    assert math.copysign(1, read) == math.copysign(1, number)


@FRAMES
@given(rows_of("statements"))
def test_parquet_reads_back_equal(rows):
    frame = tables.from_rows("statements", rows)
    read = pd.read_parquet(io.BytesIO(parquet_bytes(frame)))
    pd.testing.assert_frame_equal(read, frame, check_exact=True)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no header"),
        (b"input,reason\n", "no column detail"),
        (b"input,reason,detail\na,b\n", "line 2 does not have 3 cells"),
        (b'input,reason,detail\na,b,"c\n', "line 2: .* never closed"),
        (b"input,reason,detail\n\xff,b,c\n", "utf-8"),
    ],
)
def test_bytes_that_are_not_the_table_are_refused_with_the_reason(data, why):
    with pytest.raises(ValueError, match=why):
        read_table(data, "rejects")
