"""Figures of comparisons and of voices: shapes, intervals, names at the ends, greys."""

import math

import pandas as pd
import pytest
from app_support import LONG_NAME, invented_results
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.analysis.comparison import compare, same_speaker
from analytics.analysis.groups import observations
from analytics.analysis.voices import voices
from analytics.charts import PALETTE, style
from analytics.charts.compare import SHAPES, describe_differences, difference_chart, pair_chart, side
from analytics.charts.voices import NAMED, describe_voices, voices_chart

TARGETS = {"CSTO": "the CSTO", "EU": "the EU", "Azerbaijan": "Azerbaijan"}
HOSTILE = '<a href="x">Ada</a> & *Co*'


def rows():
    results = invented_results()
    return observations(results.statements, results.stances)


def compared():
    found = rows()
    return compare(found[found["speaker"] == "Ada Lorin"], found[found["speaker"] == "Bram Tesk"])


def pair(table=None, names=("Ada Lorin", "Bram Tesk"), minimum=3):
    return pair_chart(compared() if table is None else table, names=names, targets=TARGETS, minimum=minimum)


def heard(target="EU"):
    found = rows()
    return voices(invented_results().statements, found[found["target"] == target])


def differences(minimum=1):
    found = rows()
    return same_speaker(found[found["target"] == "CSTO"], minimum=minimum)


def bars(figure):
    """The pieces of each outlet's bar, out of the one trace that has them all."""
    found = {}
    for trace in marks(figure):
        shapes = trace.marker.pattern.shape
        for place, (outlet, speaker) in enumerate(trace.customdata):
            piece = {"speaker": speaker, "start": trace.base[place], "share": trace.x[place], "text": trace.text[place]}
            piece |= {"hover": trace.hovertext[place], "shape": shapes[place], "colour": trace.marker.color[place]}
            found.setdefault(outlet, []).append(piece)
    return found


def marks(figure):
    return [trace for trace in figure.data if trace.customdata is not None]


def words(figure):
    return " ".join(note.text for note in figure.layout.annotations)


def test_the_sides_are_told_apart_by_shape_and_the_shapes_are_explained():
    figure = pair()
    shapes = {
        name: {t.marker.symbol for t in marks(figure) if t.customdata[0][0] == name}
        for name in ("Ada Lorin", "Bram Tesk")
    }
    assert shapes == {"Ada Lorin": {"circle"}, "Bram Tesk": {"diamond"}}
    for (_, sign), name in zip(SHAPES, ("Ada Lorin", "Bram Tesk"), strict=True):
        assert f"{sign} {name}" in words(figure)


def test_each_mark_stands_at_its_mean_with_its_interval_and_n_in_the_label():
    table = compared().set_index("target")
    for trace in marks(pair()):
        which = "a" if trace.marker.symbol == "circle" else "b"
        for place, (_, target) in enumerate(trace.customdata):
            line = table.loc[target]
            assert trace.x[place] == line[f"mean_stance_{which}"]
            high = line[f"ci_high_{which}"]
            assert trace.x[place] + trace.error_x.array[place] == pytest.approx(
                trace.x[place] if math.isnan(high) else high
            )
    assert "toward CSTO</b>  ● 3 in 3 articles  ◆ 3 in 3 articles" in words(pair())


def test_the_scale_is_fixed_and_both_of_its_ends_are_named():
    figure = pair()
    assert list(figure.layout.xaxis.range) == [-1.08, 1.08]
    assert "critical" in words(figure)
    assert "favourable" in words(figure)


def test_a_side_of_too_few_is_an_outline_and_one_without_statements_is_blank():
    figure = pair()
    few = [tuple(pair_) for trace in marks(figure) if trace.marker.color == style.CLEAR for pair_ in trace.customdata]
    assert sorted(few) == [("Ada Lorin", "EU"), ("Bram Tesk", "Azerbaijan"), ("Bram Tesk", "EU")]
    drawn = {tuple(pair_) for trace in marks(figure) for pair_ in trace.customdata}
    assert ("Ada Lorin", "Azerbaijan") not in drawn
    assert "● 0 in 0 articles" in words(figure)


def test_a_side_is_a_table_of_aggregates_that_other_charts_draw():
    table = side(compared(), "b", "Bram Tesk")
    assert table["target"].tolist() == ["Azerbaijan", "CSTO", "EU"]
    assert set(table["speaker"]) == {"Bram Tesk"}
    assert side(compared(), "a", "Ada Lorin")["target"].tolist() == ["CSTO", "EU"]


def test_a_difference_stands_on_a_scale_twice_as_wide_with_the_outlets_at_its_ends():
    figure = difference_chart(differences(), minimum=1)
    assert list(figure.layout.xaxis.range) == [-2.16, 2.16]
    (dots,) = marks(figure)
    assert list(dots.x) == differences()["difference"].tolist()
    right = [note.text for note in figure.layout.annotations if note.xanchor == "right"]
    left = [note.text for note in figure.layout.annotations if note.xanchor == "left"]
    assert right[1:] == ["Velria Post<br>2 in 2 articles", "Velria Post<br>1 in 1 article"], (
        "the mean of a minus that of b: a is on the right"
    )
    assert "Lantern<br>2 in 2 articles" in left


def test_a_difference_of_too_few_statements_is_an_outline_below_a_heading():
    figure = difference_chart(differences(), minimum=2)
    assert [trace.marker.color for trace in marks(figure)] == [style.CLEAR]
    assert "too few to tell: under 2 statements, or 1 article, on a side" in words(figure)


