"""Who speaks: one canonical speaker for each attribution, or none.

The words of the source decide how: a name is looked up among the article's names, and its canonical form in the book;
a role ("the mayor") among what the article says of people, then in the book at the article's date; a pronoun among
those who spoke or were named last; no words at all mean that the speaker before goes on. Whoever cannot be resolved
stays unresolved.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.records import Article, Attribution, Span, Speaker
from analytics.speakers.book import SpeakerBook
from analytics.speakers.cast import Cast, Mention, gather
from analytics.speakers.phrases import Phrase, read_phrase
from analytics.speakers.roles import Role, fit, same_side

_UNRESOLVED = Speaker()
_FOLLOWS = re.compile(r"\s*(?:\([^()\n]{1,30}\))?[,—–-]*\s*")
_NEAR = 2
"""A pronoun refers to somebody named in its own sentence or one of so many before it, a speaker apart."""


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A statement that is resolved: whose, and where it stands."""

    speaker: Speaker
    entity: int | None
    attribution: Attribution
    end: int


def resolve_speakers(article: Article, attributions: Sequence[Attribution], book: SpeakerBook) -> list[Speaker]:
    """The speaker of each attribution, in the order given.

    A speaker that the words of the article do not allow has the name ``""`` and the resolution "unresolved".
    """
    if not attributions:
        return []
    resolver = _Resolver(gather(article, book), book, attributions)
    order = sorted(range(len(attributions)), key=lambda index: _place(attributions[index]))
    speakers = [_UNRESOLVED] * len(attributions)
    for index in order:
        speakers[index] = resolver.resolve(attributions[index])
    return speakers


def _place(attribution: Attribution) -> int:
    """Where an attribution stands in the order of the text: its source decides, or else its first word."""
    return attribution.source[0] if attribution.source else attribution.content[0][0]


