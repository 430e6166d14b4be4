"""The cards and the README as a source of text: what is written there need not be written again.

It reads as much of Markdown as these files use: headings, paragraphs, lists, tables, bold, code and links.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
MODEL_CARDS = ROOT / "data" / "models"

_HEADING = re.compile(r"^(#{1,6}) +(.+?)\s*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`(.+?)`")
_RULE = re.compile(r"^[\s|:-]+$")


def card(model: str) -> str:
    """The card of a bundled model, as Markdown."""
    return (MODEL_CARDS / model / "README.md").read_text(encoding="utf-8")


def section(markdown: str, title: str) -> str:
    """What stands under the first heading that begins with ``title``, up to the next of its level or above.

    Raises LookupError where there is no such heading.
    """
    lines = markdown.splitlines()
    headings = [(place, found) for place, line in enumerate(lines) if (found := _HEADING.match(line))]
    for number, (place, found) in enumerate(headings):
        if found[2].startswith(title):
            later = (at for at, one in headings[number + 1 :] if len(one[1]) <= len(found[1]))
            return "\n".join(lines[place + 1 : next(later, len(lines))]).strip()
    raise LookupError(f"no heading {title!r}")


def to_html(markdown: str, *, level: int = 3) -> str:
    """The Markdown as HTML in which nothing of it is markup of its own; headings become those of ``level``.

    Links become their words, because the files that they lead to do not travel along.
    """
    return "".join(_block(lines, level) for lines in _blocks(markdown))


def table_html(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table that scrolls sideways where it is too wide, of cells that are HTML already."""
    columns = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    table = f"<table><thead><tr>{columns}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="wide" tabindex="0">{table}</div>'


def _blocks(markdown: str) -> Iterator[list[str]]:
    """Runs of lines of one kind: a heading, a table, a list's item with what goes on below it, a paragraph."""
    block: list[str] = []
    for line in (*(one.strip() for one in markdown.splitlines()), ""):
        begins = line.startswith(("- ", "#"))
        if block and (not line or begins or _kind(line) != _kind(block[-1])):
            yield block
            block = []
        if line:
            block.append(line)


def _kind(line: str) -> str:
    """What tells lines of a table, and a heading, from lines that go on as they began."""
    return line[0] if line.startswith(("|", "#")) else ""


def _block(lines: Sequence[str], level: int) -> str:
    first = lines[0]
    if first.startswith("|"):
        return _table([line for line in lines if not _RULE.match(line)])
    if found := _HEADING.match(first):
        return f"<h{level}>{_words(found[2])}</h{level}>"
    if first.startswith("- "):
        return f"<ul><li>{_words(' '.join(lines)[2:])}</li></ul>"
    return f"<p>{_words(' '.join(lines))}</p>"


def _table(lines: Sequence[str]) -> str:
    head, *body = ([_words(cell.strip()) for cell in line.strip("|").split("|")] for line in lines)
    return table_html(head, body)


def _words(text: str) -> str:
    plain = html.escape(_LINK.sub(r"\1", text), quote=False)
    return _CODE.sub(r"<code>\1</code>", _BOLD.sub(r"<b>\1</b>", plain))
