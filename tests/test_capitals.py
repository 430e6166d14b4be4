"""Paragraphs in capitals throughout: who speaks there is named as anywhere else."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements
from analytics.speakers.entities.capitals import recased
from analytics.text.document import Document

REST = " AND THAT THE COUNCIL HAD TO PAY FOR IT UNTIL THE END OF THE YEAR, AS IT HAD PROMISED IN MAY AND AGAIN IN JUNE."


def speakers(text: str) -> list[str]:
    return [one.speaker for one in extract_statements(Article(text))]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("PETRA HOLM, THE MAYOR OF LORVAN, SAID THAT THE PIER WAS SAFE", "Petra Holm"),
        ("ACCORDING TO THE MINISTRY OF DEFENCE OF NORLAND, THE PIER WAS SAFE", "Ministry of Defence of Norland"),
    ],
)
def test_speaker_of_a_paragraph_in_capitals_is_named_as_elsewhere(text: str, speaker: str) -> None:
    assert speakers(text + REST) == [speaker]


def test_pronoun_and_role_in_capitals_are_resolved() -> None:
    text = "Sam Orrin, the foreign minister of Norland, came.\n\nTHE FOREIGN MINISTER SAID THAT THE PIER WAS SAFE"
    assert speakers(f"{text}{REST} HE ADDED THAT IT WAS OLD.") == ["Sam Orrin", "Sam Orrin"]


def test_words_are_written_as_the_rest_of_the_article_writes_them_each_in_its_place() -> None:
    text = "The pier of Lorvan fell on Monday.\n\nTHE PIER OF LORVAN WILL BE MENDED BY THE EU, SAM ORRIN SAID" + REST
    read = recased(Document.of(text)).text
    assert len(read) == len(text)
    assert "The pier of Lorvan will be" in read
    assert "by the EU, Sam Orrin said and that the council" in read


def test_article_without_such_a_paragraph_is_read_as_it_is() -> None:
    document = Document.of("The EU and NATO met in Lorvan, Petra Holm said.")
    assert recased(document) is document
