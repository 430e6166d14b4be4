"""What an article itself tells of names: its countries and their adjectives, and institutions without a capital."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analytics.lang import lexicon
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.entities.recognition import NameMention, is_name_word
from analytics.speakers.lexicon import (
    COLLECTIVES,
    DETERMINERS,
    GENERIC_COLLECTIVES,
    INDEFINITE,
    PREPOSITIONS,
    PRONOUNS,
    STOP,
)
from analytics.speakers.names.given_names import is_given_name
from analytics.text.words import Words

_REACH = 4
"""A determiner or an owner stands at most so many words before the noun of an institution."""
# An adjective's ending, and what the country's name has in its place: Karvenia(n), Tazmar(i), Oresk(an), Norland(ic).
_ENDINGS = (
    ("ic", ""),
    ("n", ""),
    ("ian", ""),
    ("ian", "a"),
    ("an", ""),
    ("an", "e"),
    ("i", ""),
    ("ese", ""),
    ("ish", ""),
)
_LONGEST_ORGAN = 4  # words: "ministry of foreign affairs"
_SHORTEST = 4  # letters: from shorter names too many words could be adjectives
_OF_ADJECTIVES = ("ing", "ed", "est", "ly")
_OFFICES_OF_STATES = lexicon.words("offices_of_states")
_OF_STATES = lexicon.words("owned_by_states")
_ONE_OF_EACH_STATE = lexicon.words("one_of_each_state")
_BEFORE_INSTITUTION = lexicon.words("before_institutions")
_AT_PLACE = lexicon.alternatives(lexicon.words("place_prepositions"))


def countries(words: Words, found: Sequence[NameMention]) -> Mapping[str, str]:
    """Normal forms of the names and adjectives of countries to the name, for those that the article shows to be one.

    "Karvenia" and "Karvenian" in one article make a country, whether or not any list has it, and so does
    "Karvenia's army"; neither name may be a part of a longer one, nor a given name ("Julia", "Julian").
    """
    alone = {
        words.forms[item.first] for item in found if item.kind in ("single", "place") and item.last == item.first + 1
    }
    named = {words.forms[k] for item in found if item.kind == "person" for k in range(item.first, item.last)}
    alone -= named
    known = {name.casefold(): name for name in _states(words) & alone}
    for form in {form for form in set(words.forms) if len(form) > _SHORTEST and form[0].isupper()} - named:
        for ending, instead in _ENDINGS:
            name = form.removesuffix(ending) + instead
            if form.endswith(ending) and len(name) >= _SHORTEST and name in alone and not is_given_name(name):
                known |= {form.casefold(): name, name.casefold(): name}
    return known


def _states(words: Words) -> set[str]:
    """Capitalised owners of what only a country has, "Velisia's army" or "the foreign minister of Velisia"."""
    owned = [k for word in _OF_STATES for k in words.places.get(word, ()) if k > 1]
    owners = {k - back for k in owned for back in (1, 2) if words.possessive[k - back]}
    named = [k + 1 for k in words.places.get("of", ()) if k and words.normals[k - 1] in _OFFICES_OF_STATES]
    return {words.forms[k] for k in (*owners, *named) if k < len(words) and words.forms[k][0].isupper()}


def with_countries(
    words: Words, found: Sequence[NameMention], lands: Mapping[str, str], book: SpeakerBook
) -> Iterator[NameMention]:
    """The names with the article's own countries as places, without their adjectives, and what they own as theirs."""
    for position, item in enumerate(found):
        form = words.forms[item.first]
        land = lands.get(form.casefold())
        following = found[position + 1] if position + 1 < len(found) else None
        if land == form and following is not None and _owns_next(words, item, following):
            continue
        owner = lands.get(words.normals[item.first - 1], "") if item.first and words.possessive[item.first - 1] else ""
        if owner and item.kind == "institution":
            yield NameMention(item.first - 1, item.last, "institution", f"{owner}'s {item.name}")
            continue
        organ = item.name.partition(" ")[2]
        if item.kind == "institution" and form.casefold() in lands and book.organ_of(organ):
            yield replace(item, name=f"{lands[form.casefold()]}'s {organ}")  # "the Velisian Foreign Ministry"
            continue
        if item.kind != "single" or land is None:
            yield item
        elif land == form:
            yield NameMention(item.first, item.last, "place", land)


