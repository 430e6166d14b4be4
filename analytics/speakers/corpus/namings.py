"""What single articles call their speakers, gathered by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from analytics.records import Article, Statement
from analytics.speakers.book.book import SpeakerBook
from analytics.speakers.entities.recognition import names_institution
from analytics.speakers.entities.roles import Role, parse_role
from analytics.speakers.lexicon import FEMALE_HONORIFICS, MALE_HONORIFICS, PLACES
from analytics.speakers.names.matching import PARTICLES
from analytics.text.words import split

Said = tuple[Article, Sequence[Statement]]

_LONGEST = 6  # words of a person's name


@dataclass(eq=False)
class Naming:
    """A name that articles give a speaker: in which articles and outlets, how often, and in which words.

    ``written`` are the words of the sources, which may hold a title or a role.
    """

    name: str
    statements: int = 0
    articles: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words of the name."""
        return tuple(self.name.split())

    @property
    def weight(self) -> tuple[int, int, str]:
        """Sorts names by use: the most used first, equals by the alphabet."""
        return -len(self.articles), -self.statements, self.name

    def genders(self) -> set[str]:
        """The genders that forms of address before the name tell."""
        first = {words[0] for text in self.written if (words := split(text).normals)}
        return {"male" for _ in first & MALE_HONORIFICS} | {"female" for _ in first & FEMALE_HONORIFICS}

    def roles(self, book: SpeakerBook) -> list[Role]:
        """The roles that stand with the name where it is a source."""
        parsed = (parse_role(split(text).normals, book) for text in sorted(self.written))
        return [role for role in parsed if role is not None]


def gather(said: Iterable[Said]) -> dict[str, Naming]:
    """Each name of a speaker, in the order of the alphabet, so that the order of the articles decides nothing."""
    found: dict[str, Naming] = {}
    for article, statements in said:
        for one in statements:
            if one.speaker:
                naming = found.setdefault(one.speaker, Naming(one.speaker))
                naming.statements += 1
                naming.articles.add(article.id)
                naming.outlets.add(article.outlet)
                if one.source is not None and one.resolution == "named":
                    naming.written.add(article.text[slice(*one.source)])
    return {name: found[name] for name in sorted(found)}


def people(namings: Iterable[Naming], book: SpeakerBook) -> Iterator[Naming]:
    """The names that look like a person's: no institution's, no acronym, nothing with common words in it."""
    for naming in namings:
        words = split(naming.name).normals
        fits = 0 < len(naming.tokens) <= _LONGEST and not any(map(names_institution, words))
        known = book.find(naming.name) is not None
        if known or (fits and book.canonical(naming.name) == naming.name and _written_as_name(naming.tokens)):
            yield naming


def _written_as_name(tokens: Sequence[str]) -> bool:
    label = len(tokens) > 1 and all(token.isupper() for token in tokens)  # "PETRA HOLM", as transcripts have it
    return all(_of_name(token.title() if label else token) for token in tokens)


def _of_name(token: str) -> bool:
    if token.casefold() in PARTICLES:
        return True
    acronym = token.isupper() and len(token) > len("JD.") and token.isalpha()
    return token[0].isupper() and not acronym and token.casefold() not in PLACES and not token[-1].isdigit()


def plain(name: str) -> str:
    """A name for comparison with one that a user wrote: without regard to case, Unicode form and shape of marks."""
    return " ".join(unicodedata.normalize("NFC", name.casefold().replace("’", "'")).split())