class _Resolver:
    """Resolves the attributions of one article in the order of the text, and remembers who spoke."""

    def __init__(self, cast: Cast, book: SpeakerBook, attributions: Sequence[Attribution]) -> None:
        self.cast = cast
        self.book = book
        self.text = cast.words.text
        self.spoken: list[_Spoken] = []
        self.speakers: set[int] = set()
        self.said = sorted((*span, a.kind == "direct") for a in attributions for span in a.content)

    def resolve(self, attribution: Attribution) -> Speaker:
        """The speaker of the next attribution."""
        entity, speaker = self._resolve(attribution)
        if entity is not None:
            self.speakers.add(entity)
        self.spoken.append(_Spoken(speaker, entity, attribution, attribution.content[-1][1]))
        return speaker

    def _resolve(self, attribution: Attribution) -> tuple[int | None, Speaker]:
        if attribution.source is None or attribution.continues:
            return self._continued(attribution)
        phrase = read_phrase(self.cast, attribution.source, self.book)
        if phrase.kind == "name":
            return self._named(phrase)
        if phrase.kind == "pronoun":
            return self._pronoun(phrase, attribution.source)
        if phrase.kind == "role":
            return self._role(phrase, attribution.source)
        if phrase.kind == "institution":
            return self._institution(phrase, attribution.source)
        return None, _UNRESOLVED

    def _found(self, entity: int, resolution: str, confidence: float) -> tuple[int, Speaker]:
        found = self.cast.entities[entity]
        sure = round(min(confidence, 1.0) * found.sure, 2)
        return entity, Speaker(found.name, resolution, sure)  # type: ignore[arg-type]

    def _named(self, phrase: Phrase) -> tuple[int | None, Speaker]:
        if phrase.entity is not None:
            return self._found(phrase.entity, "named", phrase.confidence)
        return None, Speaker(phrase.name, "named", phrase.confidence) if phrase.name else _UNRESOLVED

    def _continued(self, attribution: Attribution) -> tuple[int | None, Speaker]:
        """The speaker before, if the words follow in the same paragraph or the next and name nobody."""
        if not self.spoken or (attribution.kind != "direct" and not attribution.continues):
            return None, _UNRESOLVED
        last = self.spoken[-1]
        if not last.speaker.name or (attribution.cue is not None and not attribution.continues):
            return None, _UNRESOLVED
        between = self.text[last.end : attribution.content[0][0]]
        paragraphs = len([part for part in between.split("\n")[1:-1] if part.strip()])
        if paragraphs > 1:
            return None, _UNRESOLVED
        confidence = last.speaker.confidence * (0.95 if attribution.continues else 0.85)
        return last.entity, Speaker(last.speaker.name, "continued", round(confidence, 2))

    # Roles

    def _role(self, phrase: Phrase, source: Span) -> tuple[int | None, Speaker]:
        role = phrase.role
        if role is None:
            return None, _UNRESOLVED
        if not phrase.definite:
            return self._named_later(role, source)
        in_book = self._holder_in_book(role)
        entity, confidence = self._holder_in_article(role, source, phrase.gender)
        if entity is not None:
            # Of a country's minister the book knows more than an article that does not say whose minister it means.
            vague = not self.cast.entities[entity].side and not any(r.body for r in self.cast.entities[entity].roles)
            if not (in_book[1].name and vague):
                return self._found(entity, "role", confidence)
        return in_book

    def _holder_in_article(self, role: Role, source: Span, gender: str) -> tuple[int | None, float]:
        """The person of the article whom a role fits best; of several, the one named last before it."""
        scores: dict[int, float] = {}
        for index in self.cast.people:
            entity = self.cast.entities[index]
            if gender and entity.gender and gender != entity.gender:
                continue
            score = max((fit(role, held, self.book) for held in entity.roles), default=0.0)
            if role.body and entity.side and not same_side(role.body, entity.side, self.book):
                continue
            if score > 0:
                scores[index] = score
        if not scores:
            return None, 0.0
        place = {mention.entity: position for position, mention in enumerate(self.cast.before(source[0]))}
        best = max(scores, key=lambda index: (index in place, scores[index], place.get(index, -1)))
        rivals = sum(score >= scores[best] for score in scores.values()) - 1
        return best, 0.9 if not rivals else 0.7

    def _holder_in_book(self, role: Role) -> tuple[int | None, Speaker]:
        if self.cast.when is None or not role.body:
            return None, _UNRESOLVED
        bodies = [role.body]
        if (
            "spokesperson" not in role.titles
        ):  # each institution has its own, but a parliament's speaker is its country's
            bodies.append(self.book.side(role.body) or role.body)
        when = self.cast.when
        holders = {self.book.holder(title, body, when) for title in role.titles for body in bodies} - {("", 0.0)}
        if len(holders) != 1:
            return None, _UNRESOLVED
        name, confidence = holders.pop()
        return None, Speaker(name, "role", confidence)

    def _named_later(self, role: Role, source: Span) -> tuple[int | None, Speaker]:
        """Somebody whom the next sentences name in an apposition: "an aide said ... The official, A. B., said"."""
        sentence = self.cast.words.sentence(source[0])
        for mention in self.cast.within(source[1], len(self.text)):
            if self.cast.words.sentence(mention.start) > sentence + _NEAR:
                break
            entity = self.cast.entities[mention.entity]
            before = self.text[max(0, mention.start - 40) : mention.start]
            if entity.kind != "person" or not before.endswith(", ") or "The " not in before:
                continue
            head = before[before.rindex("The ") + 4 : -2].casefold()
            named = Role(head, frozenset({head}))
            if fit(Role(role.head, frozenset()), named, self.book) or fit(named, role, self.book):
                return self._found(mention.entity, "role", 0.7)
        return None, _UNRESOLVED

    # Pronouns

    def _pronoun(self, phrase: Phrase, source: Span) -> tuple[int | None, Speaker]:
        if phrase.pronoun in ("self", "selves"):
            return self._enclosing(source)
        if phrase.pronoun == "relative":
            return self._antecedent(source)
        best, score, second = None, 0.0, 0.0
        for entity, value in self._salience(source, phrase.pronoun).items():
            if value > score:
                best, score, second = entity, value, score
            elif value > second:
                second = value
        if best is None or score <= 0:
            return None, _UNRESOLVED
        return self._found(best, "pronoun", 0.9 if score - second >= 1 else 0.7)

    def _enclosing(self, source: Span) -> tuple[int | None, Speaker]:
        """Who speaks the words in which "I" stands."""
        for spoken in reversed(self.spoken):
            if any(start <= source[0] < end for start, end in spoken.attribution.content):
                return spoken.entity, Speaker(spoken.speaker.name, "pronoun", spoken.speaker.confidence)
        return None, _UNRESOLVED

    def _antecedent(self, source: Span) -> tuple[int | None, Speaker]:
        """Whom "who" follows."""
        for mention in self.cast.before(source[0])[-2:]:
            person = self.cast.entities[mention.entity].kind != "place"
            if person and _FOLLOWS.fullmatch(self.text, mention.end, source[0]):
                return self._found(mention.entity, "pronoun", 0.85)
        return None, _UNRESOLVED

    def _salience(self, source: Span, pronoun: str) -> dict[int, float]:
        """How present each entity is that a pronoun may refer to."""
        words = self.cast.words
        sentence = words.sentence(source[0])
        values: dict[int, float] = {}
        seen: set[int] = set()
        for mention in reversed(self.cast.before(source[0])):
            distance = sentence - words.sentence(mention.start)
            if distance > _NEAR + 2:
                break
            if not self._may_mean(mention.entity, pronoun):
                continue
            value = 3.0 - distance + (1.0 if mention.subject else 0.0) - self._depth(mention, source)
            if mention.subject and distance not in seen and self._first_in_sentence(mention, pronoun):
                value += 0.5
            values[mention.entity] = max(values.get(mention.entity, 0.0), value)
        self._add_speakers(values, source, pronoun, sentence)
        for index in values:
            if pronoun in ("male", "female") and not self.cast.entities[index].gender:
                values[index] -= 0.75  # those whose gender fits come first
        return values

    def _may_mean(self, index: int, pronoun: str) -> bool:
        """Whether a pronoun may refer to an entity: its kind and gender agree; who has spoken may be a person."""
        entity = self.cast.entities[index]
        if pronoun in ("male", "female"):
            person = entity.kind == "person" or (entity.kind in ("unknown", "single") and index in self.speakers)
            return person and entity.gender in ("", pronoun)
        # "It" and "they" mean so many other things that only an institution that has spoken counts.
        return entity.kind == "institution" and index in self.speakers

    def _first_in_sentence(self, mention: Mention, pronoun: str) -> bool:
        words = self.cast.words
        begin = words.sentences[words.sentence(mention.start)]
        return not any(self._may_mean(other.entity, pronoun) for other in self.cast.within(begin, mention.start))

    def _depth(self, mention: Mention, source: Span) -> float:
        """How much less present a name is that stands in somebody's words, where the pronoun stands outside them."""
        depth = 0.0
        for start, end, direct in self.said[: bisect.bisect_right(self.said, (mention.start, len(self.text), True))][
            -6:
        ]:
            if start <= mention.start < end and not start <= source[0] < end:
                depth = max(depth, 2.5 if direct else 1.0)
        return depth

    def _add_speakers(self, values: dict[int, float], source: Span, pronoun: str, sentence: int) -> None:
        """Who spoke last is likely to be meant; all the more where the pronoun stands inside their words."""
        for spoken in self.spoken[-3:]:
            if spoken.entity is None or not self._may_mean(spoken.entity, pronoun):
                continue
            inside = any(start <= source[0] < end for start, end in spoken.attribution.content)
            place = spoken.attribution.source or spoken.attribution.content[-1]
            distance = max(0, sentence - self.cast.words.sentence(place[0]))
            if inside:
                value = 5.0
            elif distance <= _NEAR + 4:
                value = 4.0 - 0.75 * distance
            else:
                continue
            values[spoken.entity] = max(values.get(spoken.entity, 0.0), value) + 0.5

    # Institutions

    def _institution(self, phrase: Phrase, source: Span) -> tuple[int | None, Speaker]:
        """The institution that a phrase such as "the ministry" refers back to, or the phrase's own name."""
        for mention in reversed(self.cast.before(source[0])):
            entity = self.cast.entities[mention.entity]
            if entity.kind != "institution":
                continue
            mentioned = self.text[mention.start : mention.end].casefold().split()
            if phrase.head in entity.tokens or phrase.head in mentioned:
                return self._found(mention.entity, "role", 0.8)
        return None, Speaker(phrase.name, "named", 0.7) if phrase.name else _UNRESOLVED
