"""What counts as a statement, and which words of it are content, source and cue."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.quotes import find_attributions
from analytics.quotes.rules import attributions
from analytics.records import Article
from analytics.text.document import Document


@dataclass(frozen=True)
class Found:
    """An attribution in words."""

    content: tuple[str, ...]
    source: str | None
    cue: str | None
    kind: str
    continues: bool = False


def found(text: str, **fields: str) -> list[Found]:
    article = Article(text, **fields)

    def words(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return [
        Found(tuple(text[a:b] for a, b in x.content), words(x.source), words(x.cue), x.kind, x.continues)
        for x in find_attributions(article)
    ]


def only(text: str, **fields: str) -> Found:
    (one,) = found(text, **fields)
    return one


@pytest.mark.parametrize(
    "quotation",
    [
        "“We will rebuild the pier,”",
        '"We will rebuild the pier,"',
        "«We will rebuild the pier»,",
        "„We will rebuild the pier“,",
    ],
    ids=["curly", "straight", "guillemets", "german"],
)
def test_direct_quotation_in_every_kind_of_marks(quotation: str) -> None:
    one = only(f"{quotation} said Mara Velt, the mayor of Lind.")
    assert one.content[0].strip(",") == quotation.strip(",") or one.content[0] == quotation
    assert (one.cue, one.kind) == ("said", "direct")
    assert one.source == "Mara Velt, the mayor of Lind"


def test_attribution_before_the_quotation() -> None:
    one = only("Mara Velt told reporters: “The pier is ours to mend.”")
    assert one == Found(("“The pier is ours to mend.”",), "Mara Velt", "told", "direct")


def test_attribution_after_the_quotation() -> None:
    one = only("“The pier is ours to mend,” the mayor said on Friday.")
    assert one == Found(("“The pier is ours to mend,”",), "the mayor", "said", "direct")


def test_quotation_interrupted_by_its_attribution_is_one_statement() -> None:
    one = only("“The pier,” Velt said, “is ours to mend.”")
    assert one == Found(("“The pier,”", "“is ours to mend.”"), "Velt", "said", "direct")


@pytest.mark.parametrize(
    "attribution",
    [
        "Velt told the Marsk Post on Wednesday,",
        "Velt said during a rally in Lorvan,",
        "said Mara Velt, the mayor of Lorvan, at a meeting of the council,",
        "Velt said, but",
    ],
)
def test_quotation_goes_on_behind_a_longer_attribution(attribution: str) -> None:
    one = only(f"“We have mended the bridge,” {attribution} “and the road is still old.”")
    assert one.content == ("“We have mended the bridge,”", "“and the road is still old.”")


def test_second_sentence_after_the_attribution_belongs_to_the_statement() -> None:
    one = only("“The pier is ours,” Velt said. “We will mend it by May.”")
    assert one == Found(("“The pier is ours,”", "“We will mend it by May.”"), "Velt", "said", "direct")


def test_question_before_its_attribution_is_not_cut_off() -> None:
    one = only("“Who will pay for the pier?” Velt asked.")
    assert one == Found(("“Who will pay for the pier?”",), "Velt", "asked", "direct")


def test_quotation_over_three_paragraphs_reopened_is_one_statement() -> None:
    text = "“The pier was built in haste.\n\n“Nobody looked at the piles.\n\n“Now we pay for it,” Velt said."
    one = only(text)
    assert one.content == ("“The pier was built in haste.\n\n“Nobody looked at the piles.\n\n“Now we pay for it,”",)
    assert one.source == "Velt"


def test_quotation_over_three_paragraphs_not_reopened_is_one_statement() -> None:
    text = "“The pier was built in haste.\nNobody looked at the piles.\nNow we pay for it,” Velt said."
    assert only(text).content == (text[: text.index(" Velt said")],)


def test_quotation_in_the_next_paragraph_without_attribution_goes_on_with_the_speaker() -> None:
    first, second = found("“The pier is ours,” Velt said.\n\n“We will mend it by May, whatever it costs.”")
    assert first.source == "Velt"
    assert second == Found(("“We will mend it by May, whatever it costs.”",), None, None, "direct", continues=True)


def test_quotation_introduced_by_a_paragraph_that_ends_in_a_colon_has_its_speaker() -> None:
    one = only("The mayor said:\n\n“We will mend it by May, whatever it costs.”")
    assert one.source == "The mayor"
    assert one.content == ("“We will mend it by May, whatever it costs.”",)


def test_indirect_speech_with_that() -> None:
    one = only("Mara Velt warned on Monday that the pier would not last the winter.")
    assert one == Found(("that the pier would not last the winter",), "Mara Velt", "warned", "indirect")


def test_indirect_speech_without_that() -> None:
    one = only("The harbour board said the pier would close in June.")
    assert one == Found(("the pier would close in June",), "The harbour board", "said", "indirect")


def test_indirect_speech_before_its_attribution() -> None:
    one = only("The pier will close in June, the harbour board said on Tuesday.")
    assert one == Found(("The pier will close in June",), "the harbour board", "said", "indirect")


def test_indirect_speech_around_its_attribution() -> None:
    one = only("The pier, the harbour board said, will close in June.")
    assert one == Found(("The pier", "will close in June"), "the harbour board", "said", "indirect")


def test_according_to_before_and_after() -> None:
    before = only("According to the harbour board, the pier is safe.")
    after = only("The pier is safe, according to the harbour board.")
    assert before == Found(("the pier is safe",), "the harbour board", "According to", "indirect")
    assert after == Found(("The pier is safe",), "the harbour board", "according to", "indirect")


def test_mixed_speech_keeps_the_clause_around_the_fragment() -> None:
    one = only("Velt said the board had shown “a breathtaking lack of care” for the pier.")
    assert one == Found(("the board had shown “a breathtaking lack of care” for the pier",), "Velt", "said", "mixed")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Mara Velt and their deputy said that the pier was safe.", "Mara Velt and their deputy"),
        ("Holm last Friday said that the pier was safe.", "Holm"),
        ("The board kept quiet, whereas Velt said that the pier was safe.", "Velt"),
        ("Few residents of the port said that the pier was safe.", "Few residents of the port"),
    ],
)
def test_rules_alone_find_where_the_subject_begins_and_ends(text: str, source: str) -> None:
    (one,) = attributions(Document.of(Article(text)), (0, len(text)), [])
    assert one.source is not None
    assert text[slice(*one.source)] == source


def test_participle_that_adds_shares_the_subject() -> None:
    first, second = found("Velt said the pier was safe, adding that the bridge was not.")
    assert (first.content, second.content) == (("the pier was safe",), ("that the bridge was not",))
    assert first.source == second.source == "Velt"


def test_two_speakers_in_one_sentence_are_two_statements() -> None:
    first, second = found("Velt said the pier was safe, while the harbour board warned that it was rotten.")
    assert (first.source, first.content) == ("Velt", ("the pier was safe",))
    assert (second.source, second.content) == ("the harbour board", ("that it was rotten",))


def test_apposition_belongs_to_the_source() -> None:
    one = only("Mara Velt, who has led Lind since 2019, said the pier was safe.")
    assert one.source == "Mara Velt, who has led Lind since 2019,"


@pytest.mark.parametrize(
    "act", ["called the offer an insult", "rejected the plan of the council", "described the pier as a ruin"]
)
def test_what_stands_before_the_speaker_is_not_said_where_the_verb_takes_an_object(act: str) -> None:
    one = only(f"In Lind, the harbour master, Mara Velt, {act}.")
    assert one.source == "the harbour master, Mara Velt,"
    assert act.endswith(" ".join(one.content))


def test_aide_to_somebody_is_the_source_not_the_one_whom_the_aide_serves() -> None:
    one = only("A senior aide to Mayor Mara Velt said that the pier was safe.")
    assert one.source == "A senior aide to Mayor Mara Velt"


def test_who_is_quoted_by_somebody_is_the_source() -> None:
    one = only("The Harbour Post quoted Mara Velt as saying that the pier was safe.")
    assert (one.source, one.content) == ("Mara Velt", ("that the pier was safe",))


def test_what_was_not_said_is_no_statement() -> None:
    assert found("The mayor did not say when the pier would open again.") == []


def test_closing_attribution_takes_in_what_stands_before_it() -> None:
    one = only("The mayor wants to mend the pier by May, her aide Tom Brack said.")
    assert (one.content, one.source) == (("The mayor wants to mend the pier by May",), "her aide Tom Brack")


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            'The harbour board says on its website that visitors are still advised to "take a high degree of care" on '
            'the old pier — which is unchanged — but it now explains the warning is "due to the risk of rotten piles."',
            [
                'that visitors are still advised to "take a high degree of care" on the old pier — which is unchanged '
                '— but it now explains the warning is "due to the risk of rotten piles."'
            ],
        ),
        (
            "“These people know how to use words,” Velt said, speaking of the board, “and leave themselves room.”",
            ["“These people know how to use words,”", "“and leave themselves room.”"],
        ),
        (
            "According to the Harbour Post, harbour master Petra Holm said on Friday that if the board were to pay, "
            "“she would mend it herself.”",
            ["that if the board were to pay, “she would mend it herself.”"],
        ),
    ],
    ids=["two fragments of one clause", "two cues for one quotation", "a clause and its fragment"],
)
def test_words_found_in_two_ways_are_one_statement(text: str, contents: list[str]) -> None:
    assert list(only(text).content) == contents


@pytest.mark.parametrize(
    ("said", "attribution"),
    [
        ("Norland backs the plan because it is cheap, though it may well stop", "Sam Orrin warned"),
        ("Petra Holm believes that she can do anything", "Sam Orrin has claimed"),
        ("Petra Holm thinks the harbour is lost, while Jan Marsk wants to save it", "Mara Velt wrote in a letter"),
    ],
)
def test_attribution_that_ends_a_sentence_governs_what_others_think_or_want_in_it(said: str, attribution: str) -> None:
    one = only(f"{said}, {attribution}.")
    assert one.content == (said,)
    assert one.source == " ".join(attribution.split()[:2])


def test_each_of_two_speakers_in_a_sentence_has_their_own_quotation() -> None:
    first, second = found('"The pier," said Mara Velt, who said the board had shown "no secrets to anybody."')
    assert (first.content, second.content) == (('"The pier,"',), ('the board had shown "no secrets to anybody."',))


def test_quotation_ends_after_one_inside_it_that_a_space_keeps_apart() -> None:
    one = only('"I can say \'the pier is safe,\' " said Mara Velt. "It is no use."')
    assert one.content == ("\"I can say 'the pier is safe,' \"", '"It is no use."')
    assert one.source == "Mara Velt"


def test_attitude_is_kept_apart() -> None:
    assert only("Velt believes that the pier will last.").kind == "attitude"


def test_speech_inside_a_quotation_is_no_statement_of_its_own() -> None:
    one = only("“The board said that the pier was safe, and we believed it,” Velt said.")
    assert one.source == "Velt"


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “reform” cost the town its only pier.",
        "The ferry “Northern Star” left the pier at noon.",
        "Velt declined to comment on the pier.",
        "The report on the pier fills two volumes.",
        "Velt was asked why the pier had been left to rot.",
    ],
    ids=["scare quotes", "name in quotation marks", "declined to comment", "noun that looks like a verb", "passive"],
)
def test_what_is_not_a_statement(text: str) -> None:
    assert found(text) == []


def test_headlines_captions_and_furniture_hold_no_statements() -> None:
    text = (
        "Mayor says pier is safe\n\nNorland - Mayor Mara Velt says goodbye to the old pier, May 3, 2021.\n\n"
        "ADVERTISEMENT\n\nThe mayor said the pier was safe.\n\nLEAVE A REPLY"
    )
    assert only(text, title="Mayor says pier is safe").content == ("the pier was safe",)


def test_paragraph_that_a_page_repeats_counts_once() -> None:
    said = "The mayor said the pier was safe."
    text = "\n\n".join([said, "It was built in 1931, before the flood.", said])
    assert only(text).content == ("the pier was safe",)


@pytest.mark.parametrize("mark", ["“", '"'], ids=["curly", "straight"])
def test_one_unbalanced_mark_does_not_spoil_the_rest(mark: str) -> None:
    text = f"The {mark}old pier was closed.\n\nThe mayor said it was rotten.\n\n“It was rotten all through,” Velt said."
    contents = [one.content for one in found(text)]
    assert ("it was rotten",) in contents
    assert ("“It was rotten all through,”",) in contents


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "The harbour board of the town of Lind said on Monday that the old\n"
        "pier, which was built in the year of the great flood and never once\n"
        "looked at since by anybody who knew about timber, would close in\n"
        "June and stay closed until the council had found the money for a\n"
        "new one.\n"
    )
    one = only(text)
    assert one.content[0].startswith("that the old")
    assert one.content[0].endswith("new one")


def test_turns_of_a_transcript_are_direct_speech_with_the_label_as_source() -> None:
    text = "HOST: Is the pier safe?\n\nVELT: It is.\n\nI walked on it.\n\nHOST: And the bridge?\n\nVELT: No."
    turns = found(text)
    assert [(one.source, one.content[0]) for one in turns] == [
        ("HOST", "Is the pier safe?"),
        ("VELT", "It is.\n\nI walked on it."),
        ("HOST", "And the bridge?"),
        ("VELT", "No."),
    ]
    assert {(one.kind, one.cue) for one in turns} == {("direct", ":")}


NEWS = st.lists(
    st.sampled_from(
        [
            "Velt said",
            "the board",
            "“",
            "”",
            '"',
            "«",
            "»",
            "that",
            ",",
            ".",
            "\n\n",
            "?",
            "according to",
            "it was safe",
            "told",
            "'",
            "’",
            ":",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(st.one_of(NEWS, st.text(max_size=200)))
def test_spans_lie_in_the_text_trimmed_and_in_order(text: str) -> None:
    attributions = find_attributions(Article(text))
    assert attributions == sorted(attributions, key=lambda x: x.content[0])
    for one in attributions:
        spans = [*one.content, *(span for span in (one.source, one.cue) if span)]
        assert all(0 <= a < b <= len(text) and text[a:b] == text[a:b].strip() for a, b in spans)
        assert all(a[1] <= b[0] for a, b in zip(one.content, one.content[1:], strict=False))
        assert 0 <= one.confidence <= 1
    contents = sorted(span for one in attributions for span in one.content)
    assert all(a[1] <= b[0] for a, b in pairwise(contents))
    assert all(any(map(str.isalnum, text[a:b])) for a, b in contents)


@pytest.mark.parametrize("cue", ["went on", "added", "said"])
def test_attribution_between_commas_governs_both_sides(cue):
    text = f"Mara Velt spoke first. The northern side, she {cue}, would take one only if it “respected” the town."
    found = [
        found for found in find_attributions(Article(text)) if text[found.content[0][0] :].startswith("The northern")
    ]
    assert [(one.kind, len(one.content), text[slice(*one.source)]) for one in found] == [("mixed", 2, "she")]
