"""The dashboard under faults: what fails is told in words, nothing is lost, and nobody sees what is another's."""

import datetime as dt
import json
import logging
import os
import re
import shutil
import tomllib

import app_support
import pandas as pd
import pytest
from app_support import LONG_NAME, PAGES, ROOT, SAID, Said, invented_folder, invented_results, metrics, read, using
from streamlit.testing.v1 import AppTest

from analytics.store.results import write_results
from views.components.plain import message, plain
from views.state.adding import added_source, read_uploads, score_each
from views.state.data import ADDED, CHOICE
from views.state.digest import digest, table_digest

EARLIEST, LATEST = dt.date.min, dt.date.max
FEW, MORE = SAID["Velria Post", dt.date(2024, 1, 10)], SAID["Velria Post", dt.date(2024, 2, 14)]
DAY = dt.date(2024, 1, 10)
MARKUP = ("<b>", "**x**", "[a](javascript:alert(1))", "$x$")
ODD = (*MARKUP, ":material/home:", "مارا فلت", "N" * 300, "&amp;", "# a", "=1+1")

FOLDERS = {
    "the ends of the calendar": {("Lantern", EARLIEST): FEW, ("Velria Post", LATEST): MORE},
    "only the first days there are": {("Lantern", EARLIEST): FEW, ("Velria Post", dt.date(1, 1, 2)): MORE},
    "only the last day there is": {("Lantern", LATEST): FEW, ("Velria Post", LATEST): MORE},
    "no dates": {("Lantern", None): FEW, ("Velria Post", None): MORE},
    "one day": {("Lantern", DAY): FEW, ("Velria Post", DAY): MORE},
    "one statement": {("Lantern", DAY): FEW[:1]},
    "no stances": {("Lantern", DAY): [Said("Ada Lorin", "the road was open"), Said("Bram Tesk", "it was shut")]},
    "no known speaker": {("Lantern", DAY): [Said("", "the EU was there", {"EU": 0.3}, as_written="a porter")]},
    "odd names": {
        (name, DAY): [Said(name, "the EU was there", {"EU": 0.5}), Said("Ada Lorin", "the EU left", {"EU": -0.5})]
        for name in ODD
    },
    "odd targets": {
        ("Lantern", DAY): [Said("Ada Lorin", f"the {name} was there", {name: 0.5}) for name in MARKUP]
        + [Said("Bram Tesk", f"the {name} left", {name: -0.5}) for name in MARKUP]
    },
    "very many names": {
        (f"Outlet {number}", DAY): [Said(f"Speaker {number}", "the EU was there", {"EU": 0.5})]
        for number in range(2000)
    },
}


def alerts(app):
    return [one.value for one in (*app.error, *app.warning)]


def upload(app, *files):
    app.file_uploader[0].set_value([(name, data, "application/octet-stream") for name, data in files])
    return app.run()


def press(app, label):
    next(one for one in app.button if one.label == label).click()
    return app.run()


def article(outlet, words, **more):
    """A file of one article whose id is the same whatever it says."""
    row = {"article_id": "1", "outlet": outlet, "text": f"The EU has {words} us, Mara Velt said.", **more}
    return json.dumps(row).encode()


def added(data, scorer="vader"):
    scored = list(score_each(read_uploads([("one.jsonl", data)]), using("vader"), lambda: None))
    return added_source(scored, using(scorer))


@pytest.fixture
def open_added(open_app):
    """Opens a session of its own in which this file's article was added."""

    def open_it(data):
        app = open_app()
        app.session_state[ADDED], app.session_state[CHOICE] = added(data), True
        return app.run()

    return open_it


@pytest.mark.parametrize("kind", FOLDERS)
def test_every_page_opens_on_a_folder_of(open_app, tmp_path, monkeypatch, kind):
    monkeypatch.setattr(app_support, "SAID", FOLDERS[kind])
    app = open_app(invented_folder(tmp_path / "folder"))
    assert not app.exception
    assert not app.error
    for page in PAGES:
        app.switch_page(f"views/pages/{page}.py").run()
        assert not app.exception
        assert not app.error
        assert len(app.title) == 1


