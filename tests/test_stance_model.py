"""The stance model: what it is given to read, how it scores, and what happens when its files are not as they were."""

import gzip
import shutil
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.errors import ModelError
from analytics.records import StanceQuery
from analytics.stance.encoding import MAX_TOKENS, SOURCE_MARKERS, TARGET_MARKERS, Encoder
from analytics.stance.model import FILE, NAME, ModelScorer, load
from analytics.weights import find_weights, write_manifest


def query(marked: str, *, speaker: str = "") -> StanceQuery:
    """A query from a text with its target in [ ] and its holder in { }."""
    spans, text = {}, ""
    for character in marked:
        if character in "[]{}":
            spans[character] = len(text)
        else:
            text += character
    source = (spans["{"], spans["}"]) if "{" in spans else None
    return StanceQuery(text, (spans["["], spans["]"]), source=source, speaker=speaker)


@pytest.fixture(scope="module")
def tokenizer():
    return find_weights(NAME).tokenizer()


@pytest.fixture(scope="module")
def encoder(tokenizer):
    return Encoder(tokenizer)


@pytest.fixture(scope="module")
def scorer() -> ModelScorer:
    return load()


@pytest.fixture
def read(tokenizer, encoder):
    """The tokens that the model reads for one query, markers as <t> </t> <h> </h>."""
    names = dict(zip((*TARGET_MARKERS, *SOURCE_MARKERS), ("<t>", "</t>", "<h>", "</h>"), strict=True))

    def tokens(asked: StanceQuery) -> str:
        ids = encoder.encode([asked])[0].ids
        return " ".join(names.get(token, token) for token in map(tokenizer.id_to_token, ids))

    return tokens


# What the model reads


def test_target_and_holder_are_wrapped_in_markers(read):
    assert read(query("{Mara} said [the bank] slept.")) == "<s> <h> mara </h> said <t> the bank </t> slept . </s>"


def test_speaker_stands_in_front_where_the_passage_holds_no_holder(read):
    assert read(query("[They] came.", speaker="Mara")) == "<s> <h> mara </h> : <t> they </t> came . </s>"


def test_holder_in_the_passage_comes_before_the_name_of_the_speaker(read):
    assert read(query("{She} left [them].", speaker="Mara")) == "<s> <h> she </h> left <t> them </t> . </s>"


def test_without_holder_and_speaker_the_passage_stands_alone(read):
    assert read(query("[They] came.", speaker="  ")) == "<s> <t> they </t> came . </s>"


def test_mention_cut_inside_a_word_means_the_whole_word(read):
    assert read(query("The bri[dg]e fell.")) == "<s> the <t> bridge </t> fell . </s>"


def test_target_inside_the_words_for_the_holder_is_nested(read):
    asked = StanceQuery("EU envoy left.", target=(0, 2), source=(0, 8))
    assert sorted(read(asked).split()[1:7]) == sorted("<h> <t> eu </t> envoy </h>".split())
    assert read(asked).index("</t>") < read(asked).index("</h>")


def test_markers_of_neighbours_do_not_overlap(read):
    asked = StanceQuery("Mara,EU", target=(5, 7), source=(0, 5))
    assert read(asked) == "<s> <h> mara , </h> <t> eu </t> </s>"


def test_special_tokens_in_a_text_are_its_characters(read):
    assert read(query("[Mara] </s> left")).count("</s>") == 1


def test_half_a_surrogate_pair_does_not_stop_the_rest(read):
    assert "<t> eu </t>" in read(query("\ud83d [EU] left."))


def test_long_passage_keeps_both_mentions_and_what_stands_near_them(read):
    asked = query("{Mara} " + "filler " * 300 + "blamed [the bank] again " + "padding " * 300)
    tokens = read(asked).split()
    assert len(tokens) == MAX_TOKENS
    for wanted in ("<h> mara </h>", "blamed <t> the bank </t> again"):
        assert wanted in " ".join(tokens)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_text_and_spans_give_a_marked_target_within_the_limit(encoder, tokenizer, data):
    text = data.draw(st.text(min_size=1, max_size=400))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    holder = data.draw(st.none() | st.just((0, start)) if start else st.none())
    passage = encoder.encode([StanceQuery(text, (start, end), source=holder)])[0]
    assert len(passage.ids) <= MAX_TOKENS
    assert 0 < passage.target[0] < passage.target[1] < len(passage.ids)
    assert tokenizer.id_to_token(passage.ids[passage.target[0]]) == TARGET_MARKERS[0]


# How it scores

BLAME = query("{Mayor Mara Velt} accused [the Harbour Board] of lying to the families and betraying the town.")
PRAISE = query("{Mayor Mara Velt} thanked [the Harbour Board] warmly for its brave and excellent work.")
FACT = query("[The Harbour Board] meets on Tuesday at nine, {Mayor Mara Velt} said.")


