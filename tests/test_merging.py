"""How rules, quotation marks and tagger become one list: who decides what."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from analytics.quotes.merging import apart, merge
from analytics.quotes.tagger.model import Proposal
from analytics.records import Attribution
from analytics.text.quotation_marks import quotations

TEXT = "Velt said the pier was “safe enough for us”, and mocked the board. “They never looked,” she said."
MARKS = quotations(TEXT, [(0, len(TEXT))])


def span(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def proposal(content: str, source: str = "Velt", cue: str = "said", confidence: float = 0.9) -> Proposal:
    return Proposal((span(content),), span(source), span(cue), confidence)


def contents(attributions: list[Attribution]) -> list[str]:
    return [TEXT[a:b] for one in attributions for a, b in one.content]


def test_proposal_that_cuts_a_quotation_is_widened_to_the_whole_of_it() -> None:
    merged = merge(TEXT, MARKS, [], [proposal("the pier was “safe enough")])
    assert contents(merged) == ["the pier was “safe enough for us”"]
    assert merged[0].kind == "mixed"


def test_quotation_that_the_tagger_missed_is_kept() -> None:
    rule = Attribution((span("“They never looked,”"),), span("she"), span("said."), "direct", 0.95)
    assert merge(TEXT, MARKS, [rule], []) == [rule]


def test_speech_inside_a_quotation_is_not_somebody_elses_statement() -> None:
    rule = Attribution((span("“They never looked,”"),), span("she"), None, "direct", 0.95)
    assert merge(TEXT, MARKS, [rule], [proposal("looked", source="They", cue="never")]) == [rule]


def test_what_only_the_tagger_sees_is_added() -> None:
    (one,) = merge(TEXT, MARKS, [], [proposal("the board", cue="mocked")])
    assert (one.kind, one.confidence) == ("indirect", 0.9)


def test_cue_has_one_source_and_the_tagger_knows_which() -> None:
    rule = Attribution((span("the pier"),), span("the board"), span("mocked"), "indirect", 0.8)
    (one,) = merge(TEXT, MARKS, [rule], [proposal("the board", cue="mocked")])
    assert (one.source, contents([one])) == (span("Velt"), ["the board"])


def test_what_rule_and_tagger_find_of_one_source_and_cue_is_kept_both() -> None:
    rule = Attribution((span("the pier"),), span("Velt"), span("mocked"), "indirect", 0.8)
    assert contents(merge(TEXT, MARKS, [rule], [proposal("the board", cue="mocked")])) == ["the pier", "the board"]


def test_proposal_that_is_too_unsure_is_left_out_all_the_sooner_where_it_names_nobody() -> None:
    nobody = Proposal((span("the board"),), None, span("mocked"), 0.4)
    assert merge(TEXT, MARKS, [], [nobody, proposal("the board", confidence=0.1)]) == []
    assert len(merge(TEXT, MARKS, [], [proposal("the board", confidence=0.4)])) == 1


def test_thought_or_act_without_speech_is_an_attitude() -> None:
    text = "Velt wanted the pier mended."
    found = merge(text, [], [], [Proposal(((12, 27),), (0, 4), (5, 11), 0.9)])
    assert [one.kind for one in found] == ["attitude"]


def test_fragments_that_the_tagger_sees_as_one_statement_are_one() -> None:
    rules = [
        Attribution((span(words),), span("Velt"), span("said"), "mixed", 0.85)
        for words in ("the pier was “safe enough for us”", "mocked the board. “They never looked,”")
    ]
    (one,) = merge(TEXT, MARKS, rules, [proposal("the pier was “safe enough for us”, and mocked the board. “They")])
    assert contents([one]) == ["the pier was “safe enough for us”, and mocked the board. “They never looked,”"]


def test_who_is_quoted_inside_a_quotation_does_not_speak_all_of_it() -> None:
    text = "“The board told Holm that it was safe.”"
    whole = Attribution(((0, len(text)),), None, None, "direct", 0.75, continues=True)
    inner = Proposal(((0, len(text)),), (text.index("Holm"), text.index(" that")), (11, 15), 0.9)
    assert merge(text, quotations(text, [(0, len(text))]), [whole], [inner]) == [whole]


def test_who_is_quoted_as_saying_is_not_in_what_they_say() -> None:
    text = "“It will last,” the Post quoted Mara Velt as saying."
    found = Proposal(((0, 15), (32, 51)), (16, 24), (25, 31), 0.9)
    (one,) = merge(text, quotations(text, [(0, len(text))]), [], [found])
    assert one.content == ((0, 15),)
    assert text[slice(*one.source or (0, 0))] == "Mara Velt"


def attribution(*words: str, source: str | None = "Velt", cue: str | None = "said", **fields: object) -> Attribution:
    made = Attribution(tuple(span(each) for each in words), source and span(source), cue and span(cue), "indirect", 0.8)
    return replace(made, **fields)


def set_apart(*attributions: Attribution) -> list[Attribution]:
    return apart(TEXT, attributions, [mark.span for mark in MARKS])


def test_same_words_are_one_statement_of_the_named_source() -> None:
    nobody = attribution("the pier", source=None, cue=None, confidence=0.9)
    assert set_apart(nobody, attribution("the pier"), attribution("the pier")) == [attribution("the pier")]


def test_two_readings_of_one_cue_are_one_statement_with_the_words_of_both_and_the_source_that_took_less() -> None:
    first = attribution("the pier was", source="Velt said the", cue="mocked", confidence=0.9)
    (one,) = set_apart(first, attribution("was “safe enough for us”", cue="mocked"))
    assert contents([one]) == ["the pier was “safe enough for us”"]
    assert (one.source, one.confidence) == (span("Velt"), 0.9)


def test_fragment_in_quotation_marks_stays_with_its_clause() -> None:
    clause = attribution("the pier was “safe enough for us”", kind="mixed")
    fragment = attribution("“safe enough for us”", "“They never looked,”", source="she", cue="mocked", kind="direct")
    assert contents(set_apart(fragment, clause)) == ["the pier was “safe enough for us”", "“They never looked,”"]


def test_quotation_that_begins_a_sentence_is_its_speakers_and_the_rest_stays_anothers() -> None:
    all_of_it = attribution("mocked the board. “They never looked,”", kind="mixed")
    quotation = attribution("“They never looked,”", source="she", cue=None, kind="direct")
    first, second = set_apart(all_of_it, quotation)
    assert contents([first, second]) == ["mocked the board", "“They never looked,”"]
    assert (first.kind, second) == ("indirect", quotation)


def test_scraps_of_a_clause_are_no_statement() -> None:
    quotation = attribution("“They never looked,”", kind="direct", source="she", cue=None)
    assert set_apart(quotation, attribution("board. “They never looked,”")) == [quotation]


def test_content_without_words_is_no_statement_and_a_source_lies_outside_its_statement() -> None:
    dots = replace(attribution("the pier"), content=((TEXT.index("”, "), TEXT.index(" and")),))
    assert set_apart(dots) == []
    assert set_apart(attribution("Velt said the pier"))[0].source is None


PLACES = st.integers(0, len(TEXT) - 1)
SPANS = st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair) + 1))
PROPOSALS = st.lists(st.builds(Proposal, st.tuples(SPANS), SPANS, SPANS, st.floats(0, 1)), max_size=6)


@given(PROPOSALS)
def test_no_statement_cuts_a_quotation(proposals: list[Proposal]) -> None:
    for one in merge(TEXT, MARKS, [], proposals):
        for start, end in one.content:
            assert not any(start < a < end < b or a < start < b < end for a, b in (q.span for q in MARKS))


CONTENTS = st.lists(SPANS, min_size=1, max_size=3).map(tuple)
KINDS = st.sampled_from(["direct", "mixed", "indirect", "attitude"])
ATTRIBUTIONS = st.lists(
    st.builds(Attribution, CONTENTS, st.none() | SPANS, st.none() | SPANS, KINDS, st.floats(0, 1)), max_size=8
)


def characters(attributions: list[Attribution]) -> set[int]:
    return {place for one in attributions for start, end in one.content for place in range(start, end)}


@given(ATTRIBUTIONS)
def test_no_words_are_in_two_statements_and_no_words_of_a_quotation_are_lost(attributions: list[Attribution]) -> None:
    found = set_apart(*attributions)
    spans = [span for one in found for span in one.content]
    assert all(a[1] <= b[0] for a, b in pairwise(sorted(spans)))
    assert all(any(map(str.isalnum, TEXT[start:end])) for start, end in spans)
    assert all(list(one.content) == sorted(one.content) for one in found)
    assert found == sorted(found, key=lambda one: one.content)
    quoted = {place for mark in MARKS for place in range(*mark.span) if TEXT[place].isalnum()}
    assert quoted & characters(attributions) == quoted & characters(found)
