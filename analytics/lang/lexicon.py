"""The lists of words in ``analytics/lang/en``, by name, as frozen sets, tables and phrases.

A list is one of these, in any file of the folder; no two have one name::

    articles: the a an            # words, in lower case, apart by white space
    determiners: |                # the same over several lines; "+articles" takes in another list
      +articles this that
    pronouns:                     # groups of words
      male: he him
      female: she her
    countries of origin: [United States, United Kingdom]    # phrases
    offices:                      # groups of phrases
      president: [president, head of state]
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import yaml

from analytics.configuration import Node, expect_mapping, expect_text, expect_texts, load_yaml
from analytics.errors import ConfigurationError

_INCLUDED = "+"
_OF_COMMENTS = "#"  # in a block of words YAML knows no comments


class Lexicon:
    """The lists of one folder, read when the first of them is asked for.

    Every method raises ConfigurationError with the file and the line where a list is not as it must be, and KeyError
    where there is none of that name.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words: dict[str, frozenset[str]] = {}

    @cached_property
    def _lists(self) -> Mapping[str, Node]:
        found: dict[str, Node] = {}
        for path in sorted(self._folder.glob("*.yaml")):
            for name, node in expect_mapping(load_yaml(path), "the file", optional=None).items():
                if name in found:
                    raise node.error(f"{name}: a list of this name stands in {found[name].path.name}, too")
                found[name] = node
        return found

    @property
    def names(self) -> frozenset[str]:
        """The names of all lists."""
        return frozenset(self._lists)

    def words(self, name: str) -> frozenset[str]:
        """A list of words, with those of the lists that it takes in."""
        if name not in self._words:
            self._words[name] = frozenset(self._read(self._lists[name], name, (name,)))
        return self._words[name]

    def groups(self, name: str) -> Mapping[str, frozenset[str]]:
        """Groups of words, by the name of the group, in the order of the file."""
        parts = expect_mapping(self._lists[name], name, optional=None)
        read = {group: frozenset(self._read(node, f"{name}: {group}", ())) for group, node in parts.items()}
        return MappingProxyType(read)

    def table(self, name: str) -> Mapping[str, str]:
        """Each word of the groups to the name of its group; no word is in two."""
        group_of: dict[str, str] = {}
        for group, members in self.groups(name).items():
            if twice := members & group_of.keys():
                word = min(twice)
                raise self._lists[name].error(f"{name}: {word!r} is in the groups {group_of[word]} and {group}")
            group_of |= dict.fromkeys(members, group)
        return MappingProxyType(group_of)

    def phrases(self, name: str) -> tuple[str, ...]:
        """A list of phrases, as they are written."""
        return expect_texts(self._lists[name], name)

    def phrase_groups(self, name: str) -> Mapping[str, tuple[str, ...]]:
        """Groups of phrases, by the name of the group."""
        parts = expect_mapping(self._lists[name], name, optional=None)
        return MappingProxyType({group: expect_texts(node, f"{name}: {group}") for group, node in parts.items()})

    def texts(self, name: str) -> Mapping[str, str]:
        """One text for each key, as it is written."""
        parts = expect_mapping(self._lists[name], name, optional=None)
        return MappingProxyType({key: expect_text(node, f"{name}: {key}") for key, node in parts.items()})

    def _read(self, node: Node, what: str, inside: tuple[str, ...]) -> Iterator[str]:
        """The words of a list; ``inside`` are the lists that take it in."""
        seen: set[str] = set()
        for line, word in _written(node, what):
            if word in seen:
                raise ConfigurationError(node.path, line, f"{what}: {word!r} stands here a second time")
            seen.add(word)
            if not word.startswith(_INCLUDED):
                yield _checked(node, line, what, word)
                continue
            other = word.removeprefix(_INCLUDED)
            if other in inside or other not in self._lists:
                problem = "takes in itself" if other in inside else f"there is no list {other!r} to take in"
                raise ConfigurationError(node.path, line, f"{what}: {problem}")
            yield from self._read(self._lists[other], other, (*inside, other))


def _written(node: Node, what: str) -> Iterator[tuple[int, str]]:
    """Each word of a list, with the number of its line."""
    value = node.node
    if not isinstance(value, yaml.ScalarNode) or value.tag != "tag:yaml.org,2002:str":
        raise node.error(f"{what}: expected words apart by spaces (in quotation marks where YAML reads something else)")
    # YAML joins such lines to one, and the line of a wrong word would be lost.
    if value.style != "|" and value.start_mark.line != value.end_mark.line:
        raise node.error(f'{what}: expected "|" before words on several lines')
    first = node.line + (value.style == "|")  # of a block the words begin on the line after the "|"
    for line, text in enumerate(value.value.splitlines(), first):
        yield from ((line, word) for word in text.split())


def _checked(node: Node, line: int, what: str, word: str) -> str:
    if word.startswith(_OF_COMMENTS):
        raise ConfigurationError(node.path, line, f"{what}: expected no comment among the words; put it above the list")
    if word != word.lower():
        raise ConfigurationError(node.path, line, f"{what}: expected lower case, found {word!r}")
    return word


def alternatives(choices: Iterable[str]) -> str:
    """A regular expression for any of some words or phrases, the longest that fits."""
    ordered = sorted(choices, key=lambda choice: (-len(choice), choice))
    return f"(?:{'|'.join(map(re.escape, ordered))})"


ENGLISH = Lexicon(Path(__file__).parent / "en")

words = ENGLISH.words
groups = ENGLISH.groups
table = ENGLISH.table
phrases = ENGLISH.phrases
phrase_groups = ENGLISH.phrase_groups
texts = ENGLISH.texts
