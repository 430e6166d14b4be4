"""The learned tagger: pieces, tags, decoding, linking, and the model itself on invented articles."""

import itertools
import json
import shutil
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import ModelError
from analytics.quotes.tagger.crf import best_tags, marginals, typed_spans
from analytics.quotes.tagger.labels import N_TAGS, OUTSIDE, encode, legal_ends, legal_transitions
from analytics.quotes.tagger.linking import (
    LinkWeights,
    Vectored,
    between_buckets,
    distance_buckets,
    likeliest,
    none_scores,
    pair_scores,
)
from analytics.quotes.tagger.model import Tagger, default_tagger, tag
from analytics.quotes.tagger.pieces import between_marks, cut, plain
from analytics.quotes.tagger.windows import windows
from analytics.weights import MODELS, Weights, find_weights, write_manifest

ARTICLE = (
    "The ferry between Larnholm and Osk will run again in May, Transport Minister Ilse Varga said on Monday.\n\n"
    "“We have repaired both engines,” Varga told reporters in Larnholm. “Nobody will have to swim.”\n\n"
    "According to the harbour office, the repairs cost four million crowns. Fishermen believe that the boat is too "
    "old."
)


@pytest.fixture(scope="module")
def tokenizer():
    return find_weights("statements").tokenizer()


def marked(text):
    """The characters of text that count as quoted, others as dots."""
    inside = between_marks(text)
    return "".join(c if i else "." for c, i in zip(text, inside, strict=True))


def legal_steps(seed=0):
    transitions = np.random.default_rng(seed).normal(size=(N_TAGS, N_TAGS)).astype(np.float32)
    return np.where(legal_transitions(), transitions, np.float32(-1e4))


def every_legal_sequence(length):
    legal, (begins, ends) = legal_transitions(), legal_ends()
    for tags in itertools.product(range(N_TAGS), repeat=length):
        transitions = all(legal[a, b] for a, b in itertools.pairwise(tags))
        if begins[tags[0]] and ends[tags[-1]] and transitions:
            yield tags


def score(tags, emissions, transitions):
    own = sum(float(emissions[place, t]) for place, t in enumerate(tags))
    return own + sum(float(transitions[a, b]) for a, b in itertools.pairwise(tags))


# Pieces


def test_every_kind_of_quotation_mark_says_what_is_quoted():
    assert marked("He: “Go.” Then") == "....“Go.”....."
    assert marked("He: «Go.» Then") == "....«Go.»....."
    assert marked("He: „Go.“ Then") == "....„Go.“....."
    assert marked('He: "Go." "Now."') == '...."Go."."Now."'


def test_a_mark_that_is_missing_harms_its_own_paragraph_only():
    assert marked('a "b\nc "d" e') == '.."b..."d"..'


def test_plain_text_keeps_every_character_in_its_place():
    text = "«Ça», he’s “said” — „so“"
    assert len(plain(text)) == len(text)
    assert plain(text) == '"Ça", he\'s "said" — "so"'


def test_half_a_character_and_soft_hyphens_break_no_word(tokenizer):
    text = "The ship\u00adment \ud800 left"
    assert [text[s:e] for s, e in cut(text, tokenizer).words][:2] == ["The", "ship\u00adment"]


def test_pieces_know_their_words_case_and_paragraph(tokenizer):
    pieces = cut("NATO met.\n\nÉva Szőkefalvi-Nagy left", tokenizer)
    words = ["NATO met.\n\nÉva Szőkefalvi-Nagy left"[s:e] for s, e in pieces.words]
    assert words == ["NATO", "met", ".", "Éva", "Szőkefalvi", "-", "Nagy", "left"]
    assert pieces.features[pieces.first].tolist() == [2, 0, 0, 1, 1, 0, 1, 0]
    assert pieces.paragraph.tolist() == [0, 0, 0, 1, 1, 1, 1, 1]
    assert (pieces.word == -1).sum() == 1


