"""Reading configuration files in YAML so that a mistake is reported with its file and line.

Nodes keep their place in the file; each ``expect_...`` function gives the plain value of a node or raises
ConfigurationError, which says what was expected there::

    root = expect_mapping(load_yaml(path), "the file", required=("targets",))
    for entry in expect_list(root["targets"], "targets"):
        fields = expect_mapping(entry, "a target", required=("key", "name"), optional=("since",))
        key = expect_text(fields["key"], "key")
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import yaml

from analytics.errors import ConfigurationError
from analytics.regular_file import read_regular

# The C loader is some ten times faster and present in every wheel; the Python one gives the same nodes.
_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LARGEST = 1_000_000
"""Bytes of a file: fourteen times those of the speakers that come with the project."""
LONGEST = 200
"""Characters of one text: a name is shorter."""
_DEEPEST = 12
_SHOWN = 60
_CHOICES_NAMED = 20
_JOINERS = "\u200c\u200d"  # cannot be seen, and belong to the spelling in some scripts
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")  # as YAML has it
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_TEXT_TAG = "tag:yaml.org,2002:str"
_BOOL_TAG = "tag:yaml.org,2002:bool"
_NULL_TAG = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a YAML file and where it stands."""

    path: Path
    node: yaml.Node

    @property
    def line(self) -> int:
        """The line where the value begins, counted from 1."""
        return int(self.node.start_mark.line) + 1

    def error(self, expected: str) -> ConfigurationError:
        """The error to raise where this value is not what it must be."""
        return ConfigurationError(self.path, self.line, expected)


@dataclass(frozen=True, slots=True)
class DateRange:
    """The days that a date may mean: a year or a month stands for all its days."""

    first: dt.date
    last: dt.date


def load_yaml(path: str | Path) -> Node:
    """The root of the YAML file at ``path``. Raises ConfigurationError as the two functions that it is made of."""
    return parse_yaml(read_yaml(path), path)


def read_yaml(path: str | Path) -> bytes:
    """The file as it is.

    Raises ConfigurationError where it is missing, no regular file, or larger than LARGEST.
    """
    path = Path(path)
    try:
        return read_regular(path, limit=LARGEST)
    except OSError as error:
        raise ConfigurationError(path, 0, f"cannot be read: {error.strerror or error}") from error


def parse_yaml(data: bytes, path: str | Path) -> Node:
    """The root of a YAML file of these bytes; errors call it ``path``.

    Raises ConfigurationError where it is not UTF-8, empty, not YAML, or nested deeper than any file of ours; also
    where a part of it stands for another (``*name``), because a small file can so stand for a huge one.
    """
    path = Path(path)
    text = _decoded(data, path)
    try:
        _check_shape(path, yaml.parse(text, Loader=_LOADER))
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
        raise ConfigurationError(path, mark.line + 1 if mark else 0, f"expected YAML: {problem}") from error
    if root is None:
        raise ConfigurationError(path, 0, "the file is empty")
    return Node(path, root)


def _check_shape(path: Path, events: Iterable[yaml.Event]) -> None:
    """Stop at the first event that goes too deep or repeats another part, before anything is built of them."""
    depth = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 0
        if depth > _DEEPEST:
            raise ConfigurationError(path, line, f"expected at most {_DEEPEST} lists and mappings in one another")
        if isinstance(event, yaml.AliasEvent):
            raise ConfigurationError(path, line, f"expected no alias (*{event.anchor}): write out what it stands for")


def _decoded(data: bytes, path: Path) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(path, data.count(b"\n", 0, error.start) + 1, "expected text in UTF-8") from error
    if odd := _CONTROL.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        raise ConfigurationError(path, line, f"expected text; U+{ord(odd[0]):04X} is a control character")
    return text


