"""Targets that a statement is about, though its own words do not name them.

"Asked about the Guild, Velt said: “They failed us.”" The question, what the attribution is about, and the sentence
before are looked at, each only where the words leave little doubt: a target counts there where a preposition or a verb
makes it the topic, or where the statement begins with a word that takes up the subject of the sentence before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.lang import lexicon
from analytics.records import Mention, Span, Statement
from analytics.text.document import Document

_BETWEEN = r"(?:(?:the|an?|its|their|his|her)\s+)?(?:[a-z][\w-]*ly\s+)?"
_ABOUT_TOPIC = lexicon.alternatives(lexicon.words("verbs_about_a_topic"))
_BEFORE_TOPIC = lexicon.alternatives(lexicon.words("words_before_a_topic"))
_ANSWERING = lexicon.alternatives(lexicon.words("verbs_with_an_answer"))
_BEFORE_ANSWERED = lexicon.alternatives(lexicon.words("words_before_what_is_answered"))
_ON_TOPIC = lexicon.alternatives(lexicon.words("verbs_on_a_topic"))
_FUNCTION_WORD = lexicon.alternatives(lexicon.words("function_words"))
_ACTS = lexicon.alternatives(lexicon.words("acts_that_are_referred_to"))
_AFTER_SUBJECT = lexicon.alternatives(lexicon.words("verbs_after_a_subject"))

# "asked about the Guild", "asked if the Guild will help", "in response to the Guild's plan", "criticising the Guild"
_TOPIC = re.compile(
    rf"\b(?:{_ABOUT_TOPIC}\s+{_BEFORE_TOPIC}|{_ANSWERING}\s+{_BEFORE_ANSWERED}|commenting\s+on|asked\s+(?:if|whether|why|how|when|what)|{_ON_TOPIC})\s+{_BETWEEN}$",
    re.IGNORECASE,
)
# "On the Guild, Velt said", "As for the Guild, she added"
_OPENING = re.compile(rf"\s*(?:on|of|about|as\s+(?:for|to)|regarding|concerning)\s+{_BETWEEN}", re.IGNORECASE)
# Between the cue and the target: "said of the Guild", "accused the Guild".
_OBJECT = re.compile(rf"\s*{_BETWEEN}", re.IGNORECASE)
_OBJECT_OF = re.compile(rf"\s*(?:\w+ly\s+)?(?:of|about|regarding|concerning|against)\s+{_BETWEEN}", re.IGNORECASE)
_WITH_LISTENER = lexicon.words("verbs_with_a_listener")
# What may stand behind the name: not another noun, which it would only describe ("the Guild nominee").
_WHOLE = re.compile(rf"['’]s\b|\W*$|\s*[^\w\s]|\s+{_FUNCTION_WORD}\b", re.IGNORECASE)
_MARKS = r"[\s“”\"'‘’…]*"
_THING = re.compile(_MARKS + r"(?:it|its|they|their|them)\b", re.IGNORECASE)
_PERSON = re.compile(_MARKS + r"(?:he|his|she|her)\b", re.IGNORECASE)
# "it is time to", "it's clear that": the word stands for nothing
_EXPLETIVE = re.compile(
    _MARKS + r"it(?:['’]s|\s+(?:is|was)|\s+(?:would|will|may|might|could)\s+be|\s+ha[sd]\s+been)\b"
    r"(?:\W+\w+){0,5}?\W+(?:to|that|for|if|when)\b",
    re.IGNORECASE,
)
_ACT = re.compile(
    rf"(?:the|this|that|these|those|such(?:\s+an?)?)\s+{_ACTS}\b(?!\s+of\b)",
    re.IGNORECASE,
)
_ACT_FIRST = re.compile(rf"{_MARKS}(?:\w+\s+){{0,2}}?{_ACT.pattern}", re.IGNORECASE)
_SUBJECT = re.compile(
    _MARKS + r"(?:(?:but|and|yet|meanwhile|however|later|earlier|today|yesterday),?\s+)?(?:the\s+)?", re.IGNORECASE
)
_VERB = re.compile(rf"\s+(?:on\s+\w+day\s+)?(?:\w+ly\s+)?(?:{_AFTER_SUBJECT}|[a-z]+ed)\b")
_CLAUSE = re.compile(r"[.;:!?“”\"]|,\s+(?:and|but|while|who|which)\b")
_MOST_CLAUSE = 160  # characters before a name that the rules look at


def mentions_of(
    document: Document, statements: Sequence[Statement], mentions: Sequence[Mention]
) -> list[tuple[Mention, ...]]:
    """The mentions that each statement of an article is scored by, in the order of the text.

    ``mentions`` and ``statements`` are all those of the article, in its order. Mentions inside of what was said come as
    they are; of a target that has none there, those around it that make it the topic, with ``how`` "context": none that
    somebody else's statement holds, and none that is the speaker.
    """
    if not mentions:
        return [()] * len(statements)
    contents = sorted((*span, number) for number, one in enumerate(statements) for span in one.content)
    return [_of_one(document, number, one, mentions, contents) for number, one in enumerate(statements)]


def _of_one(
    document: Document,
    number: int,
    statement: Statement,
    mentions: Sequence[Mention],
    contents: Sequence[tuple[int, int, int]],
) -> tuple[Mention, ...]:
    """``contents`` are the spans of all statements, each with its statement's number."""
    inside = _inside(statement, mentions)
    named = {one.target for one in inside}
    reach = _Reach.of(document, statement)
    around = [
        one
        for one in _between(mentions, reach.start, reach.end)
        if one.target not in named
        and not one.locative
        and not _names(statement.speaker, document.text[slice(*one.span)])
    ]
    if not around:
        return tuple(inside)
    first = max(0, bisect_left(contents, (reach.start,)) - 1)  # which may reach in
    near = contents[first : bisect_left(contents, (reach.end,))]
    others = [(start, end) for start, end, owner in near if owner != number]
    found = _Around(document, statement, around, others, reach).topics()
    every = [*inside, *(replace(one, how="context") for one in found)]
    return tuple(sorted(every, key=lambda one: (one.span, one.target)))


