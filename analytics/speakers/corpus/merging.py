"""One name for one person over all articles, with the rule by which each name was brought to it.

A full name goes with others by its spelling (:mod:`.identities`); a surname alone with the one full name of the corpus
that has it, where nobody else bears it there, and neither outlets nor roles nor forms of address contradict. Two
different given names are never one person's. What the speakers' file says of names (``same``, ``distinct``) goes before
all this. The result depends on what the articles say, not on their order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from analytics.records import Merge, MergeRule
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.corpus.bearers import given_names
from analytics.speakers.corpus.identities import Apart, Group, canonical, group
from analytics.speakers.corpus.namings import Naming, Said, gather, people, plain
from analytics.speakers.entities.cluster import parts_of
from analytics.speakers.entities.roles import fit, office_roles
from analytics.speakers.names.given_names import gender_of, is_given_name
from analytics.speakers.names.matching import core, fold, given_name, is_initial, keys, similar_given_names, surname

_OUTLETS = 2
"""Whom so many outlets name in full, another may call by the surname alone without being asked."""


def merge_speakers(said: Sequence[Said], book: SpeakerBook) -> dict[tuple[str, str], Merge]:
    """Which name speakers have over all articles, by an article's id and their name in it, where it is another."""
    namings, apart = gather(said), _apart(book)
    merges = dict(_by_user(namings, book))
    left = [one for one in people(namings.values(), book) if one.name not in merges]
    groups = group([one for one in left if len(one.tokens) > 1], apart)
    for whole in groups:
        name = canonical(whole, book)
        merges |= {part.name: Merge(name, _rule(part, name)) for part in whole if part.name != name}
    bare = {one.name for one in left if len(one.tokens) == 1}
    singles = [one for pair in said for name, one in gather([pair]).items() if name in bare]
    found = {(article, name): merge for name, merge in merges.items() for article in namings[name].articles}
    only = _only_bearers(bare, groups)
    before = _given_names(only, said, book)
    for one in singles:
        bearer = only.get(one.name, [])
        if bearer and not any(apart(one, part) for part in bearer) and _agree(one, bearer, before, book):
            found[min(one.articles), one.name] = Merge(canonical(bearer, book), "surname")
    return found


def _by_user(namings: Mapping[str, Naming], book: SpeakerBook) -> Iterator[tuple[str, Merge]]:
    """What ``same`` in the speakers' file brings together: each name with the first of its line."""
    first = {plain(name): names[0] for names in book.same for name in names}
    for name in namings:
        if first.get(plain(name), name) != name:
            yield name, Merge(first[plain(name)], "same")


def _apart(book: SpeakerBook) -> Apart:
    """What ``distinct`` in the speakers' file keeps apart, and two people of the book."""
    kept = {frozenset((plain(one), plain(two))) for names in book.distinct for one in names for two in names}

    def apart(one: Naming, two: Naming) -> bool:
        known = book.find(one.name), book.find(two.name)
        return frozenset((plain(one.name), plain(two.name))) in kept or (None not in known and known[0] is not known[1])

    return apart


def _rule(naming: Naming, name: str) -> MergeRule:
    """By what a full name is the same person's as another."""
    one, two = core(naming.tokens), core(tuple(name.split()))
    if is_initial(given_name(one)):
        return "initial"
    if sorted(map(fold, one)) == sorted(map(fold, two)):  # be the surname in front
        return "spelling"
    if len(one) != len(two):
        return "more words"
    return "spelling" if keys(given_name(one)) & keys(given_name(two)) else "form of given name"


def _only_bearers(bare: Iterable[str], groups: Sequence[Group]) -> dict[str, Group]:
    """The one person who bears it, for each surname alone that only one bears."""
    bearers = _bearers(groups)
    return {name: fits[0] for name in bare if len(fits := _fits(name, bearers)) == 1}


def _given_names(only: Mapping[str, Group], said: Sequence[Said], book: SpeakerBook) -> dict[str, set[str]]:
    """What stands before these surnames, in whatever spelling, anywhere in the articles."""
    surnames = {word for name, whole in only.items() for word in (name, *(surname(part.tokens) for part in whole))}
    return given_names((article.text for article, _ in said), surnames, book.body_words.keys()) if only else {}


def _bearers(groups: Iterable[Group]) -> dict[str, list[Group]]:
    """The groups by each key of what their people are called alone."""
    found: dict[str, list[Group]] = {}
    for one in groups:
        words = {surname(naming.tokens) for naming in one} | {word for part in one for word in _alone(part)}
        for key in sorted({key for word in words for key in keys(word)}):
            found.setdefault(key, []).append(one)
    return found


def _alone(naming: Naming) -> Iterator[str]:
    """What of a full name stands before a particle: "Lula" in "Ana Lula da Velt"."""
    first = given_name(naming.tokens)
    yield from (word for word in parts_of(core(naming.tokens)) if word != first)


def _fits(name: str, bearers: Mapping[str, list[Group]]) -> list[Group]:
    found = {id(one): one for key in sorted(keys(name)) for one in bearers.get(key, ())}
    return list(found.values())


def _agree(naming: Naming, whole: Group, before: Mapping[str, set[str]], book: SpeakerBook) -> bool:
    """True where nothing contradicts that a surname alone is the person of a full name."""
    names = {given_name(part.tokens) for part in whole}
    known = any(is_given_name(name) for name in names) or any(book.find(part.name) for part in whole)
    words = {naming.name, *(surname(part.tokens) for part in whole)}
    others = {word for name in words for word in before.get(name, ())}
    mine = {word for part in whole for word in part.tokens}
    alone = all(word in mine or any(similar_given_names(word, name) for name in names) for word in others)
    return (
        known
        and alone
        and _outlets_agree(naming, whole)
        and _genders_agree(naming, whole, book)
        and _roles_agree(naming, whole, book)
    )


def _outlets_agree(naming: Naming, whole: Group) -> bool:
    """True where each outlet that has the surname alone names the person in full elsewhere, or two outlets do."""
    outlets = {outlet for part in whole for outlet in part.outlets}
    return len(outlets) >= _OUTLETS or naming.outlets <= outlets | {""} or outlets == {""}


def _genders_agree(naming: Naming, whole: Group, book: SpeakerBook) -> bool:
    known = {person.gender for part in whole if (person := book.find(part.name)) is not None}
    told = known or {gender_of(given_name(part.tokens)) for part in whole}
    told |= {gender for part in whole for gender in part.genders()}
    return len((told | naming.genders()) - {""}) <= 1


def _roles_agree(naming: Naming, whole: Group, book: SpeakerBook) -> bool:
    """True where a role that stands with the surname fits one of the person's, or one of them has none."""
    roles = [role for part in whole for role in part.roles(book)]
    offices = [(office.title, office.body) for part in whole for office in book.offices(part.name)]
    roles += office_roles(offices, book)
    said = naming.roles(book)
    return not said or not roles or any(fit(one, two, book) or fit(two, one, book) for one in said for two in roles)