def test_of_very_many_names_those_with_most_statements_are_shown_and_never_all(open_page):
    app = open_page("overview", FOLDERS["very many names"], **{"all-speaker": "true"})
    assert not app.toggle
    assert "The 15 speakers with most statements, of 2000." in read(app)


@pytest.mark.parametrize("chosen", ["outlet", "period"])
@pytest.mark.parametrize("kind", ["the ends of the calendar", "only the last day there is", "no dates", "odd names"])
def test_outlets_and_periods_can_be_compared_on_a_folder_of(open_page, monkeypatch, kind, chosen):
    app = open_page("compare", FOLDERS[kind])
    next(one for one in app.get("button_group") if one.key == "cmp").set_value(chosen).run()
    assert not app.exception
    assert not app.error


def test_dates_are_written_with_four_digits_of_the_year(open_page):
    app = open_page("timeline", FOLDERS["the ends of the calendar"])
    drawn = "".join(one.proto.spec for one in app.get("plotly_chart"))
    assert '"0001-01-01"' in drawn
    assert '"1-01-01"' not in drawn


def test_names_that_look_like_markup_are_shown_as_written(open_page):
    shown = read(open_page("speaker", FOLDERS["odd names"], speaker="<b>"))
    assert "&lt;b&gt;" in shown
    app = open_page("speaker", FOLDERS["odd targets"])
    offered = next(one for one in app.get("button_group") if one.key == "toward").options
    assert plain("**x**") in [getattr(one, "content", one) for one in offered]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**x**", r"\*\*x\*\*"),
        ("a [b](c) `d` $e$", r"a \[b\](c) \`d\` \$e\$"),
        (":material/x:", r"\:material/x:"),
        ("<b>", r"\<b>"),
        ("/data/my_folder/out.csv, line 3: no column", "/data/my_folder/out.csv, line 3: no column"),
        ("one\n\ntwo", "one two"),
    ],
)
def test_markup_in_data_is_escaped_and_plain_words_stay(text, expected):
    assert plain(text) == expected


def test_a_command_in_a_message_stays_code():
    assert message("/srv/a/out/stances.csv is missing") == "stances.csv is missing"
    assert message("see https://example.org/a/b and data/models/x") == "see https://example.org/a/b and data/models/x"
    assert message("*.csv is missing: run `score *.csv` again") == r"\*.csv is missing: run `score *.csv` again"


@pytest.mark.parametrize(
    "asked",
    [
        {"speaker": ["x" * 100_000, "Ada Lorin", "Ada Lorin", "\x00"], "statement": "y" * 100_000, "min": ["2", "3"]},
        {"first": "0000-00-00", "to": "99999-01-01", "min": "-3", "kind": "none", "count": "twice", "repeats": "-1"},
        {"first": "9999-12-31", "to": "0001-01-01", "min": "inf", "sort": "x", "q": "(\x00", "repeats": "9" * 400},
        {"min": "1e400", "cmp": "x", "step": "x", "who": "", "toward": "x"},
    ],
)
def test_no_link_however_odd_makes_a_page_fail(open_app, asked):
    app = open_app(**asked)
    for page in PAGES:
        assert not app.exception
        assert not app.error
        app.switch_page(f"views/pages/{page}.py").run()


@pytest.mark.parametrize(
    "where", ["views.state.data.load_source", "views.components.page.current_view", "views.components.panels.summary"]
)
def test_a_fault_that_nobody_foresaw_is_told_with_the_number_under_which_it_is_logged(
    open_app, monkeypatch, caplog, where
):
    def fail(*_, **__):
        raise ZeroDivisionError("a secret path")

    app = open_app()
    monkeypatch.setattr(where, fail)
    with caplog.at_level(logging.ERROR):
        app.run()
    assert not app.exception
    (said,) = alerts(app)
    assert "secret" not in said
    number = re.search(r"under ([0-9a-f]{8})", said)[1]
    (logged,) = [one for one in caplog.records if number in one.getMessage()]
    assert logged.exc_info[0] is ZeroDivisionError
    monkeypatch.undo()
    open_app().run()
    assert not app.run().error


