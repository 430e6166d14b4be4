"""The records that flow through the stages: frozen, comparable, free of pandas.

Spans are pairs ``(start, end)`` of character offsets into ``Article.text`` (Python string indices, end exclusive).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from typing import Literal, get_args

Span = tuple[int, int]

Kind = Literal["direct", "mixed", "indirect", "attitude"]
KINDS: tuple[Kind, ...] = get_args(Kind)

Label = Literal["critical", "neutral", "favourable"]
LABELS: tuple[Label, ...] = get_args(Label)

Resolution = Literal["named", "role", "pronoun", "continued", "unresolved"]
"""How a speaker was found: the source words name him; a role or apposition; a pronoun; carried on from the
statement before; not at all."""
RESOLUTIONS: tuple[Resolution, ...] = get_args(Resolution)


MergeRule = Literal["spelling", "form of given name", "more words", "initial", "surname", "same"]
"""By what a name of one article is somebody's of others: another spelling; another form of the given name; a middle
name more or less; an initial; the surname alone, which nobody else bears; the user's own file says so."""
MERGE_RULES: tuple[MergeRule, ...] = get_args(MergeRule)


def _digest(*parts: str) -> str:
    """A short, stable identifier: the first 16 hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _check_span(span: Span, length: int, what: str) -> None:
    start, end = span
    if not 0 <= start < end <= length:
        raise ValueError(f"{what} {span} does not lie in a text of {length} characters")


@dataclass(frozen=True, slots=True)
class Article:
    """One news item.

    ``text`` keeps its characters and offsets; ``article_id`` defaults to a hash of the content and where it
    was published; ``outlet`` is ``""`` where nobody said which, and shown as "unknown".
    """

    text: str
    _: KW_ONLY
    article_id: str | None = None
    title: str = ""
    outlet: str = ""
    published: dt.date | None = None
    url: str = ""

    def __post_init__(self) -> None:
        if self.article_id is None:
            date = self.published.isoformat() if self.published else ""
            made = _digest(self.text, self.title, self.outlet, date, self.url)
            object.__setattr__(self, "article_id", made)

    @property
    def id(self) -> str:
        """``article_id``, which is never None once the record is made."""
        return self.article_id or ""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What an article attributes to somebody, before it is known who that is.

    ``continues`` is set where the words go on with the speaker of the attribution before and name nobody, ``unnamed``
    where they are somebody else's, whom the text does not name, ``turn`` where they are somebody's turn in a transcript
    or a dialogue, which a label names, or nothing does.
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    kind: Kind
    confidence: float
    continues: bool = False
    unnamed: bool = False
    turn: bool = False

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution has at least one content span")

    def moved(self, move: Callable[[Span], Sequence[Span]]) -> Attribution:
        """The same attribution in another text, in which ``move`` gives the spans that one stands for: all of them for
        the content, the longest for the source and the cue."""
        source, cue = (span and max(move(span), key=lambda part: part[1] - part[0]) for span in (self.source, self.cue))
        return replace(
            self, content=tuple(part for span in self.content for part in move(span)), source=source, cue=cue
        )


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who was found to speak: ``name`` is canonical, or ``""``; ``confidence`` in [0, 1]."""

    name: str = ""
    resolution: Resolution = "unresolved"
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Merge:
    """The name over all articles for a name that single articles have, and by which rule."""

    name: str
    rule: MergeRule


