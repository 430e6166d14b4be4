"""Which outlet a mail is from, if any, and what its subject says of the article."""

from __future__ import annotations

import re

from analytics.ingest.characters import one_line
from analytics.lang import lexicon

_OFFICES = lexicon.words("offices_that_send_mails")
_SENT_ON = re.compile(r"(?:\s*\[[^\]]{1,30}\]|\s*(?:fwd?|re|wg|aw|tr|пересл)\s*:)+\s*", re.IGNORECASE)
_VIA = re.compile(r"\s+via\s.*", re.IGNORECASE)


def subject_of(subject: str) -> str:
    """The subject without "Fwd:", "Re:" and the name of a list in brackets."""
    return one_line(_SENT_ON.sub("", subject, count=1) if _SENT_ON.match(subject) else subject)


def outlet_of(name: str, address: str, *, listed: bool) -> str:
    """The sender's name, where it is an outlet's or a body's; ``""`` where it seems to be a person's.

    ``listed`` is True of a mail to a list, which a person does not send. Else the address tells: an office's
    (news@, press@), or at a site that bears the name.
    """
    plain = _VIA.sub("", one_line(name.strip("\"' ")))
    local, _, site = address.lower().partition("@")
    if not plain or "@" in plain:
        return ""
    at_office = bool(_OFFICES & set(re.split(r"[^a-z]+", local)))
    return plain if listed or at_office or (len(plain) > 3 and _letters(plain) in _letters(site)) else ""


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower()).removeprefix("the")
