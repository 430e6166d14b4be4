"""The page Timeline and its events, run without a browser."""

import datetime as dt
from functools import partial

import app_support
import pandas as pd
import pytest
from app_support import HOSTILE, Said, invented_results, read, view_of
from hypothesis import given
from hypothesis import strategies as st

from views.components.events import AT_MOST, EVENTS, EXAMPLE, read_events
from views.components.trend import marked
from views.state.selection import behind


@pytest.fixture
def open_timeline(open_page):
    return partial(open_page, "timeline")


def charts(app):
    return app.get("plotly_chart")


def test_there_is_a_panel_for_each_target(open_timeline):
    assert len(charts(open_timeline())) == 3
    assert len(charts(open_timeline(target="CSTO"))) == 1


def test_statements_without_a_date_are_counted_and_left_out(open_timeline):
    assert "without a date, left out: 1." in read(open_timeline())


def test_without_any_date_the_page_says_what_to_do(open_timeline):
    app = open_timeline({("Lantern", None): app_support.SAID[("Lantern", dt.date(2024, 3, 30))]})
    assert not charts(app)
    assert "--metadata" in app.info[0].value


def test_one_statement_is_one_hollow_point(open_timeline):
    app = open_timeline({("Lantern", dt.date(2024, 3, 30)): [Said("Ada Lorin", "the EU was late", {"EU": -0.4})]})
    assert len(charts(app)) == 1
    assert "Hollow: too few to tell: under 3 statements, or 1 article" in read(app)


def test_statements_that_mention_no_target_have_no_timeline(open_timeline):
    app = open_timeline({("Lantern", dt.date(2024, 3, 30)): [Said("Ada Lorin", "the road was open")]})
    assert "mentions a target" in app.info[0].value


def test_the_choice_of_periods_comes_from_the_url(open_timeline):
    assert "means by quarter" in read(open_timeline(step="quarter"))
    assert "means by day" in read(open_timeline(step="day"))
    assert read(open_timeline(step="nonsense")) == read(open_timeline())


def test_it_says_whose_statements_these_are_with_names_escaped(open_timeline):
    assert "All speakers in view" in read(open_timeline())
    said = {("Lantern", dt.date(2024, 3, 30)): [Said(HOSTILE, "the EU was late", {"EU": -0.4})]}
    shown = read(open_timeline(said, speaker=HOSTILE))
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_behind_a_point_are_its_speakers_statements_of_that_day_and_behind_a_mean_the_periods():
    view = view_of()
    of_day = marked(["CSTO", "2024-02-20", "2024-02-20", "Bram Tesk", "Lantern"])
    assert behind(view, of_day).statements["text"].tolist() == ["the CSTO had done its duty"]
    of_period = marked(["CSTO", "2024-02-14", "2024-02-20"])
    assert len(behind(view, of_period).statements) == 3


def test_events_of_the_session_are_drawn_and_listed_and_can_be_removed(open_timeline, open_app):
    app = open_timeline()
    (event,) = read_events(b"date,label\n2024-02-01,Vote\n").events
    app.session_state[EVENTS] = (event,)
    app.run()
    assert "Vote" in charts(app)[0].proto.spec
    assert app.dataframe[0].value["label"].tolist() == ["Vote"]
    next(one for one in app.button if one.label == "Remove all events").click().run()
    assert "Vote" not in charts(app)[0].proto.spec


def test_events_outside_the_period_are_counted(open_timeline):
    app = open_timeline()
    app.session_state[EVENTS] = read_events(b"date,label\n1999-02-01,Long ago\n").events
    app.run()
    assert "Events outside this period, not drawn: 1." in read(app)


def test_an_uploaded_file_is_used_and_a_bad_one_names_the_line_and_keeps_the_events(open_timeline):
    app = open_timeline()
    app.file_uploader[0].upload("events.csv", EXAMPLE, "text/csv").run()
    assert len(app.session_state[EVENTS]) == 2
    app.file_uploader[0].upload("bad.csv", b"date,label\n2024-13-01,<b>x</b>\n", "text/csv").run()
    assert not app.exception
    assert "not used" in app.error[0].value
    assert "Line 2" in app.text[0].value
    assert len(app.session_state[EVENTS]) == 2


def test_the_example_is_a_valid_file():
    read = read_events(EXAMPLE)
    assert not read.problems
    assert len(read.events) == 2


def test_events_are_sorted_and_their_columns_may_stand_in_any_order_beside_others():
    read = read_events("\ufeffLabel, Date ,note\nLater,2024-05-01,x\n Earlier\tone ,2023-05-01,y\n".encode())
    assert [(one.day, one.label) for one in read.events] == [
        (dt.date(2023, 5, 1), "Earlier one"),
        (dt.date(2024, 5, 1), "Later"),
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "date,label"),
        (b"day,what\n2024-01-01,x\n", "date,label"),
        (b"date,label\n", "no event"),
        (b"date,label\n01/02/2024,x\n", "Line 2: '01/02/2024' is not a date"),
        (b"date,label\n2024-01-01,ok\n2024-02-30,x\n", "Line 3"),
        (b"date,label\n2024-01-01, \n", "Line 2: the label is missing"),
        (b"date,label\n2024-01-01\n", "Line 2: the label is missing"),
        (b'date,label\n2024-01-01,"open\n', "Line 2: a quotation mark opened"),
        (b"date,label\n2024-01-01,caf\xe9\n", "UTF-8"),
        (b"date,label\n" + b"2024-01-01,x\n" * (AT_MOST + 1), "at most"),
    ],
)
def test_a_file_that_cannot_be_used_says_why_and_on_which_line(data, expected):
    read = read_events(data)
    assert expected in read.problems[0]
    assert not read.events


@given(st.binary(max_size=200))
def test_no_file_whatever_it_holds_breaks_the_page(data):
    read = read_events(data)
    assert bool(read.events) != bool(read.problems)


def test_200_speakers_over_ten_years_draw(open_timeline):
    said = {
        (f"Lantern {place}", dt.date(2015, 1, 1) + dt.timedelta(days=18 * place)): [
            Said(f"Speaker {place}", "the EU had kept its word", {"EU": 0.5})
        ]
        for place in range(200)
    }
    app = open_timeline(said)
    assert len(charts(app)) == 1
    assert "means by quarter" in read(app)


def test_nothing_that_the_page_does_changes_the_shared_tables(open_timeline):
    open_timeline()
    view = view_of()
    pd.testing.assert_frame_equal(view.source.results.statements, invented_results().statements)
