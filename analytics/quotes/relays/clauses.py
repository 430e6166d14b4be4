"""Clauses that tell who relays what somebody says, in one sentence: "..., the LPA news agency reported, citing Velt".

Quotations are opaque single words here, as for the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from analytics.lang import lexicon
from analytics.quotes.cues import ACCORDING, HEADS
from analytics.quotes.relays.outlets import Outlets
from analytics.quotes.rules.noun_phrases import Tokens, skip_time, subject_after

_VERBS = lexicon.words("relaying_verbs")
_SAYING = lexicon.words("saying_verbs")
_BEFORE_VERBS = lexicon.words("before_relaying_verbs")
_PARTICIPLES = lexicon.words("relaying_participles")
_QUOTING = lexicon.words("relays")
_RELAYED = lexicon.words("relayed")
_BE = lexicon.words("forms_of_be")
_REFERENCES = tuple(tuple(phrase.split()) for phrase in lexicon.phrases("references"))
_INDEFINITE = lexicon.words("indefinites")
_OCCASIONS = lexicon.words("occasions") | lexicon.words("opening_prepositions")
_ENDS = frozenset(".;!?…")
_DASHES = frozenset("—–-")
_LONGEST_NAME = 8  # words, and so the next two
_LONGEST_TAIL = 8  # "on its website on Monday evening"
_LONGEST_REFERENCE = 24

Indices = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks where a clause relays nobody else's words: indices of the phrase that names them, and of the cue.

    ``refers`` where the outlet says whom it has it from, by name or not.
    """

    source: Indices
    cue: Indices
    refers: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """Indices into the words of a sentence: what is read as if it were not there, and the words that it governs, none
    where it only adds who relays."""

    span: Indices
    voice: Voice
    content: tuple[Indices, ...] = ()


def clauses(words: Tokens, outlets: Outlets) -> Iterator[Clause]:
    """The clauses of a sentence that tell who relays, in order, apart."""
    done = 0
    for i, word in enumerate(words):
        if i < done or word.is_mark or word.is_quotation:
            continue
        found = _according(words, i, outlets) or _by(words, i, outlets) or _verbal(words, i, outlets)
        if found is not None and found.span[0] >= done:
            done = found.span[1]
            yield found


def _according(words: Tokens, i: int, outlets: Outlets) -> Clause | None:
    """ "According to LPA, ..." and "..., according to LPA"."""
    if i + 2 >= len(words) or (words[i].lower, words[i + 1].lower) != ACCORDING:
        return None
    end = outlets.end_at(words, i + 2)
    if end is None:
        return None
    voice = Voice((i + 2, end), (i, i + 2))
    if i != _start(words, i):
        return _closing(words, i, skip_time(words, end), voice)
    return _leading(words, i, end, voice) if _text(words, end) == "," else None


def _by(words: Tokens, i: int, outlets: Outlets) -> Clause | None:
    """ "Was quoted by LPA as saying", "as saying by LPA", "as reported by LPA", "a letter seen by LPA"."""
    verb, before = words[i].lower, words[i - 1].lower if i else ""
    if verb not in _PARTICIPLES or not before or _text(words, i + 1) != "by":
        return None
    end = outlets.end_at(words, i + 2)
    if end is None:
        return None
    voice = Voice((i + 2, end), (i, i + 1))
    passive = before in _BE or before.endswith("ly")
    if verb == "saying" or (verb in _QUOTING and passive):  # without "by LPA" it reads the same
        return Clause((i + 1, end), voice)
    if before == "as":
        return Clause(_with_commas(words, i - 1, end), voice)
    return Clause((i, end), voice) if verb != "reported" and not passive else None


