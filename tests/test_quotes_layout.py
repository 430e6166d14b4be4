"""Statements that the layout of a text gives to somebody: after a colon, above a signature, in a list."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements

NEWS = "The council of Lorvan met on Monday. Petra Holm, the mayor of Lorvan, opened it at noon.\n\n"
VOTE = "\n\nThe vote is on Friday, and it will be close."


def said(text: str) -> list[tuple[str, str, str]]:
    """The words of each statement on one line, its speaker and kind."""
    found = extract_statements(Article(text))
    return [(" ".join(" ".join(text[a:b] for a, b in one.content).split()), one.speaker, one.kind) for one in found]


@pytest.mark.parametrize(
    ("introduction", "speaker"),
    [
        ("Sam Orrin, the deputy mayor, posted this on Telegram:", "Sam Orrin"),
        ("Mara Velt, who leads the opposition, wrote:", "Mara Velt"),
        ("Karel Dorn's message said as follows:", "Karel Dorn"),
        ("In a statement on Tuesday, Governor Anna Brandt said:", "Anna Brandt"),
        ("Lena Marsh released a statement on Sunday night. In full:", "Lena Marsh"),
        ("Lena Marsh released a statement on Sunday night. It reads:", "Lena Marsh"),
        ("Sam Orrin's letter to the council said:", "Sam Orrin"),
        ("And from Chairwoman Lena Marsh:", "Lena Marsh"),
        ("Mara Velt, on the vote:", "Mara Velt"),
        ("Mara Velt took to Telegram to answer:", "Mara Velt"),
        ("Karel Dorn shared the following on Instagram:", "Karel Dorn"),
        ("Lena Marsh, a harbour pilot, told the Lorvan Post in an email:", "Lena Marsh"),
        ("Petra Holm replied with a single line:", "Petra Holm"),
        ("The text of Petra Holm's letter:", "Petra Holm"),
        ("Governor Anna Brandt released the following statement:", "Anna Brandt"),
    ],
)
def test_a_paragraph_after_words_that_end_in_a_colon_is_the_speakers(introduction: str, speaker: str) -> None:
    text = f"{NEWS}{introduction}\n\nThe bridge is a lie from beginning to end. Nobody will pay for it.{VOTE}"
    assert said(text) == [("The bridge is a lie from beginning to end. Nobody will pay for it.", speaker, "direct")]


@pytest.mark.parametrize(
    "following",
    [
        "Orrin has been at odds with the mayor for years.",
        "He left the town at noon.",
        "The post was deleted an hour later.",
        "The bridge is safe, Lena Marsh said on Tuesday.",
    ],
    ids=["names the speaker", "tells of the speaker", "tells of the message", "attributes words"],
)
def test_a_report_that_goes_on_after_a_colon_is_not_the_speakers(following: str) -> None:
    found = said(f"{NEWS}Sam Orrin wrote on Facebook:\n\n{following}{VOTE}")
    assert "Sam Orrin" not in [speaker for _, speaker, _ in found]


def test_further_paragraphs_are_the_speakers_where_they_speak_in_the_first_person() -> None:
    text = f"{NEWS}Sam Orrin wrote:\n\nThis town has had eleven years of me.\n\nMy family and I will leave it in June."
    words = "This town has had eleven years of me. My family and I will leave it in June."
    assert said(text + VOTE) == [(words, "Sam Orrin", "direct")]


@pytest.mark.parametrize("bullet", ["- ", "• ", "1. ", "(a) "])
def test_a_list_after_a_colon_is_one_statement_without_its_bullets(bullet: str) -> None:
    text = f"{NEWS}Otto Lunt said:\n\n{bullet}The port must stay open\n{bullet}Nobody should lose a job{VOTE}"
    assert said(text) == [("The port must stay open Nobody should lose a job", "Otto Lunt", "direct")]


@pytest.mark.parametrize("bullet", ["• ", "l "], ids=["bullet", "bullet printed as a letter"])
def test_a_list_after_that_and_a_colon_is_the_speakers(bullet: str) -> None:
    items = f"{bullet}The port must stay open.\n\n{bullet}Nobody should lose a job."
    text = f"{NEWS}Otto Lunt argued that:\n\n{items}{VOTE}"
    assert said(text) == [("The port must stay open. Nobody should lose a job.", "Otto Lunt", "direct")]


@pytest.mark.parametrize(
    "introduction",
    [
        "Police reported the following figures:",
        "Holm gave three reasons:",
        "Holm told a story about the bridge:",
        "Holm denied the remarks:",
        "She listed what had gone wrong:",
        "by Sam Orrin, Lorvan Post:",
        "Here are the Post's five things to watch:",
    ],
)
def test_a_colon_before_something_else_makes_no_statement(introduction: str) -> None:
    found = said(f"{NEWS}{introduction}\n\nTwelve cars were damaged in the north of the town.{VOTE}")
    assert "direct" not in [kind for _, _, kind in found]


@pytest.mark.parametrize(
    "introduction",
    [
        "And from Mara Velt:\n\n",
        "From Mara Velt, the opposition's leader: ",
        "And this from Mara Velt, who runs the ferry:\n\n",
        "Mara Velt, on the vote: ",
        "Here is Mara Velt on the same question:\n\n",
        "Here’s how Mara Velt put it in the debate:\n\n",
        "In the words of Mara Velt: ",
        "Mara Velt's response: ",
        "Mara Velt again: ",
        "Mara Velt had this to say:\n\n",
        "And then there was this from Mara Velt:\n\n",
        "Quote of the day, from Mara Velt: ",
        "Mara Velt's full statement is below:\n\n",
        "Mara Velt, the opposition's spokeswoman on bridges, in a written answer:\n\n",
        "Long talks, no bridge - Minister Mara Velt: ",
    ],
)
@pytest.mark.parametrize("marks", ["“{}”", '"{}"'], ids=["curly", "straight"])
def test_a_quotation_may_be_introduced_without_a_verb(introduction: str, marks: str) -> None:
    quotation = marks.format("I would rather swim than pay for that bridge.")
    assert said(f"{NEWS}{introduction}{quotation}{VOTE}") == [(quotation, "Mara Velt", "direct")]


def test_capital_letters_before_a_colon_make_nobody_a_speaker() -> None:
    assert "Key Points" not in [speaker for _, speaker, _ in said(f"{NEWS}Key Points: “The pier will close.”{VOTE}")]


def test_what_the_reporter_adds_in_brackets_does_not_hide_an_introduction() -> None:
    quotation = "“I would rather swim than pay for that bridge.”"
    assert said(f"{NEWS}In the words of Mara Velt:\n\n{quotation} (emphasis added){VOTE}") == [
        (quotation, "Mara Velt", "direct")
    ]


def test_a_quotation_after_a_colon_does_not_go_on_with_the_speaker_before() -> None:
    text = "“The pact is dead,” Sam Orrin said.\n\nThe sign on the door was clear:\n\n“Nobody enters without a ticket.”"
    assert said(text + VOTE)[1] == ("“Nobody enters without a ticket.”", "", "direct")


@pytest.mark.parametrize(
    "signature",
    [
        " — Sam Orrin (@samorrin) March 3, 2024",
        " — Sam Orrin, March 3, 2024",
        " ― Sam Orrin via Twitter",
        " (Sam Orrin on Telegram)",
        " -- Sam Orrin, deputy mayor of Lorvan, in a letter to the council, May 2023",
        "\n– Sam Orrin",
        "\n\n— Sam Orrin, mayor of Marsk",
        "\n\nSam Orrin\nHarbour master of Marsk",
        "\n\nSam Orrin, deputy mayor",
    ],
)
def test_who_signs_a_quotation_speaks(signature: str) -> None:
    assert said(f"{NEWS}“The port stays open.”{signature}{VOTE}") == [("“The port stays open.”", "Sam Orrin", "direct")]


def test_single_marks_and_several_signatures() -> None:
    text = "‘The EU has kept its word.’ – Petra Holm, mayor of Lorvan\n\n‘I would not bet on it.’ – Sam Orrin"
    assert [speaker for _, speaker, _ in said(text)] == ["Petra Holm", "Sam Orrin"]


def test_a_post_with_a_handle_below_needs_no_marks() -> None:
    text = f"{NEWS}The EU is our only friend.\n\n— Otto Lunt (@ottolunt) March 4, 2024{VOTE}"
    assert said(text) == [("The EU is our only friend.", "Otto Lunt", "direct")]


@pytest.mark.parametrize("told", ["Otto Lunt answered on Monday, and it was short.", "This was the answer:"])
def test_a_paragraph_that_tells_of_a_post_is_not_the_post(told: str) -> None:
    assert "direct" not in [kind for _, _, kind in said(f"{NEWS}{told}\n\n— Otto Lunt (@ottolunt) March 4, 2024{VOTE}")]


@pytest.mark.parametrize(
    "line",
    ["— By Sam Orrin", "— Reuters", "Photo: Sam Orrin/LPA", "— Lorvan, March 3", "— Sam Orrin reported from Lorvan"],
    ids=["byline", "agency", "photo credit", "dateline", "reporter"],
)
def test_a_byline_a_credit_and_a_dateline_sign_nothing(line: str) -> None:
    [(_, speaker, _)] = said(f"“The port stays open.”\n\n{line}{VOTE}")
    assert speaker == ""


def test_a_name_below_a_quotation_that_the_text_attributes_is_no_signature() -> None:
    text = f"{NEWS}“The port stays open,” Lena Marsh said.\n\n— Sam Orrin, Lorvan Post{VOTE}"
    assert [speaker for _, speaker, _ in said(text)] == ["Lena Marsh"]


def subtitles(*lines: str, head: str = "", numbers: bool = True) -> str:
    """Subtitles of two seconds each, in the format SubRip, or with a head in WebVTT."""
    shown = []
    for number, line in enumerate(lines, 1):
        times = f"00:00:{2 * number:02},000 --> 00:00:{2 * number + 2:02},000"
        shown.append("\n".join([*([str(number)] if numbers else []), times, line]))
    return head + "\n\n".join(shown) + "\n"


@pytest.mark.parametrize("head", ["", "WEBVTT\nKind: captions\n\nNOTE 2024: second take\n\n", "\ufeff"])
@pytest.mark.parametrize("numbers", [True, False])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_numbers_and_times_of_subtitles_are_no_part_of_statements(head: str, numbers: bool, end: str) -> None:
    lines = (
        "Petra Holm said the EU had",
        "kept its\nword.",
        "<i>“Azerbaijan has broken</i>",
        "every promise,”\nSam Orrin said.",
    )
    text = subtitles(*lines, head=head, numbers=numbers).replace("\n", end)
    found = extract_statements(Article(text))
    assert [one.speaker for one in found] == ["Petra Holm", "Sam Orrin"]
    parts = [[" ".join(text[a:b].split()) for a, b in one.content] for one in found]
    assert parts[0] == ["the EU had", "kept its word"]
    assert parts[1][-1] == "every promise,”"
    assert "-->" not in str(parts)


def test_a_tag_of_subtitles_names_the_speaker() -> None:
    lines = (
        "<v Petra Holm>The EU has kept its word",
        "<v Petra Holm>on the bridge.</v>",
        "<v Sam Orrin>It has not.</v>",
    )
    text = subtitles(*lines, "The vote is on Friday.", head="WEBVTT\n\n")
    assert said(text) == [
        ("The EU has kept its word on the bridge.", "Petra Holm", "direct"),
        ("It has not.", "Sam Orrin", "direct"),
    ]


def test_an_arrow_in_a_text_makes_no_subtitles() -> None:
    text = f"{NEWS}“The port stays open --> always,” Sam Orrin said."
    assert said(text) == [("“The port stays open --> always,”", "Sam Orrin", "direct")]


PULLED = "“We are not afraid of anybody in the capital.”"
TOLD = "“We are not afraid of anybody in the capital,” Sam Orrin said, “and we never were.”"


@pytest.mark.parametrize(
    "text",
    [
        f"{NEWS}{PULLED}\n\n{TOLD}{VOTE}",
        f"{NEWS}{TOLD}{VOTE}\n\n{PULLED}",
        f"{NEWS}{TOLD}{VOTE}\n\n{PULLED}\n\nSam Orrin, deputy mayor",
        f"Sam Orrin: ‘We are not afraid of anybody in the capital.’\n\n{NEWS}{TOLD}{VOTE}",
    ],
    ids=["above", "below", "signed", "headline"],
)
def test_a_pull_quotation_is_no_second_statement(text: str) -> None:
    words = "“We are not afraid of anybody in the capital,” “and we never were.”"
    assert [one[:2] for one in said(text) if "afraid" in one[0]] == [(words, "Sam Orrin")]


def test_two_speakers_may_say_the_same_words() -> None:
    text = f"{NEWS}“The port stays open for good,” Lena Marsh said.\n\n“The port stays open for good,” Sam Orrin said."
    assert [speaker for _, speaker, _ in said(text)] == ["Lena Marsh", "Sam Orrin"]


@pytest.mark.parametrize(
    "block",
    [
        "Sam Orrin tells reporters that the port will close. (Jane Doe/LPA)",
        "Photograph: Sam Orrin, who said that the port will close/LPA",
        "Read more: Sam Orrin says that the port will close.",
        "Related: Sam Orrin says that the port will close.",
        "Follow Sam Orrin on Twitter @samorrin.",
        "Sign up for our newsletter. We promise that you will never miss a story.",
        "Correction: An earlier version of this article said that Mara Velt was the mayor.",
        "This article was amended on 3 May to say that the port had not closed.",
        "An earlier version of this story said that the port had closed.",
    ],
)
def test_captions_pointers_pleas_and_corrections_hold_no_statements(block: str) -> None:
    assert said(f"{NEWS}{block}{VOTE}") == []


LETTER = "The bridge is a lie from beginning to end.\n\nWe will not pay for it, as Petra Holm said herself.\n\n"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("Dear Editor,\n\n", "Yours sincerely,\nMara Velt\nLeader of the opposition, Lorvan"),
        ("Dear members of the council:\n\n", "Respectfully,\n\nMara Velt, leader of the opposition"),
        ("To the editor:\n\n", "Best regards\n\nMara Velt"),
    ],
)
def test_a_letter_is_the_words_of_who_signs_it(opening: str, closing: str) -> None:
    found = said(f"The following letter reached us.\n\n{opening}{LETTER}{closing}{VOTE}")
    assert found == [(" ".join(LETTER.split()), "Mara Velt", "direct")]


def test_a_letter_without_a_signature_is_none() -> None:
    assert "direct" not in [
        kind for _, _, kind in said(f"Dear Editor,\n\n{LETTER}Yours sincerely,\n\nthe editors{VOTE}")
    ]
