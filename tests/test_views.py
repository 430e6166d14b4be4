"""The dashboard's pages, run without a browser."""

import datetime as dt
import re
import sys

import pandas as pd
import pytest
from app_support import (
    HOSTILE,
    LONG_NAME,
    PAGES,
    ROOT,
    invented_folder,
    invented_results,
    metrics,
    read,
    using,
    view_of,
)
from streamlit.testing.v1 import AppTest

from analytics.analysis.groups import aggregate
from analytics.errors import ConfigurationError, ModelError
from analytics.records import Article, Statement
from views.components.passage import paragraphs, passage
from views.state.adding import Pasted, added_source, read_pasted, read_uploads, score_each
from views.state.data import load_folder
from views.state.selection import aggregates, behind


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_without_an_exception(open_app, page):
    app = open_app(page=page)
    assert not app.exception
    assert len(app.title) == 1


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_on_one_article(open_app, tmp_path, page):
    assert not open_app(invented_folder(tmp_path / "one", only=1), page=page).exception


@pytest.mark.parametrize("page", PAGES)
def test_each_page_opens_on_no_statement_at_all(open_app, tmp_path, page):
    app = open_app(invented_folder(tmp_path / "none", only=0), page=page)
    assert not app.exception
    if page in ("overview", "outlets", "statements"):
        assert "Add articles" in app.info[0].value


def test_every_page_stands_once_in_the_navigation():
    named = re.findall(r'"views/pages/(\w+)\.py"', (ROOT / "dashboard.py").read_text(encoding="utf-8"))
    assert sorted(named) == PAGES


def test_headline_counts_what_was_said_and_leaves_attitudes_out(open_app):
    said = metrics(open_app())
    assert said == {
        "Statements": "16",
        "Speakers": "4",
        "Outlets": "3",
        "Articles": "5",
        "Unattributed": "1",
        "No target": "1",
        "Period": "2024-01-10 – 2024-03-30",
    }


def test_attitudes_count_where_the_filter_asks_for_them(open_app):
    assert metrics(open_app(kind="attitude"))["Statements"] == "1"


def test_filters_come_from_the_url_and_survive_a_change_of_page(open_app):
    app = open_app(speaker="Ada Lorin", target="CSTO")
    assert metrics(app)["Statements"] == "3"
    app.switch_page("views/pages/statements.py").run()
    assert app.multiselect(key="speaker").value == ["Ada Lorin"]
    assert set(app.dataframe[0].value["speaker"]) == {"Ada Lorin"}
    assert len(app.dataframe[0].value) == 3


def test_a_filter_that_matches_nothing_says_what_to_do(open_app):
    app = open_app(speaker="Ada Lorin", outlet="unknown")
    assert not app.exception
    assert "Clear all filters" in app.info[0].value


def test_clearing_the_filters_brings_everything_back(open_app):
    app = open_app(speaker="Ada Lorin")
    app.button[0].click().run()
    assert metrics(app)["Statements"] == "16"


def test_a_name_in_the_url_that_is_not_in_the_data_is_left_alone(open_app):
    app = open_app(speaker="Nobody At All")
    assert not app.exception
    assert metrics(app)["Statements"] == "16"


def test_a_broken_folder_gets_a_message_and_no_traceback(open_app, tmp_path):
    folder = invented_folder(tmp_path / "broken")
    (folder / "stances.csv").write_text("nothing,of,the,kind\n1,2,3,4\n", encoding="utf-8")
    app = open_app(folder)
    assert not app.exception
    assert "stances.csv" in app.error[0].value


def test_a_missing_folder_and_a_wrong_argument_get_a_message(open_app, tmp_path, monkeypatch):
    said = open_app(tmp_path / "nowhere").error[0].value
    assert "the folder nowhere is missing" in said
    assert str(tmp_path) not in said
    monkeypatch.setattr(sys, "argv", ["dashboard.py", "--dta", "out"])
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert "--dta" in app.error[0].value


