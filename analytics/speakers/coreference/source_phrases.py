"""Reading the words of a source: a name, a pronoun, a role, an institution, or nobody in particular."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from analytics.lang import lexicon
from analytics.records import Span
from analytics.speakers import scoring
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.coreference.coordination import alone, modifies, owns, several
from analytics.speakers.entities.descriptions import AGE
from analytics.speakers.entities.entities import EntityIndex, EntityMention
from analytics.speakers.entities.recognition import is_name_word
from analytics.speakers.entities.roles import Role, is_role, parse_role
from analytics.speakers.lexicon import (
    AFFILIATES,
    ATTRIBUTES,
    DAYS,
    DETERMINERS,
    DOCUMENTS,
    FEMALE_ROLES,
    HONORIFICS,
    INDEFINITE,
    INSTITUTIONS,
    MALE_ROLES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    UNNAMED,
)
from analytics.text.tokens import normal
from analytics.text.words import Words, split

PhraseKind = Literal["name", "pronoun", "role", "institution", "nobody"]


@dataclass(frozen=True, slots=True)
class SourcePhrase:
    """What the words of a source say. ``entity`` is one of the article, ``name`` a name that is none of them.

    ``head`` is the noun of an institution, ``modifiers`` the words before it, ``body`` whose it is.
    A role is ``owned`` where a name owns it ("Keller's aide"), and ``possessive`` where a person's pronoun does ("her
    aide").
    """

    kind: PhraseKind
    entity: int | None = None
    name: str = ""
    pronoun: str = ""
    role: Role | None = None
    definite: bool = True
    gender: str = ""
    head: str = ""
    noun: str = ""
    relative: bool = False
    owned: bool = False
    possessive: bool = False
    confidence: float = 1.0
    modifiers: frozenset[str] = frozenset()
    body: str = ""


_PEOPLE = ("person", "single", "unknown")
_PRESS_OFFICES = lexicon.words("press_offices")
_NOBODY = SourcePhrase("nobody")
_OF_A_PAIR = (("the", "former"), ("the", "latter"))
_PREPOSITION = re.compile(rf"{lexicon.alternatives(lexicon.phrases('before_sources'))}\s+", re.IGNORECASE)
# "a joint statement on the bridge, issued on Friday by | the ministry": the ministry speaks
_DOCUMENT = re.compile(
    rf"(?:an?|the|{lexicon.alternatives(lexicon.words('third_person_possessives'))})\s+(?:\w+\s+){{0,2}}"
    rf"{lexicon.alternatives(lexicon.phrases('documents_of_issuers'))},?\s+"
    r"(?:(?:of|on|into|about)\s(?:[\w,-]+\s){1,6}?)?"
    rf"(?:{lexicon.alternatives(lexicon.words('issuing_participles'))}\s(?:on\s\w+day\s|last\s\w+\s)?)?"
    r"(?:from|by|of)\s+([^,.;:!?“”\"\n]{2,60})",
    re.IGNORECASE,
)
_OWNED = re.compile(  # "the institute's latest report"
    rf"((?:[tT]he )?(?:[\w.-]+ ){{0,6}}[\w.-]+)['’]s (?:[a-z-]+ ){{0,2}}"
    rf"{lexicon.alternatives(lexicon.phrases('documents_of_issuers'))},?"
)
_WHEN = re.compile(r" (?:on \w+day|last \w+|this \w+|in \d{4})\b|,")
_ISSUER_GAP = 14
"""At most so many characters ("published by ") stand between the source and the issuer that follows it."""
_IN_OFFICES = ("the", "and", "of", "for")
_LONGEST_ROLE = 5  # words of a definite phrase that may be a role no list has: "the outgoing harbour pilot"
_THE = ("the", "this")
_LONGEST_INSTITUTION = 4  # words: "the state news agency"
_KINDS = lexicon.groups("kinds_of_institutions").keys()
_LIKE_ANY = lexicon.words("modifiers_of_any_institution")
_BARE = 2  # words: "the pact", which the article may have named in full
_LEADING_PRONOUNS = lexicon.words("leading_pronouns")
_OWNERS_OF_DOCUMENTS = lexicon.words("third_person_possessives")
_POSSESSIVES = lexicon.words("persons_possessives")
_ONE = lexicon.words("indefinite_articles") | {"one", "another"}  # "an aide" may be named later, "some aides" are not
_UNCOUPLED = lexicon.words("uncoupled")
_EXAMPLES = lexicon.words("before_examples")
_AT = lexicon.words("affiliation_prepositions")
_GOVERNING = lexicon.words("governing_participles")


def read_source(entity_index: EntityIndex, span: Span, book: SpeakerBook) -> SourcePhrase:
    """What the words of the source at ``span`` say."""
    start, end = _without_preposition(entity_index.words.text, span)
    start, end = _issuer(entity_index.words.text, (start, end))
    words = split(entity_index.words.text[start:end])
    if not len(words):
        return _NOBODY
    pronoun = _pronoun(words)
    if pronoun:
        return SourcePhrase("pronoun", pronoun=pronoun)
    # "Velt" as the source, where the text has "Mara Velt"
    whole = entity_index.covering(start, end)
    if whole is not None:
        return SourcePhrase("name", entity=whole.entity, confidence=whole.sure)
    return _by_names(entity_index, words, start, book)


def _by_names(entity_index: EntityIndex, words: Words, start: int, book: SpeakerBook) -> SourcePhrase:
    """What a phrase that begins at ``start`` says, by the names in it, and without them."""
    mentions = entity_index.within(start, start + len(words.text))
    if several(entity_index, words, start, mentions):
        return _NOBODY
    named = [mention for mention in mentions if not entity_index.entities[mention.entity].name.islower()]
    if (office := _press_office(words, named, start)) is not None:
        return _spoken_for(entity_index, office, book)
    mention = _head_mention(entity_index, words, start, mentions)
    if mention is not None and mention in named:
        return SourcePhrase("name", entity=mention.entity, confidence=mention.sure * alone(words, start, mention))
    if mention is None and (issuer := _affiliation(entity_index, words, mentions)) is not None:
        return SourcePhrase("name", entity=issuer.entity, confidence=scoring.AFFILIATION)
    phrase = _without_name(words, bool(mentions), book, entity_index.lands)
    if mention is None:
        return phrase
    # "The rights group" may have a name elsewhere.
    refers = phrase.kind == "institution" and phrase.modifiers
    return replace(phrase, entity=mention.entity) if refers else SourcePhrase("name", entity=mention.entity)


def _press_office(words: Words, named: Sequence[EntityMention], start: int) -> Span | None:
    """Where the institution stands whose press office a phrase names: "the press service of | the ministry".

    ``named`` are the names in it, of which "Press Office" may be a part.
    """
    for index in range(len(words) - 1):
        own_name = any(one.start <= start + words.starts[index] < one.end for one in named)
        if words.normals[index] != "press" or words.normals[index + 1] not in _PRESS_OFFICES or own_name:
            continue
        if index + 3 < len(words) and words.normals[index + 2] == "of":
            return start + words.starts[index + 3], start + words.ends[-1]
        if index and index + 2 == len(words):
            return start, start + words.ends[index - 1]
    return None


def _spoken_for(entity_index: EntityIndex, span: Span, book: SpeakerBook) -> SourcePhrase:
    """The institution whose press office speaks; nobody where it is a person's."""
    phrase = read_source(entity_index, span, book)
    person = phrase.entity is not None and entity_index.entities[phrase.entity].kind in _PEOPLE
    return phrase if phrase.kind in ("name", "institution") and not person else _NOBODY


