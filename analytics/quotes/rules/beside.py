"""An attribution beside a quotation by whatever verb: "“...,” snapped Velt", "“...,” Mara Velt blurted out".

No list holds every verb with which somebody speaks. Right beside a quotation none is needed: one that ends with a comma
goes on with its attribution, and so does any that a verb in lower case follows. Where a quotation ends with a
question or exclamation mark, what follows it may be a new sentence ("“Why?” Velt left."); there the verb has to be one
of the manners of speaking.
"""

from __future__ import annotations

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, CUES, NEGATIONS, NOMINATIVE, Group, is_form
from analytics.quotes.rules.noun_phrases import Tokens, skip_time, subject_after, subject_before
from analytics.text.sentences import is_title

Found = tuple[tuple[int, int], tuple[int, int]]
"""Indices [first, end) of the subject and of the verb with its particle."""

_MANNERS = lexicon.words("manners_of_speaking")
_ADVERBS = lexicon.words("adverbs_before_verbs")
_PERCEIVED = lexicon.words("verbs_of_perception")
_STRONG = lexicon.words("strong_verbs")
_PARTICLES = lexicon.words("verb_particles")
_NO_VERB = lexicon.words("function_words") | lexicon.words("sentence_openers") | lexicon.words("relays")
_AFTER_VERB = lexicon.words("occasions") | lexicon.words("after_quotations")
_ENDS = frozenset(".,;:—–-?!…")
_REACH = 30  # words between a quotation and the verb behind it
_FEWEST_WORDS = 3  # of a quotation that a verb of any kind attributes
_ASKS = ("?", "!")
_STOPS = (",", ".", "…", "—", "–", "-")


def behind(words: Tokens, quotation: int) -> Found | None:
    """The subject and the verb that follow a quotation and attribute it, whatever the verb."""
    comma = quotation + 1 < len(words) and words[quotation + 1].text == ","
    start = quotation + 1 + comma
    if start >= len(words) or not _begins_clause(words, quotation):
        return None
    end = "," if comma else _last_mark(words[quotation].text)
    return _inverted(words, quotation, start, end) or _straight(words, quotation, start, end)


def before(words: Tokens, quotation: int) -> Found | None:
    """The subject and the verb that stand before a quotation and attribute it: "Velt thundered: “...”"."""
    mark, verb = words[quotation - 1].text, quotation - 2
    if quotation < _FEWEST_WORDS or mark not in {",", ":"} or not _is_whole(words[quotation].text):
        return None
    verb -= words[verb].lower in _PARTICLES or words[verb].lower.endswith("ly")
    if not _is_verb(words, verb) or not (mark == ":" or _is_manner(words, verb)):
        return None
    subject = subject_before(words, verb)
    if subject is None or _is_denied(words, subject[1], verb):
        return None
    return subject, (verb, quotation - 1)


def before_adverb(words: Tokens, verb: int) -> int:
    """The index of an adverb between a quotation and a verb ("“...,” angrily retorted Velt"), or the verb's."""
    adverb = verb - 1
    stands = adverb > 0 and words[adverb - 1].is_quotation and _after_adverb(words, adverb) == verb
    return adverb if stands else verb


def may_be_speech(words: Tokens, quotation: int) -> bool:
    """True for a quotation that no clause before it holds, or that does not read like a title."""
    return _begins_clause(words, quotation) or _is_whole(words[quotation].text)


def _begins_clause(words: Tokens, quotation: int) -> bool:
    """True where nothing in front of a quotation governs it, as in "a plan called “Harbour,” Velt ..."."""
    before = words[quotation - 1] if quotation else None
    return before is None or before.is_quotation or before.text in {",", ":", ";", "—", "–"}


def _last_mark(quotation: str) -> str:
    """The mark inside a quotation's closing marks, or ""."""
    inside = quotation.rstrip("\"”“»«’'› ")
    return inside[-1:] if inside[-1:] in {*_ASKS, *_STOPS} else ""


