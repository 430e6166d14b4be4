"""The mail inside one that was sent on: what mail programs write above it, and its text below that."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from analytics.ingest.dates import Dates
from analytics.lang import lexicon

_BEGINS = re.compile(
    rf"^[ \t>]*-*[ \t]*{lexicon.alternatives(lexicon.phrases('marks_of_forwarded_mails'))}[ \t]*:?[ \t]*-*[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(r"[ \t>*]*(From|Date|Sent|Subject|To|Cc|Reply-To)\*?:\*?[ \t]*(.*)", re.IGNORECASE)
_MAILTO = re.compile(r"\[mailto:([^\]]*)\]", re.IGNORECASE)
_AT = re.compile(r"\s+at\s+(?=\d)")
_OTHER_HEADERS = 12  # lines


@dataclass(frozen=True, slots=True)
class Forwarded:
    """The first mail: sender, subject and day as its heading has them, ``""`` and None where it does not; its text."""

    sender: str
    subject: str
    day: dt.date | None
    text: str


def forwarded(text: str) -> Forwarded | None:
    """The mail that was sent on in this text, the innermost of several; None where there is none."""
    for begin in reversed(list(_BEGINS.finditer(text))):
        said, rest = _headers(text[begin.end() :].lstrip("\n"))
        if "from" in said and rest.strip():
            day = Dates().read(_AT.sub(" ", said.get("date") or said.get("sent") or "")).day
            return Forwarded(_MAILTO.sub(r"<\1>", said["from"]), said.get("subject", ""), day, rest.strip())
    return None


def _headers(text: str) -> tuple[dict[str, str], str]:
    """The lines of the heading by their names in lower case, and the text below it."""
    said: dict[str, str] = {}
    lines = text.split("\n")
    for i, line in enumerate(lines[:_OTHER_HEADERS]):
        found = _HEADER.fullmatch(line)
        if found is not None:
            said.setdefault(found[1].lower(), found[2].strip())
        elif said and not line.strip(" \t>"):
            return said, "\n".join(lines[i:])
    return {}, ""
