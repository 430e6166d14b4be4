"""Passive cues: "Velt was told", after which others speak, and "Velt was quoted as saying", where Velt does."""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.quotes.rules.noun_phrases import Tokens, subject_before

_PASSIVE_FORMS = tuple(lexicon.words("passive_forms"))
_BE = lexicon.words("forms_of_be")
_RELAYS = lexicon.words("relays")
_QUOTED_REACH = 8  # words: "quoted in a broadcast on Friday as saying"


def is_passive(words: Tokens, i: int) -> bool:
    """True where somebody "was asked" or "has been accused": what follows is not theirs."""
    before = i - 1
    while before > 0 and words[before].lower.endswith("ly"):
        before -= 1
    return words[i].lower.endswith(_PASSIVE_FORMS) and before >= 0 and words[before].lower in _BE


def quoted_as(words: Tokens, i: int) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The subject and the cue of "Velt was quoted on Friday as saying", or "as having said", which ends at ``i``."""
    before = i - 1 - (words[i - 1].lower == "having")
    if i < 2 or words[before].lower != "as":
        return None
    relay = next((k for k in range(before - 1, max(0, before - _QUOTED_REACH), -1) if words[k].lower in _RELAYS), 0)
    subject = subject_before(words, relay) if relay and is_passive(words, relay) else None
    return (subject, (subject[1], i + 1)) if subject else None


def relayed(words: Tokens, i: int) -> tuple[int, tuple[int, int]] | None:
    """Where "the agency quoted Velt as saying" begins, whose participle stands at ``i``, and who is quoted."""
    subject = subject_before(words, i - (words[i - 1].lower == "as")) if i and words[i].lower.endswith("ing") else None
    if subject is None or not subject[0] or words[subject[0] - 1].lower not in _RELAYS:
        return None
    relay = subject_before(words, subject[0] - 1)
    return (relay or subject)[0], subject
