"""Phrases that name two speakers at once, and the name that is the head of a phrase or a mere part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from analytics.lang import lexicon
from analytics.speakers import scoring
from analytics.speakers.entities.entities import Entity, EntityIndex, EntityMention
from analytics.speakers.entities.roles import is_role
from analytics.speakers.lexicon import HONORIFICS, PREPOSITIONS
from analytics.text.words import Words, split

_PEOPLE = ("person", "single", "unknown")
_ASIDE = re.compile(r"\s\([^()]*\)|\sof(?:\s[A-Z]\w+)+")  # "(R-Lorvan)", "of Lorvan"
# Words before a name that say who somebody is, and govern nothing.
_DESCRIBING = r"(?:(?!(?:of|who|by|to|for|with|in|at|from)\b)[\w.’'-]+\s+)"
# "Velt and Holm", "Velt and her deputy Holm", "Velt, the mayor, and Holm", "Velt of Marsk and Holm"
_COORDINATED = re.compile(
    rf",?\s+(?:and|or|nor|&)\s+{_DESCRIBING}{{0,5}}|,\s[^;:]{{1,120}},\s+and\s+{_DESCRIBING}{{0,5}}|\s+of\s[^,;:]{{1,40}}\s+and\s+"
)
_LISTED = re.compile(rf",\s+(?:(?!an?\b|the\b){_DESCRIBING}){{0,6}}")
_AFTER_NAME = lexicon.words("after_names")


def several(entity_index: EntityIndex, words: Words, start: int, mentions: Sequence[EntityMention]) -> bool:
    """True where two speak at once: "Maria Keller and Jon Brandt", "the ministry and the bank". Neither is then the
    speaker. ``words`` are those of the phrase, which begins at ``start`` in the text."""
    return _two_people(entity_index, words, start, mentions) or _two_bodies(entity_index, start, mentions)


def _two_bodies(entity_index: EntityIndex, start: int, mentions: Sequence[EntityMention]) -> bool:
    """True where a phrase begins with two institutions: "the ministry and the Northern Bank". Other two in it may be
    what somebody leads."""
    bodies = [mention for mention in mentions[:2] if entity_index.entities[mention.entity].kind not in _PEOPLE]
    if len(bodies) < 2 or bodies[0].entity == bodies[1].entity:
        return False
    text = entity_index.words.text
    front = text[start : bodies[0].start].casefold().strip() in ("", "the", "both", "both the")
    return front and text[bodies[0].end : bodies[1].start].strip(" ,") in ("and", "and the")


def _two_people(entity_index: EntityIndex, words: Words, start: int, mentions: Sequence[EntityMention]) -> bool:
    """True where two people speak at once: "Maria Keller and Jon Brandt". Neither is then the speaker."""
    entities = entity_index.entities
    people = [
        one for one in mentions if entities[one.entity].kind == "person" or _may_speak(entities, words, start, one)
    ]
    for one, two in pairwise(people):
        gap = _ASIDE.sub("", entity_index.words.text[one.end : two.start])
        if one.entity != two.entity and (_COORDINATED.fullmatch(gap) or _adds_title(gap)):
            return True
        listed = _LISTED.fullmatch(gap) and not owns(words, start, two)  # "Velt, Holm's deputy"
        owner = owns(words, start, one)
        if entities[one.entity].kind == "person" and not owner and not listed:
            return False  # "Velt, who met Holm and Lind,"
    return False


def _may_speak(entities: Sequence[Entity], words: Words, start: int, mention: EntityMention) -> bool:
    """True where a name that may be somebody's is not the first of a noun's words ("Security editor") nor a place
    ("of Marsk", "(R-Marsk)")."""
    first, last = words.at(mention.start - start), words.at(mention.end - start - 1)
    before = words.text[: mention.start - start]
    placed = (first > 0 and words.normals[first - 1] in PREPOSITIONS) or before.endswith(("(", "-"))
    return entities[mention.entity].kind in ("unknown", "single") and not modifies(words, last) and not placed


def _adds_title(gap: str) -> bool:
    """True where what stands between two names adds the second with a title: "and Senator", "(R) and"."""
    before, added, titles = f"{gap} ".partition("and ")
    bare = all(is_role(word) or word in HONORIFICS for word in split(titles).normals)
    return bool(added) and bare and not before.strip(" ,.)")


def alone(words: Words, start: int, mention: EntityMention) -> float:
    """How surely somebody speaks alone: less in "Velt and her deputy" or "her deputy and Velt"."""
    first, last = words.at(mention.start - start), words.at(mention.end - start - 1)
    before = first > 1 and words.normals[first - 1] == "and"
    after = last + 2 < len(words) and (
        (words.joined(last) and words.normals[last + 1] == "and")
        or words.normals[last + 1 : last + 3] in (("along", "with"), ("together", "with"))
    )
    return scoring.SPOKE_WITH_OTHERS if before or after else 1.0


def modifies(words: Words, last: int) -> bool:
    """True where a noun follows at once that is the real head: "EU officials", "the Keller campaign"."""
    joined = words.joined(last) or words.gap(last) in ("/", "-")
    return last + 1 < len(words) and joined and words.normals[last + 1] not in _AFTER_NAME


def owns(words: Words, start: int, mention: EntityMention) -> bool:
    """True where a name owns what follows it inside the phrase; a possessive that ends it is the source itself."""
    rest = words.text[mention.end - start :]
    return rest.startswith(("'s", "’s")) and bool(rest[2:].strip(" ,"))
