"""Attribution frames: a cue with the phrase that names its speaker, and the words that it governs, in one sentence.

Quotations are opaque single words here, so that
"X said that the plan was <quotation>, adding ..." is read like any other clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.lang import lexicon
from analytics.quotes.cues import ACCORDING, AUXILIARIES, HEADS, NEGATIONS, NOMINAL, Group, lookup
from analytics.quotes.rules import beside, formulas
from analytics.quotes.rules.addressees import told_clause
from analytics.quotes.rules.asides import FINITE, is_prelude
from analytics.quotes.rules.boundaries import CLAUSE_BREAKS, around, clause_end, clause_start, ends_clause, filled
from analytics.quotes.rules.noun_phrases import Tokens, skip_time, subject_after, subject_before
from analytics.quotes.rules.passives import is_passive, quoted_as, relayed

_NOUN_BEFORE = lexicon.words("before_nouns")
_BEFORE_PRONOUN = lexicon.words("governing_prepositions")
_SPOKEN_FORMS = tuple(lexicon.words("spoken_forms"))
_NOT_YET = lexicon.words("modals_of_doubt") | {"if"}
_OPENS_CONTENT = lexicon.words("before_that")
_CIRCUMSTANCES = lexicon.words("circumstances")
_BEFORE_QUOTATIONS = lexicon.words("before_quotations")
_AFTER_QUOTATION = lexicon.words("after_quotations")
_BEFORE_ADDRESSEE = lexicon.words("before_addressees")
# With one of these the governed clause has its verb, and no later "that" opens it: "said the pier was all that ...".
_BEGINS_CLAUSE = AUXILIARIES - {"to", "'s"}
_ADDRESSEE_REACH = 16  # words: "told the members of the committee on the northern ferries that"
_LONGEST_SENTENCE = 400  # words: anything longer is no sentence, and would take its square in time


@dataclass(frozen=True, slots=True)
class Frame:
    """Indices into the words of one sentence: subject [first, end) or None, cue [first, end), governed words."""

    subject: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    group: Group

    @property
    def first(self) -> int:
        """The index of its first word, content left out."""
        return min(self.cue[0], self.subject[0]) if self.subject else self.cue[0]

    @property
    def last(self) -> int:
        """The index after its last word, content left out."""
        return max(self.cue[1], self.subject[1]) if self.subject else self.cue[1]


def frames(words: Tokens) -> list[Frame]:
    """The frames of one sentence, outermost only, in the order of their cues; none in a text without full stops."""
    found: list[Frame] = []
    if len(words) > _LONGEST_SENTENCE:
        return found
    for candidate in _candidates(words):
        governed = any(_inside(candidate.cue[0], part) for frame in found for part in frame.content)
        if governed and not _is_coordinate(words, candidate) and not _governs(candidate, found):
            continue  # "Velt said Orrin had denied it": what Orrin did is Velt's statement
        if _governs(candidate, found):
            found = []
        elif any(_inside(frame.cue[0], part) for frame in found for part in candidate.content):
            continue  # "Velt said ..., the agency reports": Velt speaks
        found = [_cut_before(frame, candidate, words) for frame in found]
        found.append(candidate)
    return [frame for frame in found if frame.content]


def _candidates(words: Tokens) -> Iterator[Frame]:
    previous: Frame | None = None
    i = 0
    while i < len(words):
        frame = (
            _according(words, i) or _formula(words, i) or _verbal(words, i, previous) or _unlisted(words, i, previous)
        )
        if frame is None:
            i += 1
            continue
        yield frame
        previous = frame if frame.subject else previous
        i = max(frame.cue[1], i + 1)


def _inside(index: int, part: tuple[int, int]) -> bool:
    return part[0] <= index < part[1]


def _governs(later: Frame, earlier: list[Frame]) -> bool:
    """True where a closing attribution ("..., his aide said") takes in all that stands before it.

    It does not where somebody else is said to have spoken there: in "Velt said ..., the agency reports" Velt speaks.
    """
    return bool(earlier) and all(
        frame.group in {Group.ACT, Group.ATTITUDE} and any(_inside(frame.cue[0], part) for part in later.content)
        for frame in earlier
    )


def _is_coordinate(words: Tokens, frame: Frame) -> bool:
    """True where a frame stands beside the one before (", while Velt said ...", ", adding that ..."), not inside it."""
    start = min(frame.first, frame.cue[0]) if frame.subject and frame.subject[1] <= frame.cue[0] + 2 else frame.cue[0]
    if words[frame.cue[0]].lower.endswith("ing"):  # ", adding that", but not "a letter adding that"
        return frame.cue[0] > 0 and words[frame.cue[0] - 1].text == ","
    before = words[start - 1].lower if start > 0 else ""
    if before in CLAUSE_BREAKS:  # "said that while ... continue, ..." is one clause
        return start < 2 or words[start - 2].lower not in _OPENS_CONTENT
    return before == "and" and start > 1 and words[start - 2].text == ","


def _cut_before(frame: Frame, later: Frame, words: Tokens) -> Frame:
    """End a frame's content where a later, coordinate frame begins."""
    begin = min(
        [
            later.cue[0] if later.subject == frame.subject else later.first,
            *(part[0] for part in later.content),
        ]
    )
    kept = []
    for first, until in frame.content:
        end = _before_conjunction(words, first, begin) if first < begin < until else until
        if end > first and not (begin <= first and frame.cue[0] > later.cue[0]):
            kept.append((first, end))
    return Frame(frame.subject, frame.cue, tuple(kept), frame.group)