def _pronoun(words: Words) -> str:
    """The kind of pronoun that a phrase is, "former" and "latter" among them; ``""`` for none."""
    first = words.normals[0]
    if words.normals in _OF_A_PAIR:
        return words.normals[1]
    initial = words.gap(0) == ". "  # "I. Velt"
    if first in PRONOUNS and not initial and (len(words) == 1 or first in _LEADING_PRONOUNS):
        return PRONOUNS[first]
    # "their letter" is they
    return PRONOUNS[first] if len(words) > 1 and first in _OWNERS_OF_DOCUMENTS and words.normals[1] in DOCUMENTS else ""


def _without_preposition(text: str, span: Span) -> Span:
    """The span without a preposition at its front: "along with Maria Keller", "by the mayor"."""
    match = _PREPOSITION.match(text, *span)
    return (match.end(), span[1]) if match and match.end() < span[1] else span


def _issuer(text: str, span: Span) -> Span:
    """Whoever a statement or a report is by, where the source is such a thing: "a statement from the ministry", "the
    ministry's report"."""
    if owned := _OWNED.fullmatch(text, *span):
        return owned.span(1)
    match = _DOCUMENT.match(text, span[0])
    if match is None or match.start(1) - span[1] > _ISSUER_GAP:
        return span
    if match.start(1) < span[1]:
        when = _WHEN.search(text, match.start(1), span[1])
        return match.start(1), when.start() if when else span[1]
    return match.span(1)


