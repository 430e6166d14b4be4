"""Measure the tagger alone, without the rules that stand around it, on a corpus file; choose its bonus.

    python -m training.statements.evaluate [CORPUS.jsonl.gz] [--model FOLDER] [--bonuses 0 0.3 0.6] [--out FILE.json]

Without a corpus file, on the held-out part of our own passages, each alone.

Figures, each as precision, recall and F1: ``exact`` spans of each span_type; ``overlap``, characters of each span_type;
``linked``, attributions whose content overlaps a gold one with an intersection over union of at least one half and
whose source overlaps that one's source, or neither has one.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.bundled import MODELS
from analytics.quotes.tagger.labels import SPAN_TYPES, SpanType
from analytics.quotes.tagger.model import Proposal, Tagger
from analytics.records import Span
from analytics.weights import find_weights
from evaluation.metrics import characters, f1, matched, overlap, share
from evaluation.rows import Row, rows
from training.statements.markup import held_out


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of one attribution, by type."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]

    def characters(self, span_type: SpanType) -> frozenset[int]:
        """The places of a type's characters."""
        return characters(getattr(self, span_type))


def gold(attribution: Row) -> Spans:
    """An attribution of a corpus file."""
    return Spans(*(tuple((start, end) for start, end in attribution[span_type]) for span_type in SPAN_TYPES))


def proposed(proposal: Proposal) -> Spans:
    """What the tagger proposes, in the same form."""
    return Spans(
        (proposal.source,) if proposal.source else (), (proposal.cue,) if proposal.cue else (), proposal.content
    )


def count(found: Sequence[Spans], wanted: Sequence[Spans]) -> Counter[tuple[str, str]]:
    """Hits, predictions and gold of every figure, for one article."""
    total: Counter[tuple[str, str]] = Counter()
    for span_type in SPAN_TYPES:
        for name, parts in (("exact", _spans), ("overlap", _places)):
            p, g = parts(found, span_type), parts(wanted, span_type)
            total.update({(f"{name} {span_type}", "hit"): len(p & g), (f"{name} {span_type}", "p"): len(p)})
            total[f"{name} {span_type}", "g"] += len(g)
    total.update({("linked", "hit"): _linked(found, wanted), ("linked", "p"): len(found), ("linked", "g"): len(wanted)})
    return total


def _spans(attributions: Sequence[Spans], span_type: SpanType) -> set[Span]:
    return {span for attribution in attributions for span in getattr(attribution, span_type)}


def _places(attributions: Sequence[Spans], span_type: SpanType) -> frozenset[int]:
    return characters(_spans(attributions, span_type))


def _linked(found: Sequence[Spans], wanted: Sequence[Spans]) -> int:
    return len(matched(len(found), len(wanted), lambda i, j: _likeness(found[i], wanted[j])))


def _likeness(found: Spans, wanted: Spans) -> float:
    """Intersection over union of the contents; 0 where the sources are not the same."""
    a, b = found.characters("source"), wanted.characters("source")
    if not (a & b or (not a and not b)):
        return 0.0
    return overlap(found.characters("content"), wanted.characters("content"))


def figures(total: Counter[tuple[str, str]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 for each name."""
    result = {}
    for name in sorted({name for name, _ in total}):
        hits, predicted, gold = (total[name, part] for part in ("hit", "p", "g"))
        result[name] = share(hits, predicted), share(hits, gold), f1(hits, predicted, gold)
    return result


def measure(tagger: Tagger, corpus: Iterable[Row]) -> dict[str, tuple[float, float, float]]:
    """Every figure over the articles of a corpus."""
    total: Counter[tuple[str, str]] = Counter()
    for record in corpus:
        found = [proposed(proposal) for proposal in tagger.tag(record["text"])]
        total.update(count(found, [gold(attribution) for attribution in record["attributions"]]))
    return figures(total)


def parse() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path, nargs="?", help="without it, the held-out part of our own passages")
    parser.add_argument("--model", type=Path, default=MODELS / "statements")
    parser.add_argument("--bonuses", type=float, nargs="*", help="try these in place of the model's own")
    parser.add_argument("--out", type=Path)
    return parser.parse_args()


def main() -> None:
    """Measure, and print a line for each figure."""
    options = parse()
    weights = find_weights(options.model.name, root=options.model.parent)
    results = {}
    for bonus in options.bonuses or [weights.settings["begin_bonus"]]:
        settings = {**weights.settings, "begin_bonus": bonus}
        corpus = rows(options.corpus) if options.corpus else held_out()
        results[bonus] = measure(Tagger(replace(weights, settings=settings)), corpus)
        for name, (precision, recall, both) in results[bonus].items():
            print(f"bonus {bonus:4}  {name:16} P {precision:.3f}  R {recall:.3f}  F1 {both:.3f}", flush=True)
    if options.out:
        options.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
