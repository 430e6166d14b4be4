"""Where the name of an institution ends, and which names are of one institution.

A name goes on after "of", "for" and the like ("Society for the Protection of Marsk Bats"), and what has an owner is
named in several orders ("Velisia's Foreign Ministry", "the Velisian MFA", "the Foreign Ministry of Velisia").
"""

from __future__ import annotations

import re
from collections.abc import Callable

from analytics.lang import lexicon
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.lexicon import DAYS, INSTITUTIONS, OF_INSTITUTIONS, STOP
from analytics.speakers.names.given_names import is_given_name
from analytics.text.words import Words

_JOINTS = lexicon.words("of_institutions_joints")
_FURTHER_JOINTS = lexicon.words("further_joints")
_ABROAD = lexicon.words("institutions_abroad")
_TO_PLACES = lexicon.words("joints_of_institutions_abroad")
_PURPOSES = lexicon.words("purposes_of_institutions")
_WITH_PURPOSE = lexicon.words("institutions_with_purpose")
_FIELDS = lexicon.words("fields_of_institutions")
_DOTTED = re.compile(r"(?:[A-Z]\.){3,}")  # two letters may be a state or somebody's initials
_OF_ADJECTIVES = ("al", "ic", "ive")  # "Federation of Professional | and Technical Engineers"
_BARE = frozenset({"Government"})
"""Organs that are not meant by their noun alone: "the government" may be that of any country named before."""

RunEnd = Callable[[Words, int], int]
"""Where the run of capitalised words ends that begins at a word."""


def institution_end(words: Words, first: int, last: int, run_end: RunEnd) -> int:
    """Where the name of an institution ends whose first run of capitalised words is ``first`` to ``last``."""
    abroad = any(words.normals[index] in _ABROAD for index in range(first, last))
    begin = last
    while True:
        noun = words.normals[last - 1] in OF_INSTITUTIONS
        joints = _JOINTS if noun else _FURTHER_JOINTS if last > begin else frozenset()
        end = _after_joint(words, last, joints, run_end)
        if end == last and abroad:
            end = _after_joint(words, last, _TO_PLACES, run_end)
        if end == last and noun:
            end = _after_purpose(words, last, run_end)
        if end == last and last > begin:
            end = _after_and(words, last, run_end)
        if end == last:
            return last
        last = end


def _after_joint(words: Words, last: int, joints: frozenset[str], run_end: RunEnd) -> int:
    """Where the name ends that goes on after words of ``joints``; ``last`` where it does not."""
    index = last
    while _follows(words, index) and words.normals[index] in joints:
        index += 1
    named = last < index and _follows(words, index) and words.forms[index][0].isupper()
    return run_end(words, index) if named and words.normals[index] not in STOP | DAYS else last


def _after_purpose(words: Words, last: int, run_end: RunEnd) -> int:
    """The same after "to" and a verb: "Campaign to Stop Killer Robots"."""
    goes_on = _follows(words, last) and words.normals[last] == "to" and _follows(words, last + 1)
    if not goes_on or not words.forms[last + 1][0].isupper():
        return last
    verb = words.normals[last + 1] in _PURPOSES or words.normals[last - 1] in _WITH_PURPOSE
    return run_end(words, last + 1) if verb and not is_given_name(words.forms[last + 1]) else last


def _after_and(words: Words, last: int, run_end: RunEnd) -> int:
    """The same after "and" and a second field: "Centre for Roads and Bridges", "Ministry of Culture and Sport"."""
    begin, last = last, _after_list(words, last)
    if not (last < len(words) and words.normals[last] == "and" and _follows(words, last + 1)):
        return begin
    if not words.forms[last + 1][0].isupper() or is_given_name(words.forms[last + 1]):
        return begin
    end = run_end(words, last + 1)
    before = words.normals[last - 1]
    alike = before.endswith(_OF_ADJECTIVES) or (before.endswith("s") and words.normals[end - 1].endswith("s"))
    field = not _FIELDS.isdisjoint((before, words.normals[last + 1]))
    second = words.forms[last + 1 : end]
    other = any(form.casefold() in INSTITUTIONS - _FIELDS or form.isupper() for form in second)  # "and the BBC"
    return end if (alike or field) and not other else begin


