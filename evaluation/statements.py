"""How well an extractor finds statements and their speakers in the gold articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from analytics import Article, Statement
from evaluation.gold.reading import GoldArticle, GoldAttribution
from evaluation.metrics import Measured, characters, f1, matched, overlap, share

Extractor = Callable[[Article], Sequence[Statement]]
QUOTED = ("direct", "mixed")


def measure_statements(gold: Sequence[GoldArticle], extract: Extractor) -> Measured:
    """Figures of extraction and of speaker resolution.

    ``found``: F1 of statements whose content is found; ``found quoted``: recall of direct and mixed ones; ``linked``:
    F1 where the source must overlap, too; ``kind``: of those found, the share of the right kind; ``speaker``: of those
    found whose gold speaker is named, the share with that very name; ``unresolved``: of those found that nobody can
    resolve, the share left so. An article on which ``extract`` raises counts as one where it finds nothing.
    """
    count: Counter[str] = Counter()
    crashes = []
    for one in gold:
        try:
            found = extract(one.article)
        except Exception as error:
            crashes.append(f"article {one.id}: {type(error).__name__}: {error}")
            found = []
        _count_article(count, found, one.attributions)
    return Measured(_figures(count), tuple(crashes))


def _figures(count: Counter[str]) -> dict[str, float]:
    return {
        "found": f1(count["found"], count["predicted"], count["gold"]),
        "found quoted": share(count["found quoted"], count["quoted"]),
        "linked": f1(count["linked"], count["predicted"], count["gold"]),
        "kind": share(count["kind"], count["found"]),
        "speaker": share(count["speaker"], count["named"]),
        "unresolved": share(count["left unresolved"], count["nobody"]),
    }


def _count_article(count: Counter[str], found: Sequence[Statement], gold: Sequence[GoldAttribution]) -> None:
    count["predicted"] += len(found)
    count["gold"] += len(gold)
    count["quoted"] += sum(g.kind in QUOTED for g in gold)
    contents = [characters(f.content) for f in found]
    for i, j in matched(len(found), len(gold), lambda i, j: overlap(contents[i], gold[j].content)):
        _count_pair(count, found[i], gold[j])


def _count_pair(count: Counter[str], found: Statement, gold: GoldAttribution) -> None:
    source = characters([found.source] if found.source else [])
    count["found"] += 1
    count["found quoted"] += gold.kind in QUOTED
    count["linked"] += bool(source & gold.source) or (not source and not gold.source)
    count["kind"] += found.kind == gold.kind
    count["named"] += bool(gold.speaker)
    count["speaker"] += bool(gold.speaker) and comparable(found.speaker) == comparable(gold.speaker)
    count["nobody"] += not gold.speaker
    count["left unresolved"] += not gold.speaker and not found.speaker


def comparable(name: str) -> str:
    """A name for comparison: typographic apostrophes and the article before an institution make no difference."""
    return name.replace("’", "'").casefold().removeprefix("the ")
