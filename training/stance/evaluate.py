"""Measure the stance model on labelled pairs, by corpus and class; with --calibrate, first fit its temperature.

    python -m training.stance.evaluate [--models data/models] [--calibrate] [--own] [--limit N] CORPUS.jsonl.gz ...

--own adds the part of our own statements that training holds out.

The temperature (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017) is the one that minimises the
log loss over the corpora given, each counting the same; it is written into the model's manifest. With
--reliability, how often the model was right at each level of confidence is written beside the weights, for the
dashboard to show.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analytics.bundled import MODELS
from analytics.records import LABELS
from analytics.stance.model import FILE, NAME, ModelScorer
from analytics.weights import find_weights, write_manifest
from evaluation.metrics import calibration_error, f1_by_label
from training.stance import data

LEVELS = 10
"""Of the confidences that --reliability tells apart."""
RELIABILITY = "reliability.csv"
Set = tuple[NDArray[np.float64], NDArray[np.int64]]
"""Logits [n, 3] and classes 0, 1, 2 [n]."""


def probabilities(logits: NDArray[np.float64], temperature: float = 1.0) -> NDArray[np.float64]:
    """Softmax at a temperature, [n, 3]."""
    powers = np.exp((logits - logits.max(1, keepdims=True)) / temperature)
    return np.asarray(powers / powers.sum(1, keepdims=True))


def figures(logits: NDArray[np.float64], gold: NDArray[np.int64], temperature: float) -> dict[str, float]:
    """The figures of the model card; a wrong sign counts among the pairs whose gold takes a side."""
    chances = probabilities(logits, temperature)
    said = chances.argmax(1)
    by_class = f1_by_label(gold.tolist(), said.tolist(), range(len(LABELS)))
    sided = gold != 1
    return {
        "macro-F1": float(np.mean(by_class)),
        **dict(zip(LABELS, by_class, strict=True)),
        "accuracy": float((said == gold).mean()),
        "wrong sign": float((said[sided] == 2 - gold[sided]).mean()) if sided.any() else 0.0,
        "calibration error": calibration_error(chances.max(1), said == gold),
    }


def fitted_temperature(sets: Sequence[Set]) -> float:
    """The temperature of least log loss, each set counting the same."""

    def loss(temperature: float) -> float:
        chosen = [probabilities(logits, temperature)[np.arange(len(gold)), gold] for logits, gold in sets]
        return -float(np.mean([np.log(chances).mean() for chances in chosen]))

    return float(min(np.arange(0.5, 4.0, 0.02), key=loss).round(2))


def measured(corpora: Mapping[str, list[data.Example]], scorer: ModelScorer, limit: int | None) -> dict[str, Set]:
    """Logits and gold of each corpus; of ``limit`` of its pairs, drawn at random, where it has more."""
    sets: dict[str, Set] = {}
    for name, whole in corpora.items():
        drawn = limit is not None and limit < len(whole)
        examples = random.Random(0).sample(whole, limit or 0) if drawn else whole  # noqa: S311 (needs no secrecy)
        logits = scorer.logits([example.query for example in examples]).astype(np.float64)
        sets[name] = logits, np.array([example.stance + 1 for example in examples])
    return sets


def table(sets: Mapping[str, Set], temperature: float) -> str:
    """A Markdown table, a row for each corpus."""
    rows = {name: (len(gold), figures(logits, gold, temperature)) for name, (logits, gold) in sets.items()}
    heads = next(iter(rows.values()))[1]
    lines = [f"| set | pairs | {' | '.join(heads)} |", "|---" * (len(heads) + 2) + "|"]
    lines += [f"| {name} | {n} | {' | '.join(f'{v:.3f}' for v in row.values())} |" for name, (n, row) in rows.items()]
    return "\n".join(lines)


def reliability(sets: Mapping[str, Set], temperature: float) -> pd.DataFrame:
    """Columns set, confidence (the mean of a level), right (share), pairs: a row for each level that occurs."""
    rows = []
    for name, (logits, gold) in sets.items():
        chances = probabilities(logits, temperature)
        top, hit = chances.max(1), chances.argmax(1) == gold
        levels = np.minimum((top * LEVELS).astype(int), LEVELS - 1)
        rows += [
            {
                "set": name,
                "confidence": round(float(top[levels == level].mean()), 4),
                "right": round(float(hit[levels == level].mean()), 4),
                "pairs": int((levels == level).sum()),
            }
            for level in sorted(set(levels.tolist()))
        ]
    return pd.DataFrame(rows)


def main() -> None:
    """Print the table; with --calibrate write the temperature first."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--own", action="store_true")
    parser.add_argument("--calibrate", action="store_true")
    parser.add_argument("--reliability", action="store_true")
    options = parser.parse_args()
    weights = find_weights(NAME, root=options.models)
    corpora = {
        f"{path.parent.name}/{path.name.split('.')[0]}": data.examples(path, corpus=path.stem)
        for path in options.corpus
    }
    if options.own:
        corpora["own, held out"] = data.held_out(data.own())
    sets = measured(corpora, ModelScorer(weights), options.limit)
    temperature = float(weights.settings["temperature"])
    if options.calibrate:
        temperature = fitted_temperature(list(sets.values()))
        write_manifest(weights.folder, files=(FILE, "tokenizer.json"), settings={"temperature": temperature})
    if options.reliability:
        reliability(sets, temperature).to_csv(weights.folder / RELIABILITY, index=False)
    print(f"temperature {temperature}\n\n{table(sets, temperature)}")


if __name__ == "__main__":
    main()
