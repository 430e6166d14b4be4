"""Regular expressions made of a target's words, and what the words around a mention say of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Literal, TypeVar

from analytics.lang import lexicon
from analytics.targets.book import Official, Target, TargetBook

T = TypeVar("T")

How = Literal["name", "adjective", "capital", "official", "organ", "anaphor"]

_HYPHEN, _APOSTROPHE = "[-‐‑–]", "['’]"
_BORDER = rf"{lexicon.alternatives(lexicon.words('borders'))}s?"
# "Border guards" act; a border does not.
_ACTORS = rf"(?!\s+{lexicon.alternatives(lexicon.words('actors_at_borders'))})"
_KIND_OF_BORDER = lexicon.alternatives(lexicon.words("kinds_of_border"))
_DOCUMENTS = lexicon.alternatives(lexicon.phrases("founding_documents")).replace(r"\ ", r"\s+")
_DOCUMENTS_OF = lexicon.alternatives(lexicon.words("documents_before_of"))
# "the Norland land border", "Norland's founding treaty"
_PLACE_AFTER = re.compile(
    rf"(?:{_HYPHEN}\w+)?\s+(?:{_KIND_OF_BORDER}\s+)?{_BORDER}\b{_ACTORS}|\s+{_DOCUMENTS}\b",
    re.IGNORECASE,
)
# "the border between Lorvan and Norland", "bordering on Norland", "the charter of Norland"
_PLACE_BEFORE = re.compile(
    rf"(?:\b{_BORDER}\s+(?:between\s+(?:\w+\s+and\s+)?|with\s+|to\s+)|\bbordering\s+(?:on\s+)?|\bborders\s+(?:on\s+)?"
    rf"|\b{_DOCUMENTS_OF}\s+of\s+)(?:the\s+)?$",
    re.IGNORECASE,
)
# "in central Marsk", "flew to Marsk"
_CITY_BEFORE = re.compile(
    rf"\b(?:{lexicon.alternatives(lexicon.words('prepositions_of_cities'))}\s+"
    rf"(?:{lexicon.alternatives(lexicon.words('parts_of_cities'))}\s+)?"
    rf"|{lexicon.alternatives(lexicon.words('journeys'))}\s+to\s+)$",
    re.IGNORECASE,
)
# "the Marsk summit"
_CITY_AFTER = re.compile(rf"\s+{lexicon.alternatives(lexicon.words('events_of_cities'))}\b", re.IGNORECASE)
_WORD_BEFORE = re.compile(r"(?<![\w’'])([A-Z][\w.]*)\s+$")
# Capitalised words before a surname that are nobody's given name: titles that the official may have, and what begins
# sentences. Of "Senator Aliyev" or "Judge Aliyev" it is likelier that somebody else is meant.
_NOT_FIRST_NAMES = (
    lexicon.words("openers_unlike_names")
    | lexicon.words("weekdays")
    | lexicon.words("months")
    | lexicon.words("further_titles")
    | lexicon.groups("titles")["high_offices"].union(*lexicon.groups("honorifics").values())
)
# "the bloc", "This regional bloc", "Such an alliance"
_DETERMINER = r"(?:[Tt]h(?:e|is|at|ese|ose)|[Ss]uch\s+an?)\s+(?:[a-z-]+\s+)?"
_CONTEXT = 60  # characters around a mention that the rules look at


@dataclass(frozen=True, slots=True)
class Surface:
    """How words mention a target, None for words that only look like it; and the officials whom they name."""

    how: How | None
    officials: tuple[Official, ...] = ()
    is_single_name: bool = False


@dataclass(frozen=True, slots=True)
class Anaphor:
    """Words that refer back to one of the targets ``fits``; where ``thing`` is set, to that thing of its."""

    fits: frozenset[str]
    thing: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Lexicon(Generic[T]):
    """An expression of many alternatives, and what each of them means."""

    expression: re.Pattern[str]
    meanings: tuple[T, ...]

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and meaning of each of the words in ``text``."""
        for match in self.expression.finditer(text):
            yield match.start(), match.end(), self.meanings[(match.lastindex or 1) - 1]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Everything that finding mentions needs, compiled."""

    surfaces: tuple[tuple[str, Lexicon[Surface]], ...]
    bodies: Lexicon[None]
    anaphors: Lexicon[Anaphor]


@lru_cache(maxsize=16)
def compile_book(book: TargetBook) -> Patterns:
    """Compile a book's words, once for each book."""
    return Patterns(
        surfaces=tuple((target.key, _lexicon(_surfaces(target))) for target in book.targets),
        bodies=_lexicon({source: None for body in book.other_bodies for source in _any_case(body)}),
        anaphors=_lexicon(_anaphors(book), unless=r"[\w-]|\s+(?:of|for|between)\b"),
    )