def test_a_download_that_fails_is_told_at_the_next_run():
    def script():
        import streamlit as st

        from views.components.faults import file_of, tell

        tell()
        st.session_state["make"] = file_of(lambda: bytes(1 // 0))

    app = AppTest.from_function(script).run()
    with pytest.raises(ZeroDivisionError):
        app.session_state["make"]()
    assert "could not be made" in app.run().error[0].value
    assert not app.run().error


def test_an_events_file_that_fails_leaves_the_page_and_the_events_as_they_were(open_app, monkeypatch):
    app = open_app(page="timeline")
    app.file_uploader[0].set_value(("a.csv", b"date,label\n2024-02-01,Harbour opens\n", "text/csv")).run()
    shown = len(app.dataframe)
    monkeypatch.setattr("views.components.events.rows", lambda *_, **using: 1 // 0)
    app.file_uploader[0].set_value(("b.csv", b"date,label\n2024-02-02,Harbour shuts\n", "text/csv")).run()
    assert not app.exception
    assert "under" in app.error[0].value
    assert len(app.dataframe) == shown == 1


def test_after_a_failure_what_was_added_stays_and_more_can_be_added(open_app, monkeypatch):
    app = open_app(page="articles")
    app.selectbox(key="scorer").set_value("vader")
    first, second = (article(name, "helped", article_id=name) for name in ("Lantern", "Velria Post"))
    press(upload(app, ("first.jsonl", first)), "Score these files")
    with monkeypatch.context() as broken:
        broken.setattr("views.state.adding.tabulate", lambda *_, **using: 1 // 0)
        press(upload(app, ("second.jsonl", second)), "Score these files")
        assert not app.exception
        assert "nothing of them was kept" in alerts(app)[0]
        assert "Articles: 1," in app.success[0].value
    press(upload(app, ("second.jsonl", second)), "Score these files")
    assert not alerts(app)
    assert "Articles: 2," in app.success[0].value


def test_many_files_an_empty_one_and_one_twice_are_added_and_each_that_is_not_used_is_named(open_app):
    app = open_app(page="articles")
    app.selectbox(key="scorer").set_value("vader")
    files = [(f"{name}.jsonl", article("Lantern", f"helped {name} of", article_id=f"{name}")) for name in range(30)]
    press(upload(app, *files, files[0], ("empty.txt", b"")), "Score these files")
    assert not app.exception
    assert "Articles: 30," in app.success[0].value
    assert "Could not be used: 2" in app.warning[0].value
    press(upload(app, files[0]), "Score these files")
    assert "Articles: 30," in app.success[0].value
    assert "Could not be used: 2" in app.warning[0].value
    assert "Added before, and not counted twice: 1 article (0.jsonl\\:1)" in app.info[0].value


def test_two_sessions_with_one_article_id_each_see_their_own_words_outlet_and_evidence(open_added):
    files = {"praised": article("Outlet A", "praised"), "accused": article("Outlet B", "accused")}
    for mine, data in files.items():
        other = next(words for words in files if words != mine)
        app = open_added(data)
        app.query_params["statement"] = app.session_state[ADDED].results.statements["statement_id"][0]
        app.switch_page("views/pages/statements.py").run()
        shown = read(app)
        assert f"“{mine}”" in shown
        assert other not in shown
        app.switch_page("views/pages/outlets.py").run()
        charts = "".join(one.proto.spec for one in app.get("plotly_chart"))
        assert json.loads(data)["outlet"] in charts
        assert json.loads(files[other])["outlet"] not in charts


@pytest.mark.parametrize(
    "change",
    [
        {"words": "harmed"},
        {"outlet": "Lantern"},
        {"published": "2024-06-06"},
        {"title": "Another"},
        {"url": "https://example.org/b"},
        {"scorer": "model"},
    ],
)
def test_whatever_differs_in_what_was_added_gives_another_key(change):
    usual = {"outlet": "Velria Post", "words": "helped", "published": "2024-01-01", "title": "A day", "url": ""}
    scorer = change.get("scorer", "vader")
    changed = usual | {key: value for key, value in change.items() if key != "scorer"}
    assert added(article(**changed), scorer).fingerprint != added(article(**usual)).fingerprint
    assert added(article(**usual)).fingerprint == added(article(**usual)).fingerprint


def test_one_cell_anywhere_in_a_long_table_changes_its_digest():
    table = pd.DataFrame({"speaker": ["Ada Lorin"] * 60_000, "stance": [0.5] * 60_000})
    for row in (0, 31_234, 59_999):
        changed = table.copy()
        changed.loc[row, "stance"] = 0.25
        assert table_digest(changed) != table_digest(table)
    assert table_digest(table.rename(columns={"speaker": "outlet"})) != table_digest(table)
    assert table_digest(table.copy()) == table_digest(table)


def test_the_digest_of_results_says_all_of_their_tables():
    assert digest(invented_results()) == digest(invented_results())
    assert digest(invented_results(only=2)) != digest(invented_results())
    assert digest(invented_results(), "more") != digest(invented_results())


def removed(folder):
    shutil.rmtree(folder)


def half_written(folder):
    whole = (folder / "stances.csv").read_bytes()
    (folder / "stances.csv").write_bytes(whole[: len(whole) // 2])


def unreadable(folder):
    (folder / "statements.csv").unlink()
    (folder / "statements.csv").mkdir()


@pytest.mark.parametrize("spoil", [removed, half_written, unreadable])
def test_a_folder_that_is_spoilt_while_it_is_open_stays_in_view_and_a_new_run_is_picked_up(open_app, tmp_path, spoil):
    folder = invented_folder(tmp_path / "open")
    app = open_app(folder)
    before = metrics(app)
    spoil(folder)
    app.run()
    assert not app.exception
    assert "cannot be read now" in app.warning[0].value
    assert metrics(app) == before
    shutil.rmtree(folder, ignore_errors=True)
    write_results(folder, invented_results(only=1))
    app.run()
    assert not alerts(app)
    assert metrics(app)["Articles"] == "1"


def test_links_that_lead_nowhere_and_files_on_their_way_do_not_matter(open_app, tmp_path):
    folder = invented_folder(tmp_path / "open")
    (folder / "stances.csv.part").symlink_to(folder / "gone")
    app = open_app(folder)
    assert not alerts(app)
    assert not app.exception


def test_a_session_that_never_read_the_folder_is_told_and_shows_nothing_of_another(open_app, tmp_path):
    folder = invented_folder(tmp_path / "open")
    open_app(folder)
    half_written(folder)
    app = open_app(folder)
    assert "stances.csv" in app.error[0].value
    assert not app.metric
    assert LONG_NAME not in read(app)


def test_a_folder_written_anew_with_the_same_size_and_time_is_read_anew(open_app, tmp_path):
    folder = invented_folder(tmp_path / "open")
    (folder / "run.json").unlink()  # as an older version left it: nothing says that a file was changed
    app = open_app(folder, page="statements")
    place = folder / "statements.csv"
    kept, data = place.stat(), place.read_bytes()
    place.write_bytes(data.replace(b"was a guarantee", b"was a calamity!"))
    os.utime(place, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    app.run()
    assert "the CSTO was a calamity!" in app.dataframe[0].value["text"].tolist()


def test_the_server_listens_on_this_machine_alone_and_shows_no_traceback():
    options = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert options["client"]["showErrorDetails"] == "none"
    assert options["server"]["address"] == "localhost"
    assert set(options["server"]["allowedHosts"]) == {"localhost", "127.0.0.1", "::1"}
    assert options["browser"]["gatherUsageStats"] is False
    assert not {"enableCORS", "enableXsrfProtection"} & set(options["server"])  # both are on unless turned off
