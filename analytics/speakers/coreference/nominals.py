"""Whom a role means ("the mayor"): by what the article says of people, by the book at its date, by who is near."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.records import Span, Speaker
from analytics.speakers import scoring
from analytics.speakers.coreference.discourse import UNRESOLVED, Discourse, Resolved
from analytics.speakers.coreference.institutions import is_spokesperson, resolve_spokesperson
from analytics.speakers.coreference.source_phrases import SourcePhrase
from analytics.speakers.entities.roles import RANKS, Role, fit, names_person, not_in_office
from analytics.speakers.lexicon import EXCLUSIVE

_OF_ANOTHER = lexicon.words("roles_beside_another")
_MOST_NAMES = 100  # after "an aide", among which somebody may be called so


def resolve_role(discourse: Discourse, phrase: SourcePhrase, source: Span) -> Resolved:
    """Who is meant by a role, or by any other noun for a person, that stands at ``source``."""
    role = phrase.role
    if role is None:
        return None, UNRESOLVED
    if not phrase.definite:  # "an aide": nobody yet, unless the article names the aide soon after
        later = _named_later(discourse, role, source)
        return later if later[1].name or not is_spokesperson(phrase) else resolve_spokesperson(discourse, source)
    in_book = _holder_in_book(discourse, role)
    owners = _owners(discourse, phrase, source)
    entity, confidence = _holder_in_article(discourse, role, source, phrase.gender, owners)
    if entity is not None and not (in_book[1].name and _vague(discourse, entity, role)):
        return discourse.found(entity, "role", confidence)
    if not in_book[1].name and is_spokesperson(phrase):
        in_book = resolve_spokesperson(discourse, source)
    if phrase.owned or in_book[1].name:
        return in_book
    return _from_article(discourse, phrase, role, source, owners)


def _vague(discourse: Discourse, index: int, role: Role) -> bool:
    """True where the book knows better who a country's minister is: the article does not say whose minister somebody
    is, or says that it was in the past."""
    entity = discourse.entity_index.entities[index]
    meant = [held for held in entity.roles if fit(role, held, discourse.book)]
    return all(map(not_in_office, meant)) or not (entity.side or any(held.body for held in entity.roles))


def _owners(discourse: Discourse, phrase: SourcePhrase, source: Span) -> set[int]:
    """Who is not meant by "her colleague" or "Holm's predecessor", because it is theirs: nobody is their own.

    "Her colleague" is that of whoever spoke last; "his brother" may be the brother who spoke last.
    """
    within = discourse.entity_index.within(*source)
    owners = {mention.entity for mention in within if discourse.text.startswith(("'s", "’s"), mention.end)}
    last = discourse.spoken[-1].entity if discourse.spoken else None
    peer = phrase.possessive and phrase.role is not None and phrase.role.head in _OF_ANOTHER
    return owners | {last} if peer and last is not None else owners


def _from_article(discourse: Discourse, phrase: SourcePhrase, role: Role, source: Span, owners: set[int]) -> Resolved:
    """Whom a role means by what the article says in its own words: kin, an apposition, the sentence before."""
    if phrase.relative:
        return _kin(discourse, phrase.gender)
    whole = _name_ending_in(discourse, phrase.noun, source)
    if whole is not None:
        return discourse.found(whole, "role", scoring.ENDS_IN_NOUN)
    if role.head in discourse.book.adjectives:
        return _national(discourse, role)
    # "The deputy mayor" is not whoever was last called mayor, nor "the Labour leader" any leader.
    if role.words & (RANKS | EXCLUSIVE):
        return None, UNRESOLVED
    described = {index for index in discourse.lookup.described(role.head) - owners if not _has(discourse, index, role)}
    if len(described) == 1:
        return discourse.found(described.pop(), "role", scoring.CALLED_SO)
    if described or (role.titles and not role.body) or not names_person(role.head):
        return None, UNRESOLVED
    subject = None if phrase.possessive else _subject_before(discourse, source, phrase.gender)
    return (None, UNRESOLVED) if subject is None else discourse.found(subject, "role", scoring.SUBJECT_BEFORE)


def _national(discourse: Discourse, role: Role) -> Resolved:
    """Whom "the Briton" means: the one person of the article whom it connects with the country."""
    of_country = discourse.lookup.of_country(role.body)
    return discourse.found(of_country[0], "role", scoring.CALLED_SO) if len(of_country) == 1 else (None, UNRESOLVED)


def _name_ending_in(discourse: Discourse, noun: str, source: Span) -> int | None:
    """The organisation named before whose name ends in the noun: "the pact" for "Northern Shield Pact"."""
    named = discourse.lookup.ending_in.get(noun)
    return named.last(source[0]) if named else None


def _has(discourse: Discourse, entity: int, role: Role) -> bool:
    """True where the article gives somebody such a role, which then has been compared already."""
    return any(held.head == role.head for held in discourse.entity_index.entities[entity].roles)


def _kin(discourse: Discourse, gender: str) -> Resolved:
    """Whom "his wife" means: the one person of that gender who bears the surname of somebody else."""
    kin = (index for index in discourse.lookup.namesakes if gender and discourse.gender(index) in ("", gender))
    one, another = next(kin, None), next(kin, None)
    if one is None or another is not None:
        return None, UNRESOLVED
    return discourse.found(one, "role", scoring.KIN)


def _subject_before(discourse: Discourse, source: Span, gender: str) -> int | None:
    """The one person, without a role, of whom the sentence before in the same paragraph tells or whom it quotes."""
    words = discourse.entity_index.words
    last = discourse.spoken[-1] if discourse.spoken else None
    same = last is not None and last.end > discourse.paragraph(source[0])[0]
    if same and last is not None and last.entity is not None and discourse.nameless(last.entity, gender):
        return last.entity
    begin = words.sentences[max(0, words.sentence(source[0]) - 2)]
    near = discourse.entity_index.within(max(discourse.paragraph(source[0])[0], begin), source[0])
    people = {m.entity for m in near if discourse.person(m.entity)}
    if len(people) != 1:  # of two either could be "the lawyer"
        return None
    found = people.pop()
    return found if discourse.nameless(found, gender) else None


def _holder_in_article(
    discourse: Discourse, role: Role, source: Span, gender: str, owners: set[int]
) -> tuple[int | None, float]:
    """The person of the article whom a role fits best; of several, the one named last before it."""
    holders = discourse.lookup.holders(role, gender)
    best, rivals = holders.best(source[0], owners)
    last = discourse.spoken[-1] if rivals and discourse.spoken else None
    if last is not None and last.entity != best and last.end > discourse.paragraph(source[0])[0]:
        since = discourse.entity_index.within(last.attribution.content[0][0], source[0])
        unnamed = all(mention.entity != best for mention in since)
        if unnamed and last.entity not in owners and holders.score(last.entity) >= holders.score(best):
            best = last.entity  # "The Norland minister said ... The minister said": it goes on with the same
    if best is not None and rivals and not _described_so(discourse, best, role):
        return None, 0.0  # of several senators none is known to be "the Lorvan senator"
    return best, scoring.ONE_OF_HOLDERS if rivals else scoring.ONLY_HOLDER


def _described_so(discourse: Discourse, entity: int, role: Role) -> bool:
    """True where the article says all of somebody that a phrase does, whose country apart."""
    said = {word for held in discourse.entity_index.entities[entity].roles for word in held.words}
    return role.words - {role.head} - discourse.book.body_words.keys() <= said


def _holder_in_book(discourse: Discourse, role: Role) -> Resolved:
    if discourse.entity_index.when is None or not role.body or not_in_office(role):
        return None, UNRESOLVED
    bodies = [role.body]
    if "spokesperson" not in role.titles:  # each institution has its own, but a parliament's speaker is its country's
        bodies.append(discourse.book.side(role.body) or role.body)
    when = discourse.entity_index.when
    holders = {discourse.book.holder(title, body, when) for title in role.titles for body in bodies} - {("", 0.0)}
    if len(holders) != 1:  # "top diplomat" is the word for several offices, held by different people
        return None, UNRESOLVED
    name, confidence = holders.pop()
    return None, Speaker(name, "role", confidence)


def _named_later(discourse: Discourse, role: Role, source: Span) -> Resolved:
    """Somebody whom the next sentences name in an apposition: "an aide said ... The official, A. B., said"."""
    sentence = discourse.entity_index.words.sentence(source[0])
    for mention in discourse.entity_index.after(source[1], _MOST_NAMES):
        if discourse.entity_index.words.sentence(mention.start) > sentence + scoring.NEXT_SENTENCES:
            break
        entity = discourse.entity_index.entities[mention.entity]
        before = discourse.text[max(0, mention.start - scoring.BEFORE_APPOSITION) : mention.start]
        if entity.kind != "person" or not before.endswith(", ") or "The " not in before:
            continue
        head = before[before.rindex("The ") + 4 : -2].casefold()
        named = Role(head, frozenset({head}))
        if fit(Role(role.head, frozenset()), named, discourse.book) or fit(named, role, discourse.book):
            return discourse.found(mention.entity, "role", scoring.NAMED_IN_NEXT_SENTENCES)
    return None, UNRESOLVED
