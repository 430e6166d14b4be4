"""The accuracy gate tells the truth: when it passes, when it fails, and how a floor can and cannot move."""

import json
import math
from functools import partial

import pytest
from gate_support import ARTICLES, PAIRS, always, failing_on, perfect_extractor, perfect_scorer, write_gold
from hypothesis import given
from hypothesis import strategies as st

from analytics import StanceScore
from evaluation.__main__ import main, measure
from evaluation.floors import FILE, SLACK, Floor, Floors, FloorsError, floor_under, read_floors, write_floors
from evaluation.gold.build import as_jsonl
from evaluation.gold.reading import FILES, FOLDER, STANCES, STATEMENTS

perfect_measure = partial(measure, extract=perfect_extractor, scorers={"stub": perfect_scorer})


@pytest.fixture
def gold(tmp_path):
    write_gold(tmp_path)
    return tmp_path


@pytest.fixture
def floors(gold, tmp_path):
    """A floors file that fits what the perfect extractor and scorer reach."""
    path = tmp_path / "floors.json"
    fitting = {name: floor_under(value) for name, value in perfect_measure(gold).figures.items()}
    write_floors(Floors(dict.fromkeys(FILES, ""), fitting).pinned(gold), path)
    return path


@pytest.fixture
def run(gold, floors):
    """Run the command line on the small gold set: ``run("--gate", figures={...})`` changes some figures."""

    def command(*arguments, figures=None, measure=None):
        def changed(folder):
            measured = perfect_measure(folder)
            measured.figures.update(figures or {})
            return measured

        return main(arguments, measure=measure or changed, path=floors, gold=gold)

    return command


# The gold files


@pytest.mark.parametrize(
    "bad",
    [
        (STANCES, "{", "Expecting property name"),
        (STANCES, "", "Expecting value"),
        (STANCES, "[1]", "a JSON object is needed"),
        (STANCES, json.dumps(PAIRS[0] | {"stance": 2}), "2 is missing or not one of those known"),
        (STANCES, json.dumps(PAIRS[0] | {"target": [13, 99]}), "target"),
        (STANCES, json.dumps({"id": "4", "text": "No target."}), "'target' is missing"),
        (STATEMENTS, json.dumps({"id": "x", "text": "T"}), "'title' is missing"),
        (STATEMENTS, json.dumps(ARTICLES[0] | {"published": "May"}), "Invalid isoformat"),
    ],
)
def test_a_malformed_gold_line_fails_with_its_file_and_number(run, gold, capsys, bad):
    name, line, why = bad
    text = (gold / name).read_text(encoding="utf-8").splitlines()
    (gold / name).write_text("\n".join([text[0], line, *text[1:]]) + "\n", encoding="utf-8")
    assert run("--pin") == 0
    assert run("--gate") == 1
    said = capsys.readouterr().err
    assert f"{gold / name}, line 2: " in said
    assert why in said


def test_a_changed_gold_file_fails_and_says_what_to_do_before_anything_is_measured(run, gold, floors, capsys):
    (gold / STANCES).write_text(as_jsonl(iter(PAIRS[:2])), encoding="utf-8")
    before = floors.read_bytes()
    for arguments in (["--gate"], ["--raise"], ["--lower", "stance stub/macro-F1", "--reason", "fewer pairs"]):
        assert run(*arguments, measure=lambda _: pytest.fail("measured")) == 1
        said = capsys.readouterr().err
        assert f"{gold / STANCES} is not the file on which the floors were measured" in said
        assert "restore it" in said
        assert "--pin" in said
    assert floors.read_bytes() == before


def test_a_missing_gold_file_fails(run, gold, capsys):
    (gold / STANCES).unlink()
    assert run("--gate") == 1
    assert f"{gold / STANCES} is not the file" in capsys.readouterr().err


def test_figures_on_a_changed_gold_file_are_printed_with_a_warning(run, gold, capsys):
    (gold / STANCES).write_text(as_jsonl(iter(reversed(PAIRS))), encoding="utf-8")
    assert run() == 0
    said = capsys.readouterr().out
    assert f"{gold / STANCES} is not the file on which the floors were measured" in said
    assert "statements/found         1.000" in said