def _before_conjunction(words: Tokens, first: int, end: int) -> int:
    joints = {",", ";", "—", "–", "and", *CLAUSE_BREAKS}
    while end > first and words[end - 1].lower in joints:
        end -= 1
    return end


def _according(words: Tokens, i: int) -> Frame | None:
    if i + 1 >= len(words) or (words[i].lower, words[i + 1].lower) != ACCORDING:
        return None
    subject = subject_after(words, i + 2, closed=_begins(words, i) == i)
    return _aside(words, i, (subject, (i, i + 2), subject[1])) if subject else None


def _formula(words: Tokens, i: int) -> Frame | None:
    if words[i].is_quotation:
        found = formulas.is_how(words, i)
        return Frame(found[0], found[1], ((i, i + 1),), Group.SAY) if found else None
    if not (found := formulas.aside(words, i)):
        return None
    if (start := formulas.quotation_behind(words, i, found[2])) is None:
        return _aside(words, i, found) if formulas.is_set_off(words, i) and ends_clause(words, found[2]) else None
    rest = range(start + 1, len(words))  # "“the best thing” is that they stay low, which ..."
    return Frame(*found[:2], ((start, next((i for i in rest if words[i].is_mark), len(words))),), Group.SAY)


def _begins(words: Tokens, i: int) -> int:
    """Where the clause begins of an aside at ``i``: at once in "Related: according to Velt, ..."."""
    return i if i and words[i - 1].text == ":" else clause_start(words, i)


def _aside(words: Tokens, i: int, found: formulas.Found) -> Frame:
    """ "The pier is safe, according to Velt", "According to Velt, the pier is safe"."""
    subject, cue, end = found
    if i - _begins(words, i) > 2 or (i and words[i - 1].is_quotation):
        return Frame(subject, cue, around(words, i, end), Group.SAY)
    start = end + (end < len(words) and words[end].text in {",", ":"})
    return Frame(subject, cue, filled((start, clause_end(words, start))), Group.SAY)


def _verbal(words: Tokens, i: int, previous: Frame | None) -> Frame | None:
    if words[i].is_quotation or words[i].lower not in HEADS or _is_in_name(words, i):
        return None
    found = lookup(words[i].lower, words[i + 1].lower if i + 1 < len(words) else "")
    if found is None or _is_noun(words, i) or is_passive(words, i) or _is_negated(words, i, found[0]):
        return None
    group, length = found
    cue = (i, i + length)
    if inverted := _inverted(words, cue, group):
        return inverted
    if passive := quoted_as(words, i):  # "Velt was quoted as saying"
        return _trailing(words, *passive, group) or _leading(words, *passive, group)
    if (relay := relayed(words, i)) and relay[0] and words[relay[0] - 1].is_quotation:
        return Frame(relay[1], cue, around(words, relay[0], cue[1]), group)
    shares = words[i].lower.endswith("ing")  # ", adding that": whose words these are stands in the frame before
    subject = _shared_subject(words, i, previous) if shares else subject_before(words, i)
    if subject is None:
        return None
    trailing = None if shares else _trailing(words, subject, cue, group)
    return trailing or _leading(words, subject, cue, group)


