"""Who appears in an article: names that mean the same person or institution are one entity."""

from __future__ import annotations

import bisect
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from analytics.records import Article
from analytics.speakers.book import SpeakerBook
from analytics.speakers.descriptions import descriptions
from analytics.speakers.gathering import Draft, Gathering
from analytics.speakers.given_names import gender_of
from analytics.speakers.lexicon import FEMALE_ROLES, MALE_ROLES, PREPOSITIONS
from analytics.speakers.roles import Role, is_role, office_roles, parse_role
from analytics.speakers.scan import Found, find_names, is_name_word
from analytics.speakers.surroundings import collectives, countries, with_countries
from analytics.speakers.words import Words, split


@dataclass(frozen=True, slots=True)
class Entity:
    """A person or an institution of the article. ``sure`` is how sure its canonical name is."""

    name: str
    kind: str
    tokens: tuple[str, ...] = ()
    gender: str = ""
    roles: tuple[Role, ...] = ()
    side: str = ""
    sure: float = 0.95


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an entity is named. ``subject``: nothing before it in its clause makes it an object."""

    start: int
    end: int
    entity: int
    subject: bool = False


@dataclass(frozen=True)
class Cast:
    """The entities of an article and where they are named, in the order of the text."""

    words: Words
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    when: dt.date | None = None
    starts: tuple[int, ...] = field(default=())
    lands: Mapping[str, str] = field(default_factory=dict)

    def before(self, offset: int) -> Sequence[Mention]:
        """The mentions that begin before ``offset``."""
        return self.mentions[: bisect.bisect_left(self.starts, offset)]

    def within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that lie between two offsets."""
        first = bisect.bisect_left(self.starts, start)
        last = bisect.bisect_left(self.starts, end)
        return [mention for mention in self.mentions[first:last] if mention.end <= end]

    def covering(self, start: int, end: int) -> Mention | None:
        """The mention of which the words between two offsets are a part: "Keller" in "Maria Keller"."""
        last = self.before(start + 1)[-1:]
        if last and last[0].end >= end and (last[0].start, last[0].end) != (start, end):
            return last[0]
        return None

    @cached_property
    def people(self) -> tuple[int, ...]:
        """The indices of the entities that are people."""
        return tuple(i for i, entity in enumerate(self.entities) if entity.kind == "person")


def gather(article: Article, book: SpeakerBook) -> Cast:
    """Everybody and every institution that the article names."""
    words = split(article.text)
    found = find_names(words, book)
    lands = countries(words, found)
    found = list(with_countries(words, found, lands))
    found.extend(collectives(words, lands, found))
    drafts = Gathering(words, book, article.published).run(found)
    mentions = _mentions(words, drafts)
    roles = _roles_in_text(words, drafts, mentions, book, lands)
    entities = tuple(_entity(draft, roles[index], book, article.published) for index, draft in enumerate(drafts))
    return Cast(words, entities, mentions, article.published, tuple(m.start for m in mentions), lands)


def _mentions(words: Words, drafts: Sequence[Draft]) -> tuple[Mention, ...]:
    mentions = [
        Mention(words.starts[item.first], words.ends[item.last - 1], index, _is_subject(words, item))
        for index, draft in enumerate(drafts)
        for item in draft.found
    ]
    return tuple(sorted(mentions, key=lambda mention: mention.start))


# What may stand before the subject of a clause; any other word makes a name an object or part of another noun.
_BEFORE_SUBJECT = frozenset(
    """that when while as because if but and or which where after before since although whether then though until
    once how why what than said says adds added asked noted wrote told argued explained the yet so whom""".split()
)


def _is_subject(words: Words, item: Found) -> bool:
    """Whether a name can be the subject of its clause: it owns nothing, and no verb or preposition governs it."""
    if words.possessive[item.last - 1]:
        return False
    index = item.first - 1
    while index >= 0 and words.joined(index) and (is_role(words.normals[index]) or is_name_word(words.forms[index])):
        index -= 1
    if index > 0 and words.normals[index] == "the" and words.normals[index - 1] in PREPOSITIONS - _BEFORE_SUBJECT:
        return False
    if index < 0 or not words.joined(index) or words.normals[index] in _BEFORE_SUBJECT | {"called", "named"}:
        return True
    described = index < item.first - 1 and not words.normals[index].endswith("ed")
    return described and words.normals[index] not in PREPOSITIONS and words.normals[index] not in ("and", "told")


# Who is the "counterpart" of a minister is a minister, too.
_PEERS = frozenset(("counterpart", "colleague"))


def _roles_in_text(
    words: Words, drafts: Sequence[Draft], mentions: Sequence[Mention], book: SpeakerBook, lands: Mapping[str, str]
) -> list[tuple[Role, ...]]:
    """The roles that the text gives each of ``drafts``, each role once."""
    roles: list[dict[Role, None]] = [{} for _ in drafts]
    before: int | None = None
    for mention in mentions:
        kind = drafts[mention.entity].kind
        if kind in ("place", "institution") or not (kind == "person" or mention.subject):
            continue
        own = roles[mention.entity]
        for candidate in descriptions(words, mention.start, mention.end):
            role = parse_role(candidate, book, lands)
            if role is None:
                continue
            own[role] = None
            if role.head in _PEERS and before is not None and before != mention.entity:  # nobody is a peer of their own
                own |= dict.fromkeys(_as_peer(role, own, roles[before]))
        before = mention.entity if own else before
    return [tuple(held) for held in roles]


def _as_peer(peer: Role, own: Iterable[Role], others: Iterable[Role]) -> list[Role]:
    """The offices of somebody that a peer holds for another body; of each office and body one, however often the
    article calls people each other's peers."""
    known = {(held.titles, held.body) for held in own}
    offices = {held.titles: held for held in others if held.titles and (held.titles, peer.body) not in known}
    return [replace(held, body=peer.body) for held in offices.values()]


def _entity(draft: Draft, roles: Sequence[Role], book: SpeakerBook, when: dt.date | None) -> Entity:
    if draft.kind in ("institution", "place"):
        return Entity(draft.name, draft.kind, tuple(split(draft.name).normals), side=book.side(draft.name))
    held: tuple[Role, ...] = ()
    name = " ".join(draft.name.split()) or " ".join(draft.tokens)
    if draft.person is not None:
        name = draft.person.name
        offices = [o for o in draft.person.offices if when is None or o.perhaps_held(when)]
        held = office_roles([(office.title, office.body) for office in offices], book)
    kind = "person" if roles and draft.kind == "unknown" else draft.kind
    gender = draft.gender or (draft.person.gender if draft.person else "") or gender_of(draft.tokens[0])
    if not gender:
        words = {word for role in roles for word in role.words}
        gender = "female" if words & FEMALE_ROLES else "male" if words & MALE_ROLES else ""
    side = draft.person.side if draft.person else ""
    return Entity(name, kind, draft.tokens, gender, (*roles, *held), side, draft.sure)