def _inverted(words: Tokens, quotation: int, start: int, end: str) -> Found | None:
    """<quotation> snapped [back] NP."""
    verb = _after_adverb(words, start)
    if not end or verb >= len(words) or not _is_verb(words, verb):
        return None
    after = _after_particle(words, verb + 1)
    subject = subject_after(words, after)
    if subject is None or not (_is_manner(words, verb) or _is_whole(words[quotation].text)):
        return None
    named = words[subject[0]].is_name or words[subject[0]].lower in NOMINATIVE
    if not named and not _ends(words, subject[1]):
        return None  # "“Harbour,” won the prize of the town"
    return subject, (verb, after)


def _straight(words: Tokens, quotation: int, start: int, end: str) -> Found | None:
    """<quotation> NP [quietly] snapped [back]."""
    for verb in range(start + 1, min(len(words), start + _REACH)):
        if words[verb].is_quotation or words[verb].text in {";", ":"} or _is_full_stop(words, verb):
            return None
        if _is_perceived(words, verb):
            subject = subject_before(words, verb)
            return (subject, (verb, verb + 2)) if subject and subject[0] == start else None
        if not _is_verb(words, verb) or not (end in _STOPS or _is_manner(words, verb)):
            continue
        after = _after_particle(words, verb + 1)
        if not _ends(words, after) or not (_is_manner(words, verb) or _is_whole(words[quotation].text)):
            continue
        subject = subject_before(words, verb)
        if subject is None or subject[0] != start or _is_denied(words, subject[1], verb):
            continue
        return subject, (verb, after)
    return None


def _is_full_stop(words: Tokens, i: int) -> bool:
    """True where a full stop ends a sentence, and no short title: "Sen. Velt"."""
    return words[i].text == "." and not (is_title(words[i - 1].lower) and i + 1 < len(words) and words[i + 1].is_name)


def _is_perceived(words: Tokens, i: int) -> bool:
    """True for "heard" in "Velt can be heard shouting"."""
    return words[i].lower in _PERCEIVED and i + 1 < len(words) and words[i + 1].lower.endswith("ing")


def _is_verb(words: Tokens, i: int) -> bool:
    """True where a word has the form of a verb that tells what somebody did or does."""
    word = words[i]
    if word.is_quotation or word.is_mark or not word.text.islower() or word.lower in _NO_VERB | AUXILIARIES:
        return False
    if word.lower in _STRONG or word.lower.endswith("ed"):
        return True
    # "supporters", but "he sneers"
    return word.lower.endswith("s") and (_is_manner(words, i) or words[i - 1].lower in NOMINATIVE)


def _is_manner(words: Tokens, i: int) -> bool:
    return CUES.get((words[i].lower,)) in {Group.SAY, Group.TELL} or is_form(words[i].lower, _MANNERS)


def _is_whole(quotation: str) -> bool:
    """True where a quotation reads like a sentence, or the beginning of one, and not like a title."""
    words = [word for word in quotation.strip("\"“”„«»‘’' ").split() if word[0].isalpha()]
    longer = [word for word in words[1:] if len(word) > 3]
    title = bool(longer) and all(word[0].isupper() for word in longer)
    return len(words) >= _FEWEST_WORDS and not title


def _is_denied(words: Tokens, first: int, verb: int) -> bool:
    """True where what stands between subject and verb makes it passive, negative or possible only: "was told"."""
    between = [word.lower for word in words[first:verb]]
    return any(word in AUXILIARIES or word in NEGATIONS or word.endswith("n't") for word in between)


def _after_adverb(words: Tokens, i: int) -> int:
    return i + (i < len(words) and (words[i].lower.endswith("ly") or words[i].lower in _ADVERBS))


def _after_particle(words: Tokens, i: int) -> int:
    particle = i < len(words) and words[i].lower in _PARTICLES and skip_time(words, i) == i
    return i + particle


def _ends(words: Tokens, i: int) -> bool:
    """True where the clause ends at ``i``, or goes on with when, where, how or to whom."""
    i = skip_time(words, i)
    if i >= len(words) or words[i].is_quotation:
        return True
    word = words[i]
    return word.text in _ENDS if word.is_mark else word.lower.endswith("ly") or word.lower in _AFTER_VERB
