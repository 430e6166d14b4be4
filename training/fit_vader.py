"""Fit the weights of the lexicon baseline (analytics/stance/vader.py) and print them with their accuracy.

    python -m training.fit_vader TRAIN.jsonl.gz [--dev DEV.jsonl.gz ...]

Each file has one JSON object a line: text, target [start, end], source [start, end] or absent, stance -1, 0 or 1.
Multinomial logistic regression with a small ridge penalty, by Newton's method; the same data gives the same weights.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.records import LABELS
from analytics.stance.vader import features
from evaluation.gold.reading import query_of
from evaluation.rows import rows
from training.stance.evaluate import figures, probabilities

Array = NDArray[np.float64]
RIDGE, STEPS = 1e-3, 50


def read(path: Path) -> tuple[Array, NDArray[np.int64]]:
    """Features with a constant in front (pairs x features), and the labels as indices into LABELS."""
    pairs = list(rows(path))
    values = [(1.0, *features(query_of(row))) for row in pairs]
    return np.array(values), np.array([row["stance"] + 1 for row in pairs])


def fit(values: Array, gold: NDArray[np.int64]) -> Array:
    """Weights (labels x features) of the smallest mean log loss plus RIDGE / 2 times their squares."""
    labels, (pairs, count) = len(LABELS), values.shape
    weights = np.zeros((labels, count))
    for _ in range(STEPS):
        p = probabilities(values @ weights.T)
        slope = (p - np.eye(labels)[gold]).T @ values / pairs + RIDGE * weights
        bend = np.einsum("na,ab->nab", p, np.eye(labels)) - np.einsum("na,nb->nab", p, p)
        hessian = np.einsum("nab,ni,nj->aibj", bend, values, values, optimize=True) / pairs
        hessian = hessian.reshape(labels * count, -1) + RIDGE * np.eye(labels * count)
        weights -= np.linalg.solve(hessian, slope.ravel()).reshape(labels, count)
    return weights


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
        measured = figures(values @ weights.T, gold, temperature=1.0)
        print(path.name, " ".join(f"{name} {value:.3f}" for name, value in measured.items()))


if __name__ == "__main__":
    main()
