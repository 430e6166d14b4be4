"""What the tagger takes for an attribution and is none: acts that are told, what nobody said, words without sense.

The tagger has learned from a corpus that annotates far more than statements. What stands in quotation marks is left
to the rules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from analytics.lang import lexicon
from analytics.quotes.acts import is_wordless
from analytics.quotes.cues import CUES, PRONOUNS, Group, is_negated, is_speech
from analytics.records import Attribution, Span

_ACTS = lexicon.words("acts_on_words")
_NOUNS = lexicon.words("nouns_of_speech")
_SIGNS = lexicon.words("signs")
_IMPRESSIONS = lexicon.words("impressions")
_NAMING = lexicon.words("naming_verbs")
_CALLED = lexicon.words("naming_participles")
_MAKING = lexicon.words("making_verbs")
_NOBODY = lexicon.words("nobody")
_HYPOTHESES = lexicon.words("before_hypotheses")
_MODALS = lexicon.words("modals_of_doubt") - {"will"}
_LATER = lexicon.words("later_on")
_MODAL_ATTITUDES = lexicon.words("modal_attitudes")
_ABOUT = lexicon.words("about")
_ABOUT_THINGS = lexicon.words("pronouns_of_things")
_BE = lexicon.words("forms_of_be")
_AFTER_RELATIVES = lexicon.words("prepositions") | {"", "and", "but"}
_POINTING = lexicon.words("determiners") | lexicon.words("indefinite_articles") | PRONOUNS | _ABOUT_THINGS
_MARKS = frozenset('"“”„«»')
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*|[,;:]")
_LEAST_CONFIDENCE, _LEAST_CONFIDENCE_OF_NOBODY = 0.3, 0.8
_LONGEST_FRAGMENT = 2  # words
_SHORT = 3  # letters: words that a title may have in lower case
_LONGEST_RELATIVE = 8  # words from "that" to its verb: "that the council of Marsk has made"


def plausible(text: str, attributions: Iterable[Attribution]) -> list[Attribution]:
    """Those that tell of something that was said or thought, in their order."""
    return [one for one in attributions if _is_told(text, one)]


def is_naming(cue: str) -> bool:
    """True where the words of a cue give a name: "known as", "titled"."""
    words = cue.lower().split()
    return words[-2:] == ["known", "as"] or words[-1:] in ([word] for word in _NAMING)


def _is_called(text: str, one: Attribution) -> bool:
    """True for "called “Forward Norland”": a name in quotation marks that nobody in particular gives."""
    cue = _words(text, one.cue)
    words = [word for span in one.content for word in _WORD.findall(text, *span) if len(word) > _SHORT]
    return bool(cue and words) and cue[-1] in _CALLED and all(word[0].isupper() for word in words)


def _is_told(text: str, one: Attribution) -> bool:
    if one.source is None and _is_called(text, one):
        return False
    if one.kind == "direct":
        return True
    cue, content = _words(text, one.cue), [word for span in one.content for word in _words(text, span)]
    if _is_unsaid(text, one, _words(text, one.source), cue) or (cue and _tells_of_act(cue, content)):
        return False
    if one.kind == "mixed":
        return True
    return _is_sure(one, cue, content) and (_is_marked(text, one) or not is_wordless(cue, content))


def _words(text: str, span: Span | None) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text, *span)] if span else []


def _knows(cue: list[str]) -> bool:
    return any((word,) in CUES for word in cue)


def _is_sure(one: Attribution, cue: list[str], content: list[str]) -> bool:
    """True where the tagger is sure enough of what it found without marks: more where nobody is named as its source."""
    if one.kind == "indirect" and one.confidence < _LEAST_CONFIDENCE:
        return False
    if one.source is not None or content[:1] == ["that"]:
        return True
    return _knows(cue) and (one.kind != "indirect" or one.confidence >= _LEAST_CONFIDENCE_OF_NOBODY)


def _is_unsaid(text: str, one: Attribution, source: list[str], cue: list[str]) -> bool:
    """True where nobody says it, or somebody only may: "nobody says", "would say", "if Velt says", "is said of"."""
    if not cue:
        return False
    begin = (one.source or one.cue or one.content[0])[0]
    before = _words(text, (max(0, begin - 20), begin))[-1:]
    if cue == [":"] and before == ["to"]:  # "To the editor:"
        return True
    if one.kind == "attitude" and not _IMPRESSIONS.isdisjoint(cue):
        return True
    if cue[0] in _MODALS and _LATER.isdisjoint(cue):
        return not (one.kind == "attitude" and (_knows(cue) or not _MODAL_ATTITUDES.isdisjoint(cue)))
    if not is_speech(" ".join(cue)):
        return False
    if (source[:1] and source[0] in _NOBODY) or ("no" in cue and not (_NOUNS | _SIGNS).isdisjoint(cue)):
        return True
    if cue[0] in _BE and "said" in cue and not _ABOUT.isdisjoint((*before, cue[-1])):
        return True
    return one.kind != "attitude" and not _HYPOTHESES.isdisjoint(before) and begin < one.content[0][0]


def _tells_of_act(cue: list[str], content: list[str]) -> bool:
    """True for an act with a noun of speech: "has broken every promise", "the claims that the board has made"."""
    if not _NOUNS.intersection(cue):
        return False
    if not _ACTS.isdisjoint(cue):
        return True
    if cue[-1] not in _NOUNS or content[:1] not in (["that"], ["which"]):
        return False
    verb = next((k for k, word in enumerate(content[:_LONGEST_RELATIVE]) if word in _MAKING), None)
    after = content[verb + 1 : verb + 2] if verb else None
    return after is not None and (not after or after[0] in _AFTER_RELATIVES or not after[0][0].isalpha())


def with_sense(text: str, one: Attribution) -> Attribution | None:
    """An attribution whose words say something by themselves: of a fragment that names somebody with the verb that
    gives it sense, "criticised the EU"; None for other fragments, as "the move".

    Who speaks has to be found before: in "the board backs the bill, but they fear ..." they are the board.
    """
    cue, content = _words(text, one.cue), [word for span in one.content for word in _words(text, span)]
    whole = one.kind == "direct" or _is_marked(text, one) or len(content) > _LONGEST_FRAGMENT
    return one if whole else _whole(text, one, cue, content)


def _is_marked(text: str, one: Attribution) -> bool:
    return any(not _MARKS.isdisjoint(text[slice(*span)]) for span in one.content)


def _whole(text: str, one: Attribution, cue: list[str], content: list[str]) -> Attribution | None:
    named = any(word[0].isupper() for span in one.content for word in text[slice(*span)].split())
    if one.kind == "attitude" or (not named and content[0] in _POINTING) or content[0] in PRONOUNS:
        return None
    if not named:
        return one
    if not content or one.source is None or one.cue is None or len(one.content) > 1 or not one.source[1] <= one.cue[0]:
        return None
    start, end = one.content[0]
    acts = (
        CUES.get((cue[-1],)) is Group.ACT
        and cue[0] not in _BE
        and not cue[-1].endswith("ing")
        and not is_negated(" ".join(cue))
    )
    if not acts or text[one.cue[1] : start].strip() or not text[slice(*one.source)][:1].isupper():
        return None
    return replace(one, content=((one.cue[0], end),), cue=None)
