"""The page Compare, run without a browser."""

import datetime as dt
from functools import partial

import pytest
from app_support import HOSTILE, LONG_NAME, Said, invented_folder, invented_results, read

from analytics.analysis.groups import difference, observations


@pytest.fixture
def open_compare(open_page):
    return partial(open_page, "compare")


def day(number):
    return dt.date(2024, 5, 1) + dt.timedelta(days=number)


def infos(app):
    return " ".join(one.value for one in app.info)


def chosen(app):
    return app.selectbox(key="a").value, app.selectbox(key="b").value


def test_at_first_the_two_speakers_with_most_statements_are_compared(open_compare):
    app = open_compare()
    assert chosen(app) == ("Bram Tesk", "Ada Lorin")
    assert len(app.get("plotly_chart")) == 1 + 3  # one scale for all targets, a composition for each


def test_the_numbers_are_the_engines(open_compare):
    table = open_compare(a="Ada Lorin", b="Bram Tesk").dataframe[0].value.set_index("target")
    results = invented_results()
    rows = observations(results.statements, results.stances)
    rows = rows[rows["target"] == "CSTO"]
    expected = difference(rows[rows["speaker"] == "Ada Lorin"], rows[rows["speaker"] == "Bram Tesk"])
    found = table.loc["CSTO"]
    assert (found["difference"], found["ci_low"], found["ci_high"]) == (
        expected.mean,
        expected.ci_low,
        expected.ci_high,
    )


def test_what_differs_is_said_in_words_and_what_does_not_is_not_claimed(open_compare):
    said = read(open_compare(a="Ada Lorin", b="Bram Tesk"))
    assert "Bram Tesk is 1.60 more favourable than Ada Lorin toward Collective Security Treaty Organization" in said
    assert "Too few to tell how Ada Lorin and Bram Tesk differ toward European Union" in said
    assert "No comparison toward Azerbaijan: Ada Lorin has no statement toward it in view" in said
    assert "of many comparisons, some show a difference by chance" in said


def test_the_choice_comes_from_the_url(open_compare):
    assert chosen(open_compare(a="Cato Ruel", b="Ada Lorin")) == ("Cato Ruel", "Ada Lorin")
    assert chosen(open_compare(cmp="Two outlets", a="unknown", b="Lantern")) == ("unknown", "Lantern")


def test_another_kind_of_comparison_does_not_keep_names_of_the_kind_before(open_compare):
    app = open_compare(a="Cato Ruel", b="Ada Lorin")
    app.button_group(key="cmp").set_value("outlet").run()
    assert not app.exception
    assert set(chosen(app)) == {"Lantern", "Velria Post"}
    app.button_group(key="cmp").set_value("period").run()
    app.button_group(key="cmp").set_value("speaker").run()
    assert not app.exception


def test_outlets_are_compared_by_what_they_carry(open_compare):
    said = read(open_compare(cmp="Two outlets", min="1"))
    assert "What Lantern carries is" in said or "What Velria Post carries is" in said
    assert "A speaker's stance is not the outlet's" in said


def test_periods_are_at_first_the_two_halves_of_what_is_in_view(open_compare):
    app = open_compare(cmp="Two periods")
    dates = [app.date_input(key=key).value for key in ("a1", "a2", "b1", "b2")]
    assert dates == [dt.date(2024, 1, 10), dt.date(2024, 2, 19), dt.date(2024, 2, 20), dt.date(2024, 3, 30)]
    table = app.dataframe[0].value.set_index("target")
    assert table.loc["CSTO", ["n_statements_a", "n_statements_b"]].tolist() == [3, 3]


def test_periods_come_from_the_url_and_say_so_where_they_overlap(open_compare):
    app = open_compare(cmp="Two periods", a1="2024-02-14", a2="2024-02-20", b1="2024-02-20", b2="2024-03-30")
    assert app.date_input(key="a2").value == dt.date(2024, 2, 20)
    assert "The periods overlap" in app.warning[0].value
    assert "2024-02-14 to 2024-02-20" in read(app)


