"""The page Speaker, run without a browser."""

import datetime as dt
import math
import re
from functools import partial

import app_support
import pandas as pd
import pytest
from app_support import HOSTILE, LONG_NAME, Said, metrics, read

from analytics.analysis.groups import Difference
from analytics.analysis.trend import Movement
from analytics.records import MERGE_RULES
from analytics.speakers import SpeakerBook, default_book
from analytics.speakers.book.book import Office, Person
from views.components.speaker import WHY_MERGED, brought_together, held, in_words, known_of

DAY = dt.date(2024, 3, 30)


@pytest.fixture
def open_speaker(open_page):
    return partial(open_page, "speaker")


def chosen(app):
    return app.selectbox(key="who").value


def test_at_first_it_shows_the_speaker_with_most_statements(open_speaker):
    app = open_speaker()
    assert chosen(app) == "Bram Tesk"
    assert metrics(app) == {
        "Statements": "6",
        "Articles": "4",
        "Outlets": "2",
        "Period": "2024-01-10 – 2024-03-30",
    }


def test_the_choice_comes_from_the_url_and_nobody_unresolved_can_be_chosen(open_speaker):
    app = open_speaker(who="Cato Ruel")
    assert chosen(app) == "Cato Ruel"
    assert app.selectbox(key="who").options == ["Ada Lorin", "Bram Tesk", "Cato Ruel", LONG_NAME]


def test_one_speaker_in_the_sidebar_is_the_one_shown(open_speaker):
    assert chosen(open_speaker(speaker="Ada Lorin")) == "Ada Lorin"
    assert chosen(open_speaker(speaker="Ada Lorin", who="Bram Tesk")) == "Ada Lorin"


def test_a_speaker_who_falls_out_of_view_gives_way_to_another(open_speaker):
    app = open_speaker(who="Bram Tesk")
    app.multiselect(key="speaker").set_value(["Ada Lorin"]).run()
    assert not app.exception
    assert chosen(app) == "Ada Lorin"


def test_filters_narrow_what_is_shown_of_the_speaker(open_speaker):
    app = open_speaker(who="Bram Tesk", target="CSTO")
    assert metrics(app)["Statements"] == "3"
    assert len(app.get("plotly_chart")) == 3  # the targets, the timeline and the outlets of one target


def test_spellings_are_those_of_the_articles_most_often_first(open_speaker):
    said = [
        Said("Ada Lorin", "the EU was late", {"EU": -0.4}, "indirect", written)
        for written in ("Lorin", "Ms <i>Lorin</i>", "Lorin")
    ]
    shown = read(open_speaker({("Lantern", DAY): said}))
    assert "In the articles: “Lorin” (2), “Ms &lt;i&gt;Lorin&lt;/i&gt;” (1)." in shown


def test_the_weightiest_statements_of_each_side_are_shown_by_weight(open_speaker):
    values = (-0.9, -0.2, -0.7, -0.8, 0.9, 0.1)
    said = {
        ("Lantern", DAY + dt.timedelta(days=place)): [Said("Ada Lorin", f"the EU did thing {place}", {"EU": value})]
        for place, value in enumerate(values)
    }
    shown = read(open_speaker(said))
    assert shown.index("critical −0.90") < shown.index("critical −0.80") < shown.index("critical −0.70")
    assert "favourable +0.90" in shown
    assert "−0.20" not in shown.split("that weigh most")[-1]


def test_a_side_without_statements_says_so(open_speaker):
    shown = read(open_speaker({("Lantern", DAY): [Said("Ada Lorin", "the EU was late", {"EU": -0.8})]}))
    assert "No statement in view is scored as favourable toward this target." in shown


def test_one_statement_alone_cannot_show_a_movement(open_speaker):
    shown = read(open_speaker({("Lantern", DAY): [Said("Ada Lorin", "the EU was late", {"EU": -0.8})]}))
    assert "<b>too few to tell</b>: 0 statements in 0 articles before, 1 statement in 1 article since" in shown


def test_without_dates_movement_and_timeline_say_so(open_speaker):
    app = open_speaker({("Lantern", None): [Said("Ada Lorin", "the EU was late", {"EU": -0.8})]})
    assert metrics(app)["Period"] == "no dates"
    assert "None of these statements has a date" in app.info[0].value


