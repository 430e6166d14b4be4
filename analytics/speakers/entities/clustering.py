"""Bringing the names of an article together that mean one person or institution."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice

from analytics.speakers import scoring
from analytics.speakers.book.book import Person, SpeakerBook
from analytics.speakers.entities.cluster import Cluster
from analytics.speakers.entities.descriptions import words_before
from analytics.speakers.entities.institutions import InstitutionNames
from analytics.speakers.entities.recognition import NameMention
from analytics.speakers.entities.roles import Role, fit, office_roles, parse_role
from analytics.speakers.lexicon import LEADING_OFFICES, OFFICES_WITHOUT_INTRODUCTION, RELATIVES
from analytics.speakers.names.given_names import gender_of, is_given_name
from analytics.speakers.names.matching import core, fold, same_person, similar_surnames, skeleton
from analytics.text.tokens import normal
from analytics.text.words import Words

_MOST_NAMESAKES = 100  # people of one surname among whom each is compared with each
# Ana "Nina" Ruiz
_NICKNAME = re.compile(r"\s[\"“‘'][^\"”’'\n]+[\"”’'](?=\s)")


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
            self._attach(self._nearest(fits, item), item)
        return bool(fits)

    def _tokens(self, item: NameMention) -> tuple[str, ...]:
        return self.words.forms[item.first : item.last]

    def _full_name(self, item: NameMention) -> None:
        tokens = self._tokens(item)
        person = self.book.person(" ".join(tokens))
        key = skeleton(fold(core(tokens)[-1]))
        for cluster in self._of_surname(core(tokens)[-1], tokens):
            # Where the book knows both it decides; else the spelling does, and a "Mr" or "Mrs".
            same = cluster.person is person if person and cluster.person else same_person(cluster.tokens, tokens)
            if same and not _clash(cluster.gender, item.gender):
                self._add(cluster, item, tokens)
                return
        cluster = Cluster(person=person)
        self.clusters.append(cluster)
        self.by_surname.setdefault(key, []).append(cluster)
        self.by_tokens.setdefault(tokens, cluster)
        self._add(cluster, item, tokens)

    def _of_surname(self, surname: str, tokens: tuple[str, ...] = ()) -> list[Cluster]:
        """Those of a surname, in whatever spelling; of very many the first, and who has the very name ``tokens``."""
        found = self.by_surname.get(skeleton(fold(surname)), [])
        if len(found) <= _MOST_NAMESAKES:
            return found
        exact = self.by_tokens.get(tokens)
        return found[:_MOST_NAMESAKES] if exact is None else [exact]

    def _add(self, cluster: Cluster, item: NameMention, tokens: tuple[str, ...]) -> None:
        cluster.add(item)
        if len(tokens) > len(cluster.tokens):
            cluster.tokens = tokens
            written = self.words.text[self.words.starts[item.first] : self.words.ends[item.last - 1]]
            cluster.name = _as_name(_NICKNAME.sub("", written))
        elif cluster.name.casefold() == " ".join(tokens).casefold() and not " ".join(tokens).isupper():
            cluster.name = " ".join(tokens)  # the label of a transcript in capitals is no spelling
        cluster.person = cluster.person or self.book.person(" ".join(tokens))
        cluster.gender = cluster.gender or item.gender
        if item.kind == "person" or cluster.person:
            cluster.kind = "person"

    def _one_word(self, item: NameMention) -> None:
        form = self.words.forms[item.first]
        # "King said" names somebody only where the article has a King.
        if item.kind == "weak" and skeleton(fold(form)) not in self.by_surname:
            return
        office_holder = self._office_holder(item, form)
        if office_holder is not None:
            self._attach(office_holder, item)
            return
        fits = [
            cluster
            for cluster in self._of_surname(form)
            if similar_surnames(core(cluster.tokens)[-1], form) and not _clash(self._gender(cluster), item.gender)
        ]
        if not fits:
            fits = self._by_given_name(form) or self._other_initial(form)
        if fits and not self._only_relatives(fits, item):
            self._attach(self._nearest(fits, item), item)
        elif item.kind != "weak":
            self._new_single(item, form)

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

    def _attach(self, cluster: Cluster, item: NameMention) -> None:
        cluster.add(item)
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
        if len(cluster.tokens) > 1:
            self._by_first_name.setdefault(fold(cluster.tokens[0]), []).append(cluster)
        self.clusters.append(cluster)
        self.by_surname.setdefault(skeleton(fold(form)), []).append(cluster)
        return cluster

    def _gender(self, cluster: Cluster) -> str:
        if cluster.gender or not cluster.tokens:
            return cluster.gender
        return cluster.person.gender if cluster.person else gender_of(cluster.tokens[0])

    def _by_given_name(self, form: str) -> list[Cluster]:
        people = (d for d in self._by_first_name.get(fold(form), ()) if d.kind == "person")
        fits = list(islice(people, 2))
        return fits if len(fits) == 1 else []

    @cached_property
    def _by_first_name(self) -> dict[str, list[Cluster]]:
        """Those of whom a full name stands in the text; made when all of these are known."""
        found: dict[str, list[Cluster]] = {}
        for cluster in self.clusters:
            if len(cluster.tokens) > 1:
                found.setdefault(fold(cluster.tokens[0]), []).append(cluster)
        return found

    def _other_initial(self, form: str) -> list[Cluster]:
        """A surname that one side spells with G and the other with H ("Grabar", "Hrabar"), as Ukrainian names are."""
        # Of six letters or more: in shorter names ("Gall", "Hall") the one letter is too much of the whole.
        swapped = {"g": "h", "h": "g"}.get(form[0].casefold(), "") + form[1:]
        same = self._of_surname(swapped) if len(swapped) > len("Halls") else []
        fits = [
            cluster
            for cluster in same
            if similar_surnames(core(cluster.tokens)[-1], swapped) and len(cluster.tokens) > 1
        ]
        return fits if len(fits) == 1 else []

    def _only_relatives(self, fits: Sequence[Cluster], item: NameMention) -> bool:
        """True where a surname fits only relatives of somebody of that name whom the book has and the article means."""
        relatives = all(cluster.found and self._relative(cluster.found[0].first) for cluster in fits)
        plausible = relatives and [p for p in self.book.by_surname(self._tokens(item)[0]) if self._plausible(p, item)]
        return bool(plausible) and all(cluster.person is None for cluster in fits)

    def _nearest(self, fits: Sequence[Cluster], item: NameMention) -> Cluster:
        """The likeliest of several people of one surname.

        Somebody named before counts more than somebody named later; then who is named most, who was named last,
        and who is not introduced as somebody's relative ("his wife, Ana Keller").
        """

        def weight(cluster: Cluster) -> tuple[bool, float, int]:
            full, short = cluster.named(item.first)
            if not full + short:
                return False, 0.0, -cluster.found[0].first
            first = cluster.full[0] if full else cluster.short[0]
            score = min(full, scoring.MOST_FULL_NAMES) + scoring.SHORT_NAME * min(short, scoring.MOST_SHORT_NAMES)
            score -= scoring.RELATIVE if self._relative(first) else 0.0
            last = cluster.last_before(item.first)
            return True, score + scoring.recency(item.first - last), last

        return max(fits, key=weight) if len(fits) > 1 else fits[0]

    def _relative(self, first: int) -> bool:
        return bool(RELATIVES.intersection(self.words.normals[max(0, first - 3) : first]))

    def _new_single(self, item: NameMention, form: str) -> None:
        kind = "person" if item.titled else "single"
        name = _as_name(form) if self.words.text.startswith(":", self.words.ends[item.first]) else ""
        cluster = Cluster(kind=kind, name=name, tokens=(form,), gender=item.gender, sure=scoring.SURNAME_ALONE)
        candidates = [p for p in self.book.by_surname(form) if not _clash(p.gender, item.gender)]
        plausible = [person for person in candidates if self._plausible(person, item)]
        if len(plausible) == 1:
            cluster.person, cluster.kind = plausible[0], "person"
            cluster.sure = scoring.ONLY_OF_SURNAME if len(candidates) == 1 else scoring.ONE_OF_SURNAME
        given_name = self._given_name_of(form)
        if given_name and cluster.person is None:
            cluster = Cluster(
                kind="person", tokens=(given_name, form), gender=item.gender, sure=scoring.PART_OF_ANOTHER_NAME
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


_LABEL_PART = re.compile(r"[^\W\d_]+")


def _as_name(written: str) -> str:
    """A name in capitals, as the labels of a transcript are, in title case; any other as it is."""
    if not written.isupper():
        return written
    return _LABEL_PART.sub(lambda match: match.group().capitalize(), written)


def _clash(first: str, second: str) -> bool:
    return bool(first and second and first != second)
