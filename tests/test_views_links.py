"""Links: what they ask for in vain is told, and the choice in force stands in the URL."""

import datetime as dt

import pytest
from app_support import HOSTILE, Said, metrics, read

from views.state.links import PROBLEMS


def told(app):
    return " ".join(one.value for one in app.text)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"speaker": "Nobody At All"}, "The speaker “Nobody At All” in this link"),
        ({"outlet": "Gone"}, "The outlet “Gone”"),
        ({"target": "NATO"}, "The target “NATO”"),
        ({"kind": "shouted"}, "The kind “shouted”"),
        ({"count": "twice"}, "The way of counting “twice”"),
        ({"first": "2019-01-01"}, "The day From “2019-01-01” in this link is no day of the data, which has days from"),
        ({"to": "yesterday"}, "The day To “yesterday”"),
    ],
)
def test_what_a_filter_in_a_link_asks_for_in_vain_is_told(open_app, asked, said):
    app = open_app(**asked)
    assert not app.exception
    assert said in told(app)
    assert metrics(app)["Statements"] == "16"


def test_known_values_are_kept_beside_unknown_ones(open_app):
    app = open_app(speaker=["Ada Lorin", "Nobody"])
    assert app.multiselect(key="speaker").value == ["Ada Lorin"]
    assert "“Nobody”" in told(app)
    assert "“Ada Lorin”" not in told(app)


def test_a_link_without_a_fault_is_told_nothing(open_app):
    app = open_app(speaker="Ada Lorin", target="CSTO", kind="direct", count="once in all", first="2024-01-10")
    assert PROBLEMS not in app.session_state


def test_what_was_told_stays_until_it_is_put_away(open_app):
    app = open_app(speaker="Nobody")
    app.run()
    assert "Nobody" in told(app)
    app.button(key="link-problems-read").click().run()
    assert "Nobody" not in told(app)


def test_words_of_a_link_are_text_and_not_endless(open_app):
    app = open_app(speaker=HOSTILE + "x" * 900)
    assert HOSTILE[:40] in told(app)
    assert len(app.text[0].value) < 200


@pytest.mark.parametrize(
    ("page", "asked", "said"),
    [
        ("compare", {"a": "Nobody"}, "● Speaker “Nobody”"),
        ("compare", {"cmp": "Two moons"}, "The comparison “Two moons”"),
        ("speaker", {"who": "Nobody"}, "The speaker “Nobody”"),
        ("outlets", {"toward": "NATO"}, "The target “NATO”"),
    ],
)
def test_what_a_page_is_asked_for_in_vain_is_told_at_the_next_look(open_page, page, asked, said):
    app = open_page(page, **asked)
    assert said in told(app.run())


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("compare", {"a": "Bram Tesk", "b": "Ada Lorin"}),
        ("speaker", {"who": "Bram Tesk", "toward": "CSTO"}),
        ("outlets", {"toward": "Collective Security Treaty Organization"}),
    ],
)
def test_what_nobody_chose_stands_in_the_url_too(open_page, page, expected):
    app = open_page(page)
    assert expected.items() <= app.query_params.items()


def test_the_pair_survives_a_change_of_page(open_page):
    app = open_page("compare", a="Cato Ruel", b="Ada Lorin")
    for page in ("overview", "speaker", "outlets", "timeline"):
        app.switch_page(f"views/pages/{page}.py").run()
        assert not app.exception
    app.switch_page("views/pages/compare.py").run()
    assert (app.selectbox(key="a").value, app.selectbox(key="b").value) == ("Cato Ruel", "Ada Lorin")
    assert app.query_params["a"] == "Cato Ruel"
    assert app.query_params["b"] == "Ada Lorin"


def test_the_target_chosen_on_one_page_is_that_of_the_other(open_page):
    app = open_page("outlets")
    app.selectbox(key="toward").set_value("EU").run()
    app.switch_page("views/pages/speaker.py").run()
    assert app.button_group(key="toward").value == "EU"


def test_the_speaker_goes_along_to_the_timeline(open_page):
    app = open_page("speaker", who="Cato Ruel")
    next(one for one in app.button if one.label.startswith("Open in Timeline")).click().run()
    assert app.title[0].value == "Timeline"
    assert app.multiselect(key="speaker").value == ["Cato Ruel"]


def test_from_after_to_is_told_in_the_sidebar_and_on_the_page(open_app):
    app = open_app(first="2024-03-01", to="2024-02-01")
    assert "is after" in app.warning[0].value
    assert "is after" in app.info[0].value


def test_no_kind_chosen_counts_all_and_says_so(open_app):
    app = open_app()
    assert "No kind is chosen" not in read(app)
    app.button_group(key="kind").set_value([]).run()
    assert "No kind is chosen, so statements of every kind count" in read(app)
    assert metrics(app)["Statements"] == "17"


def test_a_choice_that_the_filters_put_out_of_view_is_no_fault_of_a_link(open_page):
    app = open_page("speaker", who="Bram Tesk")
    app.multiselect(key="speaker").set_value(["Ada Lorin"]).run()
    assert app.selectbox(key="who").value == "Ada Lorin"
    assert PROBLEMS not in app.session_state


def test_a_default_that_falls_out_of_view_gives_way(open_page):
    said = {
        ("Lantern", dt.date(2024, 5, 1)): [
            Said(name, "the EU came", {"EU": 0.3}) for name in ("Ada Lorin", "Bram Tesk", "Cato Ruel")
        ]
    }
    app = open_page("compare", said)
    app.multiselect(key="speaker").set_value(["Bram Tesk", "Cato Ruel"]).run()
    assert not app.exception
    assert {app.selectbox(key=key).value for key in "ab"} == {"Bram Tesk", "Cato Ruel"}
