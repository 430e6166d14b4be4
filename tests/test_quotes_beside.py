"""A quotation is never lost, whatever word attributes it, and has the right speaker: what stands right beside it."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements

VERBS = (
    "snapped echoed fumed scoffed deadpanned quipped thundered ventured volunteered mused drawled grumbled huffed "
    "raged sobbed blustered needled pontificated expounded riffed"
).split()
PHRASES = ("blurted out", "shot back", "fired back", "chimed in", "hit back", "piped up", "quietly conceded", "echoes")


def said(text: str) -> list[tuple[str, str]]:
    """The speaker and the words of each statement."""
    return [
        (one.speaker, " ".join(text[start:end].strip("“”,") for start, end in one.content))
        for one in extract_statements(Article(text))
    ]


TWO = [("Sam Orrin", "The tram is no better"), ("Lena Marsh", "The ferry is gone for good")]


@pytest.mark.parametrize("verb", VERBS)
def test_verb_that_no_list_has_attributes_the_quotation_before_it(verb: str) -> None:
    text = f"“The tram is no better,” said Sam Orrin. “The ferry is gone for good,” {verb} Lena Marsh."
    assert said(text) == TWO


@pytest.mark.parametrize("verb", [*VERBS, *PHRASES])
def test_speaker_may_stand_between_the_quotation_and_the_verb(verb: str) -> None:
    text = f"“The tram is no better,” said Sam Orrin, mayor in 2019. “The ferry is gone for good,” Lena Marsh {verb}."
    assert said(text) == TWO


@pytest.mark.parametrize(
    "tail",
    [
        "snapped Lena Marsh, who leads the union. The session went on.",
        "Lena Marsh, the deputy mayor, deadpanned.",
        "Lena Marsh fumed on Friday.",
        "Lena Marsh shot back at a meeting in Port Vell.",
    ],
)
def test_what_the_speaker_is_and_when_they_spoke_may_stand_beside_the_verb(tail: str) -> None:
    assert said(f"“The tram is no better,” said Sam Orrin. “The ferry is gone for good,” {tail}") == TWO


@pytest.mark.parametrize("mark", "!?")
def test_manner_of_speaking_attributes_a_question_or_an_exclamation_too(mark: str) -> None:
    text = (
        f"“The tram is no better,” said Sam Orrin. “The ferry is gone for good{mark}” Lena Marsh, his deputy, snapped."
    )
    assert said(text) == [TWO[0], (TWO[1][0], f"{TWO[1][1]}{mark}")]


def test_quotation_may_go_on_behind_such_a_verb() -> None:
    text = "“The ferry,” Lena Marsh blurted out, “is gone.” “The tram,” countered Sam Orrin, “is not.”"
    assert said(text) == [("Lena Marsh", "The ferry is gone."), ("Sam Orrin", "The tram is not.")]


@pytest.mark.parametrize(
    "text",
    [
        "“Harbour Lights,” directed by Lena Marsh, won an award.",
        "“Harbour Lights,” the show Lena Marsh created in 2019, is on again.",
        "The plan, called “Operation Pier,” Lena Marsh opened in May, failed.",
        "In “The Harbour,” Lena Marsh returned to the stage.",
    ],
)
def test_title_is_no_statement_of_whoever_is_named_behind_it(text: str) -> None:
    assert "Lena Marsh" not in [speaker for speaker, _ in said(text)]


def test_new_sentence_behind_a_question_is_no_attribution() -> None:
    assert ("Lena Marsh", "Who pays?") not in said("“Who pays?” Lena Marsh left the hall. Sam Orrin waited.")
