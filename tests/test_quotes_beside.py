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


def test_dashes_around_the_speaker_are_no_part_of_the_quotation() -> None:
    text = "“The ferry is late,” – Lena Marsh sighed, – “and nobody cares.”"
    assert said(text) == [("Lena Marsh", "The ferry is late and nobody cares.")]


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


def test_of_two_quotations_side_by_side_the_first_is_somebody_elses() -> None:
    assert said("“Does the board pay?” “It always pays,” Petra Holm said.") == [
        ("", "Does the board pay?"),
        ("Petra Holm", "It always pays"),
    ]


def test_question_of_whoever_spoke_before_in_the_paragraph_is_theirs() -> None:
    text = "“It is late,” Sam Orrin said. “Who pays?” “The board does,” Petra Holm said."
    assert said(text) == [("Sam Orrin", "It is late Who pays?"), ("Petra Holm", "The board does")]


def test_quotation_behind_a_colon_is_kept_beside_another_one() -> None:
    text = "Turning to the press, Lena Marsh thundered: “The ferry is gone.” “It was never here,” quipped Sam Orrin."
    assert said(text) == [("Lena Marsh", "The ferry is gone."), ("Sam Orrin", "It was never here")]


@pytest.mark.parametrize(
    ("told", "clause"),
    [
        ("told reporters", "the board “should not have signed that paper”"),
        ("told the Daily Post", "Norland “will pay for all of it”"),
        ("tells Channel News", "the board “is a paper tiger”"),
        ("told him", "the board “does not care”"),
        ("told lawmakers in Marsk", "the board's engineers “looked away”"),
        ("told reporters", "the head of the harbour board “lied to all of us”"),
        ("told reporters", "Lena Marsh “needs help”"),
        ("insists", "the board “has to pay”"),
        ("added", "Norland “had never paid”"),
        ("said on Monday", "the board “has to pay”"),
    ],
)
def test_what_is_told_in_a_clause_without_that_begins_at_its_subject(told: str, clause: str) -> None:
    (one,) = extract_statements(Article(f"Petra Holm {told} {clause}."))
    assert (one.speaker, one.kind) == ("Petra Holm", "mixed")
    assert [f"Petra Holm {told} {clause}."[start:end] for start, end in one.content] == [clause]


def test_whole_quotation_or_infinitive_behind_an_addressee_is_no_clause_of_theirs() -> None:
    assert said("Petra Holm told the crowd “the board has left us”.") == [("Petra Holm", "the board has left us")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The ferry is gone,” Sen. Lena van der Marsh (D) shot back.", "Lena van der Marsh"),
        ("“The ferry is gone,” then snapped Lena Marsh.", "Lena Marsh"),
        ("“The ferry is gone,” angrily retorted Lena Marsh.", "Lena Marsh"),
        ("“The ferry is gone,” Lena Marsh can be heard shouting in the clip.", "Lena Marsh"),
        ("In May Lena Marsh told the town “the ferry is gone”.", "Lena Marsh"),
    ],
)
def test_title_adverb_or_month_beside_the_speaker_hides_nothing(text: str, speaker: str) -> None:
    assert said(f"“The tram is no better,” Sam Orrin was quoted as saying. {text}") == [
        ("Sam Orrin", "The tram is no better"),
        (speaker, "The ferry is gone" if "told" not in text else "the ferry is gone"),
    ]


def test_words_before_an_answer_are_not_those_of_whoever_answers() -> None:
    text = "Lena Marsh (Labour, 54): “The ferry is gone.” Sam Orrin (Greens) countered: “It has never sailed.”"
    assert ("Sam Orrin", "The ferry is gone.") not in said(text)


def test_party_in_brackets_is_part_of_a_label() -> None:
    text = "The vote is over. Lena Marsh (54): “The ferry is gone.” “It is here,” said Sam Orrin."
    assert said(text) == [("Lena Marsh", "The ferry is gone."), ("Sam Orrin", "It is here")]


def test_clause_after_that_is_not_cut_at_its_own_conjunction() -> None:
    text = "Petra Holm said that while “certain talks” on tolls continue, “they must be held in silence.”"
    assert said(text) == [("Petra Holm", text.removeprefix("Petra Holm said ").strip("“”,"))]


def test_quotation_that_begins_with_dots_goes_on_with_the_speaker() -> None:
    text = "“The ferries would stop,” Petra Holm said. “... and the trams would follow within a week.”"
    assert said(text) == [("Petra Holm", "The ferries would stop ... and the trams would follow within a week.")]


def test_quotation_alone_behind_a_mixed_statement_is_kept() -> None:
    text = 'Petra Holm also said the board had "lost its way". "Time goes by; what will happen to us?" Then she left.'
    assert any("Time goes by" in words and speaker == "Petra Holm" for speaker, words in said(text))


def test_quotation_before_a_comma_is_no_nickname_of_the_speaker() -> None:
    (one,) = extract_statements(Article("In order to “save the harbour,” Holm concluded, “the tolls” must go at once."))
    assert one.source == (32, 36)


def test_words_before_a_colon_are_no_part_of_the_quotation_behind_it() -> None:
    text = "The paper has proof: “The ferry is gone,” Lena Marsh said in May."
    assert said(text) == [("Lena Marsh", "The ferry is gone")]


@pytest.mark.parametrize(
    "text",
    [
        "To quote Mara Velt, “the harbour is a ruin by the sea.”",
        "The port is past help. In Mara Velt's own words, “the harbour is a ruin by the sea.”",
        "The port is, in the words of Mara Velt, “the harbour is a ruin by the sea”.",
        "The port is closed or, as Mara Velt, the spokeswoman, put it, “the harbour is a ruin by the sea”.",
        "As the mayor, Mara Velt, has put it: “The harbour is a ruin by the sea.”",
        "The port is closed or, as Mara Velt put it in a long letter, “the harbour is a ruin by the sea”.",
        "As Mara Velt once put it, the harbour is a ruin by the sea.",
        "The harbour is a ruin by the sea, as Mara Velt put it on Sunday.",
        "“The harbour is a ruin by the sea,” is how Mara Velt sees it.",
        "“The harbour is a ruin by the sea” is how Mara Velt described it in a letter.",
    ],
)
def test_fixed_phrases_attribute_a_quotation_without_a_verb_of_saying(text: str) -> None:
    found = [(speaker, words.lower().rstrip(".")) for speaker, words in said(text)]
    assert ("Mara Velt", "the harbour is a ruin by the sea") in found


def test_fixed_phrase_between_two_quotations_attributes_both() -> None:
    text = "“We are done here,” as Mara Velt once put it, “and the plan is dead.”"
    assert said(text) == [("Mara Velt", "We are done here and the plan is dead.")]


@pytest.mark.parametrize(
    "text",
    [
        "As Mara Velt put the cup on the table, it broke.",
        "“Harbour Lights” is how Mara Velt earned her money.",
        "The mayor of Lorvan left. He took comfort in the words of Mara Velt.",
        "There was anger in Mara Velt's words, and nobody stayed.",
        "The judge was not ready to quote Mara Velt, the banker.",
    ],
)
def test_words_that_only_look_like_such_a_phrase_name_nobody(text: str) -> None:
    assert all(not speaker for speaker, _ in said(text))
