"""Who appears in an article: names that mean the same person or institution are one entity."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from analytics.lang import lexicon
from analytics.speakers import scoring
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.entities.cluster import Cluster
from analytics.speakers.entities.clustering import MentionClustering
from analytics.speakers.entities.descriptions import age_beside, apposition_after, descriptions
from analytics.speakers.entities.recognition import NameMention, find_names, is_name_word
from analytics.speakers.entities.roles import Role, as_former, is_role, office_roles, parse_role
from analytics.speakers.entities.surroundings import collectives, countries, with_countries
from analytics.speakers.lexicon import (
    DETERMINERS,
    FEMALE_ROLES,
    HONORIFICS,
    INDEFINITE,
    INSTITUTIONS,
    MALE_ROLES,
    PREPOSITIONS,
    ROLES,
)
from analytics.speakers.names.given_names import gender_of
from analytics.speakers.names.matching import given_name
from analytics.text.document import Document, Readable
from analytics.text.words import Words, split


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an institution of the article. ``sure`` is how sure its canonical name is."""

    name: str
    kind: str
    tokens: tuple[str, ...] = ()
    gender: str = ""
    roles: tuple[Role, ...] = ()
    side: str = ""
    sure: float = scoring.NAMED_IN_FULL


@dataclass(frozen=True, slots=True)
class EntityMention:
    """Where an entity is named. ``subject``: nothing before it in its clause makes it an object. ``sure`` is how sure
    it is that this entity is meant: less where others bear the name."""

    start: int
    end: int
    entity: int
    subject: bool = False
    sure: float = 1.0


