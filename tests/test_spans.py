"""Looking up spans, and cutting what goes on without an end."""

from hypothesis import given
from hypothesis import strategies as st

from analytics.text.document import Document
from analytics.text.spans import LONGEST, SpanIndex, containing, pieces

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda one: (one[0], one[0] + one[1])))
CLAUSE = "Mara Velt said that the pier was late and "


@given(SPANS, SPANS)
def test_an_index_finds_what_trying_each_span_finds(spans, others):
    index = SpanIndex(spans)
    for start, end in others:
        shared = [n for n, (a, b) in enumerate(spans) if max(a, start) < min(b, end)]
        found = list(index.overlapping((start, end)))
        assert sorted(found) == shared
        assert index.overlaps((start, end)) == bool(shared)
        assert [spans[n][0] for n in found] == sorted((spans[n][0] for n in shared), reverse=True)


def test_an_index_says_whether_a_character_is_covered():
    index = SpanIndex([(2, 4), (3, 9)])
    assert [place for place in range(12) if index.covers(place)] == [2, 3, 4, 5, 6, 7, 8]


def test_a_span_that_holds_a_place_is_found_among_those_in_order():
    assert [containing([(1, 3), (3, 5)], place) for place in (0, 1, 3, 5)] == [None, (1, 3), (3, 5), None]


def test_a_sentence_of_usual_length_stays_whole():
    text = CLAUSE * (LONGEST // len(CLAUSE))
    assert list(pieces(text, (0, len(text)))) == [(0, len(text))]


def test_what_goes_on_without_an_end_is_cut_where_clauses_are_joined():
    text = (CLAUSE * 500).removesuffix(" and ")
    cut = [text[start:end] for start, end in pieces(text, (0, len(text)))]
    assert " ".join(cut) == text
    assert all(one.startswith(("Mara Velt said", "and Mara Velt said")) for one in cut)
    assert max(map(len, cut)) < LONGEST


def test_a_long_quotation_is_not_cut_and_does_not_count_for_the_length():
    quotation = f"“{CLAUSE * 200}”"
    text = f"{quotation} Velt said."
    assert Document.of(text).sentences_around((0, len(text)), [(0, len(quotation))]) == [(0, len(text))]


def test_one_endless_word_stays_one_piece():
    text = "a" * 10 * LONGEST
    assert list(pieces(text, (0, len(text)))) == [(0, len(text))]
