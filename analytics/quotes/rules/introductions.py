"""Who is said to speak before a colon: "And from Velt: ...", "Velt posted this on Telegram:", "In full:".

What follows is a quotation, or a paragraph without quotation marks that the colon alone shows to be somebody's.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from analytics.lang import lexicon
from analytics.quotes.cues import AUXILIARIES, HEADS, Group
from analytics.quotes.rules.frames import Frame, frames
from analytics.quotes.rules.noun_phrases import Tokens, span_of, subject_after, subject_before
from analytics.records import Span
from analytics.text.tokens import Token
from analytics.text.words import Words

_OPENERS = lexicon.words("before_introductions")
_INTRODUCING = lexicon.words("introducing")
_AFTER_NAME = lexicon.words("after_introduced")
_AFTER_CUE = lexicon.words("between_cue_and_colon")
_DOCUMENTS = lexicon.words("introduced_documents")
_ISSUES = _DOCUMENTS | {"this", "following"}
_ISSUED = lexicon.words("issuing_verbs")
_DETERMINERS = lexicon.words("determiners")
_PARTICLES = lexicon.words("label_particles")
_NUMBERS = lexicon.words("numbers")
_INDEFINITE = lexicon.words("indefinites")
_TITLES = frozenset(("the",)).union(*lexicon.groups("titles").values())
_ROLES = lexicon.words("roles") | _TITLES - {"the"}
_LONGEST = 30  # words: a longer clause introduces more than a speaker
_LONGEST_LABEL = 6  # words: "Deputy Mayor Mara Velt of Port Vell"
_AFTER_DOCUMENT = ("reads", "read", "is", "was", "as", "follows", "below", "here")
_MOST_OPENINGS = 3
_FULL = ("in", "full")
_IN_WORDS = ("in", "the", "words", "of")
_BE = lexicon.words("forms_of_be")
_HOW = (["how"], ["what"])
_POINTING = ("here", "this", "below")
_PUT_IT = ("put", "it")
_BRACKETS = ("(", "[")
_ENDS_NAME = (",", *_BRACKETS)
_DASHES = frozenset("—–-")
_SPOKEN = tuple(lexicon.words("spoken_forms"))
_HAVE, _THIS = ("had", "has", "have"), ("this", "that", "more")
_TAKE = ("took", "takes")
_NETWORKS = frozenset(lexicon.phrases("networks"))
_TO_SAY = (("to", "say"), ("to", "add"))


@dataclass(frozen=True, slots=True)
class Introduction:
    """The words that name whose words follow, None where they name nobody, and those that attribute them."""

    source: Span | None
    cue: Span


def of_quotation(units: Tokens, words: Words) -> tuple[Introduction, tuple[Span, ...]] | None:
    """The introduction of a sentence that has no verb of saying and ends in a colon and quotations, and the spans of
    these; None where the sentence is another one, or names nobody so.

    Args:
        units: the words of the sentence, quotations as one each.
        words: those of the article.
    """
    colon = _colon(units)
    quoted = list(takewhile(lambda word: word.is_quotation or word.is_mark, units[colon + 1 :]))
    goes_on = colon + 1 + len(quoted) < len(units) and quoted[-1:] and quoted[-1].text not in _BRACKETS
    if not colon or not quoted or goes_on:  # "“...” (emphasis added)" does not
        return None
    clause = _bare(units[:colon])
    subject = _nominal(clause, words) or _label(clause, words)
    mark = units[colon]
    content = tuple((word.start, word.end) for word in quoted if word.is_quotation)
    told = _had_to_say(units[: colon + 1]) or (
        None if subject else _issued(clause) or _of_document(units[: colon + 1], ())
    )
    if told:
        return told, content
    if subject is None:
        return None
    return Introduction(_author(clause[slice(*subject)], ()), (mark.start, mark.end)), content


def of_paragraph(units: Tokens, before: Tokens, words: Words) -> Introduction | None:
    """What a sentence says that ends in a colon, whose paragraph holds no more: whose the next paragraph is, or None.

    Args:
        units: the words of the sentence.
        before: those of the sentence before it, which may tell whose statement is meant.
        words: those of the article.
    """
    if len(units) > 2 and units[-2].lower == "that":  # "Velt argued that:"
        units = [*units[:-2], units[-1]]
    if len(units) < 2 or units[-1].text != ":" or len(units) > _LONGEST:
        return None
    return (
        _verbal(units, before)
        or _had_to_say(units)
        or _issued(units)
        or _of_document(units, before)
        or _without_verb(units, words)
    )


def _colon(units: Tokens) -> int:
    """The place of the colon that quotations follow to the end, 0 where there is none."""
    first = next((i for i, word in enumerate(units) if word.is_quotation), 0)
    return first - 1 if first > 1 and units[first - 1].text == ":" and first <= _LONGEST else 0


# -- with a verb: "Velt posted this on Telegram:"


def _had_to_say(units: Tokens) -> Introduction | None:
    """ "Velt had this to say:", "Velt took to Telegram:"."""
    words = [word.lower for word in units]
    for i in range(1, len(units) - 2):
        said = words[i] in _HAVE and words[i + 1] in _THIS and tuple(words[i + 2 : i + 4]) in _TO_SAY
        posted = words[i] in _TAKE and words[i + 1] == "to" and words[i + 2] in _NETWORKS
        subject = subject_before(units, i) if said or posted else None
        if subject:
            return Introduction(span_of(units[slice(*subject)]), span_of(units[i : i + (4 if said else 3)]))
    return None


def _verbal(units: Tokens, before: Tokens) -> Introduction | None:
    frame = _frame(units)
    if frame is None or frame.subject is None or frame.group not in {Group.SAY, Group.TELL}:
        return None
    first, end = frame.subject
    if units[frame.cue[0] - 1].lower in _NUMBERS:  # "gave three reasons:"
        return None
    if not _says_how(units, frame):
        return None
    cue = span_of(units[slice(*frame.cue)])
    return Introduction(_owner(units[:end]) or _author(units[first:end], before), cue)


def _frame(units: Tokens) -> Frame | None:
    """The frame of a quotation after the colon, also where an opening stands before it: "In a letter, Velt said:"."""
    quotation = Token(units[-1].end, units[-1].end, "“”", is_quotation=True)
    starts = [0, *(i + 1 for i, word in enumerate(units) if word.text == ",")]
    for start in starts[:_MOST_OPENINGS]:
        part = [*units[start:], quotation]
        for frame in frames(part):
            named = part[frame.cue[0]].is_name  # "by Mara Velt, Lorvan Post:"
            if frame.content == ((len(part) - 1, len(part)),) and frame.subject and not named:
                subject, cue = ((a + start, b + start) for a, b in (frame.subject, frame.cue))
                return replace(frame, subject=subject, cue=cue)
    return None


def _says_how(units: Tokens, frame: Frame) -> bool:
    """True where nothing stands between a cue and the colon but how, where, when and to whom it was said, or what was
    written: "posted this on Telegram", "wrote a letter", but not "reported a loss" and "told a story"."""
    first, (begin, end) = frame.cue[1], frame.subject or frame.cue
    rest = units[max(first, end) if begin > first else first : -1]
    if not rest:
        return True
    word = rest[0]
    how = word.lower in _AFTER_CUE or (word.lower.endswith("ly") and not word.is_name) or word.text == ","
    written = units[frame.cue[0]].lower in _ISSUED and any(word.lower in _DOCUMENTS for word in rest[:3])
    return how or written or (frame.group is Group.TELL and word.lower not in _INDEFINITE)


# -- with what was written or said: "Velt's statement, in full:"


def _of_document(units: Tokens, before: Tokens) -> Introduction | None:
    words = [word for word in units if not word.is_mark]
    whole = tuple(word.lower for word in words[-2:]) == _FULL
    phrase = words[: -len(_FULL)] if whole else words
    while phrase and phrase[-1].lower in _AFTER_DOCUMENT:
        phrase = phrase[:-1]
    if not words or (phrase and phrase[-1].lower not in _DOCUMENTS):
        return None
    if any(word.lower in AUXILIARIES - {"'s"} for word in phrase):
        return None
    mark = units[-1]
    if phrase and (_owner(phrase) or phrase[0].lower in _DETERMINERS):
        return Introduction(_author(phrase, before), (mark.start, mark.end))
    issued = None if phrase else _issued(before)
    return issued and Introduction(issued.source, (mark.start, mark.end))


def _author(phrase: Tokens, before: Tokens) -> Span:
    """Whose words a phrase stands for: the owner of a document, or who is told to have brought it out, or itself."""
    if owner := _owner(phrase):
        return owner
    message = any(word.lower in _DOCUMENTS for word in phrase) or [word.lower for word in phrase] == ["it"]
    issued = _issued(before) if message and phrase[0].lower in _DETERMINERS | {"it"} else None
    return issued.source if issued and issued.source else span_of(phrase)


def _owner(phrase: Tokens) -> Span | None:
    """Velt in "Velt's letter to the board"."""
    owner = next((i for i, word in enumerate(phrase) if word.possessive), len(phrase))
    if any(word.is_mark for word in phrase[:owner]) or not any(word.lower in _DOCUMENTS for word in phrase[owner:][:4]):
        return None
    first = next((i + 1 for i in range(owner - 1, -1, -1) if phrase[i].lower in {"in", "of"}), 0)
    named = all(word.is_name or word.lower in _TITLES for word in phrase[first : owner + 1])
    return (phrase[first].start, phrase[owner].start + len(phrase[owner].form)) if named else None


def _issued(words: Tokens) -> Introduction | None:
    """Who brought out a statement, as a sentence tells: "Velt released a statement on Sunday"."""
    for i, word in enumerate(words):
        if word.lower in _ISSUED:
            document = next((k for k in range(i + 1, len(words)) if words[k].lower in _ISSUES), None)
            subject = subject_before(words, i)
            if document is not None and subject:
                return Introduction(span_of(words[slice(*subject)]), span_of(words[i : document + 1]))
    return None


# -- without a verb: "And from Velt:", "Velt, on the vote:"


def _without_verb(units: Tokens, words: Words) -> Introduction | None:
    clause = _bare(units[:-1])
    subject = _nominal(clause, words)
    if subject is None:
        subject = _label(clause, words)
        if subject is None or subject[1] == len(clause):  # "Velt:" is a label of a transcript
            return None
    return Introduction(span_of(clause[slice(*subject)]), (units[-1].start, units[-1].end))


def _bare(clause: Tokens) -> Tokens:
    """The words after a dash and before "put it", without a verb at the front: "Here is how | Velt put it in March",
    "A fraud — | Velt", "Stated | Velt"."""
    pairs = [(one.lower, two.lower) for one, two in pairwise(clause)]
    clause = clause[: pairs.index(_PUT_IT)] if _PUT_IT in pairs else clause
    dash = max((i + 1 for i, word in enumerate(clause) if word.text in _DASHES), default=0)
    inverted = dash + 1 < len(clause) and clause[dash + 1].is_name and clause[dash].lower in HEADS
    return clause[dash + (inverted and clause[dash].lower.endswith(_SPOKEN)) :]


def _phrase(clause: Tokens, start: int) -> tuple[int, int] | None:
    """The subject from a place on, up to what tells the occasion."""
    occasion = (i for i in range(start + 1, len(clause)) if clause[i].lower in _AFTER_NAME)
    return subject_after(clause[: next(occasion, len(clause))], start)


def _nominal(clause: Tokens, words: Words) -> tuple[int, int] | None:
    """The speaker in "And this from Velt, who runs the ferry", "Here is Velt again", "In the words of Velt"."""
    start = _after_opening(clause)
    subject = _phrase(clause, start) if 0 < start < len(clause) else None
    named = subject is not None and _is_speaker(clause[slice(*subject)], words, alone=True)
    return subject if named and subject and _may_follow(clause, subject[1]) else None


def _after_opening(clause: Tokens) -> int:
    """Where the speaker follows after "and this from", "here is how", "in the words of"; 0 where nothing such opens."""
    words = [word.lower for word in clause]
    if tuple(words[: len(_IN_WORDS)]) == _IN_WORDS:
        return len(_IN_WORDS)
    for i, word in enumerate(words):
        if word in _INTRODUCING or (word in _BE and i and words[i - 1] in _POINTING):
            return i + 1 + (words[i + 1 : i + 2] in _HOW)
        if word not in _OPENERS and word not in _DOCUMENTS and word != ",":
            break
    return 0


def _label(clause: Tokens, words: Words) -> tuple[int, int] | None:
    """The speaker in "Velt, on the vote", "Mayor Velt again", "Velt (Labour)", or "Velt" alone."""
    subject = _phrase(clause, 0)
    if subject is None:
        return None
    name = clause[slice(*subject)]
    comma = next((i for i, word in enumerate(name) if word.text in _ENDS_NAME), len(name))
    sound = comma <= _LONGEST_LABEL and _is_speaker(name[:comma], words, alone=False)
    described = comma < len(name) or subject[1] < len(clause)
    return subject if sound and (described or _is_known(name, words)) and _may_follow(clause, subject[1]) else None


def _is_known(name: Tokens, words: Words) -> bool:
    """True where the text has a part of a name elsewhere, or a title stands in it: "Key points" is nobody."""
    return any(word.lower in _ROLES or len(words.places.get(word.form.casefold(), ())) > 1 for word in name)


def _is_speaker(phrase: Tokens, words: Words, *, alone: bool) -> bool:
    """True where a phrase is somebody's name, with or without a title, or an office: "the mayor".

    A word alone that begins a sentence may be no name; unless ``alone`` is enough, it is one where the text has it
    elsewhere, and never in lower case.
    """
    names = [word for word in phrase if not word.is_mark]
    if not names:
        return False
    if names[0].lower in _DETERMINERS:
        return len(names) > 1 and any(word.lower in _ROLES for word in names[1:4])
    head = names[:_LONGEST_LABEL]
    if not names[0].is_name or names[0].form in words.lower_case or names[0].lower in words.lower_case:
        return names[0].is_name and names[0].lower in _ROLES and len(names) > 1 and names[1].is_name
    if len(head) == 1 and not alone:
        return _is_known(head, words)
    named = all(word.is_name or word.lower in _PARTICLES or word.lower in _TITLES for word in head)
    return alone or (named and sum(word.is_name for word in head) > 1)


def _may_follow(clause: Tokens, i: int) -> bool:
    """True where what stands between a name and the colon tells the occasion, and has no verb: "(Greens)", "on it"."""
    if i < len(clause) and clause[i].text == "(":
        i = next((k + 1 for k in range(i, len(clause)) if clause[k].text == ")"), i)
    rest = [word for word in clause[i:] if not word.is_mark]
    verbs = AUXILIARIES - {"to", "'s"}
    told = any(word.lower in verbs or _is_spoken(word) for word in rest[1:] if not word.is_name)
    return not rest or (rest[0].lower in _AFTER_NAME and not told)


def _is_spoken(word: Token) -> bool:
    return word.lower in HEADS and word.lower.endswith(_SPOKEN) and not word.lower.endswith("ing")