def test_without_a_statement_without_a_target_and_without_a_resolved_speaker_it_says_what_to_do(open_speaker):
    assert "Add articles" in open_speaker({}).info[0].value
    no_target = open_speaker({("Lantern", DAY): [Said("Ada Lorin", "the road was open")]})
    assert "mentions a target" in no_target.info[0].value
    unresolved = open_speaker({("Lantern", DAY): [Said("", "the EU was late", {"EU": -0.8}, "indirect", "a porter")]})
    assert "could be resolved" in unresolved.info[0].value


def test_200_speakers_can_be_chosen_from(open_speaker):
    said = {
        (f"Lantern {place}", DAY): [Said(f"Speaker {place:03}", "the EU had kept its word", {"EU": 0.5})]
        for place in range(200)
    }
    app = open_speaker(said, who="Speaker 150")
    assert len(app.selectbox(key="who").options) == 200
    assert chosen(app) == "Speaker 150"


def test_a_name_that_looks_like_markup_stays_text(open_speaker):
    said = {("Lantern", DAY): [Said(HOSTILE, f"the EU was late: {HOSTILE}", {"EU": -0.4})]}
    shown = read(open_speaker(said))
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown


def test_an_office_says_when_it_was_held_only_as_exactly_as_the_book_knows():
    day, year = (dt.date(2021, 5, 3),) * 2, (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    month, unknown = (dt.date(2020, 2, 1), dt.date(2020, 2, 29)), (dt.date.min, dt.date(2026, 2, 28))
    still = (dt.date(2026, 2, 28), dt.date.max)
    assert held(Office("mayor", "Velria", day, year)) == "mayor, Velria: from 2021-05-03, until 2023"
    assert held(Office("mayor", "Velria", month, still)) == "mayor, Velria: from 2020-02, still held on 2026-02-28"
    assert held(Office("mayor", "Velria", unknown, day)) == "mayor, Velria: until 2021-05-03"


def test_offices_stand_latest_first_with_the_books_date():
    first = Office("clerk", "Velria", (dt.date(2010, 1, 1),) * 2, (dt.date(2012, 1, 1),) * 2)
    now = Office("mayor", "<b>Velria</b>", (dt.date(2020, 1, 1),) * 2, (dt.date(2026, 2, 28), dt.date.max))
    people = (Person("Ada Lorin", offices=(first, now)),)
    said = known_of(SpeakerBook(people=people, as_of=dt.date(2026, 2, 28)), "Ada Lorin")
    assert "as of 2026-02-28" in said
    assert said.index("mayor, &lt;b&gt;Velria") < said.index("clerk, Velria")
    assert "No offices" in known_of(SpeakerBook(), "Ada Lorin")


def test_the_books_date_is_the_one_that_its_file_states():
    stated = re.search(r"^as_of: (\S+)$", (app_support.ROOT / "data/speakers.yaml").read_text("utf-8"), re.MULTILINE)
    assert str(default_book().as_of) == stated[1]


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (
            Difference(0.6, 0.2, 1.0),
            "<b>more favourable</b>: from −0.20 (4 statements in 3 articles) to +0.40 (5 statements in 4 articles)",
        ),
        (Difference(-0.6, -1.0, -0.2), "<b>more critical</b>"),
        (Difference(0.6, -0.2, 1.4), "<b>no clear movement</b>"),
        (Difference(0.6, math.nan, math.nan), "the articles do not differ"),
        (
            None,
            "<b>too few to tell</b>: 4 statements in 3 articles before, 5 statements in 4 articles since; each half "
            "needs 3 statements in 2 articles",
        ),
    ],
)
def test_a_movement_is_said_only_where_its_interval_is_on_one_side_of_zero(difference, expected):
    said = in_words(Movement("EU", DAY, 4, 5, -0.2, 0.4, difference, 3, 4), 3)
    assert expected in said.replace("\u00a0", " ")


def test_names_of_single_articles_that_were_brought_together_are_told_with_the_reason():
    names = ["Ada Lorin", "Ada Lorrin", "Ada Lorrin", "Ada Lorrin", "<b>Lorin</b>"]
    rules = ["", "spelling", "spelling", "spelling", "surname"]
    rows = {"speaker_in_article": names, "speaker_merged": rules, "article_id": ["a", "b", "b", "c", "d"]}
    told = brought_together(pd.DataFrame(rows))
    assert f"“Ada Lorrin” in 2 articles ({WHY_MERGED['spelling']}); “&lt;b&gt;Lorin&lt;/b&gt;” in 1 article" in told
    assert "distinct" in told and "Ada Lorin”" not in told
    assert brought_together(pd.DataFrame(rows)[:1]) == ""


def test_every_rule_of_bringing_names_together_has_words():
    assert tuple(WHY_MERGED) == MERGE_RULES
