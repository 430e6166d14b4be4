"""Fit the slope of analytics/speakers/calibration.py: python -m training.fit_confidence CORPORA.

The slope of least log loss on the named speakers of PolNeAR train, of the real articles and of our own gold, each set
counting the same; PolNeAR dev and the real articles held back are for looking at. Prints it, and the calibration error
on each set as judged and with it.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analytics.speakers import default_book
from analytics.speakers.calibration import log_odds
from evaluation.confidence import HELD, REAL, Judged, judged_own, judged_polnear, judged_real
from evaluation.metrics import calibration_error

SLOPES = np.arange(0.5, 4.0, 0.05)

Set = Sequence[Judged]


def shares(part: Set, slope: float) -> NDArray[np.float64]:
    """The probabilities of a set's speakers at a slope, [speakers]."""
    odds = np.array([log_odds(one.speaker.confidence) for one in part])
    return np.asarray(1 / (1 + np.exp(-slope * odds)))


def fitted(sets: Sequence[Set]) -> float:
    """The slope of least log loss, each set counting the same."""

    def loss(slope: float) -> float:
        chosen = [np.where([one.right for one in part], shares(part, slope), 1 - shares(part, slope)) for part in sets]
        return -float(np.mean([np.log(chances).mean() for chances in chosen]))

    return float(min(SLOPES, key=loss).round(2))


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
    slope = fitted(sets)
    print(f"SLOPE = {slope}")
    unseen = [[one for one in real if one.set == HELD], [*judged_polnear(corpora, "dev", book)]]
    for part in [*sets, *unseen]:
        right = [one.right for one in part]
        before = calibration_error([one.speaker.confidence for one in part], right)
        after = calibration_error(shares(part, slope), right)
        print(f"{part[0].set}: {len(part)}, right {np.mean(right):.3f}, error {before:.3f} -> {after:.3f}")


if __name__ == "__main__":
    main()