def expect_mapping(
    node: Node, what: str, *, required: Sequence[str] = (), optional: Sequence[str] | None = ()
) -> dict[str, Node]:
    """The entries of a mapping, in the order of the file.

    All of ``required`` must be there, and nothing beside them but ``optional``; with ``optional=None`` any key
    may stand there. A key that stands twice is an error.
    """
    if not isinstance(node.node, yaml.MappingNode):
        raise node.error(f"{what}: expected a mapping (key: value)")
    entries: dict[str, Node] = {}
    for key_node, value in node.node.value:
        key = expect_text(Node(node.path, key_node), f"a key of {what}")
        if key in entries:
            raise Node(node.path, key_node).error(f"{what}: {_shown(key)} stands here a second time")
        if optional is not None and key not in required and key not in optional:
            allowed = ", ".join((*required, *optional))
            raise Node(node.path, key_node).error(f"{what}: unknown key {_shown(key)}; expected one of: {allowed}")
        entries[key] = Node(node.path, value)
    if missing := [key for key in required if key not in entries]:
        raise node.error(f"{what}: expected the key {missing[0]!r}, which is missing")
    return entries


def expect_list(node: Node, what: str) -> list[Node]:
    """The items of a list."""
    if not isinstance(node.node, yaml.SequenceNode):
        raise node.error(f"{what}: expected a list")
    return [Node(node.path, item) for item in node.node.value]


def expect_text(node: Node, what: str) -> str:
    """A text of at most LONGEST characters with a letter or a digit; each run of white space becomes one space."""
    if not isinstance(node.node, yaml.ScalarNode) or node.node.tag == _NULL_TAG:
        raise node.error(f"{what}: expected text")
    if node.node.tag != _TEXT_TAG:
        raise node.error(f"{what}: expected text; put {_shown(node.node.value)} in quotation marks")
    text = " ".join(node.node.value.split())
    if not text:
        raise node.error(f"{what}: expected text that is not empty")
    if len(text) > LONGEST:
        raise node.error(f"{what}: expected at most {LONGEST} characters, found {len(text):,}")
    if odd := next((char for char in text if not char.isprintable() and char not in _JOINERS), None):
        raise node.error(f"{what}: expected no character that cannot be seen, found U+{ord(odd):04X}")
    if not any(map(str.isalnum, text)):
        raise node.error(f"{what}: expected a letter or a digit in {_shown(text)}")
    return text


def expect_texts(node: Node, what: str) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(expect_text(item, f"an item of {what}") for item in expect_list(node, what))


def expect_choice(node: Node, what: str, choices: Collection[str]) -> str:
    """A text that is one of ``choices``."""
    text = expect_text(node, what)
    if text not in choices:
        some = ", ".join(islice(choices, _CHOICES_NAMED))
        more = ", ..." if len(choices) > _CHOICES_NAMED else ""
        raise node.error(f"{what}: {_shown(text)} is not one of: {some}{more}")
    return text


def expect_new(node: Node, what: str, name: str, seen: set[str]) -> None:
    """Add a name to those seen; an error where it is there, in whatever case and Unicode form."""
    folded = fold_case(name)
    if folded in seen:
        raise node.error(f"{what}: {_shown(name)} stands here a second time")
    seen.add(folded)


def fold_case(text: str) -> str:
    """The same text for all that look alike but for case and Unicode form."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def expect_flag(node: Node, what: str) -> bool:
    """``true`` or ``false``."""
    if not isinstance(node.node, yaml.ScalarNode) or node.node.tag != _BOOL_TAG:
        raise node.error(f"{what}: expected true or false")
    return str(node.node.value).lower() in ("true", "yes", "on")


def expect_date(node: Node, what: str) -> DateRange:
    """A date written YYYY, YYYY-MM or YYYY-MM-DD, as the days that it may mean."""
    written = node.node.value if isinstance(node.node, yaml.ScalarNode) else ""
    match = _DATE.fullmatch(written)
    wrong = node.error(f"{what}: expected a date as YYYY, YYYY-MM or YYYY-MM-DD")
    if match is None:
        raise wrong
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = dt.date(year or 0, month or 1, day or 1)
    except ValueError as error:
        raise wrong from error
    last_month = month or 12
    last_day = day or calendar.monthrange(first.year, last_month)[1]
    return DateRange(first, dt.date(first.year, last_month, last_day))


def _shown(text: str) -> str:
    """A text of the file as a message quotes it."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}...")
