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
_WITHHOLDING = frozenset("decline declines declining refuse refuses refusing".split())
_SPEAKING = frozenset(
    "say said comment commented respond responded answer answered reply replied elaborate elaborated disclose disclosed"
    " specify specified reveal revealed explain explained discuss discussed address addressed mention mentioned tell"
    " told give provide provided identify identified name named".split()
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


_SPEECH_WORDS = frozenset(
    """
according accordingly accusation accusations address allegation allegations allegedly announcement apology
argument assail assailed assailing assertion attack attacked attacking attacks back backed bemoan bemoaned
berate berated brand branded briefing challenge challenged challenging charge charged charging chastise
chastised chide chided cite cited cites citing compare compared comparing complaint complaints conclusion
criticism denial deride derided dub dubbed e-mail echo echoed echoes email emailed emails endorse endorsed
endorses endorsing extol extolled fault faulted find finding findings finds found interview interviews issue
issued issues label labeled labelled lambast lambasted lambasting lash lashed laud lauded lauding letter letters
list listed lists message mock mocked mocking mocks name named plead pleaded pleads portray portrayed portraying
preach preached press pressed proclaim proclaimed project projected pronounce pronounced publish published push
pushed quote quoted quotes quoting rail railed railing rebuff rebuffed refer reference referenced referred
referring refers release released releasing reportedly response retweeted ridicule ridiculed rip ripped rule
ruled scold scolded show showed showing shown shows speak speaking speaks speech speeches spoke spoken statement
statements suggestion swipe talk talked talking talks term termed testimony tout touted touting vent vented
vouch vouched warnings
""".split()
)
"""Nouns and verbs that tell in a cue that something was said or written, beside the cues themselves."""


def is_speech(cue: str) -> bool:
    """Whether the words of a cue report speech or writing, not a thought, a wish or an act."""
    words = cue.lower().replace("’", "'").split()
    if not any(character.isalpha() for character in cue):
        return True  # a colon or a dash
    found = [CUES.get((word.strip(".,:;"),)) for word in words]
    if any(group not in {None, Group.ATTITUDE} for group in found):
        return True
    return any(word.strip(".,:;") in _SPEECH_WORDS for word in words)


def is_negated(cue: str) -> bool:
    """Whether a cue denies an act of speech or refuses one: "did not rule out", "refused to sign"."""
    words = cue.lower().replace("’", "'").split()
    return any(word in NEGATIONS or word.endswith("n't") or word in _WITHHOLDING for word in words)


def is_silence(cue: str, content: str) -> bool:
    """Whether a cue and the beginning of its content tell that nothing was said: "declined to comment"."""
    words = [word.strip(".,") for word in (*cue.lower().split(), *content.lower().split()[:2])]
    return is_negated(cue) and any(word in _SPEAKING for word in words)
