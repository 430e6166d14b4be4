"""What looks like an attribution and tells of nothing that somebody said."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements
from analytics.quotes import find_attributions, with_sense
from analytics.quotes.acts import is_wordless
from analytics.records import Attribution


def contents(text: str) -> list[str]:
    return [text[start:end] for one in find_attributions(text) for start, end in one.content]


@pytest.mark.parametrize(
    "text",
    [
        "Norland has broken every promise that it made to this valley, and nobody was surprised.",
        "The board has kept its promise to rebuild the pier.",
        "Norland reneged on a pledge to withdraw its troops from the valley.",
        "The claims that the board has made over the years fill a book.",
        "The threat that the flood poses to the valley is growing.",
    ],
)
def test_act_that_is_told_with_a_noun_of_speech_is_no_statement(text: str) -> None:
    assert contents(text) == []


def test_promise_that_somebody_gives_is_a_statement() -> None:
    assert contents("Petra Holm gave her promise that the pier would be mended.") == ["that the pier would be mended"]


@pytest.mark.parametrize(
    "text",
    [
        "Petra Holm would say that the board has failed, if anybody asked her.",
        "If Petra Holm says that the board has failed, the council will fall.",
        "Petra Holm could say that the board had failed.",
        "Nobody in the town says that the board has failed.",
        "Petra Holm made no promise that the board would stay.",
        "It is said of the Harbour Union that it never comes when it is called.",
        "Petra Holm did not say that the board has failed.",
        "Petra Holm refused to say whether the board has failed.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert contents(text) == []


def test_what_somebody_would_say_later_was_said() -> None:
    assert contents("Petra Holm would later say that the board had failed.") == ["that the board had failed"]


TEXT = "Petra Holm criticised the EU, dismissed the move and welcomed closer ties with Norland."


def attribution(content: str, cue: str, kind: str = "indirect") -> Attribution:
    spans = [(TEXT.index(words), TEXT.index(words) + len(words)) for words in (content, cue)]
    return Attribution((spans[0],), (0, len("Petra Holm")), spans[1], kind, 0.9)  # type: ignore[arg-type]


def sensible(content: str, cue: str, kind: str = "indirect") -> list[str]:
    one = with_sense(TEXT, attribution(content, cue, kind))
    return [TEXT[start:end] for start, end in one.content] if one else []


def test_fragment_that_says_nothing_by_itself_is_no_statement() -> None:
    assert sensible("the move", "dismissed") == []
    assert sensible("closer ties", "welcomed", "attitude") == []
    assert sensible("closer ties with Norland", "welcomed") == ["closer ties with Norland"]


def test_fragment_that_names_somebody_keeps_the_verb_that_gives_it_sense() -> None:
    assert sensible("the EU", "criticised") == ["criticised the EU"]


@pytest.mark.parametrize(
    "text",
    [
        "The party, called “Forward Norland”, won.",
        "He was known as “the Baker” in Lorvan.",
        "The board issued a report titled “The State of the Valley.”",
        "In its own words the road is the so-called “Silk Bridge”.",
    ],
)
def test_name_in_quotation_marks_is_no_statement(text: str) -> None:
    assert contents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In a letter to the council, Petra Holm said: “It will stay.”",
        "Nevertheless, Petra Holm said: “It will stay.”",
        "Petra Holm made friends in the United States, and later wrote: “It will stay.”",
    ],
)
def test_what_stands_before_an_attribution_says_nothing(text: str) -> None:
    assert contents(text) == ["“It will stay.”"]


def test_who_does_what_is_no_statement_is_still_whom_a_pronoun_means() -> None:
    found = extract_statements(
        Article("The Island Councils support the bill, but they fear that the fund will be empty.")
    )
    assert [one.speaker for one in found] == ["Island Councils"]


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("has signed", "an order on the harbour"),
        ("unveiled", "a chart of the harbour"),
        ("tweeted", "a photo of the pier"),
        ("referring to", "the old pier"),
        ("is likely to stress", "that the pier is safe"),
        ("found", "herself on the defensive"),
        ("have seen", "a rise in demand"),
    ],
)
def test_an_act_a_topic_or_a_forecast_holds_no_words(cue: str, content: str) -> None:
    assert is_wordless(cue.split(), content.split())


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("signed a letter urging", "the board to resign"),
        ("tweeted", "thanks to the crews"),
        ("learned", "that the pier is safe"),
        ("are more likely to say", "that the pier is safe"),
        ("found", "the plan too costly"),
    ],
)
def test_words_about_which_an_act_tells_are_a_statement(cue: str, content: str) -> None:
    assert not is_wordless(cue.split(), content.split())
