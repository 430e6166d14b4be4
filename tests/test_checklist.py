"""The checklist: how it is read, what its figures say, and that the project's own is as its file says."""

import re
from collections import Counter

import pytest
from gate_support import CHECKLIST, SURE, always, failing_on, perfect_scorer

from evaluation.checklist import check_all, checks, errors, groups, main, measure_checks, report
from evaluation.gold.reading import CHECKS, FOLDER, LABEL_OF
from evaluation.marks import MARK, read_marks
from evaluation.rows import MalformedRowError

OWN = checks()
HEAD = "# verdict\n: A verb takes a side.\n"


@pytest.fixture
def written(tmp_path):
    """Write a checklist and read it."""

    def read(text):
        path = tmp_path / CHECKS
        path.write_text(text, encoding="utf-8")
        return checks(path)

    return read


def by_word(word, label):
    """A scorer that is sure of one label where the text holds a word, else neutral."""
    stances = {name: stance for stance, name in LABEL_OF.items()}
    return lambda queries: [SURE[stances[label] if word in query.text else 0] for query in queries]


# Marks


def test_marks_say_who_holds_the_opinion_and_which_stances_are_right():
    found = read_marks("[[@Velt]] told [[+0Norland]] that [[-the port]] was lost.", speaker="")
    assert found.text == "Velt told Norland that the port was lost."
    assert found.text[slice(*found.source)] == "Velt"
    assert [(found.text[slice(*span)], stances) for span, stances in found.targets] == [
        ("Norland", (1, 0)),
        ("the port", (-1,)),
    ]


@pytest.mark.parametrize("marked", ["[[@+Velt]] left [[0Norland]].", "[[@Velt]] left [[--Norland]]."])
def test_signs_that_say_nothing_are_an_error(marked):
    with pytest.raises(ValueError, match="marks nothing"):
        read_marks(marked, speaker="")


# Reading


def test_each_marked_target_is_a_check_of_its_section(written):
    first, second, third = written(
        f"{HEAD}Velt|[[+Norland]] came, [[-Lorvan]] did not.\n\n|[[@Holm]] left [[0Marsk]].\n"
    )
    assert [one.query.text[slice(*one.query.target)] for one in (first, second, third)] == [
        "Norland",
        "Lorvan",
        "Marsk",
    ]
    assert [one.labels for one in (first, second, third)] == [("favourable",), ("critical",), ("neutral",)]
    assert first.query.speaker == "Velt"
    assert third.query.text[slice(*third.query.source)] == "Holm"
    assert {one.capability for one in (first, second, third)} == {"verdict"}


def test_lines_without_an_empty_line_between_them_are_a_group(written):
    found = written(f"{HEAD}Velt|[[+Norland]] came.\nVelt|[[-Norland]] fled.\n\nVelt|[[0Norland]] voted.\n")
    assert [one.group for one in found] == [3, 3, 6]


def test_a_new_section_begins_a_new_group(written):
    found = written(f"{HEAD}Velt|[[+Norland]] came.\n# journey\n: None.\nVelt|[[-Norland]] fled.\n")
    assert [one.group for one in found] == [3, 6]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Velt|[[+Norland]] came.\n", "line 1: a section needs"),
        ("# verdict\nVelt|[[+Norland]] came.\n", "line 2: a section needs"),
        (f"{HEAD}[[+Norland]] came.\n", "line 3: a line is 'speaker|statement'"),
        (f"{HEAD}|[[+Norland]] came.\n", "line 3: one holder or speaker"),
        (f"{HEAD}Velt|Norland came.\n", "line 3: one holder or speaker"),
    ],
)
def test_a_malformed_line_is_an_error_that_names_it(written, text, why):
    with pytest.raises(MalformedRowError, match=re.escape(why)):
        written(text)


def test_an_empty_checklist_is_an_error(written):
    with pytest.raises(ValueError, match="nothing to measure on"):
        written(HEAD)