def _verbal(words: Tokens, i: int, outlets: Outlets) -> Clause | None:
    """ "LPA reports that ...", "..., LPA reports", "..., reports LPA", each with "citing Velt" or without."""
    verb, cue = words[i].lower, (i, i + 1)
    if (verb not in _VERBS and verb not in _QUOTING) or _reference(words, i):
        return None
    end = outlets.end_at(words, i + 1) if verb in _VERBS and i and _parts(words, i - 1) else None
    if end is not None:
        return _closing(words, i, *_tail(words, end, Voice((i + 1, end), cue), outlets))
    subject = _subject(words, i, outlets)
    if subject is None:
        return None
    first, voice = subject
    if verb in _QUOTING:
        return _quoting(words, first, cue)
    opens = first == _start(words, first)
    if opens and verb in _SAYING and not outlets.is_sure(words, voice.source):
        return None
    end, voice = _tail(words, i + 1, voice, outlets)
    return (_leading if opens else _closing)(words, first, end, voice)


def _quoting(words: Tokens, first: int, cue: Indices) -> Clause | None:
    """ "LPA quotes Velt: “...”" and "“...”, LPA quotes Velt"; "quoted Velt [as] saying" is a clause like others."""
    named = subject_after(words, cue[1])
    if named is None or words[named[1] - 1].lower in _RELAYED:
        return None
    voice, end = Voice(named, cue, refers=True), named[1]
    if first != _start(words, first):
        return _closing(words, first, skip_time(words, end), voice)
    quotes = _text(words, end) == ":" and end + 1 < len(words) and words[end + 1].is_quotation
    return Clause((first, end + 1), voice, ((end + 1, end + 2),)) if quotes else None


def _subject(words: Tokens, verb: int, outlets: Outlets) -> tuple[int, Voice] | None:
    """Where the clause of a verb begins whose subject is an outlet, and who speaks by what stands before the verb."""
    end, cue = verb, (verb, verb + 1)
    while end and (words[end - 1].lower in _BEFORE_VERBS or words[end - 1].lower.endswith("ly")):
        end -= 1
    said = None
    if end and words[end - 1].text == ",":  # "The Post, citing Velt, reported"
        begin = _reference_before(words, end - 1)
        if begin is None:
            return None
        said, end = (begin, end - 1), begin - 1
    for first in range(max(0, end - _LONGEST_NAME), end):
        if (first == 0 or _parts(words, first - 1)) and outlets.end_at(words, first) == end:
            voice = Voice((first, end), cue)
            return _with_opening(words, first, _referring(words, said, voice, outlets) if said else voice, outlets)
    return None


def _with_opening(words: Tokens, first: int, voice: Voice, outlets: Outlets) -> tuple[int, Voice]:
    """The same, begun with "Citing Velt, the Post", "On Monday the Post" or "as the Post" where these stand there."""
    begin = _start(words, first)
    if first > begin and words[first - 1].lower == "as":
        return first - 1, voice
    if skip_time(words, begin) in {first, first - 1}:
        return begin, voice
    if not voice.refers and _reference(words, begin) and words[first - 1].text == ",":
        return begin, _referring(words, (begin, first - 1), voice, outlets)
    return first, voice


def _tail(words: Tokens, i: int, voice: Voice, outlets: Outlets) -> tuple[int, Voice]:
    """Where what belongs to an outlet's verb ends (time, place, whom it refers to), and who speaks by that."""
    end = _circumstances(words, i)
    begin = end + (_text(words, end) == ",")
    if not _reference(words, begin):
        return end, voice
    stop = _end_of_reference(words, begin)
    return skip_time(words, stop), _referring(words, (begin, stop), voice, outlets)


def _circumstances(words: Tokens, i: int) -> int:
    """The index after when and where an outlet reported, which begin at ``i``."""
    end = skip_time(words, i)
    if end >= len(words) or words[end].lower not in _OCCASIONS:
        return end
    for stop in range(end, min(len(words), end + _LONGEST_TAIL + 1)):
        word = words[stop]
        if word.is_mark or word.lower == "that" or _reference(words, stop):
            return stop
        if word.is_quotation or word.lower in HEADS:
            return end
    return end if len(words) > end + _LONGEST_TAIL else len(words)


# -- references


