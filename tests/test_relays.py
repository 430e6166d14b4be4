"""Who relays is not who speaks: agencies, outlets and datelines around what somebody says."""

from __future__ import annotations

import pytest

from analytics import Article, Statement, extract_statements
from analytics.quotes.relays.datelines import dateline
from analytics.quotes.relays.outlets import Outlets
from analytics.text.document import Document


def only(text: str) -> Statement:
    (statement,) = extract_statements(Article(text))
    return statement


def said(text: str) -> tuple[str, str]:
    """Who says what in a text with one statement."""
    statement = only(text)
    return statement.speaker, " … ".join(text[start:end] for start, end in statement.content)


@pytest.mark.parametrize(
    "text",
    [
        "Mara Velt said on Monday the pier must stay open, the LPA news agency reported.",
        "LPA quoted Mara Velt saying the pier must stay open.",
        "The Marsk Post cited Mara Velt saying the pier must stay open.",
        "Mara Velt, the mayor of Lorvan, said the pier must stay open, the Marsk Post reported on Tuesday.",
        "Mara Velt said the pier must stay open, reports LPA.",
        "Mara Velt said the pier must stay open, according to LPA.",
        "According to the daily Marsk Post, Mara Velt said the pier must stay open.",
        "The Marsk Post reported on Monday that Mara Velt had said the pier must stay open.",
        "As the Marsk Post reported, Mara Velt said the pier must stay open.",
        "Mara Velt said, as quoted by LPA, the pier must stay open.",
        "Mara Velt said the pier must stay open, the Marsk Post reported, citing LPA.",
        "LPA reported, citing the Marsk Post, that Mara Velt had said the pier must stay open.",
    ],
)
def test_who_is_relayed_speaks_and_neither_name_nor_relay_is_in_what_they_say(text: str) -> None:
    assert said(text) == ("Mara Velt", "the pier must stay open")


@pytest.mark.parametrize(
    "text",
    [
        "The pier must stay open, LPA reports with reference to Mara Velt.",
        "The pier must stay open, the Marsk Post reported on Monday, citing Mara Velt.",
        "The Marsk Post, citing Mara Velt, reported that the pier must stay open.",
        "Citing Mara Velt, the Marsk Post reported that the pier must stay open.",
        "LPA reported on Friday, quoting Mara Velt, that the pier must stay open.",
        "Mara Velt was quoted by the daily Marsk Post as saying that the pier must stay open.",
        "Mara Velt was cited as saying by the LPA news agency that the pier must stay open.",
        "State television quoted Mara Velt as having said that the pier must stay open.",
        "Mara Velt was cited by the Marsk Post as having said the pier must stay open.",
        "The pier must stay open, Mara Velt was quoted as saying by LPA.",
    ],
)
def test_whom_an_outlet_refers_to_speaks(text: str) -> None:
    speaker, content = said(text)
    assert (speaker, content.removeprefix("that ").lower()) == ("Mara Velt", "the pier must stay open")


def test_act_of_speech_that_is_relayed_is_its_speakers() -> None:
    text = "The Norland government has accused the board of treason, LPA reported on its website on Monday."
    assert said(text)[1] == "the board of treason"
    assert only(text).source == (0, len("The Norland government"))


def test_outlet_that_quotes_is_not_the_speaker_of_the_quotation() -> None:
    assert said("LPA quotes Mara Velt: “The pier must stay open.”") == ("Mara Velt", "“The pier must stay open.”")


def test_report_that_names_nobody_else_is_the_outlets() -> None:
    assert said("LPA reports that the bridge is closed.") == ("LPA", "that the bridge is closed")
    assert said("The bridge has been closed since Monday, LPA reports.")[0] == "LPA"
    assert said("The bridge is closed, the Marsk Post wrote, referring to a source.") == (
        "Marsk Post",
        "The bridge is closed",
    )


def test_outlet_says_what_holds_no_more_than_an_aside_of_somebody_else() -> None:
    speaker, content = said("The bridge at Marsk has been closed since Mara Velt called it unsafe, LPA reports.")
    assert (speaker, content[:10]) == ("LPA", "The bridge")


@pytest.mark.parametrize(
    "line",
    [
        "LORVAN, March 5 (LPA) - ",
        "LORVAN (LPA) — ",
        "LORVAN/MARSK, March 5 (LPA) – ",
        "LORVAN, March 5. /LPA/. ",
        "Lorvan. 5 March. LPA: ",
        "MARSK, MARCH 5, LPA. ",
        "LORVAN, Norland, Oct. 20. Marsk Post: ",
        "(LPA) -- ",
        "LORVAN — ",
    ],
)
def test_dateline_is_no_part_of_the_paragraph(line: str) -> None:
    text = f"{line}According to Petra Holm, the mayor, the pier must stay open."
    assert dateline(text, (0, len(text))) == (0, len(line))
    assert said(text) == ("Petra Holm", "the pier must stay open")


@pytest.mark.parametrize(
    "text",
    [
        "Petra Holm (Labour) said that the pier is safe.",
        "The Harbour Union (HU) - the oldest of all - said so.",
        "Mara Velt, May 5. Holm said so.",
        "Velt: The pier is safe.",
    ],
)
def test_name_that_begins_a_paragraph_is_no_dateline(text: str) -> None:
    assert dateline(text, (0, len(text))) is None


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("the daily Marsk Post", True),
        ("state TV", True),
        ("the LPA news agency", True),
        ("Marsk.net", True),
        ("reports in the Marsk Post", True),
        ("local media", True),
        ("UN", False),
        ("the harbour board", False),
        ("the Protection Agency", False),
        ("Mara Velt", False),
    ],
)
def test_outlets_are_told_by_their_nouns_and_by_capitals(phrase: str, names: bool) -> None:
    document = Document.of(phrase)
    words = document.tokens
    assert (Outlets(document).end_at(words, 0) == len(words)) is names


def test_statement_of_a_body_in_a_document_is_the_bodys() -> None:
    assert said("A survey by the Lorvan Institute found that the pier is safe, the Marsk Post reported.") == (
        "Lorvan Institute",
        "that the pier is safe",
    )
    assert said("The pier is safe, according to a statement by Petra Holm seen by the Marsk Post.")[0] == "Petra Holm"
    assert said("The Lorvan Institute's latest survey found that the pier was safe.")[0] == "Lorvan Institute"
    assert said("The report, published by the Lorvan Institute on Monday, says that the pier is safe.")[0] == (
        "Lorvan Institute"
    )


@pytest.mark.parametrize("office", ["Minister for Trade and Industry", "Keeper of the Ruler's Seal"])
def test_office_of_several_words_before_a_name_is_no_speaker_of_its_own(office: str) -> None:
    assert said(f"{office} Sam Orrin said that the pier was safe.")[0] == "Sam Orrin"


@pytest.mark.parametrize(
    "text",
    [
        "“The pier must stay open for good,” LPA quoted Mara Velt as saying.",
        "“The pier must stay open for good,” the Marsk Post quoted Mara Velt as saying on Sunday.",
        "LPA quoted Mara Velt saying: “The pier must stay open for good.”",
    ],
)
def test_who_is_quoted_saying_speaks_beside_a_quotation_too(text: str) -> None:
    speaker, words = said(text)
    assert (speaker, words.strip("“”,.")) == ("Mara Velt", "The pier must stay open for good")
