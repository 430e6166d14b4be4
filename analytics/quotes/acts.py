"""Acts that are told without words, and words that were not yet said: "signed an order", "is likely to stress that".

All functions take the lower-case words of a cue and of its content, which stands without quotation marks.
"""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.quotes.cues import CUES, is_form, is_speech

_ACTS = lexicon.words("acts_without_words")
_IRREGULAR_ACTS = lexicon.words("irregular_acts_without_words")
_SHOWING = lexicon.words("verbs_of_showing")
_SHOWN = lexicon.words("things_shown")
_TOPICS = lexicon.words("topic_participles")
_BEFORE_TO = lexicon.words("before_forecasts")
_REFLEXIVES = lexicon.words("reflexive_pronouns")
_FINDING = frozenset({"find", "finds", "found", "finding"})
_SEEING = frozenset({"see", "seen"})
_HELPING_TO_SEE = lexicon.words("before_seeing")
_CLAUSES = frozenset({"that", "whether", "how", "why", "what", "to", "if", "when", "where"})
_REACH = 6  # words from the beginning of a noun phrase to its noun, "more than 100 new photos"


def is_wordless(cue: list[str], content: list[str]) -> bool:
    """True where a cue and what follows it tell of an act or a topic, or of words that nobody has said so far."""
    if not cue or not content:
        return False
    if _is_forecast(cue) or (cue[-1] in _FINDING and content[0] in _REFLEXIVES):
        return True
    if content[0] in _CLAUSES:
        return False
    return _is_topic(cue) or _is_sight(cue) or _shows_thing(cue, content) or _is_act(cue)


def _is_forecast(cue: list[str]) -> bool:
    """ "Is likely to stress", "have been reluctant to reveal"; but "are more likely to say" counts who said it."""
    places = [at for at, word in enumerate(cue[:-2]) if word in _BEFORE_TO and "more" not in cue]
    return any(cue[at + 1] == "to" and is_speech(" ".join(cue[at + 2 :])) for at in places)


def _is_topic(cue: list[str]) -> bool:
    return cue[0] in _TOPICS and len(cue) <= len(("referring", "to"))


def _is_sight(cue: list[str]) -> bool:
    """ "Have seen a rise", "would see big declines"; but "is seen as"."""
    return cue[-1] in _SEEING and cue[0] in _HELPING_TO_SEE


def _shows_thing(cue: list[str], content: list[str]) -> bool:
    """ "Tweeted a photo", "unveiled a chart"."""
    return cue[-1] in _SHOWING and not _SHOWN.isdisjoint(content[:_REACH])


def _is_act(cue: list[str]) -> bool:
    """True where a verb of acting is the only verb of a cue: "signed", but not "signed a letter urging"."""
    others = [word for word in cue if not (word in _IRREGULAR_ACTS or is_form(_base(word), _ACTS))]
    return len(others) < len(cue) and not any((word,) in CUES for word in others) and not _speaks(others)


def _base(word: str) -> str:
    """A participle as the past, which has the same stem: "unveiling" as "unveiled"."""
    return word[:-3] + "ed" if word.endswith("ing") else word


def _speaks(words: list[str]) -> bool:
    return bool(words) and is_speech(" ".join(words))
