"""How a text is cut into paragraphs, sentences and tokens: decided once, and read by every stage."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import Article, analyse, extract_statements
from analytics.targets import default_targets, find_mentions
from analytics.text.document import Document
from analytics.text.tokens import normal

# One text a line; its sentences are apart where a bar stands.
SENTENCES = """
The pier is closed. | The port is open.
Is the pier closed? | Yes! | It is.
She met Mr. Brandt. | He left.
Gen. Brandt met Sen. Velt and Prof. J. Holm in Marsk.
The letter to Messrs. Holm and Velt was late.
The board heard Dr. Velt, Lt. Col. Holm and Rev. Brandt. | Nobody else came.
GEN. BRANDT AND MR. HOLM CAME. | NOBODY LEFT.
The mayor, J. R. Holm, said no.
George W. Orrin left. | M. Velt stayed.
It was signed by Petra H. | The board agreed.
She needs vitamin C. | It helps.
She praised the U.S. and the EU.
The U.S. Senate met in Washington, D.C. on Friday.
They left the U.S. | The EU stayed.
They left the U.S. | A senior official stayed.
They left the U.S. | I stayed.
The letter by A. A. Holm was late.
The U.N. Security Council met. | The U.K. abstained.
She has a Ph.D. | He has none.
Holm was born in Fresno, Calif. and lives there.
Lorvan Inc. sold the pier to Marsk Co. Ltd. | The board agreed.
“It was Lorvan Inc.” | Nobody else bid.
She works for Lorvan Inc. | “It is large,” she said.
Petra Holm Jr. won. | Orrin Velt Sr. lost.
Holm lives in St. Marsk, near Mt. Velt.
Boats, nets, etc. are sold. | They sell cats, dogs, etc. | The rest is lost.
Some ports, e.g. Marsk, are closed, i.e. Velt is.
Norland vs. Lorvan ended in a draw, cf. Velt and Holm v. Brandt.
They met at 5 p.m. | Velt left at 6 p.m. Monday.
They met at 9 a.m. GMT in Marsk. | Then they left.
They left at 9 P.M. | THEY CAME BACK.
On Jan. 5 the port closed. | It opened on Sept. 3, 2021.
It closed in Dec. | The port is large.
See No. 5 and pp. 4 to 6. | See Art. 7, Fig. 2 and Vol. IV of it.
Her answer was no. | Holm agreed. | “No. | I will not.”
It rose by 3.5 percent to 1,000.25 euros. | 5 people left.
It was 2021. | The port closed.
It was the year 1. | The port closed.
1. The pier is closed. | 2. The port is open.
There are two reasons: 1. The pier is closed. | 2. The port is open.
(a) The pier is closed. | (b) The port is open. | (ii) Nobody came.
a. The pier. | b. The port.
II. The port of Marsk. | III. The pier.
She waited... and left.
She waited... | Then she left.
She waited … and left … | Nobody came.
She waited . . . and left. | He did not.
He said, “We are ... not ready.” | Nobody asked.
[...] | The port is closed. | He said [...] that it is.
“It is late.” | Holm left.
“It is late.” | “It is not.” | They left.
She left (it was late.) | Nobody came. | [It was late.] | He came.
„It is late.“ | «It is late.» | ‹It is late.› | Nobody came.
'It is late.' | Nobody came.
''It is late.'' | Nobody came.
She said: “It is late. | We are going.” | He stayed.
He asked “Why?” and left.
“Why?” | Velt asked.
“Really?!” | Velt asked.
Port.Net and Marsk.com are sites. | The file is at www.lorvan.org today.
Velt left. | al-Holm stayed. | van der Brandt came. | D’Orrin went.
Élise Velt left. | Åsa Holm stayed. | Östen Brandt came.
The port is closed. the pier is open.
Yes
"""
# Characters that belong to no sentence, and spaces that are missing, come out as written here.
ODD_SENTENCES = [
    ("The port is closed.1 The pier is open.[2] The quay is new. [3] Nobody came.²", 4),
    ("“The port is closed,”1 said Holm. “It is late.”2 Nobody came.", 3),
    ("See vol.2 Velt left.", 1),
    ("The port is closed.The pier is open.”Nobody came.", 3),
    ("She met Mr.Brandt. He left.", 2),
    ("The pier\u00a0is closed.\u00a0The port is open.", 2),
    ("The pier is closed.\u200b The port is open.\u00ad Nobody came.", 3),
    ("Line one is here and\ngoes on. Then it ends.", 2),
    ("The pier is closed.\u2028The port is open.", 2),
    ("", 0),
    (" \n\u200b\n ", 0),
]
# The tokens of a text, apart where a space stands.
TOKENS = [
    ("“It’s late,” she said.", "“ It’s late , ” she said ."),
    ("Velt's pier; the boards’ port", "Velt's pier ; the boards ’ port"),
    ("The U.S. and U.N.-led talks", "The U.S. and U.N. - led talks"),
    ("3.5 percent of 1,000.25 at 10:30, 5.", "3.5 percent of 1,000.25 at 10:30 , 5 ."),
    ("AT&T and Marsk.com, well-known", "AT&T and Marsk.com , well-known"),
    ("closed.The pier", "closed . The pier"),
    ("_Velt_ and mara_velt", "_ Velt _ and mara_velt"),
    ("Azer\u00adbaijan and the C\u200bSTO", "Azerbaijan and the CSTO"),
    ("Nor-\nland is late", "Norland is late"),
    ("Nor-\r\nland is late", "Norland is late"),
    ("Cafe\u0301 Holm", "Cafe\u0301 Holm"),
    ("''No,'' he said", "'' No , '' he said"),
    ("Al\u2011Holm’s", "Al-Holm’s"),
    ("closed.[12] Then", "closed . Then"),
    ("p.m. e.g.", "p.m. e.g."),
    ("", ""),
]
PARAGRAPHS = [
    ("The pier is closed.\n\nThe port is open.", ["The pier is closed.", "The port is open."]),
    ("The pier is closed.\nThe port is open.", ["The pier is closed.", "The port is open."]),
    ("The pier is closed.\r\n\r\nThe port is open.", ["The pier is closed.", "The port is open."]),
    ("The pier is closed.\rThe port is open.", ["The pier is closed.", "The port is open."]),
    ("The pier is closed.\u2029The port is open.", ["The pier is closed.", "The port is open."]),
    ("The pier is\nclosed.", ["The pier is\nclosed."]),
    ("A heading\n\nThe port is open.", ["The port is open."]),
    (
        "The pier is closed.1\n\nThe port is open.[2]\n\nNobody came.",
        ["The pier is closed.", "The port is open.", "Nobody came."],
    ),
    ("\u200b\n\nThe port is open.", ["The port is open."]),
    ("Advertisement\n\nThe port is open.", ["The port is open."]),
]


def cut(document: Document, spans) -> list[str]:
    return [document.text[slice(*span)] for span in spans]


def sentences(text: str) -> list[str]:
    document = Document.of(text)
    return cut(document, document.sentences)


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_a_text_is_cut_into_sentences(row):
    assert sentences(row.replace(" | ", " ")) == row.split(" | ")


@pytest.mark.parametrize(("text", "count"), ODD_SENTENCES)
def test_what_stands_behind_a_sentence_does_not_hide_its_end(text, count):
    assert len(sentences(text)) == count


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_a_text_is_cut_into_tokens(text, expected):
    assert " ".join(token.text for token in Document.of(text).tokens) == expected


@pytest.mark.parametrize(("text", "expected"), PARAGRAPHS)
def test_a_text_is_cut_into_paragraphs(text, expected):
    document = Document.of(text)
    assert cut(document, document.paragraphs) == expected


def test_a_token_knows_its_normal_form_and_whether_it_owns_something():
    velt, pier, mark = Document.of("VELT’S pier.").tokens
    assert (normal(velt.form), velt.possessive, velt.is_name, velt.is_mark) == ("velt", True, True, False)
    assert (normal(pier.form), pier.possessive, pier.is_name, pier.is_mark) == ("pier", False, False, False)
    assert mark.is_mark


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Nor-\nland is late.", "Norland"),
        ("Norland-\nbuses came from Norland.", "Norland-buses"),
        ("Norlandish-\nbacked boats came.", "Norlandish-backed"),
        ("EU-\nmade boats came.", "EU-made"),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_divides_a_word_or_belongs_to_it(text, first):
    assert Document.of(text).tokens[0].text == first


def test_a_sentence_around_a_quotation_is_whole_and_ends_with_it():
    document = Document.of("Holm said: “It is late. We are going.” He stayed.")
    quoted = [quotation.span for quotation in document.quotations]
    whole = document.sentences_around((0, len(document.text)), quoted)
    assert cut(document, whole) == ["Holm said: “It is late. We are going.”", "He stayed."]


def test_the_document_of_a_document_is_that_one():
    document = Document.of("The pier is closed.")
    assert Document.of(document) is document
    assert document.plain is document


PARTS = st.lists(
    st.sampled_from(
        "The pier is closed|Mr. Brandt|the U.S.|. |? |.” |“|\n|\n\n|... |5|No. |p.m. |(a) |1. |’s |said|, |: |Holm"
        "|-|e.g. | |A|é|''|_|\u00ad|\u200b|\u00a0".split("|")
    ),
    max_size=40,
)
INVISIBLE = "\u00ad\u200b"


@given(PARTS.map("".join))
def test_sentences_are_in_order_apart_and_hold_all_that_can_be_seen(text):
    document = Document.of(text)
    ends = 0
    for start, end in document.sentences:
        assert ends <= start < end
        assert not text[ends:start].strip(INVISIBLE + " \n\u00a0")
        ends = end
    assert not text[ends:].strip(INVISIBLE + " \n\u00a0")


@given(PARTS.map("".join))
def test_tokens_hold_all_that_can_be_seen_and_lie_in_sentences(text):
    document = Document.of(text)
    around = [place for start, end in document.sentences for place in range(start, end)]
    covered = [place for token in document.tokens for place in range(token.start, token.end)]
    assert set(covered) <= set(around)
    assert len(covered) == len(set(covered))
    left = "".join(character for place, character in enumerate(text) if place not in set(covered))
    assert not left.strip(INVISIBLE + " \n\u00a0")
    for token in document.tokens:
        written = text[token.start : token.end]
        assert token.text == written.translate(dict.fromkeys(map(ord, INVISIBLE))).replace("-\n", "")


@given(PARTS.map("".join))
def test_windows_line_ends_make_no_difference(text):
    unix, windows = Document.of(text), Document.of(text.replace("\n", "\r\n"))
    assert windows.plain.text == unix.plain.text
    assert [one.replace("\r", "") for one in cut(windows, windows.sentences)] == cut(unix, unix.sentences)
    assert [token.text for token in windows.tokens] == [token.text for token in unix.tokens]


@given(PARTS.map("".join), st.data())
def test_a_place_in_the_text_that_is_read_leads_back_to_the_original(text, data):
    document = Document.of(text)
    end = data.draw(st.integers(0, len(document.plain.text)))
    start = data.draw(st.integers(0, end))
    if start < end:
        assert document.to_plain(document.from_plain((start, end))) == (start, end)


def said(text: str) -> list[tuple[str, str]]:
    return [
        (" / ".join(text[slice(*span)] for span in one.content), one.speaker)
        for one in extract_statements(Article(text))
    ]


@pytest.mark.parametrize("title", ["Mr.", "General"])
def test_what_is_said_to_somebody_with_a_short_title_is_found(title):
    text = f"The board voiced to {title} Brandt its concern over the harbour."
    assert said(text) == [("its concern over the harbour", "")]


def test_a_statement_does_not_end_at_an_acronym():
    assert said("Mara Velt praised the U.S. and the EU.") == [("the U.S. and the EU", "Mara Velt")]


def test_invisible_characters_hide_neither_names_nor_targets():
    text = "Petra Ho\u00adlm said the Euro\u00adpean Union was late. She said the C\u200bSTO had left Azer\u00adbaijan."
    assert [speaker for _, speaker in said(text)] == ["Petra Holm", "Petra Holm"]
    mentions = find_mentions(text, default_targets())
    assert [text[slice(*one.span)] for one in mentions] == ["Euro\u00adpean Union", "C\u200bSTO", "Azer\u00adbaijan"]


def test_evidence_and_passages_keep_the_places_of_the_text_as_it_is():
    text = "Petra Holm said the C\u200bSTO had betrayed us.[1]\r\n\r\nShe said the Euro\u00adpean Union had helped."
    analysed = analyse([Article(text)], scorer="vader")
    assert [text[slice(*span)] for row in analysed.stances["mentions"] for span in json.loads(row)] == [
        "C\u200bSTO",
        "Euro\u00adpean Union",
    ]


def test_a_footnote_stands_in_nobodys_name():
    text = "Petra Holm said the port was closed.1 Velt said that it was open."
    assert said(text) == [("the port was closed", "Petra Holm"), ("that it was open", "Velt")]


def test_a_statement_may_go_over_the_lines_of_a_wrapped_text():
    line = "The harbour of Marsk has been closed since the spring of last year, as all of the\nboats were late. "
    text = (
        line * 3 + "Mara Velt, who leads the board of the port, said on Friday evening that the\npier was late."
    ).replace("late. ", "late.\n")
    assert ("that the\npier was late", "Mara Velt") in said(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("the \u0421STO left", "the CSTO left"),
        ("\u0430zerbaijan and the \u0415U", "azerbaijan and the EU"),
        ("the N\u039fRLAND pier", "the NORLAND pier"),
    ],
)
def test_letters_of_another_script_inside_a_word_of_ours_are_read_as_ours(written, read):
    document = Document.of(written)
    assert document.plain.text == read
    assert document.text == written


@pytest.mark.parametrize("written", ["\u0415\u0421 said", "\u041c\u043e\u0441\u043a\u0432\u0430 is a city", "5\u0441m"])
def test_words_of_another_script_stay_as_they_are(written):
    assert Document.of(written).plain.text == written
