"""The words that attribute: verbs of saying, of asking and demanding, of thinking and wanting.

A closed list cannot hold an open class; it serves the constructions that rules read exactly (next to quotation
marks, before "that", "according to"). A cue's group decides the kind of an indirect statement.
"""

from __future__ import annotations

from enum import Enum


class Group(Enum):
    """What a cue says that the speaker did."""

    SAY = "say"  # takes quotations, and clauses with or without "that"
    TELL = "tell"  # the same, after the one who is told
    ACT = "act"  # speech acts that take a phrase: "urged", "accused", "called for"
    ATTITUDE = "attitude"  # thoughts and intentions


_SAY = """
say add state claim insist argue assert maintain contend allege announce declare note observe remark comment
explain clarify confirm reiterate repeat stress emphasize emphasise underline underscore highlight acknowledge
admit concede concur reveal disclose report warn caution suggest indicate imply signal promise pledge vow
swear deny reply respond answer retort counter recall remember recount testify write tweet post complain
lament protest joke quip conclude affirm reaffirm assure predict forecast estimate boast mention point_out
go_on continue begin interject shout exclaim whisper mutter murmur yell cry sigh make_clear assess read sing
chant propose recommend advise agree reason theorize speculate hint
""".split()
_TELL = "tell inform remind notify reassure convince persuade".split()
_ACT = """
urge ask call_for call_on demand request appeal accuse blame criticize criticise condemn denounce deplore
praise welcome thank hail reject dismiss rebuke slam blast defend decry question describe call describe_as
liken appeal_to express voice invite order instruct encourage offer threaten apologize apologise congratulate
refute dispute discuss raise point_to speak_of speak_about elaborate advocate reproach commend
applaud protest_against oppose support
""".split()
_ATTITUDE = """
believe think hope want wish expect fear feel doubt consider regard know understand intend plan seek prefer
worry assume suspect see view aim aspire desire regret need realize realise decide
""".split()

_IRREGULAR = {
    "say": "says said saying",
    "tell": "tells told telling",
    "write": "writes wrote written writing",
    "think": "thinks thought thinking",
    "feel": "feels felt feeling",
    "know": "knows knew known knowing",
    "understand": "understands understood understanding",
    "see": "sees saw seen seeing",
    "swear": "swears swore sworn swearing",
    "go": "goes went gone going",
    "make": "makes made making",
    "seek": "seeks sought seeking",
    "begin": "begins began begun beginning",
    "speak": "speaks spoke spoken speaking",
    "plan": "plans planned planning",
    "admit": "admits admitted admitting",
    "quip": "quips quipped quipping",
    "refer": "refers referred referring",
    "slam": "slams slammed slamming",
    "forecast": "forecasts forecast forecasting",
    "vow": "vows vowed vowing",
    "imply": "implies implied implying",
    "read": "reads reading",
    "sing": "sings sang singing",
    "appeal": "appeals appealed appealing",
    "signal": "signals signalled signaled signalling signaling",
}
_PARTICLES = {"out", "on", "for", "to", "as", "of", "about", "against", "clear"}

NOMINAL = frozenset(
    "state states view views report reports claim claims tweet tweets plan plans post posts question questions "
    "demand demands offer offers call calls reply replies comment comments estimate estimates forecast "
    "forecasts promise promises hope hopes fear fears doubt doubts wish wishes order orders note notes signal "
    "signals remark remarks appeal appeals answer answers request requests express voice address thought "
    "feeling meaning reading writing understanding aim aims".split()
)
"""Forms that are more often nouns or names than verbs: verbs only where something that they introduce follows."""

ACCORDING = ("according", "to")
NEGATIONS = frozenset(
    "not n't never didn't don't doesn't won't wouldn't cannot can't hasn't haven't refused declined".split()
)
AUXILIARIES = frozenset(
    "has have had is was were are be been being did does do will would may might can could should 's to".split()
)
NOMINATIVE = frozenset("he she they it we i".split())
PRONOUNS = NOMINATIVE | frozenset("you who".split())


def _forms(lemma: str) -> set[str]:
    if lemma in _IRREGULAR:
        return {lemma, *_IRREGULAR[lemma].split()}
    if lemma.endswith("e"):
        return {lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    plural = "es" if lemma.endswith(("s", "sh", "ch", "x")) else "s"
    return {lemma, lemma + plural, lemma + "ed", lemma + "ing"}


def _table() -> dict[tuple[str, ...], Group]:
    table: dict[tuple[str, ...], Group] = {}
    for group, lemmas in (
        (Group.ATTITUDE, _ATTITUDE),
        (Group.ACT, _ACT),
        (Group.TELL, _TELL),
        (Group.SAY, _SAY),
    ):
        for lemma in lemmas:
            head, *particle = lemma.split("_")
            for form in _forms(head):
                table[(form, *particle)] = group
    return table


CUES = _table()
HEADS = frozenset(key[0] for key in CUES)


def lookup(first: str, second: str = "") -> tuple[Group, int] | None:
    """The group of the cue that begins with these lower-case words, and how many words it takes; None for no cue."""
    if second in _PARTICLES and (group := CUES.get((first, second))):
        return group, 2
    if group := CUES.get((first,)):
        return group, 1
    return None