@dataclass(frozen=True, slots=True)
class Statement:
    """A span of an article that is attributed to a speaker.

    ``content`` holds one or more spans in the order of the text, quotation marks included where they belong to
    it. ``source`` names the speaker, ``cue`` attributes it; either may be None. ``speaker`` is the canonical name,
    ``""`` where it could not be resolved; ``resolution`` and ``speaker_confidence`` say how and how surely.
    """

    content: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    speaker: str
    kind: Kind
    confidence: float
    resolution: Resolution = "unresolved"
    speaker_confidence: float = 0.0

    def check(self, text: str) -> None:
        """Raise ValueError where a span does not lie in ``text``, or spans are out of order."""
        for part in self.content:
            _check_span(part, len(text), "content")
        for span, what in ((self.source, "source"), (self.cue, "cue")):
            if span is not None:
                _check_span(span, len(text), what)
        if any(a[1] > b[0] for a, b in zip(self.content, self.content[1:], strict=False)):
            raise ValueError(f"content spans out of order: {self.content}")

    def words(self, article: Article) -> str:
        """The statement's own words, its spans joined by " … "."""
        return " … ".join(article.text[start:end] for start, end in self.content)

    def id(self, article: Article) -> str:
        """A stable identifier of the article and the spans: it stays where the speaker is corrected or renamed."""
        return _digest(article.id, repr(self.content))


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text mentions a target.

    ``target`` is the target's key; ``how`` says by what: its name, an adjective, a capital, an official, an organ, or
    a word that refers back to it; "context" where the mention lies around a statement and makes the target its topic.
    ``locative`` is set where the words only name a place or a document ("the Armenian-Azerbaijani border") and so say
    nothing of a stance.
    """

    target: str
    span: Span
    how: Literal["name", "adjective", "capital", "official", "organ", "anaphor", "context"]
    locative: bool = False


@dataclass(frozen=True, slots=True)
class StanceQuery:
    """One passage to score: ``target`` is the mention of the target in ``text``; ``source`` the mention of the one
    whose stance it is, where ``text`` holds it, else ``speaker`` names them. ``mentions`` are further mentions of the
    target, ``cue`` the attributing words, where they are known."""

    text: str
    target: Span
    source: Span | None = None
    speaker: str = ""
    mentions: tuple[Span, ...] = ()
    cue: Span | None = None

    def __post_init__(self) -> None:
        for what in ("target", "source", "cue"):
            span: Span | None = getattr(self, what)
            if span is not None:
                _check_span(span, len(self.text), what)
        for span in self.mentions:
            _check_span(span, len(self.text), "mention")

    @property
    def targets(self) -> tuple[Span, ...]:
        """Every mention of the target once, in the order of the text; where two overlap, ``target`` or the first."""
        kept = [self.target]
        for span in sorted(self.mentions):
            if all(span[1] <= start or end <= span[0] for start, end in kept):
                kept.append(span)
        return tuple(sorted(kept))

    def moved(self, text: str, move: Callable[[Span], Span]) -> StanceQuery:
        """The same query about another ``text``, to which ``move`` takes each of its spans."""
        source, cue = (span and move(span) for span in (self.source, self.cue))
        mentions = tuple(map(move, self.mentions))
        return replace(self, text=text, target=move(self.target), source=source, mentions=mentions, cue=cue)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that carried a score: a span of the query's text, and a weight (below zero: toward critical)."""

    span: Span
    weight: float


CERTAIN = 0.5
"""A score whose likeliest label is less probable than this is uncertain: the statement counts as neutral."""


@dataclass(frozen=True, slots=True)
class StanceScore:
    """How a speaker stands toward a target: probabilities of the three labels, which sum to 1."""

    critical: float
    neutral: float
    favourable: float
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        total = self.critical + self.neutral + self.favourable
        if min(self.critical, self.neutral, self.favourable) < 0 or abs(total - 1) > 1e-6:
            raise ValueError(f"not probabilities: {self.critical}, {self.neutral}, {self.favourable}")

    @property
    def value(self) -> float:
        """The expected stance, favourable minus critical, in [-1, 1]."""
        return self.favourable - self.critical

    @property
    def label(self) -> Label:
        """The likeliest label; where two are equally likely, the more cautious one (neutral first)."""
        order: tuple[Label, ...] = ("neutral", "critical", "favourable")
        return max(order, key=lambda name: getattr(self, name))

    @property
    def counted(self) -> Label:
        """The label as tables and shares count it: neutral where the likeliest one does not reach CERTAIN."""
        return self.label if getattr(self, self.label) >= CERTAIN else "neutral"


@dataclass(frozen=True, slots=True)
class Stance:
    """One statement toward one target: the score, the mentions it rests on, and the tone of the statement.

    ``mentions`` are spans of ``Article.text``; ``tone`` is VADER's compound of the statement's words, in [-1, 1].
    """

    statement_id: str
    target: str
    score: StanceScore
    tone: float
    mentions: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reject:
    """An input that could not be used: which, a short reason, and a sentence of detail."""

    input: str
    reason: str
    detail: str = ""