def _head_mention(
    entity_index: EntityIndex, words: Words, start: int, mentions: Sequence[EntityMention]
) -> EntityMention | None:
    """The name that the phrase is about: not the owner of what follows, nor what describes or governs another noun."""
    # In "Lorvan Bank economist Mara Velt" she speaks, not the bank.
    for wanted in (("person",), ("single", "unknown"), ("institution", "place")):
        for mention in mentions:
            if entity_index.entities[mention.entity].kind in wanted and _is_head(entity_index, words, start, mention):
                return mention
    return None


def _is_head(entity_index: EntityIndex, words: Words, start: int, mention: EntityMention) -> bool:
    first, last = words.at(mention.start - start), words.at(mention.end - start - 1)
    if owns(words, start, mention) or modifies(words, last):
        return False
    if entity_index.entities[mention.entity].kind == "person":
        examples = _EXAMPLES.intersection(words.normals[:first])
        return not examples and not _governed(words, _chunk_before(words, first))
    if not first or words.normals[:first] == ("the",):
        return True
    if words.normals[0] in INDEFINITE:  # "a Lorvan official"
        return False
    front = _chunk_before(words, first)
    # "The Jewish rights group Harbour Watch", but not "the Velt plan of the Harbour Watch"
    described = all(
        _common(words.forms[k]) or (words.normals[k] in ATTRIBUTES and k < first - 1) for k in range(1, first)
    )
    if words.possessive[first - 1]:  # "the city's audit office" is named, "the mayor's Karel" is not
        owner = words.forms[first - 1]
        entity = entity_index.entities[mention.entity]
        described = described and entity.kind == "institution" and (owner.islower() or entity.name.startswith(owner))
    return described and _UNCOUPLED.isdisjoint(words.normals[:first]) and not _governed(words, front)


def _common(form: str) -> bool:
    """True where a word is no part of a name: in lower case, or "Marsk-based"."""
    return form.rpartition("-")[2].islower()


def _affiliation(entity_index: EntityIndex, words: Words, mentions: Sequence[EntityMention]) -> EntityMention | None:
    """The institution that experts speak for: "economists at Harrow Lane Partners"."""
    for index in range(len(words) - 2):
        if words.normals[index] in AFFILIATES and words.normals[index + 1] in _AT:
            named = [m for m in mentions if entity_index.entities[m.entity].kind in ("institution", "unknown")]
            after = words.text[words.ends[index + 1] :].removeprefix(" the").strip()
            whole = len(named) == 1 and after == entity_index.words.text[named[0].start : named[0].end]
            return named[0] if whole else None
    return None


def _chunk_before(words: Words, first: int) -> range:
    """The words before a name, back to the last comma or the like."""
    index = first
    while index > 0 and (words.joined(index - 1) or words.gap(index - 1) in (" ", "-", " “", ' "')):
        index -= 1
    return range(index, first)


