"""Interviews, transcripts, dialogue and chains of quotations: whose each turn is."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements

ANSWERS = ("The treaty was kept.", "Norland broke it.")
GUEST = "Petra Holm, the mayor of Lorvan, spoke to our reporter."


def said(text: str, words: str) -> tuple[str, str]:
    """Speaker and kind of the one statement that holds ``words``."""
    article = Article(text)
    [found] = [one for one in extract_statements(article) if words in one.words(article)]
    return found.speaker, found.kind


def speaker(text: str, words: str) -> str:
    return said(text, words)[0]


def interview(ask: str, answer: str, *, before: str = "", after: str = "") -> str:
    turns = (f"{ask}Was the treaty kept?", answer + ANSWERS[0], f"{ask}And Norland?", answer + ANSWERS[1])
    return "\n\n".join(filter(None, (before, *turns, after)))


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        ("Q: ", "A: "),
        ("Q. ", "A. "),
        ("Question: ", "Answer: "),
        ("INTERVIEWER: ", "HOLM: "),
        ("Marsk Post: ", "Holm: "),
        ("Marsk Post — ", "Holm — "),
        ("MP: ", "PH: "),
        ("M.P.: ", "P.H.: "),
        ("**Marsk Post:** ", "**Petra Holm:** "),
        ("", "**Holm:** "),
    ],
)
def test_answers_of_an_interview_are_the_one_persons_whom_it_is_with_and_questions_nobodys(ask, answer):
    text = interview(ask, answer, before=GUEST)
    assert [speaker(text, words) for words in ANSWERS] == ["Petra Holm"] * 2
    article = Article(text)
    asked = [one for one in extract_statements(article) if "And Norland" in one.words(article)]
    assert not any(one.speaker for one in asked)


def test_interview_may_name_its_guest_at_the_end():
    assert speaker(interview("Q: ", "A: ", after=GUEST), ANSWERS[0]) == "Petra Holm"


@pytest.mark.parametrize(
    ("before", "guest"),
    [
        ("Petra Holm and Jon Orrin spoke to our reporter.", ""),
        ("Petra Holm, who succeeded Jon Orrin, answered our questions.", "Petra Holm"),
        ("In an interview with Petra Holm we asked about Jon Orrin.", "Petra Holm"),
        ("The mayor spoke to our reporter.", ""),
    ],
)
def test_of_several_people_the_guest_is_whom_the_article_calls_so(before, guest):
    assert speaker(interview("Q: ", "A: ", before=before), ANSWERS[0]) == guest


def test_interview_in_one_paragraph_is_cut_at_its_labels():
    text = (
        "Marsk Post: Was it kept? Holm: It was, and I am glad. We all are. Marsk Post: And Norland? Holm: It was late."
    )
    assert speaker(text, "I am glad. We all are.") == "Holm"
    assert speaker(text, "It was late.") == "Holm"
    assert speaker(text, "Was it kept?") == ""


def test_label_with_an_office_is_whoever_holds_it_in_the_article():
    text = (
        "President Jon Orrin met the press with the mayor, Petra Holm.\n\nMODERATOR: Was the treaty kept?\n\n"
        "THE PRESIDENT: It was.\n\nQ And Norland?\n\nTHE PRESIDENT: It was late.\n\nMODERATOR: Thank you."
    )
    assert speaker(text, "It was late.") == "Jon Orrin"
    assert speaker(text, "Thank you.") == ""


def test_numbered_speakers_are_nobody():
    lines = ("It was kept.", "It was not.", "Nobody believes that.", "We shall see.")
    text = "\n\n".join(f"SPEAKER {1 + number % 2}: {line}" for number, line in enumerate(lines))
    assert {speaker(text, line) for line in lines} == {""}


def test_lines_with_a_colon_that_do_not_alternate_are_no_transcript():
    text = "Note: the pier is new.\n\nCost: nine million.\n\nOn Friday the mayor, Petra Holm, said the pier was safe."
    assert [one.speaker for one in extract_statements(Article(text))] == ["Petra Holm"]


@pytest.mark.parametrize("dash", ["– ", "— ", "- ", "-- ", "—"])
def test_dashes_open_the_turns_of_a_dialogue(dash):
    lines = ("Was it kept?", "It was kept, Petra Holm answered.", "And Norland?", "Norland was late, said Petra Holm.")
    text = "The mayor met the reporter.\n\n" + "\n\n".join(dash + line for line in lines)
    assert said(text, "It was kept") == ("Petra Holm", "direct")
    assert said(text, "Norland was late") == ("Petra Holm", "direct")
    assert speaker(text, "Was it kept?") == speaker(text, "And Norland?") == ""


def test_dashes_may_set_off_the_attribution_inside_a_turn():
    text = "—It was kept —said Petra Holm—. We are glad.\n\n—And Norland? —asked Jon Orrin.\n\n—It was late —she said."
    assert speaker(text, "We are glad.") == "Petra Holm"
    assert speaker(text, "And Norland?") == "Jon Orrin"
    assert speaker(text, "It was late") == "Petra Holm"


def test_items_of_a_list_are_no_dialogue():
    text = "The plan:\n\n- The harbour gets a pier, Petra Holm said.\n\n- The road is widened.\n\n- Ferries sail daily."
    article = Article(text)
    assert [(one.speaker, one.kind) for one in extract_statements(article)] == [("Petra Holm", "indirect")]


@pytest.mark.parametrize(
    ("before", "after", "who"),
    [
        ("Petra Holm began talking to Jon Orrin.", "Orrin nodded.", "Petra Holm"),
        ("Jon Orrin listened to Petra Holm.", "Orrin nodded and left.", ""),
        ("Petra Holm stood up.", "Jon Orrin nodded.", "Petra Holm"),
        ("Jon Orrin asked whether it was safe. Petra Holm smiled.", "", "Petra Holm"),
        ("Jon Orrin asked Petra Holm whether the pier was old.", "", "Petra Holm"),
        ("Jon Orrin asked about the pier.", "", ""),
    ],
)
def test_bare_quotation_is_whose_the_sentence_before_says_never_a_listeners(before, after, who):
    assert speaker(f"{before} “It was built to last.” {after}", "built to last") == who


def test_chain_of_quotations_keeps_its_speaker_until_another_is_told_of():
    text = "“It is safe,” Petra Holm said.\n\n“It was built to last.”\n\nJon Orrin laughed.\n\n“We shall see.”"
    assert speaker(text, "built to last") == "Petra Holm"
    assert speaker(text, "We shall see") == ""


def test_to_whom_something_is_said_does_not_say_it():
    text = "Petra Holm met Jon Orrin. Orrin was asked whether the pier was safe. He was told: “It was built to last.”"
    assert {one.speaker for one in extract_statements(Article(text)) if one.kind != "attitude"} == {""}


PRONOUNS = [
    ("Anton Holm opened the pier. It replaces one that Jon Orrin built. “It is safe,” he said.", "Anton Holm"),
    ("“I like Jon Orrin,” said Anton Holm. Orrin was ill. “He is kind. It is safe,” he added.", "Anton Holm"),
    ("“No,” said Jon Orrin.\n\nAnton Holm’s letter was late. He wrote that it is safe.", "Anton Holm"),
    (
        "“No,” said Petra Holm.\n\nMara Velt smiled. She had met Holm. “Yes. Now. It is safe. Really,” she said.",
        "Mara Velt",
    ),
    ("Jon Orrin asked Anton Holm whether it was new. “It is safe,” he said.", "Anton Holm"),
    ("When Jon Orrin left, Anton Holm sat down. He said it is safe.", "Anton Holm"),
    ("Orrin aide Anton Holm spoke in Marsk. He said it is safe. Jon Orrin did not.", "Anton Holm"),
    ("Anton Holm met President Jon Orrin. He said it is safe.", "Anton Holm"),
    ("Jon Orrin and Anton Holm spoke. The former smiled, the latter said it is safe.", "Anton Holm"),
    ("In Port Vell he said it is safe. Anton Holm had come.", ""),
    ("Jon Orrin, 52, a lawyer from Port Vell, who said it is safe, left.", "Jon Orrin"),
    ("Anton Holm met Jon Orrin, the mayor of Marsk, who said it is safe.", "Jon Orrin"),
]


@pytest.mark.parametrize(("text", "who"), PRONOUNS)
def test_pronoun_means_the_subject_before_others(text, who):
    assert speaker(text, "is safe") == who
