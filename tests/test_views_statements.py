"""The page of statements, what it says of one of them, and what can be taken away from any page."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys

import pandas as pd
import pytest
from app_support import HOSTILE, LONG_NAME, ROOT, invented_results
from streamlit.testing.v1 import AppTest

from analytics.analysis.selection import Filters
from analytics.errors import ModelError
from analytics.records import Article, Evidence, Statement
from analytics.store.results import write_results
from views.components.chart import _heading
from views.components.files import file_name
from views.components.passage import legend_of_evidence, passage
from views.components.statement import label_shown
from views.state.selection import Source, narrow

TEXT = "First.\n\nAda said the <b>EU</b> & she agree.\n\nLast."


@pytest.fixture
def open_page(monkeypatch, tmp_path):
    """Opens the page of statements on the invented articles, whose scorer is called ``scorer``."""

    def open_it(*, statement="", scorer="vader", results=None, **filters):
        monkeypatch.chdir(ROOT)
        folder = tmp_path / "out"
        write_results(folder, dataclasses.replace(results or invented_results(), scorer=scorer))
        monkeypatch.setattr(sys, "argv", ["dashboard.py", "--data", str(folder)])
        app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
        for key, value in filters.items():
            app.query_params[key] = value
        app.run()
        if statement:
            app.query_params["statement"] = statement
        return app.switch_page("views/pages/statements.py").run()

    return open_it


def identity(words):
    statements = invented_results().statements
    return statements["statement_id"][statements["text"].str.contains(words, regex=False)].iloc[0]


def read(app):
    kinds = (app.markdown, app.caption, app.info, app.error, app.subheader, app.code, app.get("html"))
    return "\n".join(str(getattr(one, "value", "") or one.proto) for kind in kinds for one in kind)


def view_of(**filters):
    return narrow(Source(invented_results(), "test", "test"), Filters(**filters), {"CSTO": "the CSTO"})


def test_the_order_is_the_latest_first_unless_chosen(open_page):
    app = open_page()
    published = app.dataframe[0].value["published"].dropna()
    assert app.selectbox(key="sort").value == "latest"
    assert published.is_monotonic_decreasing


@pytest.mark.parametrize(
    ("order", "first"),
    [
        ("most critical", "the CSTO had not answered a single letter"),
        ("most favourable", "the CSTO had done its duty"),
    ],
)
def test_the_most_pronounced_statement_stands_first_and_those_without_a_stance_last(open_page, order, first):
    texts = open_page(sort=order).dataframe[0].value["text"].tolist()
    assert texts[0] == first
    assert texts[-1] == "the road would open in May"


def test_least_sure_is_where_the_likeliest_label_is_least_likely(open_page):
    # a stance of ±0.6 is neutral with 0.4, so its label is the least likely one among the invented statements
    table = open_page(sort="least certain first").dataframe[0].value
    assert abs(table.iloc[0][["CSTO", "EU", "Azerbaijan"]].dropna().iloc[0]) == pytest.approx(0.6)


def test_search_order_and_filters_work_together(open_page):
    app = open_page(sort="most critical", target="EU", q="MISSION changed")
    assert app.dataframe[0].value["text"].tolist() == ["the EU mission changed nothing"]


def test_a_link_to_a_statement_that_is_not_in_view_says_so(open_page):
    for app in (open_page(statement="0000"), open_page(statement=identity("ready to help"), q="guarantee")):
        assert not app.exception
        assert "not among those in view" in app.info[0].value


def test_a_selected_statement_says_why_and_how_surely(open_page):
    shown = read(open_page(statement=identity("had not answered")))
    for said in ("Why this speaker", "Why this score", "How sure"):
        assert said in shown
    assert "The article names them where it attributes the statement" in shown
    assert "critical 90% · neutral 10% · favourable 0%" in shown
    assert "about 9 in 10 are right" in shown
    assert "tone of the words +0.10" in shown


def test_words_that_weighed_are_marked_with_side_and_weight(open_page):
    shown = read(open_page(statement=identity("ready to help")))
    assert "The passage that was read" in shown
    assert 'class="qs-statement qs-evidence qs-weight-3 qs-toward-favourable">' in shown
    assert "speaks for favourable, weight +" in shown
    assert "valence in VADER" in shown


def test_a_stance_computed_anew_that_differs_is_admitted(open_page):
    # the invented stances are no scorer's
    assert "Scored again now it is" in read(open_page(statement=identity("ready to help")))


def test_of_several_targets_one_is_chosen_whose_evidence_is_shown(open_page):
    app = open_page(statement=identity("should both sign"))
    assert app.button_group(key="toward").options == ["European Union", "Azerbaijan"]
    assert app.button_group(key="toward").value == "EU"
    chosen = open_page(statement=identity("should both sign"), toward="Azerbaijan")
    assert chosen.button_group(key="toward").value == "Azerbaijan"


def test_a_target_in_the_url_that_the_statement_does_not_mention_is_left_alone(open_page):
    assert not open_page(statement=identity("should both sign"), toward="CSTO").exception


@pytest.mark.parametrize("scorer", ["", "model and vader", "another"])
def test_results_of_an_unknown_scorer_have_no_evidence_and_say_so(open_page, scorer):
    app = open_page(statement=identity("ready to help"), scorer=scorer)
    assert not app.exception
    assert "do not say which one scorer made them" in read(app)


def test_missing_weights_are_a_remark_and_the_rest_is_shown(open_page, monkeypatch):
    def missing(name):
        raise ModelError("data/models/stance is missing; fetch <it>")

    monkeypatch.setattr("analytics.evidence.load_scorer", missing)
    app = open_page(statement=identity("the CSTO was a guarantee"), scorer="model")
    assert not app.exception
    assert "cannot be found: data/models/stance is missing; fetch &lt;it&gt;" in read(app)
    assert "Why this speaker" in read(app)


def test_a_statement_without_its_article_has_no_evidence_and_can_be_cited(open_page):
    app = open_page(
        statement=identity("ready to help"),
        results=dataclasses.replace(invented_results(), articles={}, details={}),
        scorer="",
    )
    assert not app.exception
    assert "can be marked" in read(app)
    assert len(app.code) == 2


def test_a_statement_of_nobody_known_and_without_a_target_is_explained(open_page):
    shown = read(open_page(statement=identity("the road would open")))
    assert "could not be matched to one person or body" in shown
    assert "Mentions none of the targets in view" in shown


def test_it_can_be_copied_as_citation(open_page):
    reference, entry = (one.value for one in open_page(statement=identity("ready to help")).code)
    assert reference.startswith("Velria Post (2024). “A day in Velria Post”. 2024-01-10.")
    assert entry.startswith("@misc{velriapost2024-")


def test_hostile_words_are_text_everywhere_on_the_page(open_page):
    results = invented_results()
    results = dataclasses.replace(
        results, statements=results.statements.assign(title=HOSTILE, url="javascript:alert(1)")
    )
    shown = read(open_page(statement=identity("script"), results=results))
    assert "&lt;script&gt;" in shown
    assert 'javascript:alert(1)">' not in shown
    html_parts = [str(one.proto) for one in open_page(statement=identity("script")).get("html")]
    assert not any("<script>" in part for part in html_parts)


def test_a_label_that_is_less_likely_than_not_reads_unclear():
    unsure = pd.Series({"label": "critical", "p_critical": 0.41, "p_neutral": 0.27, "p_favourable": 0.32})
    assert label_shown(unsure) == "unclear (most likely critical)"
    assert label_shown(unsure.replace({0.41: 0.5})) == "critical"


def test_evidence_is_marked_by_side_weight_and_in_words():
    start = TEXT.index("the")
    statement = Statement(((start, len(TEXT) - 8),), (8, 11), (12, 16), "Ada", "indirect", 1.0)
    agree, said = TEXT.index("agree"), TEXT.index("said")
    evidence = [Evidence((agree, agree + 5), 2.0), Evidence((said, said + 4), -0.3)]
    shown = passage(Article(TEXT), statement, [], around=0, evidence=evidence)
    assert '<span class="qs-statement qs-evidence qs-weight-3 qs-toward-favourable">agree</span>' in shown
    assert '<span class="qs-cue qs-evidence qs-weight-1 qs-toward-critical">said</span>' in shown
    assert "▲" in shown
    assert "▼" in shown
    assert "speaks for critical, weight −0.30" in shown
    assert "<b>" not in shown
    for side in ("critical", "favourable"):
        assert f"speaks for {side}" in legend_of_evidence()


@pytest.mark.parametrize(
    ("marked", "said"),
    [
        ({"speaker": "Ada Lorin", "target": "CSTO"}, "<b>Ada Lorin</b> toward <b>the CSTO</b>: 16 statements"),
        ({"outlet": "<i>"}, "<b>&lt;i&gt;</b>: 16 statements"),
        (
            {"speaker": "", "first": "2024-01-01", "last": "2024-02-01"},
            "<b>unresolved</b> from 2024-01-01 to 2024-02-01",
        ),
        ({}, "All: 16 statements"),
    ],
)
def test_the_dialog_says_whose_statements_these_are_with_or_without_a_target(marked, said):
    assert said in _heading(view_of(), marked)


def test_downloads_are_in_one_menu_on_every_page_with_charts(open_page):
    labels = [one.proto.label for one in open_page().get("download_button")]
    tables = ("Aggregates", "Statements", "Stances")
    assert labels == [
        *(f"{name} ({kind})" for name in tables for kind in ("CSV", "Parquet")),
        "Report (HTML)",
        "This table (CSV)",
    ]


def test_file_names_say_what_the_files_hold():
    assert file_name("aggregates", view_of(), "csv") == "aggregates.csv"
    chosen = view_of(speakers=("Ada Lorin", ""), targets=("CSTO",), first=dt.date(2024, 1, 1))
    assert file_name("aggregates", chosen, "csv") == "aggregates_ada-lorin_unresolved_csto_from-2024-01-01.csv"
    many = view_of(speakers=("A", "B", "C"), outlets=(LONG_NAME, "../../x"), last=dt.date(2024, 2, 1))
    name = file_name("chart interval", many, "")
    assert name.startswith("chart-interval_3-speakers_joint-commission")
    assert "/" not in name
    assert "." not in name
    assert len(name) <= 100
