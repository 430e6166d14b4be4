"""What is known while an article's attributions are resolved in the order of the text: who spoke, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.records import Attribution, Resolution, Span, Speaker
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.coreference.bodies import Bodies
from analytics.speakers.coreference.lookup import Lookup
from analytics.speakers.entities.entities import EntityIndex, EntityMention
from analytics.text.spans import SpanIndex

UNRESOLVED = Speaker()

Resolved = tuple[int | None, Speaker]
"""The entity of the article that speaks, where it is one, and the speaker."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement that is resolved: whose, and where it stands."""

    speaker: Speaker
    entity: int | None
    attribution: Attribution
    end: int


class Discourse:
    """The entities of one article and who of it has spoken so far."""

    def __init__(self, entity_index: EntityIndex, book: SpeakerBook, attributions: Sequence[Attribution]) -> None:
        self.entity_index = entity_index
        self.book = book
        self.text = entity_index.words.text
        self.lookup = Lookup(entity_index, book)
        self.bodies = Bodies(entity_index, book)
        self.spoken: list[Spoken] = []
        self.turns: list[tuple[Span, Spoken]] = []  # the paragraphs in which somebody spoke, and who was the last there
        self.speakers: set[int] = set()
        self.subjects = {
            mention.entity for mention in entity_index.mentions if mention.subject and not self._article_before(mention)
        }
        self.genders: dict[int, str] = {}  # what pronouns have told of those whose name does not tell
        self.said = sorted((*span, a.kind == "direct") for a in attributions for span in a.content)
        self._attributions = [a for a in attributions for _ in a.content]
        self._contents = SpanIndex([span for a in attributions for span in a.content])
        self._told: dict[Attribution, int] = {}  # the last number in ``spoken`` of each attribution
        self._last: dict[int, int] = {}  # and of each entity
        self._last_of: dict[str, int] = {}  # and of each gender, people only

    def add(self, attribution: Attribution, entity: int | None, speaker: Speaker) -> None:
        """Remember who spoke."""
        number = len(self.spoken)
        self._told[attribution] = number
        if entity is not None:
            self.speakers.add(entity)
            self._last[entity] = number
            if self.person(entity):
                self._last_of[self.gender(entity)] = number
        self.spoken.append(Spoken(speaker, entity, attribution, attribution.content[-1][1]))
        place = self.paragraph(attribution.content[0][0])
        if self.turns and self.turns[-1][0] == place:
            self.turns.pop()
        self.turns.append((place, self.spoken[-1]))

    def paragraph(self, offset: int) -> Span:
        """Where the paragraph begins and ends that holds ``offset``."""
        return self.entity_index.document.paragraph_at(offset)

    def is_said(self, offset: int) -> bool:
        """True where somebody's words stand at ``offset``."""
        return self._contents.covers(offset)

    def saying(self, offset: int) -> Spoken | None:
        """Who spoke last of those whose words stand at ``offset``."""
        around = (self._attributions[found] for found in self._contents.overlapping((offset, offset + 1)))
        number = max((self._told.get(one, -1) for one in around), default=-1)
        return self.spoken[number] if number >= 0 else None

    def last_of(self, gender: str) -> Spoken | None:
        """Who of the people of a gender spoke last."""
        number = self._last_of.get(gender, -1)
        return self.spoken[number] if number >= 0 else None

    def learn(self, entity: int, gender: str) -> None:
        """Remember the gender of somebody whose name does not tell it."""
        self.genders[entity] = gender
        if self.person(entity):
            self._last_of[gender] = max(self._last_of.get(gender, -1), self._last.get(entity, -1))

    def found(self, entity: int, resolution: Resolution, confidence: float) -> Resolved:
        """An entity as the speaker, as sure as its name is at most."""
        found = self.entity_index.entities[entity]
        sure = round(min(confidence, 1.0) * found.sure, 2)
        return entity, Speaker(found.name, resolution, sure)

    def _article_before(self, mention: EntityMention) -> bool:
        return self.text[max(0, mention.start - 4) : mention.start].casefold() == "the "

    def maybe_person(self, entity: int) -> bool:
        """True where an entity is a person, or does or says something under a name that may be a person's."""
        kind = self.entity_index.entities[entity].kind
        spoke = entity in self.speakers
        return (
            kind == "person"
            or (kind == "unknown" and (spoke or entity in self.subjects))
            or (kind == "single" and spoke)
        )

    def person(self, entity: int) -> bool:
        """True where an entity is a person for certain."""
        return self.entity_index.entities[entity].kind == "person"

    def gender(self, entity: int) -> str:
        """The gender by name, title or role, or else by the pronouns that have meant the entity."""
        return self.entity_index.entities[entity].gender or self.genders.get(entity, "")

    def nameless(self, index: int, gender: str) -> bool:
        """True where the article has not said yet what a person is."""
        entity = self.entity_index.entities[index]
        return self.person(index) and not entity.roles and (not gender or self.gender(index) in ("", gender))