def _after_list(words: Words, last: int) -> int:
    """Where fields apart by commas end: "Committee on Science, | Space and Technology"."""
    if words.normals[last - 1] not in _FIELDS:
        return last
    while last < len(words) and words.gap(last - 1) == ", " and words.normals[last] in _FIELDS:
        last += 1
    return last


def _follows(words: Words, index: int) -> bool:
    """True where a word stands at ``index``, joined to the one before, which owns nothing."""
    return index < len(words) and words.joined(index - 1) and not words.possessive[index - 1]


def second_field(words: Words, first: int, last: int, run_end: RunEnd) -> int:
    """Where an institution's name ends of which the noun comes after "and": "the Food and Drug Agency"; ``last`` where
    a run of capitalised words is none."""
    before = words.normals[last - 1]  # "the Parks | and Recreation Department"
    if not first or words.normals[first - 1] != "the" or not (before in _FIELDS or before.endswith("s")):
        return last
    if not (_follows(words, last) and words.normals[last] == "and" and _follows(words, last + 1)):
        return last
    end = run_end(words, last + 1)
    return end if words.normals[end - 1] in INSTITUTIONS and words.forms[last + 1][0].isupper() else last


def members(words: Words, first: int, last: int, book: SpeakerBook) -> int:
    """Where the name of an association ends that is called by its members: "Industrial Energy Consumers of Norland";
    ``last`` where it has no such end."""
    many = last - first > 2 and words.normals[last - 1].endswith("s") and not is_given_name(words.forms[first])
    if not many or not (_follows(words, last) and words.normals[last] == "of" and _follows(words, last + 1)):
        return last
    return next((end for end, place in book.phrases_at(words.normals, last + 1) if place in book.countries), last)


def person_after(words: Words, first: int, last: int) -> int | None:
    """Where the name of a person begins in a run that opens with an institution's: "Norland Navy | Petra Holm"."""
    for index in range(first + 1, last - 1):
        if words.normals[index - 1] in INSTITUTIONS and is_given_name(words.forms[index]):
            return index
    return None


def acronym(form: str) -> str:
    """The name of an institution that a word in capitals is: "LBA" for "L.B.A."; ``""`` where it is no such word."""
    plain = form.replace(".", "") if _DOTTED.fullmatch(form) else form
    return plain if len(plain) > 1 and plain.isupper() and plain.isalpha() else ""


def with_seat(words: Words, end: int, name: str, book: SpeakerBook) -> tuple[int, str]:
    """Where the name of an embassy ends, the country in which it is included, and the whole name:
    "Embassy of Norland in Lorvan"."""
    if name.partition(" ")[0].casefold() not in _ABROAD or not _follows(words, end) or end + 1 >= len(words):
        return end, name
    index = end + 1 + (words.normals[end + 1] == "the")
    if words.normals[end] in _TO_PLACES and words.joined(end) and index < len(words):
        for after, place in book.phrases_at(words.normals, index):
            if place in book.countries:
                return after, f"{name} in {book.countries[place]}"
    return end, name


def organ_and_owner(name: str, book: SpeakerBook) -> tuple[str, str]:
    """The organ that an institution is, and whose; ``("", "")`` for any other institution."""
    owner, _, rest = name.partition("'s ")
    if organ := book.organ_of(rest):
        return organ, owner
    front, _, owner = name.rpartition(" of ")
    organ = book.organ_of(front)
    return (organ, owner.removeprefix("the ")) if organ else ("", "")


def bare_organ(name: str, book: SpeakerBook) -> str:
    """The organ of which a name tells no country: "Foreign Ministry"; ``""`` for any other name."""
    organ = book.organ_of(name)
    return "" if organ in _BARE else organ