def _is_in_name(words: Tokens, i: int) -> bool:
    """True where a capital in the middle of a sentence shows a part of a name: "the United States"."""
    capital = words[i].is_name and not words[i].text.isupper()
    return capital and i > 0 and not (words[i - 1].is_quotation or words[i - 1].is_mark)


def _unlisted(words: Tokens, i: int, previous: Frame | None) -> Frame | None:
    """<quotation> snapped NP; NP snapped: <quotation>: by a verb that is no cue, or none in such a place."""
    if not words[i].is_quotation:
        return None
    if found := beside.behind(words, i):
        subject, cue = found
        if any(_verbal(words, place, None) for place in range(i + 1, cue[0] + 1)):
            return None
        return Frame(subject, cue, around(words, i + 1, max(subject[1], cue[1])), Group.SAY)
    governed = previous is not None and any(_inside(i, part) for part in previous.content)
    found = None if governed else beside.before(words, i)
    return Frame(*found, ((i, i + 1),), Group.SAY) if found else None


def _is_noun(words: Tokens, i: int) -> bool:
    """True where a form like "report" or "claims" is a noun here: after a determiner or a possessive."""
    if i == 0:  # "Reports said ...", but "Citing Velt, ..."
        return not words[i].lower.endswith("ing")
    if words[i].lower in NOMINAL and not _introduces(words, i + 1):
        return True
    if words[i].lower.endswith(_SPOKEN_FORMS):
        return False
    return words[i - 1].lower in _NOUN_BEFORE or words[i - 1].lower.endswith(("'s", "s'"))


def _introduces(words: Tokens, i: int) -> bool:
    """True where "that", a quotation or a colon follows, so that a form that could be a noun is a verb."""
    return i < len(words) and (words[i].lower in {"that", ",", ":", "."} or words[i].is_quotation)


def _is_negated(words: Tokens, i: int, group: Group) -> bool:
    before = [word.lower for word in words[max(0, i - 3) : i]]
    infinitive = bool(before) and before[-1] == "to"
    goes_on = len(before) > 1 and before[-2] == "on"  # "went on to say" was said, "wants to say" was not
    negated = any(word in NEGATIONS or word.endswith("n't") for word in before) and group is not Group.ATTITUDE
    modal = any(word.lower in _NOT_YET and not word.is_name for word in words[max(0, i - 2) : i])  # not "in May"
    return negated or (infinitive and not goes_on) or (modal and group is not Group.ATTITUDE)


def _shared_subject(words: Tokens, i: int, previous: Frame | None) -> tuple[int, int] | None:
    """ "..., adding that": the subject of the frame before; "quoted Velt as saying": the one who is quoted."""
    if i > 1 and words[i - 1].lower == "as":
        return subject_before(words, i - 1)
    relay = relayed(words, i)
    return relay[1] if relay else previous.subject if previous else None


def _inverted(words: Tokens, cue: tuple[int, int], group: Group) -> Frame | None:
    """<quotation> said NP; clause, said NP."""
    first = beside.before_adverb(words, cue[0])
    before = first - 1
    while before >= 0 and words[before].text in {",", "—", "–", "-"}:
        before -= 1
    quoted = before >= 0 and words[before].is_quotation
    comma = first > 0 and words[first - 1].text == ","
    if not (quoted or comma) or words[cue[0]].lower.endswith("ing"):
        return None
    # "The chair, Velt, called the offer late."
    if group is Group.ATTITUDE or (group in {Group.ACT, Group.TELL} and not quoted):
        return None
    subject = subject_after(words, cue[1])
    # Without a quotation the subject must end the clause: ", said Velt.", not "the man, said Velt knew".
    if subject is None or (not quoted and not ends_clause(words, subject[1])):
        return None
    return Frame(subject, cue, around(words, first, subject[1]), group)