def test_no_difference_at_all_is_a_figure_without_marks():
    assert not marks(difference_chart(differences(minimum=99), minimum=99))


def test_a_description_of_differences_claims_none_whose_interval_holds_zero():
    assert "too few to tell, or the intervals hold zero" in describe_differences(
        differences(), toward="the CSTO", minimum=1
    )
    clear = differences().assign(n_articles_a=2, n_articles_b=2, ci_low=0.1, ci_high=0.4, difference=0.2)
    assert "Bram Tesk +0.20 in Velria Post against Lantern" in describe_differences(clear, toward="CSTO", minimum=1)
    one = clear.assign(n_articles_b=1)
    assert "Bram Tesk" not in describe_differences(one, toward="CSTO", minimum=1), (
        "one article has no interval to claim on"
    )


def test_voices_fill_each_outlets_bar_from_0_to_1():
    drawn = bars(voices_chart(heard(), toward="the EU", minimum=3))
    assert set(drawn) == {"Lantern", "Velria Post", "unknown"}
    for pieces in drawn.values():
        ends = [piece["start"] + piece["share"] for piece in pieces]
        assert [piece["start"] for piece in pieces] == pytest.approx([0, *ends[:-1]])
        assert ends[-1] == pytest.approx(1)


def test_voices_wear_no_colour_of_a_stance_and_those_of_few_statements_none():
    drawn = bars(voices_chart(heard(), toward="the EU", minimum=3))
    used = {piece["colour"] for pieces in drawn.values() for piece in pieces}
    assert used.isdisjoint(PALETTE)
    assert all(colour.startswith("rgba(127,127,127") or colour == style.CLEAR for colour in used)
    assert [piece["colour"] for piece in drawn["unknown"]] == [style.CLEAR]


def test_n_stands_at_each_outlet_and_few_are_said_to_be_few():
    said = words(voices_chart(heard(), toward="the EU", minimum=3))
    assert "Lantern <b>n 8</b>" in said
    assert "unknown <b>n 1</b> <i>fewer than 3</i>" in said


def test_the_unresolved_are_hatched_and_come_last():
    post = bars(voices_chart(heard(), toward="the EU", minimum=3))["Velria Post"]
    assert [piece["shape"] for piece in post] == ["", "", "", "/"]
    assert (post[-1]["speaker"], post[-1]["text"], post[-1]["colour"]) == ("", "unresolved", style.CLEAR)


def test_the_sides_of_a_speaker_stand_in_the_hover():
    first = bars(voices_chart(heard(), toward="the EU", minimum=3))["Velria Post"][0]
    assert "toward the EU: 0 critical, 0 neutral, 2 favourable" in first["hover"]
    assert "4 of 8 statements (50%)" in first["hover"]


def test_many_speakers_of_an_outlet_stand_together_as_others():
    one = heard().head(1)
    many = pd.concat([one.assign(speaker=f"Speaker {at}", n=1, share=0.1) for at in range(10)], ignore_index=True)
    pieces = bars(voices_chart(many, toward="the EU", minimum=3))["Lantern"]
    assert len(pieces) == NAMED + 1
    assert (pieces[-1]["text"], pieces[-1]["speaker"]) == ("6 others", None)
    assert pieces[-1]["share"] == pytest.approx(0.6)


def test_a_description_of_voices_says_whose_most_are():
    assert "Velria Post: 8 statements, most from Ada Lorin (50%)" in describe_voices(heard())


def test_no_voices_at_all_are_a_figure():
    assert not marks(voices_chart(heard().head(0), toward="the EU", minimum=3))


def test_names_that_look_like_markup_are_shown_as_they_are():
    renamed = differences().replace({"Ada Lorin": HOSTILE, "Lantern": "<b>Lantern</b>"})
    figures = [
        pair(names=(HOSTILE, "Bram Tesk"), minimum=1),
        difference_chart(renamed, minimum=1),
        voices_chart(
            heard().replace({"Ada Lorin": HOSTILE, "Lantern": "<b>Lantern</b>"}), toward="<i>x</i>", minimum=1
        ),
    ]
    for figure in figures:
        texts = [words(figure), *(text for trace in marks(figure) for text in (*trace.hovertext, *(trace.text or ())))]
        assert not any("<a " in text or "<b>Lantern" in text or "<i>x" in text for text in texts)
        assert any("&lt;a" in text for text in texts)


def test_a_long_name_is_cut_in_a_label_and_whole_in_the_hover():
    figure = difference_chart(differences().replace({"Ada Lorin": LONG_NAME}), minimum=1)
    assert LONG_NAME not in words(figure)
    assert any(LONG_NAME in text for trace in marks(figure) for text in trace.hovertext)


@settings(max_examples=20, deadline=None)  # plotly takes its time over a figure
@given(st.text(max_size=80))
def test_no_speakers_name_can_bring_markup_into_a_bar(name):
    (bar,) = marks(voices_chart(heard().head(1).assign(speaker=name), toward="the EU", minimum=1))
    assert bar.text[0].replace("<br>", "").count("<") == 0


def test_drawing_changes_no_table():
    for table, draw in ((compared(), pair), (heard(), lambda it: voices_chart(it, toward="x", minimum=3))):
        before = table.copy(deep=True)
        draw(table)
        pd.testing.assert_frame_equal(table, before)
