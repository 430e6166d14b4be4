"""What is known while an article's attributions are resolved in the order of the text: who spoke, and how."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.records import Attribution, Resolution, Span, Speaker
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.coreference.bodies import Bodies
from analytics.speakers.coreference.lookup import Lookup
from analytics.speakers.coreference.transcript import Transcript
from analytics.speakers.entities.descriptions import AGE
from analytics.speakers.entities.entities import EntityIndex, EntityMention
from analytics.speakers.entities.roles import family, is_role, names_person
from analytics.text.spans import SpanIndex
from analytics.text.words import split

UNRESOLVED = Speaker()
_NOUNS_OF_PLACES = lexicon.words("nouns_of_places")
_ASKS = lexicon.words("verbs_of_asking")
_MARK = re.compile(r"[“\"‘']")
_TITLE_ENDS = re.compile(r"[,.]?[”\"’']")
_NAME_REACH = 5  # words after "asked": "asked the mayor, Petra Holm, whether"
_BEFORE_PLACES = lexicon.words("prepositions_of_cities")

Resolved = tuple[int | None, Speaker]
"""The entity of the article that speaks, where it is one, and the speaker."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A statement that is resolved: whose, and where it stands."""

    speaker: Speaker
    entity: int | None
    attribution: Attribution
    end: int


def _is_thing(tokens: Sequence[str]) -> bool:
    """True where no person has such a name: "Pacific Island", "City Manager", "Carbon Market UNEP"."""
    last = tokens[-1].casefold()
    acronyms = [len(token) > 2 and token.isupper() for token in tokens]
    return is_role(last) or last in _NOUNS_OF_PLACES or (any(acronyms) and not all(acronyms))


class Discourse:
    """The entities of one article and who of it has spoken so far."""

    def __init__(self, entity_index: EntityIndex, book: SpeakerBook, attributions: Sequence[Attribution]) -> None:
        self.entity_index = entity_index
        self.book = book
        self.text = entity_index.words.text
        self.lookup = Lookup(entity_index, book)
        self.transcript = Transcript(self.text, attributions)
        self.bodies = Bodies(entity_index, book)
        self.spoken: list[Spoken] = []
        self.turns: list[tuple[Span, Spoken]] = []  # the paragraphs in which somebody spoke, and who was the last there
        self.speakers: set[int] = set()
        self.subjects = {
            mention.entity for mention in entity_index.mentions if mention.subject and not self._article_before(mention)
        }
        self.places = {m.entity for m in entity_index.mentions if self._in_place(m)}
        self.genders: dict[int, str] = {}  # what pronouns have told of those whose name does not tell
        self.said = sorted((*span, a.kind == "direct") for a in attributions for span in a.content)
        self._attributions = [a for a in attributions for _ in a.content]
        self._contents = SpanIndex([span for a in attributions for span in a.content])
        self.unnamed_nouns: set[str] = set()  # the nouns by which people without a name have spoken
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
        if self.is_unnamed(self.spoken[-1]):
            self.unnamed_nouns.update(self.nouns(attribution.source))
        place = self.paragraph(attribution.content[0][0])
        if self.turns and self.turns[-1][0] == place:
            self.turns.pop()
        self.turns.append((place, self.spoken[-1]))

    def nouns(self, source: Span | None) -> tuple[str, ...]:
        """The words that tell whose a statement is, in the form that roles have."""
        return tuple(map(family, split(self.text[slice(*source)]).normals)) if source else ()

    def is_unnamed(self, spoken: Spoken) -> bool:
        """True where a statement is that of a person without a name."""
        return not spoken.speaker.name and any(map(names_person, self.nouns(spoken.attribution.source)))

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

    def asked(self, content: Sequence[Span]) -> tuple[int | None, int | None]:
        """Who has just asked in reported words, and whom, where ``content`` asks nothing and so may be the answer.

        Both are None where it is none, the second where the question does not begin with a name: "Velt asked Orrin
        whether"; but who is asked to do something answers nothing.
        """
        last = self.spoken[-1] if self.spoken else None
        if last is None or last.attribution.cue is None or last.attribution.kind == "direct":
            return None, None
        cue, words = last.attribution.cue, self.entity_index.words
        asks = not _ASKS.isdisjoint(self.text[slice(*cue)].lower().split())
        if not asks or any("?" in self.text[slice(*span)] for span in content):
            return None, None
        first = words.at(cue[1])
        named = self.entity_index.within(cue[1], words.ends[min(first + _NAME_REACH, len(words)) - 1])
        person = next((mention for mention in named if self.maybe_person(mention.entity)), None)
        request = person is not None and words.normals[words.at(person.end) : words.at(person.end) + 1] == ("to",)
        return last.entity, None if person is None or request else person.entity

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

    def _in_place(self, mention: EntityMention) -> bool:
        """True for what may be a place, "in Port Vell", or a title, “Port Vell Live”, where it is no known person."""
        words = self.entity_index.words
        if self.person(mention.entity) or words.possessive[words.at(mention.end - 1)]:
            return False
        before = words.at(mention.start) - 1
        title = _TITLE_ENDS.match(self.text, mention.end) and _MARK.match(self.text, max(0, mention.start - 1))
        return title is not None or (before >= 0 and words.joined(before) and words.normals[before] in _BEFORE_PLACES)

    def maybe_person(self, entity: int) -> bool:
        """True where an entity is a person, or does or says something under a name that may be a person's."""
        kind, tokens = self.entity_index.entities[entity].kind, self.entity_index.entities[entity].tokens
        if (kind == "unknown" or not self.entity_index.entities[entity].gender) and tokens and _is_thing(tokens):
            return False
        spoke = entity in self.speakers
        return (
            kind == "person"
            or (kind == "unknown" and (spoke or (entity in self.subjects and entity not in self.places)))
            or (kind == "single" and spoke)
        )

    def person(self, entity: int) -> bool:
        """True where an entity is a person for certain."""
        return self.entity_index.entities[entity].kind == "person"

    def gender(self, entity: int) -> str:
        """The gender by name, title or role, or else by the pronouns that have meant the entity."""
        return self.entity_index.entities[entity].gender or self.genders.get(entity, "")

    def nameless(self, index: int, gender: str) -> bool:
        """True where the article has not said what a person is, an age apart."""
        roles = self.entity_index.entities[index].roles
        unsaid = all(AGE.fullmatch(held.head) for held in roles)
        return self.person(index) and unsaid and (not gender or self.gender(index) in ("", gender))