@given(st.text(alphabet="abÉ “”\"'.,\n-1漢\u00ad\u200b\ud800", max_size=60))
@settings(deadline=None)
def test_words_lie_in_the_text_in_order_and_hold_no_white_space(tokenizer, text):
    pieces = cut(text, tokenizer)
    assert all(0 <= s < e <= len(text) for s, e in pieces.words)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(pieces.words))
    assert not any(any(c.isspace() for c in text[s:e]) for s, e in pieces.words)
    assert pieces.word[pieces.first].tolist() == list(range(len(pieces.words)))


@given(st.lists(st.sampled_from(["word ", "unpronounceability ", "\n\n", "“x” "]), max_size=150), st.integers(16, 64))
@settings(deadline=None)
def test_windows_cover_a_text_once_and_break_no_word(tokenizer, parts, size):
    pieces = cut("".join(parts), tokenizer)
    found = list(windows(pieces, size=size))
    assert [p for w in found for p in range(*w.pieces)] == list(range(len(pieces)))
    assert [p for w in found for p in range(*w.words)] == list(range(len(pieces.words)))
    assert all(len(window) <= size for window in found)


# Tags and their chain


@given(st.lists(st.tuples(st.sampled_from(["source", "cue", "content", None]), st.integers(1, 4)), max_size=12))
def test_spans_survive_being_tags(parts):
    spans, place = {"source": [], "cue": [], "content": []}, 0
    for span_type, length in parts:
        if span_type:
            spans[span_type].append((place, place + length))
        place += length
    assert typed_spans(encode(spans, place)) == spans


