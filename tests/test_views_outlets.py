"""The page Outlets, run without a browser."""

import datetime as dt
from functools import partial

import pytest
from app_support import HOSTILE, LONG_NAME, Said, invented_folder, read

from analytics.analysis.versions import Piece
from views.components.versions import AT_A_TIME, AT_MOST, version

POST = "the harbour of the old town will open for every ship of the EU in the first week of May"
LANTERN = f"{POST} and not a day before"
MARKUP = '<b>Post</b> **bold** [x](y) <script>alert("x")</script>'


@pytest.fixture
def open_outlets(open_page):
    return partial(open_page, "outlets")


def day(number):
    return dt.date(2024, 5, 1) + dt.timedelta(days=number)


def repeats(count, versions=2):
    """Articles in which one speaker says ``count`` things, each in ``versions`` outlets."""
    return {
        (f"Outlet {place}", day(30 * number)): [
            Said("Ada Lorin", f"on quay {chr(97 + number) * 5} {POST}", {"EU": 0.2})
        ]
        for number in range(count)
        for place in range(versions)
    }


def infos(app):
    return " ".join(one.value for one in app.info)


def test_the_voices_of_each_outlet_stand_in_a_table_with_their_sides_toward_the_chosen_target(open_outlets):
    app = open_outlets(toward="European Union")
    table = app.dataframe[0].value.set_index(["outlet", "speaker"])
    ada = table.loc[("Velria Post", "Ada Lorin")]
    assert ada[["n", "percent", "n_target", "percent_favourable"]].tolist() == [4, 50, 2, 100]
    assert ("Velria Post", "(unresolved)") in table.index


def test_another_target_changes_the_sides_and_not_the_shares(open_outlets):
    app = open_outlets()
    before = app.dataframe[0].value
    app.selectbox(key="toward").set_value("EU").run()
    after = app.dataframe[0].value
    assert before["percent"].tolist() == after["percent"].tolist()
    assert before["n_target"].tolist() != after["n_target"].tolist()


def test_where_utterances_count_once_the_voices_do_not_count_a_repeat(open_outlets):
    twice = {("Lantern", day(at)): [Said("Ada Lorin", POST, {"EU": 0.2}), Said("Bram Tesk", "no", {})] for at in (0, 1)}
    every = open_outlets(twice).dataframe[0].value.set_index("speaker")
    assert every.loc["Ada Lorin", "n"] == 2
    once = open_outlets(twice, count="once in all").dataframe[0].value.set_index("speaker")
    assert once.loc["Ada Lorin", ["n", "n_target"]].tolist() == [1, 1]


def test_an_utterance_that_counts_once_in_all_still_counts_in_each_outlet_where_outlets_are_compared(open_outlets):
    app = open_outlets(repeats(3), count="once in all")
    assert app.dataframe[0].value["n"].tolist() == [3, 3]
    (pair,) = app.dataframe[1].value.itertuples()
    assert (pair.n_statements_a, pair.n_statements_b) == (3, 3)


def test_the_same_speaker_is_compared_between_outlets(open_outlets):
    app = open_outlets(toward="Collective Security Treaty Organization", min="1")
    table = app.dataframe[1].value
    assert set(table["speaker"]) == {"Ada Lorin", "Bram Tesk"}
    assert "with few articles nothing can be concluded" in read(app)


def test_without_a_speaker_in_two_outlets_the_page_says_so(open_outlets):
    said = {("Lantern", day(0)): [Said("Ada Lorin", "the EU came", {"EU": 0.3})]}
    assert "two outlets or more" in infos(open_outlets(said))


def test_an_utterance_in_two_outlets_stands_side_by_side_with_what_only_one_has_marked(open_outlets):
    said = {
        ("Velria Post", day(0)): [Said("Ada Lorin", POST, {"EU": 0.4})],
        ("Lantern", day(1)): [Said("Ada Lorin", LANTERN, {"EU": -0.8})],
    }
    app = open_outlets(said)
    shown = read(app)
    assert "2024-05-01 to 2024-05-02" in shown
    assert "2 articles, 2 outlets" in shown
    assert '<span class="qs-kept-one">and not a day before</span>' in shown
    assert "critical −0.80" in shown
    links = app.get("page_link")
    assert len(links) == 2
    assert all("statement=" in link.proto.query_string for link in links)


def test_an_utterance_in_one_article_only_is_not_listed(open_outlets):
    app = open_outlets()
    assert "No utterance in view stands in more than one article" in infos(app)
    assert not app.get("page_link")


def test_a_filter_by_outlet_leaves_no_utterance_in_two(open_outlets):
    assert "more than one article" in infos(open_outlets(repeats(1), outlet="Outlet 0"))


def test_many_utterances_come_page_by_page_and_the_page_is_in_the_url(open_outlets):
    app = open_outlets(repeats(AT_A_TIME + 2))
    assert len(app.get("page_link")) == 2 * AT_A_TIME
    assert len(open_outlets(repeats(AT_A_TIME + 2), repeats="2").get("page_link")) == 2 * 2


def test_a_page_that_no_longer_exists_shows_another(open_outlets):
    assert open_outlets(repeats(AT_A_TIME + 2), repeats="9").get("page_link")


def test_of_very_many_versions_the_earliest_are_shown(open_outlets):
    app = open_outlets(repeats(1, versions=AT_MOST + 3))
    assert len(app.get("page_link")) == AT_MOST
    assert f"The earliest {AT_MOST} of {AT_MOST + 3} versions" in read(app)


def test_hostile_names_and_words_stay_text(open_outlets):
    said = {
        (MARKUP, day(0)): [Said("<i>Ada</i>", f"{POST} {HOSTILE}", {"EU": 0.4})],
        (LONG_NAME, day(1)): [Said("<i>Ada</i>", POST, {"EU": 0.4})],
    }
    shown = "\n".join(one.proto.body for one in open_outlets(said, min="1").get("html"))
    for markup in ("<script", "<i>", "<b>Post", "<b>EU"):
        assert markup not in shown
    assert "&lt;script&gt;" in shown
    assert "&lt;i&gt;Ada&lt;/i&gt;" in shown


def test_statements_without_any_target_still_have_voices(open_outlets):
    said = {("Lantern", day(0)): [Said("Ada Lorin", "the boats are out")]}
    app = open_outlets(said)
    assert "mentions a target" in infos(app)
    assert app.dataframe[0].value["speaker"].tolist() == ["Ada Lorin"]


def test_more_outlets_than_can_be_read_at_once_are_in_the_table_only(open_outlets):
    app = open_outlets(repeats(1, versions=20))
    assert "The chart shows the 15 outlets with most statements, of 20" in read(app)
    assert app.dataframe[0].value["outlet"].nunique() == 20


def test_one_article_and_nothing_in_view(open_app, tmp_path):
    assert not open_app(invented_folder(tmp_path / "one", only=1), page="outlets").exception
    none = open_app(invented_folder(tmp_path / "none", only=0), page="outlets")
    assert not none.exception
    assert "Add articles" in none.info[0].value


def test_a_version_is_escaped_piece_by_piece():
    assert version([Piece("<b>a</b> ", "all"), Piece("x & y", "one")]) == (
        '<p class="qs-version">&lt;b&gt;a&lt;/b&gt; <span class="qs-kept-one">x &amp; y</span></p>'
    )
