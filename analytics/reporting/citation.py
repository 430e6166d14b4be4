"""How to cite a statement, and this software: author-date and BibTeX, from a row of the table ``statements``.

News items come without a byline here, so the outlet stands where the author would.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml
from markupsafe import Markup

from analytics.bundled import CITATION
from analytics.tables import UNKNOWN_OUTLET

_BIBTEX = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}$&#_%"},
}
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]+")
_NOT_IN_ADDRESSES = re.compile(r"[\s{}\\^~\"<>|`]|[\x00-\x20\x7f]")


@dataclass(frozen=True, slots=True)
class Software:
    """This project as CITATION.cff describes it."""

    title: str
    name: str
    version: str
    released: str
    authors: str


@cache
def software(path: Path = CITATION) -> Software:
    """What CITATION.cff says; the name is what stands before the colon of the title."""
    known: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    authors = ", ".join(str(one.get("name", "")) for one in known["authors"])
    title = str(known["title"])
    return Software(title, title.partition(":")[0], str(known["version"]), str(known["date-released"]), authors)


def title() -> Markup:
    """The title of a report, as its markup: what tells one from any other page."""
    return Markup("<title>{}: report</title>").format(software().name)


def cite_software() -> str:
    """One line for a list of references."""
    known = software()
    return f"{known.authors} ({known.released[:4]}). {known.title}. Version {known.version}."


def author_date(row: Mapping[str, Any], *, scorer: str, retrieved: dt.date) -> str:
    """A reference in the author-date style.

    Args:
        row: a row of ``statements``.
        scorer: who scored its stances, ``""`` where that is not known.
        retrieved: the day on which it is cited.
    """
    day = _day(row["published"])
    head = f"{_outlet(row)} ({day[:4] or 'n.d.'})."
    parts = [head, f"“{_line(row['title']) or 'Untitled news item'}”."]
    parts += [f"{day}."] if day else []
    parts += [f"{address}."] if (address := web_address(row["url"])) else []
    return " ".join([*parts, _note(row, scorer, retrieved)])


def bibtex(row: Mapping[str, Any], *, scorer: str, retrieved: dt.date) -> str:
    """An entry of BibTeX with a key that depends on the statement alone; arguments as for :func:`author_date`."""
    day = _day(row["published"])
    fields = {
        "author": f"{{{escape_bibtex(_outlet(row))}}}",  # braces of its own: an outlet has no first and last name
        "title": f"{{{escape_bibtex(row['title']) or 'Untitled news item'}}}",
        "year": day[:4],
        "date": day,
        "url": _encoded(web_address(row["url"])),
        "urldate": retrieved.isoformat(),
        "note": escape_bibtex(_note(row, scorer, retrieved)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(row, day)},", *lines, "}"])


def web_address(url: object) -> str:
    """The address where it is one of the web, else ``""``: an address is data as well."""
    text = _line(url)
    return text if text.lower().startswith(("https://", "http://")) else ""


def escape_bibtex(text: object) -> str:
    """One line of text in which nothing is a command of TeX and all braces are balanced."""
    return "".join(_BIBTEX.get(mark, mark) for mark in _line(text))


def _outlet(row: Mapping[str, Any]) -> str:
    name = _line(row["outlet"])
    return "Unknown outlet" if name == UNKNOWN_OUTLET else name


def _note(row: Mapping[str, Any], scorer: str, retrieved: dt.date) -> str:
    known = software()
    who = _line(row["speaker"]) or f"{_line(row['speaker_as_written']) or 'an unnamed source'} (unresolved)"
    by = f"scorer: {scorer}" if scorer else "scorer not recorded"
    return (
        f"Statement by {who}; found, and its stance scored, automatically by {known.name} {known.version} ({by}), "
        f"retrieved {retrieved.isoformat()}."
    )


def _key(row: Mapping[str, Any], day: str) -> str:
    outlet, statement = (_plain(row[name]) for name in ("outlet", "statement_id"))
    return f"{outlet or 'outlet'}{day[:4] or 'nd'}-{statement[:8]}"


def _plain(text: object) -> str:
    """The letters and digits of a text, without accents and in lower case."""
    return _NOT_IN_KEYS.sub("", unicodedata.normalize("NFKD", str(text)).encode("ascii", "ignore").decode().lower())


def _encoded(url: str) -> str:
    """The address with what would end a field of BibTeX, or what no address may hold, as %XX."""
    return _NOT_IN_ADDRESSES.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), url)


def _line(text: object) -> str:
    """A text on one line, without control characters."""
    return " ".join("".join(mark if mark.isprintable() else " " for mark in str(text)).split())


def _day(published: Any) -> str:  # noqa: ANN401 (a Timestamp or what pandas puts where there is none)
    return "" if pd.isna(published) else pd.Timestamp(published).date().isoformat()
