"""The noun phrase that names a speaker, left or right of a cue, found by closed classes of words and by punctuation.

A full parse would cost more time than all the rest; attribution clauses are short and formulaic enough for this.
"""

from __future__ import annotations

from collections.abc import Sequence

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, HEADS, NOMINATIVE, PRONOUNS
from analytics.records import Span
from analytics.text.tokens import Token

Tokens = Sequence[Token]

TIMES = lexicon.words("times")
_BEFORE_TIMES = lexicon.words("before_times")
_ADVERBS = lexicon.words("adverbs_before_verbs")
_BOUNDARIES = lexicon.words("clause_openers")
_DETERMINERS = lexicon.words("phrase_openers")
_TAIL_STARTS = lexicon.words("apposition_openers")
_AFTER_SUBJECT = lexicon.words("after_subjects")
_BEFORE_SUBJECT = lexicon.words("subject_openers")
_CIRCUMSTANCES = lexicon.words("opening_prepositions")
_OFFICES_TO = lexicon.words("offices_to")
_NOT_A_SUBJECT = lexicon.words("not_subjects")
_RELAYS = lexicon.words("relays")
_SPOKEN_FORMS = tuple(lexicon.words("spoken_forms"))
_AFTER_AND = lexicon.words("description_openers")
_IN_PHRASES = frozenset("'’&-%$€£")  # marks that do not end a noun phrase: "Holm & Velt", "a 3% stake"
_IN_SUBJECTS = _IN_PHRASES | {"."}  # "Sen. Mara Velt"
_GOING = lexicon.groups("irregular_verbs")["go"]
_RELATIVES = lexicon.words("relative_pronouns")
_COORDINATORS = frozenset(("and", "or"))
# "Velt's" belongs to a name, and so may "May" and "Will".
_NO_SUBJECT_OVER = AUXILIARIES - {"'s", "may", "will"}
_ENDS_SUBJECT = AUXILIARIES - {"'s", "to"}  # "said Velt's aide to the mayor | was"
_LONGEST_NICKNAME = 40  # characters
_LONGEST = 30  # words of a noun phrase: nobody's description goes on for longer


def span_of(words: Tokens) -> Span:
    """From the first word's start to the last one's end."""
    return words[0].start, words[-1].end


def subject_before(words: Tokens, cue: int) -> tuple[int, int] | None:
    """The subject of the verb at index ``cue``: indices [first, end) of its noun phrase, apposition included."""
    end = skip_adverbs(words, cue)
    head_end = _before_apposition(words, end)
    first = _phrase_start(words, head_end)
    if not _names_somebody(words[first:head_end]) and head_end < end:  # "On Friday, the mayor, said": no apposition
        head_end = end - 1
        first = _phrase_start(words, head_end)
    if not _names_somebody(words[first:head_end]) or end - first > _LONGEST:
        return None
    return first, end


def subject_after(words: Tokens, start: int, *, closed: bool = False) -> tuple[int, int] | None:
    """The subject that follows an inverted verb ("said Mara Velt, who leads the council, on Friday").

    With ``closed``, an apposition counts only where a comma ends it ("According to Velt, the mayor, the pier ...").
    """
    i = start
    while i < len(words) and not _ends_phrase(words, i, start):
        i += 1
    phrase = words[start:i]
    if not _names_somebody(phrase):
        return None
    if i < len(words) - 1 and words[i].text == "," and _starts_apposition(words, i + 1):
        tail = i + 1
        while tail < len(words) and not _ends_apposition(words, tail):
            tail += 1
        open_end = closed and (tail >= len(words) or words[tail].text != ",")
        if tail - i <= _LONGEST and not open_end and not _is_clause(words[i + 1 : tail]):
            i = tail
    return start, i


def _is_clause(words: Tokens) -> bool:
    """True where words have a verb of their own, "Holm had a lead"; "who had a lead" explains a name."""
    return words[0].lower not in _RELATIVES and any(word.lower in _ENDS_SUBJECT and not word.is_name for word in words)


def _ends_apposition(words: Tokens, i: int) -> bool:
    """A full stop inside a sentence belongs to an abbreviation."""
    stop = words[i].text in {",", ";", "—", "–", ":"} or (words[i].text == "." and i == len(words) - 1)
    return stop or words[i].is_quotation


def skip_time(words: Tokens, i: int) -> int:
    """The index after a phrase of time ("on Friday", "earlier on 3 May", "later") that begins at ``i``."""
    while i < len(words):
        step = 2 if words[i].lower in _BEFORE_TIMES and _is_time(words, i + 1) else 1
        if step == 1 and not _is_time(words, i):
            return i
        i += step
    return i


def _is_time(words: Tokens, i: int) -> bool:
    if i >= len(words):
        return False
    word = words[i].lower
    # "2024", "3 May", "May 3"
    year = word.isdigit() and (len(word) == 4 or (i + 1 < len(words) and words[i + 1].lower in TIMES))
    day = word.isdigit() and i > 0 and words[i - 1].lower in TIMES
    return word in TIMES or year or day