def test_missing_weights_get_a_message_and_no_traceback(open_app, monkeypatch):
    def without_weights(*_, **__):
        raise ModelError("data/models/stance is missing; fetch it with git lfs pull")

    monkeypatch.setattr("views.state.adding.analyse_each", without_weights)
    app = open_app(page="articles")
    app.text_area[0].set_value("The mayor Dora Quent said on Monday that the EU was a good friend of this harbour.")
    next(one for one in app.button if one.label == "Score this text").click().run()
    assert not app.exception
    assert "data/models/stance is missing" in app.error[0].value


@pytest.mark.parametrize("page", ["articles", "method"])
def test_pages_that_need_no_data_open_beside_the_message_about_broken_data(open_app, tmp_path, page):
    folder = invented_folder(tmp_path / "broken")
    (folder / "stances.csv").write_text("nothing,of,the,kind\n1,2,3,4\n", encoding="utf-8")
    app = open_app(folder, page=page)
    assert not app.exception
    assert "stances.csv" in app.error[0].value
    assert len(app.title) == 1


def test_nothing_that_the_pages_do_changes_the_shared_tables(open_app, tmp_path):
    folder = invented_folder(tmp_path / "shared")
    for page in PAGES:
        open_app(folder, page=page, speaker="Ada Lorin")
    stamped = load_folder(folder)
    for name in ("statements", "stances", "aggregates"):
        pd.testing.assert_frame_equal(stamped.table(name), invented_results().table(name))


def test_statements_show_the_unresolved_speaker_as_written(open_app):
    app = open_app(page="statements")
    assert "unresolved: a porter who gave no name" in set(app.dataframe[0].value["speaker"])


def test_search_finds_words_of_a_statement(open_app):
    app = open_app(page="statements")
    app.text_input(key="q").set_value("GUARANTEE").run()
    assert app.dataframe[0].value["text"].tolist() == ["the CSTO was a guarantee"]
    app.text_input(key="q").set_value("(no such words").run()
    assert not app.exception
    assert "holds these words" in app.info[0].value


def test_a_statement_named_in_the_url_is_shown_in_its_passage(open_app):
    line = invented_results().statements.query("text.str.contains('script')").iloc[0]
    app = open_app(page="overview")
    app.query_params["statement"] = line["statement_id"]
    app.switch_page("views/pages/statements.py").run()
    shown = read(app)
    assert "&lt;script&gt;" in shown
    assert "<script>" not in shown
    assert LONG_NAME in shown


def test_a_folder_without_articles_still_shows_the_statement(open_app, tmp_path):
    folder = invented_folder(tmp_path / "bare")
    (folder / "articles.jsonl").unlink()
    app = open_app(folder)
    app.query_params["statement"] = invented_results().statements["statement_id"][0]
    app.switch_page("views/pages/statements.py").run()
    assert not app.exception
    assert "its article was not kept" in read(app)


def test_the_sample_opens_and_every_page_says_that_it_is_digests(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "argv", ["dashboard.py"])
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()
    assert int(metrics(app)["Articles"]) == 5
    for page in PAGES:
        app.switch_page(f"views/pages/{page}.py").run()
        assert not app.exception
        assert "digests" in app.caption[0].value


def test_pasted_text_is_scored_and_shown_everywhere(open_app):
    app = open_app(page="articles")
    app.text_area[0].set_value('"The EU is a good friend of this harbour," the mayor Dora Quent said on Monday.')
    next(one for one in app.button if one.label == "Score this text").click().run()
    assert not app.exception
    assert "Articles: 1," in app.success[0].value
    app.switch_page("views/pages/overview.py").run()
    assert metrics(app)["Articles"] == "1"


