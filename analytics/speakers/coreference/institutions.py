"""Which institution is meant by a noun ("the ministry"), and for which one somebody without a name speaks."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.records import Span, Speaker
from analytics.speakers import scoring
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.source_phrases import SourcePhrase, read_source
from analytics.speakers.entities.roles import family, is_role
from analytics.speakers.lexicon import DETERMINERS, INDEFINITE
from analytics.text.words import split

_COMPANIES = lexicon.words("companies")
_FOR = lexicon.words("spoken_for_prepositions")
_PRESS = lexicon.words("before_voices")
_SPOKESPERSON = "spokesperson"
_MOST_NEAR = 20  # names before "a spokesman"
_LAST_VOICES = 4
"""So many statements back "the spokesman" may have spoken before."""


def resolve_institution(discourse: Discourse, phrase: SourcePhrase, source: Span) -> Resolved:
    """The institution that a phrase such as "the ministry" refers back to, or the phrase's own name."""
    meant = _called(discourse, phrase, source)
    if meant is not None:
        return discourse.found(meant, "role", scoring.INSTITUTION_CALLED_SO)
    if phrase.entity is not None:
        return discourse.found(phrase.entity, "named", phrase.confidence)
    if phrase.name:
        return None, Speaker(phrase.name, "named", scoring.INSTITUTION_BY_OWN_NAME)
    bare = phrase.head in _COMPANIES and not phrase.modifiers and not phrase.body
    company = _company(discourse, source) if bare else None
    return (None, UNRESOLVED) if company is None else discourse.found(company, "role", scoring.COMPANY_BEFORE)


def _called(discourse: Discourse, phrase: SourcePhrase, source: Span) -> int | None:
    """The institution named last of those that a noun and its modifiers fit, whoever spoke in this paragraph first."""
    if not phrase.head:
        return None
    called, kinds = discourse.bodies.meant(phrase.head, phrase.modifiers, phrase.body)
    begin = discourse.paragraph(source[0])[0]
    last = discourse.spoken[-1] if discourse.spoken else None
    if last is not None and last.entity in called.all | kinds.all and last.end > begin:
        return last.entity
    named = called.last(source[0])
    # Only what has just been named is "the group".
    near = discourse.paragraph(max(0, begin - 1))[0]
    return kinds.last(source[0], since=near) if named is None else named


def _company(discourse: Discourse, source: Span) -> int | None:
    """The one name before "the company", in the same paragraph, that is neither a person's nor a place's."""
    begin, names = discourse.paragraph(source[0])[0], discourse.lookup.companies
    one = names.last(source[0], since=begin)
    others = None if one is None else names.last(source[0], since=begin, without={one})
    return one if others is None else None


def is_spokesperson(phrase: SourcePhrase) -> bool:
    """True where a role is that of somebody who speaks for another."""
    return phrase.role is not None and (phrase.role.head == _SPOKESPERSON or _SPOKESPERSON in phrase.role.titles)


def resolve_spokesperson(discourse: Discourse, source: Span) -> Resolved:
    """The institution for which somebody without a name speaks; nobody where that is a person, or not told.

    "A spokesman for the agency", "the agency's spokesman", and "the spokesman", who spoke for it before.
    """
    words = split(discourse.text[slice(*source)])
    head = next((k for k, word in enumerate(words.normals) if is_role(word)), 0)
    if head + 2 < len(words) and words.normals[head + 1] in _FOR:
        return _body(discourse, (source[0] + words.starts[head + 2], source[1]))
    first = int(words.normals[0] in INDEFINITE)  # "a ministry spokesman" is of a ministry that "the" would name
    owner = head - (head > 0 and words.normals[head - 1] in _PRESS)
    if owner > first + (words.normals[0] in DETERMINERS):
        return _body(discourse, (source[0] + words.starts[first], source[0] + words.ends[owner - 1]))
    return _spoke_before(discourse) if words.normals[0] in DETERMINERS else _only_body_near(discourse, source)


def _body(discourse: Discourse, span: Span) -> Resolved:
    phrase = read_source(discourse.entity_index, span, discourse.book)
    if phrase.kind == "institution":
        return resolve_institution(discourse, phrase, span)
    entity = phrase.entity
    if entity is not None and (discourse.bodies.is_body(entity) or discourse.bodies.may_be_company(entity)):
        return discourse.found(entity, "role", scoring.SPOKEN_FOR)
    return None, UNRESOLVED


def _spoke_before(discourse: Discourse) -> Resolved:
    """For whom a spokesman without a name has just spoken, who now is "the spokesman"."""
    for spoken in reversed(discourse.spoken[-_LAST_VOICES:]):
        told = split(discourse.text[slice(*spoken.attribution.source)]).normals if spoken.attribution.source else ()
        if spoken.speaker.name and any(family(word) == _SPOKESPERSON for word in told):
            return spoken.entity, spoken.speaker
    return None, UNRESOLVED


def _only_body_near(discourse: Discourse, source: Span) -> Resolved:
    """The institution of which "a spokesman said", where the paragraph has named one, and nobody else."""
    begin = discourse.paragraph(source[0])[0]
    near = (mention for mention in discourse.entity_index.before(source[0], _MOST_NEAR) if mention.start >= begin)
    named = {mention.entity for mention in near if discourse.entity_index.entities[mention.entity].kind != "place"}
    one = named.pop() if len(named) == 1 else None
    if one is None or not discourse.bodies.is_body(one):
        return None, UNRESOLVED
    return discourse.found(one, "role", scoring.BODY_NEAR)
