"""Finding the names in an article: people, institutions, and names that may be either."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from analytics.lang import lexicon
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.entities.institution_names import (
    acronym,
    institution_end,
    members,
    person_after,
    second_field,
    with_seat,
)
from analytics.speakers.entities.roles import is_role, names_person
from analytics.speakers.lexicon import (
    ATTRIBUTES,
    DAYS,
    FEMALE_HONORIFICS,
    HONORIFICS,
    INSTITUTIONS,
    MALE_HONORIFICS,
    PLACES,
    ROLES,
    SHORT_TITLES,
    SPOKE,
    STOP,
    TITLES,
    UNNAMED,
)
from analytics.speakers.names.given_names import is_given_name
from analytics.speakers.names.matching import PARTICLES, SUFFIXES, surname_first
from analytics.text.words import Words

NameKind = Literal["person", "unknown", "single", "weak", "institution", "place"]

_PREFIXED = re.compile(rf"{lexicon.alternatives(lexicon.words('name_prefixes'))}['’-][A-Z]")
_BREAKS = STOP | DAYS
_SINGLE_INSTITUTIONS = lexicon.words("institutions_of_one_word")
_PATRONYMICS = lexicon.words("patronymic_particles")
_LIKE_GIVEN_NAMES = lexicon.words("titles_like_given_names")
_MONTHS_LIKE_NAMES = lexicon.words("months_like_names")
_ENDS_OF_NAMES = lexicon.words("openers_that_end_names")
_PREPOSITIONS_IN_NAMES = lexicon.words("prepositions_in_names")
# "Ferry Owners Reject New Harbour Toll": three in four words of six or more begin with a capital.
_HEADLINE_WORDS = 6
_HEADLINE_SHARE = 0.75
_LONGEST_NAME = 5  # words: a longer run of capitals is the title of a book or a law


@dataclass(frozen=True, slots=True)
class NameMention:
    """A name in the text: words ``first`` to ``last`` (exclusive), and what kind of name it seems to be.

    ``place`` is a country or a capital, which speaks only where it is the source; ``name`` is the canonical name of
    an institution or place. ``single`` is one word that is no known institution: mostly a surname; ``weak`` one that
    is a name only if it is somebody's surname elsewhere in the article ("Dean", "King").
    """

    first: int
    last: int
    kind: NameKind
    name: str = ""
    gender: str = ""
    titled: bool = False


def is_name_word(form: str) -> bool:
    """True where a word is written as a part of a name."""
    return form[0].isupper() or (not form.isalpha() and bool(_PREFIXED.match(form)))


def find_names(words: Words, book: SpeakerBook) -> list[NameMention]:
    """The names in the order of the text, none of which overlaps another."""
    found: list[NameMention] = []
    headlines = _headlines(words)
    index = 0
    forms, normals, phrases, size = words.forms, words.normals, book.phrases, len(words)
    while index < size:
        form = forms[index]
        if form.islower() and form.isalpha() and normals[index] not in phrases:
            index += 1  # most words: neither a part of a name nor the first of one of the book's
            continue
        phrase = _phrase_at(words, index, book)
        if phrase is not None:
            found.append(phrase)
            index = phrase.last
        elif words.normals[index] in _BREAKS and not _inside_name(words, index, index):
            index += 1
        elif is_name_word(words.forms[index]):
            end = _run_end(words, index)
            headline = words.sentence(words.starts[index]) in headlines
            names = _names_in_headline if headline else _names_in_run
            found.extend(names(words, index, end, book))
            index = max(end, found[-1].last) if found else end  # an institution's name may go on after "of"
        else:
            index += 1
    return found


def _headlines(words: Words) -> frozenset[int]:
    """Sentences in title case or capitals: their capitals say nothing."""
    bounds = [bisect.bisect_left(words.starts, begin) for begin in words.sentences]
    found = set()
    for sentence, (first, last) in enumerate(itertools.pairwise((*bounds, len(words)))):
        if last - first >= _HEADLINE_WORDS:
            capitals = sum(not form[0].islower() for form in words.forms[first:last])
            polite = HONORIFICS.intersection(words.normals[first:last])
            if capitals >= _HEADLINE_SHARE * (last - first) and not polite and _own_line(words, first, last):
                found.add(sentence)
    return frozenset(found)


def _own_line(words: Words, first: int, last: int) -> bool:
    """True where a sentence shares its line with no other: "President Velt met Prime Minister Holm. She said"."""
    before = words.text[words.ends[first - 1] : words.starts[first]] if first else "\n"
    return "\n" in before and "\n" in words.gap(last - 1)


def _phrase_at(words: Words, index: int, book: SpeakerBook) -> NameMention | None:
    """The longest name of the book that begins at ``index``, unless it is the front of a longer name."""
    for end, name in book.phrases_at(words.normals, index):
        if not any(form[0].isupper() for form in words.forms[index:end]):
            continue
        if not all(_spaced(words, k) for k in range(index, end - 1)):
            continue
        single = end - index == 1  # "Georgia" is a country, "Georgia Velt" is not
        if single and not words.possessive[index] and _goes_on(words, index, book):
            return None
        place = single and words.normals[index] in book.body_words
        last, whole = with_seat(words, end, name, book)
        return NameMention(index, last, "place" if place else "institution", whole)
    return None


def _spaced(words: Words, index: int) -> bool:
    return words.gap(index) in (" ", "\u00a0", ". ", "-")


def _goes_on(words: Words, index: int, book: SpeakerBook) -> bool:
    if not words.joined(index) or index + 1 >= len(words):
        return False
    following = words.forms[index + 1]
    return is_name_word(following) and words.normals[index + 1] not in STOP | DAYS


def _run_end(words: Words, index: int) -> int:
    """Where a run of capitalised words that stand together ends."""
    end = index + 1
    while end < len(words) and not words.possessive[end - 1]:
        if _nickname(words, end):
            end += 2
        elif words.gap(end - 1) == ", " and words.forms[end].casefold() in SUFFIXES:
            return end + 1  # "Mara Velt, Jr."
        elif not words.joined(end - 1) and not _owned_by_many(words, end) and words.gap(end - 1) != " & ":
            break
        elif is_name_word(words.forms[end]):
            end += 1
        elif words.normals[end] in PARTICLES:  # "Mara van der Velt", where a name follows
            if words.normals[end] in _PATRONYMICS and not _name_follows(words, end):
                return end + 1  # "Velt Mara Orrin qizi"
            after = end + 1
            while after < len(words) and words.normals[after] in PARTICLES and words.joined(after - 1):
                after += 1
            if after >= len(words) or not words.joined(after - 1) or not is_name_word(words.forms[after]):
                break
            end = after + 1
        else:
            break
    return end


def _name_follows(words: Words, index: int) -> bool:
    return index + 1 < len(words) and words.joined(index) and is_name_word(words.forms[index + 1])


def _owned_by_many(words: Words, index: int) -> bool:
    """True where a word goes on with an institution's name after a plural possessive: the Bakers' Federation."""
    if words.gap(index - 1) not in ("' ", "’ ") or not words.forms[index - 1].endswith("s"):
        return False
    ahead = range(index, min(index + 3, len(words)))
    run = itertools.takewhile(lambda k: is_name_word(words.forms[k]) and (k == index or words.joined(k - 1)), ahead)
    return any(words.normals[k] in INSTITUTIONS for k in run)


def _nickname(words: Words, index: int) -> bool:
    """True where a word is a nickname in quotation marks inside a name: Ana "Nina" Ruiz."""
    return (
        index + 1 < len(words)
        and words.gap(index - 1) in (' "', " “", " ‘", " '")
        and words.gap(index) in ('" ', "” ", "’ ", "' ")
        and is_name_word(words.forms[index])
        and is_name_word(words.forms[index + 1])
        and is_given_name(words.forms[index - 1])
    )


def _names_in_run(words: Words, first: int, last: int, book: SpeakerBook) -> Iterator[NameMention]:
    begin = first
    for index in range(first, last + 1):
        if index == last or (words.normals[index] in _BREAKS and not _inside_name(words, begin, index)):
            if index > begin:
                yield from _name(words, begin, index, book)
            begin = index + 1


def _names_in_headline(words: Words, first: int, last: int, book: SpeakerBook) -> Iterator[NameMention]:
    """People whose given name is known and whose surname the text uses again: a headline's capitals say no more."""
    index = first
    while index + 1 < last:
        follows = len(words.places[words.normals[index + 1]]) > 1
        if is_given_name(words.forms[index]) and follows and words.normals[index + 1] not in _BREAKS:
            yield NameMention(index, index + 2, "person")
            index += 1
        index += 1


