"""From a judgement to a probability: of speakers said to be 0.9 sure, nine in ten are right.

The confidences of ``scoring`` are judgements, one beside the other; a power of their odds turns them into shares
measured on articles whose speakers are known. What is even stays even, so that a guess between two people remains one.
(Platt scaling without its offset: Platt, "Probabilistic Outputs for Support Vector Machines", 1999; Niculescu-Mizil and
Caruana, "Predicting Good Probabilities with Supervised Learning", ICML 2005.)

``python -m training.fit_confidence CORPORA`` fits the slope and prints it.
"""

from __future__ import annotations

import math

SLOPE = 1.8
"""The power of the odds."""
LEAST, MOST = 0.02, 0.99
"""No article makes anybody surer."""


def log_odds(share: float) -> float:
    """The logarithm of the odds of a share, which is cut to LEAST and MOST."""
    cut = min(max(share, LEAST), MOST)
    return math.log(cut / (1 - cut))


def calibrated(judgement: float) -> float:
    """The probability that a speaker judged so sure is the one who speaks; 0 stays 0."""
    if not judgement:
        return 0.0
    share = 1 / (1 + math.exp(-SLOPE * log_odds(judgement)))
    return round(min(max(share, LEAST), MOST), 2)
