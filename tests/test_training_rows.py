"""Our own training statements: their offsets, who holds the opinion, and that none is near what is measured on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.checklist import checks
from evaluation.gold.reading import gold_stances
from evaluation.rows import MalformedRowError, rows
from training.stance import data, markup, nearness, readings

ROWS = [row for path in data.own_files() for row in rows(path)]


def test_each_row_has_an_id_of_its_own() -> None:
    assert max(Counter(row["id"] for row in ROWS).values()) == 1


def test_every_file_is_read_and_its_rows_carry_its_name() -> None:
    assert sorted(data.OWN_FILES) == sorted(path.stem for path in data.OWN.glob("*.jsonl"))
    for path in data.own_files():
        assert all(re.fullmatch(rf"{path.stem}-\d+-\d", row["id"]) for row in rows(path)), path.name


def test_the_readme_says_of_every_file_how_many_rows_it_holds() -> None:
    card = (data.OWN / "README.md").read_text(encoding="utf-8")
    counted = re.findall(r"^\| `(\w+)` \| ([\d ]+) \|", card, flags=re.MULTILINE)
    assert {name: int(number.replace(" ", "")) for name, number in counted} == {
        path.stem: len(list(rows(path))) for path in data.own_files()
    }


def test_mentions_lie_in_the_passage_and_hold_words() -> None:
    for row in ROWS:
        for start, end in filter(None, (row["target"], row["source"])):
            assert 0 <= start < end <= len(row["text"]), row["id"]
            assert any(character.isalnum() for character in row["text"][start:end]), row["id"]


def test_the_holder_is_in_the_passage_or_named_beside_it_not_both() -> None:
    assert [row["id"] for row in ROWS if bool(row["source"]) == bool(row["speaker"])] == []


def test_every_label_is_common() -> None:
    shares = Counter(row["stance"] for row in ROWS)
    assert shares.keys() == {-1, 0, 1}
    assert min(shares.values()) >= len(ROWS) / 5


def test_no_row_is_near_the_gold_set_or_the_checklist() -> None:
    assert list(nearness.near((row["text"] for row in ROWS), nearness.measured_on())) == []


def test_what_is_measured_on_is_the_gold_set_and_the_checklist() -> None:
    measured = {one.query.text for one in (*gold_stances(), *checks())}
    assert set(nearness.measured_on()) == measured


def test_a_check_with_other_names_is_near() -> None:
    check = next(one.query.text for one in checks() if "Asta Relling blamed Iran" in one.query.text)
    copied = check.replace("Asta Relling", "Jorun Vask").replace("Iran", "Peru")
    others = [row["text"] for row in ROWS[:200]]
    assert [text for text, _ in nearness.near([*others, copied], nearness.measured_on())] == [copied]


def test_a_passage_with_a_few_words_changed_is_near_and_one_of_other_words_is_not() -> None:
    others = [f"The mayor of town {number} opened bridge {number}." for number in range(9)]
    changed = "Velt told the harbour board that the dredger had come too late to matter."
    asked = ["Velt told the harbour board that the dredger had left too late to matter."]
    assert [text for text, _ in nearness.near([*others, changed], asked)] == [changed]


@given(st.lists(st.text("ab ", min_size=1), min_size=1, max_size=6))
def test_nearness_is_between_nought_and_one(texts: list[str]) -> None:
    found = nearness.vectors(texts)
    for one in found.values():
        for other in found.values():
            assert -1e-9 <= nearness.cosine(one, other) <= 1 + 1e-9


def test_every_tenth_text_is_held_out_and_no_text_is_in_both_parts() -> None:
    learnt, held = ({e.query.text for e in part(data.own())} for part in (data.learnt, data.held_out))
    assert not learnt & held
    assert 0.07 < len(held) / len(learnt | held) < 0.13


def test_a_marked_line_gives_a_row_for_each_target(tmp_path: Path) -> None:
    lines = tmp_path / "lines.txt"
    lines.write_text("blame||[[@Mara Velt]] said [[-the port]] had failed [[0the town]].\n", encoding="utf-8")
    first, second = markup.convert(lines)
    assert (first["id"], second["id"]) == ("lines-1-0", "lines-1-1")
    assert [row["text"][slice(*row["target"])] for row in (first, second)] == ["the port", "the town"]
    assert [row["stance"] for row in (first, second)] == [-1, 0]
    assert first["text"] == "Mara Velt said the port had failed the town."


@pytest.mark.parametrize(
    "line",
    [
        "blame|Velt|Nobody is marked.",
        "blame||[[-The port]] failed.",
        "blame|Velt|[[@She]] said [[-the port]] failed.",
        "blame||[[@Velt]] and [[@Quist]] said [[-the port]] failed.",
    ],
)
def test_a_line_without_a_target_or_with_no_or_two_holders_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="one holder or speaker"):
        list(markup.parse(line))


def test_a_training_row_has_one_label() -> None:
    with pytest.raises(ValueError, match="a target needs one label"):
        list(markup.parse("blame|Velt|The captain named [[-0the port]]."))


PAIR = dict.fromkeys(readings.FIELDS, "") | {"id": "p1", "window": [3, 9]}


def test_readings_of_one_pair_are_averaged_and_kept_without_its_text(tmp_path):
    for name, line in (("one", "p1 80 20 0"), ("other", "p1 60 40 0 d")):
        (tmp_path / name).write_text(line, encoding="utf-8")
    said = [reading for name in ("one", "other") for _, reading in readings.readings(tmp_path / name)]
    (row,) = readings.labelled([PAIR | {"text": "secret"}], {"p1": said})
    assert (row["p"], row["stance"], row["readers"], row["doubtful"]) == ([0.7, 0.3, 0.0], -1, 2, True)
    assert "text" not in row


@pytest.mark.parametrize("line", ["p1 80 20", "p1 80 20 40", "p1 a b c", "p1 50 50 0 x"])
def test_a_line_that_is_no_reading_is_an_error(tmp_path, line):
    (tmp_path / "labels").write_text(line, encoding="utf-8")
    with pytest.raises(MalformedRowError):
        list(readings.readings(tmp_path / "labels"))
