"""The gold sets as records. Whatever is malformed ends the reading with an error that names file and line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from analytics.records import KINDS, Article, Label, Span, StanceQuery
from evaluation.metrics import characters
from evaluation.rows import Row, parsed

FOLDER = Path(__file__).parent
STATEMENTS, STANCES, CHECKS = "statements.jsonl", "stance.jsonl", "checklist.txt"
FILES = (STATEMENTS, STANCES, CHECKS)
LABEL_OF: dict[int, Label] = {-1: "critical", 0: "neutral", 1: "favourable"}


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An attribution as an annotator marked it; content and source are the places of their characters."""

    content: frozenset[int]
    source: frozenset[int]
    kind: str
    speaker: str


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An article with every attribution that it holds."""

    id: str
    article: Article
    attributions: tuple[GoldAttribution, ...]


@dataclass(frozen=True, slots=True)
class GoldStance:
    """A pair of a passage and a target in it, with its label."""

    id: str
    query: StanceQuery
    label: Label


Gold = TypeVar("Gold", GoldArticle, GoldStance)


def gold_articles(path: Path = FOLDER / STATEMENTS) -> list[GoldArticle]:
    """The articles of the gold set of statements. Raises MalformedRowError; ValueError where there is nothing."""
    return _told_apart(path, list(parsed(path, _article)))


def gold_stances(path: Path = FOLDER / STANCES) -> list[GoldStance]:
    """The pairs of the gold set of stances. Raises MalformedRowError; ValueError where there is nothing."""
    return _told_apart(path, list(parsed(path, _stance)))


def query_of(row: Row) -> StanceQuery:
    """A labelled pair as a query: ``text``, ``target``, and ``source``, ``speaker`` and ``mentions`` where it has them.

    ``mentions`` are offsets in an article of which ``window`` [start, end] is the text.
    """
    source = tuple(row["source"]) if row.get("source") else None
    begin = row["window"][0] if row.get("mentions") else 0
    mentions = tuple((start - begin, end - begin) for start, end in row.get("mentions", ()))
    return StanceQuery(row["text"], tuple(row["target"]), source, row.get("speaker") or "", mentions)


def _told_apart(path: Path, gold: list[Gold]) -> list[Gold]:
    if len({one.id for one in gold}) < len(gold):
        raise ValueError(f"{path}: two lines have one id, and would count twice")
    if not gold:
        raise ValueError(f"{path} holds nothing to measure on")
    return gold


def _article(row: Row) -> GoldArticle:
    published = date.fromisoformat(row["published"]) if row.get("published") else None
    article = Article(row["text"], title=row["title"], outlet=row["outlet"], published=published)
    return GoldArticle(row["id"], article, tuple(_attribution(a, len(article.text)) for a in row["attributions"]))


def _attribution(made: dict[str, Any], length: int) -> GoldAttribution:
    if made["kind"] not in KINDS or not made["content"]:
        raise ValueError(f"an attribution needs a kind of {', '.join(KINDS)} and a content: {made}")
    content, source = (_places(made[role], length) for role in ("content", "source"))
    return GoldAttribution(content, source, made["kind"], made["speaker"])


def _places(spans: Iterable[Sequence[int]], length: int) -> frozenset[int]:
    checked: list[Span] = [(start, end) for start, end in spans]
    if not all(0 <= start < end <= length for start, end in checked):
        raise ValueError(f"a span of {checked} does not lie in the text")
    return characters(checked)


def _stance(row: Row) -> GoldStance:
    return GoldStance(row["id"], query_of(row), LABEL_OF[row["stance"]])