def _trailing(words: Tokens, subject: tuple[int, int], cue: tuple[int, int], group: Group) -> Frame | None:
    """<content>, NP said [on Friday] [in an interview]."""
    before = subject[0] - 1
    if before < 0 or (group in {Group.ACT, Group.ATTITUDE} and not words[before].is_quotation):
        return None
    quoted = words[before].is_quotation
    if quoted and not beside.may_be_speech(words, before):  # "In an interview on “Harbour Lights,” Velt said ..."
        return None
    # "The talks, Velt said, ..."; "The pier, he went on, would open", but not "..., the talks went on."
    inserted = cue[1] < len(words) and words[cue[1]].text == ","
    narrated = words[cue[0]].lower in _BEFORE_QUOTATIONS and not inserted
    if not quoted and (narrated or words[before].text not in {",", "—", "–", "-"}):
        return None
    ends = ends_clause(words, cue[1]) or _is_addressee(words, cue[1])
    if not ends and not (quoted and _is_circumstance(words, cue[1])):
        return None
    content = around(words, subject[0], cue[1])
    if len(content) == 1 and not quoted and is_prelude(words[slice(*content[0])]):
        return None  # "In a letter, Velt said: ..."
    return Frame(subject, cue, content, group) if content else None


def _leading(words: Tokens, subject: tuple[int, int], cue: tuple[int, int], group: Group) -> Frame | None:
    """NP said that ...; NP told NP that ...; NP urged ..."""
    start = _content_start(words, cue[1], group)
    if start is None:
        return None
    if words[cue[0]].lower in _BEFORE_QUOTATIONS and not words[start].is_quotation:
        return None  # "the talks began: ..."
    if words[start].is_quotation and group in {Group.SAY, Group.TELL}:
        return Frame(subject, cue, ((start, start + 1),), group)
    return Frame(subject, cue, filled((start, clause_end(words, start))), group)


def _content_start(words: Tokens, i: int, group: Group) -> int | None:
    """Where the governed clause begins: at "that", after a colon or comma before a quotation, or at once."""
    for j in range(i, min(len(words), i + _ADDRESSEE_REACH)):
        introduces = words[j].lower in _OPENS_CONTENT and words[j - 1].lower not in _BEFORE_PRONOUN
        if introduces and not (group is Group.ACT and j > i + 6):
            return j
        if words[j].lower in _BEGINS_CLAUSE or (words[j].lower in HEADS and not _is_noun(words, j)):
            break
        if words[j].text in {",", ":"}:
            if j + 1 < len(words) and (words[j + 1].is_quotation or words[j].text == ":"):
                return j + 1
            break
        if words[j].is_quotation and j > i and words[j].text[-2:-1] in {".", ",", "!", "?"}:
            told = group is Group.TELL or words[i - 1].lower in _BEFORE_ADDRESSEE
            addressed = told or words[i].lower in _CIRCUMSTANCES or skip_time(words, i) == j
            return (told_clause(words, i, group) or j) if addressed else i
    after = skip_time(words, i)  # "said on Friday the pier was safe"
    if after >= len(words) or words[after].is_mark:
        return None
    infinitive = any(word.lower == "to" for word in words[after : after + 8])
    if group is Group.TELL and not infinitive:  # "told reporters to wait", but "told a story"
        return told_clause(words, after, group)
    if group is Group.SAY and words[after].lower in _CIRCUMSTANCES:
        return told_clause(words, after, group) or (
            after if words[after].lower == "to" or any(word.lower in FINITE for word in words[after:]) else None
        )
    return told_clause(words, after, group) or after


def _is_circumstance(words: Tokens, i: int) -> bool:
    """True where what follows an attribution after a quotation tells when, how, where or to whom it was said."""
    return words[i].lower.endswith("ly") or words[i].lower in _AFTER_QUOTATION


def _is_addressee(words: Tokens, i: int) -> bool:
    """True where a phrase that a verb of telling takes as its addressee begins at ``i``: "reporters", "Velt"."""
    rest = [word.lower for word in words[i : i + 14]]
    return words[i - 1].lower in _BEFORE_ADDRESSEE and "that" not in rest