def _inside(statement: Statement, mentions: Sequence[Mention]) -> list[Mention]:
    """Mentions inside of what was said; those in the words that name the speaker are not."""
    return [one for span in statement.content for one in _between(mentions, *span)]


def _between(mentions: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """Those of ``mentions``, which are in the order of the text, that lie between two places."""
    first = bisect_left(mentions, start, key=_start)
    last = bisect_left(mentions, end, key=_start)
    return [one for one in mentions[first:last] if one.span[1] <= end]


def _start(mention: Mention) -> int:
    return mention.span[0]


def _names(speaker: str, words: str) -> bool:
    """True where the words are the speaker's name, or its last word."""
    return words.rsplit(maxsplit=1)[-1].casefold() in speaker.casefold().split()


@dataclass(frozen=True, slots=True)
class _Reach:
    """The sentences of a statement and its attribution, and the one before, where there is one."""

    before: Span | None
    told: Span

    @classmethod
    def of(cls, document: Document, statement: Statement) -> _Reach:
        sentences = document.sentences
        spans = [*statement.content, *(span for span in (statement.source, statement.cue) if span)]
        first, last = (
            max(0, bisect_right(sentences, (place, len(document.text))) - 1)
            for place in (min(start for start, _ in spans), max(end for _, end in spans) - 1)
        )
        told = (sentences[first][0], sentences[last][1]) if sentences else (0, 0)
        return cls(sentences[first - 1] if first else None, told)

    @property
    def start(self) -> int:
        return self.before[0] if self.before else self.told[0]

    @property
    def end(self) -> int:
        return self.told[1]


class _Around:
    """A statement and the mentions near it that are not its own; ``others`` is what other statements hold."""

    def __init__(
        self,
        document: Document,
        statement: Statement,
        mentions: Sequence[Mention],
        others: Sequence[Span],
        reach: _Reach,
    ) -> None:
        self._text, self._sentences = document.text, document.sentences
        self._statement, self._mentions, self._others, self._reach = statement, mentions, others, reach

    def topics(self) -> list[Mention]:
        """Those that make their target what the statement is about, by the first kind of evidence that finds any."""
        looks = (self._attributed, self._asked, self._taken_up)
        return next((found for found in (list(look()) for look in looks) if found), [])

    def _attributed(self) -> Iterator[Mention]:
        """Topics of the words that attribute the statement."""
        source = self._statement.source
        apart = [*self._statement.content, *self._others, *([source] if source else [])]
        for one in _between(self._mentions, *self._reach.told):
            if not any(start < one.span[1] and one.span[0] < end for start, end in apart) and self._is_topic(one):
                yield one

    def _is_topic(self, one: Mention) -> bool:
        if not _WHOLE.match(self._text, one.span[1]):
            return False
        start = self._sentences[bisect_right(self._sentences, (one.span[0], len(self._text))) - 1][0]
        before = self._text[max(start, one.span[0] - _MOST_CLAUSE) : one.span[0]]
        breaks = [match.end() for match in _CLAUSE.finditer(before)]
        if _TOPIC.search(before, max(breaks, default=0)) or _OPENING.fullmatch(before):
            return True
        cue = self._statement.cue
        if cue is None or cue[1] > one.span[0]:
            return False
        between, verbs = self._text[cue[1] : one.span[0]], self._text[slice(*cue)].lower().split()
        listens = not verbs or not _WITH_LISTENER.isdisjoint(verbs)
        return bool(_OBJECT_OF.fullmatch(between) or (not listens and _OBJECT.fullmatch(between)))

    def _asked(self) -> Iterator[Mention]:
        """The one target of the question right before a quotation or an answer."""
        before = self._reach.before
        if before is None or self._statement.kind not in ("direct", "mixed"):
            return
        if not self._text[slice(*before)].rstrip(' \n\t"”’»').endswith("?"):
            return
        found = _between(self._mentions, *before)
        if len({one.target for one in found}) == 1:
            yield from found

    def _taken_up(self) -> Iterator[Mention]:
        """The subject of the sentence before, where the statement begins with a word for it or for what it did."""
        before = self._reach.before
        found = _between(self._mentions, *before) if before else []
        if before is None or len({one.target for one in found}) != 1:
            return
        one, content = found[0], self._statement.content[0]
        is_subject = _SUBJECT.fullmatch(self._text, before[0], one.span[0]) and _VERB.match(self._text, one.span[1])
        if not is_subject:
            return
        said = self._text[slice(*content)]
        pronoun = _PERSON if one.how == "official" else _THING
        told = self._statement.kind == "direct" and pronoun.match(said) and not _EXPLETIVE.match(said)
        # "was quick to criticise the move, saying that ..."
        if told or _ACT_FIRST.match(said) or _ACT.search(self._text, self._reach.told[0], content[0]):
            yield one
