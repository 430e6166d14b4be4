"""How rules, quotation marks and tagger become one list: who decides what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analytics.quotes.marks import quotations
from analytics.quotes.merging import merge
from analytics.quotes.tagger import Proposal
from analytics.records import Attribution

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


PLACES = st.integers(0, len(TEXT) - 1)
SPANS = st.tuples(PLACES, PLACES).map(lambda pair: (min(pair), max(pair) + 1))
PROPOSALS = st.lists(st.builds(Proposal, st.tuples(SPANS), SPANS, SPANS, st.floats(0, 1)), max_size=6)


@given(PROPOSALS)
def test_no_statement_cuts_a_quotation(proposals: list[Proposal]) -> None:
    for one in merge(TEXT, MARKS, [], proposals):
        for start, end in one.content:
            assert not any(start < a < end < b or a < start < b < end for a, b in (q.span for q in MARKS))
