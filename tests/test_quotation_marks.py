"""Quotation marks of every kind are found, each quotation whole, and none swallows what stands behind it."""

from __future__ import annotations

import pytest

from analytics import Article, extract_statements
from analytics.text.plain import plain

HOLM, MARSH, ORRIN = "Petra Holm", "Lena Marsh", "Sam Orrin"


def said(text: str) -> list[tuple[str, str, str]]:
    """The speaker, the kind and the words of each statement."""
    return [
        (one.speaker, one.kind, " / ".join(text[start:end] for start, end in one.content))
        for one in extract_statements(Article(text))
    ]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        *("‹›", "›‹", "»«", "「」", "『』", "《》", "″″", "〝〞", "‚‘", "`'", "„“"),
        *(("``", "''"), ("‘‘", "’’"), ("’’", "’’"), ("‘’", "’’"), (",,", "“")),
        *(("&quot;", "&quot;"), ("&ldquo;", "&rdquo;"), ("&#39;", "&#39;")),
        *(("« ", " »"), ('" ', ' "'), ("“ ", " ”"), ("`` ", " ''")),
    ],
)
def test_marks_of_every_kind_hold_direct_speech(opening: str, closing: str) -> None:
    first, second = f"{opening}The ferry is late,{closing}", f"{opening}It isn’t, and you know it,{closing}"
    assert said(f"{first} said {HOLM}, the mayor. {second} {MARSH} said.") == [
        (HOLM, "direct", first),
        (MARSH, "direct", second),
    ]


def test_spaces_of_text_cut_into_tokens_do_not_hide_quotations() -> None:
    text = f'" Why is the ferry late ? " asked {HOLM} , the mayor .\n\n" It will sail , " the pilot , {ORRIN} , said .'
    assert said(text) == [
        (HOLM, "direct", '" Why is the ferry late ? "'),
        (ORRIN, "direct", '" It will sail , "'),
    ]


@pytest.mark.parametrize("mark", ["’", "'"], ids=["curly", "straight"])
@pytest.mark.parametrize(
    "words",
    [
        "We have told the board that it is not the workers’ fault,",
        "The farmers’ and the teachers’ unions agree,",
        "It is late, ’tis true, and in the ’90s the ferries’ crews knew it,",
        "It can’t be the drivers’,",
    ],
)
def test_apostrophe_ends_no_quotation_in_single_marks(words: str, mark: str) -> None:
    opening = "‘" if mark == "’" else "'"
    quotation = f"{opening}{words.replace('’', mark)}{mark}"
    text = f"{quotation} said {HOLM}, the mayor. {opening}The money came late.{mark}"
    assert said(text) == [(HOLM, "direct", f"{quotation} / {opening}The money came late.{mark}")]


def test_single_marks_around_a_word_and_an_apostrophe_behind_it_are_told_apart() -> None:
    assert said(f"{ORRIN} said the ‘losers’ of the deal were many. ‘They are the voters’ choice,’ {MARSH} said.") == [
        (ORRIN, "mixed", "the ‘losers’ of the deal were many"),
        (MARSH, "direct", "‘They are the voters’ choice,’"),
    ]


def test_quotation_in_single_marks_over_paragraphs_is_whole() -> None:
    quotation = "‘The crews’ plight is bad.\n\n‘The pilots’ plight is worse.\n\n‘Nobody cares,’"
    assert said(f"{quotation} said {ORRIN}.") == [(ORRIN, "direct", quotation)]


def test_single_marks_may_hold_double_ones_and_stand_beside_them() -> None:
    text = f"‘The board “looked away” in May,’ {MARSH} said. “It did not,” said {ORRIN}. ‘Never,’ {MARSH} said."
    assert said(text) == [
        (MARSH, "direct", "‘The board “looked away” in May,’"),
        (ORRIN, "direct", "“It did not,”"),
        (MARSH, "direct", "‘Never,’"),
    ]


def test_heading_in_single_marks_is_no_statement_where_quotations_have_double_ones() -> None:
    assert len(said(f"“The ferry is late,” {HOLM} said.\n\n'All hands on deck.'\n\nThe town waited for a day.")) == 1


@pytest.mark.parametrize("outer", ["“”", "‘’"])
def test_quotation_inside_one_in_the_same_marks_does_not_end_it(outer: str) -> None:
    opening, closing = outer
    quotation = f"{opening}He told me {opening}go away{closing} and I went,{closing}"
    assert said(f"{quotation} {MARSH} said.") == [(MARSH, "direct", quotation)]


@pytest.mark.parametrize("mark", ["“", "‘", '"', "'"])
@pytest.mark.parametrize("gap", [" ", "\n\n"], ids=["one paragraph", "two"])
def test_mark_that_never_closes_swallows_nobody_elses_words(mark: str, gap: str) -> None:
    closing = {"“": "”", "‘": "’"}.get(mark, mark)
    second = f"{mark}The tram is late,{closing}"
    found = said(f"{mark}The ferry is late, said {ORRIN}.{gap}{second} said {MARSH}.")
    assert (MARSH, "direct", second) in found
    assert [speaker for speaker, _, words in found if "ferry" in words] == [ORRIN]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("“It is gone”2, she said.", "“It is gone”, she said."),
        ("“No”,3 she said.", "“No”, she said."),
        ("It is gone,1 she said.[2,3]", "It is gone, she said."),
        ("It is gone.1–3 She left.", "It is gone. She left."),
        ("It is gone.* “Yes,”† she said.[note 3]", "It is gone. “Yes,” she said."),
    ],
)
def test_number_of_a_footnote_is_no_part_of_the_text(written: str, read: str) -> None:
    assert plain(written)[0] == read


@pytest.mark.parametrize(
    "text", ["It grew by 2.5 million, or 1,200 a day.", "See vol.2 and no. 5 of it.", "so . . . no"]
)
def test_numbers_and_dots_of_the_text_stay(text: str) -> None:
    assert plain(text)[0] == text
