"""The measure of who said it: what counts as found, right, rightly open and false, and what is printed."""

import gzip
import hashlib
import json
from dataclasses import replace

import pytest

from analytics import Statement
from evaluation.metrics import equal_mass, equal_mass_error
from evaluation.real import errors, main, measure, real_articles
from evaluation.rows import MalformedRowError

TEXT = (
    "Petra Holm said the fog was ours. “It will lift,” she added. Critics called it thick. "
    "The Norland Ice Office warned that the bay would freeze. The ferry sailed at noon."
)


def marked(words, speaker, *also, source="name", kind="indirect", **more):
    content = [[TEXT.index(words), TEXT.index(words) + len(words)]]
    return {"content": content, "kind": kind, "speaker": speaker, "also": list(also), "source": source} | more


GOLD = [
    marked("the fog was ours", "Petra Holm"),
    marked("“It will lift,”", "Petra Holm", source="pronoun", kind="direct"),
    marked("it thick", "", source="role"),
    marked("that the bay would freeze", "Norland Ice Office", "Ice Office", "", source="institution"),
]


@pytest.fixture
def corpora(tmp_path):
    """A corpus of one article, and its gold line."""
    (tmp_path / "ours").mkdir()
    line = json.dumps({"article": "fog", "text": TEXT})
    (tmp_path / "ours" / "articles.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    write_gold(tmp_path, GOLD)
    return tmp_path


def write_gold(folder, statements, text=TEXT, **more):
    digest = hashlib.sha256(text.encode()).hexdigest()
    row = {"corpus": "ours/articles", "article": "fog", "sha256": digest, "statements": statements} | more
    (folder / "real.jsonl").write_text(json.dumps(row), encoding="utf-8")


def said(words, speaker, confidence=0.9):
    start = TEXT.index(words)
    return Statement(((start, start + len(words)),), None, None, speaker, "indirect", 1.0, "named", confidence)


RIGHT = [
    said("the fog was ours", "Petra Holm"),
    said("“It will lift,”", "Petra Holm"),
    said("it thick", ""),
    said("that the bay would freeze", "the Norland Ice Office"),
]


def counts(corpora, found):
    return measured(corpora, found).counts()


def measured(corpora, found):
    return measure(real_articles(corpora, corpora / "real.jsonl"), lambda _: found)


def named(found, number, speaker):
    """What was found, with another speaker for one of it."""
    return [replace(one, speaker=speaker) if at == number else one for at, one in enumerate(found)]


def test_all_found_and_rightly_named_is_one_in_every_share(corpora):
    assert counts(corpora, RIGHT) == {
        "found": (4, 4),
        "right": (3, 3),
        "rightly open": (1, 1),
        "wrong names": (0, 3),
        "false": (0, 4),
    }


def test_nothing_found_is_all_missed(corpora):
    found = counts(corpora, [])
    assert found["found"] == (0, 4)
    assert found["false"] == (0, 0)


@pytest.mark.parametrize(
    ("speaker", "right", "wrong"),
    [
        ("Petra M. Holm", 3, 0),
        ("Holm", 2, 1),
        ("Mara Velt", 2, 1),
        ("Captain Petra Holm", 2, 1),
        ("", 2, 0),
    ],
)
def test_a_name_is_right_whole_and_without_a_title_and_open_is_not_wrong(corpora, speaker, right, wrong):
    found = counts(corpora, named(RIGHT, 0, speaker))
    assert found["right"] == (right, 3)
    assert found["wrong names"][0] == wrong


def test_an_institution_goes_by_every_accepted_name_or_stays_open_where_it_may(corpora):
    for speaker in ("Ice Office", "Norland Ice Office", ""):
        assert counts(corpora, named(RIGHT, 3, speaker))["right"] == (3, 3)
    assert counts(corpora, named(RIGHT, 3, "Norland"))["right"] == (2, 3)


def test_a_name_for_what_nobody_can_be_named_for_is_wrong(corpora):
    found = counts(corpora, named(RIGHT, 2, "Petra Holm"))
    assert found["rightly open"] == (0, 1)
    assert found["wrong names"] == (1, 4)


def test_half_of_a_content_is_found_and_less_is_not(corpora):
    half = [said("the fog ", "Petra Holm"), *RIGHT[1:]]
    assert counts(corpora, half)["found"] == (4, 4)
    assert counts(corpora, [said("the fog", "Petra Holm"), *RIGHT[1:]])["found"] == (3, 4)


def test_of_two_that_cover_a_content_the_closer_one_is_judged(corpora):
    wide = said("Petra Holm said the fog was ours", "Mara Velt")
    assert counts(corpora, [wide, *RIGHT])["right"] == (3, 3)


def test_what_matches_nothing_is_false_and_a_piece_of_a_gold_content_is_not(corpora):
    assert counts(corpora, [*RIGHT, said("The ferry sailed at noon", "")])["false"] == (1, 5)
    assert counts(corpora, [*RIGHT, said("bay", "")])["false"] == (0, 5)


def test_an_optional_statement_counts_where_it_is_found_and_is_never_missed(corpora):
    write_gold(corpora, [*GOLD[:3], GOLD[3] | {"optional": True}])
    assert counts(corpora, RIGHT[:3])["found"] == (3, 3)
    assert counts(corpora, named(RIGHT, 3, "Norland"))["right"] == (2, 3)


def test_errors_are_listed_with_what_came_and_what_is_right(corpora):
    found = [*named(RIGHT[:3], 1, "Mara Velt"), said("The ferry sailed at noon", "")]
    assert list(errors(measured(corpora, found))) == [
        "fog | wrong name | “It will lift,” | Mara Velt -> Petra Holm",
        "fog | missed | that the bay would freeze | open -> Norland Ice Office",
        "fog | false | The ferry sailed at noon | open",
    ]


def test_the_command_prints_the_shares_the_kinds_of_source_and_the_reliability(corpora, capsys):
    main([str(corpora), "--gold", str(corpora / "real.jsonl"), "--errors"], lambda _: named(RIGHT, 0, "Mara Velt"))
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "fog | wrong name | the fog was ours | Mara Velt -> Petra Holm"
    assert printed[2].split() == ["right", "0.667", "(2/3)"]
    assert next(line for line in printed if line.startswith("pronoun")).split() == [
        "pronoun",
        "1",
        "0",
        "0",
        "|",
        "0",
        "0",
    ]
    assert printed[-2].split() == ["0.90", "to", "0.90", "3", "0.900", "0.667"]
    assert printed[-1] == "expected calibration error 0.233"


def test_an_article_held_back_is_measured_only_when_asked_for_and_its_errors_are_not_listed(corpora, capsys):
    write_gold(corpora, GOLD, held=True)
    command = [str(corpora), "--gold", str(corpora / "real.jsonl")]
    main(command, lambda _: RIGHT)
    main([*command, "--held"], lambda _: RIGHT)
    found = [line.split()[-1] for line in capsys.readouterr().out.splitlines() if line.startswith("found")]
    assert found == ["(0/0)", "(4/4)"]
    with pytest.raises(SystemExit):
        main([*command, "--held", "--errors"], lambda _: RIGHT)


def test_a_text_that_is_not_the_one_that_was_read_is_an_error(corpora):
    write_gold(corpora, GOLD, text="Another text.")
    with pytest.raises(MalformedRowError, match="not the one that was read"):
        real_articles(corpora, corpora / "real.jsonl")


@pytest.mark.parametrize("change", [{"kind": "loud"}, {"source": "rumour"}, {"content": [[0, 999]]}, {"content": []}])
def test_a_malformed_statement_is_an_error(corpora, change):
    write_gold(corpora, [GOLD[0] | change])
    with pytest.raises(MalformedRowError, match="line 1"):
        real_articles(corpora, corpora / "real.jsonl")


def test_bins_hold_about_equally_many_and_never_part_equal_confidences():
    bins = equal_mass([0.1, 0.2, 0.3, 0.3, 0.3, 0.9], [False, False, True, True, False, True], bins=3)
    assert [(one.low, one.high, one.n) for one in bins] == [(0.1, 0.2, 2), (0.3, 0.3, 3), (0.9, 0.9, 1)]
    assert bins[1].right == pytest.approx(2 / 3)
    assert equal_mass([], []) == []


def test_the_equal_mass_error_weighs_each_gap_by_how_many_it_holds():
    bins = equal_mass([0.5] * 3 + [1.0], [True] * 3 + [False], bins=2)
    assert equal_mass_error(bins) == pytest.approx((3 * 0.5 + 1 * 1.0) / 4)
    assert equal_mass_error([]) == 0
