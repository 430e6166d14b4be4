"""The same story twice: articles whose texts are nearly the same, as versions of one article or of one wire story.

Texts are compared by their shingles, the sets of all runs of a few words (Broder, "On the resemblance and containment
of documents", 1997): how many of the shingles of two texts are in both. So that not every two texts must be compared,
each has a sketch (MinHash), whose parts are the same for texts that are alike: only those that share a part are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from analytics.digests import number_of
from analytics.records import Article

WORDS = 3
"""How many words a shingle has."""
NEAR = 0.6
"""The share of shingles in common from which two texts are nearly the same."""
SAME_ADDRESS = 0.3
"""The same for two texts of one address, which an outlet has rewritten."""
STORY_DAYS = 7
"""How many days the articles of a story lie apart at most, where these are known."""
MOST = 10
"""With how many texts one is compared at most: those whose sketches are most alike."""

_PERMUTATIONS, _ROWS = 128, 4  # parts of four: two texts that share 0.6 share a part with probability 0.99
_FEWEST = 20  # shingles of a text that can be compared
_TITLES = 0.5  # share of words in common from which titles are alike
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=256)
def shingles(text: str) -> frozenset[int]:
    """Numbers that stand for the shingles of a text, whatever its case and punctuation."""
    words = _WORD.findall(text.casefold())
    return frozenset(number_of(" ".join(words[place : place + WORDS])) for place in range(len(words) - WORDS + 1))


def parts(text: str) -> tuple[int, ...]:
    """The parts of a text's sketch, as whole numbers of 63 bits; none of a text that is too short to be compared."""
    from datasketch import MinHash  # noqa: PLC0415 (it brings SciPy, for which only who compares texts need wait)

    found = shingles(text)
    if len(found) < _FEWEST:
        return ()
    sketch = MinHash(_PERMUTATIONS, seed=1, scheme="affine32", hashfunc=_itself)
    sketch.update_batch(sorted(found))
    rows = np.asarray(sketch.hashvalues, dtype="<u4").reshape(-1, _ROWS)
    return tuple(number_of(f"{place}:{row.tobytes().hex()}") for place, row in enumerate(rows))


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the shingles of two texts that is in both, in [0, 1]."""
    return len(one & other) / (len(one | other) or 1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, by their keys, the one that came first before the other, and their share of shingles."""

    first: int
    second: int
    share: float


def pairs_of(
    key: int, text: str, near: Callable[[Sequence[int]], Iterable[int]], text_of: Callable[[int], str]
) -> Iterator[Pair]:
    """The pairs of an article with those that came before it and are like it.

    ``near`` gives the keys of the articles that share any of these parts, an article as often as it shares one;
    ``text_of`` gives the text of a key.
    """
    wanted = parts(text)
    if not wanted:
        return
    found = Counter(near(wanted))
    found.pop(key, None)
    mine = shingles(text)
    for other, _ in sorted(found.items(), key=lambda item: (-item[1], -item[0]))[:MOST]:
        common = share(mine, shingles(text_of(other)))
        if common >= SAME_ADDRESS:
            yield Pair(other, key, common)


def all_pairs(texts: Sequence[str]) -> list[Pair]:
    """The pairs of texts, by their places, as :func:`pairs_of` gives them one after the other."""
    index: dict[int, list[int]] = defaultdict(list)
    made: list[Pair] = []
    for key, text in enumerate(texts):
        made += pairs_of(key, text, lambda wanted: (one for part in wanted for one in index[part]), texts.__getitem__)
        for part in parts(text):
            index[part].append(key)
    return made


def is_version(one: Article, other: Article, common: float) -> bool:
    """True where two articles of one outlet, that have this share in common, are versions of one article.

    Besides the words, the address or the title must be the same or nearly so: an outlet fills the same form with the
    news of each day, and that is several articles. Nobody knows it of articles whose outlet is not known.
    """
    if not one.outlet or one.outlet != other.outlet:
        return False
    if one.url and one.url == other.url:
        return common >= SAME_ADDRESS
    return common >= NEAR and _within(one, other) and _titles_alike(one.title, other.title)


def is_story(one: Article, other: Article, common: float) -> bool:
    """True where two articles that have this share in common carry the same story."""
    return common >= NEAR and _within(one, other)


def stories_of(articles: Sequence[Article], pairs: Iterable[Pair]) -> dict[str, str]:
    """The story of each article that carries the same as another, by ids: the id of the earliest that carries it.

    ``pairs`` are by the articles' places.
    """
    leader = list(range(len(articles)))

    def find(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for pair in pairs:
        if is_story(articles[pair.first], articles[pair.second], pair.share):
            leader[find(pair.first)] = find(pair.second)
    groups: dict[int, list[int]] = defaultdict(list)
    for place in range(len(articles)):
        groups[find(place)].append(place)
    made: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            earliest = min(group, key=lambda place: (str(articles[place].published or "9"), place))
            made.update({articles[place].id: articles[earliest].id for place in group})
    return made


def find_stories(articles: Mapping[str, Article]) -> dict[str, str]:
    """The story of each article that carries the same as another, see :func:`stories_of`."""
    found = list(articles.values())
    return stories_of(found, all_pairs([article.text for article in found]))


def _within(one: Article, other: Article) -> bool:
    days = one.published, other.published
    return None in days or abs((days[0] - days[1]).days) <= STORY_DAYS  # type: ignore[operator]


def _titles_alike(one: str, other: str) -> bool:
    """True where titles share most of their words, and all of their numbers."""
    a, b = (set(_WORD.findall(title.casefold())) for title in (one, other))
    if not a or not b or any(word.isdigit() for word in a ^ b):
        return False
    return len(a & b) / len(a | b) >= _TITLES


def _itself(value: int) -> int:
    return value & 0xFFFFFFFF
