"""Reading ``speakers.yaml`` strictly: whatever is not as it must be is an error with file and line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from analytics import bundled
from analytics.configuration import (
    Node,
    expect_choice,
    expect_date,
    expect_flag,
    expect_list,
    expect_mapping,
    expect_new,
    expect_text,
    expect_texts,
    fold_case,
    parse_yaml,
    read_yaml,
)
from analytics.speakers.book.book import KNOWN_OFFICES, Body, Institution, Office, Person, SpeakerBook

DEFAULT_PATH = bundled.SPEAKERS

Entry = TypeVar("Entry", Person, Institution, Body)

_MOST_ORGANS = 50_000
_SECTIONS = ("as_of", "titles", "bodies", "organs", "institutions", "people")


def load_book(path: str | Path) -> SpeakerBook:
    """The speaker book at ``path``; raises ConfigurationError."""
    return parse_book(read_yaml(path), path)


def parse_book(data: bytes, path: str | Path) -> SpeakerBook:
    """The speaker book of a file of these bytes; raises ConfigurationError, which names ``path`` and the line."""
    root = expect_mapping(parse_yaml(data, path), "the file", required=_SECTIONS, optional=("same", "distinct"))
    as_of = expect_date(root["as_of"], "as_of").last
    titles, shared = _titles(root["titles"])
    known_titles = {**titles, **KNOWN_OFFICES}
    bodies = tuple(_named(root["bodies"], "bodies", lambda entry: _body(entry, known_titles)))
    organs = _words_by_name(root["organs"], "organs", "name")
    if len(bodies) * len(organs) > _MOST_ORGANS:
        raise root["organs"].error(f"organs: expected at most {_MOST_ORGANS:,} in all bodies together")
    institutions = tuple(_named(root["institutions"], "institutions", _institution))
    known = SpeakerBook(institutions=institutions, bodies=bodies, organs=organs)
    places = known.known_institutions() | {body.name for body in bodies}
    people = tuple(_named(root["people"], "people", lambda entry: _person(entry, known_titles, places, as_of)))
    same, distinct = _names(root, "same"), _names(root, "distinct")
    _check_names(root, same, distinct)
    return SpeakerBook(people, institutions, bodies, organs, titles, shared, as_of, same, distinct, source=data)


def _names(root: dict[str, Node], section: str) -> tuple[tuple[str, ...], ...]:
    """Lists of names, each of at least two."""
    found = []
    for entry in expect_list(root[section], section) if section in root else ():
        names = expect_texts(entry, f"an entry of {section}")
        if len(names) < 2:
            raise entry.error(f"{section}: expected at least two names")
        found.append(names)
    return tuple(found)


def _check_names(root: dict[str, Node], same: Iterable[Sequence[str]], distinct: Iterable[Sequence[str]]) -> None:
    """No name may be two speakers', and no two the same and distinct."""
    seen: set[str] = set()
    for names in same:
        for name in names:
            expect_new(root["same"], "same", name, seen)
    of = {fold_case(name): number for number, names in enumerate(same) for name in names}
    for names in distinct:
        numbers = [of[fold_case(name)] for name in names if fold_case(name) in of]
        if len(set(numbers)) < len(numbers):
            raise root["distinct"].error(f"distinct: two of {', '.join(names)} are the same speaker under 'same'")


def _named(node: Node, section: str, read: Callable[[Node], Entry]) -> Iterator[Entry]:
    """The entries of a section, no two of one name."""
    seen: set[str] = set()
    for entry in expect_list(node, section):
        found = read(entry)
        expect_new(entry, section, found.name, seen)
        yield found


def _words_by_name(node: Node, section: str, key: str, *, optional: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    found = {}
    seen: set[str] = set()
    for entry in expect_list(node, section):
        fields = expect_mapping(entry, f"an entry of {section}", required=(key, "words"), optional=optional)
        name = expect_text(fields[key], key)
        expect_new(entry, section, name, seen)
        found[name] = expect_texts(fields["words"], "words")
    return found


def _titles(node: Node) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """The titles and their wordings, and those that several people hold at a time."""
    titles = _words_by_name(node, "titles", "title", optional=("shared",))
    entries = [expect_mapping(entry, "a title", optional=None) for entry in expect_list(node, "titles")]
    shared = [entry for entry in entries if "shared" in entry and expect_flag(entry["shared"], "shared")]
    return titles, frozenset(expect_text(entry["title"], "title") for entry in shared)


def _texts(fields: dict[str, Node], key: str) -> tuple[str, ...]:
    return expect_texts(fields[key], key) if key in fields else ()


def _body(entry: Node, titles: Collection[str]) -> Body:
    optional = ("variants", "metonyms", "leader")
    fields = expect_mapping(entry, "a body", required=("name", "adjectives", "speaker"), optional=optional)
    leader = expect_choice(fields["leader"], "leader", titles) if "leader" in fields else ""
    return Body(
        name=expect_text(fields["name"], "name"),
        adjectives=expect_texts(fields["adjectives"], "adjectives"),
        variants=_texts(fields, "variants"),
        metonyms=_texts(fields, "metonyms"),
        speaker=expect_text(fields["speaker"], "speaker"),
        leader=leader,
    )


def _institution(entry: Node) -> Institution:
    fields = expect_mapping(entry, "an institution", required=("name",), optional=("variants", "side"))
    side = expect_text(fields["side"], "side") if "side" in fields else ""
    return Institution(expect_text(fields["name"], "name"), _texts(fields, "variants"), side)


def _person(entry: Node, titles: Collection[str], places: Collection[str], as_of: dt.date) -> Person:
    optional = ("variants", "side", "gender", "offices")
    fields = expect_mapping(entry, "a person", required=("name",), optional=optional)
    offices = expect_list(fields["offices"], "offices") if "offices" in fields else []
    gender = expect_choice(fields["gender"], "gender", ("male", "female")) if "gender" in fields else ""
    side = expect_text(fields["side"], "side") if "side" in fields else ""
    if side and side not in places:
        raise fields["side"].error(f"side: {side!r} is neither a body nor an institution of this file")
    return Person(
        name=expect_text(fields["name"], "name"),
        variants=_texts(fields, "variants"),
        side=side,
        gender=gender,
        offices=tuple(_office(office, titles, places, as_of) for office in offices),
    )


def _office(entry: Node, titles: Collection[str], places: Collection[str], as_of: dt.date) -> Office:
    fields = expect_mapping(entry, "an office", required=("title", "body"), optional=("from", "until"))
    title = expect_choice(fields["title"], "title", titles)
    body = expect_text(fields["body"], "body")
    if body not in places:
        raise fields["body"].error(f"body: {body!r} is neither a body, an institution nor an organ of this file")
    since = until = None
    if "from" in fields:
        since = expect_date(fields["from"], "from")
    if "until" in fields:
        until = expect_date(fields["until"], "until")
    if since and until and until.last < since.first:
        raise fields["until"].error("until: expected a day that is not before 'from'")
    return Office(
        title,
        body,
        (since.first, since.last) if since else (dt.date.min, as_of),
        (until.first, until.last) if until else (max(as_of, since.last) if since else as_of, dt.date.max),
    )


@lru_cache(maxsize=1)
def default_book() -> SpeakerBook:
    """The book that comes with the project."""
    return load_book(DEFAULT_PATH)
