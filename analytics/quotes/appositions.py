"""What explains a name between it and what is said: "According to Velt, the mayor, the pier is safe"."""

from __future__ import annotations

from dataclasses import replace

from analytics.lang import lexicon
from analytics.quotes.contents import trimmed_span
from analytics.quotes.cues import ACCORDING
from analytics.records import Attribution, Span

_ROLES = lexicon.words("roles").union(*lexicon.groups("titles").values())
_RELATIVES = lexicon.words("relative_pronouns")
_SUBJECT = 5  # words
_FARTHEST_ROLE = 4  # words: "the former deputy mayor"


def _is_according(text: str, cue: Span | None) -> bool:
    return cue is not None and text[slice(*cue)].lower() == " ".join(ACCORDING)


def completed(text: str, read: Attribution, exact: Attribution | None) -> Attribution:
    """What the tagger ``read`` of "according to Velt, the mayor, ...", with the source and the clause as the rules read
    them (``exact``), where it took the apposition for a part of the clause or ended with the first of two parts; and of
    "said the pier, which ..., was safe" where it ended with the subject."""
    if exact is None or read.source is None or exact.source is None or read.source[0] != exact.source[0]:
        return read
    if not _is_according(text, exact.cue):
        return replace(read, content=exact.content) if _is_cut_short(text, read, exact) else read
    source = exact.source if _explains(text, read.source, exact.source[1]) else read.source
    within = all(any(a <= start and end <= b for a, b in exact.content) for start, end in read.content)
    content = exact.content if within and len(exact.content) > len(read.content) else read.content
    begins = ((min(source[1], end) if source[0] <= start < source[1] else start, end) for start, end in content)
    left = (trimmed_span(text, span, ()) for span in begins)
    return replace(read, source=source, content=tuple(span for span in left if span[0] < span[1]) or read.content)


def _is_cut_short(text: str, read: Attribution, exact: Attribution) -> bool:
    """True where the tagger ended a clause with its subject, before what explains it: "said the pier | , which"."""
    (start, end), whole = read.content[0], exact.content[0]
    short = len(read.content) == 1 and len(text[start:end].split()) <= _SUBJECT and read.kind == "indirect"
    explained = text[end : end + 1] == "," and text[end + 1 : end + 9].split(maxsplit=1)[:1] in (
        [word] for word in _RELATIVES
    )
    return short and explained and start == whole[0] and end < whole[1]


def _explains(text: str, name: Span, end: int) -> bool:
    """True where an apposition stands between a name and ``end``: a role after a name, or a name after a role."""
    tail = text[name[1] : end].split()
    if tail[:1] != [","]:
        return False
    roles = [word.strip(",").lower() in _ROLES for word in tail[1 : _FARTHEST_ROLE + 1]]
    named = all(word[0].isupper() for word in tail[1:]) and text[slice(*name)].rsplit(maxsplit=1)[-1] in _ROLES
    return any(roles) or tail[1:2] == ["who"] or named