def _inside_name(words: Words, begin: int, index: int) -> bool:
    """True where a word such as "May" or "Will" belongs to a name: after a given name, or before a surname."""
    form = words.forms[index]
    if len(form) == 1 and index > begin:
        return True  # an initial: "Julie A. Keller"
    if form.istitle() and form.lower() in _MONTHS_LIKE_NAMES and index > begin:
        return is_given_name(words.forms[index - 1])
    goes_on = words.joined(index) and is_name_word(words.forms[index + 1])
    if index > begin and form.istitle() and words.normals[index] in _ENDS_OF_NAMES:  # "Harbour Watch"
        return words.joined(index - 1) and not is_given_name(words.forms[index - 1])
    between = index > begin and words.normals[index] in _PREPOSITIONS_IN_NAMES  # "Mothers Against Noise"
    return goes_on and (form == "New" or (form == "Will" and index == begin) or (between and form.istitle()))


def _name(words: Words, first: int, last: int, book: SpeakerBook) -> Iterator[NameMention]:
    """The name in a run of capitalised words: titles and other words before it are no part of it."""
    title = _last_title(words, first, last, book)
    if title is not None and title + 1 < last:
        yield _person(words, title + 1, last, words.normals[title])
        return
    # "The Dean said": a title alone is a surname only where the article has somebody of that name.
    if title is not None and title + 1 == last and not _is_institution(words, first, last):
        if last - first == 1:
            closed = words.text.startswith((".", ":"), words.ends[first])
            institution = "" if closed or words.normals[first] not in SHORT_TITLES else acronym(words.forms[first])
            yield NameMention(first, last, "institution" if institution else "weak", institution)  # "the SEC"
        return
    if _is_institution(words, first, last):
        person = person_after(words, first, last)
        if person is not None:
            yield _person(words, person, last, "")
            last = person
        else:
            last = institution_end(words, first, last, _run_end)
        if last - first == 1 and words.normals[first] not in _SINGLE_INSTITUTIONS:
            return  # "the Ministry" refers back to one that has a name
        yield NameMention(first, last, "institution", _written(words, first, last))
        return
    whole = max(second_field(words, first, last, _run_end), members(words, first, last, book))
    if whole > last:
        yield NameMention(first, whole, "institution", _written(words, first, whole))
        return
    first = _without_attributes(words, first, last, book)
    for index in range(first, last):
        phrase = _phrase_at(words, index, book)
        if phrase is not None and phrase.last == last and (index == first or last - index > 1):
            yield phrase
            return
    yield from _plain_name(words, first, last, book)