def _owns_next(words: Words, item: NameMention, following: NameMention) -> bool:
    return following.kind == "institution" and following.first == item.last and words.possessive[item.first]


def collectives(
    words: Words, lands: Mapping[str, str], taken: Sequence[NameMention], book: SpeakerBook
) -> Iterator[NameMention]:
    """Institutions written without capitals: "the city's audit office", "Velisia's defence ministry", "the jury".

    They are named by their own words, without article and without an owner such as "the city's"; a country as the
    owner is kept. "The ministry" alone refers back to one that is described, and so is none of them.
    """
    occupied = {index for item in taken for index in range(item.first, item.last)}
    bare: list[int] = []
    described: set[str] = {
        word.casefold() for item in taken if item.kind == "institution" for word in item.name.split()
    }
    for index in sorted(index for word in COLLECTIVES & words.places.keys() for index in words.places[word]):
        form = words.forms[index]
        if form not in COLLECTIVES or index in occupied or words.possessive[index]:
            continue
        if words.joined(index) and is_name_word(words.forms[index + 1]):
            continue  # "the news agency Tally"
        first = _front(words, index)
        if first is None:
            continue
        if first == index and not words.possessive[first - 1]:  # "the ministry", which nothing describes
            bare.append(index)
            continue
        last = _organ_end(words, first, index + 1, book)
        if name := _name(words, first, last - 1, lands, book):
            described.add(form)
            yield NameMention(first, last, "institution", name)
    alone = {words.forms[index] for index in bare} - described - GENERIC_COLLECTIVES
    placed = {form: _placed(words.text, form) for form in alone}
    for index in bare:
        if words.forms[index] in placed:
            yield NameMention(index, index + 1, "institution", placed[words.forms[index]])


def _front(words: Words, index: int) -> int | None:
    """The first word of the institution whose noun stands at ``index``, after "the" or an owner; None without."""
    for first in range(index, max(-1, index - _REACH), -1):
        before = words.normals[first - 1] if first else ""
        if first and before in _BEFORE_INSTITUTION and words.joined(first - 1):
            return first
        if first and words.possessive[first - 1] and words.gap(first - 1) == " ":
            return first
        adjective = first > 0 and words.joined(first - 1) and is_name_word(words.forms[first - 1])  # "Velisian police"
        free = first == index and not adjective and before not in INDEFINITE | DETERMINERS
        if free and words.forms[first] == "police":
            return first
        if not first or not words.joined(first - 1) or before in STOP | PREPOSITIONS or before in PRONOUNS:
            return None
    return None


def _organ_end(words: Words, first: int, last: int, book: SpeakerBook) -> int:
    """Where the longest wording of an organ ends that begins with some words: "ministry | of foreign affairs"."""
    ends = range(min(first + _LONGEST_ORGAN, len(words)), last, -1)
    return next((end for end in ends if book.organ_of(" ".join(words.forms[first:end]))), last)


def _name(words: Words, first: int, index: int, lands: Mapping[str, str], book: SpeakerBook) -> str:
    forms = words.forms[first : index + 1]
    owner = words.forms[first - 1] if first and words.possessive[first - 1] else ""
    owned = " ".join(form if form in PREPOSITIONS else form[0].upper() + form[1:] for form in forms)
    if owner and is_name_word(owner):
        return f"{owner}'s {owned}" if owner.casefold() in lands else ""
    if any(form in STOP or not form.isalpha() or form.endswith(_OF_ADJECTIVES) for form in forms[:-1]):
        return ""
    of_state = forms[0].casefold() in lands or words.normals[first] in book.body_words
    if of_state and len(forms) == 2 and forms[1] not in _ONE_OF_EACH_STATE:
        return ""  # "the Velisian ministry" is one of several, which the article has named
    if forms[0].casefold() in lands:
        return f"{lands[forms[0].casefold()]}'s {owned.partition(' ')[2]}"
    if any(is_name_word(form) for form in forms[1:]) or (len(forms) == 1 and forms[0] in GENERIC_COLLECTIVES):
        return ""
    return " ".join(forms)


def _placed(text: str, noun: str) -> str:
    """A bare noun with the place that the article gives for it somewhere: "college in Hallin"."""
    match = re.search(rf"\b{noun} {_AT_PLACE} [A-Z][\w-]+", text)
    return match.group() if match else noun
