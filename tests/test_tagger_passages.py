"""Our own passages for the tagger: their markup, where their spans lie, and that none is near what measures it."""

from __future__ import annotations

import random
import re
from collections import Counter

import pytest

from evaluation.gold.reading import gold_articles
from training.stance import nearness
from training.statements import markup

PASSAGES = list(markup.passages())
SPANS = [
    (row["article"], row["text"], role, start, end)
    for row in PASSAGES
    for attribution in row["attributions"]
    for role, spans in attribution.items()
    for start, end in spans
]


def test_markup_gives_the_text_and_the_spans_of_each_attribution() -> None:
    row = markup.parse("{q1 “No,”} {c1 said} {s12 Orrin}. ¶ {s2 He} {c2 waved}{c2 :} {q2 “Yes.”}")
    assert row["text"] == "“No,” said Orrin.\n\nHe waved: “Yes.”"
    words = [
        {role: [row["text"][a:b] for a, b in spans] for role, spans in attribution.items()}
        for attribution in row["attributions"]
    ]
    assert words == [
        {"source": ["Orrin"], "cue": ["said"], "content": ["“No,”"]},
        {"source": ["Orrin", "He"], "cue": ["waved", ":"], "content": ["“Yes.”"]},
    ]


@pytest.mark.parametrize(
    "line",
    [
        "{s Orrin} {c said} {q it rains",
        "{s Orrin {c said}} {q it rains}",
        "{s Orrin} {c said} it rains",
        "{x Orrin} {q rains}",
    ],
)
def test_a_brace_that_does_not_close_or_an_attribution_without_content_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="each brace closes"):
        markup.parse(line)


def test_every_passage_is_there_once() -> None:
    assert len(PASSAGES) > 600
    assert len({row["text"] for row in PASSAGES}) == len(PASSAGES)


def test_the_readme_says_of_every_file_how_many_passages_it_holds() -> None:
    card = (markup.OWN / "README.md").read_text(encoding="utf-8")
    counted = re.findall(r"^\| `(\w+)` \| (\d+) \|", card, flags=re.MULTILINE)
    files = Counter(str(row["article"]).rsplit("-", maxsplit=1)[0] for row in PASSAGES)
    assert {name: int(number) for name, number in counted} == files


def test_spans_hold_whole_words_and_no_white_space_around_them() -> None:
    for name, text, role, start, end in SPANS:
        assert text[start:end] == text[start:end].strip(), name
        assert not re.match(r"\w", text[end : end + 1]) or not re.match(r"\w", text[end - 1]), (name, role)
        assert not re.match(r"\w", text[start]) or not re.search(r"\w$", text[:start]), (name, role)


def test_spans_of_a_passage_do_not_overlap() -> None:
    for row in PASSAGES:
        spans = {tuple(span) for one in row["attributions"] for found in one.values() for span in found}
        taken = [place for start, end in spans for place in range(start, end)]
        assert len(taken) == len(set(taken)), row["article"]


def test_no_passage_is_near_the_gold_set() -> None:
    gold = [sentence for one in gold_articles() for sentence in re.split(r"(?<=[.!?”])\s+", one.article.text)]
    found = dict(nearness.near((row["text"] for row in PASSAGES), (text for text in gold if len(text.split()) > 5)))
    assert {text: cosine for text, cosine in found.items() if cosine > 0.3} == {}


def test_a_passage_is_learnt_from_or_held_out() -> None:
    learnt, held = ({row["article"] for row in part} for part in (markup.learnt(), markup.held_out()))
    assert not learnt & held
    assert learnt | held == {row["article"] for row in PASSAGES}


def test_joined_passages_keep_their_words_and_spans() -> None:
    shuffled = list(markup.shuffled(PASSAGES, random.Random(0)))  # noqa: S311 - no secrets
    assert sum(len(row["attributions"]) for row in shuffled) == sum(len(row["attributions"]) for row in PASSAGES)
    words = {text[start:end].translate(markup.STRAIGHT) for _, text, _, start, end in SPANS}
    for row in shuffled:
        for attribution in row["attributions"]:
            for start, end in attribution["content"]:
                assert row["text"][start:end].translate(markup.STRAIGHT) in words
