"""Dates as people and programs write them: which day they mean, and what is said where that is in doubt."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ingest_support import only, write

from analytics.ingest import Asked, Notice, read_inputs
from analytics.ingest.dates import DATE_AS_SERIAL, DATE_OPEN, DATE_UNREAD, Dates, Day, Order, dates_of, parse_date
from analytics.records import Article

FIFTH = dt.date(2024, 3, 5)
CLEAR = [
    "2024-03-05",
    "2024-03-05T09:30:00Z",
    "2024-03-05T23:30:00+04:00",
    "2024-03-05T09:30:00.123+0400",
    "2024-03-05 09:30:00 UTC",
    "2024-03-05T09:30:00Z[UTC]",
    "2024-W10-2",
    "2024/03/05",
    "2024.03.05",
    "2024. 3. 5.",
    "2024-3-5",
    "20240305",
    "20240305T093000Z",
    "20240305093000",
    "202403050930",
    "Tue, 05 Mar 2024 09:30:00 GMT",
    "Tue, 05 Mar 2024 23:30:00 +0400",
    "Tue Mar  5 09:30:00 +0000 2024",
    "Tue Mar 05 09:30:00 UTC 2024",
    "5 March 2024",
    "5th of March 2024",
    "March 5, 2024",
    "Mar 5, 2024",
    "5 Mar 2024",
    "5-Mar-24",
    "05-Mar-2024",
    "05MAR2024",
    "Tuesday, March 5, 2024",
    "March 5, 2024 Tuesday",
    "March 5, 2024 10:00 PM ET",
    "5 марта 2024 г.",
    "5. März 2024",
    "1709631000",
    "1709631000000",
    " 5\u00a0March  2024 ",
]


@pytest.mark.parametrize("text", CLEAR)
def test_date_that_can_mean_one_day_is_that_day_in_the_zone_that_it_is_written_in(text):
    assert Dates().read(text) == Day(FIFTH)


@pytest.mark.parametrize("text", ["", " ", "N/A", "NaN", "None", "null", "-", "—", "?", "n.d.", "0000-00-00 00:00:00"])
def test_what_says_that_there_is_no_date_is_none_and_no_doubt(text):
    assert Dates().read(text) == Day()


@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "2 days ago",
        "5 March",
        "March 2024",
        "2024",
        "2024-03",
        "2024-W10",
        "31 February 2024",
        "2024-02-30",
        "20240230093000",
        "13/13/2024",
        "0/0/2024",
        "5-6 March 2024",
        "5 March 2024 - 6 March 2024",
        "Mayor 05/03/2024 at the port",
        "1.709631E+12",
        "99999999999999",
        "2024-03-05" * 50,
        "٥/٣/٢٠٢٤",
    ],
)
def test_what_is_no_day_is_unknown_and_told(text):
    assert Dates().read(text) == Day(doubt=DATE_UNREAD)


@pytest.mark.parametrize("text", ["25.03.2024", "25/03/2024", "25-03-2024", "03/25/2024", "25.03.2024, 09:30 CET"])
def test_numbers_that_can_mean_one_day_are_that_day(text):
    assert Dates().read(text) == Day(dt.date(2024, 3, 25))


@pytest.mark.parametrize("text", ["03/05/2024", "05.03.2024", "5-3-2024", "05.03.24", "24-03-05", "05/03/2024 9:30 AM"])
def test_numbers_that_can_mean_two_days_are_neither_and_told(text):
    assert Dates().read(text) == Day(doubt=DATE_OPEN)


def test_day_and_month_that_are_one_number_are_no_doubt():
    assert Dates().read("05/05/2024") == Day(dt.date(2024, 5, 5))


@pytest.mark.parametrize(
    ("other", "order", "day"),
    [
        ("25.03.2024", Order.DAY, dt.date(2024, 5, 3)),
        ("03/25/2024", Order.MONTH, FIFTH),
        ("25/03/24", Order.DAY, dt.date(2024, 5, 3)),
    ],
)
def test_other_dates_of_the_column_show_the_order_and_that_is_told(other, order, day):
    dates = dates_of(["5 May 2024", "2024-03-25", "03/05/2024", other, "N/A"])
    read = dates.read("03/05/2024")
    assert (dates.order, read.day) == (order, day)
    assert f"the {order.value} first, as other dates of its column" in read.doubt


@pytest.mark.parametrize("column", [[], ["03/05/2024"], ["25/03/2024", "03/25/2024"], ["2024-03-25", "25 March 2024"]])
def test_column_that_shows_no_order_leaves_it_open(column):
    assert dates_of(column) == Dates()


def test_order_that_the_user_says_goes_before_the_column_and_is_no_doubt():
    dates = dates_of(["25/03/2024"], Order.MONTH)
    assert dates.read("03/05/2024") == Day(FIFTH)
    assert dates.read("25/03/2024") == Day(dt.date(2024, 3, 25))


@pytest.mark.parametrize("text", ["45356", "45356.4"])
def test_number_of_days_of_a_spreadsheet_is_read_and_told(text):
    assert Dates().read(text) == Day(FIFTH, DATE_AS_SERIAL)


def test_date_that_stands_alone_is_a_day_or_none():
    assert [parse_date(text) for text in ("5 March 2024", "03/05/2024", "", "soon")] == [FIFTH, None, None, None]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_read_as_it_was_written(day):
    said = Dates(Order.DAY, said=True)
    for form in (
        "%Y-%m-%d",
        "%d %B %Y",
        "%B %d, %Y",
        "%d/%m/%Y",
        "%d.%m.%Y %H:%M",
        "%Y/%m/%d",
        "%a, %d %b %Y %H:%M:%S",
    ):
        assert said.read(day.strftime(form)) == Day(day)


@given(st.text(max_size=90) | st.from_regex(r"\A[\d ./:TZ+-]{1,30}\Z") | st.lists(st.sampled_from(CLEAR)).map(" ".join))
def test_whatever_stands_in_place_of_a_date_is_a_day_or_none(text):
    read = dates_of([text]).read(text)
    assert read.day is None or isinstance(read.day, dt.date)


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_date_in_doubt_costs_the_date_and_not_the_article(tmp_path, name):
    rows = [("Venn said yes.", "5 Brumaire"), ("Venn said no.", "03/05/2024"), ("Venn said maybe.", "March 5, 2024")]
    lines = {
        "a.csv": "text,outlet,published\n" + "".join(f'{text},Post,"{day}"\n' for text, day in rows),
        "a.jsonl": "\n".join(json.dumps({"text": text, "outlet": "Post", "published": day}) for text, day in rows),
    }
    notices: list[Notice] = []
    path = write(tmp_path / name, lines[name])
    found = list(read_inputs([path], notify=notices.append))
    assert [article.published for article in found] == [None, None, FIFTH]
    first = 2 if name == "a.csv" else 1
    assert notices == [Notice(DATE_UNREAD, f"{path}:{first}"), Notice(DATE_OPEN, f"{path}:{first + 1}")]


def test_the_user_says_what_comes_first(tmp_path):
    path = write(tmp_path / "a.csv", "text,published\nVenn said yes.,03/05/2024\n")
    assert only(path, asked=Asked(order=Order.MONTH)).published == FIFTH
    assert only(path, asked=Asked(order=Order.DAY)).published == dt.date(2024, 5, 3)


def test_number_of_a_clock_in_json_is_a_date(tmp_path):
    article = only(write(tmp_path / "a.jsonl", '{"text": "Venn said yes.", "published": 1709631000000}'))
    assert isinstance(article, Article)
    assert article.published == FIFTH
