"""The gold set of statements: its marks, its spans, and that it holds every construction it is meant to hold."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from analytics.records import KINDS
from evaluation.gold.build import GOLD, article, articles, as_jsonl, unmark
from evaluation.gold.constructions import ALONE, AMONG_OTHERS

Line = dict[str, Any]

LINES: list[Line] = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
PAIRS = [(line, made) for line in LINES for made in line["attributions"]]
OPENING, CLOSING = '"“«„', '"”»“'
TRAPS = {"caption", "furniture", "headline-repeated", "not-said", "quoted-names", "scare-quotes"}
UNBALANCED = {"12-saved-page", "19-long-answer"}

each_article = pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])


def contents(line: Line, made: Line) -> list[str]:
    return [line["text"][start:end] for start, end in made["content"]]


def test_the_file_is_what_the_marked_articles_say() -> None:
    assert GOLD.read_text(encoding="utf-8") == as_jsonl(articles())


def test_set_is_large_enough_and_of_many_styles() -> None:
    assert len(LINES) >= 18
    assert len(PAIRS) >= 200
    assert len({line["style"] for line in LINES}) >= 15
    assert len({line["outlet"] for line in LINES}) >= 15


@each_article
def test_spans_lie_in_the_text_and_are_trimmed(line: Line) -> None:
    spans = [span for made in line["attributions"] for role in ("content", "source", "cue") for span in made[role]]
    spans += [trap["span"] for trap in line["not_statements"]]
    for start, end in spans:
        assert 0 <= start < end <= len(line["text"])
        words = line["text"][start:end]
        assert words == words.strip()
        assert not (start and line["text"][start - 1].isalnum() and words[0].isalnum()), words
        assert not (words[-1].isalnum() and line["text"][end : end + 1].isalnum()), words


@each_article
def test_no_two_statements_share_words_and_no_trap_lies_in_one(line: Line) -> None:
    spans = [span for made in line["attributions"] for span in made["content"]]
    spans = sorted(spans + [trap["span"] for trap in line["not_statements"]])
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


@each_article
def test_source_and_cue_lie_outside_the_statement_and_apart(line: Line) -> None:
    for made in line["attributions"]:
        spans = sorted(made["content"] + made["source"] + made["cue"])
        assert all(first[1] <= second[0] for first, second in pairwise(spans)), made
        assert len(made["source"]) <= 1
        assert len(made["cue"]) <= 1


@each_article
def test_kind_agrees_with_the_quotation_marks(line: Line) -> None:
    for made in line["attributions"]:
        assert made["kind"] in KINDS
        parts = contents(line, made)
        marked = any(mark in part for part in parts for mark in OPENING)
        whole = all(part[0] in OPENING and part[-1] in CLOSING for part in parts)
        if made["kind"] == "direct":
            assert whole or line["style"] == "transcript", parts
        elif made["kind"] == "mixed":
            assert marked, parts
        else:
            assert not marked, parts


@each_article
def test_punctuation_after_a_statement_is_not_part_of_it(line: Line) -> None:
    if line["style"] != "transcript":
        assert not [part for made in line["attributions"] for part in contents(line, made) if part[-1] in ".,;:"]


@each_article
def test_every_quotation_mark_is_accounted_for(line: Line) -> None:
    covered = {i for made in line["attributions"] for start, end in made["content"] for i in range(start, end)}
    covered |= {i for trap in line["not_statements"] for i in range(*trap["span"])}
    left = [i for i, character in enumerate(line["text"]) if character in OPENING + CLOSING and i not in covered]
    assert len(left) == (line["id"] in UNBALANCED)


@each_article
def test_speakers_are_named_in_the_article_or_the_reason_is_given(line: Line) -> None:
    text = line["text"].replace("’", "'").lower()
    for made in line["attributions"]:
        if made["speaker"]:
            assert all(word.lower() in text for word in made["speaker"].split()), made["speaker"]
            assert "unresolved" not in made
        else:
            assert made["unresolved"]


@each_article
def test_statement_without_source_and_cue_follows_another(line: Line) -> None:
    bare = [made for made in line["attributions"] if not made["source"] and not made["cue"]]
    assert all(made["kind"] == "direct" for made in bare)
    assert line["attributions"][0] not in bare


@pytest.mark.parametrize("name", [*ALONE, *AMONG_OTHERS])
def test_every_construction_occurs_more_than_once(name: str) -> None:
    assert sum(name in made["constructions"] for _, made in PAIRS) >= 3


def test_every_trap_occurs_more_than_once() -> None:
    found = Counter(trap["why"] for line in LINES for trap in line["not_statements"])
    assert set(found) == TRAPS
    assert min(found.values()) >= 3


def test_a_headline_in_capitals_is_among_the_traps() -> None:
    headlines = [
        line["text"][slice(*trap["span"])]
        for line in LINES
        for trap in line["not_statements"]
        if trap["why"] == "headline-repeated"
    ]
    assert any(headline.isupper() for headline in headlines)


def test_the_card_counts_what_the_set_holds() -> None:
    card = (GOLD.parent / "README.md").read_text(encoding="utf-8")
    counted = Counter(made["kind"] for _, made in PAIRS)
    counted.update(name for _, made in PAIRS for name in made["constructions"] if name not in KINDS)
    counted.update(trap["why"] for line in LINES for trap in line["not_statements"])
    rows = dict(re.findall(r"^\| ([^|]+?) +\| +(\d+) \|", card, flags=re.MULTILINE))
    assert rows == {name: str(number) for name, number in counted.items()}
    assert f"{len(LINES)} articles, {len(PAIRS)} attributions" in card


def test_marks_become_spans_of_the_plain_text() -> None:
    plain, marks = unmark("{1d Mara Velt|“Yes,”} {1s|she} {1q|said}.")
    assert plain == "“Yes,” she said."
    assert [(mark.role, plain[slice(*mark.span)]) for mark in marks] == [("d", "“Yes,”"), ("s", "she"), ("q", "said")]


@pytest.mark.parametrize("marked", ["{1s|she said", "she} said", "{1z|she} said", "{1d Mara {Velt|No}}"])
def test_malformed_marks_are_an_error(marked: str) -> None:
    with pytest.raises(ValueError, match="mark is"):
        unmark(marked)


HEAD = "style: brief\ntitle: T\noutlet: O\npublished: 2030-01-01\n\n"


def test_a_statement_without_a_speaker_or_a_reason_is_an_error() -> None:
    with pytest.raises(ValueError, match="attribution 1 needs one content mark with a speaker"):
        article("x", HEAD + "{1i|It rained}, {1s|she} {1q|said}.")


def test_a_missing_header_line_is_an_error() -> None:
    with pytest.raises(ValueError, match="expected style, title, outlet, published"):
        article("x", "style: brief\ntitle: T\n\nIt rained.")


def test_an_unresolved_speaker_keeps_its_reason() -> None:
    (made,) = article("x", HEAD + "{1i ? unnamed|It rained}, {1s|a source} {1q|said}.")["attributions"]
    assert (made["speaker"], made["unresolved"]) == ("", "unnamed")


def test_error_in_an_article_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "07-broken.txt").write_text(HEAD + "{1i", encoding="utf-8")
    with pytest.raises(ValueError, match=r"07-broken\.txt: "):
        list(articles(tmp_path))
