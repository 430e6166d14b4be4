"""Fit the weights of the lexicon baseline (analytics/stance/vader.py) and print them with their accuracy.

    python training/fit_vader.py TRAIN.jsonl.gz [--dev DEV.jsonl.gz ...]

Each file has one JSON object a line: text, target [start, end], source [start, end] or absent, stance -1, 0 or 1.
Multinomial logistic regression with a small ridge penalty, by Newton's method; the same data gives the same weights.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.records import LABELS, StanceQuery
from analytics.stance.vader import features

Array = NDArray[np.float64]
RIDGE, STEPS, BINS = 1e-3, 50, 15


def read(path: Path) -> tuple[Array, NDArray[np.int64]]:
    """Features with a constant in front (pairs x features), and the labels as indices into LABELS."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    values = [(1.0, *features(query(row))) for row in rows]
    return np.array(values), np.array([row["stance"] + 1 for row in rows])


def query(row: dict[str, object]) -> StanceQuery:
    """One line of a corpus as a query."""
    target, source = row["target"], row.get("source")
    return StanceQuery(str(row["text"]), tuple(target), tuple(source) if source else None)  # type: ignore[arg-type]


def probabilities(values: Array, weights: Array) -> Array:
    """Softmax of the linear scores: pairs x labels."""
    logits = values @ weights.T
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return shares / shares.sum(axis=1, keepdims=True)


def fit(values: Array, gold: NDArray[np.int64]) -> Array:
    """Weights (labels x features) of the smallest mean log loss plus RIDGE / 2 times their squares."""
    labels, (pairs, count) = len(LABELS), values.shape
    weights = np.zeros((labels, count))
    for _ in range(STEPS):
        p = probabilities(values, weights)
        slope = (p - np.eye(labels)[gold]).T @ values / pairs + RIDGE * weights
        bend = np.einsum("na,ab->nab", p, np.eye(labels)) - np.einsum("na,nb->nab", p, p)
        hessian = np.einsum("nab,ni,nj->aibj", bend, values, values, optimize=True) / pairs
        hessian = hessian.reshape(labels * count, -1) + RIDGE * np.eye(labels * count)
        weights -= np.linalg.solve(hessian, slope.ravel()).reshape(labels, count)
    return weights


def report(p: Array, gold: NDArray[np.int64]) -> str:
    """Macro-F1, the F1 of each label, accuracy and expected calibration error in one line."""
    said, top = p.argmax(axis=1), p.max(axis=1)
    f1 = [
        2 * np.sum((said == k) & (gold == k)) / max(1, np.sum(said == k) + np.sum(gold == k))
        for k in range(len(LABELS))
    ]
    bins = np.minimum(BINS - 1, (top * BINS).astype(int))
    error = sum(abs(np.sum(top[bins == b] - (said == gold)[bins == b])) for b in range(BINS)) / len(gold)
    each = " ".join(f"{label} {value:.3f}" for label, value in zip(LABELS, f1, strict=True))
    return f"macro-F1 {np.mean(f1):.3f} ({each}) accuracy {np.mean(said == gold):.3f} calibration error {error:.3f}"


def main() -> None:
    """Fit on the first file, measure on it and on the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("--dev", type=Path, nargs="*", default=[])
    options = parser.parse_args()
    values, gold = read(options.train)
    weights = np.round(fit(values, gold), 4)
    print("WEIGHTS = (")
    for row in weights:
        print(f"    ({', '.join(str(float(weight)) for weight in row)}),")
    print(")")
    for path in (options.train, *options.dev):
        values, gold = read(path)
        print(path.name, report(probabilities(values, weights), gold))


if __name__ == "__main__":
    main()
