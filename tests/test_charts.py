"""Figures: what is drawn, in which order, and what is never drawn."""

import pandas as pd
import plotly.graph_objects as go
import pytest
from app_support import LONG_NAME, invented_results
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics import charts
from analytics.analysis.groups import aggregate_by
from analytics.charts import style


def summary(by="speaker"):
    results = invented_results()
    return aggregate_by(results.statements, results.stances, by=(by,))


def toward(target, by="speaker"):
    table = summary(by)
    return table[table["target"] == target]


def marks(figure):
    """The traces that stand for statements, as opposed to the lines along the rows."""
    return [trace for trace in figure.data if trace.customdata is not None]


def intervals(table, minimum=3):
    return charts.interval_chart(table, by="speaker", minimum=minimum, title="toward CSTO")


def words(figure):
    return " ".join(note.text for note in figure.layout.annotations)


def test_ranked_rows_go_from_critical_to_favourable_and_too_few_stand_at_the_bottom():
    ranked, few = charts.order(toward("CSTO"), by="speaker", minimum=3)
    assert ranked == ["Ada Lorin", "Bram Tesk"]
    assert few == ["Cato Ruel"]
    dots = marks(intervals(toward("CSTO")))
    assert max(dots[0].y) < min(dots[1].y)


def test_dots_stand_at_the_mean_with_the_interval_of_the_table():
    table = toward("CSTO").set_index("speaker")
    (ranked, few) = marks(intervals(toward("CSTO")))
    for place, (speaker, target) in enumerate(ranked.customdata):
        line = table.loc[speaker]
        assert target == "CSTO"
        assert ranked.x[place] == line["mean_stance"]
        assert ranked.x[place] + ranked.error_x.array[place] == pytest.approx(line["ci_high"])
        assert ranked.x[place] - ranked.error_x.arrayminus[place] == pytest.approx(line["ci_low"])
    assert few.error_x.array == (0,), "one article has no interval, and none is drawn"


def test_many_statements_of_one_article_are_not_ranked_and_have_no_colour():
    table = toward("CSTO")
    table.loc[table["speaker"] == "Ada Lorin", ["n_statements", "n_articles", "ci_low", "ci_high"]] = [
        14,
        1,
        None,
        None,
    ]
    assert charts.order(table, by="speaker", minimum=3) == (["Bram Tesk"], ["Ada Lorin", "Cato Ruel"])
    figure = intervals(table)
    hollow = next(trace for trace in marks(figure) if ["Ada Lorin", "CSTO"] in list(trace.customdata))
    assert hollow.marker.color == style.CLEAR
    assert "Ada Lorin <b>14 in 1 article</b>" in words(figure)
    assert "<b>14 in 1 article</b>" not in " ".join(hollow.hovertext)
    assert "14 statements in 1 article<br>" in hollow.hovertext[0]
    squares = charts.matrix_chart(table, targets={"CSTO": "the CSTO"}, minimum=3)
    assert [pair[0] for pair in marks(squares)[0].customdata] == ["Bram Tesk"]
    assert "14 in 1<br>article" in words(squares)
    parts = marks(charts.composition_chart(table, by="speaker", minimum=3, title=""))
    assert {part.marker.color for part in parts if ["Ada Lorin", "CSTO"] in list(part.customdata)} == {style.CLEAR}


def test_too_few_statements_have_an_outline_and_no_colour_of_the_scale():
    ranked, few = marks(intervals(toward("CSTO")))
    assert few.marker.color == style.CLEAR
    assert few.marker.line.color == style.LINE
    assert ranked.marker.cmin == -1
    assert ranked.marker.cmax == 1


@pytest.mark.parametrize("draw", [charts.interval_chart, charts.composition_chart])
def test_both_ends_are_named_and_n_stands_in_each_label(draw):
    said = words(draw(toward("CSTO"), by="speaker", minimum=3, title="toward CSTO"))
    for expected in (
        "critical",
        "favourable",
        "Ada Lorin <b>3 in 3 articles</b>",
        "Cato Ruel <b>1 in 1 article</b>",
        "too few to tell",
    ):
        assert expected in said


def test_the_scale_is_fixed_whatever_the_values():
    figure = intervals(toward("Azerbaijan"), minimum=1)
    assert list(figure.layout.xaxis.range) == [-1.08, 1.08]


