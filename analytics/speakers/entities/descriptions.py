"""What an article says that somebody is: titles before a name, appositions, "who leads the union"."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence, Set

from analytics.lang import lexicon
from analytics.records import Span
from analytics.speakers.entities.roles import QUALIFIERS, head_of, is_role
from analytics.speakers.lexicon import LEADING, PREPOSITIONS
from analytics.text.words import Words, split

_IS = lexicon.alternatives(lexicon.phrases("describing_verbs"))
_NOW = lexicon.alternatives(lexicon.words("describing_adverbs"))
_NAMING = lexicon.words("naming_participles")
_CALLED = lexicon.alternatives(_NAMING)
_THEIR = lexicon.alternatives(lexicon.words("third_person_possessives"))
# "Mara Velt, 51, the mayor of Marsk", "Mara Velt (mayor)", "Mara Velt is the mayor"
_AFTER = re.compile(rf",?\s*\(?(?:\d{{1,3}},\s+)?(?:{_IS}|currently|,)?\s*([^,.;:“”\"()\n—–]{{3,110}})")
_STARTS_AFTER = re.compile(rf",|\s\(|\s+{_IS}\s")
# "Mara Velt, who also leads the union"
_LEADS = re.compile(rf",\s+who\s+(?:{_NOW}\s+)?(\w+)\s+([^,.;:“”\"()\n]{{3,80}})")
AGE = re.compile(r"\d{1,3}-year-old")
_AGE_AFTER = re.compile(r",? ?\(?(\d{1,3})[,).]")  # "Mara Velt, 34, ", "Mara Velt (34)"
_OFFICES_TO = lexicon.words("ambassadors")
_FARTHEST_TO = 5  # words between "ambassador" and the name: "ambassador to the United States of Lorvan"
_CLAUSE_BREAK = re.compile(r"[.;:,“”\"()\n—–]")
_DETERMINERS = lexicon.words("description_openers")
_COMPLEMENTS = lexicon.words("complement_prepositions")
_BEFORE = lexicon.words("before_descriptions")
_FARTHEST = 90  # characters between a noun and the name that it describes
_MOST_BEFORE = 9  # words: "deputy minister of foreign affairs and trade of Norland"
_BEFORE_COMMA = 120  # characters in which an apposition before a name stands
_REACH = 250  # characters after a name: more than any description takes, however much white space is in it
_AFTER_HEAD = lexicon.words("after_role_nouns")


def words_before(words: Words, index: int) -> list[str]:
    """The words that stand directly before a name and may describe it, in their normal forms."""
    found: list[str] = []
    index -= 1
    while (
        index >= 0
        and len(found) < _MOST_BEFORE
        and (words.joined(index) or (words.gap(index) == " " and words.possessive[index]))
    ):
        found.append(words.normals[index])
        index -= 1
    found.reverse()
    for position in range(len(found) - 1, -1, -1):
        if found[position] in _BEFORE:
            return found[position + 1 :]
    return found


def _between_names(words: Words, before: list[str], index: int, since: int, nouns: Set[str]) -> list[str]:
    """Of the words before a name those that stand after another: "Minister Holm met | President Velt"."""
    first = index - len(before)
    if first < 0 or words.starts[first] >= since:
        return before
    of_other = False  # in "President Holm of Norland met President Velt", Norland is hers
    while first < index and (words.starts[first] < since or of_other or not _describes(words, first, nouns)):
        following = words.forms[first + 1][0].isupper() if first + 1 < index else False
        of_other = following and (of_other or words.normals[first] in PREPOSITIONS)
        first += 1
    return before[first - index :] if first < index else []


def _office(words: Words, before: list[str], index: int, nouns: Set[str]) -> list[str]:
    """The office before a name that does not end in its noun: "Minister of Foreign Affairs", "ambassador to Lorvan"."""
    if not index or not words.joined(index - 1) or not words.forms[index - 1][0].isupper():
        return []
    if before and not is_role(before[-1], nouns) and "of" in before and head_of(before, nouns) is not None:
        complement = range(index - len(before) + before.index("of") + 1, index)
        named = all(words.forms[k][0].isupper() or words.normals[k] in ("and", "the") for k in complement)
        return before if named else []
    to = next((k for k in range(index - 2, max(0, index - _FARTHEST_TO), -1) if words.normals[k] == "to"), 0)
    return list(words.normals[to - 1 : index]) if to and words.normals[to - 1] in _OFFICES_TO else []


def _of_place(words: Words, end: int) -> tuple[str, ...]:
    """What a title before a name is of, where the text says so after it: "President Mara Velt | of Lorvan"."""
    index = words.at(end)
    of = words.text.startswith(" of ", end) and index + 1 < len(words)
    named = of and words.forms[index + 1][0].isupper() and not words.possessive[index + 1]
    return ("of", words.normals[index + 1]) if named else ()


def _own_title(before: list[str]) -> list[str]:
    """The title of the name that follows: in "a friend of Mayor Mara Velt" she is the mayor, and not the friend."""
    last = max((k for k, word in enumerate(before) if word in PREPOSITIONS), default=-1)
    return before[last + 1 :]


def _describes(words: Words, index: int, nouns: Set[str]) -> bool:
    word = words.normals[index]
    return words.forms[index][0].isupper() or is_role(word, nouns) or word in QUALIFIERS


def descriptions(
    words: Words, start: int, end: int, nouns: Set[str] = frozenset(), *, since: int = 0
) -> Iterable[list[str]]:
    """The runs of words that may say what the named person is: before the name, after it, in a relative clause.

    ``nouns`` are role nouns besides those of the lists, see :func:`.roles.is_role`. What stands before ``since``, where
    another person's name ends, says nothing about this one.
    """
    text = words.text
    before = _between_names(words, words_before(words, words.at(start)), words.at(start), since, nouns)
    if before and before[-1] in _NAMING:
        before.pop()
    office = _office(words, before, words.at(start), nouns)
    if before and (is_role(before[-1], nouns) or office):
        before = office or _own_title(before)
        yield [*before, *_of_place(words, end)]
        title = words.starts[words.at(start) - len(before)]
        titles = all(map(is_role, before))  # "Captain", but not "met Captain"
        if titles and text[max(0, title - 2) : title] == ", ":  # "The head of the ferries, Captain Mara Velt"
            yield from _apposition_before(text, title - 2)
    elif text[max(0, start - 2) : start] == ", ":  # "The mayor, Mara Velt"
        yield from _apposition_before(text, start - 2)
    # "Mara Velt's deputy, a lawyer": the lawyer is the deputy.
    if words.possessive[words.at(start)] or text[end : end + 2] in ("'s", "’s"):
        return
    leads = _LEADS.match(text, end, end + _REACH)
    if leads is not None and leads.group(1) in LEADING:
        yield [LEADING[leads.group(1)], "of", *split(leads.group(2)).normals]
        return
    yield from _apposition_after(text, end, nouns)


def apposition_after(words: Words, end: int, nouns: Set[str] = frozenset()) -> Iterable[list[str]]:
    """The words of an apposition with an article that follows a name: "Velt, the mayor of Marsk", "Velt, 34,"."""
    return (described for described in _apposition_after(words.text, end, nouns) if described[0] in _DETERMINERS)


def age_beside(words: Words, start: int, end: int) -> str:
    """How old the article says that the named person is, as it would be called: "34-year-old"; ``""`` without."""
    after = _AGE_AFTER.match(words.text, end)
    if after is not None:
        return f"{after.group(1)}-year-old"
    before = words_before(words, words.at(start))[-2:]  # "34-year-old Mara Velt", "34-year-old pilot Mara Velt"
    described = len(before) < 2 or is_role(before[-1])
    return next((word for word in before if AGE.fullmatch(word)), "") if described or AGE.fullmatch(before[-1]) else ""


def _apposition_after(text: str, end: int, nouns: Set[str]) -> Iterable[list[str]]:
    after = _AFTER.match(text, end, end + _REACH)
    if after is not None and _STARTS_AFTER.match(text[end : end + 12]):
        described = list(split(after.group(1)).normals)
        if described and _is_apposition(described, after.group(1), nouns):
            yield described


def _is_apposition(described: Sequence[str], segment: str, nouns: Set[str]) -> bool:
    """True where a segment after a name says what the person is: a role, and after its noun at most a preposition."""
    head = head_of(described, nouns)
    if head is None or (head + 1 < len(described) and described[head + 1] not in _AFTER_HEAD):
        return False
    if described[0] in _DETERMINERS:
        return True
    if any(is_role(word, nouns) for word in described[:2]):
        return True
    return segment.lstrip()[0].isupper() and any(is_role(word, nouns) for word in described[:6])


def _apposition_before(text: str, end: int) -> Iterable[list[str]]:
    window = text[max(0, end - _BEFORE_COMMA) : end]
    segment = _CLAUSE_BREAK.split(window)[-1]
    words = split(segment)
    described = list(words.normals)
    starts = [k for k, word in enumerate(described) if word in _DETERMINERS]
    starts = starts or [k for k in range(len(words) - 1) if words.possessive[k]]
    # "The head of the mission", not "the mission".
    free = [k for k in starts if not (k and described[k] == "the" and described[k - 1] in _COMPLEMENTS)]
    if starts:
        yield described[(free or starts)[-1] :]


# What may stand between a noun and the name that it describes: "conductor Karel", "mediator of the pact, Helga",
# "engineer called Lucia", "director is a brisk engineer called Lucia".
_NOUN_NAME = re.compile(
    rf" |, | [^,.;:!?“”\"()\n]{{1,60}}, |,? {_CALLED} | (?:is|was) an? (?:[\w-]+ ){{1,4}}{_CALLED} "
)
# And between a name and the noun: "Karel Dusek, 51, the chief conductor", "Karel Dusek is a conductor".
_NAME_NOUN = re.compile(rf"(?:,(?: \d{{1,3}},)?| is| was) (?:(?:an?|the|{_THEIR}) )?(?:(?!of |in |at )[\w-]+ ){{0,4}}")


def described_by(words: Words, noun: str, mentions: Sequence[Span], *, loosely: bool) -> list[int]:
    """The indices of the mentions of names (in the order of the text) that a noun describes somewhere, in apposition.

    Any noun will do: what somebody is called is learned from the article, not from a list. Directly before a name it
    must stand for a person ("the soprano Senta"); farther off it does so only where it is known to (``loosely``).
    """
    found = []
    for index in words.places.get(noun, ()):
        begin, end = words.starts[index], words.ends[index]
        following = bisect.bisect_left(mentions, (end,))
        near = following < len(mentions) and not words.possessive[index] and mentions[following][0] - end < _FARTHEST
        near = near and not (index and words.normals[index - 1] == "of")  # "secretary of state Karel Dusek"
        gap = words.text[end : mentions[following][0]] if near else ""
        if gap == " " or (loosely and gap and _NOUN_NAME.fullmatch(gap)):
            found.append(following)
        elif loosely and following and _NAME_NOUN.fullmatch(words.text, mentions[following - 1][1], begin):
            found.append(following - 1)
    return found
