"""What an article's entities are asked again and again, each answer worked out once: whom a role or a noun may mean."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cached_property

from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.entities.descriptions import described_by
from analytics.speakers.entities.entities import EntityIndex, EntityMention
from analytics.speakers.entities.roles import Role, fit, names_person, same_side
from analytics.speakers.lexicon import HYPERNYMS

_PERHAPS = ("person", "unknown")


class Named:
    """Mentions in the order of the text, to look up the last ones before a place."""

    def __init__(self, mentions: Iterable[tuple[int, int]]) -> None:
        """``mentions``: where each begins, and whom it names."""
        self._starts: list[int] = []
        self._entities: list[int] = []
        self._others: list[int] = []  # for each, the number of the last one before it that names somebody else
        for start, entity in mentions:
            other = len(self._starts) - 1
            if other >= 0 and self._entities[other] == entity:
                other = self._others[other]
            self._starts.append(start)
            self._entities.append(entity)
            self._others.append(other)

    @cached_property
    def all(self) -> frozenset[int]:
        """Whoever is named."""
        return frozenset(self._entities)

    def last(self, before: int, *, since: int = 0, without: Set[int] = frozenset()) -> int | None:
        """Whom the last one names that begins before ``before``, not before ``since``, and is none of ``without``."""
        number = bisect_left(self._starts, before) - 1
        while number >= 0 and self._starts[number] >= since:
            if self._entities[number] not in without:
                return self._entities[number]
            number = self._others[number]
        return None


class Holders:
    """The people whom a role fits, ``scores`` saying how well, and where the article names them."""

    def __init__(self, scores: Mapping[int, float], mentions: Sequence[EntityMention]) -> None:
        self._scores = scores
        of_score: dict[float, list[tuple[int, int]]] = {score: [] for score in sorted(scores.values(), reverse=True)}
        for mention in mentions:
            if mention.entity in scores:
                of_score[scores[mention.entity]].append((mention.start, mention.entity))
        self._levels = {score: Named(named) for score, named in of_score.items()}
        self._sorted = sorted(scores.values())

    def best(self, before: int, without: Set[int]) -> tuple[int | None, int]:
        """Whom it fits best of those named before a place, of several the one named last, or else of all; and how
        many others it fits as well. ``without`` are not meant."""
        found = (named.last(before, without=without) for named in self._levels.values())
        best = next((entity for entity in found if entity is not None), None)
        if best is None:
            left = (entity for entity in self._scores if entity not in without)
            best = max(left, key=self._scores.__getitem__, default=None)
        if best is None:
            return None, 0
        least = self._scores[best]
        as_well = len(self._sorted) - bisect_left(self._sorted, least)
        return best, as_well - 1 - sum(self._scores.get(entity, 0.0) >= least for entity in without)

    def score(self, entity: int | None) -> float:
        """How well the role fits somebody."""
        return self._scores.get(entity, 0.0) if entity is not None else 0.0


class Lookup:
    """Answers about the entities of one article that do not depend on who has spoken."""

    def __init__(self, entity_index: EntityIndex, book: SpeakerBook) -> None:
        self._entity_index = entity_index
        self._book = book
        self._holders: dict[tuple[Role, str], Holders] = {}
        self._described: dict[str, frozenset[int]] = {}
        self._of_country: dict[str, list[int]] = {}

    def holders(self, role: Role, gender: str) -> Holders:
        """The people of the article whom a role fits, and a gender, ``""`` being any."""
        if (role, gender) not in self._holders:
            scores = {index: score for index in self._candidates(role) if (score := self._fit(role, gender, index)) > 0}
            self._holders[role, gender] = Holders(scores, self._entity_index.mentions)
        return self._holders[role, gender]

    def _candidates(self, role: Role) -> list[int]:
        """Those whom a role may fit at all: what they are has its title or its head in common."""
        keys = (role.head, *role.titles, *HYPERNYMS.get(role.head, ()))
        return sorted({index for key in keys for index in self._by_role.get(key, ())})

    @cached_property
    def _by_role(self) -> dict[str, dict[int, None]]:
        found: dict[str, dict[int, None]] = {}
        for index in self._entity_index.people:
            for held in self._entity_index.entities[index].roles:
                for key in (held.head, *held.titles):
                    found.setdefault(key, {})[index] = None
        return found

    def _fit(self, role: Role, gender: str, index: int) -> float:
        entity = self._entity_index.entities[index]
        if gender and entity.gender and gender != entity.gender:
            return 0.0
        if role.body and entity.side and not same_side(role.body, entity.side, self._book):
            return 0.0
        return max((fit(role, held, self._book) for held in entity.roles), default=0.0)

    def of_country(self, body: str) -> list[int]:
        """The people whom their side or an office connects with a country."""
        if body not in self._of_country:
            self._of_country[body] = [index for index in self._entity_index.people if self._connected(index, body)]
        return self._of_country[body]

    def _connected(self, index: int, body: str) -> bool:
        entity = self._entity_index.entities[index]
        sides = (entity.side, *(held.body for held in entity.roles))
        return any(side and same_side(body, side, self._book) for side in sides)

    def described(self, noun: str) -> frozenset[int]:
        """Whom the article calls by a noun somewhere, see :func:`.descriptions.described_by`."""
        if noun not in self._described:
            spans = [(mention.start, mention.end) for mention in self._people]
            found = described_by(self._entity_index.words, noun, spans, loosely=names_person(noun))
            self._described[noun] = frozenset(self._people[number].entity for number in found)
        return self._described[noun]

    @cached_property
    def _people(self) -> list[EntityMention]:
        return [
            mention
            for mention in self._entity_index.mentions
            if self._entity_index.entities[mention.entity].kind in _PERHAPS
        ]

    @cached_property
    def namesakes(self) -> list[int]:
        """Those who may be people and whose surname somebody else bears, too."""
        surname = {
            n: entity.tokens[-1] for n, entity in enumerate(self._entity_index.entities) if entity.kind in _PERHAPS
        }
        bearers = Counter(surname.values())
        return [index for index, name in surname.items() if bearers[name] > 1]

    @cached_property
    def ending_in(self) -> dict[str, Named]:
        """Where organisations are named that have more than one word, by the last word of the name."""
        return self._by_word(
            ("unknown", "institution"), lambda one: [word.casefold() for word in self._tokens(one)[1:][-1:]]
        )

    @cached_property
    def companies(self) -> Named:
        """Where subjects are named that are neither known people nor places."""
        kinds = ("single", "unknown")
        subjects = (mention for mention in self._entity_index.mentions if mention.subject)
        return Named(
            (one.start, one.entity) for one in subjects if self._entity_index.entities[one.entity].kind in kinds
        )

    def _tokens(self, mention: EntityMention) -> tuple[str, ...]:
        return self._entity_index.entities[mention.entity].tokens

    def _by_word(self, kinds: Sequence[str], words: Callable[[EntityMention], Sequence[str]]) -> dict[str, Named]:
        found: dict[str, list[tuple[int, int]]] = {}
        for mention in self._entity_index.mentions:
            if self._entity_index.entities[mention.entity].kind in kinds:
                for word in dict.fromkeys(words(mention)):
                    found.setdefault(word, []).append((mention.start, mention.entity))
        return {word: Named(mentions) for word, mentions in found.items()}