def skip_adverbs(words: Tokens, i: int) -> int:
    """The index before which adverbs, auxiliaries and phrases of time."""
    while i > 0:
        word = words[i - 1].lower
        if word in _ADVERBS or word in AUXILIARIES or (word.endswith("ly") and not words[i - 1].is_name):
            i -= 1
        elif (word in TIMES and i > 1 and words[i - 2].lower in _BEFORE_TIMES) or _goes_on(words, i):
            i -= 2
        elif word in TIMES and words[i - 1].is_name and i > 1:
            i -= 1
        else:
            return i
    return i


def _goes_on(words: Tokens, i: int) -> bool:
    """True where "went on", which "to say" follows, ends at ``i``."""
    return i > 1 and words[i - 1].lower == "on" and words[i - 2].lower in _GOING and words[i].lower == "to"


def _before_apposition(words: Tokens, end: int) -> int:
    """Where the head phrase ends: before ", the mayor of Lind," or "(28)" that closes right before the verb."""
    if end < 3 or words[end - 1].text not in {",", ")"}:
        return end
    opening = "(" if words[end - 1].text == ")" else ","
    for i in range(end - 2, max(0, end - _LONGEST), -1):
        if words[i].text == opening and i > 0:
            inside_is_tail = opening == "(" or _starts_apposition(words, i + 1)
            return _before_apposition(words, i) if inside_is_tail else end - 1
    return end


def _starts_apposition(words: Tokens, i: int) -> bool:
    if i >= len(words) or words[i].is_mark or words[i].is_quotation:
        return False
    word = words[i]
    return (
        word.lower in _TAIL_STARTS
        or word.text.isdigit()
        or (word.lower not in _AFTER_SUBJECT and word.lower not in HEADS)
    )


def _phrase_start(words: Tokens, end: int) -> int:
    first = end
    if end and words[end - 1].lower in NOMINATIVE:  # "the plan he said": he alone
        return end - 1
    while first > 0:
        word = words[first - 1]
        joins = _joins_names(words, first - 1) or _joins_office(words, first - 1)
        nickname = word.is_quotation and len(word.text) < _LONGEST_NICKNAME and word.text[-2:-1] not in tuple(",.!?")
        if nickname and 1 < first < end:
            first -= 1  # a nickname or a title of a work inside the phrase
            continue
        if not joins and _is_boundary(word):
            break
        first -= 1
    return _strip_opening(words, first, end)


def _is_boundary(word: Token) -> bool:
    marks = word.is_mark and word.text not in _IN_SUBJECTS
    return (
        word.is_quotation
        or marks
        or word.lower in _BOUNDARIES
        or word.lower in _RELAYS
        or word.lower in _COORDINATORS
        or (word.lower in _NO_SUBJECT_OVER and not word.is_name)
        or (word.lower in HEADS and word.lower.endswith(_SPOKEN_FORMS) and not word.is_name)
    )


def _joins_names(words: Tokens, i: int) -> bool:
    """True where "and" at ``i`` joins two names or two plain phrases at the start of a clause."""
    if words[i].lower not in _COORDINATORS or not 0 < i < len(words) - 1:
        return False
    return words[i - 1].is_name and (words[i + 1].is_name or words[i + 1].lower in _AFTER_AND)


def _joins_office(words: Tokens, i: int) -> bool:
    """True where "to" at ``i`` belongs to an office: "an aide to the president"."""
    return words[i].lower == "to" and i > 0 and words[i - 1].lower in _OFFICES_TO


def _strip_opening(words: Tokens, first: int, end: int) -> int:
    """Step over "On Friday", "In Paris", "And" before the subject proper."""
    while first < end - 1 and words[first].lower in _BEFORE_SUBJECT:
        after = skip_time(words, first)
        if after == first and words[first].lower in _CIRCUMSTANCES:
            break
        first = max(after, first + 1)
    return min(first, end)


def _names_somebody(phrase: Tokens) -> bool:
    if not phrase or len(phrase) > _LONGEST or any(word.is_quotation and len(phrase) == 1 for word in phrase):
        return False
    head = phrase[0].lower
    if head in _NOT_A_SUBJECT or head in _CIRCUMSTANCES:
        return False
    if len(phrase) == 1 and head in PRONOUNS:
        return True
    plural = phrase[-1].lower.endswith("s") and len(phrase) <= 4  # "residents", "local ferry owners"
    return any(word.is_name for word in phrase) or head in _DETERMINERS or plural


def _ends_phrase(words: Tokens, i: int, start: int) -> bool:
    word = words[i]
    if word.is_quotation or (word.is_mark and word.text not in _IN_PHRASES):
        return not (  # "said Sen. Velt": the full stop of a short word before a name
            word.text == "."
            and i > start
            and len(words[i - 1].text) <= 3
            and i + 1 < len(words)
            and words[i + 1].is_name
        )
    if _joins_names(words, i) or _joins_office(words, i):
        return False
    verb = word.lower in _ENDS_SUBJECT and not word.is_name
    return verb or word.lower in _AFTER_SUBJECT or _is_time(words, i)