@dataclass(frozen=True)
class EntityIndex:
    """The entities of an article and where they are named, in the order of the text."""

    document: Document
    entities: tuple[Entity, ...] = ()
    mentions: tuple[EntityMention, ...] = ()
    when: dt.date | None = None
    starts: tuple[int, ...] = field(default=())
    lands: Mapping[str, str] = field(default_factory=dict)

    def before(self, offset: int, most: int) -> Sequence[EntityMention]:
        """The last ``most`` mentions that begin before ``offset``."""
        end = bisect.bisect_left(self.starts, offset)
        return self.mentions[max(0, end - most) : end]

    def after(self, offset: int, most: int) -> Sequence[EntityMention]:
        """The first ``most`` mentions that do not begin before ``offset``."""
        start = bisect.bisect_left(self.starts, offset)
        return self.mentions[start : start + most]

    def within(self, start: int, end: int) -> Sequence[EntityMention]:
        """The mentions that lie between two offsets."""
        first = bisect.bisect_left(self.starts, start)
        last = bisect.bisect_left(self.starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def covering(self, start: int, end: int) -> EntityMention | None:
        """The mention of which the words between two offsets are a part: "Keller" in "Maria Keller"."""
        last = self.before(start + 1, 1)
        if last and last[0].end >= end and (last[0].start, last[0].end) != (start, end):
            return last[0]
        return None

    @property
    def words(self) -> Words:
        """The words of the article."""
        return self.document.words

    @cached_property
    def people(self) -> tuple[int, ...]:
        """The indices of the entities that are people."""
        return tuple(i for i, entity in enumerate(self.entities) if entity.kind == "person")


def find_entities(source: Readable, book: SpeakerBook) -> EntityIndex:
    """Everybody and every institution that an article names; the places are those of the text as it is read."""
    document = Document.of(source).plain
    words, published = document.words, document.article.published
    found = find_names(words, book)
    lands = countries(words, found)
    found = list(with_countries(words, found, lands, book))
    found.extend(collectives(words, lands, found, book))
    clusters = MentionClustering(words, book, published).run(found)
    mentions = _mentions(words, clusters)
    roles = _roles_in_text(words, clusters, mentions, book, lands)
    entities = tuple(_entity(cluster, roles[index], book, published) for index, cluster in enumerate(clusters))
    return EntityIndex(document, entities, mentions, published, tuple(m.start for m in mentions), lands)


def _mentions(words: Words, clusters: Sequence[Cluster]) -> tuple[EntityMention, ...]:
    mentions = [
        EntityMention(
            words.starts[item.first],
            words.ends[item.last - 1],
            index,
            _is_subject(words, item),
            cluster.doubts.get(item.first, 1.0),
        )
        for index, cluster in enumerate(clusters)
        for item in cluster.found
    ]
    return tuple(sorted(mentions, key=lambda mention: mention.start))


# What may stand before the subject of a clause; any other word makes a name an object or part of another noun.
_BEFORE_SUBJECT = lexicon.words("before_subjects")
_BEFORE_NAME = _BEFORE_SUBJECT | lexicon.words("naming_participles")
_BEFORE_OBJECT = PREPOSITIONS | lexicon.words("not_before_subjects")
_BEFORE_ADDRESSEES = frozenset(("told", "asked"))
_LONGEST_TITLE = 30  # words


def _is_subject(words: Words, item: NameMention) -> bool:
    """True where a name can be the subject of its clause: it owns and describes nothing, and no verb or preposition
    governs it."""
    if words.possessive[item.last - 1] or _describes(words, item.last):
        return False
    index = item.first - 1
    farthest = index - _LONGEST_TITLE
    while index >= 0 and words.joined(index) and (is_role(words.normals[index]) or is_name_word(words.forms[index])):
        if index == farthest:
            break
        index -= 1
    if index > 0 and words.normals[index] in _BEFORE_ADDRESSEES and words.joined(index - 1):
        return False  # "Holm told Velt", but "“Why?” asked Velt"
    if index > 0 and words.normals[index] == "and" and is_name_word(words.forms[index - 1]):
        index -= 1  # "among them were Velt | and Holm": what governs the one governs the other
        while index >= 0 and words.joined(index) and is_name_word(words.forms[index]):
            index -= 1
    # "Told of the mayor Mara Velt" makes her an object, "said the mayor Mara Velt" a subject.
    if index > 0 and words.normals[index] == "the" and words.normals[index - 1] in PREPOSITIONS - _BEFORE_SUBJECT:
        return False
    if index < 0 or not words.joined(index) or words.normals[index] in _BEFORE_NAME:
        return True
    if HONORIFICS.issuperset(words.normals[index + 1 : item.first]):
        return False
    return _opens_description(words, index)


def _opens_description(words: Words, index: int) -> bool:
    """True where a word belongs to a description in front of a subject: "(the) outgoing | mayor Velt"; not where it
    governs the name: "met mayor Velt"."""
    if words.normals[index] in _BEFORE_OBJECT or words.normals[index].endswith(("ed", "ing")):
        return False
    index -= words.normals[index] not in DETERMINERS | INDEFINITE
    index -= index >= 0 and words.normals[index] in DETERMINERS | INDEFINITE
    if index < 0 or not words.joined(index) or words.normals[index] in _BEFORE_SUBJECT:
        return True
    while index > 0 and words.joined(index) and (is_name_word(words.forms[index]) or words.normals[index] == "of"):
        index -= 1  # "said University of Marsk animal | researcher Velt"
    return words.normals[index] in _BEFORE_SUBJECT


def _describes(words: Words, following: int) -> bool:
    """True where the name before a word describes it: "Velt spokesman Jon Orrin", "Velt campaign"."""
    if following >= len(words) or not words.joined(following - 1) or not words.forms[following].islower():
        return False
    noun = words.normals[following]
    return is_role(noun) or noun.removesuffix("s") in ROLES or noun in INSTITUTIONS


# Who is the "counterpart" of a minister is a minister, too.
_PEERS = lexicon.words("peers")


def _roles_in_text(
    words: Words,
    clusters: Sequence[Cluster],
    mentions: Sequence[EntityMention],
    book: SpeakerBook,
    lands: Mapping[str, str],
) -> list[tuple[Role, ...]]:
    """The roles that the text gives each of ``clusters``, each role once."""
    roles: list[dict[Role, None]] = [{} for _ in clusters]
    before: int | None = None
    person_ends = 0  # where the last person's name ended
    for mention in mentions:
        kind = clusters[mention.entity].kind
        if kind in ("place", "institution"):
            continue
        own = roles[mention.entity]
        if age := age_beside(words, mention.start, mention.end):
            own[Role(age, frozenset({age}))] = None
        person = kind == "person" or mention.subject
        described = descriptions(words, mention.start, mention.end, book.role_nouns, since=person_ends)
        candidates = described if person else apposition_after(words, mention.end, book.role_nouns)
        for candidate in candidates:
            role = parse_role(candidate, book, lands)
            if role is None:
                continue
            own[role] = None
            if role.head in _PEERS and before is not None and before != mention.entity:  # nobody is a peer of their own
                own |= dict.fromkeys(_as_peer(role, own, roles[before]))
        before = mention.entity if own else before
        person_ends = mention.end if kind == "person" else person_ends
    return [tuple(held) for held in roles]


def _titled(words: Words, mention: EntityMention) -> bool:
    """True where a role stands right before a name: "the researcher | Mara Velt"."""
    before = words.at(mention.start) - 1
    return before >= 0 and words.joined(before) and is_role(words.normals[before])


def _as_peer(peer: Role, own: Iterable[Role], others: Iterable[Role]) -> list[Role]:
    """The offices of somebody that a peer holds for another body; of each office and body one, however often the
    article calls people each other's peers."""
    known = {(held.titles, held.body) for held in own}
    offices = {held.titles: held for held in others if held.titles and (held.titles, peer.body) not in known}
    return [replace(held, body=peer.body) for held in offices.values()]


def _entity(cluster: Cluster, roles: Sequence[Role], book: SpeakerBook, when: dt.date | None) -> Entity:
    if cluster.kind in ("institution", "place"):
        return Entity(cluster.name, cluster.kind, tuple(split(cluster.name).normals), side=book.side(cluster.name))
    held: tuple[Role, ...] = ()
    name = " ".join(cluster.name.split()) or " ".join(cluster.tokens)
    if cluster.person is not None:
        name = cluster.person.name
        offices = [o for o in cluster.person.offices if when is None or o.perhaps_held(when)]
        past = [o for o in cluster.person.offices if when is not None and o.until[1] < when]
        held = office_roles([(office.title, office.body) for office in offices], book)
        held += tuple(map(as_former, office_roles([(office.title, office.body) for office in past], book)))
    kind = "person" if roles and cluster.kind == "unknown" else cluster.kind
    known = cluster.person.gender if cluster.person else ""
    gender = cluster.gender or known or gender_of(given_name(cluster.tokens))
    if not gender:  # "the spokeswoman, Robin Velt"
        words = {word for role in roles for word in role.words}
        gender = "female" if words & FEMALE_ROLES else "male" if words & MALE_ROLES else ""
    side = cluster.person.side if cluster.person else ""
    return Entity(name, kind, cluster.tokens, gender, (*roles, *held), side, cluster.sure)