def _governed(words: Words, front: range) -> bool:
    """True where the words before a person's name make it the complement of another noun: "an aide to Maria Keller"."""
    normals = [words.normals[k] for k in front]
    for position in range(len(normals) - 1, -1, -1):
        word = normals[position]
        # "a report criticising Velt", "a book titled Velt"; but "the king" is a role, whatever it ends in
        if word in _GOVERNING or (word.endswith("ing") and not is_role(word)):
            return True
        if word in PREPOSITIONS:
            return not (
                (word == "of" and _names_office(words, front[0], normals, position))
                or _of_office(words, front, position)
            )
    return False


def _of_office(words: Words, front: range, position: int) -> bool:
    """True where a preposition before a name governs what stands between, and so belongs to an office: "spokesman for
    the Lorvan Navy | Mara Velt", "ambassador to Lorvan | Mara Velt", but not "aide to Senator Mara Velt"."""
    normals, last = words.normals[front[0] : front[position]], front[-1]
    body = range(front[position] + 1, last + 1)
    named = all(words.forms[k][0].isupper() or words.normals[k] in ("the", "of", "and") for k in body)
    between = bool(body) and named and words.forms[last][0].isupper() and not words.possessive[last]
    title = is_role(words.normals[last]) or words.normals[last] in ATTRIBUTES | HONORIFICS
    return between and not title and any(is_role(word) for word in normals)


def _names_office(words: Words, offset: int, normals: Sequence[str], position: int) -> bool:
    """True where "of" belongs to an office before a name: "minister of foreign affairs A. B.", "Keeper of the Seal A.
    B.", but not "aide of Mr B."."""
    complement = [word for word in normals[position + 1 :] if word != "the"]
    named = [form for form in words.forms[offset : offset + len(normals)] if form not in _IN_OFFICES]
    title = any(is_role(word) for word in normals[:position]) or all(form[0].isupper() for form in named)
    return title and bool(complement) and complement[-1] != "and" and not is_role(complement[-1])


def _without_name(words: Words, holds_names: bool, book: SpeakerBook, lands: Mapping[str, str]) -> SourcePhrase:
    """What a phrase says of which no name is the head; ``holds_names`` where names describe or govern its head."""
    normals = list(words.normals)
    cut = normals[: _head_end(words)]
    last = cut[-1] if cut else ""
    if last in UNNAMED or (normals[0] in INDEFINITE and normals[0] not in _ONE):
        return _NOBODY
    if last in INSTITUTIONS or last in _KINDS:
        return _institution(words, cut, book, lands)
    age = next(filter(AGE.fullmatch, cut), "")
    if age and normals[0] in _THE:  # "the 34-year-old", "the 34-year-old engineer"
        return SourcePhrase("role", role=Role(age, frozenset({age})))
    if is_role(last, book.role_nouns) or is_role(last.rpartition("-")[2], book.role_nouns):
        return _known_role(words, cut, parse_role(normals, book, lands))
    if len(cut) == len(normals) == 2 and normals[0] == "the" and last in book.adjectives:  # "the Briton"
        return SourcePhrase("role", role=Role(last, frozenset({last}), body=book.body_words[last]))
    # What has capitals throughout is a name, though finding names passed it over: "Harbour Watch".
    forms = list(words.forms[normals[0] == "the" :])
    if forms and (not holds_names or len(forms) > 1) and len(forms) <= 6 and all(map(is_name_word, forms)):
        common = len(forms) == 1 and last.endswith("s") and not forms[0].isupper()  # "Forecasters"
        return _NOBODY if common else SourcePhrase("name", name=" ".join(forms), confidence=scoring.NAME_NOT_FOUND)
    if normals[0] in DETERMINERS and 2 <= len(cut) <= _LONGEST_ROLE and last.isalpha() and _singular(last):
        return _other_noun(words, cut, lands)
    return _NOBODY


