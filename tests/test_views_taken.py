"""What is taken away from a page: exactly the rows that its charts and tables show, and the filters that made them."""

import json

import pandas as pd
import pytest
import streamlit as st
from app_support import invented_results, view_of

from analytics.analysis.groups import aggregate
from analytics.store.export import csv_bytes, read_table
from views.state.selection import statements_with_stances


@pytest.fixture
def taken(open_page, monkeypatch):
    """Opens a page; gives it, and what each of its buttons gives, by the name of the file."""

    def open_it(page, **filters):
        app, files, draw = open_page(page, **filters), {}, st.download_button

        def noted(label, *, data, file_name, **more):
            files[file_name] = data
            return draw(label, data=data, file_name=file_name, **more)

        monkeypatch.setattr(st, "download_button", noted)
        app.run()
        monkeypatch.setattr(st, "download_button", draw)
        assert not app.exception
        return app, files

    return open_it


def rows(data):
    return pd.read_csv(pd.io.common.BytesIO(data() if callable(data) else data), keep_default_na=False)


def drawn(app):
    """The identities of the marks of each chart, in the order of the page."""
    figures = [json.loads(one.proto.spec) for one in app.get("plotly_chart")]
    return [[pair for trace in one["data"] for pair in trace.get("customdata") or []] for one in figures]


@pytest.mark.parametrize("page", ["overview", "outlets", "speaker", "timeline", "compare", "statements"])
def test_the_aggregates_come_first_on_every_page(taken, page):
    _, files = taken(page)
    name, data = next(iter(files.items()))
    assert name.startswith("aggregates")
    assert read_table(data(), "aggregates")["n_statements"].sum() > 0


def test_the_aggregates_are_the_engines(taken):
    _, files = taken("overview", speaker="Ada Lorin")
    results = invented_results()
    mine = results.statements[results.statements["speaker"] == "Ada Lorin"]
    found = read_table(files["aggregates_ada-lorin.csv"](), "aggregates")
    pd.testing.assert_frame_equal(found, aggregate(mine, results.stances))


@pytest.mark.parametrize("by", ["speaker", "outlet"])
def test_each_chart_of_rows_gives_its_rows_and_no_others(taken, by):
    app, files = taken("overview" if by == "speaker" else "outlets")
    charts = [data for name, data in files.items() if name.startswith(("chart-interval", "chart-composition"))]
    assert len(charts) == 6
    for data, marks in zip(charts, drawn(app), strict=False):
        table = rows(data)
        assert set(zip(table[by], table["target"], strict=True)) == {tuple(pair) for pair in marks}
        assert set(table["ranked"]) <= {"yes", "too few to tell"}
        assert set(table["filters"]) == {view_of().said.replace("the CSTO", "CSTO")}


def test_the_charts_of_outlets_give_means_by_outlet_as_they_are_drawn(taken):
    app, files = taken("outlets")
    table = rows(files["chart-interval-outlet-csto.csv"]).set_index("outlet")
    (figure,) = [one for one in app.get("plotly_chart") if '"toward CSTO"' in one.proto.spec][:1]
    for trace in json.loads(figure.proto.spec)["data"]:
        for (outlet, _), mean in zip(trace.get("customdata") or [], trace["x"], strict=False):
            assert table.loc[outlet, "mean_stance"] == pytest.approx(mean)


def test_the_chart_of_voices_gives_its_pieces_and_the_table_its_rows(taken):
    app, files = taken("outlets")
    pieces = rows(files["chart-voices.csv"])
    chart = next(marks for marks in drawn(app) if ["Velria Post", ""] in marks)
    assert len(pieces) == len(chart)
    assert "unresolved" in pieces["voice"].tolist()
    assert pieces.groupby("outlet")["share"].sum().round(9).eq(1).all()
    table = rows(files["table-voices.csv"])
    assert table[["outlet", "n"]].to_numpy().tolist() == app.dataframe[0].value[["outlet", "n"]].to_numpy().tolist()


def test_a_timeline_gives_its_means_and_its_points(taken):
    app, files = taken("timeline", target="CSTO")
    points = rows(files["chart-timeline-csto-statements_csto.csv"])
    means = rows(files["chart-timeline-csto-means_csto.csv"])
    (marks,) = drawn(app)
    assert len(points) == sum(len(mark) == 5 for mark in marks)
    assert len(means) == sum(len(mark) == 3 for mark in marks)
    assert means["n_statements"].sum() == len(points)


def test_overview_has_its_table_and_gives_it(taken):
    app, files = taken("overview")
    shown, table = app.dataframe[0].value, rows(files["table-overview.csv"])
    for name in ("speaker", "target", "n_statements", "n_articles", "ranked"):
        assert table[name].tolist() == shown[name].tolist()


def test_a_comparison_gives_the_table_that_it_shows(taken):
    app, files = taken("compare", a="Ada Lorin", b="Bram Tesk")
    (name,) = [name for name in files if name.startswith("table-comparison")]
    table = rows(files[name])
    assert table["target"].tolist() == app.dataframe[0].value["target"].tolist()
    assert table["compared"].tolist() == app.dataframe[0].value["compared"].tolist()
    assert set(table["side_a"]) == {"Ada Lorin"}


def test_statements_come_with_their_stances_a_row_for_each_target(taken):
    _, files = taken("statements", outlet="Velria Post")
    table = rows(files["statements_velria-post.csv"])
    results = invented_results()
    mine = results.statements[results.statements["outlet"] == "Velria Post"]
    stances = results.stances[results.stances["statement_id"].isin(mine["statement_id"])]
    without = ~mine["statement_id"].isin(stances["statement_id"])
    assert len(table) == len(stances) + without.sum()
    known = stances.set_index(["statement_id", "target"])["stance"]
    for line in table[table["target"] != ""].itertuples():
        assert float(line.stance) == known[(line.statement_id, line.target)]
    assert (table["target"] == "").sum() == without.sum() == 1
    assert table["filters"].str.contains("Outlets: Velria Post").all()


def test_the_table_of_statements_is_given_as_searched_and_ordered(taken):
    app, files = taken("statements", q="harbour", sort="most critical")
    table = rows(files["table-statements.csv"])
    assert table["statement_id"].tolist() == app.dataframe[0].value["statement_id"].tolist()
    assert set(table["searched"]) == {"harbour"}


def test_no_download_changes_what_the_source_holds():
    view = view_of()
    before = view.source.results.statements.copy(deep=True)
    assert len(csv_bytes(statements_with_stances(view))) > 0
    pd.testing.assert_frame_equal(view.source.results.statements, before)