def test_a_change_of_the_gold_files_that_is_meant_is_pinned_and_floors_stay(run, gold, floors):
    (gold / STANCES).write_text(as_jsonl(iter(reversed(PAIRS))), encoding="utf-8")
    before = read_floors(floors)
    assert run("--pin") == 0
    assert read_floors(floors).floors == before.floors
    assert read_floors(floors).gold != before.gold
    assert run("--gate") == 0


# Floors and figures


def test_the_gate_passes_where_every_figure_keeps_its_floor(run, capsys):
    assert run("--gate") == 0
    assert "statements/found         1.000  floor 0.99" in capsys.readouterr().out


def test_a_figure_may_differ_a_little_as_processors_do(gold):
    kept = Floors({}, {"found": floor_under(0.9)})
    assert [kept.complaints({"found": value}) for value in (0.8901, 0.9, 0.9099)] == [[], [], []]


@pytest.mark.parametrize(
    ("value", "why"),
    [(0.9899, "is below its floor, 0.99"), (0.0, "is below its floor"), (math.nan, "is not a number")],
)
def test_a_figure_that_fell_or_is_no_number_fails_the_gate_alone(run, capsys, value, why):
    assert run("--gate", figures={"statements/found": value}) == 1
    assert f"statements/found: {why}" in capsys.readouterr().out.replace(f"{value:.4f} ", "")
    assert run(figures={"statements/found": value}) == 0


def test_a_scorer_that_gives_no_numbers_fails(run, gold, capsys):
    nothing = always(StanceScore(math.nan, math.nan, math.nan))
    assert run("--gate", measure=partial(measure, extract=perfect_extractor, scorers={"stub": nothing})) == 1
    assert "stance stub/calibration: is not a number" in capsys.readouterr().out


def test_crashes_are_told_and_fail_the_gate_by_what_they_cost(run, gold, capsys):
    extract = failing_on("fog", perfect_extractor, text=lambda article: article.text)
    assert run("--gate", measure=partial(measure, extract=extract, scorers={"stub": perfect_scorer})) == 1
    said = capsys.readouterr().out
    assert "crashed, counted as missed: statements, article fog: RuntimeError: no idea what fog is" in said
    assert "statements/found: 0.5000 is below its floor" in said


def test_a_floor_that_stands_far_under_its_figure_fails_and_says_to_raise_it(run, floors, capsys):
    stored = read_floors(floors)
    write_floors(Floors(stored.gold, {**stored.floors, "statements/found": floor_under(0.9)}), floors)
    assert run("--gate") == 1
    assert "statements/found: 1.0000 is far above its floor, 0.89; run `python -m evaluation --raise`" in (
        capsys.readouterr().out
    )
    assert run("--raise") == 0
    assert run("--gate") == 0


def test_a_figure_without_a_floor_and_a_floor_without_a_figure_fail(run, floors, capsys):
    assert run("--gate", figures={"statements/new": 0.5}) == 1
    assert "statements/new: has no floor" in capsys.readouterr().out
    stored = read_floors(floors)
    write_floors(Floors(stored.gold, {**stored.floors, "statements/gone": floor_under(0.5)}), floors)
    assert run("--gate") == 1
    assert "statements/gone: has a floor and is not measured" in capsys.readouterr().out


# How floors move


def test_raising_lowers_nothing(run, floors):
    before = read_floors(floors).floors
    assert run("--raise", figures={"statements/found": 0.5}) == 0
    assert read_floors(floors).floors == before


def test_raising_writes_what_was_measured_and_a_floor_a_hundredth_under_it(run, floors):
    assert run("--raise", figures={"statements/new": 0.87654321}) == 0
    assert read_floors(floors).floors["statements/new"] == Floor(floor=0.8665, measured=0.8765)


