"""Which full names are one person's in whatever article, and which of them stands for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.corpus.namings import Naming, plain
from analytics.speakers.names.matching import (
    PARTICLES,
    core,
    fold,
    given_name,
    is_initial,
    keys,
    same_person,
    skeletons,
    suffix,
    surname,
)
from analytics.speakers.names.usual import Spelling, usual_form

Group = list[Naming]
"""The names that are one person's."""
Apart = Callable[[Naming, Naming], bool]
"""True for two names that must not be one person's."""


def group(namings: Sequence[Naming], apart: Apart) -> list[Group]:
    """The groups of full names that are one person's; a name that may be several people's is a group of its own.

    Spellings of the same words come first, then short forms of a given name, and names that another has in full, each
    only where it fits one group and no other: "Ann Velt" is neither Anna Velt nor Annika Velt where there are both.
    """
    full = sorted((one for one in namings if not is_initial(given_name(one.tokens))), key=lambda one: one.weight)
    short = sorted((one for one in namings if is_initial(given_name(one.tokens))), key=lambda one: one.weight)
    groups = _joined([[one] for one in full], lambda one, two: _spelt_alike(one, two) and not apart(one, two))
    groups = _joined(groups, lambda one, two: same_person(one.tokens, two.tokens) and not apart(one, two))
    initials = _joined([[one] for one in short], lambda one, two: _spelt_alike(one, two) and not apart(one, two))
    for some in initials:
        fits = [g for g in groups if _all_pairs(g, some, lambda a, b: same_person(a.tokens, b.tokens))]
        if len(fits) == 1 and not _any_pair(fits[0], some, apart):
            fits[0].extend(some)
        else:
            groups.append(some)
    return groups


def _joined(groups: list[Group], alike: Callable[[Naming, Naming], bool]) -> list[Group]:
    """The groups with those brought together of which every name is like every other.

    Where one is like two that are not like each other, nobody can say whose it is, and all of these stay as they are.
    """
    joined: list[Group] = []
    for component in _components(groups, lambda one, two: _all_pairs(one, two, alike)):
        clique = all(_all_pairs(one, two, alike) for one, two in combinations(component, 2))
        joined += [[naming for one in component for naming in one]] if clique else component
    return joined


def _components(groups: list[Group], linked: Callable[[Group, Group], bool]) -> list[list[Group]]:
    """What is linked, be it by way of others; only names with a surname in common are compared."""
    parent = list(range(len(groups)))

    def root(index: int) -> int:
        while parent[index] != index:
            index = parent[index]
        return index

    for block in _blocks(groups):
        for first, second in combinations(block, 2):
            if root(first) != root(second) and linked(groups[first], groups[second]):
                parent[max(root(first), root(second))] = min(root(first), root(second))
    found: dict[int, list[Group]] = {}
    for index, one in enumerate(groups):
        found.setdefault(root(index), []).append(one)
    return list(found.values())


def _blocks(groups: Iterable[Group]) -> list[list[int]]:
    """The numbers of groups by the consonants of a surname; "Velt Mara" stands in the block of Velt, too."""
    found: dict[str, dict[int, None]] = {}
    for index, one in enumerate(groups):
        for naming in one:
            words = {surname(naming.tokens), naming.tokens[0] if len(naming.tokens) == 2 else surname(naming.tokens)}
            for shape in sorted(shape for word in words for shape in skeletons(word)):
                found.setdefault(shape, {})[index] = None
    return [list(block) for block in found.values()]


def _all_pairs(one: Group, two: Group, test: Callable[[Naming, Naming], bool]) -> bool:
    return all(test(a, b) for a in one for b in two)


def _any_pair(one: Group, two: Group, test: Callable[[Naming, Naming], bool]) -> bool:
    return any(test(a, b) for a in one for b in two)


def _spelt_alike(one: Naming, two: Naming) -> bool:
    """True where given name and surname are the same but for their spelling, and what stands between them does not
    contradict."""
    first, second = core(one.tokens), core(two.tokens)
    same = keys(surname(first)) & keys(surname(second)) and keys(given_name(first)) & keys(given_name(second))
    return bool(same) and suffix(one.tokens) == suffix(two.tokens) and _middles_agree(first[1:-1], second[1:-1])


def _middles_agree(one: Sequence[str], two: Sequence[str]) -> bool:
    """True where two names have the same words or initials in their middle, or one of them fewer words or none."""
    few, many = sorted((_middle(one), _middle(two)), key=len)
    if any(len(word) == 1 for word in (*few, *many)):
        return not few or [word[0] for word in few] == [word[0] for word in many]
    return set(few) <= set(many)


def _middle(words: Sequence[str]) -> list[str]:
    """The middle words as keys, without particles, and initials letter by letter."""
    kept = [word for word in words if word.casefold() not in PARTICLES]
    return [part for word in kept for part in (fold(word) if is_initial(word) else [fold(word)]) if part]


def canonical(group: Group, book: SpeakerBook) -> str:
    """The name for all of a group: the user's or the book's, or else the well-formed one that most articles have."""
    given = {plain(names[0]) for names in book.same}
    wanted = sorted(naming.name for naming in group if plain(naming.name) in given)
    known = sorted(naming.name for naming in group if book.find(naming.name) is not None)
    if wanted or known:
        return (*wanted, *known)[0]
    ordered = sorted(group, key=lambda naming: naming.weight)
    chosen = usual_form([Spelling(naming.tokens, len(naming.articles)) for naming in ordered])
    return next(naming.name for naming in ordered if naming.tokens == chosen.tokens)