@given(st.integers(0, 10_000), st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_best_tags_are_the_best_of_all_legal_sequences(seed, length):
    emissions = np.random.default_rng(seed).normal(scale=2, size=(length, N_TAGS)).astype(np.float32)
    transitions = legal_steps(seed)
    best = max(every_legal_sequence(length), key=lambda tags: score(tags, emissions, transitions))
    assert tuple(best_tags(emissions, transitions).tolist()) == best


def test_marginals_are_those_of_all_legal_sequences():
    emissions = np.random.default_rng(3).normal(size=(3, N_TAGS)).astype(np.float32)
    transitions, expected = legal_steps(3), np.zeros((3, N_TAGS))
    for tags in every_legal_sequence(3):
        for place, t in enumerate(tags):
            expected[place, t] += np.exp(score(tags, emissions, transitions))
    expected /= expected.sum(1, keepdims=True)
    assert marginals(emissions, transitions) == pytest.approx(expected, abs=1e-5)


def test_no_words_have_no_tags():
    assert best_tags(np.zeros((0, N_TAGS), dtype=np.float32), legal_steps()).tolist() == []


def test_long_texts_underflow_nowhere():
    emissions = np.random.default_rng(1).normal(scale=20, size=(5000, N_TAGS)).astype(np.float32)
    assert marginals(emissions, legal_steps()).sum(1) == pytest.approx(np.ones(5000), abs=1e-4)


# Links


def test_distance_is_counted_in_words_between_by_powers_of_two_and_direction():
    rows, columns = np.array([[10, 12]]), np.array([[12, 13], [13, 14], [15, 16], [9, 10], [4, 5], [500, 501]])
    assert distance_buckets(rows, columns).tolist() == [[0, 1, 2, 8, 11, 7]]


def test_cues_between_two_spans_are_counted():
    cues = np.array([[2, 3], [6, 7], [9, 10]])
    assert between_buckets(np.array([[4, 5]]), np.array([[0, 1], [8, 9], [12, 13], [5, 6]]), cues).tolist() == [
        [1, 1, 2, 0]
    ]


def at_chance(rng, count, *, size):
    starts = np.sort(rng.choice(20 * count, count, replace=False)) * 2
    return Vectored(np.stack([starts, starts + 1], axis=1), rng.normal(size=(count, size)).astype(np.float32))


def test_the_likeliest_column_is_that_of_all_scores():
    rng = np.random.default_rng(5)
    cues, sources = at_chance(rng, 900, size=4), at_chance(rng, 700, size=4)
    weights = LinkWeights(rng.normal(size=(2, 16)), rng.normal(size=(2, 4)), rng.normal(size=4), 0.1)
    none = none_scores(cues, weights)
    scores = pair_scores(cues, sources, cues.spans, kind=1, weights=weights)
    best = np.concatenate([scores, none[:, None]], axis=1).argmax(1)
    assert likeliest(cues, sources, cues.spans, none, kind=1, weights=weights).tolist() == best.tolist()


def test_links_take_memory_in_proportion_to_their_number():
    rng = np.random.default_rng(6)
    cues = at_chance(rng, 20_000, size=4)
    weights = LinkWeights(np.zeros((2, 16)), np.zeros((2, 4)), np.zeros(4), 0.0)
    tracemalloc.start()
    likeliest(cues, cues, cues.spans, none_scores(cues, weights), kind=1, weights=weights)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000 * 20_000 / 10


# The model


class Counted:
    """A session of the model that counts how often it runs."""

    def __init__(self, session):
        self._session, self.runs = session, 0

    def run(self, outputs, inputs):
        self.runs += 1
        return self._session.run(outputs, inputs)


@pytest.fixture
def counted(monkeypatch):
    tagger = default_tagger()
    session = Counted(tagger._session)
    monkeypatch.setattr(tagger, "_session", session)
    return session


def test_what_comes_again_is_read_once(counted):
    default_tagger().tag("She said no. " * 2_000)
    assert counted.runs < 10


def test_what_holds_no_letters_in_running_text_is_not_read(counted):
    text = "Mara Velt said no. " + "1 2 3 ... " * 2_000 + "A heading of many words " * 500
    reading = default_tagger().read(text, [(0, text.index("A heading"))])
    assert counted.runs == 1
    assert reading.probabilities[-1].argmax() == OUTSIDE
    assert reading.spans()["cue"] == [(2, 3)]


def test_a_long_text_is_cut_into_the_words_of_its_parts():
    text = 'Mara Velt said no, and "so did I". ' * 1_000
    words = default_tagger().read(text, []).pieces.words
    assert len(words) == 1_000 * len(default_tagger().read(text[:35], []).pieces.words)
    assert [text[slice(*span)] for span in words[-3:]] == ["I", '"', "."]


def words(span):
    return None if span is None else ARTICLE[slice(*span)]


def test_speech_in_every_form_is_tagged_and_linked():
    found = {words(p.source): (words(p.cue), [words(s) for s in p.content]) for p in tag(ARTICLE)}
    cue, content = found["Transport Minister Ilse Varga"]
    assert cue.startswith("said")
    assert content == ["The ferry between Larnholm and Osk will run again in May"]
    assert found["the harbour office"] == ("According to", ["the repairs cost four million crowns"])
    assert found["Fishermen"] == ("believe", ["that the boat is too old"])


def test_a_quotation_around_its_attribution_is_one_attribution():
    found = {words(p.source): [words(s) for s in p.content] for p in tag(ARTICLE)}
    assert found["Varga"] == ["“We have repaired both engines,”", "“Nobody will have to swim.”"]


def test_spans_break_no_word_and_overlap_nothing():
    for proposal in tag(ARTICLE):
        for start, end in (*proposal.content, proposal.source, proposal.cue):
            assert not (ARTICLE[start - 1 : start] + ARTICLE[start]).isalnum() or start == 0
            assert not ARTICLE[end - 1 : end + 1].isalnum() or end == len(ARTICLE)
        assert list(proposal.content) == sorted(proposal.content)
        assert 0 <= proposal.confidence <= 1


def test_start_moves_every_offset():
    here, there = tag(ARTICLE), tag(ARTICLE, start=1000)
    assert [p.content[0][0] + 1000 for p in here] == [p.content[0][0] for p in there]
    assert [p.cue[1] + 1000 for p in here] == [p.cue[1] for p in there]


@pytest.mark.parametrize("text", ["", " \n\n ", "…", "x", "”", "\u00ad"])
def test_texts_that_say_nothing_have_no_proposals(text):
    assert tag(text) == []


def test_a_paragraph_longer_than_any_window_is_tagged_to_its_end():
    sentence = "The valley is quiet and the river is low. "
    text = sentence * 120 + "“The bridge will open in June,” said the engineer Marta Solberg."
    last = tag(text)[-1]
    assert "The bridge will open in June" in text[slice(*last.content[0])]
    assert last.cue is not None
    assert "said" in text[slice(*last.cue)]


def test_a_reading_holds_a_probability_for_each_word():
    reading = default_tagger().read(ARTICLE)
    assert reading.probabilities.shape == (len(reading.pieces.words), N_TAGS)
    assert reading.probabilities.sum(1) == pytest.approx(np.ones(len(reading.pieces.words)), abs=1e-4)
    cue = reading.probability_of("cue")
    place = next(i for i, s in enumerate(reading.pieces.words) if ARTICLE[slice(*s)] == "believe")
    assert cue[place] > 0.5


def test_a_text_reads_the_same_alone_and_after_others():
    default_tagger().read("Something else altogether.")
    assert np.array_equal(default_tagger().read(ARTICLE).emissions, default_tagger().read(ARTICLE).emissions)


def test_weights_of_another_version_are_refused():
    with pytest.raises(ModelError, match="another version"):
        Tagger(Weights("statements", MODELS / "statements", {"version": 0}))


@pytest.fixture
def copy(tmp_path):
    """The bundled model in a folder of models of its own, with heads that may be changed."""
    folder = tmp_path / "statements"
    folder.mkdir()
    for file in ("model.onnx", "tokenizer.json"):
        (folder / file).symlink_to(MODELS / "statements" / file)
    shutil.copy(MODELS / "statements" / "heads.json", folder)
    return folder


FILES = ("model.onnx", "tokenizer.json", "heads.json")
SETTINGS = {"version": 1, "window": 256, "begin_bonus": 0.3}


@pytest.mark.parametrize("missing", FILES)
def test_weights_whose_manifest_leaves_a_file_out_are_refused(copy, missing):
    write_manifest(copy, files=tuple(file for file in FILES if file != missing), settings=SETTINGS)
    with pytest.raises(ModelError, match=f"does not list {missing}"):
        Tagger(find_weights("statements", root=copy.parent))


@pytest.mark.parametrize(
    "wrong", [{"window": "256"}, {"window": 3}, {"window": 10**9}, {"begin_bonus": float("nan")}, {"begin_bonus": None}]
)
def test_weights_with_settings_that_cannot_be_are_refused(wrong):
    with pytest.raises(ModelError, match=f"the setting {next(iter(wrong))} is"):
        Tagger(replace(find_weights("statements"), settings=SETTINGS | wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"steps": [[0.0] * 12] * 13},
        {"steps": "x"},
        {"distance": [[0.0] * 16]},
        {"between": [[0.0] * 4, [0.0] * 3]},
        {"none": []},
        {"none_bias": [0.0]},
        {"none_bias": float("nan")},
        {"none_bias": None},
    ],
)
def test_heads_of_another_shape_are_refused(copy, wrong):
    heads = json.loads((copy / "heads.json").read_text(encoding="utf-8"))
    (copy / "heads.json").write_text(json.dumps(heads | wrong), encoding="utf-8")
    write_manifest(copy, files=FILES, settings=SETTINGS)
    with pytest.raises(ModelError, match=rf"heads\.json.*{next(iter(wrong))}"):
        Tagger(find_weights("statements", root=copy.parent))


def test_heads_that_do_not_fit_the_graph_are_refused(copy):
    heads = json.loads((copy / "heads.json").read_text(encoding="utf-8"))
    (copy / "heads.json").write_text(json.dumps(heads | {"none": [0.0] * 8}), encoding="utf-8")
    write_manifest(copy, files=FILES, settings=SETTINGS)
    with pytest.raises(ModelError, match="not those of this program"):
        Tagger(find_weights("statements", root=copy.parent))
