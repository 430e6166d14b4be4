"""Fit the constants of analytics/speakers/calibration.py: python -m training.fit_confidence CORPORA.

Logistic regression of "the speaker is right" on the log odds of the judgement, those of the statement and the way of
resolution, on the statements of PolNeAR train, of the real articles and of our own gold, each set counting the same;
PolNeAR dev and the real articles held back are for looking at. Prints the constants, and the calibration error on each
set before and after.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.records import Resolution
from analytics.speakers import default_book
from analytics.speakers.calibration import OFFSET, log_odds
from evaluation.confidence import HELD, REAL, Judged, judged_own, judged_polnear, judged_real
from evaluation.metrics import calibration_error

RIDGE = 1.0
"""Holds back an offset of which few statements tell."""
STEPS = 50
_WAYS: tuple[Resolution, ...] = tuple(OFFSET)


def features(judged: Sequence[Judged]) -> NDArray[np.float64]:
    """A row for each: log odds of judgement and statement, then one column for each way of resolution."""
    return np.array(
        [
            [log_odds(one.speaker.confidence), log_odds(one.attribution.confidence)]
            + [float(one.speaker.resolution == way) for way in _WAYS]
            for one in judged
        ]
    )


def fitted(rows: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """The coefficients of least weighted log loss, by Newton's method, with a ridge."""
    coefficients = np.zeros(rows.shape[1])
    for _ in range(STEPS):
        share = 1 / (1 + np.exp(-rows @ coefficients))
        slope = rows.T @ (weight * (share - right)) + RIDGE * coefficients
        curve = (rows * (weight * share * (1 - share))[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
        coefficients -= np.linalg.solve(curve, slope)
    return coefficients


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("corpora", type=Path)
    corpora = parser.parse_args().corpora
    book = default_book()
    real = list(judged_real(corpora, book))
    sets = [
        [*judged_polnear(corpora, "train", book)],
        [one for one in real if one.set == REAL],
        [*judged_own(book)],
    ]
    judged = [one for part in sets for one in part]
    weight = np.concatenate([np.full(len(part), len(judged) / len(sets) / len(part)) for part in sets])
    found = fitted(features(judged), np.array([float(one.right) for one in judged]), weight)
    print(f"OF_JUDGEMENT, OF_STATEMENT = {found[0]:.2f}, {found[1]:.2f}")
    print("OFFSET:", {way: round(float(value), 2) for way, value in zip(_WAYS, found[2:], strict=True)})
    unseen = [[one for one in real if one.set == HELD], [*judged_polnear(corpora, "dev", book)]]
    for part in [*sets, *unseen]:
        show(part, found)


def show(part: Sequence[Judged], coefficients: NDArray[np.float64]) -> None:
    """Print the calibration error of a set as judged and with these coefficients."""
    right = [one.right for one in part]
    after = 1 / (1 + np.exp(-features(part) @ coefficients))
    before = calibration_error([one.speaker.confidence for one in part], right)
    print(
        f"{part[0].set}: {len(part)}, right {np.mean(right):.3f}, error {before:.3f} -> "
        f"{calibration_error(after, right):.3f}"
    )


if __name__ == "__main__":
    main()
