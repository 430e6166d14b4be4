"""The speaker book: bodies, institutions, people and their offices, read from ``data/speakers.yaml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analytics.lang import lexicon
from analytics.speakers import scoring
from analytics.speakers.lexicon import PREPOSITIONS
from analytics.speakers.names.matching import (
    fold_name,
    keys,
    same_person,
    similar_surnames,
    skeletons,
    surname,
)
from analytics.text.words import split

KNOWN_OFFICES = lexicon.phrase_groups("known_offices")
"""The titles that rules of ours name, so that no file can take them away, and their wordings."""
_ABROAD = frozenset({"Embassy"})
_OF_CITIES = frozenset({"authorities", "administration"})
"""What a capital has of its own besides what its country has there."""


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a person held: its title, of which body, and when.

    Each end is a pair of days, the first and the last that a date such as "2018" may mean. An office whose end the
    book does not know ends on some day after the book's own date.
    """

    title: str
    body: str
    since: tuple[dt.date, dt.date]
    until: tuple[dt.date, dt.date]

    def held(self, day: dt.date) -> bool:
        """True where the office was certainly held on ``day``."""
        return self.since[1] <= day <= self.until[0]

    def perhaps_held(self, day: dt.date) -> bool:
        """True where the office may have been held on ``day``."""
        return self.since[0] <= day <= self.until[1]


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the book; ``variants`` are spellings that folding does not bring together."""

    name: str
    variants: tuple[str, ...] = ()
    side: str = ""
    gender: str = ""
    offices: tuple[Office, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """The name and its variants."""
        return (self.name, *self.variants)


@dataclass(frozen=True, slots=True)
class Body:
    """A country or an organisation: ``speaker`` is who speaks where an article says that it, or its capital, said;
    ``leader`` the title of whom articles call its leader."""

    name: str
    adjectives: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    speaker: str = ""
    leader: str = ""

    @property
    def owner(self) -> str:
        """The name as it follows "of": "the United States"."""
        return self.speaker.removeprefix("Government of ") if self.is_country else self.name

    @property
    def is_country(self) -> bool:
        """True where the body has a government, and so ministries."""
        return self.speaker.startswith("Government of ") or self.speaker.endswith(" authorities")


@dataclass(frozen=True, slots=True)
class Institution:
    """A body that speaks under its own name; ``side`` is the country or organisation that it belongs to."""

    name: str
    variants: tuple[str, ...] = ()
    side: str = ""


def _noun_of(wording: str) -> str:
    """The last word before the first preposition."""
    words = wording.replace("-", " ").split()
    end = next((index for index, word in enumerate(words) if index and word in PREPOSITIONS), len(words))
    return words[end - 1]


@dataclass(frozen=True)
class SpeakerBook:
    """People, institutions and offices. Read by ``load_book``; an empty one knows nobody.

    ``titles`` are the file's own, with their wordings; those that the code itself needs are known without it. ``same``
    and ``distinct`` say of names in articles which are one speaker's (the first of them is to stand for all) and which
    are not.
    ``as_of`` is the day on which the book was last checked, ``source`` the file that it was read from, empty where it
    was not.
    """

    people: tuple[Person, ...] = ()
    institutions: tuple[Institution, ...] = ()
    bodies: tuple[Body, ...] = ()
    organs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shared_titles: frozenset[str] = frozenset()
    as_of: dt.date | None = None
    same: tuple[tuple[str, ...], ...] = ()
    distinct: tuple[tuple[str, ...], ...] = ()
    source: bytes = field(default=b"", repr=False, compare=False)

    @cached_property
    def _people_by_name(self) -> dict[str, Person]:
        return {fold_name(spelling): person for person in self.people for spelling in person.spellings}

    @cached_property
    def _people_by_surname(self) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = {}
        for person in self.people:
            for key in {key for spelling in person.spellings for key in keys(surname(spelling.split()))}:
                found.setdefault(key, []).append(person)
        return found

    @cached_property
    def _people_by_canonical_name(self) -> dict[str, Person]:
        return {person.name: person for person in self.people}

    @cached_property
    def phrases(self) -> dict[str, dict[tuple[str, ...], str]]:
        """Names of bodies and institutions by their first word: words to canonical name."""
        found: dict[str, dict[tuple[str, ...], str]] = {}
        for phrase, name in self._phrases():
            words = phrase[1:] if phrase[:1] == ("the",) else phrase
            if words:
                found.setdefault(words[0], {}).setdefault(words, name)
        return found

    @cached_property
    def _lengths(self) -> dict[str, tuple[int, ...]]:
        return {
            first: tuple(sorted({len(words) for words in names}, reverse=True)) for first, names in self.phrases.items()
        }

    def phrases_at(self, words: Sequence[str], index: int) -> Iterator[tuple[int, str]]:
        """The names that begin at a word (in normal forms), longest first: where each ends, and what it names."""
        for length in self._lengths.get(words[index], ()):
            name = self.phrases[words[index]].get(tuple(words[index : index + length]))
            if name is not None:
                yield index + length, name

    def _phrases(self) -> Iterable[tuple[tuple[str, ...], str]]:
        for institution in self.institutions:
            for phrase in (institution.name, *institution.variants):
                yield split(phrase).normals, institution.name
        for body in self.bodies:
            if body.is_country:
                yield from self._organ_phrases(body)
            for phrase in (body.name, *body.variants, *body.metonyms, body.speaker):
                yield split(phrase).normals, body.speaker or body.name

    def _organ_phrases(self, body: Body) -> Iterable[tuple[tuple[str, ...], str]]:
        owners = [split(owner).normals for owner in (body.name, *body.variants)]
        fronts = [*owners, *(split(adjective).normals for adjective in body.adjectives)]
        # "The Foreign Ministry in Marsk" is that of the country; but its embassies are in other capitals.
        seats = [split(place).normals for place in body.metonyms if place.istitle()]
        for organ, wordings in self._organ_words.items():
            name = self.organ_name(organ, body)
            for words in wordings:
                yield from ((front + words, name) for front in fronts)
                for owner in owners:
                    yield (*words, "of", *owner), name
                    yield (*words, "of", "the", *owner), name
                if organ not in _ABROAD and words[-1] not in _OF_CITIES:
                    yield from (((*words, "in", *seat), name) for seat in seats)

    @cached_property
    def _organ_words(self) -> dict[str, list[tuple[str, ...]]]:
        return {organ: [split(word).normals for word in (organ, *words)] for organ, words in self.organs.items()}

    def organ_name(self, organ: str, body: Body) -> str:
        """The canonical name of an organ of a country: "Ministry of Foreign Affairs of Armenia"."""
        return body.speaker if organ == "Government" else f"{organ} of {body.owner}"

    def organ_of(self, wording: str) -> str:
        """The organ that words mean which name no country: "Ministry of Defence" for "defense ministry"."""
        return self._organ_of.get(split(wording).normals, "")

    @cached_property
    def _organ_of(self) -> dict[tuple[str, ...], str]:
        return {words: organ for organ, wordings in self._organ_words.items() for words in wordings}

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The names of the bodies that are no countries."""
        return frozenset(body.name for body in self.bodies if not body.is_country)

    @cached_property
    def countries(self) -> dict[str, str]:
        """Who speaks for a country to the country's name as it follows "of" or "in"."""
        return {body.speaker: body.owner for body in self.bodies if body.is_country}

    def variants(self, name: str) -> tuple[str, ...]:
        """The other names of an institution of the file's own list, by its canonical name."""
        return self._variants.get(name, ())

    @cached_property
    def _variants(self) -> dict[str, tuple[str, ...]]:
        return {institution.name: institution.variants for institution in self.institutions}

    def is_institution(self, name: str) -> bool:
        """True where a canonical name is that of an institution of the file's own list."""
        return name in self._variants

    def known_institutions(self) -> frozenset[str]:
        """The canonical names of every institution and organ."""
        organs = (self.organ_name(organ, body) for body in self.bodies if body.is_country for organ in self.organs)
        return frozenset((*(institution.name for institution in self.institutions), *organs))

    @cached_property
    def _sides(self) -> dict[str, str]:
        sides = {person.name: person.side for person in self.people}
        sides |= {institution.name: institution.side for institution in self.institutions}
        for body in self.bodies:
            sides[body.name] = sides[body.speaker] = body.name
            if body.is_country:
                sides |= {self.organ_name(organ, body): body.name for organ in self.organs}
        return sides

    @cached_property
    def wordings(self) -> dict[str, tuple[str, ...]]:
        """Every title with the words by which articles call it: those that the code needs, and the file's."""
        titles = (*KNOWN_OFFICES, *(title for title in self.titles if title not in KNOWN_OFFICES))
        return {title: (*KNOWN_OFFICES.get(title, ()), *self.titles.get(title, ())) for title in titles}

    @cached_property
    def role_nouns(self) -> frozenset[str]:
        """The nouns by which the wordings call people, whether or not they are known to be roles: "citizen" of "first
        citizen of the republic"."""
        return frozenset(
            _noun_of(wording) for title, wordings in self.wordings.items() for wording in (title, *wordings)
        )

    @cached_property
    def title_wordings(self) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
        """Wordings of titles by their first word: (words, title), longest first."""
        found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for title, wordings in self.wordings.items():
            for wording in {title, *wordings}:
                words = tuple(wording.replace("-", " ").split())
                found.setdefault(words[0], []).append((words, title))
        return {first: tuple(sorted(items, key=lambda item: -len(item[0]))) for first, items in found.items()}

    @cached_property
    def body_words(self) -> dict[str, str]:
        """Normal forms of names and adjectives of bodies (single words) to the body's name."""
        return {
            split(word).normals[0]: body.name
            for body in self.bodies
            for word in (*body.adjectives, body.name, *body.variants, *body.metonyms)
            if len(split(word)) == 1
        }

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """Normal forms of the bodies' adjectives (single words)."""
        return frozenset(
            split(word).normals[0] for body in self.bodies for word in body.adjectives if len(split(word)) == 1
        )

    @cached_property
    def leaders(self) -> dict[str, str]:
        """The body's name to the title of whom articles call its leader."""
        return {body.name: body.leader for body in self.bodies if body.leader}

    def person(self, name: str) -> Person | None:
        """The person of that full name, in whatever spelling; None where there is none or a surname alone."""
        tokens = name.split()
        if len(tokens) < 2:
            return None
        for spelling in (tokens, [*tokens[1:], tokens[0]]):  # "Velt Mara" is Mara Velt
            exact = self._people_by_name.get(fold_name(" ".join(spelling)))
            fits = [exact] if exact else self._bearers(spelling)
            if fits:
                return fits[0] if len(fits) == 1 else None
        return None

    def _bearers(self, tokens: Sequence[str]) -> list[Person]:
        """Everybody of whom these words may be the name."""
        namesakes = self.by_surname(surname(tokens))
        return [one for one in namesakes if any(same_person(tokens, spelling.split()) for spelling in one.spellings)]

    def by_surname(self, surname: str) -> tuple[Person, ...]:
        """Everybody of that surname, in whatever spelling."""
        exact = [person for key in sorted(keys(surname)) for person in self._people_by_surname.get(key, ())]
        if exact:
            return tuple(dict.fromkeys(exact))
        near = (key for shape in sorted(skeletons(surname)) for key in self._surnames.get(shape, ()))
        similar = (key for key in near if similar_surnames(key, surname))
        return tuple(dict.fromkeys(person for key in similar for person in self._people_by_surname[key]))

    @cached_property
    def _surnames(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for key in self._people_by_surname:
            for shape in skeletons(key):
                found.setdefault(shape, []).append(key)
        return found

    def find(self, canonical: str) -> Person | None:
        """The person of that canonical name."""
        return self._people_by_canonical_name.get(canonical)

    def canonical(self, name: str) -> str:
        """The canonical form of a person's or an institution's name; the name itself where the book has none."""
        person = self.person(name)
        if person is not None:
            return person.name
        words = tuple(word for word in split(name).normals if word != "the")
        return self.phrases.get(words[0], {}).get(words, name) if words else name

    def side(self, name: str) -> str:
        """The country or organisation that a speaker belongs to; ``""`` where the book does not know it."""
        return self._sides.get(name, "")

    def offices(self, name: str) -> tuple[Office, ...]:
        """The offices of a person, by canonical name."""
        person = self.find(name)
        return person.offices if person else ()

    def holder(self, title: str, body: str, on: dt.date) -> tuple[str, float]:
        """Who held an office on a day, and how sure that is.

        ``("", 0.0)`` where nobody or more than one fits, or where several people hold such an office at a time.
        """
        if title in self.shared_titles:
            return "", 0.0
        for held, confidence in ((Office.held, scoring.HELD), (Office.perhaps_held, scoring.PERHAPS_HELD)):
            names = {
                person.name
                for person in self.people
                for office in person.offices
                if (office.title, office.body) == (title, body) and held(office, on)
            }
            if names:
                return (names.pop(), confidence) if len(names) == 1 else ("", 0.0)
        return "", 0.0