@pytest.mark.parametrize("option", [["--raise"], ["--lower", "statements/found", "--reason", "why not"]])
def test_no_floor_is_set_on_what_is_no_number(run, floors, capsys, option):
    before = floors.read_bytes()
    assert run(*option, figures={"statements/found": math.nan}) == 1
    assert "not a number: statements/found" in capsys.readouterr().err
    assert floors.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--lower", "statements/found"], "give it with --reason"),
        (["--lower", "statements/found", "--reason", "  "], "give it with --reason"),
        (["--lower", "statements/lost", "--reason", "gone"], "there is no floor 'statements/lost'"),
        (["--lower", "statements/kind", "--reason", "why not"], "needs no lowering"),
    ],
)
def test_a_floor_is_not_lowered_without_a_reason_nor_without_need(run, floors, capsys, arguments, why):
    before = floors.read_bytes()
    assert run(*arguments, figures={"statements/found": 0.7}) == 1
    assert why in capsys.readouterr().err
    assert floors.read_bytes() == before


def test_a_floor_is_lowered_by_its_name_with_the_reason_beside_it_and_no_other_moves(run, floors):
    before = read_floors(floors).floors
    fallen = {"statements/found": 0.7, "statements/kind": 0.6}
    assert run("--lower", "statements/found", "--reason", "guillemets are left out", figures=fallen) == 0
    lowered = Floor(floor=0.69, measured=0.7, lowered="guillemets are left out")
    assert read_floors(floors).floors == {**before, "statements/found": lowered}
    assert '"lowered": "guillemets are left out"' in floors.read_text(encoding="utf-8")


def test_a_floor_that_is_raised_again_loses_the_reason_for_which_it_was_low(run, floors):
    run("--lower", "statements/found", "--reason", "guillemets are left out", figures={"statements/found": 0.7})
    assert run("--raise") == 0
    assert read_floors(floors).floors["statements/found"] == floor_under(1.0)


@pytest.mark.parametrize("arguments", [["--raise", "--lower", "statements/found"], ["--raise", "--reason", "why not"]])
def test_options_that_do_not_go_together_are_wrong_usage(run, floors, arguments):
    before = floors.read_bytes()
    with pytest.raises(SystemExit) as ended:
        run(*arguments)
    assert ended.value.code == 2
    assert floors.read_bytes() == before


@pytest.mark.parametrize(
    "floor",
    [
        {"floor": 0.8, "measured": 0.9},
        {"floor": 0.95, "measured": 0.9},
        {"floor": math.nan, "measured": 0.9},
        {"floor": -0.1, "measured": 0.0},
        {"floor": "0.9", "measured": 0.9},
        {"floor": 0.9},
        0.9,
    ],
)
def test_a_floor_that_was_edited_by_hand_to_less_or_to_nonsense_is_refused(run, floors, capsys, floor):
    stored = json.loads(floors.read_text(encoding="utf-8"))
    stored["floors"]["statements/found"] = floor
    floors.write_text(json.dumps(stored), encoding="utf-8")
    assert run("--gate") == 1
    assert f"{floors} is malformed" in capsys.readouterr().err


@given(st.floats(0, 1))
def test_a_floor_stands_no_more_than_a_hundredth_under_its_figure(measured):
    floor = floor_under(measured)
    assert max(0.0, measured - SLACK - 1.01e-4) <= floor.floor <= max(0.0, measured - SLACK) + 1e-9
    assert Floors({}, {"found": floor}).complaints({"found": measured}) == []


def test_what_is_written_is_read_again(floors):
    before = floors.read_bytes()
    write_floors(read_floors(floors), floors)
    assert floors.read_bytes() == before


# The project's own floors


def test_the_gold_files_are_those_on_which_the_floors_were_measured():
    assert set(read_floors().gold) == set(FILES)
    assert read_floors().changed(FOLDER) == []


def test_every_floor_stands_at_most_a_hundredth_under_what_was_measured():
    stored = json.loads(FILE.read_text(encoding="utf-8"))["floors"]
    assert stored
    for name, floor in stored.items():
        assert floor["measured"] - floor["floor"] <= 0.01 + 1e-9, name


def test_floors_that_cannot_be_read_are_an_error(tmp_path):
    with pytest.raises(FloorsError, match="malformed"):
        read_floors(tmp_path / "none.json")
