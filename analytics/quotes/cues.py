"""The words that attribute: verbs of saying, of asking and demanding, of thinking and wanting.

A closed list cannot hold an open class; it serves the constructions that rules read exactly (next to quotation
marks, before "that", "according to"). A cue's group decides the kind of an indirect statement.
"""

from __future__ import annotations

from enum import Enum

from analytics.lang import lexicon


class Group(Enum):
    """What a cue says that the speaker did."""

    SAY = "say"  # takes quotations, and clauses with or without "that"
    TELL = "tell"  # the same, after the one who is told
    ACT = "act"  # speech acts that take a phrase: "urged", "accused", "called for"
    ATTITUDE = "attitude"  # thoughts and intentions


_CUES = lexicon.groups("cues")
_ORDER = (Group.ATTITUDE, Group.ACT, Group.TELL, Group.SAY)  # of a verb in two groups the last one counts
_IRREGULAR = lexicon.groups("irregular_verbs")

NOMINAL = lexicon.words("nominal_forms")
"""Forms that are more often nouns or names than verbs: verbs only where something that they introduce follows."""

ACCORDING = ("according", "to")
_REFUSALS = lexicon.groups("verbs_of_refusal")
NEGATIONS = lexicon.words("negations") | _REFUSALS["refuse"] | _REFUSALS["decline"]
"""Words by which a cue reports that something was not said, besides all that ends in "n't"."""
_ANSWERS = lexicon.words("answers")
AUXILIARIES = lexicon.words("auxiliaries")
NOMINATIVE = lexicon.words("subject_pronouns")
PRONOUNS = lexicon.words("speaking_pronouns")


def _forms(lemma: str) -> set[str]:
    if lemma in _IRREGULAR:
        return {lemma, *_IRREGULAR[lemma]}
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    # "deny", "denies"; but "say" and "convey" keep their y
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return {lemma, lemma + plural, lemma + "ed", lemma + "ing"}


def _table() -> dict[tuple[str, ...], Group]:
    table: dict[tuple[str, ...], Group] = {}
    for group in _ORDER:
        for lemma in _CUES[group.value]:
            head, *particle = lemma.split("_")
            for form in _forms(head):
                table[(form, *particle)] = group
    return table


CUES = _table()
HEADS = frozenset(key[0] for key in CUES)


def is_form(word: str, lemmas: frozenset[str]) -> bool:
    """True where a lower-case word is a regular form of one of some verbs: "snapped" of "snap", "cries" of "cry"."""
    stems = {word, word[:-1], word[:-2]} if word.endswith(("s", "ed")) else {word}
    if word.endswith("ed") and word[-3:-2] == word[-4:-3]:
        stems.add(word[:-3])
    if word.endswith(("ies", "ied")):
        stems.add(word[:-3] + "y")
    return not lemmas.isdisjoint(stems)


def lookup(first: str, second: str = "") -> tuple[Group, int] | None:
    """The group of the cue that begins with these lower-case words, and how many words it takes; None for no cue."""
    if group := CUES.get((first, second)):  # "called for", which asks, before "called", which names
        return group, 2
    if group := CUES.get((first,)):
        return group, 1
    return None


_SPEECH_WORDS = lexicon.words("speech_words")
"""Nouns and verbs that tell in a cue that something was said or written, beside the cues themselves."""


def is_speech(cue: str) -> bool:
    """True where the words of a cue report speech or writing, not a thought, a wish or an act."""
    parts = cue.lower().replace("’", "'").split()
    if not any(character.isalpha() for character in cue):
        return True  # a colon or a dash
    # "Said he believed" reports speech: one word of it is enough.
    found = [CUES.get((word.strip(".,:;"),)) for word in parts]
    if any(group not in {None, Group.ATTITUDE} for group in found):
        return True
    return any(word.strip(".,:;") in _SPEECH_WORDS for word in parts)


def is_saying(cue: str) -> bool:
    """True where a word of a cue takes quotations: "said", but not "applauded"."""
    found = [CUES.get((word.strip(".,:;"),)) for word in cue.lower().split()]
    return any(group in (Group.SAY, Group.TELL) for group in found)


def is_negated(cue: str) -> bool:
    """True where a cue denies an act of speech or refuses one: "did not rule out", "refused to sign"."""
    return any(word in NEGATIONS or word.endswith("n't") for word in cue.lower().replace("’", "'").split())


def is_silence(cue: str, content: str) -> bool:
    """True where a cue and the beginning of its content tell that nothing was said: "declined to comment"."""
    parts = [word.strip(".,") for word in (*cue.lower().split(), *content.lower().split()[:2])]
    return is_negated(cue) and any(word in _ANSWERS for word in parts)
