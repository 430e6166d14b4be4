"""Which institutions of an article a noun may mean: "the ministry", "the rail agency", "the newspaper"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property

from analytics.lang import lexicon
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.coreference.lookup import Named
from analytics.speakers.entities.entities import EntityIndex
from analytics.speakers.entities.roles import same_side
from analytics.speakers.lexicon import HONORIFICS, PRONOUNS
from analytics.text.words import split

BODY_KINDS = lexicon.groups("kinds_of_institutions")
_NOUNS = lexicon.words("collectives") | BODY_KINDS.keys()
_OF_PEOPLE = frozenset(word for word, whose in PRONOUNS.items() if whose in ("male", "female")) | HONORIFICS
_PERHAPS = ("institution", "unknown", "single")
# "The agency Tally", "the agency called Tally"
_BEFORE_NAME = (" ", " called ", " named ", " “", ' "')
# "Tally, the state news agency, ", "Tally is an agency"
_APPOSITION = re.compile(r"(?:,| is| was) (?:an?|the) (?:[\w-]+ ){0,4}")
_CLOSES = re.compile(r"[,.;)]| (?:of|in|for|that|which|based|founded|owned|run)\b")


class Bodies:
    """The institutions of one article, by what it calls them."""

    def __init__(self, entity_index: EntityIndex, book: SpeakerBook) -> None:
        self._index = entity_index
        self._book = book
        self._meant: dict[tuple[str, frozenset[str], str], tuple[Named, ...]] = {}
        self._described: dict[str, frozenset[int]] = {}
        self._companies: dict[int, bool] = {}

    def meant(self, noun: str, modifiers: frozenset[str] = frozenset(), body: str = "") -> tuple[Named, ...]:
        """Where those are named whom a noun may mean, the likelier first: those that have it in their name or are
        called so, then those whose name tells their kind ("the newspaper" for the "Lorvan Post").

        The name must hold each of ``modifiers``, too, and belong to ``body``, a country or an organisation.
        """
        key = (noun, modifiers, body)
        if key not in self._meant:
            kinds = (self._with.get(word, set()) | self.described(word) for word in BODY_KINDS.get(noun, ()))
            called = self._with.get(noun, set()) | self.described(noun)
            ranks = [self._fitting(found, modifiers, body) for found in (called, set().union(*kinds))]
            self._meant[key] = tuple(Named(self._mentions(rank, noun)) for rank in ranks)
        return self._meant[key]

    def _mentions(self, bodies: set[int], noun: str) -> Iterator[tuple[int, int]]:
        """Where they are named; a country's government only where the text calls it by the noun."""
        for mention in self._index.mentions:
            if mention.entity in bodies:
                state = self._index.entities[mention.entity].name in self._book.countries
                if not state or noun in self._index.words.text[mention.start : mention.end].casefold():
                    yield mention.start, mention.entity

    def _fitting(self, found: Iterable[int], modifiers: frozenset[str], body: str) -> set[int]:
        fits = (index for index in found if modifiers <= self._words[index] and self._belongs(index, body))
        # "The rights group" is one that has a name, where the article has such a one.
        return {index for index in fits if not modifiers or not self._index.entities[index].name.islower()}

    def _belongs(self, index: int, body: str) -> bool:
        side = self._index.entities[index].side
        return not body or body.casefold() in self._words[index] or (bool(side) and same_side(body, side, self._book))

    @cached_property
    def _words(self) -> dict[int, set[str]]:
        """The words by which each institution is named or called, in their normal forms."""
        found: dict[int, set[str]] = {}
        for mention in self._index.mentions:
            if self._index.entities[mention.entity].kind in _PERHAPS or self._organisation(mention.entity):
                first = max(0, self._index.words.at(mention.start) - 1)  # "the news agency Tally"
                front = self._index.words.normals[max(0, first - 1) : first + 1]
                name = split(self._index.entities[mention.entity].name).normals
                written = split(self._index.words.text[mention.start : mention.end]).normals
                found.setdefault(mention.entity, set()).update((*front, *name, *written))
        return found

    @cached_property
    def _with(self) -> dict[str, set[int]]:
        """The institutions by each word of their names."""
        found: dict[str, set[int]] = {}
        for mention in self._index.mentions:
            entity = self._index.entities[mention.entity]
            if entity.kind == "institution" or self._organisation(mention.entity):
                written = self._index.words.text[mention.start : mention.end]
                variants = self._book.variants(entity.name)  # "the party" for the "Civil Contract" of the book
                for word in split(" ".join((entity.name, written, *variants))).normals:
                    found.setdefault(word, set()).add(mention.entity)
        return found

    def described(self, noun: str) -> frozenset[int]:
        """Which names the article calls by a noun: "the news agency Tally", "Nordkabel, a company"."""
        if noun not in self._described:
            places = self._index.words.places.get(noun, ())
            beside = map(self._beside, places)
            self._described[noun] = frozenset(body for body in beside if body is not None)
        return self._described[noun]

    def _beside(self, index: int) -> int | None:
        """Which name the noun at ``index`` describes: the one that follows at once, or that it is an apposition of."""
        words = self._index.words
        after = self._index.after(words.starts[index], 1)
        gap = words.text[words.ends[index] : after[0].start] if after else ""
        apposed = gap == ", " and words.text.startswith(",", after[0].end)  # "The group, Harbour Watch, said"
        if after and (gap in _BEFORE_NAME or apposed) and self._perhaps(after[0].entity):
            return after[0].entity
        before = self._index.before(words.starts[index], 1)
        if not before or not self._perhaps(before[0].entity) or not _CLOSES.match(words.text, words.ends[index]):
            return None
        described = _APPOSITION.fullmatch(words.text, before[0].end, words.starts[index])
        return before[0].entity if described else None

    def _organisation(self, index: int) -> bool:
        entity = self._index.entities[index]
        return entity.kind == "place" and entity.name in self._book.organisations

    def _perhaps(self, index: int) -> bool:
        entity = self._index.entities[index]
        return entity.kind in _PERHAPS and entity.name not in self._book.countries

    def may_be_company(self, index: int) -> bool:
        """True where one word names an entity of which nothing tells that it is a person: no "he" in the paragraphs
        that name it, no such surname."""
        if index not in self._companies:
            entity = self._index.entities[index]
            free = entity.kind == "single" and not entity.gender and not self._book.by_surname(entity.name)
            named = (mention.start for mention in self._index.mentions if mention.entity == index)
            self._companies[index] = free and not any(map(self._tells_person, named))
        return self._companies[index]

    def _tells_person(self, offset: int) -> bool:
        begin, end = self._index.document.paragraph_at(offset)
        return bisect_left(self._of_people, begin) < bisect_left(self._of_people, end)

    @cached_property
    def _of_people(self) -> list[int]:
        """Where "he", "her", "Mr" and the like stand."""
        words = self._index.words
        return sorted(words.starts[k] for word in _OF_PEOPLE for k in words.places.get(word, ()))

    def is_body(self, index: int) -> bool:
        """True where an entity is an institution, by its name or by what the article calls it."""
        kind = self._index.entities[index].kind
        if kind not in ("unknown", "single"):
            return kind in ("institution", "place")
        return any(index in self.described(noun) for noun in _NOUNS if noun in self._index.words.places)