def _reference(words: Tokens, i: int) -> int:
    """How many words "citing", "with reference to" and the like take at ``i``; 0 where there is none."""
    for phrase in _REFERENCES:
        if tuple(word.lower for word in words[i : i + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _reference_before(words: Tokens, comma: int) -> int | None:
    """Where a reference begins that ends at a comma and stands behind one."""
    places = range(comma - 1, max(1, comma - _LONGEST_REFERENCE), -1)
    return next((i for i in places if words[i - 1].text == "," and _reference(words, i)), None)


def _end_of_reference(words: Tokens, begin: int) -> int:
    """Where a reference ends: with the name and what explains it, before "that" or a colon, or else at a mark."""
    start = begin + _reference(words, begin)
    named = subject_after(words, start, closed=True)
    within = range(start, min(len(words), start + _LONGEST_REFERENCE))
    stop = next((k for k in within if words[k].lower == "that" or words[k].text == ":"), len(words))
    if named is not None:
        return min(named[1], stop)
    return next((k for k in within if k == stop or words[k].is_mark), stop)


def _referring(words: Tokens, reference: Indices, voice: Voice, outlets: Outlets) -> Voice:
    """The voice of whom a reference names, or else the outlet's: "sources" and "an official" have no name."""
    first, end = reference[0] + _reference(words, reference[0]), reference[1]
    while end > first and words[end - 1].text == ",":
        end -= 1
    named = words[first:end]
    voice = replace(voice, refers=True)
    if not named or named[0].lower in _INDEFINITE:
        return voice
    says_who = named[0].lower == "the" or any(word.is_name for word in named)
    return replace(voice, source=(first, end), cue=(reference[0], first)) if says_who else voice


# -- places in the sentence


def _leading(words: Tokens, first: int, end: int, voice: Voice) -> Clause | None:
    """A clause that opens the sentence, or its part: what follows it is said."""
    after = end + (_text(words, end) in {",", ":"})
    if after >= len(words) or words[after].is_mark:
        return None
    begin = after + (words[after].lower == "that")
    stop = _stop(words, begin)
    return Clause((first, begin), voice, ((after, stop),)) if begin < stop else None


def _closing(words: Tokens, first: int, end: int, voice: Voice) -> Clause | None:
    """A clause that closes the sentence or stands in it between commas: what stands around it is said."""
    start = _start(words, first)
    before = first - (first > start and _text(words, first - 1) in {",", *_DASHES})
    if before <= start:
        return None
    content, goes_on = [(start, before)], _text(words, end)
    if goes_on in {",", *_DASHES}:
        content += [(end + 1, stop)] if (stop := _stop(words, end + 1)) > end + 1 else []
        end += 1
    elif goes_on and goes_on not in _ENDS and not words[end].is_quotation:
        return None
    return Clause((before, end), voice, tuple(content))


def _with_commas(words: Tokens, first: int, end: int) -> Indices:
    """A clause with the commas around it, but for one that stands before more of the sentence's own."""
    before = first > 0 and words[first - 1].text == ","
    return first - before, end + (before and _text(words, end) == ",")


def _parts(words: Tokens, i: int) -> bool:
    """True where a clause can begin after the word at ``i``."""
    word = words[i]
    if word.lower == "as":  # "as LPA reported", but "exactly as LPA reported"
        return i == _start(words, i) or _parts(words, i - 1)
    opens = word.text in {",", ";", *_DASHES} or word.is_quotation
    return opens or skip_time(words, _start(words, i)) == i + 1


def _start(words: Tokens, end: int) -> int:
    """Where the sentence begins, or its part after a semicolon."""
    return next((k + 1 for k in range(end - 1, -1, -1) if words[k].text == ";"), 0)


def _stop(words: Tokens, begin: int) -> int:
    """Where the sentence ends, or its part before a semicolon; a full stop inside it belongs to an abbreviation."""
    marks = (k for k in range(begin, len(words)) if words[k].text == ";" or (k == len(words) - 1 and words[k].is_mark))
    return next(marks, len(words))


def _text(words: Tokens, i: int) -> str:
    return words[i].lower if 0 <= i < len(words) else ""
