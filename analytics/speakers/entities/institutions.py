"""Bringing the names of institutions together: spellings and orders of one name, parts of it, and acronyms."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.entities.cluster import Cluster
from analytics.speakers.entities.institution_names import bare_organ, organ_and_owner
from analytics.speakers.entities.recognition import NameMention
from analytics.speakers.lexicon import TITLES
from analytics.text.words import Words

_SHORTEST_ACRONYM = 3  # letters of one that its full name alone explains: two stand for too much

_ORGAN = "\0"
"""In front of an organ's name, so that it is no name's end."""


class InstitutionNames:
    """The institutions and places of one article."""

    def __init__(self, words: Words, book: SpeakerBook) -> None:
        self._words = words
        self._book = book
        self._by_key: dict[str, Cluster] = {}
        self._by_end: dict[str, list[tuple[int, Cluster]]] = {}  # with the first word of each name, in order

    def gathered(self, items: Sequence[NameMention]) -> list[Cluster]:
        """One cluster for each institution or place; a name that is only a part of another goes with that one."""
        parts = []
        for item in items:
            if item.kind == "institution" and self._partial(item):
                parts.append(item)
            else:
                self._add(item)
        for item in parts:
            whole = self._whole(item)
            if whole is None:
                self._add(item)
            else:
                whole.add(item)
        return list(self._by_key.values())

    def _add(self, item: NameMention) -> None:
        organ, owner = organ_and_owner(item.name, self._book)
        key = (f"{organ} of {owner}" if organ else item.name).casefold()
        cluster = self._by_key.get(key)
        if cluster is None:
            cluster = self._by_key[key] = Cluster(kind=item.kind, name=item.name)
        if item.kind == "institution":
            for end in (*_ends(item.name), *((_ORGAN + organ,) if organ else ())):
                self._by_end.setdefault(end, []).append((item.first, cluster))
        cluster.kind = "institution" if item.kind == "institution" else cluster.kind
        cluster.add(item)

    def _partial(self, item: NameMention) -> bool:
        """True where the name of an institution may be a part of a longer one: "the Bridge Agency", "the MFA"."""
        if bare_organ(item.name, self._book):
            return True
        return " " in item.name and not self._book.is_institution(item.name) and self._definite(item)

    def _definite(self, item: NameMention) -> bool:
        return bool(item.first) and self._words.normals[item.first - 1] == "the"

    def _whole(self, item: NameMention) -> Cluster | None:
        """The institution named last before a part of its name."""
        organ = bare_organ(item.name, self._book)
        whole: Sequence[tuple[int, Cluster]] = self._by_end.get(_ORGAN + organ if organ else item.name.casefold(), ())
        before = bisect_left(whole, item.first, key=lambda named: named[0])
        if before:
            return whole[before - 1][1]
        # One that only a later sentence names is meant where there is no other.
        return whole[0][1] if organ and len({id(cluster) for _, cluster in whole}) == 1 else None

    def with_acronyms(self, clusters: Sequence[Cluster]) -> list[Cluster]:
        """The clusters with "LBA" as "Lindfurt Bridge Agency", be it by its initials or in brackets beside it."""
        named = [cluster for cluster in clusters if cluster.kind == "institution" or self._may_have_acronym(cluster)]
        full = {name: cluster for cluster in reversed(named) for name in _initials_of_any(cluster.name)}
        beside = self._in_brackets(named)
        merged: set[Cluster] = set()
        for cluster in named:
            if not _is_acronym(cluster.name):
                continue
            by_initials = full.get(cluster.name) if len(cluster.name) >= _SHORTEST_ACRONYM else None
            whole = beside.get(cluster, by_initials)
            if whole is not None and whole is not cluster and whole not in merged:
                whole.kind = "institution"
                whole.found.extend(cluster.found)
                merged.add(cluster)
        return [cluster for cluster in clusters if cluster not in merged]

    def _may_have_acronym(self, cluster: Cluster) -> bool:
        return cluster.kind == "unknown" and cluster.person is None and len(cluster.tokens) > 2

    def _in_brackets(self, clusters: Sequence[Cluster]) -> dict[Cluster, Cluster]:
        """Acronyms to the institutions with which they stand: "Lindfurt Bridge Agency (LBA)", "LBA (Lindfurt ...)"."""
        begins = {item.first: cluster for cluster in clusters for item in cluster.found}
        found: dict[Cluster, Cluster] = {}
        for cluster in clusters:
            for item in cluster.found:
                other = begins.get(item.last)
                if other is None or cluster.kind != "institution" or not self._bracket(item.last):
                    continue
                title = other.name.casefold() in TITLES  # "Member of the Lorvan Parliament (MP)"
                if _is_acronym(other.name) and not _is_acronym(cluster.name) and not title:
                    found.setdefault(other, cluster)
                elif _is_acronym(cluster.name) and _initials(other.name).startswith(cluster.name[0]):
                    found.setdefault(cluster, other)
        return found

    def _bracket(self, index: int) -> bool:
        return self._words.gap(index - 1).strip() == "("


def _ends(name: str) -> Iterator[str]:
    """What may be written in place of a whole name: its last words, two at least."""
    words = name.casefold().split()
    yield from (" ".join(words[first:]) for first in range(1, len(words) - 1))


def _is_acronym(name: str) -> bool:
    return name.isupper() and " " not in name and len(name) > 1


def _initials_of_any(name: str) -> set[str]:
    """The initials of a name with and without its owner: "Norland's Central Election Commission" is the CEC."""
    return {_initials(name), _initials(name.rpartition("'s ")[2])}


def _initials(name: str) -> str:
    words = name.replace("-", " ").split()
    # Of three words at least: two letters stand for too much.
    return "".join(word[0] for word in words if word[0].isupper()) if len(words) > 2 else ""