def test_the_same_file_a_second_time_is_told_and_not_counted_twice(open_app):
    app = open_app(page="articles")
    app.selectbox(key="scorer").set_value("vader")
    words = b'"The EU is a good friend of this harbour," the mayor Dora Quent said on Monday.'
    for _ in range(2):
        app.file_uploader[0].upload("*day*.txt", words, "text/plain").run()
        next(one for one in app.button if one.label == "Score these files").click().run()
        assert not app.exception
    assert "Articles: 1," in app.success[0].value
    assert r"Added before, and not counted twice: 1 article (\*day\*.txt)." in app.info[0].value
    app.file_uploader[0].upload("other.txt", words.replace(b"Monday", b"Friday"), "text/plain").run()
    next(one for one in app.button if one.label == "Score these files").click().run()
    assert "Articles: 2," in app.success[0].value
    assert "Added before" not in read(app)


def test_after_scoring_a_button_leads_to_the_new_statements(open_app):
    app = open_app(page="articles")
    app.selectbox(key="scorer").set_value("vader")
    app.text_area[0].set_value('"The EU is a good friend of this harbour," the mayor Dora Quent said on Monday.')
    next(one for one in app.button if one.label == "Score this text").click().run()
    app.button(key="look-added").click().run()
    assert app.title[0].value == "Statements"
    assert app.selectbox(key="sort").value == "added last"
    assert app.dataframe[0].value["speaker"].tolist() == ["Dora Quent"]


def test_no_page_shows_where_files_lie_on_the_machine(open_app, tmp_path):
    folder = invented_folder(tmp_path / "out")
    for page in PAGES:
        said = read(open_app(folder, page=page))
        assert str(tmp_path) not in said
        assert ".yaml" not in said or page == "method", "cards speak of files, pages do not"
    assert "Shown: out." in said


def test_each_page_has_a_title_and_an_icon_of_its_own(open_app, monkeypatch):
    found = []
    monkeypatch.setattr("streamlit.set_page_config", lambda **config: found.append(config))
    for page in PAGES:
        open_app(page=page)
    titles = {one["page_title"] for one in found}
    assert len(titles) == len(PAGES)
    assert all(title.endswith(" · Quoted Stance") for title in titles)
    assert (ROOT / "views" / "icon.png").read_bytes().startswith(b"\x89PNG")
    assert {one["page_icon"] for one in found} == {str(ROOT / "views" / "icon.png")}


def test_what_is_to_be_known_of_uploads_that_are_used_is_told(open_app):
    app = open_app(page="articles")
    row = b'text,published\n"""The EU is a good friend of ours,"" the mayor Dora Quent said.",0001-01-01\n'
    app.file_uploader[0].upload("*old*.csv", row, "text/csv").run()
    next(one for one in app.button if one.label == "Score these files").click().run()
    assert not app.exception
    told = [one.value for one in app.text]
    assert told == [
        "date before 1800 or in the future, kept as unknown (1): *old*.csv:2",
        "outlet unknown (1): *old*.csv:2",
    ]


def test_downloaded_aggregates_are_the_engines_for_the_same_statements():
    view = view_of(speakers=("Ada Lorin",), targets=("CSTO",))
    results = invented_results()
    mine = results.statements[results.statements["speaker"] == "Ada Lorin"]
    theirs = results.stances[results.stances["target"] == "CSTO"]
    expected = aggregate(mine, theirs)
    pd.testing.assert_frame_equal(aggregates(view), expected)
    assert aggregates(view)["n_statements"].sum() == 3


def test_without_filters_the_download_is_aggregates_csv():
    results = invented_results()
    pd.testing.assert_frame_equal(aggregates(view_of(results)), results.aggregates)


def test_a_period_keeps_the_days_at_its_ends_and_drops_what_has_no_date():
    day = dt.date(2024, 2, 14)
    assert view_of(first=day, last=day).statements["published"].unique().tolist() == [pd.Timestamp(day)]


def test_a_choice_of_targets_keeps_only_statements_that_mention_one():
    view = view_of(targets=("Azerbaijan",))
    assert len(view.statements) == view.stances["statement_id"].nunique() == 2