def _written(words: Words, first: int, last: int) -> str:
    return words.text[words.starts[first] : words.ends[last - 1]].replace("’", "'")


def _plain_name(words: Words, first: int, last: int, book: SpeakerBook) -> Iterator[NameMention]:
    final, name = words.normals[last - 1], words.forms[first:last]
    if {final, final.removesuffix("s")} & (ATTRIBUTES | book.adjectives) and not surname_first(name):
        return
    if last - first == 1:
        form = words.forms[first]
        if _common_noun(words, first):
            yield NameMention(first, last, "weak")
            return
        # "LBA" is an institution; "VELT:" at the front of a line is who speaks in a transcript
        institution = "" if _label(words, first) else acronym(form)
        yield NameMention(first, last, "institution" if institution else "single", institution)
    elif last - first <= _LONGEST_NAME:
        known = is_given_name(name[0]) or surname_first(name) or book.person(" ".join(name)) is not None
        yield NameMention(first, last, "person" if known else "unknown")


def _label(words: Words, index: int) -> bool:
    """True where a word is somebody's label in a transcript: alone in capitals at the front of a line, with a colon."""
    start, end = words.starts[index], words.ends[index]
    front = words.text[max(0, start - 2) : start].endswith(("\n", '\n"', "\n“")) or not start
    return front and len(words.forms[index]) > 2 and words.text[end : end + 1] == ":"