def test_composition_puts_critical_left_favourable_right_and_neutral_in_its_own_column():
    table = toward("EU").set_index("speaker")
    figure = charts.composition_chart(toward("EU"), by="speaker", minimum=1, title="toward EU")
    critical, favourable, neutral = marks(figure)[:3]
    assert len(critical.x) == 3
    assert (critical.xaxis, favourable.xaxis, neutral.xaxis) == ("x", "x", "x2")
    for place, (speaker, _) in enumerate(critical.customdata):
        assert critical.x[place] == -table.loc[speaker, "share_critical"]
        assert favourable.x[place] == table.loc[speaker, "share_favourable"]
        assert neutral.x[place] == table.loc[speaker, "share_neutral"]


def test_matrix_has_a_square_for_each_pair_with_statements_and_none_for_the_others():
    table = summary()
    targets = {"CSTO": "the CSTO", "EU": "the EU", "Azerbaijan": "Azerbaijan"}
    figure = charts.matrix_chart(table, targets=targets, minimum=3)
    drawn = {tuple(pair) for trace in marks(figure) for pair in trace.customdata}
    assert drawn == set(zip(table["speaker"], table["target"], strict=True))
    assert (LONG_NAME, "CSTO") not in drawn
    assert {trace.marker.symbol for trace in marks(figure)} == {"square"}
    assert marks(figure)[0].text[0] == "−0.80<br>3 in 3<br>articles"


def test_a_name_that_looks_like_markup_is_shown_as_it_is():
    table = toward("EU").replace({"Ada Lorin": '<a href="x">Ada</a> & Co'})
    figure = charts.interval_chart(table, by="speaker", minimum=1, title="<b>toward</b>")
    assert '&lt;a href="x"&gt;Ada&lt;/a&gt; &amp; Co' in words(figure)
    assert figure.layout.title.text == "&lt;b&gt;toward&lt;/b&gt;"
    assert not any("<a " in said for trace in marks(figure) for said in trace.hovertext)


def test_a_long_name_is_cut_in_the_label_and_whole_in_the_hover():
    figure = intervals(toward("EU"))
    assert LONG_NAME not in words(figure)
    assert any(LONG_NAME in said for trace in marks(figure) for said in trace.hovertext)


def test_description_says_who_stands_at_either_end_and_how_many_are_too_few():
    said = charts.describe(toward("CSTO"), by="speaker", minimum=3, toward="the CSTO")
    assert "Most critical: Ada Lorin (−0.80, 3 statements in 3 articles)" in said
    assert "most favourable: Bram Tesk (+0.80, 3 statements in 3 articles)" in said
    assert "Of 1 there are too few to tell." in said


@pytest.mark.parametrize("rows", [0, 1])
def test_none_or_one_row_makes_a_figure(rows):
    table = toward("CSTO").head(rows)
    for draw in (charts.interval_chart, charts.composition_chart):
        figure = draw(table, by="speaker", minimum=3, title="toward CSTO")
        assert isinstance(figure, go.Figure)
        assert sum(len(trace.y) for trace in marks(figure) if trace.type == "scatter") <= rows


def test_outlets_are_rows_in_the_same_way():
    figure = charts.interval_chart(toward("CSTO", "outlet"), by="outlet", minimum=3, title="toward CSTO")
    assert {pair[0] for trace in marks(figure) for pair in trace.customdata} == {"Velria Post", "Lantern", "unknown"}


@pytest.mark.parametrize(("value", "shown"), [(0.5, "+0.50"), (-0.5, "−0.50"), (-0.001, "0.00"), (float("nan"), "–")])
def test_stances_are_written_with_their_sign(value, shown):
    assert charts.signed(value) == shown


@given(st.floats(-1, 1))
def test_what_is_printed_in_a_square_has_a_contrast_of_4_5(mean):
    left = min(int((mean + 1) * 2), 3)
    share = (mean + 1) * 2 - left
    pair = [[int(charts.PALETTE[place][at : at + 2], 16) for at in (1, 3, 5)] for place in (left, left + 1)]
    ground = style._luminance([a + (b - a) * share for a, b in zip(*pair, strict=True)])
    ink = {"#000000": 0.0, "#ffffff": 1.0}[style.ink(mean)]
    assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


@settings(max_examples=30, deadline=None)  # plotly takes its time over a figure
@given(st.text(max_size=80))
def test_no_name_can_bring_markup_into_a_label(name):
    table = toward("CSTO").head(1).assign(speaker=name)
    label = intervals(table, minimum=1).layout.annotations[2].text
    assert label.count("<") == 2, "only the bold n"


def test_drawing_changes_no_table():
    table = summary()
    before = table.copy(deep=True)
    charts.matrix_chart(table, targets={"CSTO": "", "EU": "", "Azerbaijan": ""}, minimum=3)
    intervals(table[table["target"] == "EU"])
    pd.testing.assert_frame_equal(table, before)