def test_behind_a_mark_are_exactly_the_statements_that_it_counts():
    view = view_of()
    for line in aggregates(view).itertuples():
        part = behind(view, {"speaker": line.speaker, "outlet": line.outlet, "target": line.target})
        assert len(part.statements) == line.n_statements


def test_passage_marks_each_part_and_escapes_the_rest():
    text = "First.\n\nAda said the <b>EU</b> & she agree.\n\nLast."
    start = text.index("the")
    statement = Statement(((start, len(text) - 8),), (8, 11), (12, 16), "Ada", "indirect", 1.0)
    shown = passage(Article(text), statement, [(text.index("EU"), text.index("EU") + 2)], around=0)
    assert '<span class="qs-speaker">Ada</span>' in shown
    assert '<span class="qs-cue">said</span>' in shown
    assert '<span class="qs-statement qs-target">EU</span>' in shown
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown
    assert "First" not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\n\nb", ["a", "b"]), ("a\nb", ["a", "b"]), ("a\nb\n\n c\n", ["a\nb", "c\n"]), ("", []), ("\n\n a", ["a"])],
)
def test_paragraphs_stand_apart_by_blank_lines_or_else_by_line_breaks(text, expected):
    assert [text[slice(*span)] for span in paragraphs(text)] == expected


def test_uploads_are_read_with_their_metadata_and_rejects_name_the_upload():
    text = b'"The EU keeps its word," the harbour master Ada Lorin told reporters on Monday morning.'
    described = b"file,outlet,published\nday.txt,Velria Post,2024-01-10\n"
    article, empty = read_uploads([("../day.txt", text), ("none.txt", b"")], described)
    assert (article.outlet, article.published) == ("Velria Post", dt.date(2024, 1, 10))
    assert empty.input == "none.txt"


NAMES = [
    "漢" * 100 + ".txt",
    "a\0\x07.txt",
    "../../a.txt",
    "c:\\x\\a.txt",
    "metadata.txt",
    "CON.txt",
    "\ud800.txt",
    "0.txt",
]


@pytest.mark.parametrize("name", NAMES)
def test_an_upload_of_any_name_is_read_and_called_by_it(name):
    text = b'"The EU keeps its word," the harbour master Ada Lorin told reporters on Monday morning.'
    article, twice = read_uploads([(name, text), (name, text)], b"file,outlet\n1.txt,Velria Post\n")
    assert article.outlet == ""
    assert twice.reason == "duplicate"
    assert twice.input[-4:] == ".txt"
    assert twice.detail.endswith(f"as {twice.input}")
    assert not re.search(r"[/\\\0\x07\ud800]", twice.input)


@pytest.mark.parametrize("name", ["..", ".", "", "a/..", ".txt", "x" * 300, "a.exe"])
def test_an_upload_whose_name_says_no_type_is_a_reject(name):
    (reject,) = read_uploads([(name, b"Ada Lorin told reporters.")])
    assert (reject.reason, reject.input) == ("unsupported-type", name.removeprefix("a/") or "file without a name")


def test_malformed_metadata_is_named_without_where_it_lay():
    with pytest.raises(ConfigurationError, match=r"^metadata\.csv, line 2: expected 2 cells, found 1"):
        read_uploads([("a.txt", b"Ada Lorin told reporters.")], b"file,outlet\na.txt\n")


def test_a_pasted_text_keeps_what_the_form_said():
    words = "Ada Lorin said that the EU would keep its word on the harbour and on the lighthouse of the town."
    (article,) = read_pasted(Pasted(words, "A day", "Lantern", "2024-02-20", "https://example.org/a"))
    assert (article.text, article.title, article.outlet) == (words, "A day", "Lantern")
    scored = list(score_each([article], using("vader"), lambda: None))
    assert len(added_source(scored, using("vader")).results.articles) == 1


def test_hostile_text_is_among_what_the_tests_show():
    assert any(HOSTILE in text for text in invented_results().statements["text"])