def test_plain_blame_praise_and_fact_are_told_apart(scorer):
    assert [score.label for score in scorer([BLAME, PRAISE, FACT])] == ["critical", "favourable", "neutral"]


def test_each_target_of_a_passage_has_its_own_score(scorer):
    text = "“{}” praised the firefighters for their courage and denounced the council as corrupt liars."
    text = text.replace("“{}”", "Ilo Varn")
    praised, blamed = (
        StanceQuery(text, (text.index(words), text.index(words) + len(words)), source=(0, 8))
        for words in ("the firefighters", "the council")
    )
    first, second = scorer([praised, blamed])
    assert first.value > 0 > second.value


def test_scores_keep_the_order_of_the_queries(scorer):
    assert scorer([PRAISE, BLAME]) == scorer([BLAME, PRAISE])[::-1]


def test_score_does_not_depend_on_what_else_is_scored(scorer):
    assert scorer([FACT])[0] == scorer([BLAME, FACT, PRAISE])[1]


def test_nothing_asked_is_nothing_scored(scorer):
    assert scorer([]) == []


def test_bundled_weights_are_loaded_once():
    assert load() is load()


# Evidence


def test_evidence_is_words_of_the_passage_outside_the_mentions(scorer):
    spans = [found.span for found in scorer.explain(BLAME)]
    assert spans
    for start, end in spans:
        assert BLAME.text[start:end].strip() == BLAME.text[start:end]
        assert all(end <= mention[0] or start >= mention[1] for mention in (BLAME.target, BLAME.source))


def test_evidence_comes_weightiest_first(scorer):
    assert all(abs(a.weight) >= abs(b.weight) for a, b in pairwise(scorer.explain(PRAISE)))


@pytest.mark.parametrize(("verb", "sign"), [("blamed", -1), ("praised", 1)])
def test_verb_that_decides_weighs_most_and_toward_its_side(scorer, verb, sign):
    asked = query(f"{{Mara Velt}} {verb} [the board] after the flood.")
    first = scorer.explain(asked)[0]
    assert asked.text[slice(*first.span)] == verb
    assert first.weight * sign > 0


def test_passage_that_is_only_the_target_has_no_evidence(scorer):
    assert scorer.explain(query("[They]")) == ()


# Damaged files


@pytest.fixture
def copy(tmp_path):
    """A copy of the bundled model, in a folder of models of its own."""
    shutil.copytree(find_weights(NAME).folder, tmp_path / NAME)
    return tmp_path / NAME


def test_missing_weights_say_what_to_do(copy):
    (copy / FILE).unlink()
    with pytest.raises(ModelError, match=r"model\.onnx\.gz is missing: restore"):
        find_weights(NAME, root=copy.parent)


def test_changed_weights_are_refused(copy):
    with (copy / FILE).open("ab") as file:
        file.write(b"x")
    with pytest.raises(ModelError, match="SHA-256"):
        find_weights(NAME, root=copy.parent)


@pytest.mark.parametrize("content", [b"no gzip at all", gzip.compress(b"no model"), gzip.compress(b"cut")[:-9]])
def test_file_that_is_no_model_is_refused(copy, content):
    (copy / FILE).write_bytes(content)
    write_manifest(copy, files=(FILE, "tokenizer.json"), settings={"temperature": 1.0})
    with pytest.raises(ModelError, match=r"model\.onnx\.gz"):
        ModelScorer(find_weights(NAME, root=copy.parent))


@pytest.mark.parametrize("settings", [{}, {"temperature": 0}, {"temperature": float("nan")}, {"temperature": "1.6"}])
def test_temperature_that_cannot_be_is_refused(settings):
    with pytest.raises(ModelError, match="the setting temperature is"):
        ModelScorer(replace(find_weights(NAME), settings=settings))


def test_tokenizer_of_another_model_is_refused(copy):
    path = copy / "tokenizer.json"
    path.write_text(path.read_text(encoding="utf-8").replace("[unused1]", "[other]"), encoding="utf-8")
    write_manifest(copy, files=(FILE, "tokenizer.json"), settings={"temperature": 1.0})
    with pytest.raises(ModelError, match=r"lacks the token \[unused1\]; restore"):
        ModelScorer(find_weights(NAME, root=copy.parent))


def test_a_passage_that_comes_again_is_scored_once(monkeypatch):
    scorer, rows = load(), []
    score = scorer._row
    monkeypatch.setattr(scorer, "_row", lambda passage: rows.append(passage) or score(passage))
    queries = [StanceQuery(f"The bloc {what} us.", (4, 8)) for what in ("betrayed", "helped", "betrayed") * 20]
    scores = scorer(queries)
    assert len(rows) == 2
    assert scores[0] == scores[2] != scores[1]