def only_names_place(text: str, start: int, end: int, how: How) -> bool:
    """True where a mention only names a place or a document: a border, a charter, a city where somebody met."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    if how == "capital":
        return bool(_CITY_BEFORE.search(before) or _CITY_AFTER.match(after) or _PLACE_BEFORE.search(before))
    if how in ("name", "adjective"):
        return bool(_PLACE_AFTER.match(after) or _PLACE_BEFORE.search(before))
    return False


def follows_first_name(text: str, start: int) -> bool:
    """True where the word before is written like the first name of somebody else ("Natalia Aliyev")."""
    before = _WORD_BEFORE.search(text[max(0, start - _CONTEXT) : start])
    return before is not None and before.group(1).rstrip(".").casefold() not in _NOT_FIRST_NAMES


def _surfaces(target: Target) -> dict[str, Surface]:
    """What each expression for the target's words means; a name outranks an official of the same spelling."""
    found = {source: Surface(None) for word in target.lookalikes for source in _exactly(word)}
    officials: dict[str, tuple[Official, ...]] = {}
    for official in target.officials:
        for name in filter(None, (*official.names, official.surname)):
            officials[name] = (*officials.get(name, ()), official)
    for name, holders in officials.items():
        meaning = Surface("official", holders, is_single_name=" " not in name)
        found |= dict.fromkeys(_exactly(name), meaning)
    listed: tuple[tuple[How, tuple[str, ...]], ...] = (
        ("organ", target.organs),
        ("capital", target.capitals),
        ("adjective", target.adjectives),
        ("name", target.names),
    )
    for how, words in listed:
        for word in words:
            found |= dict.fromkeys(_any_case(word), Surface(how))
    return found


def _anaphors(book: TargetBook) -> dict[str, Anaphor]:
    fits: dict[tuple[str, bool], set[str]] = {}
    for target in book.targets:
        for word in target.anaphors:
            fits.setdefault((word, False), set()).add(target.key)
        for thing in target.belongings:
            fits.setdefault((thing, True), set()).add(target.key)
    found: dict[str, Anaphor] = {}
    for (word, is_thing), keys in fits.items():
        if is_thing:
            noun = re.compile(rf"\b{_source(word)}s?\b", re.IGNORECASE)
            found[_DETERMINER + _source(word)] = Anaphor(frozenset(keys), noun)
        else:
            found |= dict.fromkeys(_any_case(word), Anaphor(frozenset(keys)))
    return found


def _lexicon(meanings: Mapping[str, T], *, unless: str = r"\w") -> Lexicon[T]:
    """Whole words only, the longest first; ``unless`` is what must not follow them."""
    sources = sorted(meanings, key=lambda source: (-len(source), source))
    # An empty group behind each alternative says which one it was; in front it would keep the engine from
    # skipping alternatives by their first letter, which makes it some ten times slower.
    choices = "|".join(f"{source}()" for source in sources) or "(?!)()"
    expression = re.compile(rf"(?<!\w)(?:{choices})(?!{unless})")
    return Lexicon(expression, tuple(meanings[source] for source in sources))


def _any_case(word: str) -> tuple[str, ...]:
    """An abbreviation as it is written; other words with or without initial capitals, or all in capitals."""
    if word.upper() == word:
        return (_source(word),)
    return (_source(word, any_initial=True), _source(word.upper()))


def _exactly(word: str) -> tuple[str, ...]:
    """As written, or all in capitals."""
    return (_source(word), _source(word.upper()))


def _source(word: str, *, any_initial: bool = False) -> str:
    """An expression for the word, whichever hyphen, apostrophe or white space is written in it."""
    parts = (re.escape(part) for part in word.split())
    if any_initial:
        parts = (f"[{part[0].lower()}{part[0].upper()}]{part[1:]}" if part[0].isalpha() else part for part in parts)
    return re.sub("['’]", _APOSTROPHE, r"\s+".join(parts).replace(r"\-", _HYPHEN))
