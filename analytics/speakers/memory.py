"""What is known while an article's attributions are resolved in the order of the text: who spoke, and how."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.records import Attribution, Resolution, Speaker
from analytics.speakers.book import SpeakerBook
from analytics.speakers.cast import Cast, Mention

UNRESOLVED = Speaker()
NEAR = 2
"""A pronoun or a role refers to somebody named in its own sentence or one of so many before it, a speaker apart."""

Resolved = tuple[int | None, Speaker]
"""The entity of the cast that speaks, where it is one, and the speaker."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement that is resolved: whose, and where it stands."""

    speaker: Speaker
    entity: int | None
    attribution: Attribution
    end: int


class Memory:
    """The cast of one article and who of it has spoken so far."""

    def __init__(self, cast: Cast, book: SpeakerBook, attributions: Sequence[Attribution]) -> None:
        self.cast = cast
        self.book = book
        self.text = cast.words.text
        self.spoken: list[Spoken] = []
        self.speakers: set[int] = set()
        self.subjects = {
            mention.entity for mention in cast.mentions if mention.subject and not self._article_before(mention)
        }
        self.genders: dict[int, str] = {}  # what pronouns have told of those whose name does not tell
        self.said = sorted((*span, a.kind == "direct") for a in attributions for span in a.content)

    def add(self, attribution: Attribution, entity: int | None, speaker: Speaker) -> None:
        """Remember who spoke."""
        if entity is not None:
            self.speakers.add(entity)
        self.spoken.append(Spoken(speaker, entity, attribution, attribution.content[-1][1]))

    def found(self, entity: int, resolution: Resolution, confidence: float) -> Resolved:
        """An entity as the speaker, as sure as its name is at most."""
        found = self.cast.entities[entity]
        sure = round(min(confidence, 1.0) * found.sure, 2)
        return entity, Speaker(found.name, resolution, sure)

    def _article_before(self, mention: Mention) -> bool:
        return self.text[max(0, mention.start - 4) : mention.start].casefold() == "the "

    def maybe_person(self, entity: int) -> bool:
        """Whether an entity is a person, or does or says something under a name that may be a person's."""
        kind = self.cast.entities[entity].kind
        spoke = entity in self.speakers
        return (
            kind == "person"
            or (kind == "unknown" and (spoke or entity in self.subjects))
            or (kind == "single" and spoke)
        )

    def person(self, entity: int) -> bool:
        """Whether an entity is a person for certain."""
        return self.cast.entities[entity].kind == "person"

    def gender(self, entity: int) -> str:
        """The gender by name, title or role, or else by the pronouns that have meant the entity."""
        return self.cast.entities[entity].gender or self.genders.get(entity, "")

    def surname(self, entity: int) -> str:
        """The last word of an entity's name."""
        return self.cast.entities[entity].tokens[-1]

    def nameless(self, index: int, gender: str) -> bool:
        """Whether the article has not said yet what a person is."""
        entity = self.cast.entities[index]
        return self.person(index) and not entity.roles and (not gender or self.gender(index) in ("", gender))
