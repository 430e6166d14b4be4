"""Bringing the names of an article together that mean one person or institution."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice

from analytics.speakers import scoring
from analytics.speakers.book.book import Person, SpeakerBook
from analytics.speakers.entities.cluster import Cluster, as_name, parts_of, written_form
from analytics.speakers.entities.descriptions import descriptions, words_before
from analytics.speakers.entities.institutions import InstitutionNames
from analytics.speakers.entities.recognition import NameMention, begins_sentence
from analytics.speakers.entities.roles import Role, family, fit, names_person, office_roles, parse_role
from analytics.speakers.lexicon import (
    DETERMINERS,
    INDEFINITE_ARTICLES,
    LEADING_OFFICES,
    OFFICES_WITHOUT_INTRODUCTION,
    RELATIVES,
)
from analytics.speakers.names.given_names import gender_of, is_given_name
from analytics.speakers.names.matching import (
    fold,
    given_name,
    is_initial,
    same_person,
    similar_surnames,
    skeletons,
    surname,
)
from analytics.text.tokens import normal
from analytics.text.words import Words

_MOST_NAMESAKES = 100  # people of one surname among whom each is compared with each

_NEAR = 20  # words on either side of a name among which what describes it stands


class MentionClustering:
    """Brings names together: full names first, then surnames and given names alone."""

    def __init__(self, words: Words, book: SpeakerBook, when: dt.date | None) -> None:
        self.words = words
        self.book = book
        self.when = when
        self.clusters: list[Cluster] = []
        self.by_surname: dict[str, list[Cluster]] = {}
        self.by_tokens: dict[tuple[str, ...], Cluster] = {}
        self.institutions = InstitutionNames(words, book)

    def run(self, found: Iterable[NameMention]) -> list[Cluster]:
        """The people and institutions that the names mean, each with all its names in the order of the text."""
        found = list(found)
        # Full names of the whole article come first, because a surname alone may stand before them, in a headline.
        for item in found:
            if item.last - item.first > 1 and item.kind not in ("institution", "place"):
                self._full_name(item)
        bodies = [item for item in found if item.kind in ("institution", "place") and not self._surname(item)]
        self.clusters.extend(self.institutions.gathered(bodies))
        for item in found:
            if item.last - item.first == 1 and item.kind in ("single", "person", "weak"):
                self._one_word(item)
        for cluster in self.clusters:
            cluster.take_usual_name()
        self.clusters = self.institutions.with_acronyms(self.clusters)
        for cluster in self.clusters:
            cluster.found.sort(key=lambda item: item.first)
        return self.clusters

    def _surname(self, item: NameMention) -> bool:
        """True where the name of a place is somebody's surname in this article; it is then taken as such."""
        form = self.words.forms[item.first]
        if item.kind != "place" or item.last - item.first > 1:
            return False
        fits = [d for d in self._of_surname(form) if d.kind == "person" and d.tokens[-1] == form]
        if fits:
            self._attach(*self._nearest(fits, item), item)
        return bool(fits)

    def _tokens(self, item: NameMention) -> tuple[str, ...]:
        return self.words.forms[item.first : item.last]

    def _full_name(self, item: NameMention) -> None:
        tokens = self._tokens(item)
        person = self._person_of(tokens, item)
        for cluster in self._bearers(tokens):
            # Where the book knows both it decides; else the spelling does, and a "Mr" or "Mrs".
            same = cluster.person is person if person and cluster.person else same_person(cluster.tokens, tokens)
            if same and not _clash(cluster.gender, item.gender):
                self._add(cluster, item, tokens, person)
                return
        cluster = Cluster()
        self.clusters.append(cluster)
        self.by_tokens.setdefault(tokens, cluster)
        self._add(cluster, item, tokens, person)

    def _bearers(self, tokens: tuple[str, ...]) -> list[Cluster]:
        """Those who may bear a full name: of its surname, or of its other word where that may be the surname."""
        found = self._of_surname(surname(tokens), tokens)
        return [*found, *self._of_surname(tokens[0], tokens)] if len(tokens) == 2 else found

    def _person_of(self, tokens: tuple[str, ...], item: NameMention) -> Person | None:
        """Whom of the book a full name means; by an initial only somebody who fits the article."""
        person = self.book.person(" ".join(tokens))
        if person is not None and is_initial(given_name(tokens)) and not is_initial(given_name(person.name.split())):
            return person if self._plausible(person, item) and not self._is_else(person, item) else None
        return person

    def _is_else(self, person: Person, item: NameMention) -> bool:
        """True where an apposition says what somebody is, and the person of the book is nothing of it: "Velt, a baker",
        "the baker Velt"."""
        start, end = self.words.starts[item.first], self.words.ends[item.last - 1]
        near = self.words.normals[max(0, item.first - _NEAR) : item.last + _NEAR]
        nouns = self.book.role_nouns | set(filter(names_person, near))
        determiner, noun = self.words.normals[item.first - 2 : item.first] if item.first > 1 else ("", "")
        said = [[noun]] if determiner in DETERMINERS and names_person(noun) else []
        if self.words.text[end : end + 1] == ",":
            said += [words for words in descriptions(self.words, start, end, nouns) if words[0] in INDEFINITE_ARTICLES]
        roles = [parse_role(words, self.book) for words in said]
        return bool(roles) and not any(role is not None and self._holds(person, role) for role in roles)

    def _index(self, cluster: Cluster, name: str) -> None:
        for shape in skeletons(name):
            self.by_surname.setdefault(shape, []).append(cluster)

    def _of_surname(self, name: str, tokens: tuple[str, ...] = ()) -> list[Cluster]:
        """Those of a surname, in whatever spelling; of very many the first, and who has the very name ``tokens``."""
        everybody = (one for shape in sorted(skeletons(name)) for one in self.by_surname.get(shape, ()))
        found = list(dict.fromkeys(islice(everybody, 2 * _MOST_NAMESAKES)))
        if len(found) <= _MOST_NAMESAKES:
            return found
        exact = self.by_tokens.get(tokens)
        return found[:_MOST_NAMESAKES] if exact is None else [exact]

    def _add(self, cluster: Cluster, item: NameMention, tokens: tuple[str, ...], person: Person | None) -> None:
        cluster.add(item)
        turned = surname(tokens) != surname(cluster.tokens) and is_given_name(tokens[0]) if cluster.tokens else False
        if len(tokens) > len(cluster.tokens) or (turned and not is_given_name(cluster.tokens[0])):
            cluster.tokens = tokens
            self._index(cluster, surname(tokens))
        form = written_form(self.words.text[self.words.starts[item.first] : self.words.ends[item.last - 1]])
        if not cluster.written[form] and begins_sentence(self.words, item.first):
            cluster.opening.add(form)
        elif not begins_sentence(self.words, item.first):
            cluster.opening.discard(form)
        cluster.written[form] += 1
        cluster.titles |= self._title(item)
        if person is not None and cluster.person is None:
            cluster.person = person
            cluster.sure = scoring.GIVEN_NAME_BY_INITIAL if is_initial(given_name(tokens)) else scoring.NAMED_IN_FULL
        cluster.gender = cluster.gender or item.gender
        if item.kind == "person" or cluster.person:
            cluster.kind = "person"

    def _one_word(self, item: NameMention) -> None:
        form = self.words.forms[item.first]
        # "King said" names somebody only where the article has a King.
        if item.kind == "weak" and not self._of_surname(form):
            return
        office_holder = self._office_holder(item, form)
        if office_holder is not None:
            self._attach(office_holder, 1.0, item)
            return
        fits = [
            cluster
            for cluster in self._of_surname(form)
            if similar_surnames(surname(cluster.tokens), form) and not _clash(self._gender(cluster), item.gender)
        ]
        called = [cluster for cluster in fits if cluster.titles & self._title(item)]
        fits = called if len(called) == 1 else fits  # "Chief Holm", where one of them is "Chief Petra Holm"
        known = self._known_namesake(fits, item)
        if known and self._only_relatives(fits):
            fits = []
        elif fits:
            cluster, sure = self._nearest(fits, item)
            if known:
                sure = min(sure, scoring.PERHAPS_KNOWN if any(cluster.named(item.first)) else scoring.NAMED_ALIKE)
            self._attach(cluster, sure, item)
            return
        else:
            part = self._by_part(form, item) or self._other_initial(form)
            if part is not None:
                part.add(item, scoring.PART_OF_NAME)
                return
        if item.kind != "weak":
            self._new_single(item, form)

    def _title(self, item: NameMention) -> set[str]:
        """The word for an office or a rank that stands before a name, if any."""
        return {family(self.words.normals[item.first - 1])} if item.titled and not item.gender else set()

    def _given_name_of(self, form: str) -> str:
        """A given name before the surname somewhere in the text, be it inside another name ("the Ana Ruiz Show")."""
        for index in self.words.places.get(normal(form), ()):
            if (
                index
                and self.words.forms[index] == form
                and self.words.joined(index - 1)
                and is_given_name(self.words.forms[index - 1])
            ):
                return self.words.forms[index - 1]
        return ""

    def _attach(self, cluster: Cluster, sure: float, item: NameMention) -> None:
        cluster.add(item, sure)
        cluster.gender = cluster.gender or item.gender
        if len(cluster.tokens) > 1 or item.titled:
            cluster.kind = "person"

    def _office_holder(self, item: NameMention, form: str) -> Cluster | None:
        """The holder of the office that stands before a surname ("President Keller"), where the book knows one."""
        if not item.titled or item.gender:  # "Mr Keller" names no office
            return None
        role = parse_role(words_before(self.words, item.first), self.book)
        if role is None or not role.titles:
            return None
        # Of two holders of that surname neither is meant for certain.
        holders = [person for person in self.book.by_surname(form) if self._holds(person, role)]
        if len(holders) != 1:
            return None
        for cluster in self._of_surname(form):
            if cluster.person is holders[0]:
                return cluster
        return self._new_cluster(
            form, Cluster(kind="person", person=holders[0], tokens=(form,), sure=scoring.HOLDER_BY_SURNAME)
        )

    def _holds(self, person: Person, role: Role) -> bool:
        offices = [office for office in person.offices if self.when is None or office.perhaps_held(self.when)]
        roles = office_roles(((office.title, office.body) for office in offices), self.book)
        return any(fit(role, held, self.book) for held in roles)

    def _new_cluster(self, form: str, cluster: Cluster) -> Cluster:
        self.clusters.append(cluster)
        self._index(cluster, form)
        return cluster

    def _gender(self, cluster: Cluster) -> str:
        if cluster.gender or not cluster.tokens:
            return cluster.gender
        return cluster.person.gender if cluster.person else gender_of(given_name(cluster.tokens))

    def _by_part(self, form: str, item: NameMention) -> Cluster | None:
        """The one person of whose full name a word is a part: a given name, or Lula of "Ana Lula da Velt".

        What may be no person must have been named in full before, and the word be no known surname.
        """
        bearers = self._by_parts.get(fold(form), ())[:_MOST_NAMESAKES]
        fits = [one for one in bearers if one.kind in ("person", "unknown")]
        people = [one for one in fits if one.kind == "person"]
        if len(fits) > 1 or people or not fits:
            return people[0] if len(people) == 1 else None
        introduced = any(fits[0].named(item.first)) and not self.book.by_surname(form)
        return fits[0] if introduced else None

    @cached_property
    def _by_parts(self) -> dict[str, list[Cluster]]:
        """Those of whom a full name stands in the text, by each part of it; made when all of these are known."""
        found: dict[str, list[Cluster]] = {}
        for cluster in self.clusters:
            if len(cluster.tokens) > 1:
                for key in {fold(part) for part in parts_of(cluster.tokens)}:
                    found.setdefault(key, []).append(cluster)
        return found

    def _other_initial(self, form: str) -> Cluster | None:
        """A surname that one side spells with G and the other with H ("Grabar", "Hrabar"), as Ukrainian names are."""
        # Of six letters or more: in shorter names ("Gall", "Hall") the one letter is too much of the whole.
        swapped = {"g": "h", "h": "g"}.get(form[0].casefold(), "") + form[1:]
        same = self._of_surname(swapped) if len(swapped) > len("Halls") else []
        fits = [one for one in same if similar_surnames(surname(one.tokens), swapped) and len(one.tokens) > 1]
        return fits[0] if len(fits) == 1 else None

    def _known_namesake(self, fits: Sequence[Cluster], item: NameMention) -> bool:
        """True where a surname may mean somebody of the book whom the article does not name in full."""
        if any(cluster.person for cluster in fits):
            return False
        return any(self._plausible(person, item) for person in self.book.by_surname(self._tokens(item)[0]))

    def _only_relatives(self, fits: Sequence[Cluster]) -> bool:
        """True where all are introduced as relatives of somebody, whom the surname alone then means."""
        return bool(fits) and all(cluster.found and self._relative(cluster.found[0].first) for cluster in fits)

    def _nearest(self, fits: Sequence[Cluster], item: NameMention) -> tuple[Cluster, float]:
        """The likeliest of several people of one surname, and how sure that is beside the others.

        Somebody named before counts more than somebody named later; then who is named most, who was named last,
        and who is not introduced as somebody's relative ("his wife, Ana Keller").
        """
        if len(fits) == 1:
            return fits[0], 1.0

        def weight(cluster: Cluster) -> tuple[bool, float, int]:
            full, short = cluster.named(item.first)
            if not full + short:
                return False, 0.0, -cluster.found[0].first
            first = cluster.full[0] if full else cluster.short[0]
            score = min(full, scoring.MOST_FULL_NAMES) + scoring.SHORT_NAME * min(short, scoring.MOST_SHORT_NAMES)
            score -= scoring.RELATIVE if self._relative(first) else 0.0
            last = cluster.last_before(item.first)
            return True, score + scoring.recency(item.first - last), last

        (best, one), (second, _) = sorted(((weight(one), one) for one in fits), key=lambda pair: pair[0])[:-3:-1]
        if best[0] != second[0]:
            return one, scoring.NAMED_LATER
        clear = best[0] and best[1] - second[1] >= scoring.CLEARLY_MORE
        return one, scoring.NAMED_LESS if clear else scoring.NAMED_ALIKE

    def _relative(self, first: int) -> bool:
        return bool(RELATIVES.intersection(self.words.normals[max(0, first - 3) : first]))

    def _new_single(self, item: NameMention, form: str) -> None:
        kind = "person" if item.titled else "single"
        name = as_name(form) if self.words.text.startswith(":", self.words.ends[item.first]) else ""
        cluster = Cluster(kind=kind, name=name, tokens=(form,), gender=item.gender, sure=scoring.SURNAME_ALONE)
        candidates = [p for p in self.book.by_surname(form) if not _clash(p.gender, item.gender)]
        plausible = [one for one in candidates if self._plausible(one, item) and not self._is_else(one, item)]
        if len(plausible) == 1:
            cluster.person, cluster.kind = plausible[0], "person"
            cluster.sure = scoring.ONLY_OF_SURNAME if len(candidates) == 1 else scoring.ONE_OF_SURNAME
        given = self._given_name_of(form)
        if given and cluster.person is None:
            cluster = Cluster(
                kind="person", tokens=(given, form), gender=item.gender, sure=scoring.PART_OF_ANOTHER_NAME
            )
        self._new_cluster(form, cluster).add(item)

    def _plausible(self, person: Person, item: NameMention) -> bool:
        """True where a person of the book may be meant by a surname alone: a role before it, or the article's topic."""
        role = parse_role(words_before(self.words, item.first), self.book) if item.titled else None
        if role is not None:
            return self._holds(person, role)
        offices = [office for office in person.offices if self.when is None or office.perhaps_held(self.when)]
        side = self.book.side(person.side) or person.side
        if self.when is not None and any(
            o.title in OFFICES_WITHOUT_INTRODUCTION and o.held(self.when) for o in offices
        ):
            return True
        if side not in self._sides_named:  # an article that never names Norland means no minister of Norland
            return False
        titles = {office.title for office in (offices or person.offices)}
        return bool(titles & LEADING_OFFICES) or bool(offices and self._title_named(titles))

    def _title_named(self, titles: Iterable[str]) -> bool:
        """True where the article uses the last word of one of the titles: "spokeswoman", "ambassador"."""
        last = {wording.split()[-1] for title in titles for wording in self.book.wordings.get(title, ())}
        return any(word in self.words.places for word in last)

    @cached_property
    def _sides_named(self) -> frozenset[str]:
        return frozenset(self.book.body_words[word] for word in self.words.normals if word in self.book.body_words)


def _clash(first: str, second: str) -> bool:
    return bool(first and second and first != second)
