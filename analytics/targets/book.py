"""The targets as the user wrote them down: what each is called, and what only looks like it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Self

from analytics import bundled
from analytics.configuration import (
    Node,
    expect_date,
    expect_list,
    expect_mapping,
    expect_new,
    expect_text,
    expect_texts,
    fold_case,
    parse_yaml,
    read_yaml,
)
from analytics.schemas import SCHEMAS

DEFAULT_FILE = bundled.TARGETS

_MOST_TARGETS = 200
_LONGEST_KEY = 60
_MOST_WORDS = 10_000  # they are one expression, which takes a second for an article of 10 000 characters
_RESERVED = frozenset(column for schema in SCHEMAS.values() for column in schema)
_READ_AS_NO_TEXT = frozenset(("n/a", "na", "nan", "none", "null", "nil", "true", "false", "yes", "no", "on", "off"))
_WORD_LISTS = ("names", "adjectives", "capitals", "organs", "lookalikes", "anaphors", "belongings")


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who stands for a target while in office.

    ``names`` count wherever they stand, ``surname`` only in an article that also gives one of them; ``first``
    and ``last`` are the first and last day in office, None where open.
    """

    names: tuple[str, ...]
    surname: str = ""
    first: dt.date | None = None
    last: dt.date | None = None

    def holds_office(self, day: dt.date | None) -> bool:
        """True where in office on ``day``; an unknown day counts."""
        if day is None:
            return True
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Target:
    """One target: its key in the tables, its full name, and the words for it (see data/targets.yaml)."""

    key: str
    label: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    officials: tuple[Official, ...] = ()
    lookalikes: tuple[str, ...] = ()
    anaphors: tuple[str, ...] = ()
    belongings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetBook:
    """All targets, in the order of the file, and other bodies that "the organization" may mean.

    ``source`` is the file that they were read from, empty where they were not.
    """

    targets: tuple[Target, ...]
    other_bodies: tuple[str, ...] = ()
    source: bytes = field(default=b"", repr=False, compare=False)

    @classmethod
    def load(cls, path: str | Path) -> Self:
        """Read a file such as data/targets.yaml. Raises ConfigurationError where it cannot be used."""
        return cls.parse(read_yaml(path), path)

    @classmethod
    def parse(cls, data: bytes, path: str | Path) -> Self:
        """The targets of a file of these bytes.

        Raises ConfigurationError, with ``path``, the line and what was expected there, where it is not as it must be.
        """
        root = parse_yaml(data, path)
        fields = expect_mapping(root, "the file", required=("targets",), optional=("other_bodies",))
        bodies = fields.get("other_bodies")
        book = cls(
            targets=tuple(_read_targets(fields["targets"])),
            other_bodies=expect_texts(bodies, "other_bodies") if bodies else (),
            source=data,
        )
        if (count := book.count_words()) > _MOST_WORDS:
            raise root.error(f"the file: expected at most {_MOST_WORDS:,} names and words in all, found {count:,}")
        return book

    @property
    def keys(self) -> tuple[str, ...]:
        """The targets' keys, in the order of the file."""
        return tuple(target.key for target in self.targets)

    def count_words(self) -> int:
        """How many names and other words are looked for in each article."""
        lists = [getattr(target, name) for target in self.targets for name in _WORD_LISTS]
        names = [official.names for target in self.targets for official in target.officials]
        return sum(map(len, (*lists, *names, self.other_bodies)))


@cache
def default_targets() -> TargetBook:
    """The targets of data/targets.yaml."""
    return TargetBook.load(DEFAULT_FILE)


def _read_targets(node: Node) -> Iterator[Target]:
    entries = expect_list(node, "targets")
    if not 0 < len(entries) <= _MOST_TARGETS:
        raise node.error(f"targets: expected at least one target and at most {_MOST_TARGETS}, found {len(entries):,}")
    keys: set[str] = set()
    labels: set[str] = set()
    for entry in entries:
        target = _read_target(entry)
        expect_new(entry, "targets: the key", target.key, keys)
        expect_new(entry, "targets: the label", target.label, labels)
        yield target


def _read_target(node: Node) -> Target:
    optional = (*_WORD_LISTS[1:], "officials")
    fields = expect_mapping(node, "a target", required=("key", "label", "names"), optional=optional)
    words = {name: expect_texts(fields[name], name) for name in _WORD_LISTS if name in fields}
    if not words["names"]:
        raise fields["names"].error("names: expected at least one name")
    officials = expect_list(fields["officials"], "officials") if "officials" in fields else []
    return Target(
        key=_read_key(fields["key"]),
        label=expect_text(fields["label"], "label"),
        officials=tuple(_read_official(entry) for entry in officials),
        **words,
    )


def _read_key(node: Node) -> str:
    """A key is a value in tables that other programs read, and there it must stay a text."""
    key = expect_text(node, "key")
    if len(key) > _LONGEST_KEY:
        raise node.error(f"key: expected at most {_LONGEST_KEY} characters, found {len(key)}")
    if not key[0].isalnum() or not any(map(str.isalpha, key)):
        raise node.error(f"key: expected a letter or a digit first, and a letter in it; found {key!r}")
    if fold_case(key) in _RESERVED:
        raise node.error(f"key: {key!r} is the name of a column of the tables; choose another one")
    if fold_case(key) in _READ_AS_NO_TEXT or _is_number(key):
        raise node.error(f"key: programs that read the tables take {key!r} for a number or for nothing")
    return key


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _read_official(node: Node) -> Official:
    fields = expect_mapping(node, "an official", required=("name",), optional=("surname", "also", "from", "to"))
    also = expect_texts(fields["also"], "also") if "also" in fields else ()
    first = expect_date(fields["from"], "from").first if "from" in fields else None
    last = expect_date(fields["to"], "to").last if "to" in fields else None
    if first and last and last < first:
        raise fields["to"].error(f"to: expected a day that is not before {first}")
    return Official(
        names=(expect_text(fields["name"], "name"), *also),
        surname=expect_text(fields["surname"], "surname") if "surname" in fields else "",
        first=first,
        last=last,
    )