def test_a_period_that_ends_before_it_begins_and_the_same_period_twice_are_said(open_compare):
    ends_early = open_compare(cmp="Two periods", a1="2024-02-14", a2="2024-02-01")
    assert "ends before it begins" in ends_early.warning[0].value
    same = open_compare(cmp="Two periods", a1="2024-02-14", a2="2024-02-20", b1="2024-02-14", b2="2024-02-20")
    assert "The same period stands on both sides" in infos(same)
    assert not same.dataframe


def test_a_period_within_the_sidebars_is_narrowed_by_it(open_compare):
    app = open_compare(cmp="Two periods", first="2024-02-14", to="2024-02-20")
    dates = [app.date_input(key=key).value for key in ("a1", "b2")]
    assert dates == [dt.date(2024, 2, 14), dt.date(2024, 2, 20)]


def test_the_same_speaker_twice_is_said(open_compare):
    app = open_compare(a="Ada Lorin", b="Ada Lorin")
    assert "The same speaker stands on both sides" in infos(app)
    assert not app.get("plotly_chart")


def test_one_speaker_only_is_said(open_compare):
    assert "only one has statements toward a target" in infos(open_compare(speaker="Ada Lorin"))


def test_nobody_with_a_target_is_said(open_compare):
    said = {("Lantern", day(0)): [Said("Ada Lorin", "the boats are out"), Said("Bram Tesk", "the nets are in")]}
    assert "none has statements toward a target" in infos(open_compare(said))


def test_statements_of_one_day_are_not_two_periods(open_compare):
    said = {("Lantern", day(0)): [Said("Ada Lorin", "the EU came", {"EU": 0.4})]}
    assert "two days or more" in infos(open_compare(said, cmp="Two periods"))


def test_a_period_without_a_target_has_nothing_to_compare_and_shows_no_chart(open_compare):
    said = {("Lantern", day(at)): [Said("Ada Lorin", "the boats are out")] for at in (0, 4)}
    app = open_compare(said, cmp="Two periods")
    assert "nothing to compare" in infos(app)
    assert not app.get("plotly_chart")


def test_a_side_without_statements_toward_any_target_says_so_among_the_strongest(open_compare):
    said = {
        ("Lantern", day(0)): [Said("Ada Lorin", "the EU came", {"EU": 0.4})],
        ("Lantern", day(4)): [Said("Ada Lorin", "the boats are out")],
    }
    assert "No statement toward a target in view" in infos(open_compare(said, cmp="Two periods"))


def test_the_strongest_statements_of_each_side_are_shown_in_their_passages(open_compare):
    shown = "\n".join(one.proto.body for one in open_compare(a="Ada Lorin", b="Bram Tesk").get("html"))
    assert shown.count('class="qs-passage"') == 4
    for words in ("had not answered a single letter", "had done its duty", "was a guarantee"):
        assert words in shown


def test_what_is_downloaded_names_its_sides(open_compare):
    app = open_compare(a="Ada Lorin", b="Bram Tesk")
    assert "This table (CSV)" in {one.proto.label for one in app.get("download_button")}


def test_hostile_and_long_names_stay_text(open_compare):
    said = {
        ("Lantern", day(at)): [
            Said("<b>Ada</b> *Lorin* [x](y)", f"the EU should read this: {HOSTILE}", {"EU": 0.4}),
            Said(LONG_NAME, "the EU came", {"EU": -0.2 * at}),
        ]
        for at in (0, 1, 2)
    }
    app = open_compare(said)
    shown = "\n".join(one.proto.body for one in app.get("html"))
    assert "<b>Ada</b>" not in shown
    assert "<script" not in shown
    assert "&lt;b&gt;Ada&lt;/b&gt; *Lorin* [x](y)" in shown
    assert LONG_NAME in shown


def test_one_article_and_nothing_in_view(open_app, tmp_path):
    assert not open_app(invented_folder(tmp_path / "one", only=1), page="compare").exception
    none = open_app(invented_folder(tmp_path / "none", only=0), page="compare")
    assert not none.exception
    assert "Add articles" in none.info[0].value