def _common_noun(words: Words, index: int) -> bool:
    """True where a capitalised word by itself is an ordinary noun: "Critics say", "Proponents hope", or a place."""
    word = words.normals[index]
    if word in UNNAMED or word in PLACES or word.removesuffix("s") in ROLES or _sentence_word(words, index):
        return True
    # "Proponents hope": a plural that the article has only here, at the front of a sentence
    plural = len(word) > 5 and word.endswith("s") and not words.possessive[index]
    return plural and begins_sentence(words, index) and len(words.places[word]) == 1


def _person(words: Words, first: int, last: int, title: str) -> NameMention:
    first = _from_given_name(words, first, last)
    gender = "male" if title in MALE_HONORIFICS else "female" if title in FEMALE_HONORIFICS else ""
    return NameMention(first, last, "person", gender=gender, titled=True)


def _last_title(words: Words, first: int, last: int, book: SpeakerBook) -> int | None:
    """The last word that is a title, unless it is a surname after a given name ("Maria King")."""
    for index in range(last - 1, first - 1, -1):
        noun = words.normals[index]
        if noun in TITLES or (noun in book.role_nouns and not is_role(noun)):
            before = words.normals[index - 1] if index > first else ""
            surname = before in HONORIFICS or (index > first and is_given_name(words.forms[index - 1]))
            if noun in _LIKE_GIVEN_NAMES and index + 1 < last and words.normals[index + 1] in PARTICLES:
                return None  # "Sultan Al Orrin"
            if not surname or (index + 1 < last and words.gap(index) == ". "):  # "Georgia Gov. Mara Velt"
                return index
        if words.normals[index] in INSTITUTIONS:
            return None  # whatever stands before it is a part of its name
    return None


def _is_institution(words: Words, first: int, last: int) -> bool:
    holds = any(
        names_institution(words.normals[index]) or (words.gap(index) == " & " and index + 1 < last)
        for index in range(first, last)
    )
    # "Ada Church" is somebody, though "church" is a word of institutions, and so is "Kim Jong Un"
    person = last - first == 2 and is_given_name(words.forms[first])
    return holds and not person and not surname_first(words.forms[first:last])


def names_institution(word: str) -> bool:
    """True where a word in its normal form is one that institutions have in their names, be it in the plural."""
    return word in INSTITUTIONS or (word.endswith("s") and word[:-1] in INSTITUTIONS)


def _without_attributes(words: Words, first: int, last: int, book: SpeakerBook) -> int:
    while first < last - 1 and (
        words.normals[first] in ATTRIBUTES
        or words.normals[first] in book.adjectives
        or _sentence_word(words, first)
        or (last - first > 2 and _occupation(words, first))
    ):
        first += 1
    if book.person(" ".join(words.forms[first:last])) is not None:  # be the surname in front: "Velt Mara"
        return first
    return _from_given_name(words, first, last)


def _sentence_word(words: Words, index: int) -> bool:
    """True where a word is capitalised only because it begins a sentence."""
    form = words.forms[index]
    if not begins_sentence(words, index) or is_given_name(form) or form.lower() in PARTICLES:
        return False
    return (
        form.lower() in words.lower_case or form.endswith(("ing", "ly")) or form.lower() in SPOKE
    )  # "Added Mara Velt"


def _occupation(words: Words, index: int) -> bool:
    """True where a word says what somebody is, in front of a full name: "Member Mara Velt", or, where a sentence
    begins, any noun for a person: "Baker Mara Velt"."""
    noun = words.normals[index]
    role = is_role(noun) or (begins_sentence(words, index) and names_person(noun))
    return role and noun not in _LIKE_GIVEN_NAMES and not is_given_name(words.forms[index])


def begins_sentence(words: Words, index: int) -> bool:
    """True where a word is the first of a sentence or of a quotation, so that its capital says nothing."""
    start = words.starts[index]
    return index == words.at(words.sentences[words.sentence(start)]) or words.text[start - 1 : start] in tuple("\"“‘«'")


def _from_given_name(words: Words, first: int, last: int) -> int:
    """The first given name that has a word after it; ``first`` where there is none. A father's name is none."""
    if is_given_name(words.forms[first]):
        return first
    for index in range(first + 1, last - 1):
        if is_given_name(words.forms[index]) and words.normals[index + 1] not in _PATRONYMICS and last - first > 2:
            return index
    return first
