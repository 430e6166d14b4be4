"""What makes each attribution of the gold set easy or hard: the constructions it is written in.

The names serve the accuracy gate, which can say how many of the interrupted quotations are found, and the tests, which
hold that the set has some of every construction.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

Attribution = Mapping[str, Any]

MARKS = {"straight marks": '"', "curly marks": "“", "guillemets": "«", "German marks": "„"}
PRONOUNS = {"he", "she", "it", "they", "who", "him", "her"}
REPORTING = re.compile(r"\b(?:said|says|told|tell|say|asked)\b")


def _words(text: str, attribution: Attribution, role: str) -> str:
    """The words of the first span of a role, or ``""``."""
    return "".join(text[start:end] for start, end in attribution[role][:1])


def _order(attribution: Attribution) -> str:
    """The roles in the order of the text: ``"csq"`` is content, source, cue; an interrupted content comes twice."""
    spans = [(span[0], role[0]) for role in ("content", "source") for span in attribution[role]]
    spans += [(span[0], "q") for span in attribution["cue"]]
    return "".join(role for _, role in sorted(spans))


def _is_role(text: str, attribution: Attribution) -> bool:
    """True where the source is a common noun ("the minister"), and a person or body with a name is meant."""
    source = _words(text, attribution, "source")
    first, last = source.split(" ")[0].lower(), source.rstrip(",").split(" ")[-1]
    return bool(attribution["speaker"]) and first in {"the", "his", "her", "its"} and last.islower()


def _is_variant(text: str, attribution: Attribution) -> bool:
    """True where the source ends in a spelling of the speaker's name other than the canonical one."""
    last = _words(text, attribution, "source").rstrip(",").split(" ")[-1]
    name = attribution["speaker"].split(" ")[-1]
    return last != name and last[:1].isupper() and difflib.SequenceMatcher(None, last, name).ratio() > 0.6


def _paragraphs(text: str, attribution: Attribution, *, reopened: bool) -> bool:
    """True where a quotation in marks runs over paragraphs, and each later one opens with a mark or none does."""
    for start, end in attribution["content"]:
        _, *later = text[start:end].split("\n\n")
        if later and text[start] in MARKS.values():
            return all((part[0] == text[start]) is reopened for part in later)
    return False


def _holds_mark(text: str, attribution: Attribution, *, mark: str) -> bool:
    return mark in _words(text, attribution, "content")


def _indirect(attribution: Attribution) -> bool:
    return attribution["kind"] in ("indirect", "mixed")


ALONE: dict[str, Callable[[str, Attribution], bool]] = {
    "interrupted": lambda t, a: a["kind"] == "direct" and len(a["content"]) > 1,
    "inside": lambda t, a: a["kind"] != "direct" and len(a["content"]) > 1,
    "paragraphs, re-opened": lambda t, a: _paragraphs(t, a, reopened=True),
    "paragraphs, not re-opened": lambda t, a: _paragraphs(t, a, reopened=False),
    "no attribution of its own": lambda t, a: not a["source"] and not a["cue"],
    "went on": lambda t, a: bool(re.match(r"(?:went|goes) on", _words(t, a, "cue"))),
    "before": lambda t, a: _order(a) == "sqc",
    "after": lambda t, a: _order(a) in ("csq", "cqs"),
    "inverted": lambda t, a: "cqs" in _order(a) and _words(t, a, "cue") != "according to",
    "that-clause": lambda t, a: _indirect(a) and _words(t, a, "content").startswith("that "),
    "without that": lambda t, a: _indirect(a) and not _words(t, a, "content").startswith("that "),
    "mixed": lambda t, a: a["kind"] == "mixed",
    "attitude": lambda t, a: a["kind"] == "attitude",
    "according to": lambda t, a: _words(t, a, "cue") == "according to",
    "in a statement": lambda t, a: "statement" in _words(t, a, "cue"),
    "quoted as saying": lambda t, a: _words(t, a, "cue") == "as saying",
    "reporting inside a quotation": lambda t, a: (
        a["kind"] == "direct" and bool(REPORTING.search(_words(t, a, "content")))
    ),
    "transcript": lambda t, a: _words(t, a, "cue") == ":",
    "pronoun": lambda t, a: _words(t, a, "source").lower() in PRONOUNS,
    "role": _is_role,
    "apposition": lambda t, a: ", " in _words(t, a, "source"),
    "spelling variant": _is_variant,
    "unnamed source": lambda t, a: not a["speaker"] and bool(a["source"]),
    **{name: partial(_holds_mark, mark=mark) for name, mark in MARKS.items()},
}


def _alternates(attributions: Sequence[Attribution], at: int) -> bool:
    """True where the attribution names nobody and has another speaker than the one before it."""
    this = attributions[at]
    bare = not this["source"] and not this["cue"]
    return bare and at > 0 and this["speaker"] != attributions[at - 1]["speaker"]


def _shares_surname(attributions: Sequence[Attribution], at: int) -> bool:
    """True where another speaker of the article has the same last name."""
    speaker = attributions[at]["speaker"]
    others = {other["speaker"] for other in attributions if " " in other["speaker"]} - {speaker}
    return " " in speaker and any(other.split(" ")[-1] == speaker.split(" ")[-1] for other in others)


AMONG_OTHERS: dict[str, Callable[[Sequence[Attribution], int], bool]] = {
    "dialogue that alternates": _alternates,
    "shared surname": _shares_surname,
}


def constructions(text: str, attributions: Sequence[Attribution], at: int) -> list[str]:
    """The names of the constructions that one attribution of an article shows."""
    alone = [name for name, holds in ALONE.items() if holds(text, attributions[at])]
    return alone + [name for name, holds in AMONG_OTHERS.items() if holds(attributions, at)]