def _institution(words: Words, cut: Sequence[str], book: SpeakerBook, lands: Mapping[str, str]) -> SourcePhrase:
    """An institution by its noun, with a name of its own ("the Keller campaign") or one that refers back."""
    named = _institution_name(words, len(cut), book) if cut[-1] in INSTITUTIONS else ""
    definite = cut[0] in _THE and len(cut) <= _LONGEST_INSTITUTION
    if not (named or definite):
        return _NOBODY
    lands = {**book.body_words, **lands}
    bodies = [lands[word] for word in cut if word in lands]
    kept = (word for word in cut[:-1] if word not in DETERMINERS and word not in lands and word not in _LIKE_ANY)
    return SourcePhrase(
        "institution",
        name=named,
        head=cut[-1] if definite else "",
        modifiers=frozenset(kept),
        body=bodies[0] if bodies else "",
    )


def _known_role(words: Words, cut: Sequence[str], role: Role | None) -> SourcePhrase:
    """A role by a noun that is known to be one; ``cut`` is the part of the phrase that holds it."""
    noun = cut[-1]
    return SourcePhrase(
        "role",
        role=role,
        definite=cut[0] not in INDEFINITE,
        gender="female" if noun in FEMALE_ROLES else "male" if noun in MALE_ROLES else "",
        relative=noun in RELATIVES and cut[0] in ("his", "her"),
        owned=any(words.possessive[: len(cut) - 1]),
        possessive=cut[0] in _POSSESSIVES,
    )


def _other_noun(words: Words, cut: Sequence[str], lands: Mapping[str, str]) -> SourcePhrase:
    """A definite noun that may be a role, which only the article can tell."""
    content = frozenset(word for word in cut if word not in DETERMINERS and word not in lands)
    body = next((lands[word] for word in cut if word in lands), "")
    owned = any(words.possessive[: len(cut) - 1])
    noun = cut[-1] if len(cut) <= _BARE else ""
    role = Role(cut[-1], content, body=body)
    return SourcePhrase("role", role=role, owned=owned, possessive=cut[0] in _POSSESSIVES, noun=noun)


def _singular(noun: str) -> bool:
    # "the hostess" is one, "the owners" are many and nobody
    return not noun.endswith("s") or noun.endswith("ss")


def _head_end(words: Words) -> int:
    """Where the part of the phrase ends that holds its head: before a preposition, a relative clause or a comma."""
    for index in range(1, len(words)):
        if words.normals[index] in PREPOSITIONS or "," in words.gap(index - 1):
            return index
    return len(words)


def _with_owner(words: Words, size: int) -> str:
    """The words without an article, a possessive kept: "Keller's campaign"."""
    start = int(words.normals[0] in DETERMINERS)
    # In "the conservative Lorvan Party" the adjective is the article's.
    first = next((k for k in range(start, size) if is_name_word(words.forms[k])), start)
    # "Networks and the Lorvan Agency" are two.
    two = "and" in words.normals[start:first] or ("and", "the") in pairwise(words.normals[:size])
    return "" if two or first >= size else words.text[words.starts[first] : words.ends[size - 1]].replace("’", "'")


def _institution_name(words: Words, size: int, book: SpeakerBook) -> str:
    """A name for an institution that is named by another name: "the Keller campaign"; ``""`` for "the campaign"."""
    kept = [form for form in words.forms[:size] if form.casefold() not in DETERMINERS]
    name = " ".join(kept)
    known = book.canonical(name)
    if known == name:
        name = known = _with_owner(words, size)
    # The first word may be capitalised only because it begins a sentence.
    proper = [form for form in words.forms[1:size] if is_name_word(form) and normal(form) not in DAYS]
    owner = words.possessive[0] and is_name_word(words.forms[0])
    if known == name and (not (proper or owner) or words.normals[0] in INDEFINITE):
        return ""
    if known == name and all(normal(form) in book.adjectives for form in proper) and not owner:
        return ""
    return known
