"""From a judgement to a probability: of speakers said to be 0.9 sure, nine in ten are right.

The confidences of ``scoring`` are judgements, one beside the other; Platt scaling turns them into shares measured on
articles whose speakers are known. Each way of resolution has an offset of its own, since 0.7 for a pronoun is not 0.7
for a name; how sure it is that there is a statement counts as well, since a wrong source gives a wrong name. (Platt,
"Probabilistic Outputs for Support Vector Machines", 1999; Niculescu-Mizil and Caruana, ICML 2005.)

``python -m training.fit_confidence CORPORA`` fits the constants and prints them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from analytics.records import Attribution, Resolution, Speaker

OFFSET: Mapping[Resolution, float] = {
    "named": 0.0,
    "role": 0.0,
    "pronoun": 0.0,
    "continued": 0.0,
}
"""Log odds of a speaker resolved in that way, where judgement and statement are even."""
OF_JUDGEMENT, OF_STATEMENT = 1.0, 0.0
"""What a unit of log odds of either adds."""
LEAST, MOST = 0.02, 0.99
"""No article makes anybody surer."""


def log_odds(share: float) -> float:
    """The logarithm of the odds of a share, which is cut to LEAST and MOST."""
    cut = min(max(share, LEAST), MOST)
    return math.log(cut / (1 - cut))


def calibrated(speaker: Speaker, attribution: Attribution) -> float:
    """The probability that the judged ``speaker`` is the one who speaks; 0 for nobody."""
    if not speaker.name:
        return 0.0
    odds = OF_JUDGEMENT * log_odds(speaker.confidence) + OF_STATEMENT * log_odds(attribution.confidence)
    share = 1 / (1 + math.exp(-odds - OFFSET.get(speaker.resolution, 0.0)))
    return round(min(max(share, LEAST), MOST), 2)