def test_a_statement_that_stands_there_twice_is_an_error(written):
    with pytest.raises(ValueError, match="twice"):
        written(f"{HEAD}Velt|[[+Norland]] came.\n\nVelt|[[-Norland]] came.\n")


# Figures


def test_who_knows_every_label_is_right_everywhere(written):
    found = written(CHECKLIST)
    assert measure_checks(found, perfect_scorer).figures == {"right": 1.0}
    assert groups(check_all(found, perfect_scorer)[0]) == [True]


def test_a_check_is_right_with_either_of_its_labels_and_wrong_with_the_third(written):
    found = written(f"{HEAD}Velt|[[+0Norland]] came.\n")
    rights = {stance: measure_checks(found, always(score)).figures["right"] for stance, score in SURE.items()}
    assert rights == {1: 1.0, 0: 1.0, -1: 0.0}


def test_a_group_is_right_only_where_all_of_it_is(written):
    found = written(f"{HEAD}Velt|[[+Norland]] came.\nVelt|[[-Norland]] fled.\n\nVelt|[[0Norland]] voted.\n")
    done, _ = check_all(found, by_word("came", "favourable"))
    assert [one.right for one in done] == [True, False, True]
    assert groups(done) == [False]


def test_two_targets_of_one_line_are_no_group(written):
    done, _ = check_all(written(f"{HEAD}Velt|[[0Norland]] met [[0Lorvan]].\n"), always(SURE[0]))
    assert groups(done) == []


def test_a_check_on_which_the_scorer_crashes_is_wrong_and_is_reported(written):
    scorer = failing_on("thanked", perfect_scorer, text=lambda queries: queries[0].text)
    measured = measure_checks(written(CHECKLIST), scorer)
    assert measured.figures["right"] == pytest.approx(2 / 3)
    assert measured.crashes == ("pair in line 3: RuntimeError: no idea what thanked is",)


def test_the_report_has_a_line_for_each_capability_and_one_over_all(written):
    done, _ = check_all(written(CHECKLIST), always(SURE[0]))
    _, *lines = [re.split(r"\s{2,}", line) for line in report(done)]
    assert lines == [
        ["verdict", "2", "0.000", "1", "0.000"],
        ["journey", "1", "1.000", "0", "-"],
        ["all", "3", "0.333", "1", "0.000"],
    ]


def test_an_error_shows_the_line_the_label_and_the_target(written):
    done, _ = check_all(written(CHECKLIST), always(SURE[0]))
    assert list(errors(done)) == [
        "3, verdict: neutral, not favourable: Holm thanked ⟦Norland⟧.",
        "4, verdict: neutral, not critical: Holm left ⟦Norland⟧.",
    ]


def test_the_command_prints_the_errors_only_where_asked(capsys):
    main([], load=lambda name: always(SURE[0]))
    short = capsys.readouterr().out
    main(["--scorer", "vader", "--errors"], load=lambda name: always(SURE[0]))
    assert capsys.readouterr().out.startswith(short)
    assert short.splitlines()[-1].startswith("all ")


# The project's own checklist


def test_every_capability_has_enough_checks_and_takes_no_side_by_itself():
    count = Counter(one.capability for one in OWN)
    assert len(count) >= 30
    assert set(count.values()) <= set(range(10, 16))
    labels = Counter(one.labels for one in OWN)
    assert max(labels.values()) < len(OWN) / 2


def test_every_name_of_a_section_is_given_once():
    names = re.findall(r"^# (.+)", (FOLDER / CHECKS).read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert len(set(names)) == len(names)


def test_the_lines_of_a_group_are_alike():
    by_group = {}
    for line, text in enumerate((FOLDER / CHECKS).read_text(encoding="utf-8").splitlines(), 1):
        group = next((one.group for one in OWN if one.line == line), None)
        if group:
            by_group.setdefault(group, []).append(set(re.findall(r"\w+", MARK.sub(r"\2", text).casefold())))
    for number, lines in by_group.items():
        for words in lines[1:]:
            assert len(words & lines[0]) / min(len(words), len(lines[0])) >= 0.3, number
