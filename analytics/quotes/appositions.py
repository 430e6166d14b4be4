"""What explains a name between it and what is said: "According to Velt, the mayor, the pier is safe"."""

from __future__ import annotations

from dataclasses import replace

from analytics.lang import lexicon
from analytics.quotes.contents import trimmed_span
from analytics.quotes.cues import ACCORDING
from analytics.records import Attribution, Span

_ROLES = lexicon.words("roles").union(*lexicon.groups("titles").values())
_FARTHEST_ROLE = 4  # words: "the former deputy mayor"


def is_according(text: str, cue: Span | None) -> bool:
    """True where a cue is "according to"."""
    return cue is not None and text[slice(*cue)].lower() == " ".join(ACCORDING)


def completed(text: str, read: Attribution, exact: Attribution | None) -> Attribution:
    """What the tagger ``read`` of "according to Velt, the mayor, ...", with the source and the clause as the rules read
    them (``exact``), where it took the apposition for a part of the clause or ended with the first of two parts."""
    if exact is None or read.source is None or exact.source is None or read.source[0] != exact.source[0]:
        return read
    source = exact.source if _explains(text, read.source, exact.source[1]) else read.source
    within = all(any(a <= start and end <= b for a, b in exact.content) for start, end in read.content)
    content = exact.content if within and len(exact.content) > len(read.content) else read.content
    begins = ((min(source[1], end) if source[0] <= start < source[1] else start, end) for start, end in content)
    left = (trimmed_span(text, span, ()) for span in begins)
    return replace(read, source=source, content=tuple(span for span in left if span[0] < span[1]) or read.content)


def _explains(text: str, name: Span, end: int) -> bool:
    """True where an apposition stands between a name and ``end``: a role after a name, or a name after a role."""
    tail = text[name[1] : end].split()
    if tail[:1] != [","]:
        return False
    roles = [word.strip(",").lower() in _ROLES for word in tail[1 : _FARTHEST_ROLE + 1]]
    named = all(word[0].isupper() for word in tail[1:]) and text[slice(*name)].rsplit(maxsplit=1)[-1] in _ROLES
    return any(roles) or tail[1:2] == ["who"] or named
